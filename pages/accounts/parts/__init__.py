"""What the pages of people share: who may open them, and a secret that is shown once."""

from typing import Final

import streamlit as st

from hub.accounts import service
from hub.i18n import _
from hub.platform import runtime
from models.vocab import Role
from pages.kit import code_letters, widgets

INVITERS: Final = (Role.ADMIN, Role.COORDINATOR, Role.FIRM_REPRESENTATIVE)


def keep_link(name: str, token: str) -> None:
    """Remember a link until it has been shown once."""
    address = f"{runtime.settings().public_url}/invite?t={token}"
    st.session_state["accounts.shown"] = {"kind": "link", "name": name, "address": address}


def keep_mailed(name: str) -> None:
    """Remember that a mail goes out, until it has been said once."""
    st.session_state["accounts.shown"] = {"kind": "mail", "name": name}


def show_once() -> None:
    """The link or letter that was made last; gone at the next press."""
    code_letters.show_once()
    shown = st.session_state.pop("accounts.shown", None)
    if shown is None:
        return
    with widgets.card("shown"):
        if shown["kind"] == "mail":
            widgets.heading(_("{name}さんにメールを送ります").format(name=shown["name"]))
            if service.keeps_mail_here():
                widgets.say(_("体験用なので、メールは外へ出ません。リンクか手紙で渡してください。"))
                return
            widgets.say(_("夜9時から朝8時までは、朝8時に送ります。リンクは7日間使えます。"))
            return
        widgets.heading(_("{name}さんを招くリンク").format(name=shown["name"]))
        widgets.say(_("いまだけ見られます。7日間、1回だけ使えます。本人に送ってください。"))
        st.code(shown["address"], language=None, wrap_lines=True)
