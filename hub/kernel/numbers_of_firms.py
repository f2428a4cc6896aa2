"""Numbers that name a firm: the 13 digits of a corporation, and a phone number.

Source: groups-and-training, part A (Firms); ux, "Japanese forms".
"""

import re
import unicodedata
from typing import Final

import phonenumbers
from stdnum.exceptions import ValidationError
from stdnum.jp import cn

from hub.kernel.text import number_text

DIGITS: Final = 13
_INVOICE: Final = re.compile(r"[TtＴｔ]")  # noqa: i18n the letter before an invoice number
_OUTSIDE: Final = re.compile(r"[()\s]")
COUNTRY: Final = "JP"
_MOBILE: Final = re.compile(r"\+81[6-9]0[0-9]{8}")


def corporate_digits(typed: str) -> str:
    """Digits of a number as it was typed: any width, spaces, hyphens, an invoice number's T."""
    return _INVOICE.sub("", number_text(typed).replace("-", ""), count=1)


def is_corporate_number(digits: str) -> bool:
    """Whether 13 digits carry the check digit of the National Tax Agency."""
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdecimal()):
        return False
    try:
        cn.validate(digits)
    except ValidationError:
        return False
    return True


def read_phone(typed: str) -> str | None:
    """International form (+81…) of a phone number as people write it; None when it is none."""
    plain = _OUTSIDE.sub("-", unicodedata.normalize("NFKC", typed).strip())
    plain = number_text(plain)
    try:
        found = phonenumbers.parse(plain, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(found):
        return None
    return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)


def shown_phone(kept: str) -> str:
    """The way a kept number is written in its own country: 03-3744-1234."""
    try:
        found = phonenumbers.parse(kept, None)
    except phonenumbers.NumberParseException:
        return kept
    home = str(found.country_code) == "81"
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(found, style.NATIONAL if home else style.INTERNATIONAL)


def is_mobile(typed: str) -> bool:
    """Say whether a number is one of a mobile telephone (060, 070, 080, 090), which takes texts."""
    return bool(_MOBILE.fullmatch(read_phone(typed) or ""))


def read_postal(typed: str) -> str | None:
    """Seven digits of a postal code in any width, with or without its sign, or None."""
    plain = number_text(typed.replace("〒", "")).replace("-", "")  # noqa: i18n the postal sign
    return plain if re.fullmatch(r"[0-9]{7}", plain) else None


def shown_postal(kept: str) -> str:
    """144-0052."""
    return f"{kept[:3]}-{kept[3:]}" if kept else ""
