"""Who takes part in a course, who is asked, who waits, who has left; for coordinator and clerk."""

from collections.abc import Callable, Sequence

from hub.i18n import _, p_, translated
from hub.i18n.values import moment
from hub.kernel.text import N_
from hub.training import reads
from hub.training.reads import RosterPage, RosterRow
from models.vocab import Role
from pages.kit import act, address, tables, widgets
from pages.kit.page import page
from pages.kit.tables import Column
from pages.training.parts import days_words


@page(
    path="training-roster",
    title=N_("研修の名簿"),
    roles=(Role.COORDINATOR, Role.WARD_CLERK),
    in_menu=False,
)
def render() -> None:
    """Counts, then one table per kind."""
    seen: RosterPage = act.read(reads.roster, training_id=address.number("training"))
    card = seen.card
    widgets.title(
        _("「{title}」の名簿").format(title=card.title),
        days_words(card),
        back=(_("共同研修へ戻る"), "trainings"),
    )
    widgets.stat_strip(
        [
            widgets.Stat(_("定員"), str(card.capacity), _("名")),
            widgets.Stat(p_("course", "参加"), str(card.confirmed_people), _("名")),
            widgets.Stat(_("返事待ち"), str(len(seen.offered)), _("社")),
            widgets.Stat(_("補欠"), str(len(seen.waiting)), _("社")),
        ]
    )
    widgets.link(_("研修の内容を見る"), "training", {"training": str(card.training_id)})
    if not any((seen.seated, seen.offered, seen.waiting, seen.left)):
        widgets.empty(_("申込みはまだありません"), _("企業が申し込むと、ここに出ます。"))
    _table(_("参加が決まった会社"), seen.seated, _("受付番号"), _receipts)
    _table(_("返事を待っている会社"), seen.offered, _("返事の期限"), _ends)
    _table(_("補欠の会社"), seen.waiting, _("順番"), _places)
    _table(_("やめた会社"), seen.left, _("状態"), _states)


def _table(
    title: str, rows: Sequence[RosterRow], last: str, value: Callable[[RosterRow], str]
) -> None:
    """One kind of parties: firm, people, count and what differs."""
    if not rows:
        return
    widgets.heading(_("{title} {count}件").format(title=title, count=len(rows)))
    cells = [
        (row.firm, _("、").join(row.names), str(row.people), translated(row.band_words), value(row))
        for row in rows
    ]
    columns: list[Column | str] = [
        _("会社"),
        _("参加者"),
        Column(_("人数"), right=True),
        _("従業員"),
        last,
    ]
    tables.table(cells, columns, title, show_caption=False)


def _receipts(row: RosterRow) -> str:
    return row.receipt


def _ends(row: RosterRow) -> str:
    return moment(row.expires_at) if row.expires_at else ""


def _places(row: RosterRow) -> str:
    return _("{place}番目").format(place=row.place)


def _states(row: RosterRow) -> str:
    return translated(row.state_words)
