"""One person: the roles from when to when, a further one, a new letter."""

from typing import Final

import streamlit as st

from hub.accounts import reads, service, words
from hub.accounts.reads import PersonPage, SeatRow
from hub.i18n import _, translated
from hub.i18n.values import day
from hub.kernel.text import N_
from models.vocab import Role
from pages.accounts.parts import INVITERS, show_once
from pages.kit import act, address, code_letters, widgets
from pages.kit.page import page

ROLE: Final = "accounts.person.role"


@page(path="one-person", title=N_("この人の役割"), roles=INVITERS, in_menu=False)
def render() -> None:
    """Everything one may do for this person, each with its consequence before it."""
    found: PersonPage = act.read(reads.one_person, person_id=address.number("person"))
    widgets.title(
        _("{name}さん").format(name=found.name), found.kana, back=(_("人と役割へ戻る"), "people")
    )
    widgets.error_summary(act.problems())
    show_once()
    widgets.heading(_("いまの役割"))
    with widgets.rows("seats"):
        for seat in found.seats:
            _seat(seat)
    if found.may_give:
        _give(found)
    if found.may_write_letter:
        widgets.heading(_("手紙"))
        widgets.say(_("番号と、1回だけ使えるコードを書きます。前の手紙は使えなくなります。"))
        if widgets.secondary(_("手紙を作る"), "accounts.person.letter"):
            code_letters.write(found.person_id, found.name)
            st.rerun()
    if found.has_birth_date is not None:
        _birth(found, has_one=found.has_birth_date)
    if act.actor().role is Role.ADMIN:
        _lost_device(found.person_id)


def _seat(seat: SeatRow) -> None:
    role = translated(seat.role_words)
    with widgets.entry(f"seat-{seat.membership_id}"):
        since = _("{day}から").format(day=day(seat.starts_on))
        if seat.ends_on is not None:
            since = _("{day}まで").format(day=day(seat.ends_on))
        widgets.two_lines(role, since)
        if not seat.may_end:
            widgets.say(_("ほかの管理者を招くと終えられます。") if seat.ends_on is None else "")
        elif widgets.danger(_("{role}を終える").format(role=role), f"end.{seat.membership_id}"):
            _end(seat.membership_id)


def _end(membership_id: int) -> None:
    once = f"accounts.end.{membership_id}"
    if act.act(service.end_role, {"membership_id": membership_id}, once=act.once(once)) is None:
        st.rerun()
    act.done(once)
    st.switch_page(widgets.page_of("people"))


def _give(found: PersonPage) -> None:
    widgets.heading(_("役割を加える"))
    options = {role.value: translated(words.ROLE_LABELS[role]) for role in found.may_give}
    errors = dict(act.problems())
    with widgets.field("role", None, errors.get("role")):
        role = widgets.picked(_("加える役割"), options, ROLE)
    widgets.say(_("今日から使えます。本人は画面の上で役割を切り替えます。"))
    if widgets.secondary(_("この役割を加える"), "accounts.person.give"):
        if not role:
            act.tell([("role", _("加える役割を選んでください。"))])
            st.rerun()
        once = f"accounts.give.{found.person_id}.{role}"
        values = {"person_id": found.person_id, "role": role}
        if act.act(service.give_role, values, once=act.once(once)) is not None:
            act.done(once)
        st.rerun()


def _birth(found: PersonPage, *, has_one: bool) -> None:
    """The birth date of a student, without which no wishes can be sent; what is kept is hidden."""
    widgets.heading(_("生年月日"))
    widgets.say(
        _("登録されています。違うときは、入れ直してください。")
        if has_one
        else _("まだ登録されていません。学生が実習の希望を出すときに必要です。")
    )
    errors = dict(act.problems())
    with widgets.field("birth_date", _("例：平成21年4月1日、2009-04-01"), errors.get("birth_date")):
        typed = st.text_input(
            _("生年月日"), key="accounts.person.birth", max_chars=40, autocomplete="off"
        )
    if widgets.secondary(_("生年月日を登録する"), "accounts.person.birth.keep"):
        once = f"accounts.birth.{found.person_id}"
        values = {"person_id": found.person_id, "birth_date": typed}
        done = act.act(service.tell_birth, values, once=act.once(once))
        act.done(once)
        if done is not None:
            st.session_state.pop("accounts.person.birth", None)
        st.rerun()


def _lost_device(person_id: int) -> None:
    """Take a lost device out, after the person was seen."""
    widgets.heading(_("二段階の確認の端末をなくした人"))
    if told := st.session_state.pop("accounts.person.device.told", None):
        with widgets.strip("lost"):
            widgets.say(
                _("端末を外しました。本人に知らせました。")
                if told == "done"
                else _("受け付けました。もう1人の管理者が、1日のうちに同じ操作をしてください。")
            )
    widgets.say(_("外すと全部の端末からログアウトし、次のログインで新しい端末を登録します。"))
    widgets.say(_("審査・決裁・検査・会計・管理の人は、管理者2人の操作が必要です。"))
    seen = st.checkbox(
        _("窓口で本人であることを確かめました"), key=f"accounts.person.device.seen.{person_id}"
    )
    if widgets.secondary(_("なくした端末を外す"), "accounts.person.device"):
        once = f"accounts.device.{person_id}"
        values = {"person_id": person_id, "was_identified": seen}
        done = act.act(service.reset_step, values, once=act.once(once))
        act.done(once)
        if done is not None:
            st.session_state["accounts.person.device.told"] = "done" if done.is_done else "first"
        st.rerun()
