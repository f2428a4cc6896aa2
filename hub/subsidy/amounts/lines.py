"""Steps 1 to 4: which costs count, who bears them, tax out, caps; fixed order.

Source: design part subsidy, section 2 (order of calculation) and F1, F9 of section 3.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from hub.kernel.money import split, tax_part
from hub.subsidy.amounts.case import (
    Case,
    CategoryCap,
    Firm,
    Line,
    OrderRule,
    Programme,
    TaxBasis,
    TaxPlace,
    TaxStatus,
)
from hub.subsidy.amounts.working import Notes, cut_text

NO_CAP: Final = CategoryCap()
ONE_FIRM: Final = (Firm(id=""),)


@dataclass(frozen=True, slots=True)
class Counted:
    """One line after the caps: by firm in case order, tax included, tax out and counted."""

    line: Line
    eligible: bool
    gross: tuple[int, ...]
    tax: tuple[int, ...]
    net: tuple[int, ...]
    counted: int


def counted_lines(case: Case, lines: Sequence[Line], notes: Notes) -> tuple[Counted, ...]:
    """Every line with what of it counts, in the order of the case."""
    firms = case.firms or ONE_FIRM
    decided = case.decision.day if case.decision else None
    eligible = [_is_eligible(case.programme, line, decided, notes) for line in lines]
    gross = [
        _gross_by_firm(line, firms, notes) if counts else (0,) * len(firms)
        for line, counts in zip(lines, eligible, strict=True)
    ]
    taxes = _taxes(case.programme, lines, gross, firms, notes)
    net = [
        tuple(g - t for g, t in zip(by_firm, tax, strict=True))
        for by_firm, tax in zip(gross, taxes, strict=True)
    ]
    counted = _capped(case.programme, lines, [sum(by_firm) for by_firm in net], notes)
    rows = zip(lines, eligible, gross, taxes, net, counted, strict=True)
    return tuple(Counted(*row) for row in rows)


def _is_eligible(programme: Programme, line: Line, decided: date | None, notes: Notes) -> bool:
    """A line counts when staff accepted it and it was ordered when the programme allows."""
    in_time = ordered_in_time(programme.order_rule, line.order_date, decided)
    eligible = line.eligible and in_time
    result = line.gross if eligible else 0
    inputs: dict[str, int | str] = {"line": line.id, "gross": line.gross}
    rule = "line.eligible" if not line.eligible else f"order_rule={programme.order_rule.value}"
    if line.order_date and decided and programme.order_rule is not OrderRule.FREE:
        inputs |= {"order_date": line.order_date.isoformat(), "decided": decided.isoformat()}
    notes.step("line.eligible", f"{line.gross}×{int(eligible)}", inputs, result, result, rule)
    return eligible


def ordered_in_time(rule: OrderRule, ordered: date | None, decided: date | None) -> bool:
    """Compare the day of the order with the day of the decision; unknown days pass here."""
    if rule is OrderRule.FREE or ordered is None or decided is None:
        return True
    return ordered > decided if rule is OrderRule.AFTER_DECISION else ordered >= decided


def _gross_by_firm(line: Line, firms: Sequence[Firm], notes: Notes) -> tuple[int, ...]:
    """The bearers' parts of one line: all of it to its firm, or by weight (F9, unit 1)."""
    if line.firm is not None:
        return tuple(line.gross if firm.id == line.firm else 0 for firm in firms)
    if len(firms) == 1:
        return (line.gross,)
    whole = sum(firm.weight for firm in firms)
    parts = split(line.gross, [firm.weight for firm in firms])
    for firm, part in zip(firms, parts, strict=True):
        notes.step(
            "split.gross",
            f"{line.gross}×{firm.weight}/{whole}",
            {"line": line.id, "firm": firm.id, "gross": line.gross, "weight": firm.weight},
            Fraction(line.gross * firm.weight, whole),
            part,
            "firms.weight",
        )
    return parts


def _taxes(
    programme: Programme,
    lines: Sequence[Line],
    gross: Sequence[Sequence[int]],
    firms: Sequence[Firm],
    notes: Notes,
) -> list[tuple[int, ...]]:
    """The tax part of every line and firm (F1): one cut per group, then by largest remainder."""
    taxes = [[0] * len(firms) for _line in lines]
    if programme.tax.basis is TaxBasis.NET:
        for cells in _tax_groups(programme.tax.place, lines, gross):
            firm = firms[cells[0][1]]
            amounts = [gross[at][bearer] for at, bearer in cells]
            tax = _group_tax(programme, lines[cells[0][0]], firm, sum(amounts), notes)
            for (at, bearer), part in zip(cells, split(tax, amounts), strict=True):
                taxes[at][bearer] = part
    return [tuple(by_firm) for by_firm in taxes]


