"""The calculator by itself: order of calculation, limits, floors, shares, returns, dates."""

from datetime import date
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.kernel.money import Rate
from hub.subsidy.amounts import (
    Applicant,
    Award,
    Caps,
    Case,
    CategoryCap,
    Combine,
    Costs,
    CountUnit,
    DeadlineCase,
    Decision,
    Firm,
    Floors,
    LimitedBy,
    Line,
    Movement,
    OrderRule,
    OtherMoney,
    Place,
    Programme,
    ReturnCase,
    ReturnKind,
    Roll,
    Rounding,
    StaffFloor,
    TaxBasis,
    TaxPlace,
    TaxRule,
    TaxStatus,
    Term,
    calculate,
    divided,
    due_day,
    rule_words,
)

TWO_THIRDS: Final = Term("base", Rate(2, 3))
STEP_IDS: Final = frozenset({
    "line.eligible", "split.gross", "tax.invoice", "cap.item", "cap.day", "cap.category",
    "cap.share", "base", "term", "combine", "limit", "cut", "floor", "award", "fixed", "settle",
    "share", "credit", "charge", "late", "date",
})  # fmt: skip


def a_programme(**more: object) -> Programme:
    values: dict[str, object] = {"caps": Caps(total=500_000), **more}
    return Programme("demo", 1, (TWO_THIRDS,), **values)  # type: ignore[arg-type]  # test values by name


def planned(case: Case) -> Award:
    award = calculate(case).plan
    assert award is not None
    return award


def of_base(base: int, programme: Programme | None = None, **more: object) -> Award:
    costs = Costs(base=base, **more)  # type: ignore[arg-type]  # test values by name
    return planned(Case(programme or a_programme(), plan=costs))


def test_the_least_limit_sets_the_amount_and_is_named() -> None:
    programme = a_programme(caps=Caps(total=500_000, applicant_year=450_000))
    named = {
        LimitedBy.RATE: of_base(300_000, programme),
        LimitedBy.TOTAL_CAP: of_base(900_000),
        LimitedBy.YEAR_CAP: of_base(900_000, programme),
        LimitedBy.OTHER_MONEY: of_base(600_000, programme, other_money=400_000),
        LimitedBy.ASKED: of_base(600_000, programme, asked=123_456),
    }
    assert {name: award.limited_by for name, award in named.items()} == {n: n for n in named}
    assert [award.award for award in named.values()] == [
        200_000,
        500_000,
        450_000,
        200_000,
        123_000,
    ]


def test_what_was_granted_this_year_lowers_the_years_cap() -> None:
    programme = a_programme(caps=Caps(applicant_year=450_000))
    case = Case(programme, Applicant(year_used=300_500), plan=Costs(base=900_000))
    assert planned(case).award == 149_000
    used_up = Case(programme, Applicant(year_used=900_000), plan=Costs(base=900_000))
    assert planned(used_up).award == 0


def test_other_public_money_can_be_left_out_of_account() -> None:
    ignored = a_programme(other_money=OtherMoney.IGNORE)
    assert of_base(600_000, ignored, other_money=400_000).award == 400_000


def test_below_the_floor_nothing_is_granted_and_the_floor_is_named() -> None:
    floors = Floors(base_min=5_000_000, amount_min=300, by_staff=(StaffFloor(20, 1_000_000),))
    programme = a_programme(floors=floors, caps=Caps())
    below = of_base(4_999_999, programme)
    assert (below.award, below.limited_by, below.entitlement) == (0, LimitedBy.FLOOR, 3_333_000)
    assert of_base(5_000_000, programme).award == 3_333_000
    small = Case(programme, Applicant(staff=20), plan=Costs(base=1_000_000))
    assert planned(small).award == 666_000
    larger = Case(programme, Applicant(staff=21), plan=Costs(base=1_000_000))
    assert planned(larger).award == 0


def test_a_partial_award_below_the_least_amount_is_none() -> None:
    programme = a_programme(partial_award=True, floors=Floors(amount_min=100_000))
    assert of_base(600_000, programme, budget_left=99_999).limited_by is LimitedBy.FLOOR
    assert of_base(600_000, programme, budget_left=100_000).award == 100_000


def test_a_budget_short_by_one_yen_pays_in_part_or_waits() -> None:
    short = of_base(600_000, a_programme(partial_award=True), budget_left=399_999)
    assert (short.award, short.wait_list) == (399_000, False)
    waits = of_base(600_000, budget_left=399_999)
    assert (waits.award, waits.wait_list, waits.entitlement) == (0, True, 400_000)
    enough = of_base(600_000, budget_left=400_000)
    assert (enough.award, enough.wait_list) == (400_000, False)


