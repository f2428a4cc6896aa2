"""Rounds with something changed, for the tests of mending: what leaves takes everything along."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from hub.internship.formats.writer import instance_to_json
from hub.internship.instance import Ban, Instance, Programme, Triple


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


def edited(given: Instance, edits: Edits) -> Instance:
    """The round with the changes; its digest is that of its file (`instance_to_json`)."""
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
