"""Dividing an amount by weight, in multiples of a unit and within caps (F9)."""

from collections.abc import Sequence
from fractions import Fraction

from hub.kernel.money import split
from hub.subsidy.amounts.base import Base
from hub.subsidy.amounts.case import Case, Split
from hub.subsidy.amounts.result import FirmShare
from hub.subsidy.amounts.working import Notes


def divided(
    total: int,
    weights: Sequence[int],
    unit: int = 1,
    caps: Sequence[int | None] | None = None,
) -> tuple[int, ...]:
    """Largest remainder in multiples of the unit; less than a unit goes to the first in order.

    What is above a cap passes to the others by the same rule. The sum is the total, unless the
    caps together are below it: then every cap is full and the rest stays undivided.
    """
    shares = [0] * len(weights)
    most = list(caps) if caps is not None else [None] * len(weights)
    left = total
    while left:
        open_rows = [
            at for at, weight in enumerate(weights) if weight and _has_room(shares, most, at)
        ]
        if not open_rows:
            break
        units, rest = divmod(left, unit)
        parts = [amount * unit for amount in split(units, [weights[at] for at in open_rows])]
        parts[0] += rest
        left = 0
        for at, part in zip(open_rows, parts, strict=True):
            bound = most[at]
            room = part if bound is None else min(part, bound - shares[at])
            shares[at] += room
            left += part - room
    return tuple(shares)


def _has_room(shares: Sequence[int], most: Sequence[int | None], at: int) -> bool:
    bound = most[at]
    return bound is None or shares[at] < bound


def firm_shares(case: Case, base: Base, amount: int, notes: Notes) -> tuple[FirmShare, ...]:
    """The subsidy by firm: in yen, by what each firm bore and never above it."""
    bases = base.by_firm
    weights, caps = bases, bases
    rule = "shares.base"
    if not base.is_known:
        weights, rule = tuple(firm.weight for firm in case.firms), "firms.weight"
        parts = divided(amount, weights)
    else:
        parts = divided(amount, weights, 1, caps)
    whole = sum(weights)
    for firm, weight, part in zip(case.firms, weights, parts, strict=True):
        notes.step(
            "share",
            f"{amount}×{weight}/{whole}" if whole else "0",
            {"firm": firm.id, "amount": amount, "weight": weight, "whole": whole},
            Fraction(amount * weight, whole) if whole else 0,
            part,
            rule,
        )
    return tuple(
        FirmShare(firm.id, bore, part)
        for firm, bore, part in zip(case.firms, bases, parts, strict=True)
    )


def split_of(asked: Split, notes: Notes) -> tuple[int, ...]:
    """The division a case asks for by itself."""
    parts = divided(asked.total, asked.weights, asked.unit, asked.caps)
    whole = sum(asked.weights)
    for number, (weight, part) in enumerate(zip(asked.weights, parts, strict=True), start=1):
        notes.step(
            "share",
            f"{asked.total}×{weight}/{whole}",
            {"number": number, "total": asked.total, "weight": weight, "unit": asked.unit},
            Fraction(asked.total * weight, whole),
            part,
            f"split.unit={asked.unit}",
        )
    return parts
