"""Labels, values, sums, figures and tags."""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import streamlit as st

from hub.i18n import _
from hub.i18n.values import clock_time
from pages.kit import keeping
from pages.kit.acts import link
from pages.kit.keys import fresh
from pages.kit.plain import Markup, bold, grey, lines, plain

Tone = Literal["act", "good", "wait", "plain", "bad"]
_COLOURS: Final = (
    ("act", "blue"),
    ("good", "green"),
    ("wait", "yellow"),
    ("plain", "gray"),
    ("bad", "red"),
)


class SumRow(NamedTuple):
    """One line of a sum; ``total`` is the one amount the reader looks for."""

    label: str
    amount: str
    total: bool = False


class Stat(NamedTuple):
    """A figure with its label and its meaning in words."""

    label: str
    figure: str
    words: str
    path: str | None = None


def fact(label: str, value: str, note: str | None = None) -> None:
    """Label, value and note: stacked where wide, one line on a phone."""
    with st.container(key=fresh("fact"), gap=None):
        st.markdown(grey(label))
        st.markdown(bold(value))
        if note:
            st.markdown(grey(note))


def sum_rows(amounts: Sequence[SumRow | tuple[str, str]]) -> None:
    """Amounts under each other, minus as −, the own share large under a line."""
    with st.container(key=fresh("sum-box"), gap=None):
        for entry in (SumRow(*amount) for amount in amounts):
            kind = "total" if entry.total else "part"
            with st.container(
                key=fresh(f"sum-{kind}"),
                horizontal=True,
                horizontal_alignment="distribute",
                vertical_alignment="center",
                wrap=False,
            ):
                st.markdown(grey(entry.label) if not entry.total else plain(entry.label))
                st.markdown(plain(entry.amount.replace("-", "−")))


def number(label: str, figure: str, note: str) -> None:
    """The one large figure of a card."""
    with st.container(key=fresh("num"), gap=None):
        st.markdown(grey(label))
        st.markdown(plain(figure))
        st.markdown(plain(note))


def badge(text: str, tone: Tone = "plain") -> Markup:
    """A tag inside a text."""
    return Markup(f":{dict(_COLOURS)[tone]}-badge[{plain(text)}]")


def tag(text: str, tone: Tone = "plain") -> None:
    """A tag that stands alone; the word always says it, the colour repeats it."""
    st.markdown(badge(text, tone), width="content")


def stat_strip(stats: Sequence[Stat | tuple[str, str, str]], key: str = "nums") -> None:
    """At most four figures beside each other, two by two on a phone."""
    with st.container(key=f"strip-stat-{key}"):
        columns = st.columns(len(stats), gap="medium")
        for column, stat in zip(columns, (Stat(*entry) for entry in stats), strict=True):
            with column, st.container(key=fresh("stat"), gap=None):
                if stat.path:
                    link(stat.label, stat.path)
                else:
                    st.markdown(grey(stat.label))
                st.markdown(plain(stat.figure))
                st.markdown(plain(stat.words))


def saved_line() -> None:
    """「保存しました 14:03」, or in red that it is not saved; one height, so that nothing moves."""
    found, kept = keeping.trouble(), keeping.last()
    with st.container(key="saved-line"):
        if found is not None:
            st.markdown(f":red[**{plain(_('保存できていません'))}**]")
        elif kept is not None and kept.updated_at is not None:
            saved = _("保存しました {time}").format(time=clock_time(kept.updated_at))
            st.markdown(plain(saved))
        else:
            st.markdown("\N{NO-BREAK SPACE}")


def two_lines(main: str, sub: str) -> None:
    """A bold line and a grey one below it."""
    st.markdown(lines(bold(main), grey(sub)))


def figure(text: str) -> None:
    """One large number without label."""
    with st.container(key=fresh("figure"), width="content"):
        st.markdown(plain(text))


def share_of(part: int, whole: int) -> None:
    """The same bar for a part of a whole in yen or heads; none of nothing is an empty bar."""
    share(min(1, max(0, part / whole)) if whole else 0)


def share(part: float) -> None:
    """A bar for a share of a known total; the words below it say the same."""
    st.progress(part)
