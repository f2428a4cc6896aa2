"""Below a page whose draft is not saved: both texts side by side, or the way to try again."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import clock_time
from pages.kit import act, keeping
from pages.kit.acts import route_link, secondary
from pages.kit.cards import acts, alert, card, heading, say
from pages.kit.flows import FLOWS, differing
from pages.kit.keeping import Trouble
from pages.kit.plain import grey, plain


def show() -> None:
    """Nothing when all is saved; it stands last on the page, so that nothing above moves."""
    found = keeping.trouble()
    if found is None:
        return
    with alert("unsaved"):
        if found.theirs is None:
            heading(_("保存できていません"))
            say(act.words(found.refusal))
            say(_("この画面を閉じないでください。入力はここに残っています。"))
            secondary(_("もう一度保存する"), "kit.unsaved.again")
        else:
            _both(found)


def _both(found: Trouble) -> None:
    """Two texts, and the choice that only the person can make."""
    heading(_("別の画面で更新されました"))
    say(_("どちらの内容を残すか選んでください。選ぶまで、何も上書きしません。"))
    theirs = found.theirs
    saved = dict(theirs.answers) if theirs else {}
    texts, has_others = differing(FLOWS[found.place.flow], found.mine, saved)
    at = theirs.updated_at if theirs else None
    there = _("保存されている内容（{time}）").format(time=clock_time(at)) if at else ""
    for number, (label, mine, other) in enumerate(texts):
        heading(translated(label), 3)
        here, beside = st.columns(2, gap="medium")
        with here, card(f"text-mine-{number}"):
            _text(_("この画面の内容"), mine)
        with beside, card(f"text-theirs-{number}"):
            _text(there or _("保存されている内容"), other)
    if has_others or not texts:
        say(_("選んだものや番号も違います。"))
    if not saved:
        say(_("保存されている内容は空です。送ったか、消したあとかもしれません。"))
    with acts("unsaved"):
        secondary(
            _("この画面の内容を残す"),
            "kit.unsaved.mine",
            on_click=partial(keeping.overwrite, found),
        )
        st.markdown(route_link(_("保存されている内容で開き直す"), _here()))


def _text(name: str, text: str) -> None:
    st.markdown(grey(name))
    st.markdown(plain(text or _("（空です）")))


def _here() -> str:
    """Address of this page; opening it anew fills the form from the database."""
    path = str(st.session_state.get(act.PLACE, ""))
    query = urlencode(st.query_params.to_dict())
    return f"/{path}?{query}" if query else f"/{path}"
