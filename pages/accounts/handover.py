"""A change of posts: what a leaver has open, who follows, from which day; taken back before it."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from hub.accounts import reads, service
from hub.accounts.reads import HandoverPage, Leaving, PlannedHandover
from hub.i18n import _, translated
from hub.i18n.values import day
from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.text import N_
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page

FORM: Final = "accounts.handover"
NOBODY: Final = 0


@page(path="handover", title=N_("人事異動の引きつぎ"), roles=(Role.ADMIN,))
def render() -> None:
    """Plans that wait, then one leaver: roles and work left, successor and day right."""
    found: HandoverPage = act.read(reads.handovers)
    errors = dict(act.problems())
    widgets.title(
        _("人事異動の引きつぎ"),
        _("離れる人の役割と、途中の仕事を、次の人に渡します。これまでの記録は変わりません。"),
    )
    widgets.error_summary(act.problems())
    if said := st.session_state.pop("accounts.handover.said", ""):
        with widgets.strip("handover-said"):  # noqa: B005  the state strip of the kit
            widgets.say(str(said))
    _planned(found.planned)
    names = {NOBODY: _("選んでください")} | {
        one.person_id: _("{name}（{roles}）").format(
            name=one.name, roles=_("・").join(translated(words) for words in one.role_words)
        )
        for one in found.staff
    }
    left, right = st.columns([1.6, 1], gap="medium")
    with left:
        leaver = _person("leaver_id", _("離れる人"), names, errors)
        others = followers(names, leaver)
        successor = _person("successor_id", _("引きつぐ人"), others, errors) if leaver else NOBODY
        if leaver:
            _open(act.read(reads.leaving, leaver_id=leaver, successor_id=successor or None))
    if leaver and successor:
        with right, widgets.side("handover"):
            _decide(leaver, successor, errors)


def followers(names: Mapping[int, str], leaver: int) -> dict[int, str]:
    """Everybody but the person who leaves: nobody follows himself."""
    return {at: name for at, name in names.items() if at == NOBODY or at != leaver}


def _person(name: str, label: str, names: Mapping[int, str], errors: dict[str, str]) -> int:
    if st.session_state.get(f"accounts.handover.{name}", NOBODY) not in names:
        st.session_state.pop(f"accounts.handover.{name}", None)
    with widgets.field(name, None, errors.get(name)):
        chosen = st.selectbox(
            label, list(names), format_func=lambda at: names[at], key=f"accounts.handover.{name}"
        )
    return int(chosen or NOBODY)


def _open(found: Leaving) -> None:
    """Roles and work of the leaver; what the successor may not take is said."""
    widgets.heading(_("渡す役割"))
    with widgets.rows("handover-roles"):
        for number, words in enumerate(found.role_words):
            with widgets.row(f"handover-role-{number}"):
                widgets.say(translated(words))
    widgets.heading(_("途中の仕事 {count}件").format(count=len(found.work)))
    if not found.work:
        widgets.say(_("途中の仕事はありません。受付箱の申請は、役割で引きつぎます。"))
    with widgets.rows("handover-work"):
        for number, work in enumerate(found.work):
            with widgets.row(f"handover-work-{number}"):
                widgets.two_lines(work.title or translated(work.words), translated(work.words))
                if work.is_barred:
                    widgets.tag(_("この人には渡せません"), "wait")
    if any(work.is_barred for work in found.work):
        widgets.say(_("渡せない仕事は、だれの担当でもなく受付箱に残ります。"))


def _decide(leaver: int, successor: int, errors: dict[str, str]) -> None:
    widgets.heading(_("いつから"))
    hint = _("例：2027-04-01、令和9年4月1日")
    with widgets.field("on_date", hint, errors.get("on_date")):
        typed = st.text_input(
            _("引きつぐ日"), key="accounts.handover.on_date", max_chars=40, autocomplete="off"
        )
    widgets.say(_("その日の0時に役割が移り、離れる人はログアウトします。二人に知らせます。"))
    widgets.say(_("今日の日付なら、すぐに移ります。前の日までは取り消せます。"))
    with widgets.bar("handover", sticky=True):
        is_today = read_date(typed) == japan_date(act.today())
        label = _("今日すぐに引きつぐ（取り消せません）") if is_today else _("この引きつぎを決める")
        if widgets.primary(label, "accounts.handover.plan"):
            values = {"leaver_id": leaver, "successor_id": successor, "on_date": typed}
            done = act.act(service.plan_handover, values, once=act.once(FORM))
            if done is not None:
                act.done(FORM)
                for name in ("leaver_id", "successor_id", "on_date"):
                    st.session_state.pop(f"accounts.handover.{name}", None)
                st.session_state["accounts.handover.said"] = (
                    _("役割と仕事を引きつぎました。")
                    if done.is_done
                    else _("引きつぎを決めました。")
                )
            st.rerun()


def _planned(rows: tuple[PlannedHandover, ...]) -> None:
    if not rows:
        return
    widgets.heading(_("決まっている引きつぎ {count}件").format(count=len(rows)))
    with widgets.rows("handover-planned"):
        for row in rows:
            with widgets.row(f"handover-{row.handover_id}"):
                both = _("{leaver}さん → {successor}さん").format(
                    leaver=row.leaver, successor=row.successor
                )
                widgets.two_lines(both, _("{day}から").format(day=day(row.on_date)))
                label = _("{leaver}さんの引きつぎを取り消す").format(leaver=row.leaver)
                if widgets.link_act(label, f"accounts.handover.off.{row.handover_id}"):
                    _withdraw(row.handover_id)


def _withdraw(handover_id: int) -> None:
    once = f"accounts.handover.{handover_id}"
    values = {"handover_id": handover_id}
    if act.act(service.withdraw_handover, values, once=act.once(once)) is not None:
        act.done(once)
    st.rerun()
