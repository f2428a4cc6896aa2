"""The one place to begin typing for somebody who telephones, writes or comes."""

from typing import Final

import streamlit as st

from hub.accounts import reads, service, words
from hub.accounts.reads import DeskFacts, DeskRow, Served
from hub.i18n import _, translated
from hub.i18n.values import clock_time, day
from hub.kernel.calendar import japan_date
from hub.kernel.errors import HubError
from hub.kernel.text import N_
from models.vocab import HeardBy, Role
from pages.kit import act, widgets
from pages.kit.page import page

LONGEST: Final = 40


@page(path="desk", title=N_("代わりに入力する"), roles=(Role.COORDINATOR, Role.WARD_CLERK))
def render() -> None:
    """Who it is, that it is the person, how it was heard; then the person's own pages."""
    problems = act.problems()
    widgets.title(
        _("代わりに入力する"),
        _("電話や窓口で聞いたことを、本人の画面で入力します。本人に知らせが届きます。"),
    )
    widgets.error_summary(problems)
    facts = _facts()
    if facts is not None:
        _checked(facts, dict(problems))
    _search()
    _log()


def _search() -> None:
    with widgets.acts("desk-search"):
        text = st.text_input(
            _("氏名かフリガナで探す"), key="accounts.desk.search", max_chars=LONGEST,
            autocomplete="off",
        )  # fmt: skip
        widgets.secondary(_("探す"), "accounts.desk.find")
    found: tuple[Served, ...] = act.read(reads.desk_people, text=text)
    if text.strip() and not found:
        widgets.say(_("「{text}」の人は見つかりません。短くして探してください。").format(text=text))
    if not found:
        return
    widgets.heading(_("見つかった人 {count}人").format(count=len(found)))
    with widgets.rows("served"):
        for person in found:
            with widgets.row(f"served-{person.membership_id}"):
                widgets.two_lines(person.name, translated(person.role_words))
                label = _("{name}さんを確かめる").format(name=person.name)
                if widgets.secondary(label, f"accounts.desk.{person.membership_id}"):
                    _check(person.membership_id)


def _check(membership_id: int) -> None:
    once = f"accounts.desk.check.{membership_id}"
    values = {"membership_id": membership_id}
    if act.act(service.check_person, values, once=act.once(once)) is not None:
        st.session_state["accounts.desk.checked"] = membership_id
        st.session_state.pop("accounts.desk.heard", None)
        st.session_state.pop("accounts.desk.known", None)
    act.done(once)
    st.rerun()


def _facts() -> DeskFacts | None:
    """What is known of whoever is being checked; gone after ten minutes."""
    membership_id = st.session_state.get("accounts.desk.checked")
    if membership_id is None:
        return None
    try:
        found: DeskFacts = act.read(reads.desk_facts, membership_id=membership_id)
    except HubError:
        st.session_state.pop("accounts.desk.checked", None)
        return None
    return found


def _checked(found: DeskFacts, errors: dict[str, str]) -> None:
    """What is compared with what the person says, how it was heard, and the way on."""
    missing = _("登録されていません")
    with widgets.card("desk-check"):
        widgets.heading(_("{name}さんか確かめます").format(name=found.name))
        widgets.say(_("生年月日と住所を本人に言ってもらい、比べてください。先に読み上げません。"))
        widgets.fact(_("フリガナ"), found.kana)
        widgets.fact(_("生年月日"), day(found.birth_date) if found.birth_date else missing)
        home = f"{found.postal} {found.address}".strip()
        widgets.fact(_("住所"), home or missing)
        if not found.birth_date and not home:
            widgets.say(_("どちらもないときは、ほかの書類か、登録の電話へのかけ直しで確かめます。"))
        widgets.say(_("どうやって聞きましたか"))
        ways = {way.value: translated(words.HEARD_LABELS[way]) for way in HeardBy}
        with widgets.field("heard_by", None, errors.get("heard_by")):
            heard = widgets.picked(_("どうやって聞きましたか"), ways, "accounts.desk.heard")
        with widgets.field("identified", None, None):
            is_known = st.checkbox(
                _("生年月日や住所を聞いて、本人だと確かめました"), key="accounts.desk.known"
            )
        label = _("{name}さんの代わりに入力する").format(name=found.name)
        if widgets.primary(label, "accounts.desk.begin"):
            _begin(heard, is_known=is_known)


def _log() -> None:
    """The last entries: who typed for whom, how it was heard, how much, read back or not."""
    rows: tuple[DeskRow, ...] = act.read(reads.desk_log)
    if not rows:
        return
    widgets.heading(_("代わりに入力した記録"))
    with widgets.rows("desk-log"):
        for row in rows:
            with widgets.row(f"desk-log-{row.entry_id}"):
                who = _("{name}さん（{staff}さんが代わりに入力）").format(
                    name=row.person, staff=row.staff
                )
                what = _("{role}・{heard}・{day} {time}・入力 {acts}回").format(
                    role=translated(row.role_words), heard=translated(row.heard_words),
                    day=day(japan_date(row.began_at)), time=clock_time(row.began_at),
                    acts=row.acts,
                )  # fmt: skip
                widgets.two_lines(who, what)
                if row.was_read_back:
                    widgets.tag(_("読み返しずみ"), "good")


def _begin(heard: str, *, is_known: bool) -> None:
    if not heard:
        act.tell([("heard_by", _("どうやって聞いたかを選んでください。"))])
        st.rerun()
    values = {
        "membership_id": st.session_state["accounts.desk.checked"],
        "heard_by": heard,
        "was_identified": is_known,
    }  # fmt: skip
    if act.act(service.begin_desk, values, once=act.once("accounts.desk")) is None:
        st.rerun()
    act.done("accounts.desk")
    st.session_state.pop("accounts.desk.checked", None)
    act.change_seat()
    st.switch_page(widgets.page_of("home"))
