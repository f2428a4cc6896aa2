"""What a plan changes in its round, put into the round as the engine sees it; no queries.

The same words are later written into the records (`adopting`); both ways give the same round.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Final, Protocol

from pydantic import BaseModel, ConfigDict, Field

from hub.internship.instance import Ban, Instance, Programme, Student, Triple
from models.vocab.internship import ChangeKind

Label = Annotated[str, Field(max_length=64)]
MOST: Final = 60


class Change(BaseModel):
    """One change: labels of the student, the programme and the period it concerns."""

    model_config = ConfigDict(frozen=True)

    kind: ChangeKind
    student: Label = ""
    programme: Label = ""
    period: Label = ""
    seats: Annotated[int, Field(ge=0, le=99)] = 0

    @property
    def triple(self) -> Triple:
        """Who, where and when."""
        return Triple(self.student, self.programme, self.period)


class HoldsChanges(Protocol):
    """A plan that remembers what it changes."""

    changes: list[dict[str, Any]]


def changes_of(row: HoldsChanges) -> tuple[Change, ...]:
    """What a plan changes in its round."""
    return tuple(Change.model_validate(each) for each in row.changes)


def ban_order(ban: Ban) -> tuple[str, str, str]:
    """Bans in the order in which a round is written."""
    return (ban.student, ban.programme, ban.period or "")


def changed(instance: Instance, changes: Iterable[Change], ahead: Collection[str]) -> Instance:
    """The round with these changes, one after the other; only periods ahead can change."""
    for change in changes:
        instance = _CHANGES[change.kind](instance, change, frozenset(ahead))
    return instance


def kept_pins(pins: Iterable[Triple], change: Change, ahead: Collection[str]) -> list[Triple]:
    """Pins of staff that stand beside a later change; what is newer holds."""
    return [pin for pin in pins if not (pin.period in ahead and _is_over(pin, change))]


def kept_bans(bans: Iterable[Ban], change: Change) -> list[Ban]:
    """Bans that stand beside a later change: a pin lifts the ban on the very same place."""
    if change.kind is not ChangeKind.PIN:
        return list(bans)
    same = Ban(change.student, change.programme, change.period)
    return [ban for ban in bans if ban != same]


def _is_over(pin: Triple, change: Change) -> bool:
    if change.kind is ChangeKind.PIN:
        shares = change.period == pin.period or change.programme == pin.programme
        return change.student == pin.student and shares
    if change.kind is ChangeKind.BAN:
        is_pair = (pin.student, pin.programme) == (change.student, change.programme)
        return is_pair and change.period in {"", pin.period}
    if change.kind is ChangeKind.LEAVE:
        return pin.student == change.student
    return change.kind is ChangeKind.CLOSE and pin.programme == change.programme


def _seats(instance: Instance, change: Change, ahead: frozenset[str]) -> Instance:
    if change.period not in ahead:
        return instance
    return _programme(instance, change.programme, lambda _: {change.period: change.seats})


def _close(instance: Instance, change: Change, ahead: frozenset[str]) -> Instance:
    def none(programme: Programme) -> dict[str, int]:
        return dict.fromkeys(set(programme.capacity) & ahead, 0)

    return _programme(_pins(instance, change, ahead), change.programme, none)


def _programme(
    instance: Instance, label: str, seats: Callable[[Programme], Mapping[str, int]]
) -> Instance:
    return replace(
        instance,
        programmes=tuple(
            replace(row, capacity=dict(sorted({**row.capacity, **seats(row)}.items())))
            if row.id == label
            else row
            for row in instance.programmes
        ),
    )


def _pins(instance: Instance, change: Change, ahead: frozenset[str]) -> Instance:
    return replace(
        instance,
        pins=tuple(sorted(kept_pins(instance.pins, change, ahead))),
        bans=tuple(sorted(kept_bans(instance.bans, change), key=ban_order)),
    )


def _pin(instance: Instance, change: Change, ahead: frozenset[str]) -> Instance:
    clear = _pins(instance, change, ahead)
    return replace(clear, pins=tuple(sorted({*clear.pins, change.triple})))


def _ban(instance: Instance, change: Change, ahead: frozenset[str]) -> Instance:
    clear = _pins(instance, change, ahead)
    ban = Ban(change.student, change.programme, change.period or None)
    return replace(clear, bans=tuple(sorted({*clear.bans, ban}, key=ban_order)))


def _leave(instance: Instance, change: Change, ahead: frozenset[str]) -> Instance:
    clear = _pins(instance, change, ahead)
    return replace(
        clear,
        students=tuple(
            gone(row, ahead) if row.id == change.student else row for row in clear.students
        ),
    )


def gone(student: Student, ahead: Collection[str]) -> Student:
    """A student who comes to nothing that lies ahead."""
    return replace(student, unavailable=tuple(sorted({*student.unavailable, *ahead})))


_CHANGES: Final[Mapping[ChangeKind, Callable[[Instance, Change, frozenset[str]], Instance]]] = {
    ChangeKind.SEATS: _seats,
    ChangeKind.CLOSE: _close,
    ChangeKind.PIN: _pin,
    ChangeKind.BAN: _ban,
    ChangeKind.LEAVE: _leave,
}
