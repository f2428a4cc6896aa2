"""A published place whose guardian says no: it is held, and firm and ward are told at once.

Source: gate G-guardian. The place stays written until the coordinator mends the plan; nobody is
received on it meanwhile.
"""

from collections.abc import Sequence
from typing import Final

from hub.accounts import reads as people
from hub.internship import consent_rules, queries, words
from hub.internship.holding import PLACED
from hub.kernel.calendar import japan_date
from hub.platform import outbox
from hub.platform.context import Ctx
from models.internship import Application, Round
from models.vocab import FIRM_ROLES, Role
from models.vocab.consents import ConsentState

SAID_NO: Final = frozenset({ConsentState.REFUSED, ConsentState.WITHDRAWN})


def stopped(ctx: Ctx, round_id: int, students: Sequence[Application]) -> frozenset[int]:
    """Applications whose published places are held, because the last word was no."""
    spans = queries.periods(ctx, round_id)
    last = queries.last_consents(ctx, [row.id or 0 for row in students]) if spans else {}
    today = japan_date(ctx.now)
    return frozenset(
        row.id or 0
        for row in students
        if (said := last.get(row.id or 0)) is not None
        and said.state in SAID_NO
        and consent_rules.holds_back(
            row.birth_date, row.sent_at, spans[0].starts_on, today, said.state
        )
    )


def tell(ctx: Ctx, application: Application, held: Round) -> None:
    """Tell the firms that would receive the student, and every coordinator of the ward."""
    if application.state not in PLACED or not stopped(ctx, held.id or 0, [application]):
        return
    number = application.id or 0
    name = people.names_of(ctx, person_ids=(application.person_id,))[application.person_id]
    told: dict[int, str] = dict.fromkeys(
        people.holders_of(ctx, role=Role.COORDINATOR, ward_id=held.ward_id), words.STOPPED_WARD
    )
    for firm_id in _firms(ctx, held.id or 0, number):
        for role in FIRM_ROLES:
            for person_id in people.holders_of(ctx, role=role, firm_id=firm_id):
                told.setdefault(person_id, words.STOPPED_FIRM)
    stamp = int(ctx.now.timestamp())
    for person_id, sentence in told.items():
        page = "arrivals" if sentence == words.STOPPED_FIRM else "rounds"
        outbox.notice(
            ctx, "internship.stopped", f"application:{number}", person_id, sentence,
            version=stamp, page=page, params={"name": name}, is_urgent=True,
        )  # fmt: skip


def _firms(ctx: Ctx, round_id: int, application_id: int) -> list[int]:
    """Firms of the places that have not ended, by the plan that holds."""
    firm_of = {row.id: row.firm_id for row in queries.programmes(ctx, round_id)}
    ends = {row.id: row.ends_on for row in queries.periods(ctx, round_id)}
    today = japan_date(ctx.now)
    return sorted(
        {
            firm_of[stay.programme_id]
            for publication in queries.publications(ctx, round_id)[:1]
            for stay in queries.placements(ctx, publication.id or 0)
            if stay.application_id == application_id and ends[stay.period_id] >= today
        }
    )
