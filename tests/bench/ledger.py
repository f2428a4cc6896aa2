"""`hub bench ledger`: the budget ledger under random postings and under sixteen writers.

Part one: random sequences of postings beside plain sums, replayed at their end. Part two: four
processes of four threads each, on a line that holds less than is asked for, both engines. Each
process opens the database itself, so that locks of the engine are met and not only our own.
"""

import argparse
import json
import multiprocessing
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, Final

from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.platform.db import Store, open_store, retry
from hub.subsidy import ledger, words
from hub.subsidy.ledger import Move
from models.subsidy import BudgetLine
from models.vocab.subsidy import BudgetAccount, BudgetEvent
from tests.support.claims import a_programme, money
from tests.support.engines import (
    KINDS,
    Databases,
    PostgresDatabases,
    SqliteDatabases,
    fresh_store,
    postgres_server,
)
from tests.support.internship import NOW, SYSTEM, a_ward
from tests.support.ledger_walk import Walk

SEQUENCES, POSTINGS = 2_000, 200
RUNS, PROCESSES, THREADS, TRIES = 50, 4, 4, 100
UNIT, LEFT = 1_000, 250_500
LONGEST: Final = 300


def sequences(store: Store, many: int, postings: int) -> dict[str, Any]:
    """Random sequences, each on a line of its own; what was refused and what differs."""
    ward = a_ward(store)
    faults: list[str] = []
    refused = 0
    for seed in range(many):
        walk = Walk(store, ward, seed).go(postings)
        faults += walk.faults
        refused += walk.refused
    return {"sequences": many, "postings": many * postings, "refused": refused, "faults": faults}


def race(store: Store, runs: int) -> dict[str, Any]:
    """Yen over, yen left, attempts that ended in a lock error; over all runs of one engine."""
    ward = a_ward(store)
    lines = []
    for number in range(runs):
        a_programme(store, ward, year=2026 + number)
        lines.append(money(store, ward, LEFT, year=2026 + number))
    url = store.engine.url.render_as_string(hide_password=False)
    spawn = multiprocessing.get_context("spawn")
    gate = spawn.Barrier(PROCESSES)
    heard: Any = spawn.Queue()
    started = time.monotonic()
    writers = [
        spawn.Process(target=write_on, args=(url, str(store.folder), lines, gate, heard))
        for _number in range(PROCESSES)
    ]
    for writer in writers:
        writer.start()
    seen: Counter[str] = Counter()
    for _writer in writers:
        seen.update(heard.get(timeout=LONGEST * runs))
    for writer in writers:
        writer.join()
    return {
        "runs": runs,
        "attempts": seen["given"] + seen["short"] + seen["locked"],
        "given": seen["given"],
        "locked": seen["locked"],
        "seconds": round(time.monotonic() - started, 1),
        **left_over(store, lines),
    }


def left_over(store: Store, lines: list[int]) -> dict[str, Any]:
    """What the lines say afterwards; every line must be used to within one unit."""
    faults: list[str] = []
    over, most_left = 0, 0
    with store.reading() as session:
        for line_id in lines:
            line = session.get_one(BudgetLine, line_id)
            over += max(0, line.committed - LEFT)
            most_left = max(most_left, line.available)
            faults += ledger.differences(Ctx(session, SYSTEM, NOW), line)
    return {"yen_over": over, "most_left": most_left, "faults": faults}


def write_on(url: str, folder: str, lines: list[int], gate: Barrier, heard: Any) -> None:  # noqa: ANN401  a queue of processes
    """One process: its threads try on one line after the other, together with the others."""
    store = open_store(url, data_dir=Path(folder))

    def together() -> None:
        gate.wait(LONGEST)

    own = threading.Barrier(THREADS, action=together)
    seen: Counter[str] = Counter()
    lock = threading.Lock()

    def writer(_number: int) -> None:
        mine: Counter[str] = Counter()
        for line_id in lines:
            own.wait(LONGEST)
            mine.update(attempt(store, line_id) for _try in range(TRIES))
        with lock:
            seen.update(mine)

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(writer, range(THREADS)))
    store.dispose()
    heard.put(dict(seen))


def attempt(store: Store, line_id: int) -> str:
    """Commit one unit as the product does: a whole transaction, tried anew on a lock."""
    move = Move(BudgetAccount.AVAIL, BudgetAccount.COMMIT, UNIT)

    def once() -> str:
        with store.writing() as session:
            ledger.post(Ctx(session, SYSTEM, NOW), line_id, BudgetEvent.GRANT, [move])
        return "given"

    try:
        return retry(once)
    except Refused as refusal:
        return "short" if refusal.reason is words.BUDGET_SHORT else "locked"


def measure(databases: Databases, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Both parts on one engine, each on a database of its own."""
    found: dict[str, Any] = {}
    with fresh_store(databases, folder) as store:
        found["sequences"] = sequences(store, given.sequences, given.postings)
    with fresh_store(databases, folder) as store:
        found["race"] = race(store, given.runs)
    return found


def is_sound(found: dict[str, Any]) -> bool:
    """Nothing over, nothing differing, at most one lock error in a thousand, lines used up."""
    walked, raced = found["sequences"], found["race"]
    return (
        not walked["faults"]
        and not raced["faults"]
        and not raced["yen_over"]
        and raced["most_left"] < UNIT
        and raced["locked"] * 1000 <= raced["attempts"]
    )


def main() -> int:
    """Print one JSON object; exit code 1 when a promise is broken."""
    asked = argparse.ArgumentParser(prog="hub bench ledger", description=__doc__)
    asked.add_argument("--sequences", type=int, default=SEQUENCES)
    asked.add_argument("--postings", type=int, default=POSTINGS)
    asked.add_argument("--runs", type=int, default=RUNS)
    asked.add_argument("--engines", nargs="+", choices=KINDS, default=list(KINDS))
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name, postgres_server() as server:
        found = {}
        for kind in given.engines:
            folder = Path(name) / kind
            folder.mkdir()
            databases: Databases = (
                SqliteDatabases(folder) if kind == "sqlite" else PostgresDatabases(server, folder)
            )
            found[kind] = measure(databases, folder, given)
    print(json.dumps(found, indent=1))
    return int(not all(is_sound(part) for part in found.values()))


if __name__ == "__main__":
    sys.exit(main())
