"""`hub bench claims`: sequences of fifty presses on claims, both engines, all recomputed.

Each sequence works one office by dice: right presses, wrong ones, by the wrong person, twice with
one key, with money running out. After each press the claim is recomputed from its events (I1 to
I7, I9 to I11, I13); `--minutes` ends the measurement and says how far it came.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any, Final

from tests.support.claim_walk import MOVES, Walk
from tests.support.claims import an_office
from tests.support.engines import (
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


def measure(databases: Databases, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Sequences on one engine until all are done or the time is over."""
    ends = time.monotonic() + given.minutes * 60 / 2
    done: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    faults: list[str] = []
    sequences = 0
    for seed in range(given.first, given.first + given.sequences):
        if time.monotonic() > ends:
            break
        with fresh_store(databases, folder) as store:
            office = an_office(store, yen=MONEY[seed % len(MONEY)], advance=[1, 2])
            walk = Walk(office, seed).go(given.presses)
        sequences += 1
        done.update(walk.done)
        refused.update(walk.refused)
        faults += [f"seed {seed}: {fault}" for fault in walk.faults]
    return {
        "sequences": sequences,
        "asked": given.sequences,
        "presses": sequences * given.presses,
        "done": done.total(),
        "refused": refused.total(),
        "never_done": sorted(set(MOVES) - set(done)),
        "breaks": len(faults),
        "shown": faults[:SHOWN],
    }


def main() -> int:
    """Print one JSON object; exit code 1 when anything broke."""
    asked = argparse.ArgumentParser(prog="hub bench claims", description=__doc__)
    asked.add_argument("--sequences", type=int, default=SEQUENCES)
    asked.add_argument("--presses", type=int, default=PRESSES)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--minutes", type=float, default=600)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        sqlite, postgres = Path(name) / "sqlite", Path(name) / "postgresql"
        for folder in (sqlite, postgres):
            folder.mkdir()
        found = {
            "sqlite": measure(SqliteDatabases(sqlite), sqlite, given),
            "postgresql": measure(PostgresDatabases(server, postgres), postgres, given),
        }
    print(json.dumps(found, indent=1, ensure_ascii=False))
    return int(any(part["breaks"] for part in found.values()))


if __name__ == "__main__":
    sys.exit(main())