def _tax_groups(
    place: TaxPlace, lines: Sequence[Line], gross: Sequence[Sequence[int]]
) -> Iterable[list[tuple[int, int]]]:
    """Cells (line, firm) that share one cut: per firm and rate, and per invoice or line."""
    groups: dict[tuple[object, ...], list[tuple[int, int]]] = defaultdict(list)
    for at, line in enumerate(lines):
        for bearer, amount in enumerate(gross[at]):
            if not amount:
                continue
            document: object = None
            if place is TaxPlace.LINE or (place is TaxPlace.INVOICE and line.invoice is None):
                document = at
            elif place is TaxPlace.INVOICE:
                document = (line.vendor, line.invoice)
            groups[document, bearer, line.tax_rate].append((at, bearer))
    return groups.values()


def _group_tax(programme: Programme, line: Line, firm: Firm, gross: int, notes: Notes) -> int:
    rate = line.tax_rate
    if not rate:
        return 0
    inputs: dict[str, int | str] = {"gross": gross, "rate": rate}
    if firm.id:
        inputs["firm"] = firm.id
    if programme.tax.place is TaxPlace.LINE or line.invoice is None:
        inputs |= {} if programme.tax.place is TaxPlace.SUM else {"line": line.id}
    elif programme.tax.place is TaxPlace.INVOICE:
        inputs["invoice"] = line.invoice
    if firm.tax_status is not TaxStatus.TAXABLE and programme.tax.exempt_uses_gross:
        inputs["tax_status"] = firm.tax_status.value
        notes.step("tax.invoice", f"{gross}×0", inputs, 0, 0, "tax.exempt_uses_gross=true")
        return 0
    tax = tax_part(gross, rate)
    notes.step(
        "tax.invoice",
        cut_text(f"{gross}×{rate}/{100 + rate}", 1),
        inputs,
        Fraction(gross * rate, 100 + rate),
        tax,
        f"tax.place={programme.tax.place.value}",
    )
    return tax


def _capped(
    programme: Programme, lines: Sequence[Line], net: Sequence[int], notes: Notes
) -> list[int]:
    """Caps per item, per day, per category, then by share of what the earlier caps left."""
    amounts = list(net)
    for at, line in enumerate(lines):
        cap = programme.caps.categories.get(line.category or "", NO_CAP)
        amounts[at] = _item_cap(programme, cap, line, amounts[at], notes)
        if cap.per_day is not None:
            amounts[at] = _day_cap(cap.per_day, line, amounts[at], notes)
    members = by_category(lines)
    for category, rows in members.items():
        most = programme.caps.categories.get(category or "", NO_CAP).max
        if category is not None and most is not None:
            whole = sum(amounts[at] for at in rows)
            _note_cap(notes, "cap.category", category, whole, Fraction(most))
            _shrink(amounts, rows, most)
    total = sum(amounts)
    for category, rows in members.items():
        share = programme.caps.categories.get(category or "", NO_CAP).share
        if category is not None and share is not None:
            most_exact = Fraction(total * share.num, share.den)
            whole = sum(amounts[at] for at in rows)
            _note_cap(
                notes, "cap.share", category, whole, most_exact, f"{total}×{share.num}/{share.den}"
            )
            _shrink(amounts, rows, most_exact.numerator // most_exact.denominator)
    return amounts


def by_category(lines: Sequence[Line]) -> dict[str | None, list[int]]:
    """Places of the lines of each category, in order of first appearance."""
    members: dict[str | None, list[int]] = defaultdict(list)
    for at, line in enumerate(lines):
        members[line.category].append(at)
    return members


def _item_cap(programme: Programme, cap: CategoryCap, line: Line, amount: int, notes: Notes) -> int:
    bounds = [bound for bound in (programme.caps.per_item, cap.per_item) if bound is not None]
    if not bounds:
        return amount
    most = min(bounds)
    result = min(amount, most)
    inputs: dict[str, int | str] = {"line": line.id, "net": amount, "cap": most}
    notes.step("cap.item", f"min({amount}, {most})", inputs, result, result, "caps.per_item")
    return result


def _day_cap(per_day: int, line: Line, amount: int, notes: Notes) -> int:
    result = min(amount, per_day * line.days)
    notes.step(
        "cap.day",
        f"min({amount}, {per_day}×{line.days})",
        {"line": line.id, "amount": amount, "per_day": per_day, "days": line.days},
        result,
        result,
        "caps.per_day",
    )
    return result


def _note_cap(
    notes: Notes, step_id: str, category: str, whole: int, most: Fraction, text: str = ""
) -> None:
    exact = min(Fraction(whole), most)
    notes.step(
        step_id,
        f"min({whole}, {cut_text(text, 1) if text else most})",
        {"category": category, "amount": whole, "cap": most.numerator // most.denominator},
        exact,
        exact.numerator // exact.denominator,
        f"caps.{category}.{'share' if text else 'max'}",
    )


def _shrink(amounts: list[int], rows: Sequence[int], most: int) -> None:
    """Lower some lines in proportion so that together they are not above `most`."""
    before = [amounts[at] for at in rows]
    if sum(before) > most:
        for at, part in zip(rows, split(most, before), strict=True):
            amounts[at] = part
