"""A colleague acts for oneself for some days; what was done so is read here afterwards."""

from typing import Final

import streamlit as st

from hub.accounts import reads, service
from hub.accounts.reads import DeputiesPage, Deputy, DoneForMe
from hub.i18n import _, translated
from hub.i18n.values import day, moment
from hub.kernel.text import N_
from models.vocab import STAFF_ROLES, Role
from pages.kit import act, widgets
from pages.kit.page import page

FORM: Final = "accounts.deputy"
NOBODY: Final = 0
LENDERS: Final = tuple(role for role in STAFF_ROLES if role is not Role.ADMIN)


@page(path="deputies", title=N_("代理を決める"), roles=LENDERS)
def render() -> None:
    """What holds now, the form, and what was done for the reader."""
    found: DeputiesPage = act.read(reads.deputies)
    errors = dict(act.problems())
    widgets.title(
        _("代理を決める"),
        _("休むあいだ、同僚があなたの役割で仕事を進めます。記録には二人の名前が残ります。"),
    )
    widgets.error_summary(act.problems())
    if found.rows:
        widgets.heading(_("いまとこれからの代理 {count}件").format(count=len(found.rows)))
        with widgets.rows("deputies"):
            for row in found.rows:
                _row(row)
    if act.actor().seat.for_id is None:
        _form(found, errors)
    else:
        widgets.say(_("代理のあいだは、ほかの人に代理を頼めません。"))
    _done(found.done)


def _row(row: Deputy) -> None:
    with widgets.row(f"deputy-{row.delegation_id}"):
        said = _("{name}さんが、あなたの代理です") if row.is_mine else _("{name}さんの代理をします")
        span = _("{role}・{first}から{last}まで").format(
            role=translated(row.role_words), first=day(row.first_day), last=day(row.last_day)
        )
        widgets.two_lines(said.format(name=row.name), span)
        label = _("{name}さんの代理を終える").format(name=row.name)
        if row.is_mine and widgets.link_act(label, f"accounts.deputy.end.{row.delegation_id}"):
            once = f"accounts.deputy.{row.delegation_id}"
            values = {"delegation_id": row.delegation_id}
            if act.act(service.end_deputy, values, once=act.once(once)) is not None:
                act.done(once)
            st.rerun()
        if not row.is_mine:
            widgets.say(_("「役割を切り替える」から、代理として始めます。"))


def _form(found: DeputiesPage, errors: dict[str, str]) -> None:
    widgets.heading(_("代理を頼む"))
    names = {NOBODY: _("選んでください")} | {one.person_id: one.name for one in found.colleagues}
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        with widgets.field("deputy_id", None, errors.get("deputy_id")):
            deputy = st.selectbox(
                _("代理をする人"), list(names), format_func=lambda at: names[at],
                key="accounts.deputy.who",
            )  # fmt: skip
        hint = _("例：2027-04-01、令和9年4月1日")
        typed = {
            name: _day(name, label, hint, errors)
            for name, label in (("first_day", _("はじめの日")), ("last_day", _("おわりの日")))
        }
    with right, widgets.side("deputy"):
        widgets.say(_("おわりの日が過ぎると、自動で終わります。いつでも早く終えられます。"))
        widgets.say(_("自分が別の立場で関わった申請は、代理でも進められません。"))
        with widgets.bar("deputy", sticky=True):
            if widgets.primary(_("この人に頼む"), "accounts.deputy.name"):
                _name({"deputy_id": deputy or NOBODY, **typed})


def _day(name: str, label: str, hint: str, errors: dict[str, str]) -> str:
    with widgets.field(name, hint, errors.get(name)):
        return str(
            st.text_input(label, key=f"accounts.deputy.{name}", max_chars=40, autocomplete="off")
        )


def _name(values: dict[str, object]) -> None:
    if act.act(service.name_deputy, values, once=act.once(FORM)) is not None:
        act.done(FORM)
        for name in ("who", "first_day", "last_day"):
            st.session_state.pop(f"accounts.deputy.{name}", None)
    st.rerun()


def _done(rows: tuple[DoneForMe, ...]) -> None:
    """What deputies have done, to be read afterwards (後閲)."""
    if not rows:
        return
    widgets.heading(_("代理で行われたこと {count}件").format(count=len(rows)))
    with widgets.rows("deputy-done"):
        for number, row in enumerate(rows):
            with widgets.row(f"deputy-done-{number}"):
                widgets.two_lines(_("{name}さん").format(name=row.name), moment(row.at))
                if row.claim_id is not None:
                    query = {"claim": str(row.claim_id)}
                    widgets.link(_("申請を開く（{number}）").format(number=number + 1),
                                 "claim-review", query)  # fmt: skip
