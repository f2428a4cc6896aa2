"""The foot of an advance: the step of this person, with its consequence; the way back beside it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from hub.i18n import _
from hub.i18n.values import yen
from hub.subsidy import service
from hub.subsidy.reads import AdvancePage
from models.vocab.subsidy import AdvanceAction as Do
from pages.kit import act, widgets


def show(seen: AdvancePage) -> None:
    """One primary for the role whose turn it is; giving back is folded."""
    can = set(seen.actions)
    if Do.ORDER in can:
        _order(seen)
    elif Do.EXAMINE in can:
        _examine(seen)
    elif Do.PAY in can:
        _pay(seen)
    if Do.SEND_BACK in can:
        words = _("請求を終わらせ、理由をグループに知らせます。命じた分は決定額に戻ります。")
        _back(seen, service.send_back_advance, (_("請求を戻す"), words))
    elif Do.REJECT in can:
        words = _("命令を戻します。直してから、もう一度命じます。")
        _back(seen, service.reject_advance, (_("命令を戻す"), words))
    elif Do.COME_BACK in can:
        words = _("グループが口座を直すと、もう一度審査します。")
        _back(seen, service.advance_came_back, (_("振り込めなかったと記録する"), words))


def _order(seen: AdvancePage) -> None:
    with widgets.bar("advance", sticky=True):
        widgets.say(_("命じると会計に届きます。命じた人は、この申請の決裁はできません。"))
        label = _("{amount}の支払いを命じる").format(amount=yen(seen.shown.amount_yen))
        if widgets.primary(label, "subsidy.advance.order"):
            _press(seen, service.order_advance, "order")


def _examine(seen: AdvancePage) -> None:
    with widgets.bar("advance", sticky=True):
        widgets.say(_("審査が済むと、振込みを待ちます。"))
        if widgets.primary(_("審査を済ませる"), "subsidy.advance.examine"):
            _press(seen, service.examine_advance, "examine")


def _pay(seen: AdvancePage) -> None:
    errors = dict(act.problems())
    widgets.heading(_("支払いを記録する"))
    with widgets.field("slip_no", _("区の会計の番号です。"), errors.get("slip_no")):
        slip = st.text_input(_("伝票番号"), key="subsidy.advance.slip", max_chars=40)
    hint = _("例：2026-11-26、令和8年11月26日")
    with widgets.field("paid_on", hint, errors.get("paid_on")):
        paid = st.text_input(_("支払日"), key="subsidy.advance.day", max_chars=40)
    with widgets.bar("advance", sticky=True):
        widgets.say(_("振込みの結果を確かめてから記録します。グループに知らせます。"))
        if widgets.primary(_("支払いを記録する"), "subsidy.advance.pay"):
            _press(seen, service.pay_advance, "pay", slip_no=slip, paid_on=paid)


def _back(seen: AdvancePage, step: Callable[..., Any], words: tuple[str, str]) -> None:
    """The step back with its reason."""
    label, means = words
    errors = dict(act.problems())
    with st.expander(_("ほかの進め方")):
        widgets.say(means)
        with widgets.field("note", error=errors.get("note")):
            note = st.text_area(_("理由"), key="subsidy.advance.note", max_chars=400)
        if widgets.danger(label, "subsidy.advance.back"):
            _press(seen, step, "back", note=note)


def _press(seen: AdvancePage, step: Callable[..., Any], verb: str, **more: object) -> None:
    head, shown = seen.head, seen.shown
    values = {
        "claim_id": head.claim_id, "version": head.version, "order_id": shown.order_id, **more,
    }  # fmt: skip
    name = f"subsidy.advance.{verb}.{head.claim_id}.{head.version}"
    if act.act(step, values, once=act.once(name)) is not None:
        act.done(name)
        for field in ("slip", "day", "note"):
            st.session_state.pop(f"subsidy.advance.{field}", None)
    st.rerun()
