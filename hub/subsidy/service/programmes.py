"""Rule sheets and allotments of a ward."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.directory import reads as directory
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Refused
from hub.platform import audit
from hub.platform.audit import canonical
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.subsidy import access, ledger, queries, words
from hub.subsidy.ledger import Move
from hub.subsidy.rulesheet import read_sheet
from models.subsidy import BudgetLine, Programme, ProgrammeVersion
from models.vocab.subsidy import BudgetAccount, BudgetEvent, Profile

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Title = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Year = Annotated[int, Field(ge=2000, le=2999)]


class AddVersion(BaseModel):
    """A rule sheet with its window; the next number of its programme.

    Without a profile a new programme is light, and a known one stays as it is.
    """

    ward_id: int
    slug: Slug
    title: Title
    fiscal_year: Year
    basis: Annotated[str, StringConstraints(min_length=1, max_length=400)]
    opens_on: date
    closes_on: date
    sheet: dict[str, object]
    is_example: bool = False
    profile: Profile | None = None
    officer_may_inspect: bool = False


class Allot(BaseModel):
    """Money of one fiscal year for a programme, with its place in the accounts (款項目節)."""

    ward_id: int
    slug: Slug
    fiscal_year: Year
    account_text: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    yen: Annotated[int, Field(ge=1, le=999_999_999_999)]


@dataclass(frozen=True, slots=True)
class VersionAdded:
    """The programme and its new version."""

    programme_id: int
    version_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Allotted:
    """The budget line and what is left of it."""

    budget_line_id: int
    available_yen: int


@command(name="subsidy:programme:add_version", input=AddVersion, audit="programme_version")
def add_version(  # noqa: PLR0913  the facts of one version
    ctx: Ctx,
    *,
    ward_id: int,
    slug: str,
    title: str,
    fiscal_year: int,
    basis: str,
    opens_on: date,
    closes_on: date,
    sheet: dict[str, object],
    is_example: bool,
    profile: Profile | None,
    officer_may_inspect: bool,
) -> VersionAdded:
    """Add a version of a rule sheet for new applications; older claims keep their own (part 2)."""
    require(ctx, access.may_set_up(ctx.actor, ward_id))
    if not directory.ward_code_of(ctx, ward_id=ward_id):
        raise NotFound(NOT_FOUND)
    if closes_on < opens_on:
        raise Invalid(FieldProblem("closes_on", words.WINDOW_WRONG))
    if officer_may_inspect and profile is not Profile.FULL:
        raise Invalid(FieldProblem("officer_may_inspect", words.OFFICER_IN_FULL))
    programme = _programme(ctx, ward_id, slug, title)
    if profile is not None:
        _go(ctx, programme, profile, officer_may_inspect=officer_may_inspect)
    known = queries.versions_of_ward(ctx, ward_id)
    number = 1 + max((row.number for each, row in known if each.id == programme.id), default=0)
    read_sheet(sheet, slug, number)
    row = ProgrammeVersion(
        programme_id=programme.id or 0,
        number=number,
        fiscal_year=fiscal_year,
        title=title,
        basis=basis,
        is_example=is_example,
        opens_on=opens_on,
        closes_on=closes_on,
        sheet=sheet,
        sheet_sha256=hashlib.sha256(canonical(sheet)).hexdigest(),
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "programme_version", row.id or 0, version=number)
    return VersionAdded(programme.id or 0, row.id or 0, number)


def _programme(ctx: Ctx, ward_id: int, slug: str, title: str) -> Programme:
    """The programme of this short name; a new one is light."""
    found = queries.programme_by_slug(ctx, ward_id, slug)
    if found is None:
        found = Programme(ward_id=ward_id, slug=slug, title=title, created_at=ctx.now)
        ctx.session.add(found)
        ctx.session.flush()
    return found


def _go(ctx: Ctx, programme: Programme, profile: Profile, *, officer_may_inspect: bool) -> None:
    """Choose the profile; it is fixed from the first claim of the programme on."""
    chosen = (profile, officer_may_inspect)
    if chosen == (programme.profile, programme.officer_may_inspect):
        return
    if queries.is_claimed(ctx, programme.id or 0):
        raise Refused(words.PROFILE_FIXED)
    programme.profile, programme.officer_may_inspect = chosen
    ctx.session.add(programme)
    ctx.session.flush()
    audit.record(
        ctx, "subsidy_programme", programme.id or 0,
        payload={"profile": profile.value, "officer": officer_may_inspect},
    )  # fmt: skip


@command(name="subsidy:budget:allot", input=Allot, audit="budget_line")
def allot(
    ctx: Ctx, *, ward_id: int, slug: str, fiscal_year: int, account_text: str, yen: int
) -> Allotted:
    """Allot money to a programme; a second allotment of the year is added to the first (令達)."""
    require(ctx, access.may_set_up(ctx.actor, ward_id))
    programme = queries.programme_by_slug(ctx, ward_id, slug)
    if programme is None:
        raise NotFound(words.NOT_YOURS)
    line = queries.budget_line_for(ctx, programme.id or 0, fiscal_year)
    if line is None:
        line = BudgetLine(
            ward_id=ward_id,
            programme_id=programme.id or 0,
            fiscal_year=fiscal_year,
            account_text=account_text,
            created_at=ctx.now,
        )
        ctx.session.add(line)
        ctx.session.flush()
    line_id = line.id or 0
    move = Move(BudgetAccount.EXTERNAL, BudgetAccount.AVAIL, yen)
    ledger.post(ctx, line_id, BudgetEvent.ALLOT, [move])
    audit.record(ctx, "budget_line", line_id, payload={"yen": yen})
    return Allotted(line_id, queries.budget_line_of(ctx, line_id).available)
