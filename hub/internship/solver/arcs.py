"""Gathers the arcs of a network as arrays before a library sees them; no solving."""

from dataclasses import dataclass, field

import numpy as np

from hub.internship.solver.board import Ints


@dataclass
class Arcs:
    """Arc blocks in the order they were added."""

    tails: list[Ints] = field(default_factory=list)
    heads: list[Ints] = field(default_factory=list)
    caps: list[Ints] = field(default_factory=list)
    costs: list[Ints] = field(default_factory=list)
    count: int = 0

    def add(self, tails: Ints, heads: Ints, caps: Ints | int, costs: Ints | int) -> Ints:
        """Add arcs; answers their numbers."""
        size = len(tails)
        self.tails.append(tails)
        self.heads.append(heads)
        self.caps.append(np.broadcast_to(np.asarray(caps, dtype=np.int64), size))
        self.costs.append(np.broadcast_to(np.asarray(costs, dtype=np.int64), size))
        self.count += size
        return np.arange(self.count - size, self.count)

    def columns(self) -> tuple[Ints, Ints, Ints, Ints]:
        """All arcs as four arrays: tail, head, capacity, cost."""
        if not self.tails:
            empty = np.zeros(0, dtype=np.int64)
            return empty, empty, empty, empty
        return (
            np.concatenate(self.tails),
            np.concatenate(self.heads),
            np.concatenate(self.caps),
            np.concatenate(self.costs),
        )
