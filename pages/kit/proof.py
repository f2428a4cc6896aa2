"""The way to the page that asks who sits here, after an act that wants a fresh proof."""

from urllib.parse import urlencode

import streamlit as st

from hub.i18n import _
from pages.kit import act
from pages.kit.acts import route_link
from pages.kit.cards import alert, say


def show(path: str) -> None:
    """One link, in a window of its own: what was typed here stays. Nothing when none is needed."""
    if not act.must_prove():
        return
    query = urlencode(st.query_params.to_dict())
    here = f"/{path}?{query}" if query else f"/{path}"
    with alert("prove"):
        say(_("この操作の前に、本人であることを確かめます。入力したものは、この画面に残ります。"))
        st.markdown(
            route_link(_("新しいタブで確かめる"), f"/reauth?{urlencode({'next': here})}"),
            width="content",
        )
