"""Decisions on a claim from its facts alone: what may be sent, how amounts are read, due dates."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hub.kernel.calendar import fiscal_year
from hub.kernel.errors import FieldProblem, Reason
from hub.subsidy import words

MOST_YEN: Final = 999_999_999_999
REMINDERS: Final = 2
# noqa: i18n the sign of yen after or before an amount
_SIGNS: Final = re.compile(r"[¥￥円,\s]")
# noqa: i18n amounts as people write them: 12万, 1.5万, 1万5千
_WORDED: Final = re.compile(
    r"(?:(?P<man>\d+)(?:\.(?P<tenth>\d{1,4}))?万)?(?:(?P<sen>\d+)千)?(?P<rest>\d*)"
)


def read_yen(typed: str) -> int | None:
    """Whole yen of at least 1 as people write them (１２，０００円, 12万円, 1万5千円), or None.

    Source: design "Japanese forms", row numbers and money. Fractions of a yen are refused.
    """
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", typed))
    found = _WORDED.fullmatch(plain)
    if not plain or found is None:
        return None
    yen = int(found["rest"] or 0) + int(found["sen"] or 0) * 1000
    if found["man"] is not None:
        if found["tenth"] and (found["sen"] or found["rest"]):
            return None
        yen += int(found["man"]) * 10_000 + int((found["tenth"] or "").ljust(4, "0") or 0)
    return yen if 1 <= yen <= MOST_YEN else None


def is_zero(typed: str) -> bool:
    """Say whether people wrote no yen at all (0, ０円)."""
    plain = _SIGNS.sub("", unicodedata.normalize("NFKC", typed))
    return plain.isdecimal() and int(plain) == 0


@dataclass(frozen=True, slots=True)
class Sending:
    """What is looked at before an application is sent."""

    today: date
    opens_on: date
    closes_on: date
    is_registered: bool
    is_signed: bool
    pledges: int
    pledged: tuple[int, ...]
    lines: int
    entitled_yen: int


def sending_problems(facts: Sending) -> list[FieldProblem]:
    """Say everything that stands against sending, at once; source: part 18, row window closed."""
    found: list[FieldProblem] = []
    if not facts.opens_on <= facts.today <= facts.closes_on:
        params = {"opens": facts.opens_on, "closes": facts.closes_on}
        found.append(FieldProblem("form", words.WINDOW_CLOSED, params))
    if not facts.is_registered:
        found.append(FieldProblem("form", words.GROUP_CLOSED))
    elif not facts.is_signed:
        found.append(FieldProblem("form", words.NOT_SIGNED))
    if not facts.lines:
        found.append(FieldProblem("lines", words.NO_LINES))
    elif not facts.entitled_yen:
        found.append(FieldProblem("lines", words.NOTHING_TO_GRANT))
    found += [
        FieldProblem(f"pledge-{number}", words.NOT_PLEDGED, {"number": number})
        for number in range(1, facts.pledges + 1)
        if number not in facts.pledged
    ]
    return found


def books_close(year: int) -> date:
    """Last day on which money of a fiscal year may be paid (出納整理期間, 31 May)."""
    return date(year + 1, 5, 31)


def payment_problem(
    paid_on: date, today: date, decided_on: date, budget_year: int
) -> tuple[Reason, dict[str, object]] | None:
    """Say why a payment cannot have been made on this day."""
    if paid_on > today:
        return words.PAID_IN_FUTURE, {}
    if paid_on < decided_on:
        return words.PAID_TOO_EARLY, {"day": decided_on}
    if paid_on > books_close(budget_year):
        return words.BOOKS_CLOSED, {"day": books_close(budget_year)}
    return None


def inspection_problem(
    day: date | None, today: date, reported_on: date | None
) -> tuple[Reason, dict[str, object]] | None:
    """Say why a report cannot have been inspected on this day."""
    if day is None:
        return words.NOT_A_DAY, {}
    if day > today:
        return words.CAME_IN_FUTURE, {}
    if reported_on is not None and day < reported_on:
        return words.CAME_TOO_EARLY, {"day": reported_on}
    return None


def receipt_problem(
    day: date | None, today: date, since: date
) -> tuple[Reason, dict[str, object]] | None:
    """Say why money cannot have come back on this day."""
    if day is None:
        return words.NOT_A_DAY, {}
    if day > today:
        return words.CAME_IN_FUTURE, {}
    return (words.CAME_TOO_EARLY, {"day": since}) if day < since else None


def is_restored(day: date, budget_year: int) -> bool:
    """Say whether principal that comes back can be used again: the books of its year are open."""
    return day <= books_close(budget_year)


def later(due: date | None, stopped_on: date | None, today: date) -> date | None:
    """The due date after the clock stood still from the day it stopped until today."""
    if due is None or stopped_on is None:
        return due
    return due + timedelta(days=max(0, (today - stopped_on).days))


def reference(number: int, day: date) -> str:
    """Number of a claim: C-2026-0147, with the fiscal year in which it was sent."""
    return f"C-{fiscal_year(day)}-{number:04d}"


def receipt(number: int, day: date) -> str:
    """Number under which the ward received a claim: R-2026-0012."""
    return f"R-{fiscal_year(day)}-{number:04d}"


def series(kind: str, day: date) -> str:
    """Name of the counter of a fiscal year: C-2026 for claims, R-2026 for receipts."""
    return f"{kind}-{fiscal_year(day)}"


def unanswered(asked: Sequence[int], answers: dict[int, str]) -> list[FieldProblem]:
    """A problem at every sent finding that has no answer."""
    return [
        FieldProblem(f"answer-{finding_id}", words.NOT_ANSWERED)
        for finding_id in asked
        if not answers.get(finding_id, "").strip()
    ]
