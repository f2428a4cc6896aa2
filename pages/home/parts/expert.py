"""Home of an expert: what waits for an answer, then the free days of the month."""

from hub.experts import reads
from hub.experts.reads import ExpertVisit
from hub.i18n import _
from hub.i18n.values import hours
from pages.home.parts import expert_days, expert_offers
from pages.kit import act, widgets


def show() -> None:
    """The nearest request leads, then a visit without record, then the month grid."""
    expert_id: int | None = act.read(reads.my_expert_id)
    if expert_id is None:
        widgets.empty(
            _("名簿の登録がまだです"), _("区の窓口が登録すると、ここに依頼と予定が出ます。")
        )
        return
    expert_offers.settle(expert_id)
    expert_days.settle(expert_id)
    expert_offers.show()
    _to_record()
    expert_days.show(expert_id)


def _to_record() -> None:
    """Visits that are over and have no record yet: without it no fee can be paid."""
    visits: tuple[ExpertVisit, ...] = act.read(
        reads.visits_of_expert, person_id=act.actor().person_id
    )
    for visit in (each for each in visits if each.can_record):
        with widgets.card(f"record-{visit.visit_id}"):
            widgets.heading(_("「{title}」の実施記録を書いてください").format(title=visit.title), 3)
            widgets.say(
                _("{when}の訪問です。記録が済むと謝金の手続が進みます。").format(
                    when=hours(visit.span.start, visit.span.end)
                )
            )
            query = {"visit": str(visit.visit_id)}
            widgets.go(
                _("実施記録を書く"), "visit-record", f"home.record.{visit.visit_id}", query=query
            )
