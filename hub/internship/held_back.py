"""The places of a plan that hang on a guardian, as staff see them."""

from dataclasses import dataclass

from hub.accounts import reads as people
from hub.internship import holding, words
from hub.internship.holding import Stand, Standing
from hub.internship.kept_plan import places_in
from hub.platform.context import Ctx
from models.consents import GuardianConsent
from models.internship import Scenario
from models.vocab.consents import ConsentState
from models.vocab.internship import ScenarioState


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A student under 18 of a plan; `state_words` is a msgid of what the guardian has said."""

    student: str
    label: str
    stand: Stand
    state_words: str
    places: int


def held_back(ctx: Ctx, row: Scenario) -> tuple[HeldBack, ...]:
    """Students of a plan whose places hang on a guardian; for a caller that has asked access."""
    stand = standings_of(ctx, row)
    named = people.names_of(ctx, person_ids=tuple(each.application.person_id for each in stand))
    return tuple(
        HeldBack(
            named[each.application.person_id], each.application.label, each.stand,
            _said(ctx, each.consent), each.places,
        )
        for each in stand
    )  # fmt: skip


def standings_of(ctx: Ctx, row: Scenario) -> tuple[Standing, ...]:
    """Students of a plan whose places hang on a guardian; none where nothing is computed yet."""
    if row.plan is None:
        return ()
    is_published = row.state == ScenarioState.PUBLISHED
    return holding.standings(ctx, row.round_id, places_in(row), is_published=is_published)


def _said(ctx: Ctx, row: GuardianConsent | None) -> str:
    """What a guardian has said so far, as a msgid."""
    if row is None:
        return words.CONSENT_NOBODY
    is_over = row.state == ConsentState.ASKED and row.ends_at <= ctx.now
    return words.CONSENT_OVER if is_over else words.CONSENT_LABELS[row.state]
