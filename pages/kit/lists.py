"""Rows, offers and stays: lists that are not tables."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from pages.kit.cards import heading
from pages.kit.keys import fresh
from pages.kit.plain import bold, grey, plain

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


class Stay(NamedTuple):
    """One period of a rotation at one firm."""

    weeks: Sequence[str]
    period: str
    firm: str
    dates: str
    note: str
    past: bool = False


def columns_head(
    key: str, ratios: Sequence[float], names: Sequence[str], right: Collection[int] = ()
) -> None:
    """The names of the columns above rows; numbers in ``right`` (from 1) stand right. Wide only."""
    with st.container(key=f"wideonly-head-{key}"):
        for number, (column, name) in enumerate(
            zip(st.columns(ratios, gap="small"), names, strict=True), start=1
        ):
            if name:
                column.markdown(grey(name), text_alignment="right" if number in right else "left")


def entry(key: str) -> "DeltaGenerator":
    """One line of a short list: a text that stretches and one word or tag at the right."""
    return st.container(
        key=f"entry-{key}",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
        wrap=False,
    )


def offer(key: str) -> "DeltaGenerator":
    """One of several offers: text left (``offer_text``), one control right."""
    return st.container(
        key=f"offer-{key}", horizontal=True, vertical_alignment="center", wrap=False
    )


def offer_text(key: str) -> "DeltaGenerator":
    """The left part of an offer."""
    return st.container(key=f"offertext-{key}", gap="xxsmall")


def ranked(chosen: Sequence[tuple[str, str, str]]) -> None:
    """What was chosen, in order: number, firm, programme."""
    with st.container(key=fresh("rows-ranked"), gap=None):
        for number, firm, programme in chosen:
            with st.container(
                key=fresh("ranked"), horizontal=True, vertical_alignment="center", wrap=False
            ):
                st.markdown(plain(number), width="content")
                with st.container(gap=None):
                    st.markdown(bold(firm))
                    st.markdown(grey(programme))


def timeline(stays: Sequence[Stay]) -> None:
    """The rotation strip: each period under its weeks, one below the other on a phone."""
    with st.container(key=fresh("timeline")):
        for column, stay in zip(st.columns(len(stays), gap="small"), stays, strict=True):
            with column, st.container(gap="xsmall"):
                with st.container(key=fresh("weeks"), horizontal=True, wrap=False):
                    for week in stay.weeks:
                        st.markdown(grey(week), width="stretch")
                with st.container(key=fresh("stay-past" if stay.past else "stay"), gap=None):
                    st.markdown(plain(stay.period))
                    heading(stay.firm, 3)
                    st.markdown(plain(stay.dates))
                    st.markdown(grey(stay.note))
