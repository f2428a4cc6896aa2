"""Every published figure of the subsidy design, through `hub subsidy-calc` as it is typed."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
from typer.testing import CliRunner

from hub.__main__ import app
from hub.kernel.money import Rate, part

VECTORS: Final = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))


def answer(case: object, desk: Path) -> Any:  # noqa: ANN401  a JSON document
    file = desk / "CASE.json"
    file.write_text(json.dumps(case, ensure_ascii=False), "utf-8")
    result = CliRunner().invoke(app, ["subsidy-calc", str(file)])
    assert result.exit_code == 0, result.stdout
    return json.loads(result.stdout)


def at(document: Any, pointer: str) -> Any:  # noqa: ANN401  a JSON value
    for key in pointer.split("/")[1:]:
        document = document[int(key) if isinstance(document, list) else key]
    return document


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_the_command_gives_the_published_figure(vector: dict[str, Any], tmp_path: Path) -> None:
    document = answer(vector["case"], tmp_path)
    found = {pointer: at(document, pointer) for pointer in vector["expect"]}
    assert found == vector["expect"]
    assert document["errors"] == []


def test_every_letter_of_the_published_table_is_here() -> None:
    promised = {
        *("A1", "A2", "A3", "A4", "A5", "A6", "A7"),
        *("B1", "B2", "B3", "B4", "C1", "D1", "D2", "D3", "D4"),
        *("E1", "E2", "E3", "E4", "G1", "G2", "H1", "X1"),
    }
    assert {vector["id"].split("-")[0] for vector in VECTORS} == promised


def test_a_rate_kept_as_a_decimal_costs_a_thousand_yen_on_67_000_bases() -> None:
    """A5: every base to 2,000,000 yen against 0.6667, rounded and cut to yen before the unit."""
    rounded, truncated = [], []
    for base in range(1, 2_000_001):
        right = part(base, Rate(2, 3), 1000)
        if (base * 6667 + 5000) // 10_000 // 1000 * 1000 != right:
            rounded.append(base)
        if base * 6667 // 10_000 // 1000 * 1000 != right:
            truncated.append(base)
    assert (len(rounded), rounded[0]) == (67_000, 5_999)
    assert (len(truncated), truncated[0]) == (66_000, 20_999)
