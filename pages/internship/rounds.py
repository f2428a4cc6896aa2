"""Rounds of the ward."""

from hub.i18n import _, translated
from hub.i18n.values import day
from hub.internship import reads
from hub.internship.reads import RoundCard
from hub.kernel.text import N_
from models.vocab import Role
from pages.kit import act, widgets
from pages.kit.page import page

STAFF = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)


@page(path="rounds", title=N_("募集回"), roles=STAFF)
def render() -> None:
    """All rounds, the newest first."""
    actor = act.actor()
    cards: tuple[RoundCard, ...] = act.read(reads.round_cards, ward_id=actor.seat.ward_id)
    widgets.title(_("募集回"), _("実習の募集を、始まりから公表まで進めます。"))
    with widgets.acts("rounds"):
        widgets.go(_("新しい募集回を作る"), "round-new", "internship.new", main=True)
        widgets.go(_("ファイルから取り込む"), "round-import", "internship.import")
    widgets.heading(_("募集回 {count}件").format(count=len(cards)))
    if not cards:
        widgets.say(_("募集回はまだありません。"))
    with widgets.rows("rounds"):
        for card in cards:
            with widgets.entry(f"round-{card.round_id}"):
                widgets.link(card.name, "round", {"round": str(card.round_id)})
                widgets.say(
                    _("学生{students}人・プログラム{programmes}件・締切{day}").format(
                        students=card.students,
                        programmes=card.programmes,
                        day=day(card.wishes_until),
                    )
                )
                widgets.tag(translated(card.state_words))
