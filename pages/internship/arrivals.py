"""The weeks of a firm: who comes when."""

from hub.i18n import _
from hub.i18n.values import span
from hub.internship import reads
from hub.internship.reads import ArrivalRow
from hub.kernel.text import N_
from models.vocab import Role
from pages.kit import act, calendar_address, tables, widgets
from pages.kit.page import page


@page(
    path="arrivals",
    title=N_("実習生の予定"),
    roles=(Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER),
)
def render() -> None:
    """Students of the published plans, the coming ones first."""
    rows: tuple[ArrivalRow, ...] = act.read(reads.firm_weeks, firm_id=act.actor().seat.firm_id)
    widgets.title(_("実習生の予定"), _("あなたの会社に来る実習生です。"))
    if not rows:
        widgets.empty(
            _("決まった実習生はまだいません"),
            _("区が行き先を公表すると、ここに出ます。"),
            (_("受入プログラムを見る"), "offers"),
        )
        calendar_address.show()
        return
    coming = [row for row in rows if not row.is_over]
    past = [row for row in rows if row.is_over]
    if coming:
        widgets.heading(_("これから来る実習生"))
        _table(coming)
    if past:
        widgets.heading(_("終わった実習"))
        _table(past)
    calendar_address.show()


def _table(rows: list[ArrivalRow]) -> None:
    tables.table(
        [(span(r.starts_on, r.ends_on), r.student, r.title, _about(r)) for r in rows],
        [_("期間"), _("実習生"), _("すること"), _("知っておくこと")],
        _("実習生 {count}人").format(count=len(rows)),
    )


def _about(row: ArrivalRow) -> str:
    """What the firm must know before somebody comes."""
    if row.is_stopped:
        return _("止めています。受け入れないでください")
    return _("18歳未満") if row.is_minor else ""
