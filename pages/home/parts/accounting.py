"""Home of accounting: money that is to come back, the nearest day first."""

from hub.i18n import _, n_
from hub.i18n.values import day, yen
from hub.subsidy import reads
from hub.subsidy.reads import ReturnRow
from pages.kit import act, widgets


def show() -> None:
    """The one primary opens the claim that is due first."""
    found: tuple[ReturnRow, ...] = act.read(reads.returns, ward_id=act.actor().seat.ward_id)
    rows = [row for row in found if row.returning.due_on is not None]
    _orders()
    with widgets.lead("next"):
        if not rows:
            widgets.heading(_("返還を待つ申請はありません"))
            widgets.say(_("決裁者が返還を命じると、ここでお知らせします。"))
            widgets.go(_("返還の一覧を見る"), "returns", "home-returns", main=True)
            return
        _first(rows)
    widgets.link(_("返還の一覧を見る"), "returns")


def _orders() -> None:
    """The way to the payments that wait for accounting; nothing where none does."""
    found = act.read(reads.orders_under_way, ward_id=act.actor().seat.ward_id)
    mine = sum(each.is_mine for each in found)
    if mine:
        words = n_("支払いの手続 {count}件を見る", "支払いの手続 {count}件を見る", mine)
        widgets.link(words.format(count=mine), "payments")


def _first(rows: list[ReturnRow]) -> None:
    first = rows[0]
    count = len(rows)
    words = n_("返還を待つ申請 {count}件", "返還を待つ申請 {count}件", count)
    widgets.heading(words.format(count=count))
    said = _("いちばん早いのは {group}、今日納めるときは{amount}です。")
    widgets.say(said.format(group=first.head.group, amount=yen(first.returning.today_yen)))
    if first.returning.due_on is not None:
        widgets.say(_("納付の期限は{day}です。").format(day=day(first.returning.due_on)))
    query = {"claim": str(first.head.claim_id)}
    widgets.go(_("入金を記録する"), "claim-repaid", "home-first", query=query, main=True)
