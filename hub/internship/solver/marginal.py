"""What one more seat would be worth: the change of the bound, by shortest ways left in the flow.

The price of a seat says what one seat less would cost, and where several prices are possible it
is only one of them; the way from the sink back to the seat is what one seat more really saves.
"""

from typing import Final

import numpy as np

from hub.internship.instance import Instance, Triple
from hub.internship.solver.board import Ints, board_of
from hub.internship.solver.facts import facts_of
from hub.internship.solver.flow import NO_ARC, SINK, Relaxed, solve_flow
from hub.internship.solver.prices import FAR, residual

_ROUNDS: Final = 100_000


def gains(relaxed: Relaxed) -> Ints:
    """By seat: how much lower the bound is with one seat more (0 where nobody may come)."""
    network = relaxed.network
    if not network.units:
        return np.zeros(len(network.seat_arc), dtype=np.int64)
    tails, _, caps, _ = network.arcs.columns()
    tail, head, cost = residual(relaxed)
    starts = np.flatnonzero(np.diff(head, prepend=NO_ARC))
    reached = head[starts]
    way = np.full(int(max(tail.max(), head.max(), tails.max())) + 1, FAR, dtype=np.int64)
    way[SINK] = 0
    for _ in range(_ROUNDS):
        least = np.minimum.reduceat(np.where(way[tail] >= FAR, FAR, way[tail] + cost), starts)
        shorter = np.minimum(way[reached], least)
        if np.array_equal(shorter, way[reached]):
            break
        way[reached] = shorter
    seats = network.seat_arc
    gained: Ints = np.where(caps[seats] > 0, np.maximum(-way[tails[seats]], 0), 0)
    return gained


def seats_by_gain(instance: Instance, published: frozenset[Triple]) -> list[tuple[str, str, int]]:
    """Programme, period and gain of every open seat, the largest gain first."""
    facts = facts_of(board_of(instance, published))
    gained = gains(solve_flow(facts)).tolist()
    rows = [
        (programme.id, period.id, gained[at * facts.periods + when])
        for at, programme in enumerate(instance.programmes)
        for when, period in enumerate(instance.periods)
        if facts.cap[at * facts.periods + when]
    ]
    return sorted(rows, key=lambda row: -row[2])
