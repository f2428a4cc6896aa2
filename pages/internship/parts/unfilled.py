"""Wishes that a plan does not fill, each with its reason and what would help."""

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import day, listed
from hub.internship import reads, words
from hub.internship.reads import UnfilledPage, UnfilledWish
from pages.internship.parts.plan_words import why_words
from pages.kit import act, widgets

SHOWN = 20
RATIOS = (1.9, 2.6, 2.3)


def show(scenario_id: int) -> None:
    """Twenty at a time; students with too few places first."""
    at = int(st.session_state.get("internship.unfilled.page", 1))
    seen: UnfilledPage = act.read(reads.unfilled_wishes, scenario_id=scenario_id, page=at)
    if not seen.total:
        widgets.say(_("かなわなかった希望はありません。"))
        return
    count = n_("かなわなかった希望 {count}件", "かなわなかった希望 {count}件", seen.total)
    widgets.heading(count.format(count=seen.total))
    names = [_("学生と希望"), _("かなわなかった理由"), _("かなえるには")]
    with st.container(key="internship_unfilled", gap=None):
        widgets.columns_head("unfilled", RATIOS, names)
        with widgets.rows("unfilled"):
            for number, row in enumerate(seen.rows):
                with widgets.row(f"unfilled-{number}"):
                    _row(row)
    pages = -(-seen.total // SHOWN)
    if pages > 1:
        st.pagination(pages, key="internship.unfilled.page")


def _row(row: UnfilledWish) -> None:
    who, why, how = st.columns(RATIOS, gap="small")
    with who:
        wish = _("第{rank}希望　{firm}").format(rank=row.rank, firm=row.firm)
        widgets.two_lines(row.student, wish)
        if row.is_short:
            widgets.tag(_("席が足りない"), "bad")
    with why:
        widgets.say(why_words(row.why))
        if row.holders and row.why == "full":
            there = _("第{period}期に入る人：{names}")
            widgets.say(there.format(period=row.period, names=listed(row.holders)))
        if row.is_verified:
            widgets.say(_("入れても全体は良くならないと確かめました。"))
    with how:
        reached = day(row.reached_on) if row.reached_on else ""
        help_ = translated(words.HELP_LABELS[row.why])
        if row.why == "under_age" and not reached:
            help_ = translated(words.HELP_LABELS["same_firm"])
        widgets.say(help_.format(period=row.period, day=reached))
