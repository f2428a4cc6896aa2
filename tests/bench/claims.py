"""`hub bench claims`: sequences of fifty presses on claims, both engines, all recomputed.

Each sequence works one office by dice: right presses, wrong ones, by the wrong person, twice with
one key, with money running out; a third of the programmes has the full profile. After each press
that passed the claim is recomputed from its events (I1 to I7, I9 to I11, I13), after a refused one
nothing may have been written. The answer says how often each kind of press passed and each row of
the state table was taken: a count of sequences alone says nothing of how deep they went.
`--minutes` ends the measurement.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from models.vocab.subsidy import ClaimState, Profile
from tests.support.claim_walk import MOVES, WAYS, Walk
from tests.support.claims import an_office
from tests.support.engines import (
    KINDS,
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    fresh_store,
    postgres_server,
)

SEQUENCES, PRESSES = 5_000, 50
# Enough for all, for one claim only, for none: the last yen is met often.
MONEY: Final = (6_000_000, 20_000, 15_999)
SHOWN: Final = 20
# So many sequences have pressed everything and come everywhere; fewer need not have.
MANY: Final = 300
STATES: Final = frozenset(ClaimState)


@dataclass(slots=True)
class Tally:
    """What the sequences of one engine showed."""

    sequences: int = 0
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    ways: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Take the sequences of another process in."""
        self.sequences += other.sequences
        self.done.update(other.done)
        self.refused.update(other.refused)
        self.ways.update(other.ways)
        self.faults += other.faults

    def told(self, given: argparse.Namespace) -> dict[str, Any]:
        """Counts for the report."""
        return {
            "sequences": self.sequences,
            "asked": given.sequences,
            "presses": self.sequences * given.presses,
            "done": self.done.total(),
            "refused": self.refused.total(),
            "done_by_kind": dict(self.done.most_common()),
            "ways_by_kind": dict(self.ways.most_common()),
            "never_done": sorted(set(MOVES) - set(self.done)),
            "never_reached": sorted(STATES - self.reached()),
            "never_taken": sorted(WAYS - set(self.ways)),
            "not_listed": sorted(set(self.ways) - WAYS),
            "breaks": len(self.faults),
            "shown": self.faults[:SHOWN],
        }

    def reached(self) -> set[str]:
        """States that a claim stood in."""
        return {str(ClaimState.DRAFT), *(way.split()[2] for way in self.ways)}

    def is_sound(self) -> bool:
        """Nothing broke or went a way of its own; many sequences left no press or state out."""
        everywhere = set(MOVES) <= set(self.done) and self.reached() >= STATES
        right = not self.faults and set(self.ways) <= WAYS
        return right and (self.sequences < MANY or everywhere)


def measure(kind: str, server: str, seeds: range, given: argparse.Namespace) -> Tally:
    """Sequences on databases of its own until all are done or the time is over."""
    ends = time.monotonic() + given.minutes * 60 / len(given.engines)
    tally = Tally()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        databases: Databases = (
            SqliteDatabases(folder) if kind == "sqlite" else PostgresDatabases(server, folder)
        )
        for seed in seeds:
            if time.monotonic() > ends:
                break
            with fresh_store(databases, folder) as store:
                full = seed // len(MONEY) % 3 == 0
                profile = Profile.FULL if full else Profile.LIGHT
                yen = MONEY[seed % len(MONEY)]
                office = an_office(store, yen=yen, advance=[1, 2], profile=profile)
                walk = Walk(office, seed, full=full).go(given.presses)
            one = [f"seed {seed}: {fault}" for fault in walk.faults]
            tally.add(Tally(1, walk.done, walk.refused, walk.ways, one))
        if isinstance(databases, PostgresDatabases):
            databases.close()
    return tally


def measured(kind: str, server: str, given: argparse.Namespace) -> Tally:
    """The same in several processes, each with its own share of the seeds."""
    last = given.first + given.sequences
    parts = [
        (kind, server, range(given.first + part, last, given.workers), given)
        for part in range(given.workers)
    ]
    whole = Tally()
    with multiprocessing.get_context("spawn").Pool(given.workers) as pool:
        for tally in pool.starmap(measure, parts):
            whole.add(tally)
    return whole


def main() -> int:
    """Print one JSON object; exit code 1 when anything broke or was never met."""
    asked = argparse.ArgumentParser(prog="hub bench claims", description=__doc__)
    asked.add_argument("--sequences", type=int, default=SEQUENCES)
    asked.add_argument("--presses", type=int, default=PRESSES)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--minutes", type=float, default=600)
    asked.add_argument("--workers", type=int, default=1)
    asked.add_argument("--engines", nargs="+", choices=KINDS, default=list(KINDS))
    given = asked.parse_args()
    with postgres_server() as server:
        found = {kind: measured(kind, server, given) for kind in given.engines}
    told = {kind: tally.told(given) for kind, tally in found.items()}
    print(json.dumps(told, indent=1, ensure_ascii=False))
    return int(not all(tally.is_sound() for tally in found.values()))


if __name__ == "__main__":
    sys.exit(main())
