"""Wishes for an account that wait for an answer, the oldest first."""

from hub.accounts import reads
from hub.accounts.reads import RequestList, RequestRow
from hub.i18n import _, translated
from hub.i18n.values import day
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from models.vocab import Role
from pages.accounts.parts import show_once
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="account-requests", title=N_("登録の申込み"), roles=(Role.COORDINATOR,), in_menu=False)
def render() -> None:
    """One line each; the answer is given on the page of the wish."""
    found: RequestList = act.read(reads.account_requests)
    widgets.title(
        _("登録の申込み"),
        _("「はじめての方」の画面から申し込んだ人です。1人ずつ確かめて返事をします。"),
        back=(_("人と役割へ戻る"), "people"),
    )
    show_once()
    widgets.heading(_("返事を待っている人 {count}人").format(count=found.count))
    if not found.count:
        widgets.say(_("いま、返事を待っている人はいません。"))
    with widgets.rows("requests"):
        for row in found.rows:
            _row(row)
    if found.count > len(found.rows):
        widgets.say(_("古い順に{count}人を出しています。").format(count=len(found.rows)))


def _row(row: RequestRow) -> None:
    with widgets.row(f"request-{row.request_id}"):
        widgets.link(row.name, "account-request", {"request": str(row.request_id)})
        widgets.say(
            _("{role}・{day}に申込み").format(
                role=translated(row.role_words), day=day(japan_date(row.asked_at))
            )
        )
