"""The page's head and its keyed boxes; how they look stands in hub.css."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.kit.acts import link
from pages.kit.plain import plain

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


SECTION: Final = 2


def title(
    text: str,
    purpose: str | None = None,
    back: tuple[str, str] | tuple[str, str, Mapping[str, str]] | None = None,
    place: str | None = None,
) -> None:
    """The one ``h1`` of a page, its purpose in one sentence, the way back above it."""
    with st.container(key="page-title", gap=None):
        if back:
            with st.container(key="page-back", horizontal=True, vertical_alignment="center"):
                link(*back)
                if place:
                    st.markdown(plain(f"\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}　{place}"))
        st.title(plain(text), anchor=False)
        if purpose:
            st.markdown(plain(purpose))


def heading(text: str, level: int = SECTION) -> None:
    """A heading of a block or person (2) or of a firm, course, programme (3)."""
    draw = st.subheader if level > SECTION else st.header
    draw(plain(text), anchor=False)


def say(text: str) -> None:
    """One paragraph of body text."""
    st.markdown(plain(text))


def space() -> None:
    """Between two blocks of different meaning."""
    st.space("small")


def card(key: str) -> "DeltaGenerator":
    """A quiet box with a thin line."""
    return st.container(key=f"card-{key}")


def lead(key: str) -> "DeltaGenerator":
    """The one tinted box of a page: what the person should do next."""
    return st.container(key=f"lead-{key}")


def strip(key: str) -> "DeltaGenerator":
    """The grey band: a tag, what happens next, until when."""
    return st.container(key=f"strip-{key}", horizontal=True, vertical_alignment="center")


def alert(key: str) -> "DeltaGenerator":
    """White box with a red edge: the one thing that cannot wait."""
    return st.container(key=f"alert-{key}")


def rows(key: str) -> "DeltaGenerator":
    """A list of lined rows."""
    return st.container(key=f"rows-{key}", gap=None)


def row(key: str) -> "DeltaGenerator":
    """One row of a list, its parts close together."""
    return st.container(key=f"row-{key}", gap="xxsmall")


def line(key: str) -> "DeltaGenerator":
    """Parts beside each other, a heading left and its link right."""
    return st.container(
        key=f"line-{key}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    )


def pair(key: str) -> "DeltaGenerator":
    """Parts that follow each other on one line, such as a heading and its tag."""
    return st.container(key=f"pair-{key}", horizontal=True, vertical_alignment="center")


def acts(key: str) -> "DeltaGenerator":
    """A group of buttons of equal height."""
    return st.container(key=f"acts-{key}", horizontal=True, vertical_alignment="center")


def bar(key: str, *, sticky: bool = False) -> "DeltaGenerator":
    """The page's one act: fixed at the foot of a phone; with ``sticky`` at every width."""
    kind = "sticky-" if sticky else ""
    return st.container(key=f"bar-{kind}{key}", horizontal=True, vertical_alignment="center")


def side(key: str) -> "DeltaGenerator":
    """A card that stays in view beside a long list; the bar first, what grows after it."""
    return st.container(key=f"side-{key}")


def job(key: str) -> "DeltaGenerator":
    """A running job: what it does now at the left, its buttons at the right."""
    return st.container(
        key=f"lead-job-{key}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    )


def budget(key: str) -> "DeltaGenerator":
    """A grey box for one figure, its bar and its sentence."""
    return st.container(key=f"strip-box-{key}", gap="xsmall")
