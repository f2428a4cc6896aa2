"""`hub schedule-check` as a person at the command line meets it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from hub.__main__ import app
from tests.internship.rounds import T1, T1_PLAN, T1_SEATS, Document, a_plan, digest, written

CHANGED = a_plan(
    T1,
    T1_SEATS,
    (8, 0, 4900),
    published_sha256=digest(T1_PLAN),
    changes={"kept": 4, "forced": 0, "chosen": 0},
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the instance and its plan."""
    (tmp_path / "instance.json").write_bytes(written(T1))
    (tmp_path / "plan.json").write_bytes(written(T1_PLAN))
    return tmp_path


def run(desk: Path, *more: str) -> Result:
    files = [str(desk / "instance.json"), str(desk / "plan.json")]
    return CliRunner().invoke(app, ["schedule-check", *files, *more])


def plan_is(desk: Path, plan: Document) -> None:
    (desk / "plan.json").write_bytes(written(plan))


def test_a_good_plan_is_answered_with_its_objective(desk: Path) -> None:
    result = run(desk)
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["accepted"]
    assert answer["objective"] == {
        "placed": 4,
        "cost": 8,
        "penalty": None,
        "reward": 4900,
        "value": -4892,
    }
    assert not answer["penalty_checked"]
    assert "--published" in result.stderr


def test_with_the_published_plan_the_penalty_is_checked(desk: Path) -> None:
    (desk / "old.json").write_bytes(written(T1_PLAN))
    plan_is(desk, CHANGED)
    result = run(desk, "--published", str(desk / "old.json"))
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert answer["penalty_checked"]
    assert answer["objective"]["penalty"] == 0
    assert result.stderr == ""


def test_a_bad_plan_is_answered_with_every_violation(desk: Path) -> None:
    plan_is(desk, a_plan(T1, [("s1", "A", "p1"), ("s2", "A", "p1")], (2, 0, 2599)))
    result = run(desk)
    assert result.exit_code == 1
    found = json.loads(result.stdout)["violations"]
    assert {"H6", "objective.reward", "unplaced"} <= {row["rule"] for row in found}
    for row in found:
        assert f"{row['rule']}: " in result.stderr
    assert "定員を超えています。" in result.stderr


def test_a_broken_plan_is_refused_with_file_path_and_line(desk: Path) -> None:
    (desk / "plan.json").write_text('{\n"format": \n', encoding="utf-8")
    result = run(desk)
    assert result.exit_code == 2
    assert "plan.json: JSON として読めません（3 行 1 列目）。" in result.stderr
    assert result.stdout == ""


def test_a_wrong_field_is_named_with_its_place(desk: Path) -> None:
    plan_is(desk, {**T1_PLAN, "gap": "0"})
    result = run(desk)
    assert result.exit_code == 2
    assert "plan.json: gap: この項目に使えない値です（0）。" in result.stderr


def test_a_file_that_is_not_there_is_refused(desk: Path) -> None:
    (desk / "plan.json").unlink()
    result = run(desk)
    assert result.exit_code == 2
    assert "plan.json：ファイルを開けません。" in result.stderr
