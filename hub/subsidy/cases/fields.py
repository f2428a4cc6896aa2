"""Takes the members of one object by kind and range; notes what is wrong and reads on."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from hub.kernel.money import Rate
from hub.kernel.text import has_control
from hub.subsidy.amounts.case import MOST_YEN
from hub.subsidy.cases.faults import Faults, pointer, shown
from hub.subsidy.cases.strict import JsonObject

MOST_ROWS: Final = 10_000
MOST_TEXT: Final = 100
MOST_RATE: Final = 1_000_000_000
ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
Choice = TypeVar("Choice", bound=StrEnum)
Made = TypeVar("Made")


class Fields:
    """One object: `null` and an absent key mean the same; a wrong value leaves a stand-in.

    Stand-ins never leave the reader, because any fault refuses the whole case.
    """

    def __init__(self, faults: Faults, path: str, value: object, known: Iterable[str]) -> None:
        """Keep the object and refuse keys that nobody knows or that stand twice."""
        self.faults = faults
        self.path = path
        self.is_object = isinstance(value, dict)
        self._members: Mapping[str, object] = value if isinstance(value, dict) else {}
        if not self.is_object:
            faults.add(path, "not_object", value=shown(value))
        allowed = set(known)
        for key in self._members:
            if key not in allowed:
                faults.add(self.at(key), "unknown_key", value=shown(key))
        for key in value.repeated if isinstance(value, JsonObject) else ():
            faults.add(self.at(key), "duplicate_key", value=shown(key))

    def at(self, key: str | int) -> str:
        """JSON pointer of a member."""
        return pointer(self.path, key)

    def has(self, key: str) -> bool:
        """Say whether the member is there and is not null."""
        return self._members.get(key) is not None

    def raw(self, key: str) -> object:
        """The member as it stands."""
        return self._members.get(key)

    def _needed(self, key: str) -> None:
        if self.is_object:
            self.faults.add(self.at(key), "missing", value=key)

    def integer(
        self, key: str, *, default: int | None = None, low: int = 0, high: int = MOST_YEN
    ) -> int:
        """A whole number; without a default it must be there."""
        if not self.has(key):
            if default is None:
                self._needed(key)
            return low if default is None else default
        return whole(self.faults, self.at(key), self._members[key], low, high)

    def maybe_integer(self, key: str, *, low: int = 0, high: int = MOST_YEN) -> int | None:
        """A whole number, or nothing."""
        return self.integer(key, low=low, high=high) if self.has(key) else None

    def text(self, key: str) -> str:
        """A short text that must be there."""
        if not self.has(key):
            self._needed(key)
            return ""
        value = self._members[key]
        is_text = isinstance(value, str) and 1 <= len(value) <= MOST_TEXT
        if not isinstance(value, str) or not is_text or not _is_printable(value):
            self.faults.add(self.at(key), "not_text", value=shown(value), most=MOST_TEXT)
            return ""
        return value

    def maybe_text(self, key: str) -> str | None:
        """A short text, or nothing."""
        return self.text(key) if self.has(key) else None

    def boolean(self, key: str, *, default: bool) -> bool:
        """True or false."""
        value = self._members[key] if self.has(key) else default
        if not isinstance(value, bool):
            self.faults.add(self.at(key), "not_boolean", value=shown(value))
            return default
        return value

    def choice(self, key: str, words: type[Choice], default: Choice | None) -> Choice:
        """One of the words; without a default it must be there."""
        first = default or next(iter(words))
        if not self.has(key):
            if default is None:
                self._needed(key)
            return first
        value = self._members[key]
        if not isinstance(value, str) or value not in set(words):
            choices = ", ".join(word.value for word in words)
            self.faults.add(self.at(key), "not_choice", value=shown(value), choices=choices)
            return first
        return words(value)

    def day(self, key: str) -> date:
        """A civil date that must be there."""
        if not self.has(key):
            self._needed(key)
            return date.min
        value = self._members[key]
        day = _date(value)
        if day is None:
            self.faults.add(self.at(key), "not_date", value=shown(value))
            return date.min
        if not FIRST_DAY <= day <= LAST_DAY:
            low, high = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
            self.faults.add(self.at(key), "out_of_range", value=shown(value), low=low, high=high)
            return date.min
        return day

    def maybe_day(self, key: str) -> date | None:
        """A civil date, or nothing."""
        return self.day(key) if self.has(key) else None

    def rate(self, key: str) -> Rate:
        """A rate that must be there: [numerator, denominator], the denominator above 0."""
        if not self.has(key):
            self._needed(key)
            return Rate(0, 1)
        value = self._members[key]
        if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004  numerator, denominator
            self.faults.add(self.at(key), "not_rate", value=shown(value))
            return Rate(0, 1)
        place = self.at(key)
        return Rate(
            whole(self.faults, pointer(place, 0), value[0], 0, MOST_RATE),
            whole(self.faults, pointer(place, 1), value[1], 1, MOST_RATE),
        )

    def maybe_rate(self, key: str) -> Rate | None:
        """A rate, or nothing."""
        return self.rate(key) if self.has(key) else None

    def rows(self, key: str, make: Callable[[Faults, str, object], Made]) -> tuple[Made, ...]:
        """A list, each row read by `make`; absent is empty."""
        if not self.has(key):
            return ()
        value = self._members[key]
        if not isinstance(value, list):
            self.faults.add(self.at(key), "not_list", value=shown(value))
            return ()
        if len(value) > MOST_ROWS:
            self.faults.add(self.at(key), "too_many", value=len(value), most=MOST_ROWS)
            return ()
        place = self.at(key)
        return tuple(
            make(self.faults, pointer(place, number), row) for number, row in enumerate(value)
        )

    def part(self, key: str, make: Callable[[Faults, str, object], Made]) -> Made | None:
        """An object read by `make`, or nothing."""
        return make(self.faults, self.at(key), self._members[key]) if self.has(key) else None

    def free(self, key: str, make: Callable[[Faults, str, object], Made]) -> dict[str, Made]:
        """An object whose keys are names of the programme, each value read by `make`."""
        if not self.has(key):
            return {}
        value = self._members[key]
        if not isinstance(value, dict):
            self.faults.add(self.at(key), "not_object", value=shown(value))
            return {}
        place = self.at(key)
        inner = Fields(self.faults, place, value, value)
        return {name: make(self.faults, inner.at(name), inner.raw(name)) for name in sorted(value)}


def whole(faults: Faults, path: str, value: object, low: int, high: int) -> int:
    """A whole number within a range; true and false are no numbers."""
    if not isinstance(value, int) or isinstance(value, bool):
        text = f'"{value}"' if isinstance(value, str) else value
        faults.add(path, "not_integer", value=shown(text))
        return low
    if not low <= value <= high:
        faults.add(path, "out_of_range", value=value, low=low, high=high)
        return low
    return value


def yen(faults: Faults, path: str, value: object) -> int:
    """An amount of yen or a count."""
    return whole(faults, path, value, 0, MOST_YEN)


def maybe_yen(faults: Faults, path: str, value: object) -> int | None:
    """An amount of yen, or nothing."""
    return None if value is None else yen(faults, path, value)


def refuse_repeats(faults: Faults, path: str, key: str, names: Iterable[str]) -> None:
    """Names of rows that must differ."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if name and name in seen:
            faults.add(pointer(pointer(path, number), key), "duplicate", value=shown(name))
        seen.add(name)


def _date(value: object) -> date | None:
    if not isinstance(value, str) or not ISO_DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _is_printable(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return not has_control(value) and "\n" not in value
