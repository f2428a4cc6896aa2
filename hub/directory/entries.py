"""Use cases of what a firm says of itself: the firm, its sites, its machines."""

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field

from hub.directory import access, queries, words
from hub.directory.typed import FirmEntry, MachineEntry, SiteEntry
from hub.kernel.errors import NOT_FOUND, STALE, FieldProblem, Invalid, NotFound, Stale
from hub.kernel.text import kana_key
from hub.kernel.variants import searched
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.directory import Firm, Machine, Site

FOLD_LIMIT: Final = 160


class RegisterFirm(BaseModel):
    """A new firm of a ward."""

    ward_id: int
    entry: FirmEntry


class ChangeFirm(BaseModel):
    """A firm with what it says now."""

    firm_id: int
    version: int = Field(ge=0)
    entry: FirmEntry


class PutSite(BaseModel):
    """A site, a new one when it has no number yet."""

    firm_id: int
    site_id: int = Field(default=0, ge=0)
    version: int = Field(default=0, ge=0)
    entry: SiteEntry


class PutMachine(BaseModel):
    """A machine, a new one when it has no number yet."""

    firm_id: int
    machine_id: int = Field(default=0, ge=0)
    version: int = Field(default=0, ge=0)
    entry: MachineEntry


class DropSite(BaseModel):
    """Which site goes."""

    site_id: int


class DropMachine(BaseModel):
    """Which machine goes."""

    machine_id: int


@dataclass(frozen=True, slots=True)
class FirmSaved:
    """Id of the firm."""

    firm_id: int


@command(name="directory:firm:register", input=RegisterFirm, audit="firm")
def register_firm(ctx: Ctx, *, ward_id: int, entry: FirmEntry) -> FirmSaved:
    """Add a firm with its number; one that is there already is named, never entered twice."""
    require(ctx, access.may_add_firm(ctx.actor, ward_id))
    if queries.ward(ctx, ward_id) is None:
        raise NotFound(NOT_FOUND)
    row = Firm(
        ward_id=ward_id, name="", kana="", kana_key="", name_fold="", town="", created_at=ctx.now
    )
    _refuse_twice(ctx, row, entry)
    return _written(ctx, row, entry)


@command(name="directory:firm:change", input=ChangeFirm, audit="firm")
def change_firm(ctx: Ctx, *, firm_id: int, version: int, entry: FirmEntry) -> FirmSaved:
    """Write what a firm says now; the sight of an older version is refused."""
    row = _firm(ctx, firm_id)
    require(ctx, access.may_change_firm(ctx.actor, firm_id, row.ward_id))
    if row.version != version:
        raise Stale(STALE)
    _refuse_twice(ctx, row, entry)
    return _written(ctx, row, entry)


@command(name="directory:site:put", input=PutSite, audit="site")
def put_site(ctx: Ctx, *, firm_id: int, site_id: int, version: int, entry: SiteEntry) -> FirmSaved:
    """Add a site to a firm or write one anew."""
    firm = _firm(ctx, firm_id)
    require(ctx, access.may_change_firm(ctx.actor, firm_id, firm.ward_id))
    row = queries.site(ctx, site_id) if site_id else None
    _refuse_other(row, firm_id, version, is_new=not site_id)
    row = row or Site(firm_id=firm_id, kind=entry.kind, name="", address="", version=-1)
    row.kind, row.name, row.address = entry.kind, entry.name, entry.address
    row.postal, row.way = entry.postal or None, entry.way or None
    return _kept(ctx, row, "site", firm_id)


@command(name="directory:machine:put", input=PutMachine, audit="machine")
def put_machine(
    ctx: Ctx, *, firm_id: int, machine_id: int, version: int, entry: MachineEntry
) -> FirmSaved:
    """Add a machine to a firm or write one anew."""
    firm = _firm(ctx, firm_id)
    require(ctx, access.may_change_firm(ctx.actor, firm_id, firm.ward_id))
    row = queries.machine(ctx, machine_id) if machine_id else None
    _refuse_other(row, firm_id, version, is_new=not machine_id)
    same = queries.machine_like(ctx, firm_id, entry.name, entry.model)
    if same is not None and same is not row:
        raise Invalid(FieldProblem("entry.name", words.MACHINE_TAKEN))
    row = row or Machine(
        firm_id=firm_id, name="", name_fold="", maker="", model="", ability="", quantity=1,
        sharing=entry.sharing, visibility=entry.visibility, hazards=[], version=-1,
        confirmed_at=ctx.now,
    )  # fmt: skip
    fill_machine(row, entry)
    row.confirmed_at = ctx.now
    return _kept(ctx, row, "machine", firm_id)


