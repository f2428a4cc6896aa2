"""Accounting writes down what came back of one claim."""

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads, service
from hub.subsidy.reads import ReturnPage
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import moves, return_card


@page(
    path="claim-repaid",
    title=N_("返還の入金を記録する"),
    roles=(Role.ACCOUNTING,),
    in_menu=False,
)
def render() -> None:
    """What is due today, then number, day and amount of what came in."""
    seen: ReturnPage = act.read(reads.return_page, claim_id=address.number("claim"))
    head = seen.head
    widgets.title(
        _("{group}からの返還").format(group=head.group),
        back=(_("返還の入金"), "returns"),
        place=f"{head.reference}　{head.title}",
    )
    problems = act.problems()
    widgets.error_summary(problems)
    moves.said(head)
    return_card.show(seen.returning)
    if seen.hindrance:
        widgets.say(translated(seen.hindrance))
    elif not seen.can_receive:
        words = _("いまの状態は「{state}」です。入金は記録できません。")
        widgets.say(words.format(state=translated(head.state_words)))
    else:
        _form(seen, dict(problems))


def _form(seen: ReturnPage, errors: dict[str, str]) -> None:
    widgets.heading(_("入金を記録する"))
    hint = _("会計の領収番号です。")
    with widgets.field("receipt_no", hint, errors.get("receipt_no")):
        number = st.text_input(_("領収番号"), key="subsidy.repaid.number", max_chars=40)
    hint = _("例：2026-11-26、令和8年11月26日")
    with widgets.field("received_on", hint, errors.get("received_on")):
        came = st.text_input(_("入金の日"), key="subsidy.repaid.day", max_chars=40)
    hint = _("今日納めるときの合計は{amount}です。分けて納めることもできます。")
    total = yen(seen.returning.today_yen)
    with widgets.field("amount", hint.format(amount=total), errors.get("amount")):
        amount = st.text_input(_("入金の額"), key="subsidy.repaid.amount", max_chars=40)
    with widgets.bar("repaid", sticky=True):
        widgets.say(_("返還する額から先にあて、残りを加算金と延滞金にあてます。"))
        if widgets.primary(_("入金を記録する"), "subsidy.repaid.send"):
            values = {"receipt_no": number, "received_on": came, "amount": amount}
            if moves.move(seen.head, service.receive_return, Do.RECEIVE, **values) is not None:
                for name in ("number", "day", "amount"):
                    st.session_state.pop(f"subsidy.repaid.{name}", None)
            st.rerun()
