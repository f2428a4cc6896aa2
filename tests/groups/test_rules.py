"""Shares, votes, clauses and registration rules, with the vectors of the design."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.groups.rules import clauses, eligibility, sharing, votes
from hub.groups.rules.clauses import Party, Portion, Terms
from hub.groups.rules.eligibility import Figure, Firm
from hub.groups.rules.sharing import Sharing
from hub.groups.rules.votes import Casting, Tally
from hub.kernel.errors import Refused
from models.vocab.groups import CostKind, EligibilityRule, MemberRole, ShareMethod

FIRMS = (11, 12, 13)
FEE = CostKind.EXPERT_FEE


def percents(*parts: int) -> Sharing:
    return Sharing(FEE, ShareMethod.PERCENT, dict(zip(FIRMS, parts, strict=False)), {})


def codes(asked: Sharing) -> list[str]:
    return [problem.reason.code for problem in sharing.share_problems(asked, FIRMS)]


@pytest.mark.parametrize("parts", [(5000, 3000, 2000), (3334, 3333, 3333), (10_000, 0, 0)])
def test_percents_that_fill_the_whole_are_taken(parts: tuple[int, ...]) -> None:
    assert codes(percents(*parts)) == []


def test_three_times_33_33_is_refused_with_the_offer_that_fits() -> None:
    (problem,) = sharing.share_problems(percents(3333, 3333, 3333), FIRMS)
    assert problem.reason.code == "groups.not_a_whole"
    assert problem.field == "share-expert_fee"
    assert problem.params == {"total": "99.99", "offer": "33.34 / 33.33 / 33.33"}


@pytest.mark.parametrize(
    ("parts", "total"),
    [((3334, 3334, 3333), "100.01"), ((5000, 5000), "100"), ((0, 0, 0), "0"), ((1, 1, 1), "0.03")],
)
def test_any_other_sum_is_told_as_it_is(parts: tuple[int, ...], total: str) -> None:
    found = sharing.share_problems(percents(*parts), FIRMS)
    assert [p.params["total"] for p in found] == ([] if total == "100" else [total])


@given(st.integers(1, 31))
def test_the_offered_even_parts_fill_the_whole(count: int) -> None:
    parts = sharing.even_parts(count)
    assert sum(parts) == 10_000
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        pytest.param(Sharing(FEE, ShareMethod.PERCENT, {99: 10_000}, {}),
                     "groups.share_of_stranger", id="a-firm-outside"),
        pytest.param(Sharing(FEE, ShareMethod.FIXED, {}, {99: 500}),
                     "groups.share_of_stranger", id="fixed-for-a-firm-outside"),
        pytest.param(percents(-1, 5001, 5000), "groups.share_out_of_range", id="below-zero"),
        pytest.param(Sharing(FEE, ShareMethod.FIXED, {}, {11: -1}),
                     "groups.share_out_of_range", id="fixed-below-zero"),
        pytest.param(Sharing(FEE, ShareMethod.CAPACITY, dict.fromkeys(FIRMS, 0), {}),
                     "money.no_weight", id="all-zero"),
    ],
)  # fmt: skip
def test_impossible_shares_are_refused(asked: Sharing, code: str) -> None:
    assert codes(asked) == [code]


def weights_of(asked: Sharing) -> list[tuple[int, int]]:
    return [(row.weight, row.fixed_yen) for row in sharing.portions(asked, FIRMS)]


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (Sharing(FEE, ShareMethod.EQUAL, {11: 5}, {11: 9}), [(1, 0), (1, 0), (1, 0)]),
        (percents(5000, 3000, 2000), [(5000, 0), (3000, 0), (2000, 0)]),
        (Sharing(FEE, ShareMethod.CAPACITY, {11: 4, 13: 20}, {}), [(4, 0), (0, 0), (20, 0)]),
        (Sharing(FEE, ShareMethod.FIXED, {}, {12: 800}), [(1, 0), (1, 800), (1, 0)]),
    ],
    ids=["equal", "percent", "capacity", "fixed"],
)
def test_share_rows_follow_the_method_in_member_order(
    asked: Sharing, rows: list[tuple[int, int]]
) -> None:
    assert weights_of(asked) == rows
    assert [row.place for row in sharing.portions(asked, FIRMS)] == [1, 2, 3]


def rows(*shares: tuple[int, int]) -> list[Portion]:
    return [
        Portion(FEE, ShareMethod.FIXED, firm_id, place, weight, fixed)
        for place, (firm_id, (weight, fixed)) in enumerate(zip(FIRMS, shares, strict=True), start=1)
    ]


@pytest.mark.parametrize(
    ("total", "shares", "parts"),
    [
        (100_000, ((5000, 0), (3000, 0), (2000, 0)), (50_000, 30_000, 20_000)),
        (11_550, ((3334, 0), (3333, 0), (3333, 0)), (3_851, 3_850, 3_849)),
        (10_000, ((1, 4_000), (1, 0), (1, 0)), (6_000, 2_000, 2_000)),
        (4_001, ((1, 4_000), (1, 0), (1, 0)), (4_001, 0, 0)),
        (4_000, ((1, 4_000), (1, 0), (1, 0)), (4_000, 0, 0)),
        (100, ((0, 0), (4, 0), (9, 0)), (0, 31, 69)),
    ],
)
def test_fixed_yen_come_first_and_the_rest_by_weights(
    total: int, shares: tuple[tuple[int, int], ...], parts: tuple[int, ...]
) -> None:
    assert tuple(yen for _firm, yen in sharing.divided(total, rows(*shares))) == parts


def test_fixed_yen_above_the_cost_are_refused() -> None:
    with pytest.raises(Refused) as refusal:
        sharing.divided(3_999, rows((1, 4_000), (1, 0), (1, 0)))
    assert refusal.value.reason.code == "groups.fixed_above_total"
    assert refusal.value.params == {"fixed": 4_000, "total": 3_999}


@given(
    total=st.integers(0, 10**8),
    weights=st.lists(st.integers(0, 10_000), min_size=3, max_size=3).filter(any),
    fixed=st.lists(st.integers(0, 10**6), min_size=3, max_size=3),
)
def test_a_divided_cost_adds_up_to_the_cost(
    total: int, weights: list[int], fixed: list[int]
) -> None:
    portions = rows(*zip(weights, fixed, strict=True))
    if sum(fixed) > total:
        with pytest.raises(Refused):
            sharing.divided(total, portions)
        return
    parts = [yen for _firm, yen in sharing.divided(total, portions)]
    rest, whole = total - sum(fixed), sum(weights)
    assert sum(parts) == total
    for part, weight, first in zip(parts, weights, fixed, strict=True):
        assert abs(part - first - Fraction(rest * weight, whole)) < 1


@pytest.mark.parametrize(
    ("tally", "passes"),
    [
        pytest.param(Tally(4, 2, 2), False, id="two-to-two"),
        pytest.param(Tally(4, 3, 1), True, id="three-to-one"),
        pytest.param(Tally(4, 2, 0), False, id="only-half-voted"),
        pytest.param(Tally(5, 2, 1), True, id="three-of-five-voted"),
        pytest.param(Tally(5, 1, 0, 2), True, id="abstentions-count-as-present"),
        pytest.param(Tally(0, 0, 0), False, id="nobody"),
    ],
)
def test_an_ordinary_matter_needs_more_than_half_present_and_more_yes_than_no(
    tally: Tally, *, passes: bool
) -> None:
    assert votes.passes_ordinary(tally) is passes


@pytest.mark.parametrize(
    ("casting", "passes"), [(Casting.NONE, False), (Casting.FOR, True), (Casting.AGAINST, False)]
)
def test_a_tie_passes_only_by_the_casting_vote(casting: Casting, *, passes: bool) -> None:
    assert votes.passes_ordinary(Tally(4, 2, 2), casting) is passes
    assert votes.passes_ordinary(Tally(6, 2, 2), Casting.FOR)
    assert not votes.passes_ordinary(Tally(8, 2, 2), Casting.FOR)


@pytest.mark.parametrize(
    ("entitled", "yes", "passes"),
    [(6, 4, True), (5, 3, False), (3, 2, True), (5, 4, True), (0, 0, False)],
)
def test_a_special_matter_needs_two_thirds_of_all(entitled: int, yes: int, *, passes: bool) -> None:
    assert votes.passes_special(Tally(entitled, yes, entitled - yes)) is passes


def members(local: int, count: int) -> list[Firm]:
    return [Firm(number < local, number) for number in range(count)]


@pytest.mark.parametrize(
    ("local", "count", "passed", "short"),
    [(2, 3, True, 0), (4, 6, True, 0), (2, 4, False, 1), (3, 5, False, 1), (0, 3, False, 2),
     (0, 0, False, 0), (21, 31, True, 0), (20, 31, False, 1)],
)  # fmt: skip
def test_two_thirds_of_the_firms_have_their_head_office_in_the_ward(
    local: int, count: int, *, passed: bool, short: int
) -> None:
    verdict = eligibility.head_office(members(local, count), Figure(2, 3))
    assert (verdict.passed, verdict.counted, verdict.of) == (passed, local, count)
    assert verdict.short == short


@given(st.integers(1, 40), st.integers(0, 40))
def test_the_missing_head_offices_are_exactly_what_is_missing(count: int, local: int) -> None:
    local = min(local, count)
    verdict = eligibility.head_office(members(local, count), Figure(2, 3))
    assert verdict.passed is (Fraction(local, count) >= Fraction(2, 3))
    assert eligibility.head_office(members(local + verdict.short, count), Figure(2, 3)).passed
    if verdict.short:
        less = members(local + verdict.short - 1, count)
        assert not eligibility.head_office(less, Figure(2, 3)).passed


@pytest.mark.parametrize(
    ("owners", "passed", "short"),
    [((1, 2, 3), True, 0), ((1, 2), False, 1), ((1, 1, 2), False, 1), ((1, 1, 2, 3), True, 0),
     ((), False, 3)],
)  # fmt: skip
def test_three_firms_of_different_owners_are_needed(
    owners: tuple[int, ...], *, passed: bool, short: int
) -> None:
    verdict = eligibility.size([Firm(is_local=True, owner=owner) for owner in owners], Figure(3, 1))
    assert (verdict.passed, verdict.short) == (passed, short)


def test_a_figure_of_the_ward_replaces_the_standard_one() -> None:
    found = eligibility.judged(members(1, 2), 2, {EligibilityRule.SIZE: Figure(2, 1)})
    passed = {verdict.rule: verdict.passed for verdict in found}
    assert passed == {
        EligibilityRule.HEAD_OFFICE: False,
        EligibilityRule.SIZE: True,
        EligibilityRule.AGREEMENT: True,
    }


@pytest.mark.parametrize(
    ("signed", "count", "passed"), [(3, 3, True), (2, 3, False), (0, 0, False)]
)
def test_the_agreement_is_signed_by_all(signed: int, count: int, *, passed: bool) -> None:
    assert eligibility.agreement(signed, count).passed is passed


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 11, 24), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2028, 3, 31)),
    ],
)
def test_a_registration_ends_with_its_fiscal_year(day: date, end: date) -> None:
    assert eligibility.registration_end(day) == end


def an_agreement(**other: object) -> dict[str, object]:
    terms = Terms("技を伝えます。", 30, 120_000, date(2026, 11, 24))
    parties = [
        Party(11, "髙﨑精密", MemberRole.REPRESENTATIVE, "予約をする"),
        Party(12, "渡邊製作所", MemberRole.MEMBER, "場所を出す"),
    ]
    shared = Sharing(FEE, ShareMethod.EQUAL, {}, {})
    written = clauses.written(terms, parties, sharing.portions(shared, (11, 12)))
    return {**written, **other}


def test_an_agreement_holds_every_clause_of_the_paper() -> None:
    assert set(an_agreement()) == set(clauses.ORDER)


def test_the_digest_does_not_depend_on_the_order_of_writing() -> None:
    said = an_agreement()
    turned = dict(reversed(said.items()))
    assert clauses.digest(turned) == clauses.digest(said)
    assert len(clauses.digest(said)) == 64


def test_canonical_bytes_are_sorted_tight_and_keep_the_kanji() -> None:
    assert clauses.canonical({"b": [1, "髙﨑"], "a": {"d": 2, "c": 3}}) == (
        '{"a":{"c":3,"d":2},"b":[1,"髙﨑"]}'.encode()
    )


@pytest.mark.parametrize(
    "change",
    [
        {"experts": {"ceiling_yen": 120_001}},
        {"purpose": {"text": "技を伝えます"}},
        {"duties": [[11, "予約をする"], [12, "場所を貸す"]]},
        {"effective": {"from": "2026-11-25"}},
    ],
    ids=["ceiling", "one-sign-of-the-purpose", "a-duty", "the-day"],
)
def test_any_changed_clause_changes_the_digest_and_is_named(
    change: Mapping[str, object],
) -> None:
    said, other = an_agreement(), an_agreement(**change)
    assert clauses.digest(said) != clauses.digest(other)
    assert clauses.differing(said, other) == tuple(change)
    assert clauses.differing(said, dict(said)) == ()


@pytest.mark.parametrize("odd", [1.0, None, True, {1: "a"}, [0.5]], ids=str)
def test_what_has_two_spellings_cannot_be_signed(odd: object) -> None:
    with pytest.raises(TypeError):
        clauses.digest(an_agreement(purpose=odd))
