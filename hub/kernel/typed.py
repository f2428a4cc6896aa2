"""Reads times of day, amounts of yen and parts the way people write them; dates are in `dates`."""

import re
import unicodedata
from datetime import time
from typing import Final

# noqa: i18n what people type around hours and minutes
_TIME: Final = re.compile(
    r"(?P<half>午前|午後)?(?P<h>\d{1,2})(?:[:時](?:(?P<m>\d{1,2})分?|(?P<mid>半))?)?"
)
_FOUR: Final = re.compile(r"(\d{2})(\d{2})")
# noqa: i18n what people type around an amount
_YEN: Final = re.compile(
    r"¥?(?P<man>\d{1,15}(?:\.\d+)?)万(?:(?P<sen>\d)千)?円?|¥?(?P<plain>\d{1,18})円?"
)
# noqa: i18n what people type as a part of a whole
_PART: Final = re.compile(
    r"(?P<num>\d{1,4})[/⁄](?P<den>\d{1,4})|(?P<of>\d{1,4})分の(?P<part>\d{1,4})"
)
# noqa: i18n the afternoon as people write it
_AFTERNOON: Final = "午後"
_MAN: Final = 10_000
_SEN: Final = 1_000
_NOON: Final = 12


def read_time(typed: str) -> time | None:
    """Return the time of day, or None when the text is none; 9:00, 13時30分, 午後1時半, 0930."""
    plain = _folded(typed)
    if four := _FOUR.fullmatch(plain):
        return _time(int(four[1]), int(four[2]))
    found = _TIME.fullmatch(plain)
    if found is None:
        return None
    hour = int(found["h"])
    if found["half"] and hour > _NOON:
        return None
    if found["half"]:
        hour = hour % _NOON + (_NOON if found["half"] == _AFTERNOON else 0)
    return _time(hour, 30 if found["mid"] else int(found["m"] or 0))


def read_yen(typed: str) -> int | None:
    """Return whole yen, or None when the text is no amount; 12,000円, 1.5万, 1万5千円."""
    found = _YEN.fullmatch(_folded(typed).replace(",", ""))
    if found is None:
        return None
    if found["plain"]:
        return int(found["plain"])
    whole, _point, part = found["man"].partition(".")
    if len(part) > len(str(_MAN)) - 1:
        return None
    digits = part.ljust(4, "0")
    return int(whole) * _MAN + int(digits) + int(found["sen"] or 0) * _SEN


def read_part(typed: str) -> tuple[int, int] | None:
    """Return a part as numerator and denominator, or None; 3/4, ３／４, 4分の3."""
    found = _PART.fullmatch(_folded(typed))
    if found is None:
        return None
    num, den = found["num"] or found["part"], found["den"] or found["of"]
    return int(num), int(den)


def _folded(typed: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", typed)).replace("\\", "¥")


def _time(hour: int, minute: int) -> time | None:
    try:
        return time(hour, minute)
    except ValueError:
        return None
