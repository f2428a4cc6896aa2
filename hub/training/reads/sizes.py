"""How many people work in a firm, as it last said when it signed up for a course."""

from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.training import access, queries
from models.vocab import DataClass
from models.vocab.training import SizeBand


@read(name="training:firm_sizes", data_class=DataClass.C1)
def firm_sizes(ctx: Ctx, *, firm_ids: tuple[int, ...]) -> dict[int, SizeBand]:
    """Band of regular employees by firm; a firm that never signed up is left out."""
    require(ctx, access.may_count_firms(ctx.actor))
    return {row.firm_id: row.size_band for row in queries.newest_sign_ups(ctx, firm_ids)}
