"""Home of a coordinator: rounds by what they wait for; the same without acts for ward staff."""

from hub.i18n import _, n_, translated
from hub.i18n.values import day
from hub.internship import reads, words
from hub.internship.reads import ConsentTask, RoundCard
from pages.home.parts import calls, newcomers
from pages.kit import act, widgets


def show() -> None:
    """The lead card is the round that waits for the coordinator."""
    cards = _cards()
    live = [card for card in cards if card.state in words.WAITING_ROUNDS]
    with widgets.lead("next"):
        if not live:
            widgets.heading(_("新しい募集回を始められます"))
            widgets.say(_("期間を決めるか、ファイルから取り込みます。"))
            widgets.go(_("募集回を見る"), "rounds", "home.rounds", main=True)
        else:
            _next(live[0])
    _consents()
    newcomers.show()
    calls.show()
    _list(cards)


def _consents() -> None:
    """Published plans in which a guardian's word has changed something."""
    ward_id = act.actor().seat.ward_id
    found: tuple[ConsentTask, ...] = act.read(reads.consent_tasks, ward_id=ward_id)
    if not found:
        return
    widgets.heading(_("保護者の同意で、することがあります"))
    with widgets.rows("consent-tasks"):
        for task in found:
            with widgets.row(f"consent-task-{task.scenario_id}"):
                widgets.link(task.round_name, "plan", {"plan": str(task.scenario_id)})
                if task.lost:
                    lost = n_("同意がなくなった {count}人", "同意がなくなった {count}人", task.lost)
                    widgets.tag(lost.format(count=task.lost), "bad")
                if task.ready:
                    ready = n_("公表できる {count}人", "公表できる {count}人", task.ready)
                    widgets.tag(ready.format(count=task.ready), "wait")


def watch() -> None:
    """Rounds of the ward, to read."""
    _list(_cards())


def _cards() -> tuple[RoundCard, ...]:
    found: tuple[RoundCard, ...] = act.read(reads.round_cards, ward_id=act.actor().seat.ward_id)
    return found


def _next(card: RoundCard) -> None:
    widgets.tag(translated(card.state_words), "wait")
    widgets.heading(translated(words.NEXT_STEPS[card.state]).format(name=card.name))
    facts = _("学生 {students}人、プログラム {programmes}件、席 {seats}。")
    widgets.say(facts.format(students=card.students, programmes=card.programmes, seats=card.seats))
    widgets.say(_("希望の締切は {day} です。").format(day=day(card.wishes_until)))
    widgets.go(
        _("この募集回を開く"), "round", "home.round", query={"round": str(card.round_id)}, main=True
    )


def _list(cards: tuple[RoundCard, ...]) -> None:
    widgets.heading(_("募集回 {count}件").format(count=len(cards)))
    if not cards:
        widgets.say(_("募集回はまだありません。"))
    with widgets.rows("rounds"):
        for card in cards:
            with widgets.entry(f"round-{card.round_id}"):
                widgets.link(card.name, "round", {"round": str(card.round_id)})
                widgets.tag(translated(card.state_words))
