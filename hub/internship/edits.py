"""What is different in a changed round, and the round with it; no solving, no figures.

A firm or a student that has left keeps nothing: seats, pins and bans go with them. What the round
does not know is refused, so that a slip of the pen never looks like an answer.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Final

from hub.internship.formats.writer import instance_to_json
from hub.internship.instance import Ban, Instance, Programme, Triple
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

UNKNOWN: Final = Reason("internship.edit.unknown", N_("この募集にない番号です：{value}"))
NOT_POSSIBLE: Final = Reason("internship.edit.not_possible", N_("この値にはできません：{value}"))


@dataclass(frozen=True, slots=True)
class Edits:
    """The changes of one question; whatever is not named stays as it is."""

    students_gone: frozenset[str] = frozenset()
    firms_gone: frozenset[str] = frozenset()
    programmes_gone: frozenset[str] = frozenset()
    seats: Mapping[tuple[str, str], int] = field(default_factory=dict)  # programme, period
    periods_away: frozenset[tuple[str, str]] = frozenset()  # student, period
    pins: frozenset[Triple] = frozenset()
    pins_gone: frozenset[Triple] = frozenset()
    bans: frozenset[Ban] = frozenset()
    min_trades: int | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is changed."""
        return self == Edits()


def edited(given: Instance, edits: Edits) -> Instance:
    """The round with the changes; its digest is that of its file (`instance_to_json`)."""
    _check(given, edits)
    closed = edits.programmes_gone | {
        each.id for each in given.programmes if each.firm in edits.firms_gone
    }
    gone = edits.students_gone
    away: dict[str, set[str]] = {}
    for student, period in edits.periods_away:
        away.setdefault(student, set()).add(period)
    pins = (set(given.pins) - edits.pins_gone) | edits.pins
    bans = dict.fromkeys((*given.bans, *sorted(edits.bans, key=_ban_key)))
    changed = replace(
        given,
        min_trades=given.min_trades if edits.min_trades is None else edits.min_trades,
        programmes=tuple(_programme(each, edits, closed) for each in given.programmes),
        students=tuple(
            replace(each, unavailable=tuple(sorted({*each.unavailable, *away[each.id]})))
            if each.id in away
            else each
            for each in given.students
            if each.id not in gone
        ),
        ratings=tuple(each for each in given.ratings if each.student not in gone),
        pins=tuple(
            sorted(pin for pin in pins if pin.student not in gone and pin.programme not in closed)
        ),
        bans=tuple(ban for ban in bans if ban.student not in gone),
        sha256="",
    )
    return replace(changed, sha256=sha256(instance_to_json(changed)).hexdigest())


def _ban_key(ban: Ban) -> tuple[str, str, str]:
    return ban.student, ban.programme, ban.period or ""


def _programme(each: Programme, edits: Edits, closed: frozenset[str]) -> Programme:
    if each.id in closed:
        return replace(each, capacity={})
    seats = {period: n for (name, period), n in edits.seats.items() if name == each.id}
    return replace(each, capacity={**each.capacity, **seats}) if seats else each


def _check(given: Instance, edits: Edits) -> None:
    """Everything named must be in the round."""
    periods = {each.id for each in given.periods}
    programmes = {each.id for each in given.programmes}
    students = {each.id for each in given.students}
    _known(edits.students_gone, students)
    _known(edits.firms_gone, {each.firm for each in given.programmes})
    _known(edits.programmes_gone, programmes)
    _known((name for name, _ in edits.seats), programmes)
    _known((period for _, period in edits.seats), periods)
    _known((name for name, _ in edits.periods_away), students)
    _known((period for _, period in edits.periods_away), periods)
    named: tuple[Triple | Ban, ...] = (*edits.pins, *edits.bans)
    for pin in named:
        _known([pin.student], students)
        _known([pin.programme], programmes)
        _known([] if pin.period is None else [pin.period], periods)
    for number in edits.seats.values():
        if number < 0:
            raise Refused(NOT_POSSIBLE, value=number)
    if edits.min_trades is not None and not 1 <= edits.min_trades <= given.rotations:
        raise Refused(NOT_POSSIBLE, value=edits.min_trades)


def _known(names: Iterable[str], known: set[str]) -> None:
    for name in sorted(set(names) - known):
        raise Refused(UNKNOWN, value=name)
