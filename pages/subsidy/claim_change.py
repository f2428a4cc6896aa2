"""The clerk answers a change that was asked for: to the approver, or back to the firms."""

from typing import Final

import streamlit as st

from hub.i18n import _
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import StaffClaim
from models.vocab import Role
from models.vocab.subsidy import ChangeKind, DecisionKind
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import change_card, moves

BACK: Final = "back"


@page(path="claim-change", title=N_("変更を確かめる"), roles=(Role.WARD_CLERK,), in_menu=False)
def render() -> None:
    """What differs, three answers, one button."""
    claim: StaffClaim = act.read(reads.staff_claim, claim_id=address.number("claim"))
    head, seen = claim.head, claim.changing
    is_end = seen is not None and seen.kind is ChangeKind.END
    words = _("{group}の廃止の申し出を確かめる") if is_end else _("{group}の変更を確かめる")
    widgets.title(
        words.format(group=head.group),
        f"{head.reference}　{head.title}",
        back=(_("審査の画面へ戻る"), "claim-review", {"claim": str(head.claim_id)}),
    )
    widgets.error_summary(act.problems())
    if seen is None or Do.PROPOSE_CHANGE not in claim.actions:
        widgets.empty(
            _("いまは変更を起案できません"),
            _("変更の申し出が届いた申請だけを起案できます。"),
            (_("申請の受付箱へ戻る"), "inbox"),
        )
        return
    change_card.show(seen, head.granted_yen or 0)
    _form(claim)


def _form(claim: StaffClaim) -> None:
    errors = dict(act.problems())
    is_end = claim.changing is not None and claim.changing.kind is ChangeKind.END
    allows = DecisionKind.ENDING if is_end else DecisionKind.CHANGE
    names = {
        allows.value: _("認める案を決裁に出す"),
        DecisionKind.CHANGE_REFUSAL.value: _("認めない案を決裁に出す"),
        BACK: _("申請者に戻して、出し直してもらう"),
    }
    with widgets.field("kind", None, errors.get("kind")):
        chosen = st.radio(
            _("どうしますか"),
            list(names),
            format_func=lambda at: names[at],
            index=None,
            key="subsidy.answer.kind",
        )
    values: dict[str, object] = {}
    if chosen is not None and chosen != BACK:
        hint = _("区の文書管理で取った番号です。例：8わ産振第123号")
        with widgets.field("doc_no", hint, errors.get("doc_no")):
            values["doc_no"] = st.text_input(
                _("文書番号"), key="subsidy.answer.doc_no", max_chars=40
            )
    if chosen is not None and chosen != allows.value:
        hint = _("申請者が読みます。")
        with widgets.field("reason", hint, errors.get("reason")):
            values["reason"] = st.text_area(_("理由"), key="subsidy.answer.reason", max_chars=400)
    with widgets.bar("answer", sticky=True):
        widgets.say(
            _("戻すと、いまの計画のまま、申請者に知らせます。")
            if chosen == BACK
            else _("決裁する人に届きます。決まるまで、いまの計画のままです。")
        )
        if widgets.primary(_("この内容で進める"), "subsidy.answer.send"):
            _send(claim, chosen, values)


def _send(claim: StaffClaim, chosen: str | None, values: dict[str, object]) -> None:
    if chosen is None:
        act.tell([("kind", _("どうするかを選んでください。"))])
        st.rerun()
    if chosen == BACK:
        note = {"note": values["reason"]}
        done = moves.move(claim.head, service.return_change, Do.RETURN_CHANGE, **note)
    elif chosen == DecisionKind.ENDING.value:
        done = moves.move(claim.head, service.draft_end, Do.PROPOSE_CHANGE, **values)
    else:
        kind = DecisionKind(chosen)
        done = moves.move(claim.head, service.draft_change, Do.PROPOSE_CHANGE, kind=kind, **values)
    if done is not None:
        for name in ("kind", "doc_no", "reason"):
            st.session_state.pop(f"subsidy.answer.{name}", None)
        query = {"claim": str(claim.head.claim_id)}
        st.switch_page(widgets.page_of("claim-review"), query_params=query)
    st.rerun()
