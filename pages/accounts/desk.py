"""The one place to begin typing for somebody who telephones, writes or comes."""

from typing import Final

import streamlit as st

from hub.accounts import reads, service, words
from hub.accounts.reads import DeskRow, Served
from hub.i18n import _, translated
from hub.i18n.values import clock_time, day
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from models.vocab import HeardBy, Role
from pages.kit import act, widgets
from pages.kit.page import page

LONGEST: Final = 40


@page(path="desk", title=N_("代わりに入力する"), roles=(Role.COORDINATOR, Role.WARD_CLERK))
def render() -> None:
    """Who it is, how it was heard, that it is the person; then the person's own pages."""
    widgets.title(
        _("代わりに入力する"),
        _("電話や窓口で聞いたことを、本人の画面で入力します。本人に知らせが届きます。"),
    )
    widgets.error_summary(act.problems())
    text = st.text_input(
        _("氏名かフリガナで探す"), key="accounts.desk.search", max_chars=LONGEST,
        autocomplete="off",
    )  # fmt: skip
    found: tuple[Served, ...] = act.read(reads.desk_people, text=text)
    if text.strip() and not found:
        widgets.say(_("「{text}」の人は見つかりません。短くして探してください。").format(text=text))
    if found:
        _choose(found)
    _log()


def _choose(found: tuple[Served, ...]) -> None:
    widgets.say(_("どうやって聞きましたか"))
    ways = {way.value: translated(words.HEARD_LABELS[way]) for way in HeardBy}
    heard = widgets.segmented(_("どうやって聞きましたか"), ways, "accounts.desk.heard")
    with widgets.field("identified", None, None):
        is_known = st.checkbox(
            _("生年月日や住所を聞いて、本人だと確かめました"), key="accounts.desk.known"
        )
    widgets.heading(_("見つかった人 {count}人").format(count=len(found)))
    with widgets.rows("served"):
        for person in found:
            _row(person, heard, is_known=is_known)


def _row(person: Served, heard: str, *, is_known: bool) -> None:
    with widgets.row(f"served-{person.membership_id}"):
        widgets.two_lines(person.name, translated(person.role_words))
        label = _("{name}さんの代わりに入力する").format(name=person.name)
        if widgets.secondary(label, f"accounts.desk.{person.membership_id}"):
            _begin(person.membership_id, heard, is_known=is_known)


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


def _begin(membership_id: int, heard: str, *, is_known: bool) -> None:
    values = {
        "membership_id": membership_id, "heard_by": heard, "was_identified": is_known,
    }  # fmt: skip
    if act.act(service.begin_desk, values, once=act.once("accounts.desk")) is None:
        st.rerun()
    act.done("accounts.desk")
    act.change_seat()
    st.switch_page(widgets.page_of("home"))
