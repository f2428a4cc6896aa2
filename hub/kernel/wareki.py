"""Japanese years: the one table of eras, dates written in them, and their western years.

Source: the government ordinances on the names of eras; design "Japanese forms", era table.
"""

from datetime import date
from typing import Final, NamedTuple


class Era(NamedTuple):
    """One era: how it is written, how people shorten it, its first day."""

    name: str
    short: str
    letter: str
    first: date


# A new era is one row, the newest first.
# noqa: i18n names of eras are Japanese on every paper
ERAS: Final = (
    Era("令和", "令", "R", date(2019, 5, 1)),
    Era("平成", "平", "H", date(1989, 1, 8)),
    Era("昭和", "昭", "S", date(1926, 12, 25)),
    Era("大正", "大", "T", date(1912, 7, 30)),
    Era("明治", "明", "M", date(1868, 1, 25)),
)
# Before this day Japan counted by the lunar calendar; such a date is no civil date of ours.
OLDEST: Final = date(1873, 1, 1)
OVERRUN_YEARS: Final = 10


def wareki(day: date) -> str:
    """Write a civil date for paper: 令和8年11月26日, the first year of an era as 元年."""
    era, year = _era_of(day)
    # noqa: i18n the pattern of a date on Japanese paper
    written = f"{era.name}元年" if year == 1 else f"{era.name}{year}年"
    # noqa: i18n the pattern of a date on Japanese paper
    return f"{written}{day.month}月{day.day}日"


def era_year(day: date) -> int:
    """Return the year within its era, as document numbers carry it: 8 for a day of 令和8年."""
    return _era_of(day)[1]


def western_year(era: str, year: int) -> int | None:
    """Return the western year of a year of an era, or None when it cannot be meant.

    Old papers count on after an era's end (平成31年5月1日); ten such years are accepted.
    """
    after: Era | None = None
    for found in ERAS:
        if era in {found.name, found.short, found.letter}:
            last = None if after is None else after.first.year - found.first.year + 1
            meant = year >= 1 and (last is None or year <= last + OVERRUN_YEARS)
            return found.first.year + year - 1 if meant else None
        after = found
    return None


def _era_of(day: date) -> tuple[Era, int]:
    if day < OLDEST:
        msg = "dates before 1873 are dates of the lunar calendar"
        raise ValueError(msg)
    era = next(era for era in ERAS if day >= era.first)
    return era, day.year - era.first.year + 1
