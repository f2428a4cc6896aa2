"""`hub schedule` as an officer runs it: what it writes, says and answers with."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner, Result

from hub.__main__ import app
from hub.internship.formats.writer import instance_to_json
from tests.bench.rounds import make
from tests.internship.rounds import T1, Document, written

ROOT: Final = Path(__file__).resolve().parents[2]
OLD: Final = b"an older plan"


def run(*words: object) -> Result:
    return CliRunner().invoke(app, ["schedule", *map(str, words)])


@pytest.fixture
def given(tmp_path: Path) -> Path:
    file = tmp_path / "round.json"
    file.write_bytes(written(T1))
    return file


def test_a_good_round_gives_a_plan_that_the_checker_accepts(given: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan.json"
    assert run(given, "--out", out).exit_code == 0
    assert json.loads(out.read_bytes())["objective"]["value"] == -4892
    checked = CliRunner().invoke(app, ["schedule-check", str(given), str(out)])
    assert checked.exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["plan.json", "round.json"]


def test_the_changes_to_an_old_plan_stand_in_the_new_one(given: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    run(given, "--out", first)
    assert run(given, "--out", second, "--published", first).exit_code == 0
    assert json.loads(second.read_bytes())["changes"] == {"kept": 4, "forced": 0, "chosen": 0}
    words = ["schedule-check", str(given), str(second), "--published", str(first)]
    assert CliRunner().invoke(app, words).exit_code == 0


def test_progress_is_one_row_per_stage(given: Path, tmp_path: Path) -> None:
    result = run(given, "--out", tmp_path / "plan.json", "--progress")
    rows = [json.loads(line) for line in result.stderr.splitlines()]
    assert [row["stage"] for row in rows] == ["flow", "recolour"]
    assert (rows[-1]["placed"], rows[-1]["value"], rows[-1]["gap"]) == (4, -4892, 0)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xef\xbb\xbf{}", id="BOM"),
        pytest.param(written(T1)[:-5], id="truncated"),
        pytest.param(written({**T1, "min_trades": 9}), id="wrong number"),
    ],
)
def test_a_bad_round_writes_nothing(data: bytes, tmp_path: Path) -> None:
    file, out = tmp_path / "round.json", tmp_path / "plan.json"
    file.write_bytes(data)
    out.write_bytes(OLD)
    result = run(file, "--out", out)
    assert result.exit_code == 2
    assert f"{file}: " in result.stderr
    assert out.read_bytes() == OLD
    assert len(list(tmp_path.iterdir())) == 2


def test_a_fault_is_told_with_its_path_in_japanese(given: Path, tmp_path: Path) -> None:
    given.write_bytes(written({**T1, "min_trades": 9}))
    result = run(given, "--out", tmp_path / "plan.json")
    assert "min_trades: 職種数 9 は回数 2 を超えられません。" in result.stderr


def test_a_missing_round_or_a_broken_old_plan_is_bad_input(given: Path, tmp_path: Path) -> None:
    out, broken = tmp_path / "plan.json", tmp_path / "old.json"
    broken.write_bytes(OLD)
    assert run(tmp_path / "nothing.json", "--out", out).exit_code == 2
    assert run(given, "--out", out, "--published", broken).exit_code == 2
    assert not out.exists()


def test_a_missing_folder_is_told_before_any_work(given: Path, tmp_path: Path) -> None:
    result = run(given, "--out", tmp_path / "nowhere" / "plan.json", "--progress")
    assert result.exit_code == 2
    assert "flow" not in result.stderr


def pinned(*pins: tuple[str, str, str]) -> Document:
    named = ("student", "programme", "period")
    return {**T1, "pins": [dict(zip(named, pin, strict=True)) for pin in pins]}


@pytest.mark.parametrize(
    ("document", "rules"),
    [
        pytest.param(
            pinned(("s1", "A", "p1"), ("s2", "A", "p1")), ["H8", "H8", "H6"], id="one seat"
        ),
        pytest.param(
            pinned(("s1", "A", "p1"), ("s1", "B", "p1")), ["H8", "H8", "H2"], id="one period"
        ),
        pytest.param(
            {
                **pinned(("s1", "A", "p1")),
                "ratings": [{"student": "s1", "programme": "A", "value": "veto"}],
            },
            ["H1"],
            id="veto",
        ),
    ],
)
def test_pins_that_cannot_stand_give_a_rule_set_and_no_plan(
    document: Document, rules: list[str], given: Path, tmp_path: Path
) -> None:
    given.write_bytes(written(document))
    out = tmp_path / "plan.json"
    result = run(given, "--out", out)
    assert result.exit_code == 3
    assert not out.exists()
    found = json.loads((tmp_path / "plan.json.infeasible.json").read_bytes())
    assert [each["rule"] for each in found["rules"]] == rules
    assert "固定：s1" in result.stderr


def test_a_run_stopped_while_it_reads_writes_a_plan_too(tmp_path: Path) -> None:
    given, out = tmp_path / "round.json", tmp_path / "plan.json"
    data = instance_to_json(make(40, 0))
    os.mkfifo(given)
    words = ["schedule", str(given), "--out", str(out)]
    with subprocess.Popen([sys.executable, "-m", "hub", *words], cwd=ROOT) as process:
        with given.open("wb") as pipe:  # opens once the command reads
            process.send_signal(signal.SIGTERM)
            pipe.write(data)
        assert process.wait(60) == 0
    assert json.loads(out.read_bytes())["stages"][-1]["stage"] == "cancelled"
    (tmp_path / "same.json").write_bytes(data)
    checked = CliRunner().invoke(app, ["schedule-check", str(tmp_path / "same.json"), str(out)])
    assert checked.exit_code == 0, checked.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_writes_its_last_plan(number: int, tmp_path: Path) -> None:
    given, out = tmp_path / "round.json", tmp_path / "plan.json"
    given.write_bytes(instance_to_json(make(400, 0)))
    words = ["schedule", str(given), "--out", str(out), "--progress"]
    with subprocess.Popen(
        [sys.executable, "-m", "hub", *words],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stderr is not None
        assert b'"flow"' in process.stderr.readline()
        process.send_signal(number)
        process.stderr.read()
    assert process.returncode == 0
    assert json.loads(out.read_bytes())["stages"][-1]["stage"] == "cancelled"
    checked = CliRunner().invoke(app, ["schedule-check", str(given), str(out)])
    assert checked.exit_code == 0, checked.stderr
