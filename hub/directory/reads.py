"""What pages and other rooms may know of firms."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hub.accounts import reads as accounts
from hub.directory import access, hazards, queries
from hub.directory.exports import FAULTS as FAULTS  # noqa: PLC0414  the room's door
from hub.directory.exports import FIRMS as FIRMS  # noqa: PLC0414  the room's door
from hub.directory.exports import RECEIPT as RECEIPT  # noqa: PLC0414  the room's door
from hub.directory.exports import firms_table as firms_table  # noqa: PLC0414  the room's door
from hub.directory.importing import COLUMNS as COLUMNS  # noqa: PLC0414  the room's door
from hub.directory.importing import HEADS as HEADS  # noqa: PLC0414  the room's door
from hub.directory.importing import Preview as Preview  # noqa: PLC0414  the room's door
from hub.directory.importing import preview_firms as preview_firms  # noqa: PLC0414  the room's door
from hub.directory.importing_machines import MACHINE_COLUMNS as MACHINE_COLUMNS  # noqa: PLC0414  the room's door
from hub.directory.importing_machines import MACHINES as MACHINES  # noqa: PLC0414  the room's door
from hub.directory.importing_machines import machines_table as machines_table  # noqa: PLC0414  the room's door
from hub.directory.importing_machines import preview_machines as preview_machines  # noqa: PLC0414  the room's door
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.kernel.numbers_of_firms import shown_phone, shown_postal
from hub.platform import postal
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.directory import Firm, Machine
from models.vocab import FIRM_ROLES, DataClass, Role
from models.vocab.directory import FirmKind, Hazard, Sharing, SiteKind, Visibility

FRESH: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """Name, place and corporate number of a firm; the ward is that of its head office."""

    firm_id: int
    name: str
    town: str
    ward_id: int
    number: str = ""


@read(name="directory:firms", data_class=DataClass.C0)
def firms_of(ctx: Ctx, *, firm_ids: tuple[int, ...]) -> dict[int, FirmFacts]:
    """Firms by id, in the order of their kana."""
    require(ctx, access.may_know_firms(ctx.actor))
    return {
        row.id or 0: FirmFacts(row.id or 0, row.name, row.town, row.ward_id, row.number or "")
        for row in queries.firms(ctx, firm_ids)
    }


@read(name="directory:ward_code", data_class=DataClass.C0)
def ward_code_of(ctx: Ctx, *, ward_id: int) -> str:
    """Area code of a ward."""
    require(ctx, access.may_know_firms(ctx.actor))
    return queries.ward_code(ctx.session, ward_id)


@dataclass(frozen=True, slots=True)
class WardName:
    """A ward that takes part, with its names in both languages."""

    ward_id: int
    name: str
    name_en: str
    code: str = ""


@read(name="directory:wards", data_class=DataClass.C0)
def wards(ctx: Ctx) -> tuple[WardName, ...]:
    """Wards that take part, in the order of their codes."""
    require(ctx, access.may_know_firms(ctx.actor))
    return tuple(
        WardName(row.id or 0, row.name, row.name_en, row.code) for row in queries.wards(ctx.session)
    )


@read(name="directory:firms_named", data_class=DataClass.C0)
def firms_named(ctx: Ctx, *, ward_id: int, text: str) -> tuple[FirmFacts, ...]:
    """Firms of a ward whose name or reading holds a text, in kana order; at most twenty."""
    require(ctx, access.may_know_firms(ctx.actor))
    return tuple(
        FirmFacts(row.id or 0, row.name, row.town, row.ward_id, row.number or "")
        for row in queries.firms_like(ctx.session, ward_id, text)
    )


class FirmPlaces:
    """Answers the room accounts, bound in `hub/wiring.py`."""

    def knows_ward(self, ctx: Ctx, *, ward_id: int) -> bool:
        """Whether there is such a ward."""
        return bool(queries.ward_code(ctx.session, ward_id))

    def ward_of(self, ctx: Ctx, *, firm_id: int) -> int | None:
        """Ward of a firm's head office."""
        row = queries.firm(ctx, firm_id)
        return row.ward_id if row else None


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm in the list of its ward."""

    firm_id: int
    name: str
    kana: str
    town: str
    kind: FirmKind
    number: str
    machines: tuple[str, ...]
    is_old: bool


@dataclass(frozen=True, slots=True)
class FirmList:
    """One part of the list, and how many there are in all."""

    total: int
    rows: tuple[FirmRow, ...]


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A place of a firm."""

    site_id: int
    kind: SiteKind
    name: str
    postal: str
    address: str
    way: str
    version: int


@dataclass(frozen=True, slots=True)
class MachineFacts:
    """A machine; `least_age` is the age from which the law lets somebody work with it."""

    machine_id: int
    name: str
    maker: str
    model: str
    year: int | None
    ability: str
    quantity: int
    sharing: Sharing
    visibility: Visibility
    hazards: tuple[Hazard, ...]
    least_age: int
    version: int
    is_old: bool


