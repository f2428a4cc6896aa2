"""Whom the coordinator should call about experts: wishes for a call, nobody found, disputes."""

from hub.experts import reads
from hub.experts.reads import BookingRow
from hub.i18n import _, n_, translated
from models.vocab.engagements import EngagementState
from pages.kit import act, widgets


def show() -> None:
    """One row each; nothing where nobody waits."""
    rows: tuple[BookingRow, ...] = act.read(
        reads.calls_of_ward, ward_id=act.actor().seat.ward_id or 0
    )
    if not rows:
        return
    count = len(rows)
    widgets.heading(
        n_("電話すること {count}件", "電話すること {count}件", count).format(count=count)
    )
    with widgets.rows("calls"):
        for row in rows:
            with widgets.row(f"call-{row.engagement_id}"):
                with widgets.line(f"call-{row.engagement_id}"):
                    widgets.link(row.title, "booking", {"booking": str(row.engagement_id)})
                    widgets.tag(translated(row.state_words), "wait")
                widgets.say(widgets.grey(_why(row)))


def _why(row: BookingRow) -> str:
    """Who waits for a call, and why."""
    reasons = {
        EngagementState.OFFERED: _("{name}さんが、返事の前に電話を希望しています。"),
        EngagementState.NO_MATCH: _("{name}さんに決まりませんでした。グループに電話してください。"),
        EngagementState.DISPUTED: _("{name}さんの記録に違いがあります。両方に聞いてください。"),
    }
    return reasons.get(row.state, "").format(name=row.expert)
