"""Cases with as many rows as anybody sends: computed in good time, or refused at their place."""

import json
import time
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final

import pytest

from hub.subsidy.amounts import Result, calculate
from hub.subsidy.cases import BadCase, read_case

PROGRAMME: Final = {"id": "demo", "version": 1, "terms": [{"of": "base", "rate": [2, 3]}]}
FIRST: Final = date(2020, 1, 1)
# CPU seconds, not those of the clock: the machine may be busy.
LONGEST: Final = 20


def computed(**parts: Any) -> Result:  # noqa: ANN401  parts of a case
    """The answer, in bounded CPU time."""
    started = time.process_time()
    text = json.dumps({"schema": "waza-subsidy-case/1", "programme": PROGRAMME, **parts})
    result = calculate(read_case(text.encode()))
    assert time.process_time() - started < LONGEST
    return result


def refused(**parts: Any) -> list[tuple[str, str]]:  # noqa: ANN401  as above
    """Where and why a case is refused, soon."""
    started = time.process_time()
    with pytest.raises(BadCase) as refusal:
        computed(**parts)
    assert time.process_time() - started < 2
    return [(fault.path, fault.code) for fault in refusal.value.faults]


def lines(count: int) -> list[dict[str, Any]]:
    return [{"id": f"L{at}", "gross": 1000 + at, "invoice": f"I{at // 3}"} for at in range(count)]


def firms(count: int) -> list[dict[str, Any]]:
    return [{"id": f"F{at}", "weight": at} for at in range(count)]


def one_a_day(count: int, yen: int, after: int = 0) -> list[dict[str, Any]]:
    days = (FIRST + timedelta(days=after + at) for at in range(count))
    return [{"date": day.isoformat(), "amount": yen} for day in days]


def a_return(receipts: int, repayments: int, name: str = "R") -> dict[str, Any]:
    """As many yen back as came, in another number of parts."""
    total = receipts * repayments
    return {
        "id": name, "kind": "cancel", "amount": total,
        "received": one_a_day(receipts, repayments),
        "repaid": one_a_day(repayments, receipts, after=receipts),
    }  # fmt: skip


def test_ten_thousand_costs_of_ten_firms_are_shared_to_the_yen() -> None:
    """The first firm has no weight and gets nothing; no yen is lost."""
    costs = lines(10_000)
    result = computed(plan={"lines": costs}, firms=firms(10))
    assert result.plan is not None
    assert result.shares is not None
    tax = 0
    for _invoice, gross in _by_invoice(costs, 10):
        tax += gross * 10 // 110
    assert result.plan.base == sum(line["gross"] for line in costs) - tax
    assert result.plan.award == result.plan.base * 2 // 3000 * 1000
    assert sum(row.amount for row in result.shares) == result.plan.award
    assert (result.shares[0].base, result.shares[0].amount) == (0, 0)


def _by_invoice(costs: list[dict[str, Any]], count: int) -> Iterator[tuple[str, int]]:
    """Gross of each invoice and firm: weights 0 to 9, largest remainder, ties in order."""
    whole = sum(range(count))
    found: dict[tuple[str, int], int] = {}
    for line in costs:
        exact = [Fraction(line["gross"] * weight, whole) for weight in range(count)]
        parts = [part.numerator // part.denominator for part in exact]
        order = sorted(range(count), key=lambda at: (-(exact[at] - parts[at]), at))
        for at in order[: line["gross"] - sum(parts)]:
            parts[at] += 1
        for at, part in enumerate(parts):
            found[line["invoice"], at] = found.get((line["invoice"], at), 0) + part
    for (invoice, _at), gross in found.items():
        yield invoice, gross


def test_more_parts_than_anybody_shares_are_refused_at_once() -> None:
    assert refused(plan={"lines": lines(10_000)}, firms=firms(11)) == [
        ("/plan/lines", "too_many_parts")
    ]
    assert refused(plan={"lines": lines(10_001)}) == [("/plan/lines", "too_many")]


def test_three_hundred_receipts_and_repayments_are_charged_exactly() -> None:
    result = computed(returns=[a_return(300, 300)])
    assert result.returns is not None
    exact = Fraction(0)
    parts = [(FIRST + timedelta(days=at), 300) for at in reversed(range(300))]
    for number in range(600):
        day = FIRST + timedelta(days=number)
        exact += sum(Fraction(yen * 1095, 3_650_000) for since, yen in parts if since <= day)
        left = 300 if number >= 300 else 0
        for at, (since, yen) in enumerate(parts):
            back = min(yen, left)
            parts[at], left = (since, yen - back), left - back
    assert result.returns[0].additional == exact.numerator // exact.denominator


def test_more_slices_than_any_return_has_are_refused_at_once() -> None:
    """Ten thousand of each would be a hundred million slices and all the memory there is."""
    assert refused(returns=[a_return(10_000, 10_000)]) == [("/returns/0/repaid", "too_many_slices")]
    many = [a_return(300, 300, f"R{number}") for number in range(4)]
    assert refused(returns=many) == [("/returns/2/repaid", "too_many_slices")]
    assert computed(returns=many[:2]).returns is not None


def test_ten_thousand_deadlines_in_working_days_take_seconds() -> None:
    asked = [
        {"name": f"D{at}", "event": (FIRST + timedelta(days=at % 2000)).isoformat(),
         "count": at % 3660 + 1, "unit": "working_day"}
        for at in range(10_000)
    ]  # fmt: skip
    result = computed(deadlines=asked)
    assert result.deadlines is not None
    assert len(result.deadlines) == 10_000
