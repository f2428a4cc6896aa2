"""Asking to stop a granted project for a while, or to give it up; the ward decides."""

from typing import Final

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.subsidy import service
from hub.subsidy.reads import FirmClaim
from models.vocab.subsidy import ChangeKind, ClaimAction
from pages.kit import act, widgets
from pages.subsidy.parts import firm_moves

KINDS: Final = (ChangeKind.PAUSE.value, ChangeKind.END.value)


def can(seen: FirmClaim) -> bool:
    """Say whether this person may ask for it now."""
    return ClaimAction.REQUEST_END in seen.actions


def link(seen: FirmClaim) -> None:
    """The way to the form."""
    st.space("small")
    query = {"claim": str(seen.head.claim_id), "step": "end"}
    widgets.link(_("事業を止める・やめる"), "claim", query)


def show(seen: FirmClaim) -> None:
    """What is asked for, the new end where it stops only, the reason, one button."""
    head = seen.head
    query = {"claim": str(head.claim_id)}
    widgets.title(
        _("「{title}」を止める・やめる").format(title=head.title),
        _("区が認めるまで、いまの計画のままです。"),
        back=(_("申請へ戻る"), "claim", query),
        place=head.reference,
    )
    problems = act.problems()
    widgets.error_summary(problems)
    errors = dict(problems)
    names = {
        ChangeKind.PAUSE.value: _("いったん止めて、後で続ける（中止）"),
        ChangeKind.END.value: _("やめる（廃止）"),
    }
    with widgets.field("kind", error=errors.get("kind")):
        kind = st.radio(
            _("どうしますか"),
            KINDS,
            index=None,
            format_func=lambda at: names[at],
            key="subsidy.end.kind",
        )
    values: dict[str, object] = {}
    if kind == ChangeKind.PAUSE.value:
        hint = _("続きをすませる日です。例：2026-11-26、令和8年11月26日")
        with widgets.field("done_on", hint, errors.get("done_on")):
            values["done_on"] = st.text_input(
                _("事業の終わる日"), key="subsidy.end.done", max_chars=40
            )
    with widgets.field("reason", _("区の職員が読みます。"), errors.get("reason")):
        values["reason"] = st.text_area(_("理由"), key="subsidy.end.reason", max_chars=400)
    widgets.say(_means(seen, kind))
    with widgets.bar("end", sticky=True):
        widgets.say(_("区が確かめて、結果をお知らせします。"))
        if widgets.primary(_("この内容で申し出る"), "subsidy.end.send"):
            _send(seen, kind, values)


def _means(seen: FirmClaim, kind: str | None) -> str:
    """What follows from the choice."""
    if kind == ChangeKind.END.value:
        if seen.head.paid_yen:
            words = _("廃止が認められると補助金は0円になり、概算払の{amount}を返します。")
            return words.format(amount=yen(seen.head.paid_yen))
        words = _("廃止が認められると補助金は0円になります。")
        part = _("すませた分があるときは、計画の変更で、なくなる費用だけを0にしてください。")
        return f"{words}{part}"
    if kind == ChangeKind.PAUSE.value:
        return _("補助金の額は変わりません。実績報告の期限がのびます。")
    return _("どちらかを選んでください。")


def _send(seen: FirmClaim, kind: str | None, values: dict[str, object]) -> None:
    if kind is None:
        act.tell([("kind", _("どちらかを選んでください。"))])
        st.rerun()
    is_end = kind == ChangeKind.END.value
    step = service.request_end if is_end else service.request_pause
    if firm_moves.move(seen.head, step, str(kind), **values) is None:
        st.rerun()
    for name in ("kind", "done", "reason"):
        st.session_state.pop(f"subsidy.end.{name}", None)
    firm_moves.open_again(seen.head)
