"""`hub-rotation/1` bytes to a checked Instance, every fault told at once; no solving."""

import hashlib
import sys
from collections.abc import Mapping
from datetime import date
from typing import Final

from hub.internship.formats import cycles, pairs
from hub.internship.formats.faults import Faults, shown, stop
from hub.internship.formats.fields import Fields, UnknownFields, is_integer, is_text
from hub.internship.formats.strict_json import parse
from hub.internship.instance import Instance, Period, Programme, Student

FORMAT: Final = "hub-rotation/1"
MOST_PERIODS: Final = 60
MOST_AGE: Final = 99
MOST_SEED: Final = 2**63 - 1
ADULT: Final = 18
# Hazard codes that never concern people under 18 (light work listed for information only).
HARMLESS: Final = frozenset({"none"})
_ROOT: Final = {
    "format": True,
    "periods": True,
    "rotations_per_student": True,
    "min_trades": True,
    "programmes": True,
    "students": True,
    "ratings": False,
    "pins": False,
    "bans": False,
    "seed": False,
}
_PERIOD: Final = {"id": True, "start": True, "end": True}
_PROGRAMME: Final = {
    "id": True,
    "firm": True,
    "trade": True,
    "capacity": True,
    "min_cohort": False,
    "min_age": False,
    "hazards": False,
    "ward": False,
    "after": False,
}
_STUDENT: Final = {
    "id": True,
    "birth_date": True,
    "wishes": True,
    "acceptable": False,
    "unavailable": False,
}


def read_instance(data: bytes, warnings: Faults | None = None) -> Instance:
    """The round in the file; raises BadFile with every fault, notes doubts in `warnings`."""
    raw = parse(data)
    if not isinstance(raw, dict):
        raise stop("not_object", value=shown(raw))
    if raw.get("format") != FORMAT:
        value = shown(raw.get("format"))
        raise stop("wrong_format", "format", value=value, expected=FORMAT)
    faults = Faults()
    reading = _Reading(Fields(raw, "$", faults), faults, warnings or Faults())
    made = reading.instance(hashlib.sha256(data).hexdigest())
    faults.stop_if_any()
    reading.unknown.warn(reading.warnings)
    return made


