"""Names of firms are found in any shape of their kanji; CP932 gets every sign or says which not."""

import pytest

from hub.kernel.variants import LOST, PAIRS, Replaced, codes, is_twin, narrow, searched


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("高崎精密", "髙﨑精密"),
        ("渡辺製作所", "渡邊製作所"),
        ("渡邉製作所", "渡邊製作所"),
        ("吉田鉄工", "𠮷田鐵工"),
        ("斉藤電機", "齋藤電機"),
        ("ハシモト金属", "ﾊｼﾓﾄ金属"),
        ("浜田プレス", "㈱濵田プレス"),
        ("浜田プレス", "濱田プレス 株式会社"),
        ("嶋田", "島田"),
    ],
)
def test_a_name_is_found_in_any_shape_of_its_kanji(typed: str, stored: str) -> None:
    assert searched(typed) == searched(stored)


def test_different_firms_stay_different() -> None:
    names = ("髙﨑精密", "髙山精密", "渡邊製作所", "田邊製作所", "有限会社 山", "川")
    assert len({searched(name) for name in names}) == len(names)


def test_sixty_kanji_and_more_have_their_shapes_and_each_finds_the_others() -> None:
    groups = [shapes for shapes in PAIRS.split() if len(shapes) > 1]
    assert len(groups) >= 60
    assert [shapes for shapes in groups if len({searched(sign) for sign in shapes}) > 1] == []


def test_what_cp932_knows_stays_as_it_is() -> None:
    text = "髙﨑①㈱ 德永 濵田 ～ ―"
    assert narrow(text).text == text
    assert narrow(text).replaced == ()


def test_what_cp932_lacks_is_replaced_and_named_and_never_a_question_mark() -> None:
    made = narrow("𠮷田 槗本〜葛\U000e0100 か\u3099 Ω원")
    assert made.text == "吉田 橋本～葛 が Ω〓"
    assert made.replaced == (
        Replaced("𠮷", "吉"),
        Replaced("槗", "橋"),
        Replaced("〜", "～"),
        Replaced("葛\U000e0100", "葛"),
        Replaced("か\u3099", "が"),
        Replaced("원", LOST),
    )
    assert made.text.encode("cp932").decode("cp932") == made.text
    assert [is_twin(each) for each in made.replaced] == [False, False, True, False, False, False]


def test_signs_that_look_alike_are_told_by_their_numbers() -> None:
    assert codes("葛\U000e0100") == "U+845B U+E0100"
