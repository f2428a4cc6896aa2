"""No money of the subsidy room ever meets a number with a point, or a division that makes one."""

import ast
from pathlib import Path
from typing import Final

import pytest

ROOM: Final = Path(__file__).parents[2] / "hub" / "subsidy"
PLACES: Final = (ROOM, ROOM.parent / "kernel" / "money.py", ROOM.parent / "cli" / "subsidy_calc.py")


def offences(text: str) -> list[str]:
    """Lines with a decimal, a true division, `float`, or decimals by another name."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{node.lineno}: {node.value}")
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            if not _joins_a_path(node):
                found.append(f"{node.lineno}: /")
        elif isinstance(node, ast.Name) and node.id in {"float", "Decimal"}:
            found.append(f"{node.lineno}: {node.id}")
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "round":
            found.append(f"{node.lineno}: round()")
        elif isinstance(node, ast.ImportFrom | ast.Import):
            names = [alias.name for alias in node.names]
            found += [
                f"{node.lineno}: {n}" for n in names if n in {"decimal", "Decimal", "truediv"}
            ]
    return found


def _joins_a_path(node: ast.BinOp | ast.AugAssign) -> bool:
    """A folder and the written name of a file."""
    name = node.right if isinstance(node, ast.BinOp) else node.value
    written = isinstance(name, ast.Constant) and isinstance(name.value, str)
    return written or isinstance(name, ast.JoinedStr)


def test_the_room_has_no_decimals() -> None:
    files = [
        file for place in PLACES for file in ([place] if place.is_file() else place.rglob("*.py"))
    ]
    assert len(files) > 20
    found = {
        str(file.relative_to(ROOM.parents[1])): offences(file.read_text("utf-8")) for file in files
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        "x = 0.5",
        "x = a / b",
        "x /= 2",
        "x = float(y)",
        "x = round(y)",
        "from decimal import Decimal",
    ],
)
def test_the_watch_sees_what_it_looks_for(text: str) -> None:
    assert offences(text)
