"""How an expert stands to the conditions and wishes of a need; pure.

Source: experts, part B5. Sex, age, nationality and address are no part of it.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from hub.experts import slots
from hub.experts.narrowing import Condition, Standing, Wish
from hub.kernel.calendar import japan_date
from hub.kernel.intervals import Span
from models.experts.roster import Expert, ExpertCertificate
from models.vocab.experts import CertificateGrade, DayPart

FIRST_GRADE: Final = "first"
CHECKED: Final = "checked"
BY_NAME: Final = "name:"
HIGH: Final = frozenset({CertificateGrade.SPECIAL, CertificateGrade.FIRST, CertificateGrade.SINGLE})
YEARS: Final = (10, 20, 30, 40)
SOON: Final = {"in14": 14, "in30": 30}
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PARTS: Final = {"am": DayPart.AM, "pm": DayPart.PM}
DAYS: Final = (*SOON, *PARTS, *WEEKDAYS)


def standing(
    expert: Expert,
    papers: Sequence[ExpertCertificate],
    free: Sequence[Span],
    meets: Iterable[Condition],
    today: date,
) -> Standing:
    """What one expert answers."""
    return Standing(
        expert.id or 0,
        frozenset(meets),
        {
            Wish.CERTIFICATE: frozenset(_certificates(papers, today)),
            Wish.YEARS: frozenset(str(least) for least in YEARS if expert.years >= least),
            Wish.LANGUAGE: frozenset(expert.languages),
            Wish.DAY: frozenset(day for day in DAYS if any(map(fitting(day, today), free))),
        },
    )


def _certificates(papers: Sequence[ExpertCertificate], today: date) -> Iterable[str]:
    """Those that have not run out: by name, of a high grade, or seen by the ward."""
    for paper in papers:
        if paper.expires_on is not None and paper.expires_on < today:
            continue
        yield f"{BY_NAME}{paper.name}"
        if paper.grade in HIGH:
            yield FIRST_GRADE
        if paper.checked_on is not None:
            yield CHECKED


def fitting(day: str | None, today: date) -> Callable[[Span], bool]:
    """Whether a free half-day answers a wished day; every one does while none is wished."""
    if day is None:
        return lambda _span: True
    if day in SOON:
        last = today + timedelta(days=SOON[day])
        return lambda span: japan_date(span.start) <= last
    if day in PARTS:
        return lambda span: slots.part_of(span) is PARTS[day]
    return lambda span: WEEKDAYS[japan_date(span.start).weekday()] == day
