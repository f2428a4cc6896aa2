"""The band above every page while somebody acts for a colleague, or for another at the desk."""

from datetime import date

import streamlit as st

from hub.accounts import reads, service
from hub.accounts.reads import Band, Said, Typed
from hub.i18n import _, translated
from hub.i18n.values import clock_time, day
from pages.kit import act
from pages.kit.acts import link_act, page_of, secondary
from pages.kit.cards import acts, alert, say, strip
from pages.kit.plain import bold, plain, rich


def show() -> None:
    """For whom, how it was heard, until when, and the way out; nothing when the person acts."""
    lent = act.actor().seat
    if lent.for_id is not None:
        with strip("deputy"):
            say(_("{name}さんの代理として使用中です。").format(name=lent.for_name))
    if act.actor().staff_id is None:
        return
    found: Band | None = act.read(reads.desk_band)
    if found is None:
        return
    with alert("desk"):
        say(
            rich(
                _("{name}さんの代わりに入力中（{heard}、{time}まで）"),
                name=bold(found.name),
                heard=translated(found.heard_words),
                time=clock_time(found.ends_at),
            )
        )
        _typed()
        with acts("desk"):
            if secondary(_("本人に読み返して、終える"), "kit.desk.end"):
                _end(was_read_back=True)
            if link_act(_("読み返さずに終える"), "kit.desk.stop"):
                _end(was_read_back=False)


def _typed() -> None:
    """What has been typed so far, to be read back; closed until somebody opens it."""
    rows: tuple[Typed, ...] = act.read(reads.desk_typed)
    label = _("読み返すこと {count}件").format(count=len(rows))
    with st.expander(label, key="kit.desk.typed"):
        if not rows:
            say(_("まだ何も入力していません。"))
            return
        st.markdown("\n".join(_lines(rows)))
        say(_("終えると、ここにある中身は消えます。番号やパスワードは出ません。"))


def _lines(rows: tuple[Typed, ...]) -> list[str]:
    """One press after the other, each with the values that were typed in it."""
    lines: list[str] = []
    for row in rows:
        lines.append(f"1. {plain(clock_time(row.at))} {plain(translated(row.words))}")
        lines += [
            "    - "
            + plain(_("{label}：{value}").format(label=translated(one.label), value=_said(one)))
            for one in row.said
        ]
    return lines


def _said(one: Said) -> str:
    """The value as people write it; a day with its weekday."""
    if one.is_msgid:
        return translated(one.text)
    try:
        return day(date.fromisoformat(one.text))
    except ValueError:
        return " ".join(one.text.split())


def _end(*, was_read_back: bool) -> None:
    values = {"was_read_back": was_read_back}
    act.act(service.end_desk, values, once=act.once("kit.desk.end"))
    act.done("kit.desk.end")
    act.change_seat()
    st.switch_page(page_of("home"))
