"""The foot of a payment order: the step of this person and its consequence; the way back too."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.subsidy import service
from hub.subsidy.reads import OrderPage
from models.vocab.subsidy import OrderAction as Do
from pages.kit import act, widgets


def show(seen: OrderPage) -> None:
    """One primary for the role whose turn it is; giving back is folded."""
    can = set(seen.actions)
    if Do.ORDER in can:
        _order(seen)
    elif Do.EXAMINE in can:
        _examine(seen)
    elif Do.PAY in can:
        _pay(seen)
    if Do.SEND_BACK in can:
        words = _("請求を終わらせ、理由をグループに知らせます。もう一度請求できます。")
        _back(seen, service.send_back_order, (_("請求を戻す"), words))
    elif Do.REJECT in can:
        words = _("命令を戻します。直してから、もう一度命じます。")
        _back(seen, service.reject_order, (_("命令を戻す"), words))
    elif Do.COME_BACK in can:
        words = _("グループが口座を直すと、もう一度審査します。")
        _back(seen, service.order_came_back, (_("振り込めなかったと記録する"), words))


def _order(seen: OrderPage) -> None:
    with widgets.bar("order", sticky=True):
        widgets.say(_("命じると会計に届きます。命じた人は、この申請の決裁はできません。"))
        label = _("{amount}の支払いを命じる").format(amount=yen(seen.shown.amount_yen))
        if widgets.primary(label, "subsidy.order.order"):
            _press(seen, service.give_order, "order")


def _examine(seen: OrderPage) -> None:
    with widgets.bar("order", sticky=True):
        widgets.say(_("審査が済むと、振込みを待ちます。"))
        if widgets.primary(_("審査を済ませる"), "subsidy.order.examine"):
            _press(seen, service.examine_order, "examine")


def _pay(seen: OrderPage) -> None:
    errors = dict(act.problems())
    widgets.heading(_("支払いを記録する"))
    with widgets.field("slip_no", _("区の会計の番号です。"), errors.get("slip_no")):
        slip = st.text_input(_("伝票番号"), key="subsidy.order.slip", max_chars=40)
    hint = _("例：2026-11-26、令和8年11月26日")
    with widgets.field("paid_on", hint, errors.get("paid_on")):
        paid = st.text_input(_("支払日"), key="subsidy.order.day", max_chars=40)
    with widgets.bar("order", sticky=True):
        widgets.say(_("振込みの結果を確かめてから記録します。グループに知らせます。"))
        if widgets.primary(_("支払いを記録する"), "subsidy.order.pay"):
            _press(seen, service.pay_order, "pay", slip_no=slip, paid_on=paid)


def _back(seen: OrderPage, step: Callable[..., Any], words: tuple[str, str]) -> None:
    """The step back with its reason."""
    label, means = words
    errors = dict(act.problems())
    with st.expander(_("ほかの進め方")):
        widgets.say(means)
        with widgets.field("note", error=errors.get("note")):
            note = st.text_area(_("理由"), key="subsidy.order.note", max_chars=400)
        if widgets.danger(label, "subsidy.order.back"):
            _press(seen, step, "back", note=note)


def _press(seen: OrderPage, step: Callable[..., Any], verb: str, **more: object) -> None:
    head, shown = seen.head, seen.shown
    values = {
        "claim_id": head.claim_id, "version": head.version, "order_id": shown.order_id, **more,
    }  # fmt: skip
    name = f"subsidy.order.{verb}.{head.claim_id}.{head.version}"
    done = act.act(step, values, once=act.once(name))
    if done is not None:
        act.done(name)
        if done.job_id is not None:
            act.start(done.job_id)
        for field in ("slip", "day", "note"):
            st.session_state.pop(f"subsidy.order.{field}", None)
    st.rerun()
