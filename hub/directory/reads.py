"""What pages and other rooms may know of firms."""

from dataclasses import dataclass

from hub.directory import access, queries
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.vocab import DataClass


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """Name and place of a firm."""

    firm_id: int
    name: str
    town: str


@read(name="directory:firms", data_class=DataClass.C0)
def firms_of(ctx: Ctx, *, firm_ids: tuple[int, ...]) -> dict[int, FirmFacts]:
    """Firms by id, in the order of their kana."""
    require(ctx, access.may_know_firms(ctx.actor))
    return {
        row.id or 0: FirmFacts(row.id or 0, row.name, row.town)
        for row in queries.firms(ctx.session, firm_ids)
    }


@read(name="directory:ward_code", data_class=DataClass.C0)
def ward_code_of(ctx: Ctx, *, ward_id: int) -> str:
    """Area code of a ward."""
    require(ctx, access.may_know_firms(ctx.actor))
    return queries.ward_code(ctx.session, ward_id)
