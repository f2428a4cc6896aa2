"""The board as plain arrays for the inner loops; nothing here changes during a run.

A seat is programme × period, a code is pair × period (one possible placement). Both are
single numbers: `programme * periods + period` and `pair * periods + period`.
"""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hub.internship.solver.board import CHANGE_COST, Board, Bools, Ints

NOBODY: Final = -1  # a student without pins, to ask about a timetable by itself
Table = tuple[int, ...]  # the codes of one student's placements


@dataclass(frozen=True, eq=False)
class Options:
    """Placements to think of, by student."""

    codes: Ints
    first: Ints  # student -> first of `codes`; one more entry at the end

    def __len__(self) -> int:
        """Number of students."""
        return len(self.first) - 1

    def __getitem__(self, student: int) -> Table:
        """The options of one student."""
        return tuple(self.codes[self.first[student] : self.first[student + 1]].tolist())

    def __iter__(self) -> Iterator[Table]:
        """Student by student."""
        return map(self.__getitem__, range(len(self)))

    def of(self, students: Ints) -> tuple[Ints, Ints]:
        """The options of these students one after the other, each with its place in the list."""
        start, count = self.first[students], self.first[students + 1] - self.first[students]
        row = np.repeat(np.arange(len(students)), count)
        at = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        return row, self.codes[np.repeat(start, count) + at]


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything a move needs to know, by pair, by code, by seat and by student."""

    board: Board
    periods: int
    rotations: int
    trade_limit: int
    programme: Sequence[int]  # by pair
    firm: Sequence[int]  # by pair
    trade: Sequence[int]  # by pair
    price: Sequence[int]  # by code: cost, less the change avoided by a published triple
    seat: Sequence[int]  # by code
    open: bytes  # by code: 1 when the variable exists (H1)
    options: Options  # every open code
    pins: dict[int, frozenset[int]]  # by student
    cap: list[int]  # by seat
    least: list[int]  # by seat
    reward: list[int]  # of the first n placements together
    ordered: frozenset[int]  # programmes with an order to keep (H9)
    opens: Bools  # `open`, `price`, `seat`, `cap` and `least` once more, for work on many at once
    prices: Ints
    seats: Ints
    caps: Ints
    leasts: Ints

    def worth(self, table: Table) -> int:
        """What one student's placements add to the value."""
        return sum(self.price[code] for code in table) - self.reward[len(table)]


def facts_of(board: Board) -> Facts:
    """Spread the board out."""
    width = board.periods
    bits = np.arange(width)
    is_open = (board.pair_mask[:, None] >> bits & 1).astype(bool)
    kept = board.pair_published[:, None] >> bits & 1
    price = board.pair_cost[:, None] - CHANGE_COST * kept
    seat = board.pair_programme[:, None] * width + bits
    codes = np.flatnonzero(is_open.ravel())
    pins: dict[int, set[int]] = {}
    pinned = (board.pair_pinned[:, None] >> bits & 1).astype(bool)
    for code in np.flatnonzero(pinned.ravel()).tolist():
        pins.setdefault(int(board.pair_student[code // width]), set()).add(code)
    return Facts(
        board=board,
        periods=width,
        rotations=board.rotations,
        trade_limit=board.trade_limit,
        programme=_compact(board.pair_programme),
        firm=_compact(board.firm[board.pair_programme]),
        trade=_compact(board.trade[board.pair_programme]),
        price=_compact(price.ravel()),
        seat=_compact(seat.ravel()),
        open=is_open.tobytes(),
        options=Options(codes, np.searchsorted(codes, board.first_pair * width)),
        pins={student: frozenset(held) for student, held in pins.items()},
        cap=board.cap.ravel().tolist(),
        least=np.repeat(board.cohort, width).tolist(),
        reward=[0, *np.cumsum(board.rewards).tolist()],
        ordered=frozenset(number for pair in board.before for number in pair),
        opens=is_open.ravel(),
        prices=price.ravel(),
        seats=seat.ravel(),
        caps=board.cap.ravel(),
        leasts=np.repeat(board.cohort, width),
    )


def _compact(numbers: Ints) -> Sequence[int]:
    """For one look at a time: quicker than an array of numpy, smaller than a list."""
    return array("q", numbers.astype(np.int64).tobytes())
