"""A calculation while it lasts: how far it is, and two ways to end it."""

import streamlit as st

from hub.i18n import _, translated
from hub.internship import reads, service, words
from hub.internship.reads import PlanSummary
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import part


@part(seconds=2)
def progress(round_id: int) -> None:
    """How far the newest plan of a round is; closing the page changes nothing."""
    plans: tuple[PlanSummary, ...] = act.read(reads.round_plans, round_id=round_id)
    plan = plans[0]
    if not plan.is_live:
        st.rerun()
    with widgets.job("plan"):
        widgets.heading(translated(plan.state_words))
        widgets.say(translated(words.STAGE_LABELS.get(plan.stage, "")))
        if plan.bound_placed is not None:
            placed = _("{bound}席のうち{placed}席まで決まりました。")
            widgets.say(placed.format(bound=plan.bound_placed, placed=plan.placed))
        may_stop = act.actor().role is Role.COORDINATOR
        if may_stop and widgets.secondary(_("今の案で止める"), "internship.stop"):
            values = {"scenario_id": plan.scenario_id}
            act.act(service.stop_plan, values, once=act.once(f"internship.stop.{plan.job_id}"))
