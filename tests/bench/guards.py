"""`hub bench guards`: takes one guard of the subsidy room away after the other and runs its tests.

Which guards, and how one is left out: `tests/support/guard_places.py`. The tests run once with a
note of which guards refuse in them; then, for each guard, those tests run again without it, up to
the first that fails. The one that failed must pass again with the guard in its place. A guard whose
absence no test notices survives and is named. All in one process, so what tests share is made once.
`--minutes` ends it.
"""

import argparse
import fnmatch
import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, Final

import pytest

from tests.support.guard_places import DOUBLED, Gate, Guard, behind_a_gate

# Not those of the calculators: they hold no guard of a claim and take minutes.
LEFT_OUT: Final = (
    "test_second",
    "test_amounts",
    "test_cases",
    "test_damaged_cases",
    "test_many_rows",
    "test_vectors",
    "test_claim_walks",
)
# What tests of the registry share.
SHARED: Final = ("world", "view")
REGISTRY: Final = ("access", "fresh", "states", "reads")
# Who has typed at the desk stands on a side of the claim.
ELSEWHERE: Final = ("tests/accounts/test_desk.py",)
QUIET: Final = ("-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--show-capture=no")
OF_ROOM: Final = (
    "-k", "not postgresql and (subsidy or test_reads or test_desk)",
    "-m", "not browser and not server",
)  # fmt: skip
# Of tests that only meet a call without being refused by it.
MOST: Final = 20
LONGEST: Final = 600
GOAL: Final = 95
NOTICED, SURVIVED, UNCLEAR, TWICE = "noticed", "survived", "unclear", "doubled"


class Late(Exception):
    """A test without its guard runs for ever."""


class Trial:
    """The run of pytest: once all tests, then those of each guard without it."""

    def __init__(self, gate: Gate, given: argparse.Namespace) -> None:
        """Begin with nothing tried."""
        self.gate, self.given = gate, given
        self.seconds: dict[str, float] = {}
        self.items: dict[str, pytest.Item] = {}
        self.failed: list[str] = []
        self.found: dict[str, list[str]] = {
            answer: [] for answer in (NOTICED, SURVIVED, UNCLEAR, TWICE)
        }
        self.guards: list[Guard] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All tests with their guards, then each guard."""
        self.items = {item.nodeid: item for item in session.items}
        for item in session.items:
            self.gate.test = item.nodeid
            started = time.process_time()
            if not self._passes(item, session):
                self.failed.append(item.nodeid)
            self.seconds[item.nodeid] = time.process_time() - started
        self.gate.test = ""
        wanted = self.given.only.split(",") if self.given.only else ["*"]
        self.guards = [
            guard for guard in self.gate.guards
            if any(fnmatch.fnmatch(guard.name, f"{part}*") for part in wanted)
        ]  # fmt: skip
        if not self.failed:
            self._try_all(session)
        return True

    def _try_all(self, session: pytest.Session) -> None:
        ends = time.monotonic() + self.given.minutes * 60
        for guard in self.guards:
            if time.monotonic() > ends:
                break
            answer, why = self._tried(guard, session)
            self.found[answer].append(f"{guard.name} ({why})")
            print(f"{answer} {guard.name} ({why})", file=sys.stderr, flush=True)

    def _tried(self, guard: Guard, session: pytest.Session) -> tuple[str, str]:
        """Whether a test notices, and which; a test that fails now must pass with the guard."""
        tests = self.gate.tests_of(guard, self.seconds)[:MOST]
        for name in tests:
            self.gate.gone = guard.number
            passes = self._passes(self.items[name], session)
            self.gate.gone = -1
            if not passes:
                again = self._passes(self.items[name], session) or self._anew(name, session)
                return (NOTICED if again else UNCLEAR), name.split("::", 1)[1]
        asked, refused = (
            len(told.get(guard.number, ())) for told in (self.gate.met, self.gate.refused)
        )
        if (why := DOUBLED.get((guard.file, guard.text))) is not None:
            return TWICE, why
        return SURVIVED, f"{asked} tests ask, refuses in {refused}, {len(tests)} tried"

    def _passes(self, item: pytest.Item, session: pytest.Session) -> bool:
        """One run of one test; what only it has made is thrown away, what all share stays."""
        from _pytest.runner import runtestprotocol  # noqa: PLC0415  pytest's own, for this alone

        following: Any = session  # nothing but what the whole run shares is kept
        with limited():
            reports = runtestprotocol(item, log=False, nextitem=following)
        if self.gate.gone < 0:
            for report in reports:
                if report.failed:
                    print(report.longreprtext[-1500:], file=sys.stderr, flush=True)
        if self.gate.gone >= 0 or not self.gate.test:
            self._forget_world(item)
        return not any(report.failed for report in reports)

    def _anew(self, name: str, session: pytest.Session) -> bool:
        """The same test with nothing left of what tests share: the failed one may have hurt it."""
        session._setupstate.teardown_exact(None)
        return self._passes(self.items[name], session)

    @staticmethod
    def _forget_world(item: Any) -> None:  # noqa: ANN401  pytest's own parts
        """A world that tests of the registry share must not carry over what a guard let in."""
        for name in SHARED:
            for made in item._fixtureinfo.name2fixturedefs.get(name, ()):
                item._initrequest()
                made.finish(item._request)
                item._request = False


@contextmanager
def limited() -> Iterator[None]:
    """End a test that runs for ever."""

    def late(_number: int, _frame: FrameType | None) -> None:
        raise Late

    signal.signal(signal.SIGALRM, late)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)


def room_tests(chosen: str = "") -> list[str]:
    """Files of the room's tests and of those that press its buttons; or the chosen ones alone."""
    if chosen:
        named = [name if "/" in name else f"subsidy/{name}" for name in chosen.split(",")]
        return [f"tests/{place}/test_{name}.py" for place, name in (n.split("/") for n in named)]
    files = sorted(Path("tests/subsidy").glob("test_*.py"))
    own = [str(file) for file in files if file.stem not in LEFT_OUT]
    return [*own, *(f"tests/registry/test_{name}.py" for name in REGISTRY), *ELSEWHERE]


def main() -> int:
    """Print one JSON object; exit code 1 when fewer than 95 of 100 tried guards are noticed."""
    asked = argparse.ArgumentParser(prog="hub bench guards", description=__doc__)
    asked.add_argument("--minutes", type=float, default=180)
    asked.add_argument("--only", default="", help="guards whose FILE:LINE begins so, by commas")
    asked.add_argument("--tests", default="", help="only these tests: ending,registry/reads")
    given = asked.parse_args()
    trial = Trial(behind_a_gate(), given)
    code = pytest.main([*QUIET, *OF_ROOM, *room_tests(given.tests)], plugins=[trial])
    if trial.failed or not trial.seconds:
        print(json.dumps({"failed": trial.failed, "exit": int(code)}, indent=1))
        return 1
    many = sum(len(found) for found in trial.found.values())
    noticed = len(trial.found[NOTICED])
    share = round(100 * noticed / many, 1) if many else 0.0
    told = {
        "guards": len(trial.guards), "tried": many, "noticed": noticed, "percent": share,
        "survived": trial.found[SURVIVED], "unclear": trial.found[UNCLEAR],
        "doubled": trial.found[TWICE],
    }  # fmt: skip
    print(json.dumps(told, indent=1, ensure_ascii=False))
    return int(share < GOAL)


if __name__ == "__main__":
    sys.exit(main())
