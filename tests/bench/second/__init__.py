"""A second calculator of the amounts, written from the formulas of design "subsidy" alone.

It shares no line with `hub/subsidy`: the two are run on the same cases and must agree to the yen.
`solve` gives the amounts of a sound case; it does not look for faults.
"""

from collections import Counter
from typing import Any

from tests.bench.second.awards import fixed_amount, section_amounts
from tests.bench.second.dates import due_day
from tests.bench.second.money import spread
from tests.bench.second.returns import credit_return, return_charges

Case = dict[str, Any]


def solve(case: Case, seen: Counter[str] | None = None) -> dict[str, Any]:
    """Every amount of a case; `seen` counts the branches that were taken."""
    seen = Counter() if seen is None else seen
    case = said(case)
    found: dict[str, Any] = {}
    for name in ("plan", "actual"):
        if case.get(name) is not None:
            found[name] = section_amounts(case, name, seen)
    decided = _decided(case, found)
    if "actual" in found:
        _settle(case, found, decided, seen)
    if case.get("firms") and found:
        found["shares"] = _shares(case, found, seen)
    if case.get("split") is not None:
        asked = case["split"]
        found["split"] = spread(
            asked["total"], asked["weights"], asked.get("unit") or 1, asked.get("caps")
        )
        seen["split"] += 1
    if case.get("tax_credit") is not None:
        found["tax_credit"] = credit_return(case["tax_credit"], seen)
    if case.get("returns") is not None:
        charge = case["programme"].get("charge") or {}
        found["returns"] = [return_charges(each, charge, seen) for each in case["returns"]]
    if case.get("deadlines") is not None:
        found["deadlines"] = {
            each["name"]: due_day(each, seen).isoformat() for each in case["deadlines"]
        }
    return found


def said(value: Any) -> Any:  # noqa: ANN401  every kind of JSON
    """The case without members that are null: null says the same as nothing."""
    if isinstance(value, dict):
        return {key: said(inner) for key, inner in value.items() if inner is not None}
    return [said(inner) for inner in value] if isinstance(value, list) else value


def _decided(case: Case, found: dict[str, Any]) -> int | None:
    """D: the decision, without it the award of the plan."""
    if case.get("decision") is not None:
        return int(case["decision"]["amount"])
    return int(found["plan"]["award"]) if "plan" in found else None


def _settle(case: Case, found: dict[str, Any], decided: int | None, seen: Counter[str]) -> None:
    """F4 and F5."""
    amount = fixed_amount(case["programme"], found["actual"], decided)
    found["actual"]["fixed"] = amount
    paid = sum(payment["amount"] for payment in case.get("payments") or [])
    found["settle"] = {
        "paid": paid,
        "pay": max(0, amount - paid),
        "return": max(0, paid - amount),
        "release": 0 if decided is None else max(0, decided - max(amount, paid)),
    }
    seen["settle.return" if paid > amount else "settle.pay"] += 1


def _shares(case: Case, found: dict[str, Any], seen: Counter[str]) -> list[dict[str, Any]]:
    """F9: the fixed amount (else the award) by the own bases of the firms, in single yen."""
    section = found.get("actual") or found["plan"]
    total = section.get("fixed", section["award"])
    bases = section["firm_bases"]
    if section["has_base"]:
        amounts = spread(total, bases, 1, bases)
        seen["shares.bases"] += 1
    else:
        amounts = spread(total, [firm.get("weight", 1) for firm in case["firms"]], 1)
        seen["shares.weights"] += 1
    return [
        {"firm": firm["id"], "base": base, "amount": amount}
        for firm, base, amount in zip(case["firms"], bases, amounts, strict=True)
    ]
