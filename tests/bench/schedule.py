"""Measures the scheduler beside a naive model, on made rounds; prints a table and PASS or FAIL.

    python -m tests.bench.schedule [--sizes 100,1000,5000,10000] [--big] [--seeds 0-4]
        [--seconds 300] [--naive-seconds 120] [--no-naive] [--replan] [--brute N]
        [--profile plain|mixed|both] [--json OUT] [--emit DIR]

Every method runs in a process of its own, one after the other; every plan goes through the
independent checker. `computed` is time of the processors: what counts on a machine that is shared.
`--brute N` compares N rounds of a few students with trying everything.
Source: design "internship" (e).
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

from hub.internship.checker import check
from hub.internship.formats.published import read_published
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import instance_to_json
from hub.internship.instance import Instance
from hub.internship.plan import Bound
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import Facts, facts_of
from hub.internship.solver.flow import solve_flow
from hub.internship.solver.pins import InfeasiblePins
from hub.internship.solver.run import solve
from tests.bench.mixed_rounds import mixed, without_some_firms
from tests.bench.rounds import make
from tests.support.brute_force import BruteForce
from tests.support.full_rounds import a_full_round
from tests.support.small_rounds import a_random_round

ROOT: Final = Path(__file__).resolve().parents[2]
SIZES: Final = "100,1000,5000,10000"
BIG: Final = 50_000
NAIVE_MOST: Final = 10_000  # students; beyond it the model does not fit
QUALITY: Final = ((1_000, 0.001), (5_000, 0.003), (10_000, 0.005))  # students, largest gap
FIRST_PLAN: Final = {1_000: 1.0, 5_000: 5.0, 10_000: 8.0}
EXPONENT: Final = 1.2
FASTER: Final = 100
CHANGES: Final = 1.05
OF_ANEW: Final = 0.1
Row = dict[str, Any]


@dataclass
class Bench:
    """What was asked and what was found."""

    asked: argparse.Namespace
    folder: Path
    rows: list[Row] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def run(self, name: str, data: bytes, method: str, seconds: float, old: Path | None) -> Row:
        """One method in its own process, its plan checked."""
        file, out = self.folder / f"{name}.json", self.folder / f"{name}.{method}.plan.json"
        file.write_bytes(data)
        words = [method, str(file), str(out), str(seconds), *([str(old)] if old else [])]
        command = [sys.executable, "-m", "tests.bench.schedule_methods", *words]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        lines = [line for line in done.stdout.decode().splitlines() if line.startswith("{")]
        steps = [json.loads(line) for line in lines]
        report = check(data, out.read_bytes(), old.read_bytes() if old else None)
        wrong = [each for each in report.violations if method == "engine" or each.rule[0] == "H"]
        if wrong:
            self.failed.append(f"{name} {method}: {wrong[0]}")
        plan = json.loads(out.read_bytes())
        return {"method": method, "out": out, "plan": plan, "steps": steps[:-1], **steps[-1]}


def instances(asked: argparse.Namespace) -> Iterator[tuple[int, str, int, Instance]]:
    """Size, profile, seed and round."""
    sizes = [int(word) for word in asked.sizes.split(",")] + ([BIG] if asked.big else [])
    first, _, last = asked.seeds.partition("-")
    profiles = ("plain", "mixed") if asked.profile == "both" else (asked.profile,)
    for size in sizes:
        for profile in profiles:
            for seed in range(int(first), int(last or first) + 1):
                plain = make(size, seed)
                yield size, profile, seed, plain if profile == "plain" else mixed(plain, seed)


def compare(bench: Bench, size: int, profile: str, seed: int, given: Instance) -> None:
    """All methods on one round."""
    asked = bench.asked
    data = instance_to_json(given)
    name = f"{profile}-{size}-{seed}"
    if asked.emit:
        Path(asked.emit).mkdir(parents=True, exist_ok=True)
        (Path(asked.emit) / f"{name}.json").write_bytes(data)
    facts = facts_of(board_of(given))
    bound = solve_flow(facts).bound
    variables = sum(map(len, facts.options))
    say(f"\n{name}: {size} students, {len(given.programmes)} programmes, {variables} variables")
    say(HEAD)
    found = [bench.run(name, data, "engine", asked.seconds, None)]
    if asked.naive and size <= NAIVE_MOST:
        found += [
            bench.run(name, data, method, asked.naive_seconds, None)
            for method in ("naive", "started", "greedy")
        ]
    naive = next((row for row in found if row["method"] == "naive"), None)
    target = naive["plan"]["objective"]["value"] if naive else None
    for row in found:
        bench.rows.append(
            {"size": size, "profile": profile, "seed": seed, **figures(row, given, target, bound)}
        )
        say(line(bench.rows[-1]))
    if naive:
        ratio_of(bench, bench.rows[-len(found)], naive)
    if asked.replan:
        replan(bench, name, given, found[0])


HEAD: Final = (
    f"  {'method':8} {'first s':>8} {'total s':>8} {'computed':>8} {'to naive':>8} {'placed':>13} "
    f"{'value':>12} {'bound':>12} {'gap %':>8} {'0/1/2/3':>16} {'rank':>5} "
    f"{'top2 %':>6} {'unranked':>8} {'MB':>6}"
)


def figures(row: Row, given: Instance, target: int | None, bound: Bound) -> Row:
    """What the table shows of one method."""
    plan, steps = row["plan"], row["steps"]
    ranks = {
        each.id: {name: at for at, name in enumerate(each.wishes, 1)} for each in given.students
    }
    held = [ranks[each["student"]].get(each["programme"]) for each in plan["placements"]]
    listed = [rank for rank in held if rank]
    counts = dict.fromkeys(ranks, 0)
    for each in plan["placements"]:
        counts[each["student"]] += 1
    value, low = plan["objective"]["value"], max(bound.value, plan["bound"]["value"])
    paid = plan["objective"]["cost"] + plan["objective"]["penalty"]
    reached = [each for each in steps if target is not None and each["value"] <= target]
    return {
        "method": row["method"],
        "first": steps[0]["seconds"] if steps else None,
        "total": row["total"],
        "total_cpu": row["total_cpu"],
        "first_cpu": steps[0]["cpu"] if steps else None,
        "to_naive": reached[0]["seconds"] if reached else None,
        "to_naive_cpu": reached[0]["cpu"] if reached else None,
        "placed": plan["objective"]["placed"],
        "most": bound.placed,
        "value": value,
        "bound": low,
        "gap": (value - low) / paid if paid else None,
        "shares": [sum(n == k for n in counts.values()) for k in range(given.rotations + 1)],
        "mean_rank": round(sum(listed) / len(listed), 2) if listed else None,
        "top2": round(100 * sum(rank <= 2 for rank in listed) / len(held), 1) if held else None,
        "unranked": len(held) - len(listed),
        "peak_mb": row["peak_mb"],
    }  # fmt: skip


def line(row: Row) -> str:
    """One line of the table."""
    gap = "-" if row["gap"] is None else f"{100 * row['gap']:.3f}"
    placed, shares = f"{row['placed']}/{row['most']}", "/".join(map(str, row["shares"]))
    first, reached = row["first"] or 0, row["to_naive"] or 0
    return (
        f"  {row['method']:8} {first:8.2f} {row['total']:8.1f} {row['total_cpu']:8.1f} "
        f"{reached:8.2f} {placed:>13} {row['value']:12} {row['bound']:12} {gap:>8} "
        f"{shares:>16} {row['mean_rank'] or 0:5.2f} {row['top2'] or 0:6.1f} "
        f"{row['unranked']:8} {row['peak_mb']:6.0f}"
    )


def ratio_of(bench: Bench, engine: Row, naive: Row) -> None:
    """How much sooner the engine is where the naive model ends."""
    there = naive["steps"][-1]["seconds"] if naive["steps"] else bench.asked.naive_seconds
    if engine["to_naive"]:
        engine["faster"] = round(max(there, bench.asked.naive_seconds) / engine["to_naive"], 1)
        engine["less"] = round(naive["total_cpu"] / engine["to_naive_cpu"], 1)
        say(
            f"  the naive model's last value: {engine['faster']} times sooner, "
            f"with {engine['less']} times less computing"
        )


def replan(bench: Bench, name: str, given: Instance, before: Row) -> None:
    """Some firms lose their seats: the least changes against the relaxed optimum and a new plan."""
    changed = without_some_firms(given, given.seed)
    data = instance_to_json(changed)
    old = before["out"]
    row = bench.run(f"{name}-replan", data, "engine", bench.asked.seconds, old)
    held = {tuple(each.values()) for each in before["plan"]["placements"]}
    fresh = bench.run(f"{name}-fresh", data, "engine", bench.asked.seconds, None)
    anew = len(held - {tuple(each.values()) for each in fresh["plan"]["placements"]})
    made = sum(row["plan"]["changes"][key] for key in ("forced", "chosen"))
    published = read_published(old.read_bytes())
    relaxed = facts_of(board_of(read_instance(data), published.triples))
    kept = sum(_is_published(relaxed, code) for code in solve_flow(relaxed).codes)
    least = len(published.triples) - kept
    objective, bound = row["plan"]["objective"], row["plan"]["bound"]
    first = next(
        (s["seconds"] for s in row["steps"] if s["placed"] == bound["placed"]), row["total"]
    )
    say(
        f"  replan   complete after {first:.2f} s, {objective['placed']}/{bound['placed']} placed, "
        f"{made} changes of {len(held)} (relaxed: {least}, anew: {anew}), gap {row['plan']['gap']}"
    )
    bench.rows.append(
        {
            "name": name,
            "replan": made,
            "anew": anew,
            "least": least,
            "placed": objective["placed"],
            "most": bound["placed"],
            "gap": row["plan"]["gap"],
            "seconds": first,
        }
    )


def _is_published(facts: Facts, code: int) -> bool:
    pair, period = divmod(code, facts.periods)
    return bool(int(facts.board.pair_published[pair]) >> period & 1)


def brute(count: int) -> list[str]:
    """Rounds of a few students whose plan is not the best there is, or refused without need."""
    wrong = []
    for name, make_one in (("some rules", a_random_round), ("all rules", a_full_round)):
        refused = 0
        for seed in range(10_000, 10_000 + count):
            given = make_one(seed)
            best = BruteForce(given).best()
            try:
                plan = solve(given)
            except InfeasiblePins:
                refused += 1
                wrong += [f"{name}, seed {seed}: refused"] if best else []
                continue
            if best is None or not best.value == plan.objective.value == plan.bound.value:
                wrong.append(f"{name}, seed {seed}")
        say(f"\nbrute force, {name}: {count} rounds, {refused} refused, {len(wrong)} differ")
    return wrong


def verdicts(bench: Bench) -> Iterator[tuple[str, bool]]:
    """PASS or FAIL per goal; the worst seed counts."""
    engine = [row for row in bench.rows if row.get("method") == "engine"]
    for size in sorted({row["size"] for row in engine}):
        rows = [row for row in engine if row["size"] == size]
        gaps = [row["gap"] or 0 for row in rows]
        limit = next((gap for most, gap in QUALITY if size <= most), None)
        said = f"{size}: gap median {median(gaps):.3%}, worst {max(gaps):.3%}"
        if limit is not None:
            yield f"G1 {said}, at most {limit:.1%}", max(gaps) <= limit
        yield f"G1 {size}: everybody placed who can be", all(r["placed"] == r["most"] for r in rows)
        if size in FIRST_PLAN:
            worst = max(row["first"] for row in rows)
            yield f"G2 {size}: first plan after {worst:.2f} s", worst <= FIRST_PLAN[size]
        ratios = [row["faster"] for row in rows if "faster" in row]
        if size == min(FIRST_PLAN) and ratios:
            less = min(row["less"] for row in rows if "less" in row)
            text = f"{min(ratios)} times sooner, {less} times less computing"
            yield f"G2 {size}: at least {text}", min(ratios) >= FASTER
    for row in bench.rows:
        if "replan" in row:
            few = row["replan"] <= CHANGES * row["least"] or not row["gap"]
            text = f"{row['replan']} changes, relaxed {row['least']}, anew {row['anew']}"
            yield f"G4 {row['name']}: {text}", row["placed"] == row["most"] and few
            share = row["replan"] / max(row["anew"], 1)
            yield f"G4 {row['name']}: {share:.1%} of the changes of a plan anew", share <= OF_ANEW


def exponent(rows: Sequence[Row]) -> float | None:
    """How the computing up to the first plan grows from the smallest to the largest size."""
    times: dict[int, list[float]] = {}
    for row in rows:
        if row.get("method") == "engine":
            times.setdefault(row["size"], []).append(row["first_cpu"])
    low, high = min(times, default=0), max(times, default=0)
    if low == high:
        return None
    return math.log(median(times[high]) / median(times[low])) / math.log(high / low)


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def parsed(words: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="hub bench schedule")
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--seeds", default="0-4")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--naive-seconds", type=float, default=120)
    parser.add_argument("--no-naive", dest="naive", action="store_false")
    parser.add_argument("--replan", action="store_true")
    parser.add_argument("--brute", type=int, default=0)
    parser.add_argument("--profile", choices=("plain", "mixed", "both"), default="plain")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--emit")
    return parser.parse_args(words)


def main(words: Sequence[str]) -> int:
    """Run the bench; 1 when a goal is missed or a plan is wrong."""
    asked = parsed(words)
    say(f"options: {vars(asked)}")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(asked, Path(folder))
        for size, profile, seed, given in instances(asked):
            compare(bench, size, profile, seed, read_instance(instance_to_json(given)))
    bench.failed += brute(asked.brute) if asked.brute else []
    say("")
    found = list(verdicts(bench))
    for text, is_met in found:
        say(f"{'PASS' if is_met else 'FAIL'} {text}")
    grows = exponent(bench.rows)
    if grows is not None:
        say(f"computing of the first plan: exponent {grows:.2f} (total time is the time allowed)")
    for text in bench.failed:
        say(f"FAIL {text}")
    if asked.json:
        asked.json.write_text(json.dumps({"rows": bench.rows, "failed": bench.failed}, indent=1))
    return int(bool(bench.failed) or not all(is_met for _, is_met in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
