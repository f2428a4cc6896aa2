"""Whole yen: no yen is lost or made when an amount is cut or split."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.errors import Refused
from hub.kernel.money import Rate, cut_down, part, split, tax_part

# The vectors of the design, groups-and-training part B (largest remainder).
SPLITS = {
    "thirds": (100_000, (1, 1, 1), (33_334, 33_333, 33_333)),
    "five-three-two": (1_000_001, (5, 3, 2), (500_001, 300_000, 200_000)),
    "seven-seven-two": (99_999, (7, 7, 2), (43_750, 43_749, 12_500)),
    "a-zero-weight": (76_543, (0, 4, 9), (0, 23_552, 52_991)),
    "basis-points": (11_550, (3334, 3333, 3333), (3_851, 3_850, 3_849)),
    "seven-equal": (100, (1,) * 7, (15, 15, 14, 14, 14, 14, 14)),
    "two-yen-for-three": (2, (1, 1, 1), (1, 1, 0)),
    "nothing": (0, (2, 1), (0, 0)),
    "negative": (-100_000, (1, 1, 1), (-33_334, -33_333, -33_333)),
    "one-firm": (7, (9,), (7,)),
}
WEIGHTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=31).filter(any)


@pytest.mark.parametrize(("total", "weights", "shares"), SPLITS.values(), ids=SPLITS)
def test_an_amount_is_split_as_the_design_says(
    total: int, weights: tuple[int, ...], shares: tuple[int, ...]
) -> None:
    assert split(total, weights) == shares


@given(total=st.integers(-(10**9), 10**9), weights=WEIGHTS)
def test_shares_add_up_exactly_and_each_is_within_one_yen(total: int, weights: list[int]) -> None:
    shares = split(total, weights)
    whole = sum(weights)
    assert sum(shares) == total
    exact = [Fraction(total * weight, whole) for weight in weights]
    assert all(abs(share - just) < 1 for share, just in zip(shares, exact, strict=True))
    assert all(share == 0 for share, weight in zip(shares, weights, strict=True) if weight == 0)


@given(total=st.integers(0, 10**9), weights=WEIGHTS)
def test_of_two_equal_firms_the_earlier_never_pays_less(total: int, weights: list[int]) -> None:
    shares = split(total, [*weights, *weights])
    first, second = shares[: len(weights)], shares[len(weights) :]
    assert all(early - late in {0, 1} for early, late in zip(first, second, strict=True))


@pytest.mark.parametrize("weights", [(), (0,), (0, 0, 0)])
def test_a_split_without_any_weight_is_refused(weights: tuple[int, ...]) -> None:
    with pytest.raises(Refused) as refusal:
        split(100, weights)
    assert refusal.value.reason.code == "money.no_weight"


@pytest.mark.parametrize(
    ("amount", "unit", "cut"), [(1_999, 1_000, 1_000), (1_000, 1_000, 1_000), (999, 1_000, 0)]
)
def test_an_amount_is_cut_down_to_its_unit(amount: int, unit: int, cut: int) -> None:
    assert cut_down(amount, unit) == cut


@pytest.mark.parametrize(
    ("amount", "rate", "unit", "result"),
    [
        (100_000, Rate(2, 3), 1, 66_666),
        (100_000, Rate(2, 3), 1_000, 66_000),
        (3, Rate(1, 3), 1, 1),
        (0, Rate(2, 3), 1_000, 0),
    ],
)
def test_a_part_is_computed_exactly_and_cut_once(
    amount: int, rate: Rate, unit: int, result: int
) -> None:
    assert part(amount, rate, unit) == result


@pytest.mark.parametrize(
    ("gross", "percent", "tax"), [(33_000, 10, 3_000), (108, 8, 8), (109, 10, 9), (500, 0, 0)]
)
def test_the_tax_inside_a_gross_amount_is_cut_to_the_yen(
    gross: int, percent: int, tax: int
) -> None:
    assert tax_part(gross, percent) == tax
