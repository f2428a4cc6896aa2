"""Columns and rows of an integer programme, gathered as arrays, and its answer; no rules."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from hub.internship.solver.board import Bools, Ints

T = TypeVar("T")
Floats = npt.NDArray[np.float64]
ANY: Final = np.inf
_PATIENCE: Final = 0.2  # seconds between two looks at `should_stop`
_GRACE: Final = 1.0  # seconds in which a search whose time is over may still give its answer
_OPTIMAL: Final = 0
_IMPOSSIBLE: Final = 2


@dataclass(frozen=True)
class Limits:
    """When a search ends: after so many nodes; the seconds are for machines that are too slow."""

    nodes: int
    seconds: float
    should_stop: Callable[[], bool]


@dataclass(frozen=True, eq=False)
class Answer:
    """What the search has found and proven."""

    columns: Ints | None  # 0 or 1 by column; None without a solution
    bound: float  # no solution costs less
    is_over: bool  # nothing is left to search


@dataclass(frozen=True, eq=False)
class Duals:
    """The relaxation from its other side: no solution costs less than `bound` plus `over`."""

    bound: float
    over: Floats  # by column: what it costs to have it (below 0: what it costs to do without)
    share: Floats  # by column: how much of it the relaxation has


@dataclass
class Model:
    """Columns between 0 and 1 with cost, rows with limits; filled rule by rule."""

    cost: list[Floats] = field(default_factory=list)
    least: list[Floats] = field(default_factory=list)
    width: int = 0
    height: int = 0
    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    factor: list[Floats] = field(default_factory=list)
    low: list[Floats] = field(default_factory=list)
    high: list[Floats] = field(default_factory=list)

    def columns(self, cost: Ints, least: Ints | Bools | int = 0) -> Ints:
        """Add columns; answers their numbers."""
        count = len(cost)
        self.cost.append(np.asarray(cost, dtype=np.float64))
        self.least.append(np.broadcast_to(np.asarray(least, dtype=np.float64), count))
        self.width += count
        return np.arange(self.width - count, self.width)

    def rows(self, low: Ints | float, high: Ints | float, count: int) -> Ints:
        """Add empty rows between these limits; answers their numbers."""
        self.low.append(np.broadcast_to(np.asarray(low, dtype=np.float64), count))
        self.high.append(np.broadcast_to(np.asarray(high, dtype=np.float64), count))
        self.height += count
        return np.arange(self.height - count, self.height)

    def terms(self, row: Ints, column: Ints, factor: Ints | float = 1.0) -> None:
        """Add columns to rows."""
        self.row.append(row)
        self.column.append(column)
        self.factor.append(np.broadcast_to(np.asarray(factor, dtype=np.float64), len(row)))

    def at_most(self, group: Ints, column: Ints, most: Ints | int) -> None:
        """Limit how many columns of each group are chosen; rows that always hold are left out."""
        kinds, of, sizes = np.unique(group, return_inverse=True, return_counts=True)
        limit = np.broadcast_to(most, len(kinds))
        tight = sizes > limit
        made = np.zeros(len(kinds), dtype=np.int64)
        made[tight] = self.rows(-ANY, limit[tight], int(tight.sum()))
        self.terms(made[of[tight[of]]], column[tight[of]])

    def solve(self, limits: Limits, *, whole: bool = True) -> Answer:
        """Search within these limits; `whole=False` asks for the relaxation alone.

        A search that was left to itself has found nothing.
        """
        if not self.width:
            return Answer(np.zeros(0, dtype=np.int64), 0.0, is_over=True)
        found = _beside(lambda: self._search(limits, whole=whole), limits)
        return found or Answer(None, -ANY, is_over=False)

    def relax(self, limits: Limits) -> Duals | None:
        """The relaxation with its prices; None when the time is over.

        The bound is counted from the prices alone, so it holds however exact they are.
        """
        if not self.width:
            return Duals(0.0, np.zeros(0), np.zeros(0))
        return _beside(lambda: self._relax(limits), limits)

    def _relax(self, limits: Limits) -> Duals | None:
        matrix, low, high = self._matrix(), np.concatenate(self.low), np.concatenate(self.high)
        cost, least = np.concatenate(self.cost), np.concatenate(self.least)
        same = low == high
        under, above = np.isfinite(high) & ~same, np.isfinite(low) & ~same
        answer = linprog(  # type: ignore[call-overload]  # sparse rows are not in its stubs
            cost,
            A_ub=vstack([matrix[under], -matrix[above]]),
            b_ub=np.concatenate([high[under], -low[above]]),
            A_eq=matrix[same],
            b_eq=low[same],
            bounds=np.stack([least, np.ones(self.width)], axis=1),
            method="highs-ipm",
            options={"time_limit": max(limits.seconds, 0.1)},
        )
        if answer.status != _OPTIMAL:
            return None
        price = np.zeros(self.height)
        cut = int(under.sum())
        price[under] = np.minimum(answer.ineqlin.marginals[:cut], 0)
        price[above] -= np.minimum(answer.ineqlin.marginals[cut:], 0)
        price[same] = answer.eqlin.marginals
        over = cost - matrix.T @ price
        limit = np.where(price > 0, low, high)
        rows = float(price[price != 0] @ limit[price != 0])
        return Duals(rows + float(np.where(over > 0, over * least, over).sum()), over, answer.x)

    def _matrix(self) -> csr_array:
        return csr_array(
            (
                np.concatenate(self.factor),
                (np.concatenate(self.row), np.concatenate(self.column)),
            ),
            shape=(self.height, self.width),
        )

    def _search(self, limits: Limits, *, whole: bool) -> Answer:
        answer = milp(
            np.concatenate(self.cost),
            integrality=np.full(self.width, int(whole)),
            bounds=Bounds(np.concatenate(self.least), 1),
            constraints=LinearConstraint(
                self._matrix(), np.concatenate(self.low), np.concatenate(self.high)
            ),
            options={
                "node_limit": limits.nodes,
                "time_limit": max(limits.seconds, 0.1),
                "mip_rel_gap": 0.0,
            },
        )
        if answer.status == _IMPOSSIBLE:
            return Answer(None, ANY, is_over=True)
        is_over = answer.status == _OPTIMAL
        proven = answer.fun if is_over and not whole else answer.mip_dual_bound
        bound = -ANY if proven is None or not np.isfinite(proven) else float(proven)
        found = None if answer.x is None else np.rint(answer.x).astype(np.int64)
        return Answer(found, bound, is_over=is_over)


_AT_WORK: Final[set[Future[Any]]] = set()


def is_at_work() -> bool:
    """Say whether a search that was left to itself still goes on."""
    return any(not each.done() for each in tuple(_AT_WORK))


def _beside(work: Callable[[], T | None], limits: Limits) -> T | None:
    """What a call of the library answers, None when it was left to itself.

    The library cannot be stopped and does not look at its clock everywhere, so it works beside.
    Once `should_stop` says so or the time is over, it goes on alone and nothing of it is used.
    A search too large for the machine has found nothing either; any other fault is raised here.
    """
    answer: Future[T | None] = Future()
    _AT_WORK.add(answer)
    answer.add_done_callback(_AT_WORK.discard)
    over = time.monotonic() + max(limits.seconds, 0.0) + _GRACE
    threading.Thread(target=_into, args=(answer, work), daemon=True).start()
    while not answer.done():
        wait([answer], _PATIENCE)
        if not answer.done() and (limits.should_stop() or time.monotonic() > over):
            return None
    try:
        return answer.result()
    except MemoryError:
        return None


def _into(answer: Future[T | None], work: Callable[[], T | None]) -> None:
    try:
        answer.set_result(work())
    except BaseException as fault:  # noqa: BLE001  raised again by who asked
        answer.set_exception(fault)