class _Reading:
    """One pass over a file: what has been read so far and where faults go."""

    def __init__(self, root: Fields, faults: Faults, warnings: Faults) -> None:
        self.root = root
        self.faults = faults
        self.warnings = warnings
        self.unknown = UnknownFields()

    def instance(self, sha256: str) -> Instance:
        """Read list after list; ids first, so that references can be checked."""
        self.root.check_names("$", _ROOT, self.unknown)
        periods = self._periods()
        rotations, min_trades = self._counts(len(periods))
        known_periods = dict.fromkeys(period.id for period in periods)
        objects = self.root.objects("programmes")
        known = self._ids(objects)
        programmes = [self._programme(fields, known, known_periods) for fields in objects]
        cycles.report(programmes, self.faults)
        first_day = min((period.start for period in periods), default=date.max)
        objects = self.root.objects("students")
        known_students = self._ids(objects)
        students = [self._student(fields, known, known_periods, first_day) for fields in objects]
        lists = pairs.PairLists(self.root, self.unknown, known, known_students)
        return Instance(
            periods=periods,
            rotations=rotations,
            min_trades=min_trades,
            programmes=tuple(sorted(programmes, key=lambda programme: programme.id)),
            students=tuple(sorted(students, key=lambda student: student.id)),
            ratings=lists.ratings(),
            pins=lists.pins(known_periods),
            bans=lists.bans(known_periods),
            seed=self.root.integer("seed", 0, MOST_SEED, 0),
            sha256=sha256,
        )

    def _ids(self, objects: list[Fields]) -> dict[str, str]:
        """Every id of a list with its path; any string counts, so one fault is told once."""
        known: dict[str, str] = {}
        for fields in objects:
            value = fields.value("id")
            if value is None or not is_text(value, fields.at("id"), self.faults):
                if isinstance(value, str):
                    known.setdefault(value, fields.path)
            elif str(value) in known:
                first = known[str(value)]
                self.faults.add("duplicate", fields.at("id"), value=shown(value), first=first)
            else:
                known[sys.intern(str(value))] = fields.path
        return known

    def _periods(self) -> tuple[Period, ...]:
        objects = self.root.objects("periods")
        rows = self.root.value("periods")
        if isinstance(rows, list) and not 1 <= len(rows) <= MOST_PERIODS:
            self.faults.add("list_length", "periods", low=1, high=MOST_PERIODS, value=len(rows))
        self._ids(objects)
        made: list[tuple[Period, str]] = []
        for fields in objects:
            fields.check_names("periods[]", _PERIOD, self.unknown)
            name, start, end = fields.value("id"), fields.day("start"), fields.day("end")
            if start and end and end < start:
                self.faults.add("end_before_start", fields.at("end"), value=end, start=start)
            made.append((Period(str(name), start or date.min, end or date.min), fields.path))
        made.sort(key=lambda pair: (pair[0].start, pair[0].id))
        dated = [pair for pair in made if date.min not in (pair[0].start, pair[0].end)]
        self._overlaps(dated)
        return tuple(period for period, _ in made)

    def _overlaps(self, dated: list[tuple[Period, str]]) -> None:
        """Each period against the one before it that ends last."""
        for index, (later, path) in enumerate(dated[1:], start=1):
            earlier, first = max(dated[:index], key=lambda pair: pair[0].end)
            if later.start <= earlier.end:
                self.faults.add("overlap", f"{path}.start", value=later.start, first=first)

    def _counts(self, periods: int) -> tuple[int, int]:
        rotations = self.root.integer("rotations_per_student", 1, None, 1)
        if periods and rotations > periods:
            self.faults.add(
                "more_than_periods", "rotations_per_student", value=rotations, periods=periods
            )
        min_trades = self.root.integer("min_trades", 1, None, 1)
        if min_trades > rotations:
            self.faults.add(
                "more_than_rotations", "min_trades", value=min_trades, rotations=rotations
            )
        return rotations, min_trades

    def _programme(
        self, fields: Fields, known: Mapping[str, str], periods: Mapping[str, object]
    ) -> Programme:
        fields.check_names("programmes[]", _PROGRAMME, self.unknown)
        made = Programme(
            id=str(fields.value("id")),
            firm=fields.text("firm"),
            trade=fields.text("trade"),
            capacity=self._capacity(fields, periods),
            min_cohort=fields.integer("min_cohort", 1, None, 1),
            min_age=fields.integer("min_age", 0, MOST_AGE, 0),
            hazards=self._hazards(fields),
            ward=fields.text("ward") or None,
            after=tuple(sorted(fields.references("after", known, "programmes"))),
        )
        self._doubts(made, fields)
        return made

    def _capacity(self, fields: Fields, periods: Mapping[str, object]) -> dict[str, int]:
        made: dict[str, int] = {}
        for name, value in fields.members("capacity").items():
            path = f"{fields.at('capacity')}.{shown(name)}"
            if name not in periods:
                self.faults.add("unknown_id", path, value=shown(name), list="periods")
            elif is_integer(value, 0, None, path, self.faults) and value:
                made[name] = int(str(value))
        return dict(sorted(made.items()))

    def _hazards(self, fields: Fields) -> tuple[str, ...]:
        return tuple(
            str(item)
            for index, item in enumerate(fields.items("hazards"))
            if is_text(item, f"{fields.at('hazards')}[{index}]", self.faults)
        )

    def _doubts(self, made: Programme, fields: Fields) -> None:
        if made.capacity and made.min_cohort > max(made.capacity.values()):
            self.warnings.add("never_opens", fields.at("min_cohort"), value=made.min_cohort)
        grave = [code for code in made.hazards if code not in HARMLESS]
        if grave and made.min_age < ADULT:
            path = fields.at("hazards")
            self.warnings.add("hazard_age", path, value=", ".join(grave), age=made.min_age)

    def _student(
        self,
        fields: Fields,
        known: Mapping[str, str],
        periods: Mapping[str, object],
        first_day: date,
    ) -> Student:
        fields.check_names("students[]", _STUDENT, self.unknown)
        born = fields.day("birth_date")
        if born and born > first_day:
            self.faults.add("born_later", fields.at("birth_date"), value=born, start=first_day)
        return Student(
            id=str(fields.value("id")),
            birth_date=born or date.min,
            wishes=fields.references("wishes", known, "programmes"),
            acceptable=tuple(sorted(fields.references("acceptable", known, "programmes"))),
            unavailable=tuple(sorted(fields.references("unavailable", periods, "periods"))),
        )
