"""Steps 7 and 8 and the fixed amount: limits, budget and floors (F3, F4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hub.kernel.money import cut_down
from hub.subsidy.amounts.base import Base, base_of
from hub.subsidy.amounts.case import Case, Costs, OtherMoney
from hub.subsidy.amounts.result import Award, LimitedBy, LineAmounts
from hub.subsidy.amounts.terms import Terms, terms_of
from hub.subsidy.amounts.working import Notes, cut_text

# F4 leaves out the year's cap, the amount asked and the budget: the decision stands for them.
FIXED_LIMITS: Final = (LimitedBy.TOTAL_CAP, LimitedBy.OTHER_MONEY)


@dataclass(frozen=True, slots=True)
class Entitled:
    """An amount after the limits, and which one set it."""

    amount: int
    limited_by: LimitedBy


def award_of(case: Case, costs: Costs, notes: Notes) -> tuple[Award, Base, Terms]:
    """Steps 1 to 8 on planned or actual costs."""
    base = base_of(case, costs, notes)
    terms = terms_of(case.programme, base, costs, notes)
    entitled = _entitled(case, costs, base, terms, notes)
    granted, limited_by, waits = _granted(case, costs, base, entitled, notes)
    award = Award(
        lines=tuple(
            LineAmounts(row.line.id, row.eligible, sum(row.tax), sum(row.net), row.counted)
            for row in base.lines
        ),
        categories=base.categories,
        base=base.amount,
        terms=terms.amounts,
        entitlement=entitled.amount,
        limited_by=limited_by,
        award=granted,
        wait_list=waits,
    )
    return award, base, terms


def limits_of(case: Case, costs: Costs, base: Base) -> dict[LimitedBy, int]:
    """The limits of the programme that exist here, in the order in which they are named."""
    caps, limits = case.programme.caps, {}
    if caps.total is not None:
        limits[LimitedBy.TOTAL_CAP] = caps.total
    if caps.applicant_year is not None:
        limits[LimitedBy.YEAR_CAP] = max(0, caps.applicant_year - case.applicant.year_used)
    if base.is_known:
        other = 0 if case.programme.other_money is OtherMoney.IGNORE else costs.other_money
        limits[LimitedBy.OTHER_MONEY] = max(0, base.amount - other)
    if costs.asked is not None:
        limits[LimitedBy.ASKED] = costs.asked
    return limits


def _entitled(case: Case, costs: Costs, base: Base, terms: Terms, notes: Notes) -> Entitled:
    """F3 without the budget: the least of terms and limits, cut to the unit."""
    first = LimitedBy.COUNT if terms.is_count_held else LimitedBy.RATE
    amounts: dict[LimitedBy, int] = {first: terms.combined, **limits_of(case, costs, base)}
    least = min(amounts.values())
    binding = [name for name, amount in amounts.items() if amount == least]
    limited_by = min(binding, key=list(LimitedBy).index)
    unit = case.programme.rounding.unit
    _note_least(notes, "limit", amounts, f"limited_by={limited_by.value}")
    cut = cut_down(least, unit)
    rule = f"rounding.unit={unit}"
    notes.step("cut", cut_text(str(least), unit), {"amount": least, "unit": unit}, least, cut, rule)
    return Entitled(cut, limited_by)


def _note_least(notes: Notes, step_id: str, amounts: Mapping[LimitedBy, int], rule: str) -> None:
    least = min(amounts.values())
    formula = f"min({', '.join(str(amount) for amount in amounts.values())})"
    inputs = {name.value: amount for name, amount in amounts.items()}
    notes.step(step_id, formula, inputs, least, least, rule)


def _granted(
    case: Case, costs: Costs, base: Base, entitled: Entitled, notes: Notes
) -> tuple[int, LimitedBy, bool]:
    """What can be granted now: floors, then the budget, then the least amount once more."""
    amount, limited_by, waits = entitled.amount, entitled.limited_by, False
    floored = _above_floors(case, base, amount, notes)
    if floored != amount:
        return _note_award(notes, floored, LimitedBy.FLOOR, waits=False, formula="0")
    left = costs.budget_left
    formula = str(amount)
    if left is not None:
        unit = case.programme.rounding.unit
        usable = cut_down(left, unit)
        if case.programme.partial_award:
            formula = f"min({amount}, {cut_text(str(left), unit)})"
            granted = min(amount, usable)
        else:
            formula = f"{amount}×{int(amount <= left)}"
            granted = amount if amount <= left else 0
        if granted < amount:
            limited_by, waits = LimitedBy.BUDGET, granted == 0
            least = case.programme.floors.amount_min
            if granted and least is not None and granted < least:
                _note_floor(notes, granted, least, "floors.amount_min")
                granted, limited_by = 0, LimitedBy.FLOOR
        amount = granted
    return _note_award(notes, amount, limited_by, waits=waits, formula=formula)


def _note_award(
    notes: Notes, amount: int, limited_by: LimitedBy, *, waits: bool, formula: str
) -> tuple[int, LimitedBy, bool]:
    rule = "wait_list" if waits else f"limited_by={limited_by.value}"
    notes.step("award", formula, {"amount": amount}, amount, amount, rule)
    return amount, limited_by, waits


def _above_floors(case: Case, base: Base, amount: int, notes: Notes) -> int:
    """The amount, or 0 when base or amount are below what the programme demands."""
    floors = case.programme.floors
    least_base = _least_base(case)
    result = amount
    if least_base is not None and base.is_known:
        rule = "floors.base_min"
        _note_floor(notes, base.amount, least_base, rule)
        result = result if base.amount >= least_base else 0
    if floors.amount_min is not None:
        _note_floor(notes, result, floors.amount_min, "floors.amount_min")
        result = result if result >= floors.amount_min else 0
    return result


def _least_base(case: Case) -> int | None:
    """The first row for so many staff, else the general floor."""
    floors, staff = case.programme.floors, case.applicant.staff
    if staff is not None:
        for row in floors.by_staff:
            if staff <= row.staff_max:
                return row.base_min
    return floors.base_min


def _note_floor(notes: Notes, amount: int, least: int, rule: str) -> None:
    result = amount if amount >= least else 0
    sign = "≥" if amount >= least else "<"
    inputs: dict[str, int | str] = {"amount": amount, "least": least}
    notes.step("floor", f"{amount} {sign} {least}", inputs, result, result, rule)


def fixed_of(
    case: Case, costs: Costs, base: Base, terms: Terms, decided: int | None, notes: Notes
) -> int:
    """F4: never above the decision, the cap, or the actual base less other money."""
    limits = limits_of(case, costs, base)
    amounts: dict[str, int] = {} if decided is None else {"decided": decided}
    amounts["terms"] = terms.combined
    amounts |= {name.value: limits[name] for name in FIXED_LIMITS if name in limits}
    unit = case.programme.rounding.unit
    least = min(amounts.values())
    text = f"min({', '.join(str(amount) for amount in amounts.values())})"
    inputs: dict[str, int | str] = {**amounts}
    fixed = cut_down(least, unit)
    notes.step("fixed", cut_text(text, unit), inputs, least, fixed, f"rounding.unit={unit}")
    return _above_floors(case, base, fixed, notes)
