"""Home of an inspector: reports that wait for an inspection, the most urgent first."""

from hub.i18n import _, n_
from hub.i18n.values import day
from hub.subsidy import reads
from hub.subsidy.reads import WaitingInspection
from pages.kit import act, widgets


def show() -> None:
    """The one primary opens the report that is due first."""
    found: tuple[WaitingInspection, ...] = act.read(
        reads.inspections, ward_id=act.actor().seat.ward_id
    )
    rows = [each for each in found if not each.hindrance]
    with widgets.lead("next"):
        if not rows:
            widgets.heading(_("検査を待つ実績はありません"))
            widgets.say(_("検査のある補助金の実績が届くと、ここでお知らせします。"))
            widgets.go(_("検査待ちの一覧を見る"), "inspections", "home-inspections", main=True)
            return
        _first(rows)
    widgets.link(_("検査待ちの一覧を見る"), "inspections")


def _first(rows: list[WaitingInspection]) -> None:
    head, count = rows[0].head, len(rows)
    words = n_("検査を待つ実績 {count}件", "検査を待つ実績 {count}件", count)
    widgets.heading(words.format(count=count))
    said = _("いちばん急ぐのは {group}です。")
    widgets.say(said.format(group=head.group))
    if head.due is not None:
        widgets.say(_("期限は{day}です。").format(day=day(head.due.on)))
    query = {"claim": str(head.claim_id)}
    widgets.go(_("いちばん急ぐ実績を開く"), "claim-review", "home-first", query=query, main=True)
