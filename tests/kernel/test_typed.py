"""Times and amounts as people write them."""

from datetime import time

import pytest

from hub.kernel.typed import read_time, read_yen


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("9:00", 9, 0), ("９：００", 9, 0), ("13:30", 13, 30), ("１３時３０分", 13, 30),
        ("13時半", 13, 30), ("午後1時半", 13, 30), ("午前9時", 9, 0), ("午後12時", 12, 0),
        ("午前12時", 0, 0), ("0930", 9, 30), ("9", 9, 0), (" 9 : 30 ", 9, 30), ("23:59", 23, 59),
    ],
)  # fmt: skip
def test_a_time_is_read_as_it_is_written(typed: str, hour: int, minute: int) -> None:
    assert read_time(typed) == time(hour, minute)


@pytest.mark.parametrize(
    "typed", ["", "25:00", "9:60", "午後13時", "朝", "24:00", "9:5:1", "-1:00"]
)
def test_what_is_no_time_is_not_guessed(typed: str) -> None:
    assert read_time(typed) is None


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("30000", 30_000), ("30,000", 30_000), ("１，２３４円", 1_234), ("¥1,234", 1_234),
        ("12万円", 120_000), ("1.5万", 15_000), ("1万5千円", 15_000), ("0", 0), (" 5 000 ", 5_000),
        ("1.2345万", 12_345),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(typed: str, amount: int) -> None:
    assert read_yen(typed) == amount


@pytest.mark.parametrize(
    "typed", ["", "-5", "1.5", "1.23456万", "千円", "3万円くらい", "１２３．４円"]
)
def test_what_is_no_whole_amount_is_not_guessed(typed: str) -> None:
    assert read_yen(typed) is None


@pytest.mark.parametrize("typed", ["9" * 5_000, "9" * 5_000 + "万", "9" * 5_000 + "円"])
def test_digits_without_end_are_no_amount(typed: str) -> None:
    assert read_yen(typed) is None
