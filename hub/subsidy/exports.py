"""Who may take the claims of a ward, or a trial of rules on them, away as a table."""

from typing import Final

from hub.kernel.errors import Reason
from hub.platform.context import Ctx
from hub.subsidy import access, queries

CLAIMS: Final = "claims_export"
TRIAL: Final = "trial_export"


def may_take_claims(ctx: Ctx, ward_id: int) -> Reason | None:
    """Clerks of the ward, who handle them."""
    return access.may_check(ctx.actor, ward_id)


def may_take_trial(ctx: Ctx, simulation_id: int) -> Reason | None:
    """Clerks and approvers of the ward, who make trials."""
    return access.may_simulate(ctx.actor, queries.simulation_of(ctx, simulation_id).ward_id)
