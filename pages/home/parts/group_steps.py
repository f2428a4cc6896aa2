"""Groups in which something waits for this person: a signature, an application, a decision."""

from hub.groups import reads
from hub.groups.reads import GroupCard
from hub.i18n import _, translated
from pages.kit import act, widgets


def of_firm() -> None:
    """Groups of the firm that wait for this person."""
    _list(act.read(reads.firm_groups, firm_id=act.actor().seat.firm_id))


def of_ward() -> None:
    """Groups of the ward that wait for this person."""
    _list(act.read(reads.ward_groups, ward_id=act.actor().seat.ward_id))


def _list(cards: tuple[GroupCard, ...]) -> None:
    mine = [card for card in cards if card.is_mine]
    if not mine:
        return
    widgets.heading(_("連携グループで、あなたを待っていること"))
    with widgets.rows("group-steps"):
        for card in mine:
            with widgets.row(f"group-step-{card.group_id}"):
                widgets.link(card.name, "one-group", {"group": str(card.group_id)})
                widgets.say(translated(card.next_words))
