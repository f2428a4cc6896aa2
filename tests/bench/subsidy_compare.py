"""Runs the calculator and the second calculator on one case and names where they differ."""

import json
from collections import Counter
from typing import Any, Final

from hub.subsidy.amounts import Award, Result, calculate
from hub.subsidy.cases import BadCase, read_case
from hub.subsidy.cases.writer import award_document
from tests.bench.second import Case, solve

LINE_NAMES: Final = ("id", "eligible", "tax", "net", "counted")


def compared(case: Case, seen: Counter[str]) -> list[str]:
    """The places at which the two answers differ; `seen` counts branches and steps."""
    try:
        result = calculate(read_case(json.dumps(case).encode()))
    except BadCase as refusal:
        return [f"refused: {fault.path} {fault.code}" for fault in refusal.faults]
    seen["case computed"] += 1
    for step_id in {step.id for step in result.steps}:
        seen[f"step {step_id}"] += 1
    return differing(given(result), expected(solve(case, seen)))


def refused(case: Case, places: list[str], seen: Counter[str]) -> list[str]:
    """What is not told of a broken case."""
    try:
        read_case(json.dumps(case).encode())
    except BadCase as refusal:
        told = {fault.path for fault in refusal.faults}
        for code in {fault.code for fault in refusal.faults}:
            seen[f"fault {code}"] += 1
        seen["case refused"] += 1
        return [f"not told: {place}" for place in places if place not in told]
    return [f"not refused: {place}" for place in places]


def given(result: Result) -> dict[str, Any]:
    """The first calculator's answer in the form that is compared."""
    found: dict[str, Any] = {}
    for name, award in (("plan", result.plan), ("actual", result.actual)):
        if award is not None:
            found[name] = _award(award)
    if result.settle is not None:
        told = result.settle
        found["settle"] = {
            "paid": told.paid,
            "pay": told.pay,
            "return": told.to_return,
            "release": told.release,
        }
    if result.shares is not None:
        found["shares"] = [
            {"firm": row.firm, "base": row.base, "amount": row.amount} for row in result.shares
        ]
    if result.split is not None:
        found["split"] = list(result.split)
    if result.tax_credit is not None:
        found["tax_credit"] = result.tax_credit
    if result.returns is not None:
        found["returns"] = [
            {
                "id": row.id,
                "balance_days": sum(part.amount * part.days for part in row.slices),
                "additional": row.additional,
                "late": row.late,
            }
            for row in result.returns
        ]
    if result.deadlines is not None:
        found["deadlines"] = {name: day.isoformat() for name, day in result.deadlines}
    return found


def _award(award: Award) -> dict[str, Any]:
    """An award as it is printed, of its costs what the second calculator says too."""
    printed: dict[str, Any] = dict(award_document(award) or {})
    lines = [{name: line[name] for name in LINE_NAMES} for line in printed["lines"]]
    return {**printed, "lines": lines}


def expected(answer: dict[str, Any]) -> dict[str, Any]:
    """The second calculator's answer without what it noted for itself."""
    noted = ("firm_bases", "limits", "low", "has_base")
    return {
        name: {key: part for key, part in value.items() if key not in noted}
        if name in ("plan", "actual")
        else value
        for name, value in answer.items()
    }


def differing(first: dict[str, Any], second: dict[str, Any], at: str = "") -> list[str]:
    """Every place whose values differ, the innermost ones."""
    found: list[str] = []
    for key in sorted({*first, *second}):
        one, two = first.get(key), second.get(key)
        if isinstance(one, dict) and isinstance(two, dict):
            found += differing(one, two, f"{at}{key}.")
        elif one != two:
            found.append(f"{at}{key}: {one} / {two}")
    return found
