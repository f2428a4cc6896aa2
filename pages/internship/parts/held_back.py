"""Students under 18 of a plan whose places hang on a guardian's word, and what can be done."""

from collections.abc import Sequence

import streamlit as st

from hub.i18n import _, n_, translated
from hub.internship import service
from hub.internship.reads import HeldBack, PlanPage, Stand
from models.vocab import Role
from pages.kit import act, tables, widgets

SHOWN = 50


def show(seen: PlanPage) -> None:
    """What stays back, what may go out now, what has lost its consent."""
    by = {stand: [each for each in seen.held if each.stand is stand] for stand in Stand}
    if by[Stand.LOST]:
        _lost(by[Stand.LOST])
    if by[Stand.READY]:
        _ready(seen, len(by[Stand.READY]))
    if by[Stand.HELD]:
        _held(by[Stand.HELD])
    if seen.held and act.actor().role is Role.COORDINATOR:
        query = {"round": str(seen.card.round_id)}
        widgets.link(_("保護者の同意を確かめる"), "consents", query)


def _held(found: Sequence[HeldBack]) -> None:
    count = len(found)
    told = n_("保護者の同意がない学生 {count}人", "保護者の同意がない学生 {count}人", count)
    widgets.heading(told.format(count=count))
    widgets.say(_("この学生の行き先は公表しません。席も取りません。ほかの学生は公表できます。"))
    widgets.say(_("同意が届くと、あとから公表できます。紙の同意書を記録しても同じです。"))
    _table(found)


def _lost(found: Sequence[HeldBack]) -> None:
    with widgets.alert("consent-lost"):
        count = len(found)
        told = n_(
            "公表の後に同意がなくなった学生 {count}人",
            "公表の後に同意がなくなった学生 {count}人",
            count,
        )
        widgets.heading(told.format(count=count))
        widgets.say(_("本人と会社に電話し、実習をどうするかを決めてください。"))
        _table(found)


def _ready(seen: PlanPage, count: int) -> None:
    with widgets.lead("consent-ready"):
        told = n_("同意が届いた学生が{count}人います", "同意が届いた学生が{count}人います", count)
        widgets.heading(told.format(count=count))
        widgets.say(_("公表すると、本人へお知らせが届き、会社にも名前が見えます。"))
        if act.actor().role is not Role.COORDINATOR:
            return
        label = n_("{count}人の行き先を公表する", "{count}人の行き先を公表する", count)
        if widgets.primary(label.format(count=count), "internship.release"):
            number = seen.summary.scenario_id
            name = f"internship.release.{number}"
            if act.act(service.release_places, {"scenario_id": number}, once=act.once(name)):
                act.done(name)
            st.rerun()


def _table(found: Sequence[HeldBack]) -> None:
    tables.table(
        [(each.student, translated(each.state_words), str(each.places)) for each in found[:SHOWN]],
        [_("学生"), _("保護者の同意"), tables.Column(_("席の数"), right=True)],
        _("保護者の同意"),
        show_caption=False,
    )
