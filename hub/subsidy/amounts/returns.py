"""Charges on money that comes back: additional charge (F6) and late charge (F7)."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from hub.subsidy.amounts.case import ChargeRule, Movement, ReturnCase
from hub.subsidy.amounts.result import ReturnAmounts, Slice
from hub.subsidy.amounts.working import Notes

DAYS_OF_YEAR: Final = 365  # also in leap years
STILL_OPEN: Final = Reason(
    "subsidy.amounts.still_open",
    N_("未返還の{yen}円には、返還日までの加算金と延滞金がさらに加わります。"),
)


def return_of(rule: ChargeRule, case: ReturnCase, at: int, notes: Notes) -> ReturnAmounts:
    """Both charges on one return order, each cut once at the end."""
    slices = _additional_slices(rule, case) if case.charge else ()
    late_slices = _late_slices(rule, case)
    additional = _collected(rule, case, "charge", slices, notes)
    late = _collected(rule, case, "late", late_slices, notes)
    open_yen = case.amount - sum(payment.amount for payment in case.repaid)
    if open_yen > 0 and (case.charge or case.due):
        notes.warn(f"/{at}/repaid", STILL_OPEN, yen=open_yen)
    return ReturnAmounts(case.id, slices, additional, late)


def _additional_slices(rule: ChargeRule, case: ReturnCase) -> tuple[Slice, ...]:
    """Each receipt's open part for the days it stood, receipt and payment day both counted.

    The last receipt is returned first; a part payment closes the slices of its day.
    """
    parts = _returned_parts(case)
    slices: list[Slice] = []
    boundary: date | None = None
    for payment in sorted(case.repaid, key=lambda paid: paid.day):
        left = payment.amount
        for number, (received, balance) in enumerate(parts):
            first = received if boundary is None else max(received, boundary + timedelta(days=1))
            days = (payment.day - first).days + 1
            if balance and days > 0:
                slices.append(_slice(rule, balance, days))
            returned = min(balance, left)
            parts[number] = (received, balance - returned)
            left -= returned
        boundary = payment.day
    return tuple(slices)


def _returned_parts(case: ReturnCase) -> list[tuple[date, int]]:
    """Which receipts the principal comes from: the last first."""
    left = case.amount
    parts = []
    for receipt in sorted(case.received, key=lambda got: got.day, reverse=True):
        returned = min(left, receipt.amount)
        if returned:
            parts.append((receipt.day, returned))
        left -= returned
    return parts


def _late_slices(rule: ChargeRule, case: ReturnCase) -> tuple[Slice, ...]:
    """The unpaid balance from the day after the due date to each payment day."""
    if case.due is None:
        return ()
    slices: list[Slice] = []
    balance, boundary = case.amount, case.due
    repaid: Sequence[Movement] = sorted(case.repaid, key=lambda paid: paid.day)
    for payment in repaid:
        days = (payment.day - boundary).days
        if days > 0:
            slices.append(_slice(rule, balance, days))
            boundary = payment.day
        balance -= payment.amount
    return tuple(slices)


def _slice(rule: ChargeRule, amount: int, days: int) -> Slice:
    return Slice(amount, days, Fraction(amount * rule.num * days, rule.den * DAYS_OF_YEAR))


def _collected(
    rule: ChargeRule, case: ReturnCase, step_id: str, slices: Sequence[Slice], notes: Notes
) -> int:
    """The sum cut once; below the least that is collected it is nothing."""
    if not slices:
        return 0
    exact = sum((part.charge for part in slices), Fraction(0))
    whole = exact.numerator // exact.denominator
    result = whole if whole >= rule.min_collect else 0
    balance_days = "+".join(f"{part.amount}×{part.days}" for part in slices)
    notes.step(
        step_id,
        f"⌊({balance_days})×{rule.num}/({rule.den}×{DAYS_OF_YEAR})⌋",
        {"return": case.id, "cut": whole, "min_collect": rule.min_collect},
        exact,
        result,
        "charge" if result == whole else f"charge.min_collect={rule.min_collect}",
    )
    return result
