"""The same round gives the same file, byte for byte but for the clock, in every process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from hub.internship.formats.writer import instance_to_json
from tests.bench.mixed_rounds import mixed
from tests.bench.rounds import make
from tests.internship.rounds import Document

ROOT: Final = Path(__file__).resolve().parents[2]
STUDENTS: Final = 40


def planned(folder: Path, data: bytes, hash_seed: str, old: Path | None) -> Document:
    """One process of its own, in which sets have an order of their own."""
    file, out = folder / "round.json", folder / f"plan-{hash_seed}.json"
    file.write_bytes(data)
    words = ["schedule", str(file), "--out", str(out), "--seconds", "300"]
    subprocess.run(
        [sys.executable, "-m", "hub", *words, *(["--published", str(old)] if old else [])],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        check=True,
        capture_output=True,
    )
    made: Document = json.loads(out.read_bytes())
    assert made["gap"] == 0
    for row in made["stages"]:
        row["elapsed_s"] = 0
    return made


def test_two_processes_write_the_same_plan(tmp_path: Path) -> None:
    data = instance_to_json(mixed(make(STUDENTS, 11), 11))
    first, second = (planned(tmp_path, data, seed, None) for seed in ("1", "2"))
    assert json.dumps(first) == json.dumps(second)


def test_two_processes_change_a_published_plan_alike(tmp_path: Path) -> None:
    plain = make(STUDENTS, 12)
    data = instance_to_json(plain)
    planned(tmp_path, data, "0", None)
    closed = json.loads(data)
    for each in closed["programmes"][:3]:
        each["capacity"] = {}
    changed = json.dumps(closed).encode()
    old = tmp_path / "plan-0.json"
    first, second = (planned(tmp_path, changed, seed, old) for seed in ("1", "2"))
    assert json.dumps(first) == json.dumps(second)
