"""Money that comes back, for the ward: what was cancelled and why, what is due today, what came."""

from hub.i18n import _, translated
from hub.i18n.values import day, yen
from hub.subsidy.reads import ReceiptRow, Returning
from models.vocab.subsidy import DecisionKind
from pages.kit import tables, widgets


def show(seen: Returning) -> None:
    """The cancellation, then the sum that is due today, then every receipt."""
    with widgets.card("returning"):
        is_cancelled = seen.kind is DecisionKind.CANCELLATION
        widgets.heading(_("取消しと返還") if is_cancelled else _("返還"))
        words = {
            DecisionKind.ENDING: _("{day}に廃止を認めました（文書番号 {number}）。"),
            DecisionKind.DETERMINATION: _(
                "{day}に額を確定し、概算払が{amount}多くなりました（文書番号 {number}）。"
            ),
        }.get(seen.kind, _("{day}に{amount}を取り消しました（文書番号 {number}）。"))
        amount = yen(seen.cancelled_yen)
        widgets.say(words.format(day=day(seen.cancelled_on), amount=amount, number=seen.cancel_no))
        if is_cancelled:
            widgets.say(_("事由：{cause}").format(cause=translated(seen.cause)))
            widgets.say(_("理由：{reason}").format(reason=seen.reason))
        if not seen.principal_yen:
            widgets.say(_("支払いの前なので、返還はありません。"))
        elif not seen.order_no:
            words = _("返還を命じる額は{amount}です。まだ命じていません。")
            widgets.say(words.format(amount=yen(seen.principal_yen)))
        else:
            _due(seen)
    receipts(seen.receipts)


def _due(seen: Returning) -> None:
    words = _("{amount}の返還を命じました（文書番号 {number}）。")
    widgets.say(words.format(amount=yen(seen.principal_yen), number=seen.order_no))
    if seen.due_on is not None:
        widgets.say(_("納付の期限は{day}です。").format(day=day(seen.due_on)))
    sums(seen)


def sums(seen: Returning) -> None:
    """What pays it off today, part by part."""
    widgets.sum_rows(
        [
            (_("返還する額の残り"), yen(seen.today_principal_yen)),
            (_("加算金（今日まで）"), yen(seen.today_additional_yen)),
            (_("延滞金（今日まで）"), yen(seen.today_late_yen)),
            widgets.SumRow(_("今日納めるときの合計"), yen(seen.today_yen), total=True),
        ]
    )


def receipts(rows: tuple[ReceiptRow, ...]) -> None:
    """Every receipt with its parts."""
    if not rows:
        return
    cells = [
        (
            f"{day(row.received_on)}　{row.receipt_no}",
            yen(row.principal_yen),
            yen(row.additional_yen),
            yen(row.late_yen),
            widgets.bold(yen(row.total_yen)),
        )
        for row in rows
    ]
    names = (_("返還する額"), _("加算金"), _("延滞金"), _("合計"))
    right = [tables.Column(name, right=True) for name in names]
    tables.table(cells, [_("入金の日・領収番号"), *right], _("これまでの入金"))
