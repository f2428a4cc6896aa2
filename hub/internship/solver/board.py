"""A round as integer arrays: students by lottery, programmes by id, periods by start; no moves."""

import bisect
import hashlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hub.internship.instance import Instance, Programme, Rating, Student, Triple, reaches_age

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

UNRANKED_COST: Final = 150
CHANGE_COST: Final = 200
FIRST_REWARD: Final = 1300
REWARD_STEP: Final = 150
LEAST_REWARD: Final = 1000


@dataclass(frozen=True, eq=False)
class Board:
    """Everything the stages need. A pair is a listed (student, programme) that can meet."""

    instance: Instance
    student_ids: tuple[str, ...]
    cap: Ints  # programme × period
    cohort: Ints  # least number per open seat of a programme
    firm: Ints
    trade: Ints
    pair_student: Ints
    pair_programme: Ints
    pair_cost: Ints
    pair_mask: Ints  # bit p: the pair may meet in period p (H1)
    pair_published: Ints  # bit p: this triple was published and is still possible
    pair_pinned: Ints  # bit p: this triple is a pin
    first_pair: Ints  # student -> first pair; one more entry at the end
    rewards: Ints  # of a student's first, second, … placement
    before: frozenset[tuple[int, int]]  # (g, f): g must come earlier than f
    published: int  # number of published triples, possible or not
    loose_pins: tuple[Triple, ...]  # pins where no variable exists

    @property
    def periods(self) -> int:
        """Number of periods."""
        return int(self.cap.shape[1])

    @property
    def students(self) -> int:
        """Number of students."""
        return len(self.student_ids)

    @property
    def rotations(self) -> int:
        """R."""
        return self.instance.rotations

    @property
    def min_trades(self) -> int:
        """Least number of trades (k)."""
        return self.instance.min_trades

    @property
    def trade_limit(self) -> int:
        """Most placements of one student in one trade (first part of H5)."""
        return self.instance.rotations - self.instance.min_trades + 1

    @property
    def counts_trades(self) -> bool:
        """Say whether the second part of H5 says more than the first."""
        return self.instance.min_trades not in {1, 2, self.instance.rotations}


def rewards(rotations: int) -> Ints:
    """1300, 1150, 1000, 1000, … for a student's first, second, … placement."""
    steps = FIRST_REWARD - REWARD_STEP * np.arange(rotations, dtype=np.int64)
    return np.maximum(steps, LEAST_REWARD)


