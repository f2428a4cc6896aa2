"""Home of a ward approver: what waits for a decision, the most urgent first."""

from hub.i18n import _, n_
from hub.i18n.values import yen
from hub.subsidy import reads
from hub.subsidy.reads import Inbox, InboxRow, Tab
from pages.home.parts import clerk, coordinator, group_steps
from pages.kit import act, widgets


def show() -> None:
    """Decisions by due date; the one primary opens the most urgent."""
    inbox: Inbox = act.read(reads.inbox, ward_id=act.actor().seat.ward_id)
    rows = [row for row in inbox.rows if Tab.DECIDING in row.tabs]
    with widgets.lead("next"):
        if not rows:
            widgets.heading(_("決裁を待つ申請はありません"))
            widgets.say(_("担当が起案すると、ここでお知らせします。"))
            widgets.go(_("予算を見る"), "budget", "home-budget", main=True)
        else:
            _first(rows)
    clerk.waiting(rows[1:], "claim-decide", _("次に待っている決裁"))
    if rows:
        widgets.link(_("決裁待ちをすべて見る"), "decisions")
    group_steps.of_ward()
    coordinator.watch()


def _first(rows: list[InboxRow]) -> None:
    head = rows[0].head
    widgets.tag(clerk.due_words(rows[0]), "act")
    count = len(rows)
    words = n_("決裁待ち {count}件", "決裁待ち {count}件", count)
    widgets.heading(words.format(count=count))
    amount = yen(rows[0].proposed_yen or 0)
    first = _("いちばん急ぐのは {group}、{amount}です。")
    widgets.say(first.format(group=head.group, amount=amount))
    query = {"claim": str(head.claim_id)}
    label = _("いちばん急ぐ申請を決裁する")
    widgets.go(label, "claim-decide", "home-first", query=query, main=True)