@dataclass(frozen=True, slots=True)
class FirmPage:
    """All that somebody may know of a firm; `has_inside` says that nothing is kept back."""

    firm_id: int
    ward_id: int
    ward: str
    kind: FirmKind
    number: str
    name: str
    kana: str
    owner: str
    postal: str
    address: str
    town: str
    phone: str
    technology: str
    version: int
    confirmed_on: date | None
    is_old: bool
    can_change: bool
    has_inside: bool
    sites: tuple[SiteFacts, ...]
    machines: tuple[MachineFacts, ...]
    people: tuple[tuple[str, Role], ...]


@read(name="directory:firm_list", data_class=DataClass.C0)
def firm_list(ctx: Ctx, *, ward_id: int, text: str, first: int) -> FirmList:
    """Twenty firms of a ward from a place on; name, reading and number narrow them."""
    require(ctx, access.may_know_firms(ctx.actor))
    rows = queries.firms_of_ward(ctx.session, ward_id, text, first=first)
    machines: dict[int, list[Machine]] = {}
    for row in queries.machines(ctx.session, [row.id or 0 for row in rows]):
        machines.setdefault(row.firm_id, []).append(row)
    return FirmList(
        queries.count_of_ward(ctx.session, ward_id, text),
        tuple(_row(ctx, firm, machines.get(firm.id or 0, [])) for firm in rows),
    )


@read(name="directory:firm_page", data_class=DataClass.C2)
def firm_page(ctx: Ctx, *, firm_id: int) -> FirmPage:
    """A firm with sites and machines; people, phone and what is private only inside."""
    require(ctx, access.may_know_firms(ctx.actor))
    row = ctx.session.get(Firm, firm_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    inside = access.sees_inside(ctx.actor, firm_id, row.ward_id)
    ward = queries.ward(ctx, row.ward_id)
    return FirmPage(
        firm_id, row.ward_id, ward.name if ward else "", row.kind, row.number or "", row.name,
        row.kana, (row.owner or "") if inside else "", shown_postal(row.postal or ""),
        row.address or "", row.town,
        shown_phone(row.phone) if inside and row.phone else "",
        row.technology or "", row.version,
        japan_date(row.confirmed_at) if row.confirmed_at else None, _is_old(ctx, row),
        access.may_change_firm(ctx.actor, firm_id, row.ward_id) is None, inside,
        _sites(ctx, firm_id), _machines(ctx, firm_id, inside=inside),
        _people(ctx, firm_id) if inside else (),
    )  # fmt: skip


@read(name="directory:places", data_class=DataClass.C0)
def places_of(ctx: Ctx, *, code: str) -> tuple[str, ...]:
    """Places of a postal code of seven digits."""
    require(ctx, access.may_know_firms(ctx.actor))
    return postal.places_of(code)


def _row(ctx: Ctx, firm: Firm, machines: list[Machine]) -> FirmRow:
    shown = [row.name for row in machines if row.visibility is Visibility.PUBLIC]
    return FirmRow(
        firm.id or 0, firm.name, firm.kana, firm.town, firm.kind, firm.number or "",
        tuple(dict.fromkeys(shown)), _is_old(ctx, firm),
    )  # fmt: skip


def _is_old(ctx: Ctx, row: Firm | Machine) -> bool:
    """Confirmed once, and that more than a year ago."""
    return row.confirmed_at is not None and ctx.now - row.confirmed_at > FRESH


def _sites(ctx: Ctx, firm_id: int) -> tuple[SiteFacts, ...]:
    return tuple(
        SiteFacts(
            row.id or 0, row.kind, row.name, shown_postal(row.postal or ""), row.address,
            row.way or "", row.version,
        )
        for row in queries.sites(ctx.session, firm_id)
    )  # fmt: skip


def _machines(ctx: Ctx, firm_id: int, *, inside: bool) -> tuple[MachineFacts, ...]:
    today = japan_date(ctx.now)
    found = []
    for row in queries.machines(ctx.session, (firm_id,)):
        tags = tuple(Hazard(tag) for tag in row.hazards)
        if inside or row.visibility is Visibility.PUBLIC:
            found.append(
                MachineFacts(
                    row.id or 0, row.name, row.maker, row.model, row.year, row.ability,
                    row.quantity, row.sharing, row.visibility, tags,
                    hazards.least_age(tags, today), row.version, _is_old(ctx, row),
                )
            )  # fmt: skip
    return tuple(found)


def _people(ctx: Ctx, firm_id: int) -> tuple[tuple[str, Role], ...]:
    """People of a firm with their roles, in kana order within each role."""
    found = []
    for role in FIRM_ROLES:
        ids = accounts.holders_of(ctx, role=role, firm_id=firm_id)
        found += [(name, role) for name in accounts.names_of(ctx, person_ids=ids).values()]
    return tuple(found)
