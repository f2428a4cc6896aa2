"""Everything a group has asked for, with what comes next."""

import streamlit as st

from hub.experts import reads
from hub.experts.reads import BookingRow
from hub.groups import reads as groups
from hub.i18n import _, translated
from hub.i18n.values import hours
from hub.kernel.text import N_
from models.vocab import Role
from pages.experts.parts import bookings as rows
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="bookings", title=N_("頼んだこと"), roles=(Role.GROUP_LEADER,))
def render() -> None:
    """Running ones first, those that need an act on top; each row opens."""
    found = act.read(groups.groups_of_firm, firm_id=act.actor().seat.firm_id or 0)
    led = [group for group in found if group.is_led_by(act.actor())]
    listed: list[BookingRow] = [
        row for group in led for row in act.read(reads.bookings_of_group, group_id=group.group_id)
    ]
    widgets.title(_("頼んだこと"), _("専門家への依頼と、次にすることです。"))
    if not listed:
        widgets.empty(
            _("まだ頼んだことがありません"),
            _("困っていることを書くと、合う専門家が見つかります。"),
            (_("専門家を頼む"), "need"),
        )
        return
    running = [row for row in listed if not row.is_ended]
    ended = [row for row in listed if row.is_ended]
    names = {
        "running": _("進行中 {count}件").format(count=len(running)),
        "ended": _("終了 {count}件").format(count=len(ended)),
    }
    shown = widgets.segmented(_("表示"), names, "experts.bookings.shown")
    chosen = running if shown == "running" else ended
    if not chosen:
        widgets.say(_("いまはありません。"))
    with widgets.rows("bookings"):
        for row in chosen:
            _row(row)
    st.space("small")
    widgets.go(_("専門家を頼む"), "need", "experts.bookings.need")


def _row(row: BookingRow) -> None:
    with widgets.row(f"booking-{row.engagement_id}"):
        with widgets.line(f"booking-{row.engagement_id}"):
            widgets.link(row.title, "booking", {"booking": str(row.engagement_id)})
            widgets.tag(translated(row.state_words), rows.tone(row))
        when = hours(row.visit.start, row.visit.end) if row.visit else ""
        name = _("{name}さん").format(name=row.expert)
        widgets.say(f"{name}　{when}" if when else name)
        widgets.say(widgets.grey(rows.next_sentence(row)))
