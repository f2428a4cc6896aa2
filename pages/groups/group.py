"""Groups of the firm or of the ward; a firm with one group sees it at once."""

from hub.groups import reads
from hub.groups.reads import GroupCard
from hub.i18n import _, n_, translated
from hub.kernel.text import N_
from pages.groups.parts import FIRMS, FOUNDERS, STAFF, overview, tone
from pages.kit import act, widgets
from pages.kit.page import page


@page(path="group", title=N_("連携グループ"), roles=(*FIRMS, *STAFF))
def render() -> None:
    """The list, what waits for this person first."""
    seat = act.actor().seat
    staff = seat.role in STAFF
    cards: tuple[GroupCard, ...] = (
        act.read(reads.ward_groups, ward_id=seat.ward_id)
        if staff
        else act.read(reads.firm_groups, firm_id=seat.firm_id)
    )
    if not staff and len(cards) == 1:
        overview.show(cards[0].group_id, back=False)
        return
    widgets.title(_("連携グループ"), _("いっしょに専門家を頼み、研修を行う会社の集まりです。"))
    mine = sum(card.is_mine for card in cards)
    if mine:
        with widgets.strip("mine"):
            widgets.tag(_("次にすること"), "act")
            widgets.say(
                n_(
                    "あなたの操作を待つグループが{count}つあります。",
                    "あなたの操作を待つグループが{count}つあります。",
                    mine,
                ).format(count=mine)
            )
    if cards:
        widgets.heading(_("グループ {count}つ").format(count=len(cards)))
    else:
        widgets.say(_("グループはまだありません。"))
    with widgets.rows("groups"):
        for card in cards:
            _row(card)
    if seat.role in FOUNDERS:
        widgets.go(_("新しいグループを作る"), "group-new", "groups.new", main=not cards)


def _row(card: GroupCard) -> None:
    with widgets.row(f"group-{card.group_id}"):
        with widgets.pair(f"group-{card.group_id}"):
            widgets.link(card.name, "one-group", {"group": str(card.group_id)})
            widgets.tag(translated(card.state_words), tone(card.state))
        facts = _("代表 {leader}・{count}社").format(leader=card.leader, count=card.members)
        widgets.say(facts)
        widgets.say(translated(card.next_words))
