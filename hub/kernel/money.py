"""Whole yen: cutting down to a unit and splitting without losing or making a yen; no float."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

NO_WEIGHT: Final = Reason("money.no_weight", N_("割合がすべて0です。"))


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as two whole numbers, such as 2/3."""

    num: int
    den: int


def cut_down(amount: int, unit: int) -> int:
    """Largest multiple of `unit` yen that is not above the amount (端数切捨て)."""
    return amount // unit * unit


def part(amount: int, rate: Rate, unit: int = 1) -> int:
    """Amount times rate, computed exactly and cut down once to `unit` yen."""
    return amount * rate.num // (rate.den * unit) * unit


def tax_part(gross: int, percent: int) -> int:
    """Consumption tax inside a gross amount, cut down to the yen."""
    return gross * percent // (100 + percent)


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Shares by the largest remainder, ties in order; their sum is the total exactly.

    A negative total is split by its size and negated. `Refused` when every weight is 0.
    """
    whole = sum(weights)
    if whole <= 0:
        raise Refused(NO_WEIGHT)
    size = abs(total)
    shares = [size * weight // whole for weight in weights]
    remainders = [size * weight % whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-remainders[at], at))
    for at in by_remainder[: size - sum(shares)]:
        shares[at] += 1
    return tuple(share if total >= 0 else -share for share in shares)
