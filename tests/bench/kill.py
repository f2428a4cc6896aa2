"""`hub bench kill`: a writer killed with signal 9, 100 times on SQLite and 50 on PostgreSQL.

The same again for the ward's work on claims, 150 and 50 times at any press, and as often in the
middle of a decision, a final amount, a payment and a cancellation: what was told as done is kept,
nothing is half done, and every claim recomputes from its events.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.support import claim_killing
from tests.support.claims import an_office
from tests.support.engines import (
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    fresh_store,
    postgres_server,
)
from tests.support.killing import kill_often

CYCLES: Final = {"sqlite": 100, "postgresql": 50}
CLAIM_CYCLES: Final = {"sqlite": 150, "postgresql": 50}
ENOUGH_YEN: Final = 2_000_000


def measure(databases: Databases, folder: Path, cycles: int, seed: int) -> dict[str, Any]:
    """Kills, what was acknowledged before them, what of it is lost, what is wrong."""
    with fresh_store(databases, folder) as store:
        outcome = kill_often(store, folder, cycles, seed)
    return {
        "kills": outcome.kills,
        "acknowledged": len(outcome.acknowledged),
        "lost": len(outcome.lost),
        "faults": outcome.faults,
    }


def claims(databases: Databases, folder: Path, cycles: int, seed: int) -> dict[str, Any]:
    """Kills in the middle of work on claims: during which act, and what is wrong afterwards."""
    with fresh_store(databases, folder) as store:
        office = an_office(store, yen=ENOUGH_YEN)
        outcome = claim_killing.kill_often(office, folder, cycles, seed)
    return {
        "kills": outcome.kills,
        "acknowledged": outcome.told,
        "during": dict(outcome.during.most_common()),
        "faults": outcome.faults,
    }


def decisive(databases: Databases, folder: Path, cycles: int, seed: int) -> dict[str, Any]:
    """Kills in the middle of the presses that decide, fix and pay: as before or as after."""
    outcome = claim_killing.kill_decisive(databases, folder, cycles, seed)
    return {
        "kills": outcome.kills,
        "acknowledged": outcome.told,
        "found": dict(sorted(outcome.during.items())),
        "faults": outcome.faults,
    }


def main() -> int:
    """Print one JSON object; exit code 1 when anything is lost or half done."""
    asked = argparse.ArgumentParser(prog="hub bench kill", description=__doc__)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--part", type=int, default=100, help="percent of the kills")
    asked.add_argument("--decisive", action="store_true", help="only decisions and payments")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        sqlite, postgres = Path(name) / "sqlite", Path(name) / "postgresql"
        for folder in (sqlite, postgres):
            folder.mkdir()
        makers: dict[str, tuple[Databases, Path]] = {
            "sqlite": (SqliteDatabases(sqlite), sqlite),
            "postgresql": (PostgresDatabases(server, postgres), postgres),
        }
        found: dict[str, dict[str, Any]] = {}
        for kind, maker in makers.items():
            people, work = (many[kind] * given.part // 100 for many in (CYCLES, CLAIM_CYCLES))
            if not given.decisive:
                found[kind] = measure(*maker, people, given.seed)
                found[f"{kind} claims"] = claims(*maker, work, given.seed)
            found[f"{kind} decisive"] = decisive(*maker, work, given.seed)
    print(json.dumps(found, indent=1))
    return int(any(part.get("lost") or part["faults"] for part in found.values()))


if __name__ == "__main__":
    sys.exit(main())
