"""Stage C: ejection chains. Somebody takes a seat, its holder takes another, until one is free.

One layered Bellman-Ford over the seats finds the cheapest chain for everybody at once; the
chains that do not touch each other are made in one round.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from hub.internship.solver.board import Ints
from hub.internship.solver.facts import Options, Table
from hub.internship.solver.moves import (
    COST,
    HEAD,
    NONE,
    STUDENT,
    TAIL,
    WIDTH,
    StepRows,
    after,
    steps_of,
)
from hub.internship.solver.seating import Seating

_LAYERS: Final = 12  # people moved by one chain, at most
_TRIES: Final = 3  # chains that one student may begin in one round
_LOOKS: Final = (2, 5, 8, 11)  # layers after which closed chains are looked for
_AT_ONCE: Final = 1_000  # chains followed together
_SIXTEEN: Final = (1 << 16) - 1
_FAR: Final = 1 << 40  # no way from here


@dataclass(frozen=True, eq=False)
class Field:
    """Cheapest ways from every seat (one too many there) to a free one, layer by layer."""

    reach: Ints  # cost by seat; the last entry is "outside"
    choice: list[Ints]  # per layer: best step by seat, NONE where an earlier layer is as good


class Steps:
    """The steps of all students; only those of touched students are made anew."""

    def __init__(self, seating: Seating, options: Options | None = None) -> None:
        """Start with every student to be looked at."""
        self.seating = seating
        self.options = options or seating.facts.options
        self._known: list[Table | None] = [None] * len(seating.tables)
        self.rows: StepRows = np.zeros((WIDTH, 0), dtype=np.int32)
        self.refresh()

    def refresh(self) -> None:
        """Bring the steps of moved students up to date; sorted by the seat left."""
        tables, known = self.seating.tables, self._known
        moved = [at for at, table in enumerate(tables) if known[at] is not table]
        if not moved:
            return
        students = np.array(moved, dtype=np.int64)
        stale = np.zeros(len(tables), dtype=np.bool_)
        stale[students] = True
        fresh = steps_of(self.seating, students, self.options)
        rows = np.concatenate([self.rows[:, ~stale[self.rows[STUDENT]]], fresh], axis=1)
        self.rows = rows[:, _in_order(rows[TAIL])]
        for student in moved:
            known[student] = tables[student]

    def paths(self, field: Field, starts: Ints) -> Ints:
        """A chain for each of these first steps: its rows, filled up with NONE."""
        seat, ways = self.rows[HEAD, starts], [starts]
        for best in reversed(field.choice):
            step = best[seat]
            seat = np.where(step == NONE, seat, self.rows[HEAD, step])
            ways.append(step)
        return np.array(ways).T


def _in_order(seats: StepRows) -> Ints:
    """The stable order of these seats (NONE first); in 16 bits nothing need be compared."""
    number = seats - NONE
    small = number.astype(np.uint16) if number.max(initial=0) <= _SIXTEEN else number
    return np.argsort(small, kind="stable")


def field_of(steps: Steps) -> Field:
    """Bellman-Ford from the free seats backwards."""
    seating, rows = steps.seating, steps.rows
    seats = len(seating.use)
    reach = np.full(seats + 1, _FAR, dtype=np.int64)
    free = np.flatnonzero(seating.enterable())
    reach[free] = 0
    reach[NONE] = 0
    tails = rows[TAIL]
    inside = np.flatnonzero(tails != NONE)
    choice: list[Ints] = []
    if not len(inside):
        return Field(reach, choice)
    heads, costs = rows[HEAD, inside], rows[COST, inside]
    starts = np.flatnonzero(np.diff(tails[inside], prepend=-2))
    left = tails[inside][starts]
    counts = np.diff(starts, append=len(inside))
    for _ in range(_LAYERS):
        total = costs + reach[heads]
        least = np.minimum.reduceat(total, starts)
        better = least < np.minimum(reach[left], _FAR // 2)
        if not better.any():
            break
        best = np.full(seats + 1, NONE, dtype=np.int64)
        hits = np.flatnonzero((total == np.repeat(least, counts)) & np.repeat(better, counts))
        best[tails[inside[hits[::-1]]]] = inside[hits[::-1]]
        choice.append(best)
        reach = reach.copy()
        reach[left[better]] = least[better]
    return Field(reach, choice)


def starts_of(steps: Steps, field: Field) -> Ints:
    """First steps of chains that lower the value, best first."""
    rows, seating = steps.rows, steps.seating
    total = rows[COST] + field.reach[rows[HEAD]]
    loose = np.append(seating.leavable(), True)
    good = np.flatnonzero((total < 0) & loose[rows[TAIL]])
    good = good[np.argsort(total[good], kind="stable")]
    order = np.argsort(rows[STUDENT, good], kind="stable")
    first = np.flatnonzero(np.diff(rows[STUDENT, good[order]], prepend=NONE))
    rank = np.arange(len(good)) - np.repeat(first, np.diff(first, append=len(good)))
    return good[np.sort(order[rank < _TRIES])]


class Round:
    """One round: chains that do not touch each other."""

    def __init__(self, steps: Steps) -> None:
        """Start with nobody moved."""
        self.steps = steps
        self.moved = bytearray(len(steps.seating.tables))
        self.made = 0

    def take_all(self, field: Field, starts: Ints) -> None:
        """Make the chains that begin so, one after the other, where they still fit."""
        rows, moved = self.steps.rows, np.frombuffer(self.moved, dtype=np.bool_)
        for at in range(0, len(starts), _AT_ONCE):
            some = starts[at : at + _AT_ONCE]
            ways = self.steps.paths(field, some[~moved[rows[STUDENT, some]]])
            touched = (moved[rows[STUDENT, ways]] & (ways != NONE)).any(axis=1)
            for way in ways[~touched].tolist():
                path = [step for step in way if step != NONE]
                if self._has_room(path):
                    self.take(path)

    def _has_room(self, path: list[int]) -> bool:
        """Say whether the seats at both ends allow the chain now that others have moved."""
        rows, seating = self.steps.rows, self.steps.seating
        left, entered = int(rows[TAIL, path[0]]), int(rows[HEAD, path[-1]])
        return (left == NONE or seating.can_leave(left)) and (
            entered in (NONE, left) or seating.can_enter(entered)
        )

    def take(self, path: list[int]) -> None:
        """Make a chain whose students have not moved yet in this round, if the rules allow."""
        rows = self.steps.rows[:, path].T.tolist()
        if any(self.moved[row[STUDENT]] for row in rows):
            return
        tables = self.steps.seating.tables
        changes = {row[STUDENT]: after(tables[row[STUDENT]], row) for row in rows}
        if len(changes) == len(path) and self.steps.seating.try_all(changes):
            self.made += 1
            for student in changes:
                self.moved[student] = True


def improve(steps: Steps) -> int:
    """One round: every chain that still fits; answers how many were made."""
    field = field_of(steps)
    turn = Round(steps)
    turn.take_all(field, starts_of(steps, field))
    _rotate(steps, turn)
    steps.refresh()
    return turn.made


def _rotate(steps: Steps, turn: Round) -> None:
    """Closed chains, in which nobody needs a free seat: the cycles of the cheapest steps."""
    rows = steps.rows
    inside = np.flatnonzero((rows[TAIL] != NONE) & (rows[HEAD] != NONE))
    if not len(inside):
        return
    tails, heads, costs = rows[TAIL, inside], rows[HEAD, inside], rows[COST, inside]
    order = _in_order(heads)
    inside, tails, heads, costs = inside[order], tails[order], heads[order], costs[order]
    starts = np.flatnonzero(np.diff(heads, prepend=-2))
    counts = np.diff(starts, append=len(heads))
    reach = np.zeros(len(steps.seating.use), dtype=np.int64)
    parent = np.full(len(reach), NONE, dtype=np.int64)
    for layer in range(_LAYERS):
        total = costs + reach[tails]
        least = np.minimum.reduceat(total, starts)
        better = least < reach[heads[starts]]
        hits = np.flatnonzero((total == np.repeat(least, counts)) & np.repeat(better, counts))[::-1]
        parent[heads[hits]] = inside[hits]
        reach[heads[hits]] = total[hits]
        if layer in _LOOKS:
            for cycle in _cycles(rows, parent):
                turn.take(cycle)


def _cycles(rows: StepRows, parent: Ints) -> list[list[int]]:
    """The cycles of a graph in which every seat has at most one parent step."""
    nothing = len(parent)
    before = np.append(np.where(parent == NONE, nothing, rows[TAIL, parent]), nothing)
    reached = before
    for _ in range(nothing.bit_length()):
        reached = reached[reached]  # twice as far back: in the end only cycles are left
    seen = {nothing}
    found = []
    for start in np.unique(reached).tolist():
        seat, path = start, []
        while seat not in seen:
            seen.add(seat)
            path.append(int(parent[seat]))
            seat = int(before[seat])
        if path:
            found.append(path)
    return found
