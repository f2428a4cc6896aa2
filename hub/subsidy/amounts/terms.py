"""Step 6: the terms of the rule sheet, each cut to its unit, and their combination."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.money import Rate, cut_down, part
from hub.kernel.text import N_
from hub.subsidy.amounts.base import Base
from hub.subsidy.amounts.case import Combine, Costs, Place, Programme, Term
from hub.subsidy.amounts.working import Notes, cut_text

COUNT_REFUSED: Final = Reason(
    "subsidy.amounts.count_above",
    N_("{key}は{most}回までです。{over}回分は対象になりません。"),
)
INCOME_OUTSIDE: Final = Reason(
    "subsidy.amounts.income_outside",
    N_("区分ごとの額は、収入を差し引く前の額で計算しました。"),
)
WHOLE: Final = Rate(1, 1)


@dataclass(frozen=True, slots=True)
class Terms:
    """The cut terms, what they come to, and whether a count was held at its most."""

    amounts: tuple[int, ...]
    combined: int
    is_count_held: bool


def terms_of(programme: Programme, base: Base, costs: Costs, notes: Notes) -> Terms:
    """Every term in order of the rule sheet, then their least or their sum."""
    amounts: list[int] = []
    is_held = False
    for term in programme.terms:
        kind, _colon, key = term.of.partition(":")
        if kind == "count":
            count = costs.counts.get(key, 0)
            is_held |= term.max_count is not None and count > term.max_count
            amounts.append(_count_term(programme, term, key, count, notes))
        elif kind == "amount":
            amounts.append(_rate_term(programme, term, (costs.amounts.get(key, 0),), notes))
        else:
            place = programme.rounding.place
            pieces = base.pieces(place, key or None)
            if kind == "category" and place is Place.TOTAL and costs.income:
                notes.warn("/income", INCOME_OUTSIDE)
            amounts.append(_rate_term(programme, term, pieces, notes))
    combined = _combined(programme.combine, amounts, notes)
    return Terms(tuple(amounts), combined, is_held)


def _rate_term(programme: Programme, term: Term, pieces: Sequence[int], notes: Notes) -> int:
    """Rate and cut on each piece, summed; then the term's own cap."""
    rate = term.rate or WHOLE
    unit = term.unit or programme.rounding.unit
    place = programme.rounding.place
    cut = []
    for piece in pieces:
        cut.append(part(piece, rate, unit))
        notes.step(
            "term",
            cut_text(f"{piece}×{rate.num}/{rate.den}", unit),
            {"of": term.of, "amount": piece, "num": rate.num, "den": rate.den, "unit": unit},
            Fraction(piece * rate.num, rate.den),
            cut[-1],
            f"rounding.place={place.value}",
        )
    total = sum(cut)
    if len(cut) > 1:
        formula = "+".join(str(amount) for amount in cut)
        rule = f"rounding.place={place.value}"
        notes.step("term", formula, {"of": term.of}, total, total, rule)
    return _term_cap(term, total, unit, notes)


def _count_term(programme: Programme, term: Term, key: str, count: int, notes: Notes) -> int:
    """Yen for each, up to the most; what is above the most is refused and said."""
    unit = term.unit or programme.rounding.unit
    each = term.each
    if each is None:
        rate = term.rate or WHOLE
        fee = term.fee or 0
        each = part(fee, rate, unit)
        notes.step(
            "term",
            cut_text(f"{fee}×{rate.num}/{rate.den}", unit),
            {"of": term.of, "fee": fee, "num": rate.num, "den": rate.den, "unit": unit},
            Fraction(fee * rate.num, rate.den),
            each,
            "terms.fee",
        )
    paid = count
    if term.max_count is not None and count > term.max_count:
        paid = term.max_count
        over = count - paid
        notes.warn(f"/counts/{key}", COUNT_REFUSED, key=key, most=paid, over=over)
    amount = cut_down(each * paid, unit)
    notes.step(
        "term",
        cut_text(f"{each}×{paid}", unit),
        {"of": term.of, "each": each, "count": count, "paid": paid, "unit": unit},
        each * paid,
        amount,
        "terms.each" if term.max_count is None else f"terms.max_count={term.max_count}",
    )
    return _term_cap(term, amount, unit, notes)


def _term_cap(term: Term, amount: int, unit: int, notes: Notes) -> int:
    if term.cap is None:
        return amount
    least = min(amount, term.cap)
    result = cut_down(least, unit)
    notes.step(
        "term",
        cut_text(f"min({amount}, {term.cap})", unit),
        {"of": term.of, "amount": amount, "cap": term.cap, "unit": unit},
        least,
        result,
        "terms.cap",
    )
    return result


def _combined(combine: Combine, amounts: Sequence[int], notes: Notes) -> int:
    texts = [str(amount) for amount in amounts]
    if combine is Combine.SUM:
        result, formula = sum(amounts), "+".join(texts)
    else:
        result, formula = min(amounts), f"min({', '.join(texts)})"
    inputs: dict[str, int | str] = {
        f"term_{number}": amount for number, amount in enumerate(amounts, start=1)
    }
    notes.step("combine", formula, inputs, result, result, f"combine={combine.value}")
    return result
