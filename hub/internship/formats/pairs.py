"""Reads the lists about pairs: ratings, pins and bans; everything else is in `reader`."""

import sys
from collections.abc import Mapping
from typing import Final

from hub.internship.formats.faults import shown
from hub.internship.formats.fields import Fields, UnknownFields
from hub.internship.instance import Ban, Rating, Triple

_RATING: Final = {"programme": True, "student": True, "value": True}
_PIN: Final = {"student": True, "programme": True, "period": True}
_BAN: Final = {"student": True, "programme": True, "period": False}
_MARKS: Final = frozenset({0, 1, 2, 3})
_PLAIN: Final = 3


class PairLists:
    """The lists of the file whose rows name a student and a programme."""

    def __init__(
        self,
        root: Fields,
        unknown: UnknownFields,
        programmes: Mapping[str, str],
        students: Mapping[str, str],
    ) -> None:
        """Hold what the rows may refer to."""
        self._root = root
        self._unknown = unknown
        self._programmes = programmes
        self._students = students

    def ratings(self) -> tuple[Rating, ...]:
        """At most one rating per pair, sorted by student and programme."""
        made: dict[tuple[str, str], tuple[int | None, int]] = {}
        for index, item in enumerate(self._root.items("ratings")):
            row = self._plain_rating(item) or self._checked_rating(item, index)
            if row is None:
                continue
            pair, value = row
            if pair in made:
                first = f"ratings[{made[pair][1]}]"
                text = shown(" / ".join(pair))
                self._root.faults.add("duplicate", f"ratings[{index}]", value=text, first=first)
            else:
                made[pair] = (value, index)
        return tuple(Rating(*pair, made[pair][0]) for pair in sorted(made))

    def _plain_rating(self, item: object) -> tuple[tuple[str, str], int | None] | None:
        """The quick way for a row without faults: there may be millions."""
        if not isinstance(item, dict) or len(item) != _PLAIN:
            return None
        student, programme, value = (
            item.get("student"),
            item.get("programme"),
            item.get("value"),
        )
        if not (isinstance(student, str) and isinstance(programme, str)):
            return None
        if student not in self._students or programme not in self._programmes:
            return None
        pair = sys.intern(student), sys.intern(programme)
        if value == "veto":
            return pair, None
        if type(value) is int and value in _MARKS:
            return pair, value
        return None

    def _checked_rating(
        self, item: object, index: int
    ) -> tuple[tuple[str, str], int | None] | None:
        fields = self._row(item, "ratings", index, _RATING)
        if fields is None:
            return None
        pair = self._pair(fields)
        value = fields.value("value")
        if value is not None and value != "veto" and not _is_mark(value):
            fields.faults.add("rating_value", fields.at("value"), value=shown(value))
            return None
        if pair is None or value is None:
            return None
        return pair, value if isinstance(value, int) else None

    def pins(self, periods: Mapping[str, object]) -> tuple[Triple, ...]:
        """Fixed placements; the same pin twice is one pin."""
        made = set()
        for index, item in enumerate(self._root.items("pins")):
            fields = self._row(item, "pins", index, _PIN)
            if fields is None:
                continue
            pair = self._pair(fields)
            period = fields.reference("period", periods, "periods")
            if pair and period is not None:
                made.add(Triple(*pair, period))
        return tuple(sorted(made))

    def bans(self, periods: Mapping[str, object]) -> tuple[Ban, ...]:
        """Forbidden pairs; the same ban twice is one ban."""
        made = set()
        for index, item in enumerate(self._root.items("bans")):
            fields = self._row(item, "bans", index, _BAN)
            if fields is None:
                continue
            pair = self._pair(fields)
            period = fields.reference("period", periods, "periods")
            if pair and (period is not None or fields.value("period") is None):
                made.add(Ban(*pair, period))
        return tuple(sorted(made, key=lambda ban: (ban.student, ban.programme, ban.period or "")))

    def _row(
        self, item: object, list_name: str, index: int, known: Mapping[str, bool]
    ) -> Fields | None:
        path = f"{list_name}[{index}]"
        if not isinstance(item, dict):
            self._root.faults.add("not_object", path, value=shown(item))
            return None
        fields = Fields(item, path, self._root.faults)
        fields.check_names(f"{list_name}[]", known, self._unknown)
        return fields

    def _pair(self, fields: Fields) -> tuple[str, str] | None:
        student = fields.reference("student", self._students, "students")
        programme = fields.reference("programme", self._programmes, "programmes")
        return None if student is None or programme is None else (student, programme)


def _is_mark(value: object) -> bool:
    return type(value) is int and value in _MARKS
