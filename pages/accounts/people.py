"""People whom one may invite: the list, and the invitations that still wait."""

from typing import Final

import streamlit as st

from hub.accounts import reads, service
from hub.accounts.reads import PeoplePage, PersonRow, RequestList, Waiting
from hub.i18n import _, translated
from hub.i18n.values import day
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from models.vocab import Role
from pages.accounts.parts import INVITERS, show_once
from pages.kit import act, widgets
from pages.kit.page import page

SHOWN: Final = 20
PURPOSES: Final = {
    Role.ADMIN: N_("区の職員を招き、役割を決めます。"),
    Role.COORDINATOR: N_("学生、専門家、会社の代表を招きます。"),
    Role.FIRM_REPRESENTATIVE: N_("会社の人を招きます。"),
}


@page(path="people", title=N_("人と役割"), roles=INVITERS)
def render() -> None:
    """One way in at the top, then who waits, then who is there."""
    at = int(st.session_state.get("accounts.people.page", 1))
    found: PeoplePage = act.read(reads.people, page=at)
    widgets.title(_("人と役割"), translated(PURPOSES[act.actor().role]))
    widgets.error_summary(act.problems())
    show_once()
    with widgets.acts("people"):
        widgets.go(_("新しい人を招く"), "invite-person", "accounts.invite", main=True)
        if act.actor().role is Role.COORDINATOR:
            asked: RequestList = act.read(reads.account_requests)
            label = _("登録の申込み {count}件を見る").format(count=asked.count)
            widgets.go(label, "account-requests", "accounts.requests")
    _waiting(act.read(reads.open_invitations))
    widgets.heading(_("いる人 {count}人").format(count=found.count))
    if not found.count:
        widgets.say(_("まだだれもいません。招いた人がここに出ます。"))
    with widgets.rows("people"):
        for person in found.rows:
            _row(person)
    pages = -(-found.count // SHOWN)
    if pages > 1:
        st.pagination(pages, key="accounts.people.page")


def _row(person: PersonRow) -> None:
    with widgets.row(f"person-{person.person_id}"):
        widgets.link(person.name, "one-person", {"person": str(person.person_id)})
        for words in person.role_words:
            widgets.tag(translated(words))
        if not person.login:
            widgets.tag(_("ログインの番号をまだ渡していません"), "wait")


def _waiting(rows: tuple[Waiting, ...]) -> None:
    if not rows:
        return
    widgets.heading(_("返事を待っている招待 {count}件").format(count=len(rows)))
    with widgets.rows("waiting"):
        for row in rows:
            with widgets.row(f"waiting-{row.invitation_id}"):
                until = _("{role}・{day}まで").format(
                    role=translated(row.role_words), day=day(japan_date(row.ends_at))
                )
                widgets.two_lines(row.name, until)
                label = _("{name}さんの招待を取り消す").format(name=row.name)
                if widgets.link_act(label, f"accounts.withdraw.{row.invitation_id}"):
                    _withdraw(row.invitation_id)


def _withdraw(invitation_id: int) -> None:
    once = f"accounts.withdraw.{invitation_id}"
    values = {"invitation_id": invitation_id}
    if act.act(service.withdraw_invitation, values, once=act.once(once)) is not None:
        act.done(once)
    st.rerun()
