"""Runs `hub schedule` and `hub schedule-check` on round files of odd shapes and on broken ones.

    python -m tests.bench.odd_rounds [--count 200] [--sizes 10,40,200,1000,2000] [--first 0]
        [--seconds 20] [--broken 300] [--exact 24] [--json OUT]

Of each size `count` files; larger ones fewer, in the measure of their size. Up to `--exact`
students the plan is compared with the optimum that CP-SAT proves; beyond, with the flow bound.
Every command runs in this process through the command line's own door; an exception that is not
an answer of the command is a failure. Broken files must end with 2 and name a place, or be read.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ortools.sat.python import cp_model
from typer.testing import CliRunner, Result

from hub.__main__ import app
from hub.internship.formats.reader import read_instance
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import facts_of
from tests.bench.schedule_methods import whole_model
from tests.support.odd_rounds import odd_round, spoilt, written

GOOD, BAD, IMPOSSIBLE = 0, 2, 3
PROOF_SECONDS: Final = 30
SLACK: Final = 1.1  # of the seconds allowed, beside a second to read and write
FEWER_FROM: Final = 100  # students; beyond, fewer files in the measure of the size


@dataclass
class Tally:
    """What came out."""

    seen: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)

    def fail(self, text: str) -> None:
        """Note it and say it at once."""
        self.failed.append(text)
        sys.stdout.write(f"FAIL {text}\n")
        sys.stdout.flush()


def run(*words: object) -> Result:
    """One command."""
    return CliRunner().invoke(app, [str(word) for word in words])


def is_clean(result: Result) -> bool:
    """Say whether the command ended by its own answer."""
    return result.exception is None or isinstance(result.exception, SystemExit)


def one(tally: Tally, folder: Path, seed: int, size: int, asked: argparse.Namespace) -> None:
    """One file: a plan the checker accepts, or a refusal of pins."""
    name = f"size {size} seed {seed}"
    file, out = folder / "round.json", folder / "plan.json"
    out.unlink(missing_ok=True)
    file.write_bytes(written(odd_round(seed, size)))
    before = time.perf_counter()
    result = run("schedule", file, "--out", out, "--seconds", asked.seconds)
    took = time.perf_counter() - before
    if not is_clean(result) or result.exit_code not in {GOOD, IMPOSSIBLE}:
        tally.fail(f"{name}: exit {result.exit_code} {result.exception!r} {result.stderr[:200]}")
        return
    tally.late.append(took / (SLACK * asked.seconds + 1))
    if tally.late[-1] > 1:
        tally.fail(f"{name}: took {took:.1f} s of {asked.seconds}")
    if result.exit_code == IMPOSSIBLE:
        tally.seen["pins refused"] += 1
        if size <= asked.exact and optimum(file.read_bytes())[1] != cp_model.INFEASIBLE:
            tally.fail(f"{name}: pins refused without need")
        return
    tally.seen["planned"] += 1
    checked = run("schedule-check", file, out)
    if not is_clean(checked) or checked.exit_code != GOOD:
        tally.fail(f"{name}: checker {checked.exit_code} {checked.stderr[:300]}")
    judge(tally, name, file.read_bytes(), json.loads(out.read_bytes()), asked)


def judge(
    tally: Tally, name: str, data: bytes, plan: dict[str, Any], asked: argparse.Namespace
) -> None:
    """Against the optimum where it can be had, else against the bound."""
    value, bound = plan["objective"]["value"], plan["bound"]["value"]
    paid = plan["objective"]["cost"] + plan["objective"]["penalty"]
    tally.gaps.append((value - bound) / paid if paid else float(value != bound))
    tally.seen["proven"] += value == bound
    tally.seen["everybody who can be"] += plan["objective"]["placed"] == plan["bound"]["placed"]
    if len(json.loads(data)["students"]) <= asked.exact:
        best, status = optimum(data)
        if status == cp_model.OPTIMAL:
            tally.seen["compared with CP-SAT"] += 1
            if best != value:
                tally.fail(f"{name}: value {value}, optimum {best}")
            if bound > best:
                tally.fail(f"{name}: bound {bound} above the optimum {best}")


def optimum(data: bytes) -> tuple[int, Any]:
    """The value that CP-SAT proves, and how far it came."""
    facts = facts_of(board_of(read_instance(data)))
    if facts.board.loose_pins:
        return 0, cp_model.INFEASIBLE
    model = whole_model(facts)[0]
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = PROOF_SECONDS
    status = solver.solve(model)
    return round(solver.objective_value), status


def broken(tally: Tally, folder: Path, seed: int) -> None:
    """One spoilt file."""
    file, out = folder / "broken.json", folder / "broken.plan.json"
    out.unlink(missing_ok=True)
    file.write_bytes(spoilt(odd_round(seed, 12), seed))
    result = run("schedule", file, "--out", out, "--seconds", 5)
    tally.seen[f"broken: exit {result.exit_code}"] += 1
    if not is_clean(result) or result.exit_code not in {GOOD, BAD, IMPOSSIBLE}:
        tally.fail(f"broken {seed}: exit {result.exit_code} {result.exception!r}")
    elif result.exit_code == BAD and (f"{file}: " not in result.stderr or out.exists()):
        tally.fail(f"broken {seed}: no place told, or something written")
    checked = run("schedule-check", file, out if out.exists() else file)
    if not is_clean(checked) or checked.exit_code not in {GOOD, 1, BAD}:
        tally.fail(f"broken {seed}: checker {checked.exit_code} {checked.exception!r}")


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="hub bench odd_rounds")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--sizes", default="10,40,200,1000,2000")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--broken", type=int, default=300)
    parser.add_argument("--exact", type=int, default=24)
    parser.add_argument("--json", type=Path)
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """1 when anything failed."""
    asked = parsed(words)
    tallies: dict[str, Tally] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for size in map(int, asked.sizes.split(",")):
            tally = tallies[f"{size} students"] = Tally()
            count = max(1, asked.count * min(size, FEWER_FROM) // size)
            start = time.process_time()
            for seed in range(asked.first, asked.first + count):
                one(tally, folder, seed, size, asked)
            say(size, count, tally, time.process_time() - start)
        tally = tallies["broken"] = Tally()
        for seed in range(asked.broken):
            broken(tally, folder, seed)
        sys.stdout.write(f"broken files: {dict(tally.seen)}, {len(tally.failed)} failed\n")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"peak memory {peak} MB\n")
    if asked.json:
        rows = {name: [dict(each.seen), each.failed] for name, each in tallies.items()}
        asked.json.write_text(json.dumps(rows, indent=1))
    return int(any(each.failed for each in tallies.values()))


def say(size: int, count: int, tally: Tally, cpu: float) -> None:
    """One line of the table."""
    worst = max(tally.gaps, default=0)
    sys.stdout.write(
        f"{size} students: {count} files, {dict(tally.seen)}, worst gap {worst:.3%}, "
        f"longest {max(tally.late, default=0):.0%} of the time allowed, {cpu:.0f} s of computing, "
        f"{len(tally.failed)} failed\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
