"""From counted lines to the award (F2, F3) and the fixed amount (F4)."""

from collections import Counter
from fractions import Fraction
from typing import Any

from tests.bench.second.lines import ONE_FIRM, Counted, counted_lines
from tests.bench.second.money import cut, spread

UNIT = 1000
Pieces = dict[str | None, list[int]]


def unit_of(programme: dict[str, Any]) -> int:
    """The rounding unit of a programme."""
    return int((programme.get("rounding") or {}).get("unit") or UNIT)


def section_amounts(case: dict[str, Any], name: str, seen: Counter[str]) -> dict[str, Any]:
    """Everything of `plan` or `actual`."""
    section, programme = case[name], case["programme"]
    counted = counted_lines(case, section.get("lines") or [], seen)
    whole = section.get("base")
    has_base = whole is not None or section.get("lines") is not None
    if whole is None:
        whole = sum(line["counted"] for line in counted.lines)
    income = section.get("income") or 0
    base = max(0, whole - income)
    after = _after_income(counted, min(income, whole), seen)
    pieces = _pieces(case, section, after, base, counted.categories)
    terms, was_counted = [], False
    for term in programme["terms"]:
        amount, over = _term(term, programme, section, pieces, seen)
        terms.append(amount)
        was_counted = was_counted or over
    found = {
        "lines": counted.lines,
        "categories": counted.categories,
        "base": base,
        "terms": terms,
        "firm_bases": _firm_bases(case, counted, after, base),
    }
    found["limits"] = _limits(case, section, found, has_base=has_base)
    _decide(case, section, found, (has_base, was_counted), seen)
    return found


def _after_income(counted: Counted, income: int, seen: Counter[str]) -> list[int]:
    """The lines without their part of the project income."""
    amounts = [line["counted"] for line in counted.lines]
    if not income:
        return amounts
    seen["income"] += 1
    taken = spread(income, amounts)
    return [amount - gone for amount, gone in zip(amounts, taken, strict=True)]


def _pieces(
    case: dict[str, Any],
    section: dict[str, Any],
    after: list[int],
    base: int,
    categories: dict[str, int],
) -> Pieces:
    """The amounts a rate is applied to, per `of` (key '' = base, else the category)."""
    place = (case["programme"].get("rounding") or {}).get("place") or "total"
    lines = section.get("lines") or []
    keys = [line.get("category") for line in lines]
    by_key: Pieces = {}
    for key, amount in zip(keys, after, strict=True):
        by_key.setdefault(key, []).append(amount)
    if place != "line":
        by_key = {key: [sum(amounts)] for key, amounts in by_key.items()}
    if section.get("base") is not None:
        return {"": [base]}
    if place == "total":
        by_key = {key: [amount] for key, amount in categories.items()}
        return {**by_key, "": [base]}
    return {**by_key, "": [amount for amounts in by_key.values() for amount in amounts]}


def _term(
    term: dict[str, Any],
    programme: dict[str, Any],
    section: dict[str, Any],
    pieces: Pieces,
    seen: Counter[str],
) -> tuple[int, bool]:
    """⑥ one term, and whether its count was cut."""
    unit = term.get("unit") or unit_of(programme)
    rate = Fraction(*(term.get("rate") or [1, 1]))
    kind, _, key = term["of"].partition(":")
    over = False
    if kind == "count":
        each = term.get("each")
        if each is None:
            each = cut(term["fee"] * rate, unit)
        asked = (section.get("counts") or {}).get(key, 0)
        most = term.get("max_count")
        over = most is not None and asked > most
        amount = cut(each * (asked if most is None else min(asked, most)), unit)
    elif kind == "amount":
        amount = cut((section.get("amounts") or {}).get(key, 0) * rate, unit)
    else:
        amount = sum(cut(piece * rate, unit) for piece in pieces.get(key, []))
    seen[f"term.{kind}"] += 1
    if term.get("cap") is not None and amount > term["cap"]:
        seen["term.cap"] += 1
        amount = cut(term["cap"], unit)
    return amount, over


def _limits(
    case: dict[str, Any], section: dict[str, Any], found: dict[str, Any], *, has_base: bool
) -> dict[str, int]:
    """⑦ what each rule allows at most, in the order of the design."""
    programme, applicant = case["programme"], case.get("applicant") or {}
    together = sum if (programme.get("combine") or "min") == "sum" else min
    caps = programme.get("caps") or {}
    limits = {"rate": together(found["terms"])}
    if caps.get("total") is not None:
        limits["total_cap"] = caps["total"]
    if caps.get("applicant_year") is not None:
        limits["year_cap"] = max(0, caps["applicant_year"] - (applicant.get("year_used") or 0))
    if has_base:
        counts = (programme.get("other_money") or "limit") == "limit"
        other = section.get("other_money") or 0 if counts else 0
        limits["other_money"] = max(0, found["base"] - other)
    if section.get("asked") is not None:
        limits["asked"] = section["asked"]
    return limits


def _decide(
    case: dict[str, Any],
    section: dict[str, Any],
    found: dict[str, Any],
    facts: tuple[bool, bool],
    seen: Counter[str],
) -> None:
    """F3, the budget, ⑧ the floors."""
    programme = case["programme"]
    has_base, was_counted = facts
    unit = unit_of(programme)
    least = min(found["limits"].values())
    bound = [name for name, limit in found["limits"].items() if limit == least]
    if bound[0] == "rate" and was_counted:
        bound = [*bound[1:], "count"]
    limited = bound[0]
    entitled = cut(least, unit)
    floors = programme.get("floors") or {}
    amount_min = floors.get("amount_min") or 0
    low = has_base and found["base"] < _base_min(floors, case.get("applicant") or {})
    award, wait = entitled, False
    if entitled and (low or entitled < amount_min):
        award, limited = 0, "floor"
    left = section.get("budget_left")
    if left is not None and award > left:
        limited = "budget"
        award = cut(left, unit) if programme.get("partial_award") else 0
        wait = award == 0
        if 0 < award < amount_min:
            award, limited = 0, "floor"
    seen[f"limited.{limited}"] += 1
    seen["wait_list"] += wait
    found |= {
        "entitlement": entitled,
        "limited_by": limited,
        "award": award,
        "wait_list": wait,
        "low": low,
        "has_base": has_base,
    }


def _base_min(floors: dict[str, Any], applicant: dict[str, Any]) -> int:
    staff = applicant.get("staff")
    for row in floors.get("by_staff") or []:
        if staff is not None and staff <= row["staff_max"]:
            return int(row["base_min"])
    return floors.get("base_min") or 0


def fixed_amount(programme: dict[str, Any], actual: dict[str, Any], decided: int | None) -> int:
    """F4: never above D; the year cap, the amount asked and the budget bound D already."""
    allowed: dict[str, int] = actual["limits"]
    bounds = [allowed[name] for name in ("rate", "total_cap", "other_money") if name in allowed]
    if decided is not None:
        bounds.append(decided)
    amount = cut(min(bounds), unit_of(programme))
    least = (programme.get("floors") or {}).get("amount_min") or 0
    return 0 if actual["low"] or amount < least else amount


def _firm_bases(case: dict[str, Any], counted: Counted, after: list[int], base: int) -> list[int]:
    """The own eligible base of each firm."""
    firms = case.get("firms") or ONE_FIRM
    if not counted.parts:
        return spread(base, [firm.get("weight", 1) for firm in firms])
    bases = [0] * len(firms)
    for at, left in enumerate(after):
        own = [part for part in counted.parts if part.line == at]
        for part, amount in zip(own, spread(left, [part.net for part in own]), strict=True):
            bases[part.firm] += amount
    return bases
