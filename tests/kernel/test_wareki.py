"""Dates on paper carry the Japanese year; the vectors stand in the design's era table."""

from datetime import date, timedelta

import pytest

from hub.kernel.dates import read_date
from hub.kernel.wareki import ERAS, OLDEST, era_year, wareki, western_year

VECTORS = (
    (date(2026, 11, 26), "令和8年11月26日"),
    (date(2019, 5, 1), "令和元年5月1日"),
    (date(2019, 4, 30), "平成31年4月30日"),
    (date(1989, 1, 8), "平成元年1月8日"),
    (date(1989, 1, 7), "昭和64年1月7日"),
    (date(1926, 12, 25), "昭和元年12月25日"),
    (date(1926, 12, 24), "大正15年12月24日"),
    (date(1912, 7, 30), "大正元年7月30日"),
    (date(1912, 7, 29), "明治45年7月29日"),
    (date(1873, 1, 1), "明治6年1月1日"),
)


@pytest.mark.parametrize(("day", "written"), VECTORS)
def test_a_day_is_written_in_its_era_and_read_back(day: date, written: str) -> None:
    assert wareki(day) == written
    assert read_date(written) == day


def test_every_day_since_the_civil_calendar_is_written_and_read_back() -> None:
    days = (OLDEST + timedelta(days=number) for number in range(0, 83_000, 3))
    assert not [day for day in days if read_date(wareki(day)) != day]


def test_every_day_from_showa_to_2100_is_written_and_read_back() -> None:
    first, last = date(1926, 12, 25), date(2100, 12, 31)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    written = [wareki(day) for day in days]
    assert [day for day, text in zip(days, written, strict=True) if read_date(text) != day] == []
    first_years = {text[:2] for text in written if "元年" in text}
    assert first_years == {"昭和", "平成", "令和"}
    assert not [text for text in written if text[2:4] == "1年"]


def test_a_day_of_the_lunar_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="lunar"):
        wareki(date(1872, 12, 31))
    assert read_date("明治5年12月2日") is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("平成31年5月1日", date(2019, 5, 1)),
        ("平成32年4月1日", date(2020, 4, 1)),
        ("平成41年1月1日", date(2029, 1, 1)),
        ("M45.7.29", date(1912, 7, 29)),
        ("大元・7・30", date(1912, 7, 30)),
    ],
)
def test_old_papers_may_count_on_after_the_end_of_an_era(typed: str, day: date) -> None:
    assert read_date(typed) == day


@pytest.mark.parametrize("typed", ["平成42年1月1日", "R0.5.1", "令和8年2月29日", "昭和75年1月1日"])
def test_a_year_that_cannot_be_meant_is_no_date(typed: str) -> None:
    assert read_date(typed) is None


def test_the_number_of_a_year_starts_at_one() -> None:
    assert era_year(date(2019, 5, 1)) == 1
    assert era_year(date(2026, 4, 1)) == 8
    assert western_year("令和", 1) == 2019
    assert western_year("光文", 1) is None


def test_the_eras_stand_newest_first() -> None:
    assert [era.first for era in ERAS] == sorted((era.first for era in ERAS), reverse=True)
