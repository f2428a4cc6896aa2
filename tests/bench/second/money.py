"""Cutting down and splitting (F9), on whole numbers and exact fractions."""

from collections.abc import Sequence
from fractions import Fraction


def cut(amount: int | Fraction, unit: int) -> int:
    """⌊amount⌋ to a multiple of the unit."""
    return int(amount // unit) * unit


def spread(
    total: int, weights: Sequence[int], unit: int = 1, caps: Sequence[int | None] | None = None
) -> list[int]:
    """Largest remainder; what is above a cap passes on to the others by the same rule."""
    bounds = [None] * len(weights) if caps is None else list(caps)
    shares = [0] * len(weights)
    left = total
    while left:
        open_ = [
            at
            for at, (weight, bound) in enumerate(zip(weights, bounds, strict=True))
            if weight > 0 and (bound is None or shares[at] < bound)
        ]
        if not open_:
            break
        more = _once(left, [weights[at] for at in open_], unit)
        left = 0
        for at, amount in zip(open_, more, strict=True):
            shares[at] += amount
            bound = bounds[at]
            if bound is not None and shares[at] > bound:
                left += shares[at] - bound
                shares[at] = bound
    return shares


def _once(total: int, weights: Sequence[int], unit: int) -> list[int]:
    if len(weights) == 1:
        return [total]
    units, rest = divmod(total, unit)
    whole = sum(weights)
    exact = [Fraction(units * weight, whole) for weight in weights]
    given = [int(quota) for quota in exact]
    order = sorted(range(len(weights)), key=lambda at: (given[at] - exact[at], at))
    for at in order[: units - sum(given)]:
        given[at] += 1
    amounts = [each * unit for each in given]
    amounts[0] += rest
    return amounts
