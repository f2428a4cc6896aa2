"""All checks of `make check`, side by side on two cores; every failure is shown before it ends.

python -m tools.check
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

BIN: Final = Path(sys.executable).parent
CORES: Final = 2


class Step(NamedTuple):
    """One check: its name and its command."""

    name: str
    command: tuple[str, ...]


class Answer(NamedTuple):
    """What a check said."""

    step: Step
    passed: bool
    said: str
    seconds: float


# The longest first, so that two cores end at about the same time.
STEPS: Final = (
    Step("types", (sys.executable, "-m", "mypy")),
    Step("migrations", (sys.executable, "-m", "hub", "migrate", "--check")),
    Step("imports", (str(BIN / "lint-imports"), "--no-cache")),
    Step("strings", (sys.executable, "-m", "tools.strings", "--check")),
    Step("lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
    Step("format", (str(BIN / "ruff"), "format", "--check", "--output-format", "concise", ".")),
)


def run(step: Step) -> Answer:
    """Run one check and keep all it says."""
    started = time.perf_counter()
    done = subprocess.run(
        step.command,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )
    return Answer(step, done.returncode == 0, done.stdout, time.perf_counter() - started)


def main() -> int:
    """Run all checks; 0 when every one passed."""
    with ThreadPoolExecutor(CORES) as workers:
        answers = list(workers.map(run, STEPS))
    for answer in answers:
        if not answer.passed:
            print(f"---- {answer.step.name}\n{answer.said.rstrip()}\n")
    for answer in answers:
        word = "ok    " if answer.passed else "FAILED"
        print(f"check: {word} {answer.step.name} ({answer.seconds:.1f} s)")
    return 0 if all(answer.passed for answer in answers) else 1


if __name__ == "__main__":
    sys.exit(main())
