"""Stage C: ejection chains. Somebody takes a seat, its holder takes another, until one is free.

One layered Bellman-Ford over the seats finds the cheapest chain for everybody at once; the
chains that do not touch each other are made in one round.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np

from hub.internship.solver.board import Ints
from hub.internship.solver.facts import Table
from hub.internship.solver.moves import COST, HEAD, NONE, STUDENT, TAIL, after, steps_of
from hub.internship.solver.seating import Seating

_LAYERS: Final = 12  # people moved by one chain, at most
_TRIES: Final = 3  # chains that one student may begin in one round
_LOOKS: Final = (2, 5, 8, 11)  # layers after which closed chains are looked for
_FAR: Final = 1 << 40  # no way from here


@dataclass(frozen=True, eq=False)
class Field:
    """Cheapest ways from every seat (one too many there) to a free one, layer by layer."""

    reach: Ints  # cost by seat; the last entry is "outside"
    choice: list[Ints]  # per layer: best step by seat, NONE where an earlier layer is as good


class Steps:
    """The steps of all students; only those of touched students are made anew."""

    def __init__(self, seating: Seating) -> None:
        """Start with every student to be looked at."""
        self.seating = seating
        self._by_student = [np.zeros((0, 8), dtype=np.int64)] * len(seating.tables)
        self._known: list[Table | None] = [None] * len(seating.tables)
        self.rows = np.zeros((0, 8), dtype=np.int64)
        self.refresh()

    def refresh(self) -> None:
        """Bring the steps of moved students up to date."""
        for student, table in enumerate(self.seating.tables):
            if self._known[student] is not table:
                self._by_student[student] = steps_of(self.seating, student)
                self._known[student] = table
        if self._by_student:
            rows = np.concatenate(self._by_student)
            self.rows = rows[np.argsort(rows[:, TAIL], kind="stable")]

    def path(self, field: Field, row: int) -> list[int]:
        """The rows of a chain from its first step."""
        path, layer = [row], len(field.choice)
        seat = int(self.rows[row, HEAD])
        while seat != NONE and layer:
            layer -= 1
            step = int(field.choice[layer][seat])
            if step != NONE:
                path.append(step)
                seat = int(self.rows[step, HEAD])
        return path


def field_of(steps: Steps) -> Field:
    """Bellman-Ford from the free seats backwards."""
    seating, rows = steps.seating, steps.rows
    seats = len(seating.use)
    reach = np.full(seats + 1, _FAR, dtype=np.int64)
    free = [seat for seat in range(seats) if seating.can_enter(seat)]
    reach[free] = 0
    reach[NONE] = 0
    tails = rows[:, TAIL]
    inside = np.flatnonzero(tails != NONE)
    choice: list[Ints] = []
    if not len(inside):
        return Field(reach, choice)
    heads, costs = rows[inside, HEAD], rows[inside, COST]
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


def starts_of(steps: Steps, field: Field) -> list[int]:
    """First steps of chains that lower the value, best first."""
    rows, seating = steps.rows, steps.seating
    total = rows[:, COST] + field.reach[rows[:, HEAD]]
    loose = np.array([*map(seating.can_leave, range(len(seating.use))), True])
    good = np.flatnonzero((total < 0) & loose[rows[:, TAIL]])
    best: list[int] = good[np.argsort(total[good], kind="stable")].tolist()
    return best


def take(steps: Steps, path: list[int], moved: set[int]) -> bool:
    """Make a chain whose students have not moved yet in this round, if the rules allow."""
    changes: dict[int, Table] = {}
    for number in path:
        row = steps.rows[number].tolist()
        student = row[STUDENT]
        if student in moved or student in changes:
            return False
        changes[student] = after(steps.seating.tables[student], row)
    if not steps.seating.try_all(changes):
        return False
    moved.update(changes)
    return True


def improve(steps: Steps) -> int:
    """One round: every chain that still fits; answers how many were made."""
    field = field_of(steps)
    moved: set[int] = set()
    made = 0
    tries: Counter[int] = Counter()
    starts = starts_of(steps, field)
    for first, student in zip(starts, steps.rows[starts, STUDENT].tolist(), strict=True):
        if student not in moved and tries[student] < _TRIES:
            tries[student] += 1
            made += take(steps, steps.path(field, first), moved)
    made += _rotate(steps, moved)
    steps.refresh()
    return made


def _rotate(steps: Steps, moved: set[int]) -> int:
    """Closed chains, in which nobody needs a free seat: the cycles of the cheapest steps."""
    rows = steps.rows
    inside = np.flatnonzero((rows[:, TAIL] != NONE) & (rows[:, HEAD] != NONE))
    if not len(inside):
        return 0
    tails, heads, costs = rows[inside, TAIL], rows[inside, HEAD], rows[inside, COST]
    order = np.argsort(heads, kind="stable")
    inside, tails, heads, costs = inside[order], tails[order], heads[order], costs[order]
    starts = np.flatnonzero(np.diff(heads, prepend=-2))
    counts = np.diff(starts, append=len(heads))
    reach = np.zeros(len(steps.seating.use), dtype=np.int64)
    parent = np.full(len(reach), NONE, dtype=np.int64)
    made = 0
    for layer in range(_LAYERS):
        total = costs + reach[tails]
        least = np.minimum.reduceat(total, starts)
        better = least < reach[heads[starts]]
        hits = np.flatnonzero((total == np.repeat(least, counts)) & np.repeat(better, counts))[::-1]
        parent[heads[hits]] = inside[hits]
        reach[heads[hits]] = total[hits]
        if layer in _LOOKS:
            made += sum(take(steps, cycle, moved) for cycle in _cycles(rows, parent))
    return made


def _cycles(rows: Ints, parent: Ints) -> list[list[int]]:
    """The cycles of a graph in which every seat has at most one parent step."""
    colour = [0] * len(parent)
    found = []
    for start in range(len(parent)):
        seat, path = start, []
        while seat != NONE and not colour[seat] and parent[seat] != NONE:
            colour[seat] = start + 1
            path.append(int(parent[seat]))
            seat = int(rows[path[-1], TAIL])
        if path and colour[seat] == start + 1 and parent[seat] != NONE:
            heads = [int(rows[step, HEAD]) for step in path]
            found.append(path[heads.index(seat) :])
    return found
