"""What a password must be, and how long one waits; no database."""

import re
from datetime import timedelta

import pytest

from hub.accounts import rules, word_lists, words
from hub.kernel.errors import Reason
from models.vocab import STAFF_ROLES, Role
from tests.support.internship import NOW

NAMES = ("髙﨑 美咲", "タカサキ ミサキ", "W000012", "髙﨑精密")


def refused(typed: str, least: int = rules.LEAST_ALONE) -> Reason | None:
    """Why a password of Takasaki Misaki of Takasaki Seimitsu is not taken."""
    found = rules.weakness(typed, least=least, context=NAMES, common=word_lists.common())
    return found.reason if found else None


@pytest.mark.parametrize(
    "typed",
    [
        "sakura-tegami-kouba-hasami",
        "ゆうやけの みえる まどべで おちゃ",
        "  spaces at both ends  ",
        "髙﨑美咲は朝に旋盤の油をさすのです",
        "a" * 3 + "くじら" * 1 + "0123 と うみ の にじ",
        "x7!" + "ё" * 2 + "雪だるまと猫と港の見える坂道",
        "n" + "eko to inu to kouba to umi " * 4,
    ],
)
def test_long_passwords_of_any_signs_are_taken(typed: str) -> None:
    assert refused(typed) is None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param("みじかい", words.PASSWORD_SHORT, id="short"),
        pytest.param("a1b2c3d4e5f6g7", words.PASSWORD_SHORT, id="fourteen"),
        pytest.param("neko" * 32 + "!", words.PASSWORD_LONG, id="129 signs"),
        pytest.param("password12345678", words.PASSWORD_COMMON, id="word and digits"),
        pytest.param("ＰＡＳＳＷＯＲＤ！２０２６－０１", words.PASSWORD_COMMON, id="full width"),
        pytest.param("sakurasakurasakura", words.PASSWORD_COMMON, id="word again and again"),
        pytest.param("1234567890123456", words.PASSWORD_COMMON, id="digits only"),
        pytest.param("aaaaaaaaaaaaaaaa", words.PASSWORD_COMMON, id="one sign"),
        pytest.param("qwertyuiopqwertyuiop", words.PASSWORD_COMMON, id="keyboard"),
        pytest.param("わざハブわざハブ abc 2026!!!", words.PASSWORD_NAME, id="the product"),
        pytest.param("タカサキミサキ髙﨑精密2026", words.PASSWORD_NAME, id="name and firm"),
        pytest.param("W000012W000012abcd", words.PASSWORD_NAME, id="own number"),
        pytest.param("neko to inu to\x00umi", words.PASSWORD_CONTROL, id="control"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(typed: str, reason: Reason) -> None:
    assert refused(typed) == reason


def test_eight_signs_are_enough_beside_a_second_step() -> None:
    assert refused("kujira-9", rules.LEAST_WITH_TOTP) is None
    assert refused("kujira9", rules.LEAST_WITH_TOTP) == words.PASSWORD_SHORT


def test_the_same_password_typed_in_another_width_is_the_same() -> None:
    assert rules.as_kept("ｶﾞｯｺｳ１２") == rules.as_kept("ガッコウ12")
    assert rules.as_kept(" a  b ") == " a  b ", "nothing is trimmed inside or outside"
    assert rules.as_number(" ｗ００００１２ ") == "W000012"


def test_the_list_of_common_passwords_is_long_and_folded() -> None:
    assert len(word_lists.common()) >= 3_000
    assert all(word == rules.as_kept(word).casefold() for word in word_lists.common())


def test_every_suggestion_is_itself_a_good_password() -> None:
    assert len(word_lists.suggestions()) >= 500
    shortest = "-".join(sorted(word_lists.suggestions(), key=len)[:4])
    assert len(shortest) >= rules.LEAST_ALONE
    drawn = {word_lists.passphrase() for _time in range(50)}
    assert len(drawn) == 50
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+){3}", one) for one in drawn)
    assert [one for one in drawn if refused(one)] == []


def test_waiting_begins_with_the_fifth_failure_and_ends_at_half_an_hour() -> None:
    waits = [rules.wait_after(failures) for failures in range(13)]
    assert waits == [0] * 5 + [30, 60, 120, 300, 900, 1800, 1800, 1800]


def test_staff_never_stay_signed_in() -> None:
    for role in STAFF_ROLES:
        assert rules.life([Role.EXPERT, role], stays=True) == rules.Life(30, timedelta(hours=12))
    assert rules.life([Role.EXPERT], stays=True).ends_after == timedelta(days=30)
    assert rules.life([Role.STUDENT], stays=False) == rules.Life(120, timedelta(hours=12))


def test_a_proof_of_who_sits_here_is_fresh_for_ten_minutes() -> None:
    assert rules.is_fresh(NOW, NOW + timedelta(minutes=9, seconds=59))
    assert not rules.is_fresh(NOW, NOW + timedelta(minutes=10))
    assert not rules.is_fresh(None, NOW)
