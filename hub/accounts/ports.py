"""Answers this room needs from rooms it may not import; bound in `hub/wiring.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from hub.platform.context import Ctx
from models.vocab.people import WorkKind


class FirmPlaces(Protocol):
    """Answers which wards take part, and in which of them a firm has its head office."""

    def knows_ward(self, ctx: Ctx, *, ward_id: int) -> bool:
        """Say whether there is such a ward."""

    def ward_of(self, ctx: Ctx, *, firm_id: int) -> int | None:
        """Return the ward of a firm; None when there is no such firm."""


@dataclass(frozen=True, slots=True)
class Work:
    """Something that a person of an office has open.

    `words` is a msgid that says what it is, `title` the record's own name. `side` says on which
    side of the record the person stands, where sides are kept apart.
    """

    kind: WorkKind
    record_id: int
    words: str
    title: str = ""
    side: str = ""


class OpenWork(Protocol):
    """Answers what a person has open of one kind, and gives it to another."""

    def of(self, ctx: Ctx, *, person_id: int, ward_id: int) -> Sequence[Work]:
        """Return everything of this kind that the person has open in a ward."""

    def barred(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> Collection[int]:
        """Return the records that this person may not take: somebody else has to."""

    def give(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> None:
        """Write the new name where the work itself bears one."""


_BOUND: Final[list[FirmPlaces]] = []
_WORK: Final[dict[WorkKind, OpenWork]] = {}


def bind_firm_places(port: FirmPlaces | None) -> None:
    """Say who answers; None unbinds. Called by `hub/wiring.py`, and by tests."""
    _BOUND[:] = [] if port is None else [port]


def ward_of_firm(ctx: Ctx, firm_id: int) -> int | None:
    """Ask the bound port; nobody knows a firm when nobody is bound."""
    return _BOUND[0].ward_of(ctx, firm_id=firm_id) if _BOUND else None


def knows_ward(ctx: Ctx, ward_id: int) -> bool:
    """Ask the bound port; nobody knows a ward when nobody is bound."""
    return bool(_BOUND) and _BOUND[0].knows_ward(ctx, ward_id=ward_id)


def bind_open_work(kind: WorkKind, port: OpenWork) -> None:
    """Say who answers for one kind of work; called by `hub/wiring.py`, and by tests."""
    _WORK[kind] = port


def open_work(ctx: Ctx, person_id: int, ward_id: int) -> list[Work]:
    """Everything that a person has open in a ward, kind by kind."""
    return [
        work
        for port in _WORK.values()
        for work in port.of(ctx, person_id=person_id, ward_id=ward_id)
    ]


def barred(ctx: Ctx, found: Sequence[Work], person_id: int) -> set[Work]:
    """What of this work a person may not take."""
    stopped: set[Work] = set()
    for kind, port in _WORK.items():
        same = [work for work in found if work.kind is kind]
        ids = port.barred(ctx, work=same, person_id=person_id) if same else ()
        stopped |= {work for work in same if work.record_id in ids}
    return stopped


def give(ctx: Ctx, found: Sequence[Work], person_id: int) -> None:
    """Give work to a person, each kind in its own way."""
    for kind, port in _WORK.items():
        same = [work for work in found if work.kind is kind]
        if same:
            port.give(ctx, work=same, person_id=person_id)
