"""The seconds a run may take hold whatever the library does, and never decide a plan otherwise."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextvars import copy_context
from pathlib import Path
from typing import NoReturn, ParamSpec, TypeVar

import numpy as np
import pytest
from scipy.optimize import linprog, milp
from typer.testing import CliRunner

from hub.__main__ import app
from hub.cli.schedule import BEGAN
from hub.internship.checker import check
from hub.internship.formats.writer import instance_to_json
from hub.internship.plan import Why
from hub.internship.solver import alone, model
from hub.internship.solver.board import board_of
from hub.internship.solver.facts import facts_of
from hub.internship.solver.model import Limits, Model
from hub.internship.solver.run import solve
from hub.internship.solver.seating import Seating
from tests.support.strange_rounds import (
    full_groups_only,
    one_firm,
    one_group_of_firms,
    three_trades_of_four,
)

ROOT = Path(__file__).resolve().parents[2]
P = ParamSpec("P")
T = TypeVar("T")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bool]]:
    """The library hears no time limit; the list says whether anybody waited for its end."""
    let_go = threading.Event()
    ends: list[bool] = []

    def deaf(real: Callable[P, T]) -> Callable[P, T]:
        def call(*words: P.args, **more: P.kwargs) -> T:
            ends.append(let_go.wait(20))
            return real(*words, **more)

        return call

    monkeypatch.setattr(model, "milp", deaf(milp))
    monkeypatch.setattr(model, "linprog", deaf(linprog))
    yield ends
    let_go.set()


def failing(fault: Exception) -> Callable[..., NoReturn]:
    def call(*_words: object, **_more: object) -> NoReturn:
        raise fault

    return call


def a_model() -> Model:
    made = Model()
    columns = made.columns(np.array([1, -2]))
    made.at_most(np.zeros(2, dtype=np.int64), columns, 1)
    return made


def test_a_search_that_hears_no_limit_is_left_to_itself(heard: list[bool]) -> None:
    limits = Limits(1, 0.1, lambda: False)
    answer = a_model().solve(limits)
    assert (answer.columns, answer.bound, answer.is_over) == (None, -np.inf, False)
    assert a_model().relax(limits) is None
    assert heard == []


def test_a_wish_to_stop_ends_the_relaxation_too(heard: list[bool]) -> None:
    assert a_model().relax(Limits(1, 60.0, lambda: True)) is None
    assert heard == []


def test_a_search_too_large_for_the_machine_has_found_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model, "milp", failing(MemoryError()))
    monkeypatch.setattr(model, "linprog", failing(MemoryError()))
    limits = Limits(1, 5.0, lambda: False)
    answer = a_model().solve(limits)
    assert (answer.columns, answer.bound, answer.is_over) == (None, -np.inf, False)
    assert a_model().relax(limits) is None


def test_any_other_fault_of_the_library_reaches_who_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(model, "milp", failing(ValueError("a wrong row")))
    monkeypatch.setattr(model, "linprog", failing(ValueError("a wrong column")))
    limits = Limits(1, 5.0, lambda: False)
    with pytest.raises(ValueError, match="a wrong row"):
        a_model().solve(limits)
    with pytest.raises(ValueError, match="a wrong column"):
        a_model().relax(limits)


def test_what_came_before_counts_against_the_seconds_of_the_command(tmp_path: Path) -> None:
    given, out = tmp_path / "round.json", tmp_path / "plan.json"
    given.write_bytes(instance_to_json(one_group_of_firms(np.random.default_rng(0), 12)))

    def stages(began: float | None) -> list[str]:
        here = copy_context()
        here.run(BEGAN.set, began)
        words = ["schedule", str(given), "--out", str(out)]
        assert here.run(CliRunner().invoke, app, words).exit_code == 0
        assert check(given.read_bytes(), out.read_bytes(), None).violations == ()
        return [row["stage"] for row in json.loads(out.read_bytes())["stages"]]

    late = stages(time.perf_counter() - 60)
    assert late == ["flow", "recolour"]
    assert len(stages(None)) > len(late)


def test_a_process_knows_when_it_began() -> None:
    script = "import time; from hub.cli.schedule import process_began as began; t = time.sleep(0.5)"
    age = "print(time.perf_counter() - began())"
    words = [sys.executable, "-c", f"{script}; {age}"]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert float(said) >= 0.5


def test_whole_timetables_end_between_two_students_when_the_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = three_trades_of_four(np.random.default_rng(0), 30)
    seating = Seating(facts_of(board_of(given)))
    asked: list[int] = []
    monkeypatch.setattr(alone, "best_alone", lambda _seating, student: asked.append(student))
    alone.settle_alone(seating, lambda: len(asked) < 5)
    assert asked == [0, 1, 2, 3, 4]


def test_a_reason_names_no_more_holders_than_a_hundred() -> None:
    """Hundreds who lack a place beside hundreds who have it would make a file of squares."""
    given = one_firm(np.random.default_rng(0), 400)
    reasons = [each for row in solve(given, seconds=0).unplaced for each in row.reasons]
    full = [each for each in reasons if each.reason is Why.FULL]
    assert {len(each.holders) for each in full} == {100}
    assert all(list(each.holders) == sorted(set(each.holders)) for each in full)


HARD = """
import os, sys, time
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from hub.internship.solver import model

def deaf(*words, **more):
    rng = np.random.default_rng(0)
    rows = np.zeros((300, 400))
    for row in rows:
        row[rng.choice(400, 12, replace=False)] = 1
    return milp(
        rng.integers(50, 100, 400), integrality=np.ones(400), bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, 1), options={"time_limit": 4.0},
    )

class Slow:
    def __del__(self, sleep=time.sleep):
        sleep(5)

model.milp = deaf
sys.slow = Slow()
import hub.__main__ as command
command.process_began = time.perf_counter
command.main()
"""


def test_a_search_that_comes_back_at_the_end_does_not_spoil_the_exit_code(tmp_path: Path) -> None:
    """The interpreter takes long to go down, and the library answers meanwhile."""
    given, out = tmp_path / "round.json", tmp_path / "plan.json"
    given.write_bytes(instance_to_json(full_groups_only(np.random.default_rng(0), 30)))
    done = subprocess.run(
        [sys.executable, "-c", HARD, "schedule", given, "--out", out, "--seconds", "1"],
        cwd=ROOT, check=False, capture_output=True,
    )  # fmt: skip
    assert done.stderr == b""
    assert done.returncode == 0
    assert out.exists()
