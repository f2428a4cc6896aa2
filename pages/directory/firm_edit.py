"""A firm corrects what stands of it in the directory."""

from dataclasses import asdict
from typing import Any

import streamlit as st

from hub.directory import reads, service
from hub.directory.reads import FirmPage
from hub.i18n import _
from hub.kernel.text import N_
from models.vocab.directory import FirmKind
from pages.directory.parts import CHANGERS, firm_form
from pages.kit import act, address, widgets
from pages.kit.page import page

FLOW = "directory.firm"


@page(path="firm-edit", title=N_("会社の登録を直す"), roles=CHANGERS, in_menu=False)
def render() -> None:
    """What is stored, ready to be changed; one button saves it."""
    seen: FirmPage = act.read(reads.firm_page, firm_id=address.number("firm"))
    query = {"firm": str(seen.firm_id)}
    widgets.title(
        _("{firm}の登録を直す").format(firm=seen.name),
        _("直した内容は、すぐに会社の一覧に出ます。"),
        back=(_("会社の登録へ戻る"), "firm", query),
    )
    problems = [(firm_form.field_of(name), words) for name, words in act.problems()]
    widgets.error_summary(problems)
    if not seen.can_change:
        widgets.empty(
            _("この会社の登録は直せません"),
            _("その会社の代表と、区の担当者が直せます。"),
            (_("会社の一覧へ戻る"), "firms"),
        )
        return
    subject = f"{seen.firm_id}.{seen.version}"
    kept = act.draft(FLOW, subject)
    answers = {**_stored(seen), **kept.answers}
    firm_form.draw(f"firm.{subject}", answers, dict(problems))
    kept = act.keep(FLOW, subject, kept, answers)
    with widgets.bar("firm", sticky=True):
        widgets.saved_line()
        if widgets.primary(_("この内容で登録する"), "directory.firm.send"):
            _send(seen, subject, answers, kept.once)


def _stored(seen: FirmPage) -> dict[str, Any]:
    found = {name: asdict(seen)[name] for name in firm_form.FIELDS}
    is_unstated = seen.kind is FirmKind.UNSTATED
    return {**found, "kind": "" if is_unstated else seen.kind.value}


def _send(seen: FirmPage, subject: str, answers: dict[str, Any], once: str) -> None:
    values = {
        "firm_id": seen.firm_id,
        "version": seen.version,
        "entry": firm_form.entry(answers),
    }
    if act.act(service.change_firm, values, once=once) is None:
        st.rerun()
    act.forget(FLOW, subject)
    firm_form.clear(f"firm.{subject}")
    st.switch_page(widgets.page_of("firm"), query_params={"firm": str(seen.firm_id)})
