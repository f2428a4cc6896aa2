"""Reads dates the way people write them: western or era, any width, any sign between."""

import re
import unicodedata
from datetime import date
from typing import Final

# Era and the year before its first: 令和1年 is 2019. Source: 元号を改める政令.
# noqa: i18n names of eras in what people type
ERAS: Final = {
    "令和": 2018, "令": 2018, "R": 2018, "平成": 1988, "平": 1988, "H": 1988,
    "昭和": 1925, "昭": 1925, "S": 1925,
}  # fmt: skip
# noqa: i18n the first year of an era as people type it
_FIRST_YEAR: Final = "元"
# noqa: i18n signs between the parts of a typed date
_WRITTEN: Final = re.compile(
    r"(?P<era>令和|令|平成|平|昭和|昭|[RHS])?(?P<y>\d{1,4}|元)[年./・-](?P<m>\d{1,2})[月./・-](?P<d>\d{1,2})日?"
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
    if found["era"]:
        year += ERAS[found["era"]]
    elif year < LONG_AGO:
        return None
    return _day(year, int(found["m"]), int(found["d"]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
