"""Wishes for an account that wait for the coordinator's answer."""

from hub.accounts import reads
from hub.accounts.reads import RequestList
from hub.i18n import _, n_
from pages.kit import act, widgets


def show() -> None:
    """One line with the way to the list; nothing where nobody waits."""
    found: RequestList = act.read(reads.account_requests)
    if not found.count:
        return
    with widgets.card("newcomers"):
        widgets.say(
            n_(
                "登録の申込みが{count}件、返事を待っています。",
                "登録の申込みが{count}件、返事を待っています。",
                found.count,
            ).format(count=found.count)
        )
        widgets.go(_("登録の申込みを見る"), "account-requests", "home.newcomers")
