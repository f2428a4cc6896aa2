"""Mails of the person as they went out; on a demo without a mail server they go nowhere else."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import moment
from hub.kernel.text import N_
from hub.platform.post import outgoing
from hub.platform.post.outgoing import SentMail
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="mailbox", title=N_("届いたメール"), in_menu=False)
def render() -> None:
    """The newest first, each with its subject and its text."""
    found: tuple[SentMail, ...] = act.read(outgoing.my_mails)
    widgets.title(
        _("届いたメール"),
        _("あなたに送ったメールと同じ内容です。"),
        back=(_("お知らせへ戻る"), "notices"),
    )
    if not found:
        widgets.empty(
            _("メールはまだありません"),
            _("受け取り方でメールを選ぶと、送ったメールがここに出ます。"),
            (_("受け取り方を決める"), "told"),
        )
        return
    for mail in found:
        with widgets.card(f"mail-{mail.delivery_id}"):
            widgets.heading(mail.subject)
            widgets.say(widgets.grey(moment(mail.sent_at)))
            for part in mail.body.strip().split("\n\n"):
                st.markdown(widgets.lines(*part.split("\n")))
