"""A computed plan: figures, Gantt, table, who is short of places, and the decision."""

from functools import partial

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import listed
from hub.internship import reads, service, words
from hub.internship.reads import PlanPage
from hub.kernel.text import N_
from models.vocab import Role
from models.vocab.internship import ScenarioState
from pages.internship.parts import held_back, placements_sheet, timetable, unfilled
from pages.internship.parts.plan_progress import progress
from pages.internship.parts.plan_words import gap_figure, gap_words, placed_words, plan_label
from pages.kit import act, address, exports, tables, widgets
from pages.kit.csv_exports import offer_csv
from pages.kit.page import page

STAFF = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
SHOWN = 20


@page(path="plan", title=N_("編成案"), roles=STAFF, in_menu=False)
def render() -> None:
    """Read, compare with what is possible, decide."""
    seen: PlanPage = act.read(reads.plan_page, scenario_id=address.number("plan"))
    widgets.title(
        plan_label(seen.summary),
        _("決まった席と、まだ足りない人を確かめてください。"),
        back=(_("募集回へ戻る"), "round", {"round": str(seen.card.round_id)}),
        place=seen.card.name,
    )
    widgets.error_summary(act.problems())
    with widgets.strip("plan"):
        widgets.tag(translated(seen.summary.state_words), "good")
        widgets.say(translated(words.PLAN_WORDS[seen.summary.state]))
    if seen.summary.is_live:
        progress(seen.card.round_id)
    _decide(seen)
    held_back.show(seen)
    _figures(seen)
    _ways(seen)
    timetable.show(seen)
    unfilled.show(seen.summary.scenario_id)
    _unfilled(seen)
    _export(seen)


def _ways(seen: PlanPage) -> None:
    """To the other plans of the round, and to a change of this one."""
    number = str(seen.summary.scenario_id)
    with widgets.acts("ways"):
        if act.actor().role is Role.COORDINATOR and seen.can_change:
            is_out = seen.summary.state is ScenarioState.PUBLISHED
            label = _("抜けた人や会社を入れる") if is_out else _("この案を変えてみる")
            widgets.go(label, "plan-change", "internship.change", query={"plan": number})
        if seen.summary.base_id is not None or seen.other_id is not None:
            with_ = str(seen.summary.base_id or seen.other_id)
            query = {"plan": number, "with": with_}
            widgets.go(_("別の案と比べる"), "plan-compare", "internship.compare", query=query)


def _export(seen: PlanPage) -> None:
    """The coordinator takes the plan away as a table."""
    if act.actor().role is Role.COORDINATOR and seen.rows:
        number = seen.summary.scenario_id
        name = _("配属_{round}").format(round=seen.card.name)
        build = partial(placements_sheet.placements, seen)
        wanted = exports.Wanted("plan_export", number, name)
        exports.offer(_("この案をExcelにする"), wanted, build)
        offer_csv(wanted, build)


def _decide(seen: PlanPage) -> None:
    """One button at a time: announce, then publish after one more look at the figures."""
    number = seen.summary.scenario_id
    if seen.summary.state == ScenarioState.CHECKED and seen.can_announce:
        widgets.say(_("内示すると、この案で話を進めます。学生にはまだ見えません。"))
        if widgets.primary(_("この案で内示する"), "internship.announce"):
            name = f"internship.announce.{number}"
            act.act(service.announce_plan, {"scenario_id": number}, once=act.once(name))
            st.rerun()
    elif seen.summary.state == ScenarioState.CHOSEN:
        told = _("学生{students}人と受け入れ企業に、{placed}席の予定を見せます。")
        placed = seen.summary.placed - sum(each.places for each in seen.held)
        widgets.say(told.format(students=seen.card.students - len(seen.held), placed=placed))
        if seen.held:
            stays = n_(
                "保護者の同意がない{count}人の行き先は、公表しません。",
                "保護者の同意がない{count}人の行き先は、公表しません。",
                len(seen.held),
            )
            widgets.say(stays.format(count=len(seen.held)))
        widgets.say(_("公表すると、学生へお知らせが届きます。"))
        label = _("{placed}席を公表する").format(placed=placed)
        if widgets.primary(label, "internship.publish"):
            name = f"internship.publish.{number}"
            act.act(service.publish_plan, {"scenario_id": number}, once=act.once(name))
            st.rerun()


def _figures(seen: PlanPage) -> None:
    plan = seen.summary
    widgets.stat_strip(
        [
            widgets.Stat(_("決まった席"), str(plan.placed), placed_words(plan, seen.card.wanted)),
            widgets.Stat(_("第1希望"), str(seen.first_wishes), _("席")),
            widgets.Stat(_("第2希望まで"), str(seen.top_wishes), _("席")),
            widgets.Stat(_("一番良い案との差"), gap_figure(plan), gap_words(plan)),
        ]
    )


def _unfilled(seen: PlanPage) -> None:
    if not seen.unfilled:
        return
    widgets.heading(_("席が足りない学生 {count}人").format(count=len(seen.unfilled)))
    tables.table(
        [
            (
                each.student,
                str(each.missing),
                listed(
                    _why(firm, why)
                    for firm, why in each.reasons[:3]
                ),
            )
            for each in seen.unfilled[:SHOWN]
        ],
        [_("学生"), _("足りない席"), _("おもな理由")],
        _("席が足りない学生"),
    )  # fmt: skip


def _why(firm: str, reason: str) -> str:
    words_of = translated(words.REASON_LABELS[reason])
    return _("{firm}：{reason}").format(firm=firm, reason=words_of) if firm else words_of
