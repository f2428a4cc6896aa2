"""Stage A: the relaxation as a min-cost flow; its value and its placements bound every plan.

The network keeps H1, H4, H6, H8, the first part of H5 and H3 inside one trade. It drops H2, H7,
H9, H3 across trades and the second part of H5, so its optimum is integral and never above the
true one. Students who may come to one programme in the same periods share one node there, and a
limit that cannot be reached has no node at all: so the network stays small.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.graph.python import max_flow, min_cost_flow

from hub.internship.plan import Bound
from hub.internship.solver.arcs import Arcs
from hub.internship.solver.board import CHANGE_COST, Board, Bools, Ints
from hub.internship.solver.facts import Facts

_SOURCE: Final = 0
SINK: Final = 1
# A placement dearer than this is never worth its reward; more would only make large numbers.
_DEAREST: Final = 10_000
NO_ARC: Final = -1


@dataclass(frozen=True, eq=False)
class Network:
    """The arcs of the relaxation and where pairs and placements stand in them."""

    arcs: Arcs
    units: int  # what leaves the source
    turn_arc: Ints  # by turn, then by student
    trade_arc: Ints  # by pair; NO_ARC where no limit can be reached
    firm_arc: Ints  # by pair, likewise
    pair_arc: Ints  # by pair
    codes: Ints  # every placement that may be, in order
    entry_arc: Ints  # by placement in `codes`: from the shared node to the seat
    seat_arc: Ints  # by seat
    pinned: int  # how much is added for each pin, to force it
    untold: int  # cost of pins above the dearest


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The optimum of the relaxation, and the network with its flow to ask for prices."""

    bound: Bound
    codes: tuple[int, ...]  # placements of the flow, in code order
    network: Network
    flows: Ints  # by arc
    closed: Bools  # by seat: left out because its cohort cannot be reached


def never_open(facts: Facts) -> Bools:
    """Seats too small for their cohort, or with too few who could come; pinned ones stay."""
    seats = facts.seats[facts.opens]
    fans = np.bincount(seats, minlength=len(facts.caps))
    never: Bools = (facts.caps > 0) & (np.minimum(facts.caps, fans) < facts.leasts)
    never[[facts.seat[code] for codes in facts.pins.values() for code in codes]] = False
    return never


def solve_flow(facts: Facts, closed: Bools | None = None) -> Relaxed:
    """Value bound, count bound and the placements behind the value bound."""
    board = facts.board
    closed = np.zeros(len(facts.caps), dtype=np.bool_) if closed is None else closed
    caps = np.where(closed, 0, facts.caps)
    network = _network(board, board.rewards, caps)
    cost, flows = _solved(board, network)
    codes = _placements(board, network, flows)
    value = cost + CHANGE_COST * board.published
    placed = len(codes)
    if placed < board.students * board.rotations:
        placed = _most(board, network)
    return Relaxed(Bound(value=value, placed=placed), tuple(codes), network, flows, closed)


def _network(board: Board, rewards: Ints, caps: Ints) -> Network:
    """Source, students, trades, firms of a trade, programmes by periods, seats, sink."""
    arcs = Arcs()
    students, seats, pairs = board.students, board.cap.size, len(board.pair_student)
    source = np.full(students, _SOURCE, dtype=np.int64)
    student_node = 2 + np.arange(students)
    turns = [arcs.add(source, student_node, 1, -reward) for reward in rewards.tolist()]
    programme = board.pair_programme
    trades, trade_of = _groups(board.pair_student, board.trade[programme])
    firms, firm_of = _groups(trade_of, board.firm[programme])
    start = 2 + students
    tail, trade_arc = _limited(
        arcs, start, student_node[board.pair_student], trade_of[firms], trade_of, board.trade_limit
    )
    start += len(trades)
    tail, firm_arc = _limited(arcs, start, tail, firm_of, firm_of, 1)
    start += len(firms)
    special = (board.pair_published | board.pair_pinned) != 0
    alone = np.where(special, np.arange(1, pairs + 1), 0)
    shared, shared_of = _groups(programme * (pairs + 1) + alone, board.pair_mask)
    cost = np.minimum(board.pair_cost, _DEAREST)
    pair_arc = arcs.add(tail, start + shared_of, 1, cost)
    width = board.periods
    is_open = (board.pair_mask[shared, None] >> np.arange(width) & 1).astype(bool)
    node, period = np.nonzero(is_open)
    pair = shared[node]
    at = programme[pair] * width + period
    force = int(rewards.max(initial=0) + cost.max(initial=0) + CHANGE_COST) * (
        students * board.rotations + 1
    )
    kept = CHANGE_COST * (board.pair_published[pair] >> period & 1)
    pins = force * (board.pair_pinned[pair] >> period & 1)
    seat_node = start + len(shared) + np.arange(seats)
    people = np.bincount(shared_of, minlength=len(shared))
    entries = arcs.add(start + node, seat_node[at], people[node], -kept - pins)
    seat_arc = arcs.add(seat_node, np.full(seats, SINK, dtype=np.int64), caps, 0)
    units = students * board.rotations
    arcs.add(np.array([_SOURCE]), np.array([SINK]), units, 0)
    entry = np.full(is_open.shape, NO_ARC, dtype=np.int64)
    entry[node, period] = entries
    codes = np.flatnonzero((board.pair_mask[:, None] >> np.arange(width) & 1).ravel())
    owner, when = np.divmod(codes, width)
    untold = int((board.pair_cost - cost)[board.pair_pinned != 0].sum())
    return Network(
        arcs=arcs, units=units, turn_arc=np.concatenate(turns), trade_arc=trade_arc,
        firm_arc=firm_arc, pair_arc=pair_arc, codes=codes, entry_arc=entry[shared_of[owner], when],
        seat_arc=seat_arc, pinned=force, untold=untold,
    )  # fmt: skip


