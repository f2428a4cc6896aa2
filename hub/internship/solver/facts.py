"""The board as plain lists for the inner loops; nothing here changes during a run.

A seat is programme × period, a code is pair × period (one possible placement). Both are
single numbers: `programme * periods + period` and `pair * periods + period`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from hub.internship.solver.board import CHANGE_COST, Board, Bools, Ints

NOBODY: Final = -1  # a student without pins, to ask about a timetable by itself
Table = tuple[int, ...]  # the codes of one student's placements


@dataclass(frozen=True, eq=False)
class Facts:
    """Everything a move needs to know, by pair, by code, by seat and by student."""

    board: Board
    periods: int
    rotations: int
    trade_limit: int
    programme: list[int]  # by pair
    firm: list[int]  # by pair
    trade: list[int]  # by pair
    price: list[int]  # by code: cost, less the change avoided by a published triple
    seat: list[int]  # by code
    open: list[bool]  # by code: the variable exists (H1)
    options: list[Table]  # by student: every open code
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
    cuts = np.searchsorted(codes, board.first_pair * width)
    listed = codes.tolist()
    pins: dict[int, set[int]] = {}
    pinned = (board.pair_pinned[:, None] >> bits & 1).astype(bool)
    for code in np.flatnonzero(pinned.ravel()).tolist():
        pins.setdefault(int(board.pair_student[code // width]), set()).add(code)
    return Facts(
        board=board,
        periods=width,
        rotations=board.rotations,
        trade_limit=board.trade_limit,
        programme=board.pair_programme.tolist(),
        firm=board.firm[board.pair_programme].tolist(),
        trade=board.trade[board.pair_programme].tolist(),
        price=price.ravel().tolist(),
        seat=seat.ravel().tolist(),
        open=is_open.ravel().tolist(),
        options=[
            tuple(listed[cuts[number] : cuts[number + 1]]) for number in range(board.students)
        ],
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
