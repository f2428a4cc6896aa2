"""`hub bench guards`: takes one guard of the subsidy room away after the other and runs its tests.

A guard is a question whose answer refuses: may this person, which side, in which state, is there
money, is the amount right, did nobody else change it. The tests run once with a note of which lines
each of them reaches; then, for each guard, a child process puts the function without it in the
place of the real one (no file is changed) and runs the tests that reach it, up to the first
failure. A guard whose absence no test notices survives and is named. `--minutes` ends it. With
`--tests` fewer tests look, and only guards that one of them reaches are tried.
"""

import argparse
import ast
import inspect
import json
import os
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
ROOM: Final = ROOT / "hub" / "subsidy"
FILES: Final = (
    "access.py", "advance.py", "advances.py", "changed_rules.py", "duties.py", "filling.py",
    "findings.py", "ledger.py", "proposing.py", "recovery.py", "sending.py",
    *(f"service/{name}.py" for name in (
        "advancing", "answering", "applying", "cancelling", "changing", "deciding", "ending",
        "evidence", "inspecting", "invoicing", "lines", "notices", "ordering", "paying",
        "programmes", "recovering", "reminding", "reviewing", "simulating",
    )),
)  # fmt: skip
# Calls that refuse by themselves; without them nothing is asked.
ASKING: Final = frozenset(
    {
        "take",
        "name_applicants",
        "follow",
        "_all_handled",
        "_same_amount",
        "use_up",
        "free_again",
        "refuse_taken_number",
        "refuse_under_way",
        "_refuse_below_advance",
    }
)
# Not those of the calculators: they hold no guard of a claim and take minutes.
LEFT_OUT: Final = (
    "test_second",
    "test_amounts",
    "test_cases",
    "test_damaged_cases",
    "test_many_rows",
    "test_vectors",
)
QUIET: Final = ("-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "-k")
# A paper is set by threads that a child process does not inherit: those tests would wait for ever.
OF_ROOM: Final = "not postgresql and subsidy and not the_notice and not paper"
LONGEST: Final = 900
GOAL: Final = 95


@dataclass(frozen=True, slots=True)
class Guard:
    """Where a guard stands (line and bytes), and what takes its place."""

    file: str
    line: int
    start: int
    end: int
    text: str
    instead: str
    last: int

    @property
    def name(self) -> str:
        """Short name for a report."""
        return f"{self.file}:{self.line}: {' '.join(self.text.split())[:70]}"


def guards_of(file: str, source: str) -> list[Guard]:
    """Every guard of one file in order."""
    places = Places(file, source)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            places.read(node)
    return sorted(set(places.found), key=lambda guard: (guard.line, guard.start))


class Places:
    """Finds the guards of a file; positions are bytes of its source."""

    def __init__(self, file: str, source: str) -> None:
        """Begin with no guard."""
        self.file = file
        self.lines = [0]
        for line in source.encode().splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.source = source.encode()
        self.found: list[Guard] = []

    def read(self, function: ast.FunctionDef) -> None:
        """Guards of one function."""
        for node in ast.walk(function):
            if isinstance(node, ast.If) and isinstance(node.body[-1], ast.Raise):
                self._add(node.test, f"False and ({self._text(node.test)})")
            elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
                self._call(node.value)
            elif isinstance(node, ast.Call) and _is_guarded_where(node):
                self._add(node.args[-1], "True")
            elif isinstance(node, ast.BoolOp) and self.file == "access.py":
                for part in node.values:
                    self._add(part, "True")

    def _call(self, call: ast.Call) -> None:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        name = call.func.id if isinstance(call.func, ast.Name) else name
        if name == "require":
            self._add(call.args[1], "None")
        elif name in ASKING or self._text(call.func) == "guards.append":
            self._add(call, "None")

    def _text(self, node: ast.expr) -> str:
        return self.source[slice(*self._span(node))].decode()

    def _span(self, node: ast.expr) -> tuple[int, int]:
        last, end = node.end_lineno or node.lineno, node.end_col_offset or 0
        return self.lines[node.lineno - 1] + node.col_offset, self.lines[last - 1] + end

    def _add(self, node: ast.expr, instead: str) -> None:
        start, end = self._span(node)
        last = node.end_lineno or node.lineno
        text = self._text(node)
        self.found.append(Guard(self.file, node.lineno, start, end, text, instead, last))


def _is_guarded_where(call: ast.Call) -> bool:
    """`sa.update(…).where(row, guard)`: without the guard the row is changed in any case."""
    where = isinstance(call.func, ast.Attribute) and call.func.attr == "where"
    return where and "sa.update" in ast.unparse(call.func) and len(call.args) > 1


class Reached:
    """Notes which lines of the room each test reaches, and how long it takes."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.tests: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = {}
        self._lines: set[tuple[str, int]] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Look at every line while a test and its fixtures run."""
        self._lines = set()
        started = time.process_time()
        sys.settrace(self._enter)
        try:
            return (yield)
        finally:
            sys.settrace(None)
            self.seconds[item.nodeid] = time.process_time() - started
            for place in self._lines:
                self.tests[place].add(item.nodeid)

    def _enter(self, frame: FrameType, _event: str, _value: object) -> Any:  # noqa: ANN401  a trace function
        return self._line if frame.f_code.co_filename.startswith(str(ROOM)) else None

    def _line(self, frame: FrameType, event: str, _value: object) -> Any:  # noqa: ANN401  a trace function
        if event == "line":
            file = frame.f_code.co_filename[len(str(ROOM)) + 1 :]
            self._lines.add((file, frame.f_lineno))
        return self._line

    def of(self, guard: Guard) -> list[str]:
        """Tests that reach the guard, the quickest first."""
        lines = range(guard.line, guard.last + 1)
        found = {test for line in lines for test in self.tests[guard.file, line]}
        return sorted(found, key=lambda test: self.seconds[test])


def room_tests(chosen: str = "") -> list[str]:
    """Files of the room's tests, and the matrix of who may press what; or the chosen ones alone."""
    if chosen:
        return [f"tests/subsidy/test_{name}.py" for name in chosen.split(",")]
    files = sorted(Path("tests/subsidy").glob("test_*.py"))
    own = [str(file) for file in files if file.stem not in LEFT_OUT]
    return [*own, "tests/registry/test_access.py"]


def put_in_place(guard: Guard) -> None:
    """Give the functions of the file their code without the guard."""
    file = ROOM / guard.file
    before = file.read_bytes()
    after = before[: guard.start] + guard.instead.encode() + before[guard.end :]
    made = dict(_codes(compile(after, str(file), "exec")))
    name = "hub.subsidy." + guard.file.removesuffix(".py").replace("/", ".")
    for value in vars(import_module(name)).values():
        function = inspect.unwrap(value) if callable(value) else None
        if inspect.isfunction(function) and function.__code__.co_filename == str(file):
            function.__code__ = made[function.__qualname__]


def _codes(code: CodeType) -> Iterator[tuple[str, CodeType]]:
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield part.co_qualname, part
            yield from _codes(part)


def is_noticed(guard: Guard, tests: list[str]) -> bool:
    """Say whether a test fails without the guard, in a child process; one that hangs says no."""
    if not tests:
        return False
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        put_in_place(guard)
        code = pytest.main(["-x", *QUIET, OF_ROOM, *tests])
        os._exit(int(code != 0))
    _pid, status = os.waitpid(child, 0)
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0


def tried(guards: list[Guard], reached: Reached, minutes: float) -> dict[str, Any]:
    """Take one away after the other until the time is over."""
    ends = time.monotonic() + minutes * 60
    noticed, survived = 0, []
    for guard in guards:
        if time.monotonic() > ends:
            break
        tests = reached.of(guard)
        killed = is_noticed(guard, tests)
        noticed += killed
        survived += [] if killed else [f"{guard.name} ({len(tests)} tests)"]
        print("noticed " if killed else "SURVIVED", guard.name, file=sys.stderr, flush=True)
    many = noticed + len(survived)
    share = round(100 * noticed / many, 1) if many else 0.0
    return {
        "guards": len(guards), "tried": many, "noticed": noticed, "percent": share,
        "survived": survived,
    }  # fmt: skip


def main() -> int:
    """Print one JSON object; exit code 1 when fewer than 95 of 100 tried guards are noticed."""
    asked = argparse.ArgumentParser(prog="hub bench guards", description=__doc__)
    asked.add_argument("--minutes", type=float, default=180)
    asked.add_argument("--only", default="", help="files whose name begins so")
    asked.add_argument("--tests", default="", help="only these tests, such as trials,ending")
    asked.add_argument("--seed", type=int, default=0, help="order in which guards are tried")
    given = asked.parse_args()
    reached = Reached()
    code = pytest.main([*QUIET, OF_ROOM, *room_tests(given.tests)], plugins=[reached])
    if code != 0:
        return int(code)
    guards = [
        guard
        for file in FILES
        if file.startswith(given.only)
        for guard in guards_of(file, (ROOM / file).read_text(encoding="utf-8"))
    ]
    if given.tests:
        guards = [guard for guard in guards if reached.of(guard)]
    random.Random(given.seed).shuffle(guards)  # noqa: S311  an order, no secret
    found = tried(guards, reached, given.minutes)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    return int(found["percent"] < GOAL)


if __name__ == "__main__":
    sys.exit(main())
