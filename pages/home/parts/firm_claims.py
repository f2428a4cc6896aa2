"""Claims that wait for the leader: a draft, a correction, a report."""

from hub.i18n import _, translated
from hub.i18n.values import short_day
from hub.subsidy import reads
from hub.subsidy.reads import MyClaims
from pages.kit import act, widgets


def show() -> None:
    """A link and a state each; nothing when no claim waits."""
    found: MyClaims = act.read(reads.my_claims, firm_id=act.actor().seat.firm_id)
    rows = [row.head for row in found.rows if row.can_act]
    if not rows:
        return
    widgets.heading(_("補助金で待っていること　{count}件").format(count=len(rows)))
    with widgets.rows("claims"):
        for head in rows:
            with widgets.row(f"claim-{head.claim_id}"):
                with widgets.line(f"claim-{head.claim_id}"):
                    widgets.link(head.title, "claim", {"claim": str(head.claim_id)})
                    widgets.tag(translated(head.applicant_words), "act")
                if head.due is not None:
                    until = _("{day}まで").format(day=short_day(head.due.on))
                    widgets.say(widgets.grey(until))
