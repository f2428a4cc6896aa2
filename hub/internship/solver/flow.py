"""Stage A: the relaxation as a min-cost flow; its value and its placements bound every plan.

The network keeps H1, H4, H6, H8, the first part of H5 and H3 inside one trade. It drops H2, H7,
H9, H3 across trades and the second part of H5, so its optimum is integral and never above the
true one.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.graph.python import min_cost_flow

from hub.internship.plan import Bound
from hub.internship.solver.arcs import Arcs
from hub.internship.solver.board import CHANGE_COST, Board, Ints
from hub.internship.solver.facts import Facts

_SOURCE: Final = 0
_SINK: Final = 1
_COUNTED: Final = 1_000_000  # reward of every placement when only their number matters


@dataclass(frozen=True, eq=False)
class Network:
    """The arcs of the relaxation and where the placements stand in them."""

    arcs: Arcs
    units: int  # what leaves the source
    codes: Ints  # of the last arcs of each placement
    code_arcs: Ints
    pinned: int  # how much is added for each pin, to force it


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The optimum of the relaxation."""

    bound: Bound
    codes: tuple[int, ...]  # placements of the flow, in code order


def solve_flow(facts: Facts) -> Relaxed:
    """Value bound, count bound and the placements behind the value bound."""
    board = facts.board
    cost, codes = _solved(board, _network(board, board.rewards))
    value = cost + CHANGE_COST * board.published
    placed = len(codes)
    if placed < board.students * board.rotations:
        counted = np.full(board.rotations, _COUNTED, dtype=np.int64)
        placed = len(_solved(board, _network(board, counted))[1])
    return Relaxed(Bound(value=value, placed=placed), codes)


def _network(board: Board, rewards: Ints) -> Network:
    """Source, students, trades, firms of a trade, pairs, seats, sink."""
    students, seats = board.students, board.cap.size
    pair_trade = board.trade[board.pair_programme]
    pair_firm = board.firm[board.pair_programme]
    trades, trade_of = _groups(board.pair_student, pair_trade)
    firms, firm_of = _groups(trade_of, pair_firm)
    student_node = 2 + np.arange(students)
    trade_node = 2 + students + np.arange(len(trades))
    firm_node = 2 + students + len(trades) + np.arange(len(firms))
    pair_node = firm_node.size + 2 + students + len(trades) + np.arange(len(pair_trade))
    seat_node = pair_node.size + firm_node.size + 2 + students + len(trades) + np.arange(seats)
    arcs = Arcs()
    source = np.full(students, _SOURCE, dtype=np.int64)
    for reward in rewards.tolist():
        arcs.add(source, student_node, 1, -reward)
    arcs.add(student_node[board.pair_student[trades]], trade_node, board.trade_limit, 0)
    arcs.add(trade_node[trade_of[firms]], firm_node, 1, 0)
    arcs.add(firm_node[firm_of], pair_node, 1, board.pair_cost)
    bits = np.arange(board.periods)
    codes = np.flatnonzero((board.pair_mask[:, None] >> bits & 1).ravel())
    pair, period = np.divmod(codes, board.periods)
    force = int(rewards.max(initial=0) + board.pair_cost.max(initial=0) + CHANGE_COST) * (
        students * board.rotations + 1
    )
    kept = CHANGE_COST * (board.pair_published[pair] >> period & 1)
    pins = force * (board.pair_pinned[pair] >> period & 1)
    at = board.pair_programme[pair] * board.periods + period
    code_arcs = arcs.add(pair_node[pair], seat_node[at], 1, -kept - pins)
    sink = np.full(seats, _SINK, dtype=np.int64)
    arcs.add(seat_node, sink, board.cap.ravel(), 0)
    units = students * board.rotations
    arcs.add(np.array([_SOURCE]), np.array([_SINK]), units, 0)
    return Network(arcs, units, codes, code_arcs, force)


def _groups(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Number the distinct (first, second): one member of each group, and the group of each."""
    width = int(second.max(initial=0)) + 1
    _, member, group = np.unique(first * width + second, return_index=True, return_inverse=True)
    return member, group


def _solved(board: Board, network: Network) -> tuple[int, tuple[int, ...]]:
    """Cost without what forces the pins, and the placements."""
    if not network.units:
        return 0, ()
    solver = min_cost_flow.SimpleMinCostFlow()
    tails, heads, caps, costs = network.arcs.columns()
    solver.add_arcs_with_capacity_and_unit_cost(tails, heads, caps, costs)
    solver.set_node_supply(_SOURCE, network.units)
    solver.set_node_supply(_SINK, -network.units)
    status = solver.solve()
    if status != solver.OPTIMAL:
        message = f"min-cost flow ended with {status}"
        raise RuntimeError(message)
    used = solver.flows(network.code_arcs) > 0
    codes = network.codes[used]
    pair, period = np.divmod(codes, board.periods)
    pins = int((board.pair_pinned[pair] >> period & 1).sum())
    return int(solver.optimal_cost()) + network.pinned * pins, tuple(codes.tolist())
