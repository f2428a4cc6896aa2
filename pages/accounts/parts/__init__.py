"""What the pages of people share: who may open them, and a secret that is shown once."""

from typing import Final

import streamlit as st

from hub.accounts import service
from hub.i18n import _
from hub.platform import runtime
from models.vocab import Role
from pages.kit import act, widgets

INVITERS: Final = (Role.ADMIN, Role.COORDINATOR, Role.FIRM_REPRESENTATIVE)


def keep_link(name: str, token: str) -> None:
    """Remember a link until it has been shown once."""
    address = f"{runtime.settings().public_url}/invite?t={token}"
    st.session_state["accounts.shown"] = {"kind": "link", "name": name, "address": address}


def keep_mailed(name: str) -> None:
    """Remember that a mail goes out, until it has been said once."""
    st.session_state["accounts.shown"] = {"kind": "mail", "name": name}


def keep_letter(name: str, login: str, code: str, where: str = "") -> None:
    """Remember number and code of a letter until they have been shown once."""
    letter = {"kind": "letter", "name": name, "login": login, "code": code, "where": where}
    st.session_state["accounts.shown"] = letter


def write_letter(person_id: int, name: str) -> None:
    """Make a letter for somebody and remember it until it has been shown once."""
    code, code_hash = service.new_code()
    once = f"accounts.letter.{person_id}"
    values = {"person_id": person_id, "code_hash": code_hash}
    issued = act.act(service.issue_code, values, once=act.once(once))
    if issued is not None:
        act.done(once)
        keep_letter(name, issued.login, code)


def show_once() -> None:
    """The link or letter that was made last; gone at the next press."""
    shown = st.session_state.pop("accounts.shown", None)
    if shown is None:
        return
    with widgets.card("shown"):
        if shown["kind"] == "mail":
            widgets.heading(_("{name}さんにメールを送ります").format(name=shown["name"]))
            widgets.say(_("夜9時から朝8時までは、朝8時に送ります。リンクは7日間使えます。"))
            return
        if shown["kind"] == "link":
            widgets.heading(_("{name}さんを招くリンク").format(name=shown["name"]))
            widgets.say(_("いまだけ見られます。7日間、1回だけ使えます。本人に送ってください。"))
            st.code(shown["address"], language=None, wrap_lines=True)
            return
        widgets.heading(_("{name}さんへの手紙").format(name=shown["name"]))
        widgets.say(_("このコードは、いまだけ見られます。14日間使えます。"))
        if shown["where"]:
            widgets.fact(_("送り先"), shown["where"])
        widgets.fact(_("利用者番号"), shown["login"])
        widgets.fact(_("手紙のコード"), shown["code"])
