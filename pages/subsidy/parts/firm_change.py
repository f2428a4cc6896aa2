"""Asking to change a granted plan: every cost with its new amount, a later end, and why."""

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.subsidy import service
from hub.subsidy.reads import FirmClaim
from models.vocab.subsidy import ClaimAction
from pages.kit import act, widgets
from pages.subsidy.parts import firm_head, firm_moves


def can(seen: FirmClaim) -> bool:
    """Say whether this person may ask for a change now."""
    return ClaimAction.REQUEST_CHANGE in seen.actions


def link(seen: FirmClaim) -> None:
    """The way to the form."""
    st.space("small")
    query = {"claim": str(seen.head.claim_id), "step": "change"}
    widgets.link(_("計画の変更を申し出る"), "claim", query)


def show(seen: FirmClaim) -> None:
    """One field for each cost, then the day, the amount and the reason, one button."""
    head = seen.head
    query = {"claim": str(head.claim_id)}
    widgets.title(
        _("「{title}」の計画の変更を申し出る").format(title=head.title),
        _("区が認めるまで、いまの計画のままです。"),
        back=(_("申請へ戻る"), "claim", query),
        place=head.reference,
    )
    problems = act.problems()
    widgets.error_summary(problems)
    errors, amounts = dict(problems), {}
    at = head.claim_id
    widgets.heading(_("費用"))
    widgets.say(_("変わる費用だけを直してください。なくなる費用は0にします。"))
    for line in seen.lines:
        name = f"amount-{line.position}"
        label = f"{line.position}　{firm_head.category(line)}"
        widgets.seed(f"subsidy.change.{at}.{line.position}", f"{line.gross_yen:,}")
        hint = _("いまは{amount}（税込）です。").format(amount=yen(line.gross_yen))
        with widgets.field(name, hint, errors.get(name)):
            amounts[line.position] = st.text_input(
                label, key=f"subsidy.change.{at}.{line.position}", max_chars=40
            )
    values = _more(seen, errors) | {"amounts": amounts}
    with widgets.bar("change", sticky=True):
        widgets.say(_("区が確かめて、結果をお知らせします。"))
        if widgets.primary(_("この変更を申し出る"), "subsidy.change.send"):
            if firm_moves.move(head, service.request_change, "change", **values) is None:
                st.rerun()
            firm_moves.open_again(head)


def _more(seen: FirmClaim, errors: dict[str, str]) -> dict[str, object]:
    granted = yen(seen.head.granted_yen or 0)
    at = seen.head.claim_id
    hint = _("空のままなら、いまの{amount}までです。増やしたいときだけ入れます。")
    with widgets.field("asked", hint.format(amount=granted), errors.get("asked")):
        asked = st.text_input(
            _("希望する補助金の額（任意）"), key=f"subsidy.change.{at}.asked", max_chars=40
        )
    hint = _("のびるときだけ入れます。例：2026-11-26、令和8年11月26日")
    with widgets.field("done_on", hint, errors.get("done_on")):
        done_on = st.text_input(
            _("事業の終わる日（任意）"), key=f"subsidy.change.{at}.done", max_chars=40
        )
    with widgets.field("reason", _("区の職員が読みます。"), errors.get("reason")):
        reason = st.text_area(_("変更の理由"), key=f"subsidy.change.{at}.reason", max_chars=400)
    return {"asked": asked, "done_on": done_on, "reason": reason}
