"""One version of an agreement to read and to sign."""

from hub.groups import access, queries
from hub.groups.texts import AgreementText, text_of
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.vocab import DataClass


@read(name="groups:agreement", data_class=DataClass.C2)
def agreement_text(ctx: Ctx, *, group_id: int, number: int = 0) -> AgreementText:
    """One version for the member firms and the ward; number 0 asks for the newest."""
    group = queries.group_of(ctx, group_id)
    firm_ids = [each.firm_id for each in queries.members(ctx, group_id)]
    require(ctx, access.may_see_group(ctx.actor, group.ward_id, firm_ids))
    versions = queries.versions(ctx, group_id)
    found = next((row for row in versions if number in {0, row.number}), None)
    if found is None:
        raise NotFound(NOT_FOUND)
    return text_of(ctx, group, found)