def test_a_commitment_in_part_waits_when_not_even_one_unit_is_left() -> None:
    nothing = of_base(600_000, a_programme(partial_award=True), budget_left=999)
    assert (nothing.award, nothing.wait_list) == (0, True)


INVOICE: Final = (
    Line("a", 5_005, invoice="1", vendor="v"),
    Line("b", 5_005, invoice="1", vendor="v"),
    Line("c", 5_005, invoice="2", vendor="v"),
)


def test_the_place_of_the_tax_cut_changes_yen() -> None:
    lines = tuple(Line(name, 109, invoice=name[0]) for name in ("1a", "1b", "2a"))
    tax = {
        place: sum(
            line.tax
            for line in planned(
                Case(a_programme(tax=TaxRule(place=place)), plan=Costs(lines=lines))
            ).lines
        )
        for place in TaxPlace
    }
    assert tax == {TaxPlace.LINE: 27, TaxPlace.INVOICE: 28, TaxPlace.SUM: 29}


def test_two_vendors_may_use_the_same_invoice_number() -> None:
    lines = (Line("a", 109, invoice="1", vendor="v"), Line("b", 109, invoice="1", vendor="w"))
    award = planned(Case(a_programme(), plan=Costs(lines=lines)))
    assert [line.tax for line in award.lines] == [9, 9]


def test_on_the_gross_basis_tax_counts_as_cost() -> None:
    programme = a_programme(tax=TaxRule(basis=TaxBasis.GROSS))
    award = planned(Case(programme, plan=Costs(lines=(Line("a", 330_000),))))
    assert (award.lines[0].tax, award.base) == (0, 330_000)


def test_an_exempt_firm_loses_its_tax_where_the_programme_says_so() -> None:
    programme = a_programme(tax=TaxRule(exempt_uses_gross=False))
    firms = (Firm("f", tax_status=TaxStatus.EXEMPT),)
    assert planned(Case(programme, firms=firms, plan=Costs(lines=INVOICE))).base == 13_650


@pytest.mark.parametrize(
    ("rule", "counts"),
    [
        (OrderRule.AFTER_DECISION, [False, False, True, True]),
        (OrderRule.ON_OR_AFTER_DECISION, [False, True, True, True]),
        (OrderRule.FREE, [True, True, True, True]),
    ],
)
def test_an_order_before_the_decision_does_not_count(rule: OrderRule, counts: list[bool]) -> None:
    days = (date(2025, 7, 1), date(2025, 7, 2), date(2025, 7, 3), None)
    lines = tuple(Line(str(n), 1_100, order_date=day) for n, day in enumerate(days))
    decision = Decision(500_000, date(2025, 7, 2))
    case = Case(a_programme(order_rule=rule), actual=Costs(lines=lines), decision=decision)
    actual = calculate(case).actual
    assert actual is not None
    assert [line.eligible for line in actual.lines] == counts
    assert actual.base == 1_000 * sum(counts)


def test_caps_follow_each_other_and_the_share_is_taken_of_what_they_left() -> None:
    categories = {
        "expert": CategoryCap(max=300_000, per_day=50_000, share=Rate(1, 2)),
        "material": CategoryCap(per_item=90_000),
    }
    programme = a_programme(
        tax=TaxRule(basis=TaxBasis.GROSS), caps=Caps(per_item=400_000, categories=categories)
    )
    lines = (
        Line("e1", 500_000, category="expert", days=5),
        Line("e2", 200_000, category="expert", days=3),
        Line("m", 120_000, category="material"),
    )
    result = calculate(Case(programme, plan=Costs(lines=lines)))
    assert result.plan is not None
    # 400,000 → 250,000 by day; 150,000 by day; together 300,000; half of 390,000 is 195,000.
    assert dict(result.plan.categories) == {"expert": 195_000, "material": 90_000}
    assert sum(line.counted for line in result.plan.lines) == result.plan.base == 285_000
    caps = [step.id for step in result.steps if step.id.startswith("cap.")]
    assert caps == [
        *["cap.item", "cap.day"] * 2,
        "cap.item",
        "cap.category",
        "cap.share",
    ]


