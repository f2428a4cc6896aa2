"""Corporate numbers by their check digit; phone numbers and postal codes as people write them."""

import pytest

from hub.kernel.numbers_of_firms import (
    corporate_digits,
    is_corporate_number,
    read_phone,
    read_postal,
    shown_phone,
    shown_postal,
)

GOOD = ("7000012050002", "1000020131113", "8000020130001")


@pytest.mark.parametrize("number", GOOD)
def test_the_numbers_of_the_agency_pass(number: str) -> None:
    assert is_corporate_number(number)


@pytest.mark.parametrize(
    "typed",
    ["Ｔ７０００－０１２０５－０００２", "T7000012050002", " 7000 0120 50002 ", "7-0000-1205-0002"],
)
def test_width_spaces_hyphens_and_the_letter_of_an_invoice_do_not_matter(typed: str) -> None:
    assert corporate_digits(typed) == GOOD[0]


def test_every_wrong_digit_is_found_but_nought_for_nine_after_the_first() -> None:
    missed = [
        (at, GOOD[0][at], digit)
        for at in range(13)
        for digit in "0123456789"
        if digit != GOOD[0][at] and is_corporate_number(GOOD[0][:at] + digit + GOOD[0][at + 1 :])
    ]
    assert {tuple(sorted(pair[1:])) for pair in missed} <= {("0", "9")}
    assert all(at > 0 for at, _old, _new in missed)


@pytest.mark.parametrize("number", ["1000020131131", "700001205000", "70000120500022", "", "abc"])
def test_other_numbers_do_not_pass(number: str) -> None:
    assert not is_corporate_number(number)


@pytest.mark.parametrize("typed", ["03(3744)1234", "０３−３７４４−１２３４", "+81 3 3744 1234"])
def test_a_phone_number_is_read_however_it_is_written(typed: str) -> None:
    assert read_phone(typed) == "+81337441234"
    assert shown_phone("+81337441234") == "03-3744-1234"


@pytest.mark.parametrize("typed", ["", "なし", "03", "1" * 40])
def test_what_is_no_phone_number_is_none(typed: str) -> None:
    assert read_phone(typed) is None


@pytest.mark.parametrize("typed", ["〒144 0052", "１４４－００５２", "1440052"])
def test_a_postal_code_is_read_however_it_is_written(typed: str) -> None:
    assert read_postal(typed) == "1440052"
    assert shown_postal("1440052") == "144-0052"


@pytest.mark.parametrize("typed", ["144005", "14400522", "あ", ""])
def test_what_is_no_postal_code_is_none(typed: str) -> None:
    assert read_postal(typed) is None
