"""Who may take the claims of a ward away as a table."""

from typing import Final

from hub.kernel.errors import Reason
from hub.platform.context import Ctx
from hub.subsidy import access

CLAIMS: Final = "claims_export"


def may_take_claims(ctx: Ctx, ward_id: int) -> Reason | None:
    """Clerks of the ward, who handle them."""
    return access.may_check(ctx.actor, ward_id)
