"""One round: what happens next, its programmes, its plans."""

import streamlit as st

from hub.i18n import _, p_, translated
from hub.i18n.values import day, moment
from hub.internship import reads, service, words
from hub.internship.reads import PlanSummary, RoundPage
from hub.kernel.text import N_
from models.vocab import Role
from models.vocab.internship import RoundAction
from pages.internship.parts import period_words, programmes
from pages.internship.parts.plan_progress import progress
from pages.internship.parts.plan_words import plan_label
from pages.kit import act, address, tables, widgets
from pages.kit.page import page

STAFF = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
QUIET = (RoundAction.CANCEL, RoundAction.REOPEN)


@page(path="round", title=N_("募集回の中身"), roles=STAFF, in_menu=False)
def render() -> None:
    """State strip, the one next step, then programmes and plans."""
    number = address.number("round")
    seen: RoundPage = act.read(reads.round_page, round_id=number)
    plans: tuple[PlanSummary, ...] = act.read(reads.round_plans, round_id=number)
    widgets.title(
        seen.card.name,
        _("{rotations}社を回ります。職種は{trades}つ以上です。").format(
            rotations=seen.card.rotations, trades=seen.min_trades
        ),
        back=(_("募集回へ戻る"), "rounds"),
    )
    widgets.error_summary(act.problems())
    with widgets.strip("round"):
        widgets.tag(translated(seen.card.state_words), "wait")
        widgets.say(_("希望の締切は {day} です。").format(day=day(seen.card.wishes_until)))
    if plans and plans[0].is_live:
        progress(number)
    else:
        _next(seen, plans)
    widgets.stat_strip(
        [
            widgets.Stat(p_("count", "学生"), str(seen.card.students), _("人")),
            widgets.Stat(_("プログラム"), str(seen.card.programmes), _("件")),
            widgets.Stat(p_("head", "席"), str(seen.card.seats), _("席")),
            widgets.Stat(_("必要な数"), str(seen.card.wanted), _("席")),
        ]
    )
    _plans(plans)
    programmes.show(seen)
    tables.table(
        [
            (_("第{number}期").format(number=number), period_words(period))
            for number, period in enumerate(seen.periods, start=1)
        ],
        [_("期間"), _("日にち")],
        _("期間 {count}つ").format(count=len(seen.periods)),
    )
    if seen.card.students:
        query = {"round": str(number)}
        widgets.link(_("学生の一覧とログインの手紙"), "round-students", query)
        widgets.link(_("保護者の同意"), "consents", query)
    _rare(seen)


def _next(seen: RoundPage, plans: tuple[PlanSummary, ...]) -> None:
    """The one next step of the round; a plan that waits for a decision comes first."""
    number = seen.card.round_id
    waiting = next((plan for plan in plans if plan.state in words.DECIDABLE), None)
    steps = [step for step in seen.actions if step not in QUIET]
    with widgets.lead("next"):
        if waiting is not None:
            widgets.heading(_("案ができました"))
            placed = _("{wanted}席のうち{placed}席が決まっています。")
            widgets.say(placed.format(wanted=seen.card.wanted, placed=waiting.placed))
            query = {"plan": str(waiting.scenario_id)}
            way = "plan" if waiting.base_id is None else "plan-compare"
            widgets.go(_("案を見て決める"), way, "internship.decide", query=query, main=True)
        if seen.can_compute:
            if waiting is None:
                widgets.heading(_("案を計算できます"))
            widgets.say(_("計算中も、画面を閉じて構いません。"))
            button = widgets.secondary if waiting is not None else widgets.primary
            label = _("計算し直す") if waiting is not None else _("案を計算する")
            if button(label, "internship.compute"):
                _compute(number)
        elif steps:
            widgets.heading(translated(words.ROUND_ACTIONS[steps[0]]))
            widgets.say(translated(words.CONSEQUENCES[steps[0]]))
            if widgets.primary(translated(words.ROUND_ACTIONS[steps[0]]), "internship.step"):
                _step(seen, steps[0])
        elif waiting is None:
            widgets.say(_("いま進める操作はありません。"))


def _rare(seen: RoundPage) -> None:
    """Steps that need a reason; they stand apart at the end."""
    rare = [step for step in seen.actions if step in QUIET]
    if not rare:
        return
    widgets.heading(_("理由のいる操作"))
    note = st.text_input(_("理由"), key="internship.rare.note", max_chars=400)
    with widgets.acts("rare"):
        for step in rare:
            label = translated(words.ROUND_ACTIONS[step])
            if widgets.danger(label, f"internship.rare.{step}"):
                _step(seen, step, note)


def _step(seen: RoundPage, action: RoundAction, note: str = "") -> None:
    values = {
        "round_id": seen.card.round_id,
        "action": action,
        "version": seen.card.version,
        "note": note,
    }
    name = f"internship.step.{seen.card.round_id}.{action}.{seen.card.version}"
    if act.act(service.advance_round, values, once=act.once(name)) is not None:
        act.done(name)
    st.rerun()


def _compute(round_id: int) -> None:
    name = f"internship.compute.{round_id}"
    asked = act.act(service.request_plan, {"round_id": round_id}, once=act.once(name))
    if asked is not None:
        act.done(name)
        act.start(asked.job_id)
    st.rerun()


def _plans(plans: tuple[PlanSummary, ...]) -> None:
    if not plans:
        return
    widgets.heading(_("案 {count}つ").format(count=len(plans)))
    with widgets.rows("plans"):
        for plan in plans:
            with widgets.entry(f"plan-{plan.scenario_id}"):
                widgets.link(plan_label(plan), "plan", {"plan": str(plan.scenario_id)})
                widgets.say(moment(plan.created_at))
                widgets.say(_("決まった席 {placed}").format(placed=plan.placed))
                widgets.tag(translated(plan.state_words))
            if plan.failure:
                widgets.say(plan.failure)
