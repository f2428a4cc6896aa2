"""Measures how often the calculator and the independent second calculator disagree.

    python -m tests.bench.subsidy [--cases N] [--seed N] [--first N] [--workers N] [--minutes N]

Nine cases of ten are sound and compared amount by amount; every tenth is broken and must be
refused at each place that was broken. Prints cases, disagreements, seconds, and how many cases
passed each branch and step. Ends with 1 when anything differs. Source: design "subsidy" §17.
"""

import argparse
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from tests.bench.subsidy_broken import broken
from tests.bench.subsidy_cases import sound
from tests.bench.subsidy_compare import compared, refused

CASES: Final = 1_000_000
BROKEN_EVERY: Final = 10
CHUNK: Final = 1_000
SHOWN: Final = 20


@dataclass
class Tally:
    """What a run of cases showed."""

    cases: int = 0
    different: list[str] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tally") -> None:
        """Take another run in."""
        self.cases += other.cases
        self.different += other.different
        self.seen.update(other.seen)


def run(numbers: Iterable[int], seed: int = 1) -> Tally:
    """Both calculators on the cases of these numbers."""
    tally = Tally()
    for number in numbers:
        tally.cases += 1
        if number % BROKEN_EVERY:
            case = sound(number, seed)
            wrong = compared(case, tally.seen)
        else:
            case, places = broken(number, seed)
            wrong = refused(case, places, tally.seen)
        if wrong:
            told = {"number": number, "seed": seed, "differs": wrong, "case": case}
            tally.different.append(json.dumps(told, ensure_ascii=False))
    return tally


def _chunk(asked: tuple[int, int, int]) -> Tally:
    first, last, seed = asked
    return run(range(first, last), seed)


def _measured(options: argparse.Namespace) -> Tally:
    """Chunks of cases on the workers, until all are done or the time is over."""
    last = options.first + options.cases
    chunks = [(at, min(at + CHUNK, last), options.seed) for at in range(options.first, last, CHUNK)]
    until = time.monotonic() + 60 * options.minutes
    tally = Tally()
    with multiprocessing.get_context("spawn").Pool(options.workers) as pool:
        for done in pool.imap_unordered(_chunk, chunks):
            tally.add(done)
            if time.monotonic() > until:
                pool.terminate()
                break
    return tally


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="subsidy", description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--minutes", type=int, default=120)
    options = parser.parse_args(arguments)
    started = time.monotonic()
    tally = _measured(options)
    seconds = time.monotonic() - started
    for line in tally.different[:SHOWN]:
        print(line)
    print(f"cases {tally.cases:,} (asked {options.cases:,}, seed {options.seed})")
    print(f"disagreements {len(tally.different):,}")
    print(f"seconds {seconds:.0f}")
    for name, count in sorted(tally.seen.items()):
        print(f"{count:>12,}  {name}")
    return 1 if tally.different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
