"""`hub bench kill`: a writer killed with signal 9, 100 times on SQLite and 50 on PostgreSQL."""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from tests.support.engines import (
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    fresh_store,
    postgres_server,
)
from tests.support.killing import kill_often

CYCLES: Final = {"sqlite": 100, "postgresql": 50}


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


def main() -> int:
    """Print one JSON object; exit code 1 when anything is lost or half done."""
    asked = argparse.ArgumentParser(prog="hub bench kill", description=__doc__)
    asked.add_argument("--seed", type=int, default=0)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        sqlite, postgres = Path(name) / "sqlite", Path(name) / "postgresql"
        for folder in (sqlite, postgres):
            folder.mkdir()
        makers: dict[str, tuple[Databases, Path]] = {
            "sqlite": (SqliteDatabases(sqlite), sqlite),
            "postgresql": (PostgresDatabases(server, postgres), postgres),
        }
        found = {kind: measure(*makers[kind], CYCLES[kind], given.seed) for kind in CYCLES}
    print(json.dumps(found, indent=1))
    return int(any(part["lost"] or part["faults"] for part in found.values()))


if __name__ == "__main__":
    sys.exit(main())
