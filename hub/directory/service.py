"""Use cases of wards and firms."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.directory import access, queries
from hub.directory.entries import FirmSaved as FirmSaved  # noqa: PLC0414  the room's door
from hub.directory.entries import change_firm as change_firm  # noqa: PLC0414  the room's door
from hub.directory.entries import drop_machine as drop_machine  # noqa: PLC0414  the room's door
from hub.directory.entries import drop_site as drop_site  # noqa: PLC0414  the room's door
from hub.directory.entries import put_machine as put_machine  # noqa: PLC0414  the room's door
from hub.directory.entries import put_site as put_site  # noqa: PLC0414  the room's door
from hub.directory.entries import register_firm as register_firm  # noqa: PLC0414  the room's door
from hub.directory.importing import Imported as Imported  # noqa: PLC0414  the room's door
from hub.directory.importing import import_firms as import_firms  # noqa: PLC0414  the room's door
from hub.directory.importing_machines import import_machines as import_machines  # noqa: PLC0414  the room's door
from hub.directory.ledger import Busy as Busy  # noqa: PLC0414  the room's door
from hub.directory.ledger import Holder as Holder  # noqa: PLC0414  the room's door
from hub.directory.ledger import Wanted as Wanted  # noqa: PLC0414  the room's door
from hub.directory.ledger import busy as busy  # noqa: PLC0414  the room's door
from hub.directory.ledger import confirm as confirm  # noqa: PLC0414  the room's door
from hub.directory.ledger import held_spans as held_spans  # noqa: PLC0414  the room's door
from hub.directory.ledger import hold as hold  # noqa: PLC0414  the room's door
from hub.directory.ledger import lock_calendars as lock_calendars  # noqa: PLC0414  the room's door
from hub.directory.ledger import move as move  # noqa: PLC0414  the room's door
from hub.directory.ledger import person_calendar as person_calendar  # noqa: PLC0414  the room's door
from hub.directory.ledger import prolong as prolong  # noqa: PLC0414  the room's door
from hub.directory.ledger import release as release  # noqa: PLC0414  the room's door
from hub.kernel.text import kana_key, one_line
from hub.kernel.variants import searched
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.directory import Firm, Ward

Short = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]


class AddWard(BaseModel):
    """A special ward of the reference table."""

    code: Annotated[str, StringConstraints(pattern=r"^131[0-2]\d$")]
    name: Short
    name_en: Short


class AddFirm(BaseModel):
    """A firm as its owner writes it."""

    ward_id: int
    name: Short
    kana: Short
    town: Short


@dataclass(frozen=True, slots=True)
class WardAdded:
    """Id of the ward."""

    ward_id: int


@dataclass(frozen=True, slots=True)
class FirmAdded:
    """Id of the firm, and whether it is new."""

    firm_id: int
    is_new: bool


@command(name="directory:ward:add", input=AddWard, audit="ward")
def add_ward(ctx: Ctx, *, code: str, name: str, name_en: str) -> WardAdded:
    """Add a ward, or return the one with this area code."""
    require(ctx, access.may_add_ward(ctx.actor))
    row = queries.ward_by_code(ctx.session, code)
    if row is None:
        row = Ward(code=code, name=name, name_en=name_en)
        ctx.session.add(row)
        ctx.session.flush()
    audit.record(ctx, "ward", row.id or 0)
    return WardAdded(row.id or 0)


@command(name="directory:firm:add", input=AddFirm, audit="firm")
def add_firm(ctx: Ctx, *, ward_id: int, name: str, kana: str, town: str) -> FirmAdded:
    """Add a firm to a ward, or return the one that already has this name there."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    folded = one_line(name)
    row = queries.firm_by_name(ctx.session, ward_id, folded)
    is_new = row is None
    if row is None:
        row = Firm(
            ward_id=ward_id,
            name=folded,
            kana=kana,
            kana_key=kana_key(kana),
            name_fold=searched(folded)[:160],
            town=town,
            created_at=ctx.now,
        )
        ctx.session.add(row)
        ctx.session.flush()
    audit.record(ctx, "firm", row.id or 0)
    return FirmAdded(row.id or 0, is_new)
