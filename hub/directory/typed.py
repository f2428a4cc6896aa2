"""What people type of a firm, a site or a machine, and how it is read; no table is asked here."""

import re
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, model_validator

from hub.directory import words
from hub.kernel.numbers_of_firms import (
    DIGITS,
    corporate_digits,
    is_corporate_number,
    read_phone,
    read_postal,
)
from hub.kernel.text import katakana, number_text, one_line
from hub.platform.commands import REQUIRED, TOO_LONG, Wrong
from models.vocab.directory import FirmKind, Hazard, Sharing, SiteKind, Visibility

OLDEST_YEAR: Final = 1900
NEWEST_YEAR: Final = 2100
MOST_MACHINES: Final = 999
# noqa: i18n signs, not words
_KANA: Final = re.compile(r"[\u30a0-\u30ff0-9A-Za-z\s.&・＆－-]+")


def _line(limit: int, *, needed: bool = True) -> AfterValidator:
    """One line of at most so many signs, kept as it was typed."""

    def read(typed: str) -> str:
        folded = one_line(typed)
        if needed and not folded:
            raise Wrong(REQUIRED)
        if len(folded) > limit:
            raise Wrong(TOO_LONG, limit=limit)
        return folded

    return AfterValidator(read)


def _number(typed: str) -> str:
    digits = corporate_digits(typed)
    if not digits:
        return ""
    if len(digits) != DIGITS or not digits.isdecimal():
        raise Wrong(words.NUMBER_DIGITS)
    if not is_corporate_number(digits):
        raise Wrong(words.NUMBER_CHECK)
    return digits


def _phone(typed: str) -> str:
    if not typed.strip():
        return ""
    read = read_phone(typed)
    if read is None:
        raise Wrong(words.NO_PHONE)
    return read


def _postal(typed: str) -> str:
    if not typed.strip():
        return ""
    read = read_postal(typed)
    if read is None:
        raise Wrong(words.NO_POSTAL)
    return read


def _kana(typed: str) -> str:
    wide = katakana(one_line(typed))
    if wide and not _KANA.fullmatch(wide):
        raise Wrong(words.NO_KANA)
    return wide


def _year(typed: object) -> int | None:
    text = number_text(str(typed)) if typed is not None else ""
    if not text:
        return None
    if not text.isdecimal() or not OLDEST_YEAR <= int(text) <= NEWEST_YEAR:
        raise Wrong(words.NO_YEAR)
    return int(text)


def _count(typed: object) -> int:
    text = number_text(str(typed))
    if not text.isdecimal() or not 1 <= int(text) <= MOST_MACHINES:
        raise Wrong(words.NO_QUANTITY)
    return int(text)


class FirmEntry(BaseModel):
    """Everything that stands in the directory of a firm itself."""

    kind: FirmKind
    number: Annotated[str, AfterValidator(_number)] = ""
    name: Annotated[str, _line(80)]
    kana: Annotated[str, _line(120), AfterValidator(_kana)]
    owner: Annotated[str, _line(80, needed=False)] = ""
    postal: Annotated[str, AfterValidator(_postal)] = ""
    address: Annotated[str, _line(160, needed=False)] = ""
    town: Annotated[str, _line(80)]
    phone: Annotated[str, AfterValidator(_phone)] = ""
    technology: str = Field(default="", max_length=600)

    @model_validator(mode="after")
    def number_fits_kind(self) -> Self:
        """A corporation has its number, nobody else has one."""
        if self.kind is FirmKind.CORPORATION and not self.number:
            raise Wrong(words.NUMBER_MISSING)
        if self.kind is not FirmKind.CORPORATION and self.number:
            raise Wrong(words.NUMBER_NOT_SOLE)
        return self


class SiteEntry(BaseModel):
    """A place of a firm."""

    kind: SiteKind
    name: Annotated[str, _line(80)]
    postal: Annotated[str, AfterValidator(_postal)] = ""
    address: Annotated[str, _line(160)]
    way: Annotated[str, _line(200, needed=False)] = ""


class MachineEntry(BaseModel):
    """A machine of a firm."""

    name: Annotated[str, _line(80)]
    maker: Annotated[str, _line(80, needed=False)] = ""
    model: Annotated[str, _line(80, needed=False)] = ""
    year: Annotated[int | None, BeforeValidator(_year)] = None
    ability: Annotated[str, _line(200, needed=False)] = ""
    quantity: Annotated[int, BeforeValidator(_count)] = 1
    sharing: Sharing = Sharing.ASK
    visibility: Visibility = Visibility.PUBLIC
    hazards: tuple[Hazard, ...] = ()
