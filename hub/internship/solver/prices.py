"""What every placement costs beyond the relaxed optimum, from the potentials of the flow.

The value of any plan is the bound plus the excess of each of its placements plus what it wastes
of priced limits. So a placement whose excess is larger than the distance still open between plan
and bound can be left out of any search for a better plan.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from hub.internship.solver.board import Ints
from hub.internship.solver.facts import Facts
from hub.internship.solver.flow import NO_ARC, Relaxed

FAR: Final = 1 << 40  # excess of what cannot be at all
_ROUNDS: Final = 20_000


@dataclass(frozen=True, eq=False)
class Prices:
    """Never negative: excess by code, price by seat, loss by turn a student is left without."""

    bound: int  # value of the relaxed optimum, which all of them are counted from
    excess: Ints
    seat: Ints
    turn: Ints  # student × turn


def prices_of(facts: Facts, relaxed: Relaxed) -> Prices:
    """Read the prices off the flow."""
    board = facts.board
    excess = np.full(len(board.pair_student) * board.periods, FAR, dtype=np.int64)
    network = relaxed.network
    if not network.units:
        nothing = np.zeros((board.students, board.rotations), dtype=np.int64)
        seats = np.zeros(board.cap.size, dtype=np.int64)
        return Prices(relaxed.bound.value, excess, seats, nothing)
    over = _reduced_costs(relaxed)
    dear = np.append(np.maximum(over, 0), 0)  # NO_ARC costs nothing
    pair = network.codes // board.periods
    program_seat = board.pair_programme[pair] * board.periods + network.codes % board.periods
    excess[network.codes] = (
        dear[network.trade_arc][pair]
        + dear[network.firm_arc][pair]
        + dear[network.pair_arc][pair]
        + dear[network.entry_arc]
        + dear[network.seat_arc][program_seat]
    )
    excess[relaxed.closed[facts.seats]] = FAR
    turns = over[network.turn_arc].reshape(board.rotations, board.students).T
    seats = np.where(relaxed.closed, 0, np.maximum(-over[network.seat_arc], 0))
    return Prices(relaxed.bound.value, excess, seats, np.maximum(-turns, 0))


def _reduced_costs(relaxed: Relaxed) -> Ints:
    """Bellman-Ford over the arcs with room, from everywhere at once."""
    tails, heads, _, costs = relaxed.network.arcs.columns()
    tail, head, cost = residual(relaxed)
    starts = np.flatnonzero(np.diff(head, prepend=NO_ARC))
    reached = head[starts]
    potential = np.zeros(int(max(heads.max(), tails.max())) + 1, dtype=np.int64)
    for _ in range(_ROUNDS):
        nearer = np.minimum(potential[reached], np.minimum.reduceat(potential[tail] + cost, starts))
        if np.array_equal(nearer, potential[reached]):
            break
        potential[reached] = nearer
    else:
        return np.zeros(len(tails), dtype=np.int64)
    return costs + potential[tails] - potential[heads]


def residual(relaxed: Relaxed) -> tuple[Ints, Ints, Ints]:
    """Tail, head and cost of every way in which the flow can still be changed, by head."""
    tails, heads, caps, costs = relaxed.network.arcs.columns()
    forward, back = relaxed.flows < caps, relaxed.flows > 0
    tail = np.concatenate([tails[forward], heads[back]])
    head = np.concatenate([heads[forward], tails[back]])
    cost = np.concatenate([costs[forward], -costs[back]])
    order = np.argsort(head, kind="stable")
    return tail[order], head[order], cost[order]
