"""Dates are read the way people write them."""

from datetime import date

import pytest

from hub.kernel.dates import read_date


@pytest.mark.parametrize(
    "typed",
    [
        "2027-06-07",
        "2027/6/7",
        "20270607",
        "２０２７．６．７",
        "令和9年6月7日",
        "R9.6.7",
        "令９・６・７",
        " 2027 年 6 月 7 日 ",
        "2027−06−07",
    ],
)
def test_any_way_of_writing_gives_the_same_day(typed: str) -> None:
    assert read_date(typed) == date(2027, 6, 7)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("R1.5.1", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("平成元年1月8日", date(1989, 1, 8)),
    ],
)
def test_eras_meet_the_western_years(typed: str, day: date) -> None:
    assert read_date(typed) == day


@pytest.mark.parametrize("typed", ["", "令和8年2月29日", "2027-13-01", "R0", "27-6-7", "あした"])
def test_what_is_no_day_gives_nothing(typed: str) -> None:
    assert read_date(typed) is None
