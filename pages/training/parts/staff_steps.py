"""The next step of a course for the staff of the ward, its plan, and the rare steps."""

from typing import Final

import streamlit as st

from hub.i18n import _, p_, translated
from hub.i18n.values import moment, yen
from hub.training import service, words
from hub.training.reads import CoursePage
from models.vocab import Role
from models.vocab.training import PUBLIC_STATES, TrainingAction, TrainingState
from pages.kit import act, tables, widgets
from pages.kit.tables import Column

NEXT: Final = (TrainingAction.REVIEW, TrainingAction.ANNOUNCE, TrainingAction.CONFIRM)
REASONED: Final = (TrainingAction.CANCEL, TrainingAction.HOLD_ANYWAY)
ROSTER: Final = (Role.COORDINATOR, Role.WARD_CLERK)


def lead(seen: CoursePage) -> None:
    """Counts, then the one next step with what follows from it, or whom the course waits for."""
    card = seen.card
    widgets.stat_strip(
        [
            widgets.Stat(_("定員"), str(card.capacity), _("名")),
            widgets.Stat(p_("course", "参加"), str(card.confirmed_people), _("名")),
            widgets.Stat(_("のこり"), str(card.left), _("席")),
            widgets.Stat(_("補欠"), str(card.waiting), _("社")),
        ]
    )
    step = next((step for step in seen.actions if step in NEXT), None)
    with widgets.lead("next"):
        if step is not None:
            widgets.heading(translated(words.TRAINING_ACTIONS[step]))
            widgets.say(translated(words.CONSEQUENCES[step]))
            if widgets.primary(translated(words.TRAINING_ACTIONS[step]), "training.step"):
                _step(seen, step)
        else:
            widgets.say(_waiting(seen))
        if act.actor().role in ROSTER and card.state in PUBLIC_STATES:
            query = {"training": str(card.training_id)}
            widgets.link(_("申し込んだ会社と参加者を見る"), "training-roster", query)


def plan(seen: CoursePage) -> None:
    """What the clerk reviews beside the content: money, minimum and every deadline."""
    card, costs = seen.card, seen.card.costs
    widgets.heading(_("費用の計画"))
    rows = [(translated(words.COST_LABELS[kind]), yen(amount)) for kind, amount in seen.cost_lines]
    rows += [
        (_("合計"), yen(costs.total_yen)),
        (_("区の補助（見込み）"), yen(-costs.subsidy_yen)),
        (_("企業の負担"), yen(costs.own_yen)),
    ]
    columns: list[Column | str] = [_("費用"), Column(_("金額"), right=True)]
    tables.table(rows, columns, _("費用の計画"), show_caption=False)
    widgets.heading(_("募集の決まり"))
    widgets.fact(_("最少の人数"), _("{count}名").format(count=card.minimum))
    widgets.fact(_("募集の始まり"), moment(card.opens_at))
    widgets.fact(p_("course", "締切"), moment(card.closes_at))
    widgets.fact(_("費用なしで取り消せる期限"), moment(card.free_until))


def rare(seen: CoursePage) -> None:
    """Steps off the usual way; those that need a reason say so. They stand apart at the end."""
    steps = [step for step in seen.actions if step not in NEXT]
    if not steps:
        return
    widgets.heading(_("ふだんは使わない操作"))
    for step in steps:
        if step not in REASONED:
            widgets.say(translated(words.CONSEQUENCES[step]))
            if widgets.secondary(translated(words.TRAINING_ACTIONS[step]), f"training.rare.{step}"):
                _step(seen, step)
    widgets.say(_("中止すると、申し込んだ会社と講師に理由が届きます。元に戻せません。"))
    with widgets.field("note", None, dict(act.problems()).get("note")):
        note = st.text_input(_("理由"), key="training.rare.note", max_chars=400)
    with widgets.acts("rare"):
        for step in steps:
            if step in REASONED and widgets.danger(
                translated(words.TRAINING_ACTIONS[step]), f"training.rare.{step}"
            ):
                _reasoned(seen, step, note or "")


def _waiting(seen: CoursePage) -> str:
    """Why there is no step now: whom or what the course waits for."""
    card = seen.card
    told = {
        TrainingState.PLANNED: _("区の審査担当が計画を審査します。"),
        TrainingState.REVIEWED: _("コーディネーターが告知します。"),
        TrainingState.ANNOUNCED: _("{opening}に募集が始まります。"),
        TrainingState.OPEN: _("{closing}に締め切ります。"),
        TrainingState.CLOSED: _("コーディネーターが名簿を決めます。"),
        TrainingState.CONFIRMED: _("最初の日に、実施中に変わります。"),
    }
    sentence = told.get(card.state, _("いま進める操作はありません。"))
    return sentence.format(opening=moment(card.opens_at), closing=moment(card.closes_at))


def _reasoned(seen: CoursePage, action: TrainingAction, note: str) -> None:
    if not note.strip():
        act.tell([("note", translated(words.NOTE_NEEDED.text))])
        st.rerun()
    _step(seen, action, note)


def _step(seen: CoursePage, action: TrainingAction, note: str = "") -> None:
    card = seen.card
    values = {
        "training_id": card.training_id,
        "action": action,
        "version": card.version,
        "note": note,
    }
    name = f"training.step.{card.training_id}.{action}.{card.version}"
    if act.act(service.advance_course, values, once=act.once(name)) is not None:
        act.done(name)
    st.rerun()
