"""Other people's cases: whatever is changed in a published one, it is computed or refused whole."""

import json
import random
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import CliRunner

from hub.__main__ import app

VECTORS: Final = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
ODD: Final[tuple[Any, ...]] = (
    None,
    "",
    "330000",
    -1,
    1.5,
    True,
    [],
    {},
    10**20,
    "2026-02-30",
    [2, 0],
    "万",
)


@pytest.mark.parametrize("seed", range(4))
def test_a_case_with_anything_changed_is_computed_or_refused_by_place(seed: int) -> None:
    refused = 0
    for vector in VECTORS:
        text = json.dumps(damaged(vector["case"], seed), ensure_ascii=False)
        result = CliRunner().invoke(app, ["subsidy-calc", "--json", "-"], input=text)
        assert result.exit_code in {0, 2}, (text, result.exception)
        errors = json.loads(result.stdout)["errors"]
        assert bool(errors) == (result.exit_code == 2)
        assert all(set(error) == {"path", "code", "message"} for error in errors)
        refused += bool(errors)
    assert refused > len(VECTORS) // 3


def damaged(case: dict[str, Any], seed: int) -> dict[str, Any]:
    """A copy of the case with one or two values changed or taken away."""
    made: dict[str, Any] = json.loads(json.dumps(case))
    dice = random.Random(f"{seed} {json.dumps(case)}")  # noqa: S311  which value, no secret
    for _turn in range(dice.randint(1, 2)):
        part, key = place(made, dice)
        if dice.random() < 0.3:
            part.pop(key)
        else:
            part[key] = dice.choice(ODD)
    return made


def place(part: Any, dice: random.Random) -> tuple[Any, Any]:  # noqa: ANN401  JSON values
    """A group or list of the case, and one of its places."""
    key = dice.choice(list(part) if isinstance(part, dict) else range(len(part)))
    below = part[key]
    if isinstance(below, dict | list) and below and dice.random() < 0.8:
        return place(below, dice)
    return part, key