def test_the_rate_can_be_cut_on_each_line_each_category_or_once() -> None:
    lines = tuple(Line(str(n), 1_499, tax_rate=0, category="x" if n < 2 else "y") for n in range(4))
    amounts = {
        place: planned(
            Case(a_programme(rounding=Rounding(1000, place)), plan=Costs(lines=lines))
        ).award
        for place in Place
    }
    assert amounts == {Place.TOTAL: 3_000, Place.CATEGORY: 2_000, Place.LINE: 0}


def test_income_leaves_the_lines_in_proportion() -> None:
    programme = a_programme(rounding=Rounding(1, Place.LINE))
    lines = (Line("a", 100, tax_rate=0), Line("b", 200, tax_rate=0))
    award = planned(Case(programme, plan=Costs(lines=lines, income=30)))
    assert award.base == 270
    assert award.terms == (60 + 120,)


def test_several_terms_take_the_least_or_the_sum() -> None:
    terms = (Term("base", Rate(45, 100), unit=1), Term("count:hour", each=800, unit=1))
    costs = Costs(base=1_000_000, counts={"hour": 40})
    for combine, amount in ((Combine.MIN, 32_000), (Combine.SUM, 482_000)):
        programme = Programme("training", 1, terms, combine)
        assert planned(Case(programme, plan=costs)).award == amount


def test_a_terms_own_cap_and_unit_are_kept() -> None:
    programme = Programme("p", 1, (Term("base", Rate(1, 3), unit=100, cap=12_345),))
    award = of_base(900_000, programme)
    assert (award.terms, award.award) == ((12_300,), 12_000)


def test_the_fixed_amount_is_never_above_the_decision() -> None:
    case = Case(
        a_programme(), plan=Costs(base=600_000), actual=Costs(base=900_000), firms=(Firm("f"),)
    )
    result = calculate(case)
    assert result.actual is not None
    assert result.actual.fixed == 400_000
    assert result.shares is not None
    assert result.shares[0].amount == 400_000


def test_without_a_decision_the_reader_is_told() -> None:
    result = calculate(Case(a_programme(), actual=Costs(base=600_000)))
    assert [w.reason.code for w in result.warnings] == ["subsidy.amounts.no_decision"]


def test_less_than_a_unit_goes_to_the_first_and_caps_pass_on() -> None:
    assert divided(223_333, [50, 30, 20], 1000) == (111_000 + 333, 67_000, 45_000)
    assert divided(100, [1, 1, 1], 1, [10, None, 40]) == (10, 50, 40)
    assert divided(100, [0, 1, 1]) == (0, 50, 50)


def test_a_return_still_open_is_charged_to_the_last_payment_and_said() -> None:
    order = ReturnCase(
        "R",
        ReturnKind.CANCEL,
        500_000,
        received=(Movement(date(2025, 6, 10), 500_000),),
        repaid=(Movement(date(2025, 12, 1), 200_000),),
        charge=True,
    )
    result = calculate(Case(a_programme(), returns=(order,)))
    assert result.returns is not None
    assert result.returns[0].additional == 26_250
    assert [w.reason.code for w in result.warnings] == ["subsidy.amounts.still_open"]


def test_a_late_part_payment_lowers_the_balance_from_the_next_day() -> None:
    order = ReturnCase(
        "R",
        ReturnKind.SETTLE,
        300_000,
        due=date(2025, 12, 10),
        repaid=(Movement(date(2025, 12, 20), 100_000), Movement(date(2026, 1, 20), 200_000)),
    )
    result = calculate(Case(a_programme(), returns=(order,)))
    assert result.returns is not None
    # 300,000 for 10 days and 200,000 for 31 days at 3 in 10,000 a day.
    assert result.returns[0].late == 900 + 1_860


@pytest.mark.parametrize(
    ("event", "count", "unit", "including", "due"),
    [
        pytest.param("2025-01-31", 1, "month", False, "2025-02-28", id="no such day"),
        pytest.param("2024-01-31", 1, "month", False, "2024-02-29", id="leap day"),
        pytest.param("2025-03-31", 2, "month", False, "2025-05-31", id="31 May"),
        pytest.param("2025-04-01", 1, "month", True, "2025-04-30", id="whole month"),
        pytest.param("2025-09-12", 5, "working_day", False, "2025-09-22", id="over a holiday"),
        pytest.param("2025-09-12", 5, "working_day", True, "2025-09-19", id="counting the day"),
        pytest.param("2025-09-13", 1, "working_day", True, "2025-09-16", id="starting on Saturday"),
        pytest.param("2025-12-26", 1, "working_day", False, "2026-01-05", id="over New Year"),
    ],
)
def test_a_period_ends_on_its_last_day(
    event: str, count: int, unit: str, *, including: bool, due: str
) -> None:
    case = DeadlineCase(
        "d", date.fromisoformat(event), count, CountUnit(unit), include_event_day=including
    )
    assert due_day(case).isoformat() == due


