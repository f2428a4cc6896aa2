"""The second calculator gives every vector of design "subsidy" §4, and agrees with the first."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pytest

from hub.kernel.money import Rate
from hub.subsidy.amounts import terms
from tests.bench.second import solve
from tests.bench.second.money import spread
from tests.bench.subsidy import run
from tests.bench.subsidy_compare import compared

VECTORS: Final = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
TWO_THIRDS: Final = {"of": "base", "rate": [2, 3]}
BRANCHES: Final = (
    *(f"limited.{name}" for name in ("rate", "total_cap", "year_cap", "other_money", "asked")),
    *("limited.budget", "limited.floor", "limited.count", "wait_list", "income"),
    *(f"tax.{place}.{many}" for place in ("invoice", "sum") for many in ("one", "many")),
    *("tax.line.one", "tax.gross", "tax.exempt", "line.shared", "line.own", "line.refused"),
    *("cap.item", "cap.day", "cap.category", "cap.share"),
    *("term.base", "term.category", "term.amount", "term.count", "term.cap"),
    *("settle.pay", "settle.return", "shares.bases", "shares.weights", "split"),
    *("credit.full", "credit.ratio", "credit.none"),
    *(f"{kind}.{way}" for kind in ("additional", "late") for way in ("charged", "below", "none")),
    *("date.day", "date.working_day", "date.month", "date.rolled"),
)


def a_case(programme: dict[str, Any] | None = None, **sections: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of every kind
    """Rate 2/3, unit 1,000, cap 500,000 unless said."""
    sheet = {"id": "p", "version": 1, "terms": [TWO_THIRDS], "caps": {"total": 500_000}}
    return {
        "schema": "waza-subsidy-case/1",
        "programme": sheet | (programme or {}),
        **sections,
    }


def a_line(gross: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of every kind
    return {"id": "L1", "category": "training", "gross": gross, "tax_rate": 10, **more}


def award(base: int, **programme: Any) -> int:  # noqa: ANN401  JSON of every kind
    return int(solve(a_case(programme, plan={"base": base}))["plan"]["award"])


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        (600_000, 400_000),
        (749_999, 499_000),
        (750_000, 500_000),
        (751_499, 500_000),
        (900_000, 500_000),
        (1_499, 0),
        (1_500, 1_000),
        (100_000, 66_000),
        (5_999, 3_000),
        (20_999, 13_000),
    ],
)
def test_a_base_gives_the_award_of_a1_to_a5(base: int, expected: int) -> None:
    assert award(base) == expected


@pytest.mark.parametrize(
    ("gross", "rate", "net"),
    [(330_000, 10, 300_000), (330_001, 10, 300_001), (99_999, 10, 90_909), (10_800, 8, 10_000)],
)
def test_the_tax_is_taken_out_as_in_a4(gross: int, rate: int, net: int) -> None:
    plan = {"lines": [a_line(gross, tax_rate=rate)]}
    assert solve(a_case(plan=plan))["plan"]["base"] == net


def test_the_visit_grant_of_a6_pays_eight_visits() -> None:
    term = {"of": "count:visit", "fee": 11_550, "rate": [1, 2], "unit": 100, "max_count": 8}
    sheet = {"terms": [term], "rounding": {"unit": 100}}
    for asked, expected in ((1, 5_700), (8, 45_600), (9, 45_600)):
        assert solve(a_case(sheet, plan={"counts": {"visit": asked}}))["plan"]["award"] == expected


def test_the_course_and_the_national_grant_of_a7() -> None:
    burden = {"of": "amount:burden", "rate": [1, 2]}
    tuition = {"of": "amount:tuition", "rate": [1, 3]}
    amounts = {"burden": 500_000, "tuition": 600_000}
    course = a_case({"terms": [burden, tuition]}, plan={"amounts": amounts})
    assert solve(course)["plan"]["award"] == 200_000
    grant = {"terms": [{"of": "amount:grant", "rate": [1, 3]}], "rounding": {"unit": 1}}
    plan = {"amounts": {"grant": 1_600_000}}
    assert solve(a_case(grant, plan=plan))["plan"]["award"] == 500_000
    assert solve(a_case(grant | {"caps": {}}, plan=plan))["plan"]["award"] == 533_333


def test_the_fixed_amounts_of_b1_to_b4() -> None:
    decision = {"amount": 400_000}
    one = solve(a_case(decision=decision, actual={"base": 540_000}))
    assert (one["actual"]["fixed"], one["settle"]["release"]) == (360_000, 40_000)
    two = solve(a_case(decision=decision, actual={"base": 700_000}))
    assert two["actual"]["fixed"] == 400_000
    visits = 5 * 30_000 + 5 * 1_240
    assert solve(a_case(decision=decision, actual={"base": visits}))["actual"]["fixed"] == 104_000
    paid = [{"date": "2025-08-01", "amount": 200_000, "kind": "advance"}]
    four = solve(a_case(decision=decision, actual={"base": 225_000}, payments=paid))
    assert four["actual"]["fixed"] == 150_000
    assert (four["settle"]["return"], four["settle"]["release"]) == (50_000, 200_000)


@pytest.mark.parametrize(("method", "expected"), [("full", 40_000), ("ratio", 32_000), ("none", 0)])
def test_the_tax_credit_of_c1(method: str, expected: int) -> None:
    items = [{"gross": 660_000, "tax_rate": 10}]
    credit = {"method": method, "ratio": [80, 100], "rate": [2, 3], "items": items}
    assert solve(a_case(tax_credit=credit))["tax_credit"] == expected


def test_the_splits_of_d1_to_d3() -> None:
    assert spread(400_000, [1, 1, 1]) == [133_334, 133_333, 133_333]
    assert spread(400_000, [1, 1, 1], 1000) == [134_000, 133_000, 133_000]
    assert spread(223_333, [50, 30, 20]) == [111_666, 67_000, 44_667]
    assert spread(100, [1] * 7) == [15, 15, 14, 14, 14, 14, 14]
    bases = [210_000, 180_000, 90_000, 120_000]
    assert spread(400_000, bases, 1, bases) == [140_000, 120_000, 60_000, 80_000]


def test_the_exempt_third_firm_of_d4_counts_its_gross() -> None:
    firms = [
        {"id": "A", "weight": 1},
        {"id": "B", "weight": 1},
        {"id": "C", "weight": 1, "tax_status": "exempt"},
    ]
    found = solve(a_case(firms=firms, plan={"lines": [a_line(330_000)]}))
    assert [share["base"] for share in found["shares"]] == [100_000, 100_000, 110_000]
    assert found["plan"]["award"] == 206_000
    assert [share["amount"] for share in found["shares"]] == [66_452, 66_451, 73_097]


def charges(order: dict[str, Any]) -> tuple[int, int]:
    found = solve(a_case(returns=[{"id": "R1", **order}]))["returns"][0]
    return found["additional"], found["late"]


def money(day: str, amount: int) -> dict[str, Any]:
    return {"date": day, "amount": amount}


def test_the_additional_charges_of_e1_to_e3() -> None:
    june = money("2025-06-10", 500_000)
    e1 = {"amount": 500_000, "received": [june], "repaid": [money("2026-01-20", 500_000)]}
    assert charges({"kind": "cancel", **e1}) == (33_750, 0)
    parts = [money("2025-12-01", 200_000), money("2026-01-20", 300_000)]
    e2 = {"amount": 500_000, "received": [june], "repaid": parts}
    assert charges({"kind": "cancel", **e2}) == (30_750, 0)
    two = [money("2025-06-10", 300_000), money("2025-11-10", 200_000)]
    e3 = {"amount": 250_000, "received": two, "repaid": [money("2026-01-20", 250_000)]}
    assert charges({"kind": "cancel", **e3}) == (7_695, 0)


@pytest.mark.parametrize(
    ("amount", "due", "paid", "late"),
    [
        (300_000, "2025-12-10", "2026-01-20", 3_690),
        (10_000, "2025-12-10", "2026-01-09", 0),
        (1_000_000, "2025-01-01", "2026-01-02", 109_800),
    ],
)
def test_the_late_charges_of_e4(amount: int, due: str, paid: str, late: int) -> None:
    order = {"kind": "settle", "amount": amount, "due": due, "repaid": [money(paid, amount)]}
    assert charges(order) == (0, late)


def test_the_short_budget_of_h1() -> None:
    plan = {"base": 600_000, "budget_left": 320_500}
    part = solve(a_case({"partial_award": True}, plan=plan))["plan"]
    assert (part["entitlement"], part["award"], part["wait_list"]) == (400_000, 320_000, False)
    wait = solve(a_case(plan=plan))["plan"]
    assert (wait["entitlement"], wait["award"], wait["wait_list"]) == (400_000, 0, True)


@pytest.mark.parametrize(
    ("event", "count", "include", "roll", "expected"),
    [
        ("2025-09-12", 30, False, "next_working", "2025-10-14"),
        ("2025-09-12", 30, False, "none", "2025-10-12"),
        ("2025-07-01", 15, True, "none", "2025-07-15"),
        ("2025-07-01", 14, False, "none", "2025-07-15"),
        ("2025-07-01", 14, True, "none", "2025-07-14"),
    ],
)
def test_the_due_days_of_g1_and_g2(
    event: str, count: int, *, include: bool, roll: str, expected: str
) -> None:
    asked = {
        "name": "x",
        "event": event,
        "count": count,
        "unit": "day",
        "include_event_day": include,
        "roll": roll,
    }
    assert solve(a_case(deadlines=[asked]))["deadlines"] == {"x": expected}


def test_item_133_of_the_board_of_audit_gives_back_3_007_000_yen() -> None:
    lines = [
        a_line(15_004_440, tax_rate=8, invoice="1"),
        a_line(29_160_000, tax_rate=8, invoice="2") | {"id": "L2"},
    ]
    payments = [
        {"date": "2014-04-01", "amount": 15_000_000, "kind": "final"},
        {"date": "2015-04-01", "amount": 28_900_000, "kind": "final"},
    ]
    case = a_case(
        {"terms": [{"of": "base", "rate": [1, 1]}], "caps": {}},
        decision={"amount": 43_900_000},
        actual={"lines": lines},
        payments=payments,
    )
    found = solve(case)
    assert [line["tax"] for line in found["actual"]["lines"]] == [1_111_440, 2_160_000]
    assert found["actual"]["fixed"] == 40_893_000
    assert found["settle"]["return"] == 3_007_000


def test_both_calculators_agree_to_the_yen_on_20000_cases_and_refuse_what_is_broken() -> None:
    found = run(range(20_000), seed=20_251)
    assert found.different == []
    assert found.seen["case computed"] == 18_000
    assert found.seen["case refused"] == 2_000
    assert [branch for branch in BRANCHES if found.seen[branch] < 20] == []


def test_a_calculator_that_rounds_to_the_nearest_yen_would_be_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def nearest(amount: int, rate: Rate, unit: int = 1) -> int:
        return (2 * amount * rate.num + rate.den) // (2 * rate.den) // unit * unit

    monkeypatch.setattr(terms, "part", nearest)
    assert run(range(1, 2_000), seed=20_251).different


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_both_calculators_agree_on_every_vector(vector: dict[str, Any]) -> None:
    assert compared(vector["case"], Counter()) == []
