"""Return of the tax credit (F8), additional and late charges (F6, F7)."""

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import Any

CHARGE = [1095, 10000]
MIN_COLLECT = 100
YEAR_DAYS = 365


def credit_return(credit: dict[str, Any], seen: Counter[str]) -> int:
    """F8: one cut over everything."""
    taxes = sum(
        Fraction(item["gross"] * item["tax_rate"], 100 + item["tax_rate"])
        for item in credit["items"]
    )
    share = {"full": Fraction(1), "none": Fraction(0)}.get(credit["method"])
    if share is None:
        share = Fraction(*credit["ratio"])
    seen[f"credit.{credit['method']}"] += 1
    return int(taxes * share * Fraction(*credit["rate"]))


def return_charges(
    order: dict[str, Any], charge: dict[str, Any], seen: Counter[str]
) -> dict[str, Any]:
    """F6 from the receipt, F7 from the day after the due day."""
    rate = Fraction(charge.get("num", CHARGE[0]), charge.get("den", CHARGE[1]))
    least = charge.get("min_collect", MIN_COLLECT)
    charged = order.get("charge")
    if charged is None:
        charged = order["kind"] == "cancel"
    slices = _slices(order) if charged else []
    late = _late_days(order)
    found = {"id": order["id"], "balance_days": sum(amount * days for amount, days in slices)}
    for name, weight in (("additional", found["balance_days"]), ("late", late)):
        amount = int(weight * rate / YEAR_DAYS)
        seen[f"{name}.{'charged' if amount >= least else 'below' if amount else 'none'}"] += 1
        found[name] = amount if amount >= least else 0
    return found


def _repaid(order: dict[str, Any]) -> list[tuple[date, int]]:
    """Payments by day."""
    by_day: Counter[date] = Counter()
    for payment in order.get("repaid") or []:
        by_day[date.fromisoformat(payment["date"])] += payment["amount"]
    return sorted(by_day.items())


def _slices(order: dict[str, Any]) -> list[tuple[int, int]]:
    """(balance, days) of every receipt between two payments, the last receipt returned first."""
    received = [(date.fromisoformat(each["date"]), each["amount"]) for each in order["received"]]
    open_: list[list[Any]] = []
    need = order["amount"]
    for day, amount in sorted(received, key=lambda each: each[0], reverse=True):
        taken = min(need, amount)
        need -= taken
        if taken:
            open_.append([day.toordinal(), taken])
    slices: list[tuple[int, int]] = []
    for day, amount in _repaid(order):
        until = day.toordinal() + 1
        for piece in open_:
            if piece[1]:
                slices.append((piece[1], until - piece[0]))
                piece[0] = until
        left = amount
        for piece in open_:
            gone = min(left, piece[1])
            piece[1] -= gone
            left -= gone
    return slices


def _late_days(order: dict[str, Any]) -> int:
    """Σ balance × days after the due day."""
    if order.get("due") is None:
        return 0
    closed = date.fromisoformat(order["due"])
    balance, total = order["amount"], 0
    for day, amount in _repaid(order):
        if day > closed:
            total += balance * (day - closed).days
            closed = day
        balance -= amount
    return int(total)
