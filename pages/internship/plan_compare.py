"""Two plans side by side: figures, people who differ, and the decision on a changed plan."""

import streamlit as st

from hub.i18n import _, n_, translated
from hub.internship import reads, service, words
from hub.internship.reads import Comparison, PlanPage, PlanSummary, Side
from hub.kernel.text import N_
from models.vocab import Role
from models.vocab.internship import ScenarioKind, ScenarioState
from pages.internship.parts import moved_people
from pages.internship.parts.plan_progress import progress
from pages.internship.parts.plan_words import (
    change_words,
    gap_figure,
    gap_words,
    plan_label,
    plan_name,
)
from pages.kit import act, address, tables, widgets
from pages.kit.facts import Tone
from pages.kit.page import page

STAFF = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)


@page(path="plan-compare", title=N_("案を比べる"), roles=STAFF, in_menu=False)
def render() -> None:
    """What changes, for whom, and whether to take it."""
    number = address.number("plan")
    plan: PlanPage = act.read(reads.plan_page, scenario_id=number)
    other = int(st.query_params.get("with", plan.summary.base_id or number))
    seen: Comparison = act.read(reads.comparison, scenario_id=number, with_id=other)
    widgets.title(
        _("{base}と{plan}を比べる").format(
            base=plan_name(seen.base.plan), plan=plan_name(seen.other.plan)
        ),
        _("どこが変わり、だれの予定が動くかを確かめてください。"),
        back=(_("案へ戻る"), "plan", {"plan": str(seen.base.plan.scenario_id)}),
        place=seen.card.name,
    )
    widgets.error_summary(act.problems())
    with widgets.strip("compare"):
        widgets.tag(translated(seen.other.plan.state_words), _tone(seen.other.plan))
        widgets.say(translated(words.PLAN_WORDS[seen.other.plan.state]))
    if seen.other.plan.is_live:
        progress(seen.card.round_id)
    _changes(seen)
    if seen.other.plan.state is ScenarioState.INFEASIBLE:
        if seen.other.plan.failure:
            widgets.say(seen.other.plan.failure)
        widgets.say(_("元の案は変わっていません。別の変え方をためしてください。"))
    elif seen.other.plan.bound_placed is not None and not seen.other.plan.is_live:
        _decide(seen)
        _figures(seen)
        moved_people.show(seen)
    _others(seen)


def _tone(plan: PlanSummary) -> Tone:
    """The shade of a plan's state: still at work, impossible, done."""
    if plan.is_live:
        return "wait"
    return "bad" if plan.state is ScenarioState.INFEASIBLE else "good"


def _changes(seen: Comparison) -> None:
    """What was asked for, in the words in which it will be written."""
    if not seen.changes and not seen.note:
        return
    with widgets.card("changes"):
        widgets.heading(_("変えたこと"), 3)
        for change in seen.changes:
            widgets.say(change_words(change))
        if seen.note:
            widgets.say(_("理由：{note}").format(note=seen.note))


def _decide(seen: Comparison) -> None:
    """Take it or put it away; who is told stands above the button."""
    if not (seen.is_open and seen.is_ours) or act.actor().role is not Role.COORDINATOR:
        return
    number = seen.other.plan.scenario_id
    with widgets.lead("decide"):
        if seen.other.plan.kind is ScenarioKind.REPAIR:
            widgets.heading(_("この直し方で公表しますか"))
            told = n_(
                "予定が変わる{count}人と、会社の担当者{firms}人に知らせます。",
                "予定が変わる{count}人と、会社の担当者{firms}人に知らせます。",
                seen.told_students,
            )
            widgets.say(told.format(count=seen.told_students, firms=seen.told_firms))
            widgets.say(_("公表すると、次の版になります。前の版も残ります。"))
            label = n_(
                "{count}人の予定を変えて公表する",
                "{count}人の予定を変えて公表する",
                seen.told_students,
            )
            if widgets.primary(label.format(count=seen.told_students), "internship.accept"):
                _press(service.accept_repair, "accept", number)
        else:
            widgets.heading(_("この案を使いますか"))
            widgets.say(_("案を開くと、内示に進めます。まだ何も変わりません。"))
            query = {"plan": str(number)}
            widgets.go(_("この案を見て決める"), "plan", "internship.take", query=query, main=True)
        if widgets.danger(_("この案を使わない"), "internship.discard"):
            _press(service.discard_plan, "discard", number)


def _press(what: object, name: str, number: int) -> None:
    key = f"internship.{name}.{number}"
    done = act.act(what, {"scenario_id": number}, once=act.once(key))  # type: ignore[arg-type]  # one of two use cases
    if done is not None:
        act.done(key)
        if name == "accept":
            st.switch_page(widgets.page_of("plan"), query_params={"plan": str(number)})
    st.rerun()


def _figures(seen: Comparison) -> None:
    widgets.heading(_("数字を比べる"))
    left, right = _column(seen.base), _column(seen.other)
    names = [
        _("決まった席"), _("第1希望"), _("第2希望まで"), _("席が足りない学生"),
        _("行き先がない学生"), _("一番低い希望の順"), _("一番良い案との差"),
    ]  # fmt: skip
    tables.table(
        list(zip(names, left, right, strict=True)),
        [
            _("見るところ"),
            tables.Column(plan_name(seen.base.plan), right=True),
            tables.Column(plan_name(seen.other.plan), right=True),
        ],
        _("2つの案の数字"),
        show_caption=False,
    )
    meaning = _("{plan}：{meaning}")
    plan = seen.other.plan
    widgets.say(meaning.format(plan=plan_name(plan), meaning=gap_words(plan)))


def _column(side: Side) -> list[str]:
    return [
        str(side.placed), str(side.first), str(side.top), str(side.short), str(side.nowhere),
        str(side.worst or "―"), gap_figure(side.plan),
    ]  # fmt: skip


def _others(seen: Comparison) -> None:
    """Every other plan of the round, each one press away."""
    more = [each for each in seen.others if each.scenario_id != seen.base.plan.scenario_id]
    if not more:
        return
    widgets.heading(_("ほかの案と比べる"))
    with widgets.rows("others"):
        for each in more[:10]:
            with widgets.entry(f"other-{each.scenario_id}"):
                query = {
                    "plan": str(seen.other.plan.scenario_id),
                    "with": str(each.scenario_id),
                }
                label = _("{plan}と比べる").format(plan=plan_label(each))
                widgets.link(label, "plan-compare", query)
                widgets.tag(translated(each.state_words))
