"""One group of several."""

import streamlit as st

from hub.kernel.text import N_
from pages.groups.parts import FIRMS, STAFF, overview
from pages.kit.page import page


@page(path="one-group", title=N_("グループの中身"), roles=(*FIRMS, *STAFF), in_menu=False)
def render() -> None:
    """The group whose number stands in the address."""
    typed = st.query_params.get("group", "")
    overview.show(int(typed) if typed.isdecimal() else 0, back=True)
