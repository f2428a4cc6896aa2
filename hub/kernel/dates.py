"""Reads dates the way people write them: western or era, any width, any sign between."""

import re
import unicodedata
from datetime import date
from typing import Final

from hub.kernel.wareki import OLDEST, western_year

# noqa: i18n the first year of an era as people type it
_FIRST_YEAR: Final = "元"
# noqa: i18n signs between the parts of a typed date
_WRITTEN: Final = re.compile(
    r"(?P<era>令和?|平成?|昭和?|大正?|明治?|[RHSTM])?(?P<y>\d{1,4}|元)[年./・-](?P<m>\d{1,2})[月./・-](?P<d>\d{1,2})日?"
)
_EIGHT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DASHES: Final = dict.fromkeys(
    (0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x30FC), "-"
)
LONG_AGO: Final = 1000


def read_date(typed: str) -> date | None:
    """Return the civil date, or None when the text is none; 2027-06-07, R8.6.7, 令和8年6月7日."""
    plain = unicodedata.normalize("NFKC", typed).translate(_DASHES)
    plain = re.sub(r"\s", "", plain).upper()
    if eight := _EIGHT.fullmatch(plain):
        return _day(*(int(part) for part in eight.groups()))
    found = _WRITTEN.fullmatch(plain)
    if found is None:
        return None
    year = 1 if found["y"] == _FIRST_YEAR else int(found["y"])
    if era := found["era"]:
        meant = western_year(era, year)
        day = _day(meant, int(found["m"]), int(found["d"])) if meant else None
        return day if day and day >= OLDEST else None
    return _day(year, int(found["m"]), int(found["d"])) if year >= LONG_AGO else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
