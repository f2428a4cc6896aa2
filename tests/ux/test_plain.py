"""Text of people is shown as typed, whatever signs it holds."""

import re

import hypothesis
import pytest
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.kit import plain as plain_module
from pages.kit import questions
from pages.kit.plain import Markup, bold, lines, plain, rich

CASES = [
    ("*a* **b** _c_", r"\*a\* \*\*b\*\* \_c\_"),
    ("[x](javascript:1)", r"\[x\](javascript:1)"),
    ("<b>&amp;", r"\<b\>\&amp;"),
    ("$x^2$", r"\$x\^2\$"),
    (":red[x]", r":color[\:]red\[x\]"),
    (":smile:", r":color[\:]smile:"),
    (":material/home:", r":color[\:]material/home:"),
    ("12:30", "12:30"),
    ("12:30:45", r"12:color[\:]30:45"),
    ("a@b.jp", r"a:color[\@]b.jp"),
    ("https://x.jp", r"https:color[\:]//x.jp"),
    ("www.x.jp", r"www:color[\.]x.jp"),
    ("# h", r"\# h"),
    ("- l", r"\- l"),
    ("+ l", r"\+ l"),
    ("1. l", r"1\. l"),
    ("1) l", r"1\) l"),
    ("    code", "code"),
    ("a -> b", r"a :color[\-]:color[\>] b"),
    ("C-2026-0012 髙﨑精密（大田区）", "C-2026-0012 髙﨑精密（大田区）"),
    ("一\n二", "一  \n二"),
]


@pytest.mark.parametrize(("typed", "shown"), CASES, ids=[typed for typed, _ in CASES])
def test_signs_of_markdown_are_disarmed(typed: str, shown: str) -> None:
    assert plain(typed) == shown


@hypothesis.given(st.text(alphabet="aZ09_-+=.):@ws/<>*#~|&　、。「」・（）旋ｱ\n\t \x00"))
def test_the_short_way_of_plain_words_says_what_the_long_way_says(typed: str) -> None:
    kept, plain_module._WORDS = plain_module._WORDS, re.compile(r"(?!)")
    try:
        long_way = plain(typed)
    finally:
        plain_module._WORDS = kept
    assert plain(typed) == long_way


def test_safe_text_is_not_escaped_twice() -> None:
    assert plain(plain("*")) == r"\*"
    assert plain(str(plain("*"))) == r"\\\*"


def test_a_sentence_keeps_its_own_marks_and_disarms_its_values() -> None:
    assert rich("通学 **{minutes}**", minutes="*9*") == r"通学 **\*9\***"


def test_bold_holds_between_japanese_signs() -> None:
    assert bold("（大田区）") == ":color[**（大田区）**]"
    assert bold("") == ""


def test_lines_stay_apart() -> None:
    assert lines("*", Markup("**b**")) == "\\*  \n**b**"


def test_braces_in_a_value_are_never_read_as_places() -> None:
    assert rich("{a}", a="{b}") == r"\{b\}"


def test_control_signs_used_inside_cannot_be_smuggled_in() -> None:
    assert plain("\x00:x\x01") == r":color[\:]x"


def test_streamlit_still_draws_what_the_escapes_say() -> None:
    def script() -> None:
        import streamlit as st  # noqa: PLC0415  AppTest runs this body alone

        from pages.kit.plain import plain  # noqa: PLC0415  AppTest runs this body alone

        st.markdown(plain("[x](y)"))

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert app.markdown[0].value == r"\[x\](y)"


def test_a_refusal_of_the_whole_act_is_no_place_to_correct() -> None:
    assert questions.is_whole([("form", "先に確かめてください。")])
    assert not questions.is_whole([("form", "だめです。"), ("name", "入れてください。")])
