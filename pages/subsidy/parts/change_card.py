"""A change that was asked for: what differs, how much of the costs moves, and why."""

from hub.i18n import _
from hub.i18n.values import day, yen
from hub.subsidy.reads import Changing
from models.vocab.subsidy import ChangeKind
from pages.kit import tables, widgets


def show(seen: Changing, granted_yen: int) -> None:
    """The grant before and after, the costs that differ, the reason."""
    headings = {
        ChangeKind.CHANGE: _("変更の申し出"),
        ChangeKind.PAUSE: _("中止（いったん止める）の申し出"),
        ChangeKind.END: _("廃止（やめる）の申し出"),
    }
    with widgets.card("changing"):
        widgets.heading(headings[seen.kind])
        widgets.sum_rows(
            [
                (_("いまの額"), yen(granted_yen)),
                widgets.SumRow(_("変更後の額"), yen(seen.amount_yen), total=True),
            ]
        )
        widgets.say(_("理由：{reason}").format(reason=seen.reason))
        if seen.done_on is not None:
            widgets.say(_("事業の終わる日：{day}").format(day=day(seen.done_on)))
        if seen.is_much:
            widgets.tag(_("費用の{percent}％が動きます").format(percent=seen.shift_percent), "wait")
        elif seen.lines:
            widgets.say(_("費用の{percent}％が動きます").format(percent=seen.shift_percent))
        if seen.lines:
            rows = [
                (line.name, widgets.grey(yen(line.before_yen)), widgets.bold(yen(line.after_yen)))
                for line in seen.lines
            ]
            right = [tables.Column(name, right=True) for name in (_("前"), _("後"))]
            tables.table(rows, [_("費用（税込）"), *right], _("変わる費用"), show_caption=False)
