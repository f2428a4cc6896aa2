"""Students whose places stay back because no guardian has agreed. Source: gate G-guardian."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from hub.accounts import reads as people
from hub.internship import consent_rules, queries
from hub.internship.instance import Triple
from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx, system_actor
from models.consents import GuardianConsent
from models.internship import Application
from models.vocab.consents import ConsentState
from models.vocab.internship import ApplicationState


class Stand(StrEnum):
    """Where a place of a student under 18 stands."""

    HELD = "held"
    READY = "ready"
    LOST = "lost"


PLACED: Final = frozenset({ApplicationState.PLACED, ApplicationState.PARTLY_PLACED})


@dataclass(frozen=True, slots=True)
class Standing:
    """A student of a plan, what the guardian has said, and how many places hang on it."""

    application: Application
    consent: GuardianConsent | None
    stand: Stand
    places: int


def without_consent(ctx: Ctx, round_id: int) -> frozenset[int]:
    """Applications that may not be published now."""
    spans = queries.periods(ctx, round_id)
    rows = {row.id or 0: row for row in queries.applications(ctx, round_id)} if spans else {}
    last = queries.last_consents(ctx, tuple(rows))
    # As it is known now: a birth date that was put right since the wishes counts.
    born = people.birth_dates_of(
        replace(ctx, actor=system_actor("internship")),
        person_ids=tuple(row.person_id for row in rows.values()),
    )
    return frozenset(
        number
        for number, row in rows.items()
        if consent_rules.holds_back(
            born[row.person_id] or row.birth_date, row.sent_at, spans[0].starts_on,
            japan_date(ctx.now),            last[number].state if number in last else None,
        )
    )  # fmt: skip


def refused_by(ctx: Ctx, round_id: int, at: datetime) -> frozenset[int]:
    """Applications of students under 18 whose guardian had said no by this time.

    What was said later does not count: a round that was frozen stays the round it was.
    """
    spans = queries.periods(ctx, round_id)
    rows = {row.id or 0: row for row in queries.applications(ctx, round_id)} if spans else {}
    last = queries.last_consents(ctx, tuple(rows), by=at)
    return frozenset(
        number
        for number, consent in last.items()
        if _said_no(consent, at)
        and consent_rules.holds_back(
            rows[number].birth_date, rows[number].sent_at, spans[0].starts_on, japan_date(at),
            consent.state,
        )
    )  # fmt: skip


def standings(
    ctx: Ctx, round_id: int, plan: Iterable[Triple], *, is_published: bool
) -> tuple[Standing, ...]:
    """Every student of a plan whose place is held, may be released, or has lost its consent."""
    places = Counter(triple.student for triple in plan)
    missing = without_consent(ctx, round_id)
    rows = [row for row in queries.applications(ctx, round_id) if places[row.label]]
    last = queries.last_consents(ctx, [row.id or 0 for row in rows])
    found = []
    for row in rows:
        number = row.id or 0
        stand = _stand(row, is_missing=number in missing, is_published=is_published)
        if stand is not None:
            found.append(Standing(row, last.get(number), stand, places[row.label]))
    return tuple(found)


def _stand(row: Application, *, is_missing: bool, is_published: bool) -> Stand | None:
    waits = row.state == ApplicationState.WISHES_LOCKED
    if is_missing and row.state in PLACED:
        return Stand.LOST
    if is_missing and (waits or not is_published):
        return Stand.HELD
    return Stand.READY if is_published and waits else None


def _said_no(row: GuardianConsent, at: datetime) -> bool:
    when = row.withdrawn_at if row.state is ConsentState.WITHDRAWN else row.answered_at
    is_no = row.state in {ConsentState.REFUSED, ConsentState.WITHDRAWN}
    return is_no and when is not None and when <= at
