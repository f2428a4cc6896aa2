"""Folding makes the ways people type one word alike, and remembers where each sign stood."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.kernel.folding import fold, folded

SIGNS = (
    "アイカガヴァヂヅーｱｶﾞｰ゛゜\u3099かがぢづ- ‐ー−一級二三\u200b\ufe00髙﨑 A.b１　\n"
    "İﬃ㎜㍿ヽヾゞヵ旋盤"
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ﾏｼﾆﾝｸﾞｾﾝﾀ", "ましにんぐせんた"),
        ("マシニングセンター", "ましにんぐせんた"),
        ("ましにんぐせんた", "ましにんぐせんた"),
        ("ＮＣ旋盤", "nc旋盤"),
        ("ﾓ-ﾀ-", "もーた"),
        ("モータ", "もーた"),
        ("モ—タ—", "もーた"),
        ("カバー", "かばー"),
        ("鈑金", "板金"),
        ("熔接と鎔接", "溶接と溶接"),
        ("鐵と鑛", "鉄と鉱"),
        ("１級", "1級"),
        ("一級", "1級"),
        ("二級技能士", "2級技能士"),
        ("ヴァイス", "ばいす"),
        ("バイス", "ばいす"),
        ("ハヂメとツヅキ", "はじめとつずき"),
        ("㎜", "mm"),
        ("旋 盤", "旋盤"),
        ("NC 旋盤", "nc旋盤"),
        ("press   brake", "press brake"),
        ("髙﨑", "高崎"),
        ("𠮷田と槗本", "吉田と橋本"),
        ("渡邊・渡邉・渡辺", "渡辺・渡辺・渡辺"),
        ("澤濱濵廣眞", "沢浜浜広真"),
        ("バ\u200bリ\u0000", "ばり"),
        ("JIS-B 0401", "jis-b 0401"),
        ("5-10", "5-10"),
        ("", ""),
    ],
)
def test_spellings_of_one_word_are_folded_alike(typed: str, expected: str) -> None:
    assert folded(typed) == expected


@given(st.one_of(st.text(), st.text(alphabet=SIGNS)))
@example("カーーーーーー")
@example("か゛")
def test_folding_twice_changes_nothing(typed: str) -> None:
    once = folded(typed)
    assert folded(once) == once


@given(st.text(alphabet=SIGNS))
def test_every_sign_knows_the_place_it_came_from(typed: str) -> None:
    made = fold(typed)
    assert len(made.text) == len(made.starts) == len(made.ends)
    assert list(made.starts) == sorted(made.starts)
    for start, end in zip(made.starts, made.ends, strict=True):
        assert 0 <= start < end <= len(typed)


def test_the_place_of_a_word_is_told_in_the_typed_text() -> None:
    typed = "  ﾏｼﾆﾝｸﾞ ｾﾝﾀｰ で削る"
    made = fold(typed)
    start = made.text.index("せんた")
    first, last = made.span(start, start + len("せんた"))
    assert typed[first:last] == "ｾﾝﾀｰ"


@given(st.sampled_from(["旋盤", "フライス", "NC"]), st.sampled_from(["", " ", "　", "\n"]))
def test_a_folded_slice_of_plain_text_folds_to_itself(word: str, space: str) -> None:
    made = fold(space + word)
    first, last = made.span(0, len(made.text))
    assert folded((space + word)[first:last]) == made.text
