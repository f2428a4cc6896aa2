"""What was asked and who fits: the grey box of the question, the cards of the answer.

Source: look, page 05. On a phone the money stands before the reasons and the conditions wait
behind the link that corrects them.
"""

from typing import TYPE_CHECKING

import streamlit as st

from pages.kit.keys import fresh
from pages.kit.plain import bold, grey, plain

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def question(key: str) -> "DeltaGenerator":
    """The grey box that holds the question in lines (``question_line``)."""
    return st.container(key=f"strip-box-question-{key}", gap="xsmall")


def question_line(key: str, label: str, *, wide_only: bool = False) -> "DeltaGenerator":
    """One line of the question: its bold label, then what is drawn inside."""
    kind = "wideonly-question" if wide_only else "question"
    box = st.container(
        key=f"{kind}-{key}", horizontal=True, vertical_alignment="center", wrap=False
    )
    with box:
        st.markdown(bold(label), width="content")
    return box


def wide_only(key: str) -> "DeltaGenerator":
    """Parts beside each other that a phone leaves out."""
    return st.container(
        key=f"wideonly-line-{key}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    )


def result(key: str, *, is_first: bool) -> "DeltaGenerator":
    """The card of one person who fits; the first one has the blue edge."""
    return st.container(key=f"card-{'first' if is_first else 'next'}-{key}", gap="small")


def reasons() -> "DeltaGenerator":
    """Phrases that belong together, close to each other."""
    return st.container(key=fresh("reasons"), gap=None)


def reason(label: str, text: str, *, strong: bool = False) -> None:
    """One phrase with its small label at the left."""
    with st.container(
        key=fresh("reason"), horizontal=True, vertical_alignment="top", wrap=False, gap="small"
    ):
        st.markdown(grey(label), width="content")
        st.markdown(bold(text) if strong else plain(text))
