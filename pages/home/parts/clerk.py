"""Home of a ward clerk: the claim that waits most urgently, then the next ones by due date."""

from collections.abc import Iterable, Sequence
from typing import Final

from hub.i18n import _, n_, translated
from hub.i18n.values import short_day
from hub.subsidy import reads
from hub.subsidy.reads import Inbox, InboxRow
from pages.home.parts import coordinator, group_steps
from pages.kit import act, widgets

SHOWN: Final = 6
NEVER: Final = 1_000_000


def show() -> None:
    """What waits, by due date; the one primary opens the most urgent claim."""
    inbox: Inbox = act.read(reads.inbox, ward_id=act.actor().seat.ward_id)
    first = next((row for row in inbox.rows if row.head.claim_id == inbox.first_claim_id), None)
    with widgets.lead("next"):
        if first is None:
            widgets.heading(_("いま進める申請はありません"))
            widgets.say(_("申請が届くと、ここでお知らせします。"))
            widgets.go(_("申請の受付箱を見る"), "inbox", "home-inbox", main=True)
        else:
            _first(first)
    mine = [row for row in inbox.rows if row.actions]
    rest = by_due(row for row in mine if first is None or row.head.claim_id != first.head.claim_id)
    waiting(rest, "claim-review", _("次に待っている申請"))
    widgets.link(_("申請の受付箱をすべて見る"), "inbox")
    group_steps.of_ward()
    coordinator.watch()


def by_due(rows: Iterable[InboxRow]) -> list[InboxRow]:
    """The nearest due date first, whoever has the next step; without one at the end."""
    return sorted(rows, key=lambda row: row.head.due.days_left if row.head.due else NEVER)


def _first(row: InboxRow) -> None:
    head = row.head
    widgets.tag(due_words(row), "bad" if head.due is not None and head.due.is_over else "act")
    widgets.heading(head.group)
    words = _("{reference} {title}。{state}です。")
    widgets.say(
        words.format(reference=head.reference, title=head.title, state=translated(head.state_words))
    )
    query = {"claim": str(head.claim_id)}
    widgets.go(_("いちばん急ぐ申請を開く"), "claim-review", "home-first", query=query, main=True)


def due_words(row: InboxRow) -> str:
    """Until when, in words."""
    due = row.head.due
    if due is None:
        return _("期限なし")
    if due.is_over:
        days = -due.days_left
        return n_("{days}日超過", "{days}日超過", days).format(days=days)
    if due.is_today:
        return _("今日まで")
    return _("{day}まで").format(day=short_day(due.on))


def waiting(rows: Sequence[InboxRow], path: str, title: str) -> None:
    """The next claims in order of their due date, a link and a tag each."""
    if not rows:
        return
    widgets.heading(title)
    with widgets.rows("waiting"):
        for row in rows[:SHOWN]:
            head = row.head
            with widgets.entry(f"claim-{head.claim_id}"):
                label = f"{head.number}　{head.group}　{head.title}"
                widgets.link(label, path, {"claim": str(head.claim_id)})
                over = head.due is not None and (head.due.is_over or head.due.is_today)
                widgets.tag(due_words(row), "bad" if over else "plain")