@command(name="directory:site:drop", input=DropSite, audit="site")
def drop_site(ctx: Ctx, *, site_id: int) -> FirmSaved:
    """Take a site off the list of its firm."""
    row = queries.site(ctx, site_id)
    firm = _firm(ctx, row.firm_id if row else 0)
    require(ctx, access.may_change_firm(ctx.actor, firm.id or 0, firm.ward_id))
    return _dropped(ctx, row, "site")


@command(name="directory:machine:drop", input=DropMachine, audit="machine")
def drop_machine(ctx: Ctx, *, machine_id: int) -> FirmSaved:
    """Take a machine off the list of its firm."""
    row = queries.machine(ctx, machine_id)
    firm = _firm(ctx, row.firm_id if row else 0)
    require(ctx, access.may_change_firm(ctx.actor, firm.id or 0, firm.ward_id))
    return _dropped(ctx, row, "machine")


def fill_firm(row: Firm, entry: FirmEntry) -> None:
    """Write an entry into its row; who may and whether it is there twice is asked before."""
    row.kind, row.number = entry.kind, entry.number or None
    row.name, row.kana, row.kana_key = entry.name, entry.kana, kana_key(entry.kana)
    row.name_fold = searched(entry.name)[:FOLD_LIMIT]
    row.owner, row.phone = entry.owner or None, entry.phone or None
    row.postal, row.address, row.town = entry.postal or None, entry.address or None, entry.town
    row.technology = entry.technology.strip() or None


def fill_machine(row: Machine, entry: MachineEntry) -> None:
    """Write an entry into its row."""
    row.name, row.name_fold = entry.name, searched(entry.name)[:FOLD_LIMIT]
    row.maker, row.model, row.year = entry.maker, entry.model, entry.year
    row.ability, row.quantity = entry.ability, entry.quantity
    row.sharing, row.visibility = entry.sharing, entry.visibility
    row.hazards = [hazard.value for hazard in entry.hazards]


def _firm(ctx: Ctx, firm_id: int) -> Firm:
    row = ctx.session.get(Firm, firm_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def _refuse_twice(ctx: Ctx, row: Firm, entry: FirmEntry) -> None:
    """A number names one firm of all wards, a name one firm of a ward."""
    numbered = queries.firm_by_number(ctx.session, entry.number)
    if numbered is not None and numbered is not row:
        known = FieldProblem("entry.number", words.NUMBER_TAKEN, {"firm": numbered.name})
        raise Invalid(known)
    named = queries.firm_by_name(ctx.session, row.ward_id, entry.name)
    if named is not None and named is not row:
        raise Invalid(FieldProblem("entry.name", words.NAME_TAKEN))


def _refuse_other(row: Site | Machine | None, firm_id: int, version: int, *, is_new: bool) -> None:
    if is_new:
        return
    if row is None or row.firm_id != firm_id:
        raise NotFound(NOT_FOUND)
    if row.version != version:
        raise Stale(STALE)


def _written(ctx: Ctx, row: Firm, entry: FirmEntry) -> FirmSaved:
    is_new = row.id is None
    fill_firm(row, entry)
    row.version += 0 if is_new else 1
    row.confirmed_at = ctx.now
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "firm", row.id or 0)
    return FirmSaved(row.id or 0)


def _kept(ctx: Ctx, row: Site | Machine, kind: str, firm_id: int) -> FirmSaved:
    row.version += 1
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, kind, row.id or 0)
    return FirmSaved(firm_id)


def _dropped(ctx: Ctx, row: Site | Machine | None, kind: str) -> FirmSaved:
    if row is None:
        raise NotFound(NOT_FOUND)
    audit.record(ctx, kind, row.id or 0)
    ctx.session.delete(row)
    ctx.session.flush()
    return FirmSaved(row.firm_id)
