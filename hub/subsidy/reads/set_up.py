"""What an administrator sees of programmes and their money; nothing of any claim."""

from dataclasses import dataclass, replace
from datetime import date

from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import access, queries, words
from models.vocab import DataClass


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a rule sheet."""

    number: int
    fiscal_year: int
    opens_on: date
    closes_on: date
    is_example: bool
    unconfirmed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Money of a year for a programme."""

    fiscal_year: int
    allotted_yen: int
    account_text: str


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """A programme with its versions and its money, the newest first; `*_words` is a msgid."""

    programme_id: int
    slug: str
    title: str
    profile_words: str
    officer_may_inspect: bool
    versions: tuple[VersionRow, ...]
    money: tuple[MoneyRow, ...]


@read(name="subsidy:set_up", data_class=DataClass.C1)
def set_up(ctx: Ctx, *, ward_id: int) -> tuple[ProgrammeRow, ...]:
    """Programmes of the ward as its administrator sets them up."""
    require(ctx, access.may_set_up(ctx.actor, ward_id))
    found: dict[int, ProgrammeRow] = {}
    versions: dict[int, list[VersionRow]] = {}
    money: dict[int, list[MoneyRow]] = {}
    for line in queries.budget_lines(ctx, ward_id):
        row = MoneyRow(line.fiscal_year, line.allotted, line.account_text)
        money.setdefault(line.programme_id, []).append(row)
    for programme, version in queries.versions_of_ward(ctx, ward_id):
        at = programme.id or 0
        unconfirmed = version.sheet.get("unconfirmed")
        versions.setdefault(at, []).append(
            VersionRow(
                version.number, version.fiscal_year, version.opens_on, version.closes_on,
                version.is_example,
                tuple(map(str, unconfirmed)) if isinstance(unconfirmed, list) else (),
            )
        )  # fmt: skip
        found[at] = ProgrammeRow(
            at, programme.slug, programme.title, words.PROFILE_LABELS[programme.profile],
            programme.officer_may_inspect, (), (),
        )  # fmt: skip
    return tuple(
        replace(row, versions=tuple(versions[at]), money=tuple(money.get(at, ())))
        for at, row in found.items()
    )
