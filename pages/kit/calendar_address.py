"""「カレンダーに入れる」: a private address for the person's own calendar, shown once."""

import streamlit as st

from hub.accounts import reads, service
from hub.i18n import _, current_language
from hub.i18n.values import moment
from hub.platform import runtime
from pages.kit import act
from pages.kit.act import ADDRESS
from pages.kit.acts import danger, secondary
from pages.kit.cards import acts, card, heading, say

ASKED = "kit.feed.asked"


def show() -> None:
    """What it is for, the address once, making it anew, stopping it."""
    _settle()
    since = act.read(reads.my_feed)
    address = st.session_state.get(ADDRESS)
    with card("feed"):
        heading(_("カレンダーに入れる"))
        if since is None:
            say(_("自分の予定が、スマートフォンなどのカレンダーに出ます。"))
            say(_("あなた専用のアドレスを作ります。ほかの人の名前は入りません。"))
            secondary(_("アドレスを作る"), "kit.feed.open", on_click=_ask, args=(True,))
            return
        if address:
            say(_("このアドレスを写して、カレンダーの「URLで追加」に入れてください。"))
            st.code(address, language=None, wrap_lines=True)
            say(_("アドレスはこの一度だけ見られます。ほかの人に教えないでください。"))
        else:
            say(_("{at}にアドレスを作りました。").format(at=moment(since)))
            say(_("アドレスをなくしたときは、作り直してください。前のアドレスは止まります。"))
        with acts("feed"):
            secondary(_("アドレスを作り直す"), "kit.feed.again", on_click=_ask, args=(True,))
            danger(_("アドレスを止める"), "kit.feed.stop", on_click=_ask, args=(False,))


def _ask(*opens: bool) -> None:
    """Remember what was pressed; it is done in the run, where it is known who presses."""
    st.session_state[ASKED] = all(opens)


def _settle() -> None:
    """Do what was pressed before the box is drawn."""
    asked = st.session_state.pop(ASKED, None)
    if asked is None:
        return
    st.session_state.pop(ADDRESS, None)
    if asked:
        _open()
    else:
        act.act(service.revoke_feed, {}, once=act.once("feed.stop"))
        act.done("feed.stop")


def _open() -> None:
    token = service.new_token()
    values = {"token_hash": service.token_hash(token)}
    if act.act(service.open_feed, values, once=values["token_hash"][:32]) is not None:
        public = runtime.settings().public_url.rstrip("/")
        query = "?lang=en" if current_language() == "en" else ""
        st.session_state[ADDRESS] = f"{public}/ical/{token}.ics{query}"
