"""The people whose places differ between two plans, before and after side by side."""

import streamlit as st

from hub.i18n import _, n_
from hub.internship import service
from hub.internship.reads import Comparison, MovedRow
from models.vocab import Role
from models.vocab.internship import ChangeKind, ScenarioKind
from pages.kit import act, widgets

SHOWN = 20
RATIOS = (1.4, 4.2, 1.9)


def show(seen: Comparison) -> None:
    """Twenty at a time, in kana order; each may be asked to stay."""
    count = len(seen.moved)
    if not count:
        widgets.say(_("予定が変わる学生はいません。"))
        return
    told = n_("予定が変わる学生 {count}人", "予定が変わる学生 {count}人", count)
    widgets.heading(told.format(count=count))
    pages = -(-count // SHOWN)
    at = int(st.session_state.get("internship.moved.page", 1)) if pages > 1 else 1
    first = (min(at, pages) - 1) * SHOWN
    may_ask = seen.is_open and seen.is_ours and act.actor().role is Role.COORDINATOR
    anchored = seen.other.plan.kind in {ScenarioKind.REPAIR, ScenarioKind.EDIT}
    names = [_("学生"), _("変わる前 → 変わった後"), ""]
    with st.container(key="internship_moved", gap=None):
        widgets.columns_head("moved", RATIOS, names)
        with widgets.rows("moved"):
            for row in seen.moved[first : first + SHOWN]:
                with widgets.row(f"moved-{row.label}"):
                    _row(seen, row, may_ask=may_ask and anchored)
    if pages > 1:
        st.pagination(pages, key="internship.moved.page")


def _row(seen: Comparison, row: MovedRow, *, may_ask: bool) -> None:
    who, change, stay = st.columns(RATIOS, gap="small")
    with who:
        widgets.heading(row.student, 3)
        if row.is_leaving:
            widgets.tag(_("取りやめ"), "wait")
    with change, st.container(gap=None):
        for number, (was, now) in enumerate(zip(row.before, row.after, strict=True), start=1):
            if was != now:
                told = _("第{number}期　{before} → {after}")
                nobody = _("なし")
                widgets.say(told.format(number=number, before=was or nobody, after=now or nobody))
    with stay:
        if may_ask and row.keeps and not row.is_leaving:
            label = _("{student}さんは動かさない").format(student=row.student)
            if widgets.secondary(label, f"internship.keep.{row.label}"):
                _keep(seen, row)


def _keep(seen: Comparison, row: MovedRow) -> None:
    """Ask for the same change with this student's places fixed."""
    pins = [
        {
            "kind": ChangeKind.PIN,
            "student": row.label,
            "programme": programme,
            "period": period,
        }
        for programme, period in row.keeps
    ]
    name = f"internship.keep.{seen.other.plan.scenario_id}.{row.label}"
    base = seen.base.plan.scenario_id
    values = {
        "scenario_id": base,
        "changes": (*(dict(each) for each in seen.raw), *pins),
        "keeps_others": True,
        "note": seen.note or "",
    }
    asked = act.act(service.request_change, values, once=act.once(name))
    if asked is None:
        st.rerun()
    act.done(name)
    act.start(asked.job_id)
    query = {"plan": str(asked.scenario_id), "with": str(base)}
    st.switch_page(widgets.page_of("plan-compare"), query_params=query)
