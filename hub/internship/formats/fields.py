"""Typed reading of one JSON object's fields, each fault noted with its path; no domain rules."""

import difflib
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from hub.internship.formats.faults import Faults, shown

ID_LENGTH: Final = 64
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CONTROL: Final = frozenset({"Cc", "Cs"})


class UnknownFields:
    """Fields nobody reads, counted per list, so that one typo gives one warning."""

    def __init__(self) -> None:
        """Start without unknown fields."""
        self._seen: dict[tuple[str, str], tuple[int, str | None]] = {}

    def note(self, place: str, names: Iterable[str], known: Mapping[str, bool]) -> None:
        """Count each name with the nearest known one."""
        for name in names:
            count, nearest = self._seen.get((place, name), (0, None))
            if count == 0:
                near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
                nearest = near[0] if near else None
            self._seen[place, name] = (count + 1, nearest)

    def warn(self, warnings: Faults) -> None:
        """One warning per list and name."""
        for (place, name), (count, nearest) in self._seen.items():
            path, field = f"{place}.{shown(name)}", shown(name)
            if nearest is None:
                warnings.add("unknown_field", path, field=field, count=count)
            else:
                warnings.add("unknown_field_near", path, field=field, count=count, nearest=nearest)


class Fields:
    """One object of the file: its values by name, its path, and where to note faults."""

    def __init__(self, raw: dict[str, object], path: str, faults: Faults) -> None:
        """Hold the object; nothing is read yet."""
        self._raw = raw
        self.path = path
        self.faults = faults

    def check_names(self, place: str, known: Mapping[str, bool], unknown: UnknownFields) -> None:
        """Note missing required fields (known: name -> required) and unknown ones."""
        for name, required in known.items():
            if required and self._raw.get(name) is None:
                self.faults.add("missing", self.path, field=name)
        if not self._raw.keys() <= known.keys():
            unknown.note(place, [n for n in self._raw if n not in known], known)

    def at(self, name: str) -> str:
        """Path of a field."""
        return f"{self.path}.{name}" if self.path != "$" else name

    def value(self, name: str) -> object:
        """The value; null counts as absent."""
        return self._raw.get(name)

    def text(self, name: str, default: str = "") -> str:
        """A short text (an id, a trade, a ward code)."""
        value = self._raw.get(name)
        if value is None or is_text(value, self.at(name), self.faults):
            return default if value is None else str(value)
        return default

    def integer(self, name: str, low: int, high: int | None, default: int) -> int:
        """A whole number inside its range; the default when absent or wrong."""
        value = self._raw.get(name)
        if value is None:
            return default
        good = is_integer(value, low, high, self.at(name), self.faults)
        return value if good and isinstance(value, int) else default

    def day(self, name: str) -> date | None:
        """A calendar day, None when absent or wrong."""
        value = self._raw.get(name)
        if value is None:
            return None
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self.faults.add("not_date", self.at(name), value=shown(value))
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.faults.add("no_such_day", self.at(name), value=value)
            return None

    def items(self, name: str) -> list[object]:
        """A list as it stands; empty when absent or not a list."""
        value = self._raw.get(name)
        if isinstance(value, list):
            return value
        if value is not None:
            self.faults.add("not_list", self.at(name), value=shown(value))
        return []

    def members(self, name: str) -> dict[str, object]:
        """An object as it stands; empty when absent or not an object."""
        value = self._raw.get(name)
        if isinstance(value, dict):
            return value
        if value is not None:
            self.faults.add("not_object", self.at(name), value=shown(value))
        return {}

    def objects(self, name: str) -> list["Fields"]:
        """A list of objects, each with its own path; other members are faults."""
        made = []
        for index, item in enumerate(self.items(name)):
            path = f"{self.at(name)}[{index}]"
            if isinstance(item, dict):
                made.append(Fields(item, path, self.faults))
            else:
                self.faults.add("not_object", path, value=shown(item))
        return made

    def reference(self, name: str, known: Mapping[str, object], list_name: str) -> str | None:
        """An id that must stand in the named list."""
        value = self._raw.get(name)
        if value is None:
            return None
        return refers(value, known, list_name, self.at(name), self.faults)

    def references(self, name: str, known: Mapping[str, object], list_name: str) -> tuple[str, ...]:
        """A list of ids of the named list, none of them twice."""
        items = self.items(name)
        if not items:
            return ()
        first: dict[str, int] = {}
        for index, item in enumerate(items):
            path = f"{self.at(name)}[{index}]"
            found = refers(item, known, list_name, path, self.faults)
            if found is None:
                continue
            if found in first:
                earlier = f"{self.at(name)}[{first[found]}]"
                self.faults.add("duplicate", path, value=shown(found), first=earlier)
            else:
                first[found] = index
        return tuple(first)


def refers(
    value: object, known: Mapping[str, object], list_name: str, path: str, faults: Faults
) -> str | None:
    """The id when the list knows it, else None and a fault."""
    if not isinstance(value, str):
        faults.add("not_text", path, value=shown(value))
    elif value not in known:
        faults.add("unknown_id", path, value=shown(value), list=list_name)
    else:
        return sys.intern(value)
    return None


def is_text(value: object, path: str, faults: Faults) -> bool:
    """Say whether this is 1-64 characters of normalised text without control characters."""
    if not isinstance(value, str):
        faults.add("not_text", path, value=shown(value))
    elif not 1 <= len(value) <= ID_LENGTH:
        faults.add("text_length", path, value=shown(value), most=ID_LENGTH)
    elif value.isascii() and value.isprintable():
        return True
    elif any(unicodedata.category(sign) in _CONTROL for sign in value):
        faults.add("text_control", path, value=shown(repr(value)))
    elif not unicodedata.is_normalized("NFC", value):
        faults.add("text_form", path, value=shown(value))
    else:
        return True
    return False


def is_integer(value: object, low: int, high: int | None, path: str, faults: Faults) -> bool:
    """Say whether this is a JSON integer inside its range; true and 1.0 are none."""
    if type(value) is not int:
        faults.add("not_integer", path, value=shown(value))
    elif high is None and value < low:
        faults.add("too_small", path, value=shown(value), low=low)
    elif high is not None and not low <= value <= high:
        faults.add("out_of_range", path, value=shown(value), low=low, high=high)
    else:
        return True
    return False
