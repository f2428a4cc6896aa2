"""Withholding, fee slips and shares: the vectors of the design, and what must hold always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.experts.fees import Payee, fee_slip, share_slip, withholding

PERSON = Payee()
TAX_NOT_APART = Payee(is_tax_stated=False)
COMPANY = Payee(is_person=False)
YEN = st.integers(min_value=0, max_value=3_000_000)
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10_000), min_size=1, max_size=31).filter(any)


@pytest.mark.parametrize(
    ("base", "withheld"),
    [
        pytest.param(0, 0, id="nothing"),
        pytest.param(11_550, 1_179, id="11550"),
        pytest.param(33_333, 3_403, id="33333"),
        pytest.param(50_000, 5_105, id="50000"),
        pytest.param(1_000_000, 102_100, id="one million"),
        pytest.param(1_000_001, 102_100, id="one yen above"),
        pytest.param(1_500_000, 204_200, id="1.5 million"),
    ],
)
def test_withholding_is_ten_point_two_one_percent_and_twice_that_above_a_million(
    base: int, withheld: int
) -> None:
    assert withholding(base) == withheld


@pytest.mark.parametrize(
    ("payee", "tax_percent", "withheld"),
    [
        pytest.param(TAX_NOT_APART, 10, 5_615, id="tax not named apart"),
        pytest.param(PERSON, 10, 5_105, id="50,000 and 5,000 tax named apart"),
        pytest.param(COMPANY, 10, 0, id="a company"),
    ],
)
def test_consumption_tax_is_outside_the_base_only_when_the_bill_names_it(
    payee: Payee, tax_percent: int, withheld: int
) -> None:
    assert share_slip(55_000, tax_percent, payee).withheld_yen == withheld


def test_nothing_is_withheld_from_a_company() -> None:
    assert share_slip(300_000, 0, COMPANY).withheld_yen == 0


def test_three_equal_payers_of_100000_each_withhold_from_their_own_part() -> None:
    slip = fee_slip(100_000, 0, 0, (1, 1, 1), PERSON)
    assert [share.gross_yen for share in slip.shares] == [33_334, 33_333, 33_333]
    assert [share.withheld_yen for share in slip.shares] == [3_403, 3_403, 3_403]
    assert slip.net_yen == 100_000 - 3 * 3_403


def test_travel_that_is_handed_over_is_inside_the_base() -> None:
    slip = fee_slip(24_000, 1_040, 0, (1,), PERSON)
    assert (slip.gross_yen, slip.withheld_yen, slip.net_yen) == (25_040, 2_556, 22_484)


@given(fee=YEN, travel=YEN, percent=st.sampled_from([0, 8, 10]), weights=WEIGHTS)
def test_net_and_withholding_always_make_the_gross_and_shares_lose_no_yen(
    fee: int, travel: int, percent: int, weights: list[int]
) -> None:
    slip = fee_slip(fee, travel, percent, weights, PERSON)
    assert slip.net_yen + slip.withheld_yen == slip.gross_yen == fee + travel
    assert sum(share.gross_yen for share in slip.shares) == slip.gross_yen
    assert all(share.net_yen >= 0 for share in slip.shares)