def test_a_deadline_rolls_only_where_the_programme_says_so() -> None:
    sunday = DeadlineCase("d", date(2025, 9, 12), 30)
    assert due_day(sunday) == date(2025, 10, 12)
    rolled = DeadlineCase("d", date(2025, 9, 12), 30, roll=Roll.NEXT_WORKING)
    assert due_day(rolled) == date(2025, 10, 14)


RATES: Final = st.builds(Rate, st.integers(0, 50), st.integers(1, 50))
PROGRAMMES: Final = st.builds(
    lambda rate, unit, cap, tax, place: Programme(
        "p", 1, (Term("base", rate),), rounding=Rounding(unit, place), tax=tax, caps=Caps(total=cap)
    ),
    RATES,
    st.sampled_from([1, 10, 100, 1000]),
    st.one_of(st.none(), st.integers(1000, 3_000_000)),
    st.builds(TaxRule, st.sampled_from(TaxBasis), st.sampled_from(TaxPlace), st.booleans()),
    st.sampled_from(Place),
)
LINES: Final = st.lists(
    st.builds(
        lambda gross, rate, category, invoice: (gross, rate, category, invoice),
        st.integers(0, 2_000_000),
        st.sampled_from([0, 8, 10]),
        st.sampled_from(["a", "b", None]),
        st.sampled_from(["1", "2", None]),
    ),
    max_size=8,
).map(
    lambda rows: tuple(
        Line(str(n), gross, rate, category, invoice)
        for n, (gross, rate, category, invoice) in enumerate(rows)
    )
)
FIRMS: Final = st.lists(st.tuples(st.integers(0, 9), st.sampled_from(TaxStatus)), max_size=4).map(
    lambda rows: tuple(
        Firm(f"F{n}", weight or int(n == 0), status) for n, (weight, status) in enumerate(rows)
    )
)


@settings(max_examples=300, deadline=None)
@given(PROGRAMMES, st.integers(0, 3_000_000), st.integers(0, 100_000))
def test_a_higher_base_never_gets_less(programme: Programme, base: int, more: int) -> None:
    assert of_base(base, programme).award <= of_base(base + more, programme).award


@settings(max_examples=300, deadline=None)
@given(PROGRAMMES, FIRMS, LINES, st.integers(0, 500_000))
def test_parts_always_add_up_and_every_yen_is_explained(
    programme: Programme, firms: tuple[Firm, ...], lines: tuple[Line, ...], income: int
) -> None:
    result = calculate(Case(programme, firms=firms, plan=Costs(lines=lines, income=income)))
    assert result.plan is not None
    plan = result.plan
    assert all(
        line.tax + line.net == source.gross for line, source in zip(plan.lines, lines, strict=True)
    )
    assert plan.base == max(0, sum(line.counted for line in plan.lines) - income)
    assert plan.award % programme.rounding.unit == 0
    assert plan.award <= plan.base
    if firms:
        assert result.shares is not None
        assert sum(share.amount for share in result.shares) == plan.award
        assert sum(share.base for share in result.shares) == plan.base
        assert all(share.amount <= share.base for share in result.shares)
    assert [step.n for step in result.steps] == list(range(1, len(result.steps) + 1))
    assert {step.id for step in result.steps} <= STEP_IDS
    for step in result.steps:
        assert isinstance(step.exact, Fraction)
        assert isinstance(step.result, int)
        assert step.formula
        assert step.label
        assert rule_words(step.rule) != step.rule


@settings(max_examples=300, deadline=None)
@given(
    st.integers(0, 10_000_000),
    st.lists(st.integers(0, 100), min_size=1, max_size=8).filter(any),
    st.sampled_from([1, 10, 1000]),
)
def test_a_split_loses_no_yen(total: int, weights: list[int], unit: int) -> None:
    shares = divided(total, weights, unit)
    assert sum(shares) == total
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if not weight)
    first = next(at for at, weight in enumerate(weights) if weight)
    assert all(share % unit == 0 for at, share in enumerate(shares) if at != first)
