"""What the three lists of the desk share: the row of one notice, and one act with its key."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import moment, shown
from hub.platform.post.reads import PostRow
from pages.kit import act, widgets


def what(row: PostRow) -> None:
    """To whom, what to say, since when."""
    widgets.two_lines(row.name, moment(row.at))
    values = {name: shown(value) for name, value in row.params.items()}
    widgets.say(translated(row.msgid).format(**values))
    if row.is_late:
        widgets.tag(_("期限が過ぎました。電話で確かめてください"), "bad")


def take(function: Callable[..., Any], name: str, **values: object) -> None:
    """One act of the desk, then the lists anew."""
    key = f"home.post.{name}"
    if act.act(function, values, once=act.once(key)) is not None:
        act.done(key)
    st.rerun()
