"""The row of one course, and what only a phone shows. Source: look, page 06."""

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def course(key: str) -> "DeltaGenerator":
    """The card of one course; five columns of the same widths in every card, lines on a phone."""
    return st.container(key=f"card-course-{key}")


def course_columns() -> "list[DeltaGenerator]":
    """Title, seats, closing, cost and act of a course."""
    return st.columns([4.4, 2.2, 2.1, 1.7, 2.2], vertical_alignment="center")


def narrow_only(key: str) -> "DeltaGenerator":
    """What a wide page says elsewhere, such as the text in the action bar."""
    return st.container(key=f"narrowonly-{key}")
