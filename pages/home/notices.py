"""The person's notices."""

from typing import Final
from urllib.parse import parse_qsl

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import moment, shown
from hub.kernel.text import N_
from hub.platform import outbox
from hub.platform.outbox import Notice
from pages.kit import act, widgets
from pages.kit.page import page

PAGE_SIZE: Final = 20


@page(path="notices", title=N_("お知らせ"), in_menu=False)
def render() -> None:
    """All notices; opening the page marks them as read."""
    found: tuple[Notice, ...] = act.read(outbox.notices)
    widgets.title(_("お知らせ"), back=(_("ホームへ戻る"), "home"))
    with widgets.pair("notice-ways"):
        widgets.link(_("受け取り方を変える"), "told")
        widgets.link(_("届いたメールを見る"), "mailbox")
    if not found:
        widgets.empty(_("お知らせはありません"), _("新しいお知らせは、ここに出ます。"))
        return
    pages = -(-len(found) // PAGE_SIZE)
    number = st.session_state.get("home.notices.page", 1) if pages > 1 else 1
    first = (min(int(number), pages) - 1) * PAGE_SIZE
    with widgets.rows("notices"):
        for notice in found[first : first + PAGE_SIZE]:
            _line(notice)
    if pages > 1:
        st.pagination(pages, key="home.notices.page")
    if not all(notice.is_read for notice in found):
        act.act(outbox.open_notices, {}, once=f"notices-{found[0].notice_id}")


def _line(notice: Notice) -> None:
    """What happened, when, and the way to the page where something can be done."""
    with widgets.entry(f"notice-{notice.notice_id}"):
        values = {name: shown(value) for name, value in notice.params.items()}
        widgets.two_lines(translated(notice.msgid).format(**values), moment(notice.at))
        if notice.page:
            path, _sign, query = notice.page.partition("?")
            widgets.link(_("開く"), path, dict(parse_qsl(query)))