def lottery_number(seed: int, student: str) -> int:
    """The first 8 bytes of SHA-256("seed:student")."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{student}".encode()).digest()[:8], "big")


def board_of(instance: Instance, published: Iterable[Triple] = ()) -> Board:
    """Arrange a checked instance; `published` are the seats of an earlier plan."""
    rows = _Rows(instance, frozenset(published))
    for number, student in enumerate(rows.students):
        rows.add_student(number, student)
    columns = np.array(rows.rows, dtype=np.int64).reshape(-1, 6).T.copy()
    width = len(instance.periods)
    cap = np.zeros((len(instance.programmes), width), dtype=np.int64)
    for number, programme in enumerate(instance.programmes):
        for period, seats in programme.capacity.items():
            cap[number, rows.period_at[period]] = min(seats, len(rows.students))
    pinned = columns[:, columns[5] != 0].T.tolist()
    found = {(row[0], row[1], bit) for row in pinned for bit in _bits(row[5])}
    loose = tuple(pin for pin in instance.pins if rows.place(pin) not in found)
    starts = np.searchsorted(columns[0], np.arange(len(rows.students) + 1))
    return Board(
        instance=instance,
        student_ids=tuple(student.id for student in rows.students),
        cap=cap,
        cohort=np.array(
            [min(each.min_cohort, len(rows.students) + 1) for each in instance.programmes],
            dtype=np.int64,
        ),
        firm=_numbered(programme.firm for programme in instance.programmes),
        trade=_numbered(programme.trade for programme in instance.programmes),
        pair_student=columns[0],
        pair_programme=columns[1],
        pair_cost=columns[2],
        pair_mask=columns[3],
        pair_published=columns[4],
        pair_pinned=columns[5],
        first_pair=starts.astype(np.int64),
        rewards=rewards(instance.rotations),
        before=rows.before(),
        published=len(rows.published),
        loose_pins=loose,
    )


def _numbered(names: Iterable[str]) -> Ints:
    listed = list(names)
    numbers = {name: number for number, name in enumerate(sorted(set(listed)))}
    return np.array([numbers[name] for name in listed], dtype=np.int64)


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(int(mask).bit_length()) if mask >> bit & 1]


class _Rows:
    """Collects the pairs, student by student."""

    def __init__(self, instance: Instance, published: frozenset[Triple]) -> None:
        self.instance = instance
        self.published = published
        self.students = sorted(
            instance.students,
            key=lambda student: (lottery_number(instance.seed, student.id), student.id),
        )
        self.period_at = {period.id: number for number, period in enumerate(instance.periods)}
        self.programme_at = {each.id: number for number, each in enumerate(instance.programmes)}
        self.student_at = {student.id: number for number, student in enumerate(self.students)}
        self.starts = [period.start for period in instance.periods]
        self.open = [self._open_mask(programme) for programme in instance.programmes]
        self.ratings: dict[str, list[Rating]] = {}
        for rating in instance.ratings:
            self.ratings.setdefault(rating.student, []).append(rating)
        self.banned: dict[tuple[str, str], int] = {}
        for ban in instance.bans:
            mask = -1 if ban.period is None else 1 << self.period_at[ban.period]
            self.banned[ban.student, ban.programme] = (
                self.banned.get((ban.student, ban.programme), 0) | mask
            )
        self.pinned = self._masks(instance.pins)
        self.kept = self._masks(published)
        self.rows = array("q")  # six numbers for each pair

    def _open_mask(self, programme: Programme) -> int:
        return sum(1 << self.period_at[period] for period, n in programme.capacity.items() if n)

    def _masks(self, triples: Iterable[Triple]) -> dict[tuple[str, str], int]:
        masks: dict[tuple[str, str], int] = {}
        for triple in triples:
            if triple.period in self.period_at:
                pair = triple.student, triple.programme
                masks[pair] = masks.get(pair, 0) | 1 << self.period_at[triple.period]
        return masks

    def place(self, triple: Triple) -> tuple[int, int, int]:
        return (
            self.student_at[triple.student],
            self.programme_at[triple.programme],
            self.period_at[triple.period],
        )

    def before(self) -> frozenset[tuple[int, int]]:
        return frozenset(
            (self.programme_at[earlier], number)
            for number, programme in enumerate(self.instance.programmes)
            for earlier in programme.after
        )

    def add_student(self, number: int, student: Student) -> None:
        """Add the pairs of a student, by programme; a wish counts before acceptable."""
        costs = {self.programme_at[name]: UNRANKED_COST for name in student.acceptable}
        for rank, name in enumerate(student.wishes, start=1):
            costs[self.programme_at[name]] = rank * (rank + 1) // 2
        away = sum(1 << self.period_at[period] for period in student.unavailable)
        ratings = {each.programme: each.value for each in self.ratings.get(student.id, ())}
        old_enough: dict[int, int] = {}
        for at in sorted(costs):
            programme = self.instance.programmes[at]
            age = programme.min_age
            if age not in old_enough:
                reached = reaches_age(student.birth_date, age)
                old_enough[age] = -1 << bisect.bisect_left(self.starts, reached)
            pair = student.id, programme.id
            mask = self.open[at] & ~away & old_enough[age] & ~self.banned.get(pair, 0)
            rating = ratings.get(programme.id, 0)
            if not mask or rating is None:
                continue
            kept, pinned = self.kept.get(pair, 0) & mask, self.pinned.get(pair, 0) & mask
            self.rows.extend((number, at, costs[at] + rating, mask, kept, pinned))
