"""One cost on its own: corrected, taken out, or added by hand."""

from typing import Final

import streamlit as st

from hub.i18n import _, translated
from hub.i18n.values import short_day, yen
from hub.subsidy import service, words
from hub.subsidy.reads import FirmClaim, LineRow
from models.vocab.subsidy import ClaimState
from pages.kit import act, widgets
from pages.subsidy.parts import firm_head, firm_moves

OPEN: Final = (ClaimState.DRAFT, ClaimState.GRANTED)
TAXES: Final = (10, 8, 0)
FIELDS: Final = ("form", "category", "title", "vendor", "gross", "used_on", "invoice_no")


def can_add(seen: FirmClaim) -> bool:
    """A cost can be added while the whole list is open."""
    return seen.is_leader and seen.head.state in OPEN


def change(seen: FirmClaim, line: LineRow) -> None:
    """Amount and paper of one cost."""
    name = firm_head.category(line)
    _title(seen, _("{number}番の費用を直す").format(number=line.position), name)
    errors = dict(_problems())
    facts = [line.vendor, short_day(line.used_on) if line.used_on else ""]
    widgets.say("　".join(fact for fact in facts if fact))
    if line.is_from_hub:
        widgets.say(_("訪問の記録から入力されています。変えると手入力になります。"))
    widgets.seed(f"subsidy.line.{line.line_id}.gross", f"{line.gross_yen:,}")
    widgets.seed(f"subsidy.line.{line.line_id}.paper", line.invoice_no)
    with widgets.field("gross", _("消費税を含む額です。例：12,000円"), errors.get("gross")):
        gross = st.text_input(
            _("金額（円）"), key=f"subsidy.line.{line.line_id}.gross", max_chars=40
        )
    hint = _("領収書か請求書の番号です。なければ空のままにします。")
    with widgets.field("invoice_no", hint, errors.get("invoice_no")):
        paper = st.text_input(
            _("書類の番号"), key=f"subsidy.line.{line.line_id}.paper", max_chars=40
        )
    with widgets.acts("line"):
        if widgets.primary(_("この費用を直す"), "subsidy.line.change"):
            values = {"line_id": line.line_id, "gross": gross, "invoice_no": paper}
            _done(
                seen,
                firm_moves.move(seen.head, service.change_line, "line", **values),
                f"line.{line.line_id}",
            )
        if widgets.danger(_("この費用を外す"), "subsidy.line.drop"):
            moved = firm_moves.move(seen.head, service.drop_line, "drop", line_id=line.line_id)
            _done(seen, moved, f"line.{line.line_id}")


def add(seen: FirmClaim) -> None:
    """A cost that the hub has no record of."""
    _title(seen, _("費用を足す"), _("わざハブに記録のない費用を、手で入力します。"))
    errors = dict(_problems())
    names = dict(seen.categories)
    kinds = [kind for kind in names if kind not in {"expert", "travel"}]
    with widgets.field("category", error=errors.get("category")):
        kind = st.selectbox(
            _("費用の種類"),
            kinds,
            format_func=lambda each: translated(words.CATEGORY_LABELS.get(each, names[each])),
            key="subsidy.add.kind",
        )
    with widgets.field("title", _("例：試し削りの材料"), errors.get("title")):
        title = st.text_input(_("内容"), key="subsidy.add.title", max_chars=120)
    with widgets.field("vendor", error=errors.get("vendor")):
        vendor = st.text_input(_("支払先（任意）"), key="subsidy.add.vendor", max_chars=80)
    with widgets.field("gross", _("消費税を含む額です。例：12,000円"), errors.get("gross")):
        gross = st.text_input(_("金額（円）"), key="subsidy.add.gross", max_chars=40)
    tax = st.radio(
        _("消費税"),
        TAXES,
        format_func=lambda each: _("{percent}％").format(percent=each),
        key="subsidy.add.tax",
        horizontal=True,
    )
    hint = _("例：2026-11-26、令和8年11月26日")
    with widgets.field("used_on", hint, errors.get("used_on")):
        used_on = st.text_input(_("支払った日（任意）"), key="subsidy.add.day", max_chars=40)
    hint = _("領収書か請求書の番号です。区が確かめます。")
    with widgets.field("invoice_no", hint, errors.get("invoice_no")):
        paper = st.text_input(_("書類の番号"), key="subsidy.add.paper", max_chars=40)
    if widgets.primary(_("この費用を足す"), "subsidy.add.send"):
        typed = {
            "category": kind, "title": title, "vendor": vendor, "invoice_no": paper,
            "used_on": used_on, "gross": gross, "tax_percent": tax,
        }  # fmt: skip
        _done(seen, firm_moves.move(seen.head, service.add_line, "add", **typed), "add")


def _title(seen: FirmClaim, text: str, purpose: str) -> None:
    query = {"claim": str(seen.head.claim_id)}
    widgets.title(text, purpose, back=(_("申請へ戻る"), "claim", query))
    widgets.error_summary(_problems())
    widgets.say(widgets.grey(_("いまの合計 {amount}").format(amount=yen(seen.working.gross_yen))))


def _problems() -> list[tuple[str, str]]:
    """Refusals of this form; those of the whole claim belong to its own page."""
    return [each for each in act.problems() if each[0] in FIELDS]


def _done(seen: FirmClaim, moved: object | None, form: str) -> None:
    if moved is None:
        st.rerun()
    for name in ("gross", "paper", "kind", "title", "vendor", "tax", "day"):
        st.session_state.pop(f"subsidy.{form}.{name}", None)
    firm_moves.open_again(seen.head)
