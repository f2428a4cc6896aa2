"""Reads the rule sheet of a programme version: amounts, days, texts; every fault by its place.

The part `amounts` has the keys of `programme` in a CASE.json, without its name and number, which
the version itself has. Source: subsidy design, parts 2 and 16.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.kernel.money import Rate
from hub.subsidy.amounts import CountUnit, DeadlineCase, Programme, Roll, due_day
from hub.subsidy.cases.faults import Faults, shown
from hub.subsidy.cases.fields import Fields
from hub.subsidy.cases.programme import programme

KEYS: Final = (
    "amounts", "categories", "deadlines", "report_by", "pledges", "conditions", "appeal",
    "forms", "signed_by", "desk", "seal", "follow_up", "advance", "unconfirmed",
)  # fmt: skip
MOST_DAYS: Final = 1000
MOST_TEXT: Final = 400


@dataclass(frozen=True, slots=True)
class Counting:
    """How one deadline is counted."""

    count: int
    unit: CountUnit
    include_event_day: bool
    roll: Roll

    def due(self, name: str, event: date) -> date:
        """Last day of the period that the event starts."""
        return due_day(
            DeadlineCase(name, event, self.count, self.unit, self.include_event_day, self.roll)
        )


# Sheets written before money could be asked back say nothing of it: 20 days (要確認).
REPAY: Final = Counting(20, CountUnit.DAY, include_event_day=False, roll=Roll.NEXT_WORKING)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Days for the ward's review, an answer, a withdrawal, the report, payment and repayment."""

    review: Counting
    answer: Counting
    withdraw: Counting
    report: Counting
    payment: Counting
    repay: Counting


@dataclass(frozen=True, slots=True)
class Sheet:
    """One rule sheet, ready to use; `unconfirmed` names values the ward must still confirm."""

    programme: Programme
    categories: Mapping[str, str]
    deadlines: Deadlines
    report_by: date | None
    pledges: tuple[str, ...]
    conditions: tuple[str, ...]
    appeal: tuple[str, ...]
    forms: Mapping[str, str]
    signed_by: str
    desk: str
    seal: str
    follow_up: bool
    advance: Rate | None
    unconfirmed: tuple[str, ...]

    def report_due(self, done_on: date, decided_on: date) -> date:
        """The earlier of the counted day and the fixed day, but not before the decision."""
        counted = self.deadlines.report.due("report", max(done_on, decided_on))
        return counted if self.report_by is None else min(counted, max(self.report_by, decided_on))


def read_sheet(sheet: Mapping[str, object], slug: str, number: int) -> Sheet:
    """Read a typed or stored sheet; `BadCase` names every wrong place at once."""
    faults = Faults()
    fields = Fields(faults, "", dict(sheet), KEYS)
    amounts = fields.raw("amounts")
    whole = {**amounts, "id": slug, "version": number} if isinstance(amounts, dict) else amounts
    made = Sheet(
        programme=programme(faults, fields.at("amounts"), whole),
        categories=fields.free("categories", _sentence),
        deadlines=_deadlines(faults, fields.at("deadlines"), fields.raw("deadlines")),
        report_by=fields.maybe_day("report_by"),
        pledges=fields.rows("pledges", _sentence),
        conditions=fields.rows("conditions", _sentence),
        appeal=fields.rows("appeal", _sentence),
        forms=fields.free("forms", _sentence),
        signed_by=fields.text("signed_by"),
        desk=fields.text("desk"),
        seal=fields.maybe_text("seal") or "",
        follow_up=fields.boolean("follow_up", default=False),
        advance=_advance(faults, fields),
        unconfirmed=fields.rows("unconfirmed", _sentence),
    )
    faults.stop_if_any()
    return made


def _advance(faults: Faults, fields: Fields) -> Rate | None:
    """Which part of the grant may be paid before the report (概算払); None where none may."""
    rate = fields.maybe_rate("advance")
    if rate is not None and rate.num > rate.den:
        faults.add(fields.at("advance"), "out_of_range", low=0, high=1)
        return None
    return rate


def _deadlines(faults: Faults, path: str, value: object) -> Deadlines:
    names = ("review", "answer", "withdraw", "report", "payment")
    fields = Fields(faults, path, value, (*names, "repay"))
    repay = fields.raw("repay")
    counted = [_counting(faults, fields.at(name), fields.raw(name)) for name in names]
    counted.append(REPAY if repay is None else _counting(faults, fields.at("repay"), repay))
    return Deadlines(*counted)


def _counting(faults: Faults, path: str, value: object) -> Counting:
    fields = Fields(faults, path, value, ("count", "unit", "include_event_day", "roll"))
    return Counting(
        count=fields.integer("count", low=1, high=MOST_DAYS),
        unit=fields.choice("unit", CountUnit, CountUnit.DAY),
        include_event_day=fields.boolean("include_event_day", default=False),
        roll=fields.choice("roll", Roll, Roll.NONE),
    )


def _sentence(faults: Faults, path: str, value: object) -> str:
    if isinstance(value, str) and 1 <= len(value) <= MOST_TEXT:
        return value
    faults.add(path, "not_text", value=shown(value), most=MOST_TEXT)
    return ""
