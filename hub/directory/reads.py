"""What pages and other rooms may know of firms."""

from dataclasses import dataclass

from hub.directory import access, queries
from hub.platform.commands import read
from hub.platform.context import Ctx, once_a_read, require
from models.vocab import DataClass


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """Name and place of a firm; the ward is that of its head office."""

    firm_id: int
    name: str
    town: str
    ward_id: int


@read(name="directory:firms", data_class=DataClass.C0)
@once_a_read
def firms_of(ctx: Ctx, *, firm_ids: tuple[int, ...]) -> dict[int, FirmFacts]:
    """Firms by id, in the order of their kana."""
    require(ctx, access.may_know_firms(ctx.actor))
    return {
        row.id or 0: FirmFacts(row.id or 0, row.name, row.town, row.ward_id)
        for row in queries.firms(ctx.session, firm_ids)
    }


@read(name="directory:ward_code", data_class=DataClass.C0)
def ward_code_of(ctx: Ctx, *, ward_id: int) -> str:
    """Area code of a ward."""
    require(ctx, access.may_know_firms(ctx.actor))
    return queries.ward_code(ctx.session, ward_id)


@read(name="directory:firms_named", data_class=DataClass.C0)
def firms_named(ctx: Ctx, *, ward_id: int, text: str) -> tuple[FirmFacts, ...]:
    """Firms of a ward whose name or reading holds a text, in kana order; at most twenty."""
    require(ctx, access.may_know_firms(ctx.actor))
    return tuple(
        FirmFacts(row.id or 0, row.name, row.town, row.ward_id)
        for row in queries.firms_like(ctx.session, ward_id, text)
    )
