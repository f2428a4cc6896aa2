"""The way from a list of the ward to the advances, where there are any under way."""

from hub.i18n import _, n_
from hub.subsidy import reads
from pages.kit import act, widgets


def show() -> None:
    """One line; nothing where no advance is under way."""
    found = act.read(reads.advances_under_way, ward_id=act.actor().seat.ward_id)
    if not found:
        return
    mine = sum(each.is_mine for each in found)
    words = n_("概算払 {count}件を見る", "概算払 {count}件を見る", len(found))
    label = words.format(count=len(found))
    if mine:
        more = _("（あなたの番 {count}件）").format(count=mine)
        label = f"{label}{more}"
    widgets.link(label, "advances")
