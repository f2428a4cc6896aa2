"""Scores of a file: a hundred points a level, less what each broken rule costs; never below 0."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.platform.readable.grids import NoTable, grids_of
from hub.platform.readable.rules import RULES, Rule
from hub.platform.readable.tables import tables_of

FULL: Final = 100
LEVELS: Final = (1, 2, 3)
FORM: Final = RULES[0]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a file breaks, and every place where it does."""

    rule: Rule
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """Points of each level, and the rules that were broken, in their order."""

    points: Mapping[int, int]
    broken: tuple[Broken, ...]

    @property
    def is_whole(self) -> bool:
        """No rule was broken."""
        return not self.broken


def check(name: str, body: bytes) -> Checked:
    """Look at every table of a file; a file that is none is told by its first rule."""
    try:
        tables = tables_of(grids_of(name, body))
    except NoTable:
        return _scored([Broken(FORM, (name,))])
    if not tables:
        return _scored([Broken(FORM, (name,))])
    found = []
    for rule in RULES:
        places = tuple(dict.fromkeys(place for table in tables for place in rule.look(table)))
        if places:
            found.append(Broken(rule, places))
    return _scored(found)


def _scored(broken: list[Broken]) -> Checked:
    if any(each.rule is FORM for each in broken):
        return Checked(dict.fromkeys(LEVELS, 0), tuple(broken))
    points = {}
    for level in LEVELS:
        lost = [each.rule.points for each in broken if each.rule.level == level]
        points[level] = 0 if None in lost else max(0, FULL - sum(each or 0 for each in lost))
    return Checked(points, tuple(broken))