def _groups(first: Ints, second: Ints) -> tuple[Ints, Ints]:
    """Number the distinct (first, second): one member of each group, and the group of each."""
    _, one = np.unique(first, return_inverse=True)
    _, two = np.unique(second, return_inverse=True)
    width = int(two.max(initial=0)) + 1
    _, member, group = np.unique(one * width + two, return_index=True, return_inverse=True)
    return member, group


def _limited(
    arcs: Arcs, start: int, tail: Ints, group_of_member: Ints, group: Ints, limit: int
) -> tuple[Ints, Ints]:
    """Nodes for the groups with more members than the limit: new tail and arc of each pair."""
    count = int(group.max(initial=-1)) + 1
    over = np.bincount(group_of_member, minlength=count) > limit
    _, member = np.unique(group, return_index=True)
    number = np.flatnonzero(over)
    made = arcs.add(tail[member[number]], start + number, limit, 0)
    arc = np.full(count, NO_ARC, dtype=np.int64)
    arc[number] = made
    return np.where(over[group], start + group, tail), arc[group]


def _solved(board: Board, network: Network) -> tuple[int, Ints]:
    """Cost without what forces the pins, and the flow on every arc."""
    if not network.units:
        return 0, np.zeros(network.arcs.count, dtype=np.int64)
    solver = min_cost_flow.SimpleMinCostFlow()
    tails, heads, caps, costs = network.arcs.columns()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, caps, costs)
    solver.set_node_supply(_SOURCE, network.units)
    solver.set_node_supply(SINK, -network.units)
    status = solver.solve()
    if status != solver.OPTIMAL:
        message = f"min-cost flow ended with {status}"
        raise RuntimeError(message)
    flows: Ints = solver.flows(numbers).astype(np.int64)
    pins = sum(int(mask).bit_count() for mask in board.pair_pinned[board.pair_pinned != 0])
    return int(solver.optimal_cost()) + network.pinned * pins + network.untold, flows


def _most(board: Board, network: Network) -> int:
    """How many placements the network has room for beside the pins, which have one way each."""
    tails, heads, caps, _ = network.arcs.columns()
    room = caps.copy()
    room[-1] = 0  # nobody goes past the seats
    pinned = np.flatnonzero(
        board.pair_pinned[network.codes // board.periods] >> network.codes % board.periods & 1
    )
    pair, when = np.divmod(network.codes[pinned], board.periods)
    owner = board.pair_student[pair]
    seats = board.pair_programme[pair] * board.periods + when
    for arcs in (
        network.trade_arc[pair],
        network.firm_arc[pair],
        network.pair_arc[pair],
        network.entry_arc[pinned],
        network.seat_arc[seats],
    ):
        np.subtract.at(room, arcs[arcs != NO_ARC], 1)
    turns = network.turn_arc.reshape(board.rotations, board.students)
    held = np.bincount(owner, minlength=board.students)
    room[turns[np.arange(board.rotations)[:, None] < held]] = 0
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(tails, heads, room)
    if solver.solve(_SOURCE, SINK) != solver.OPTIMAL:
        message = "max flow has no optimum"
        raise RuntimeError(message)
    return len(pinned) + int(solver.optimal_flow())


def _placements(board: Board, network: Network, flows: Ints) -> list[int]:
    """Give the seats that a shared node sends its people to, to these people: clashes avoided."""
    width, codes = board.periods, network.codes
    used = np.flatnonzero(flows[network.pair_arc][codes // width] > 0)
    share = network.entry_arc[used].tolist()
    room = dict(zip(share, flows[network.entry_arc[used]].tolist(), strict=True))
    owner = board.pair_student[codes[used] // width].tolist()
    busy: list[int] = [0] * board.students
    chosen: dict[int, int] = {}
    for way, code, student in zip(share, codes[used].tolist(), owner, strict=True):
        pair, period = divmod(code, width)
        if pair not in chosen and room[way] and not busy[student] >> period & 1:
            chosen[pair] = code
            busy[student] |= 1 << period
            room[way] -= 1
    for way, code in zip(share, codes[used].tolist(), strict=True):
        pair = code // width
        if pair not in chosen and room[way]:
            chosen[pair] = code
            room[way] -= 1
    return sorted(chosen.values())
