"""What falls due by time alone, and the walk along the waiting list after a seat came free.

Parts of use cases, run in their transaction with the pool locked: an offer that has run out gives
its seats to the next party before anything else is decided. Source: parts D2, D3, D5.
"""

import dataclasses
from collections.abc import Sequence
from datetime import datetime

from hub.accounts import reads as people
from hub.kernel.errors import STALE, Stale
from hub.kernel.queue import Party, Walk, holds, offer_until, walk
from hub.platform import outbox
from hub.platform.context import Ctx, system_actor
from hub.training import pool, queries, words
from hub.training.advance import advance
from models.training import SeatPool, SignUp, Training
from models.vocab import Role
from models.vocab.training import QueueRule, SignUpAction, TrainingAction, TrainingState

PROMOTES = (TrainingState.OPEN, TrainingState.CLOSED)


def as_clock(ctx: Ctx) -> Ctx:
    """Return the same transaction, acted in by the system for what time alone has decided."""
    return dataclasses.replace(ctx, actor=system_actor("training"))


def settle(ctx: Ctx, course: Training, seats: SeatPool) -> None:
    """Do everything that is due at this moment: open, close, begin, run out, promote."""
    clock = as_clock(ctx)
    if course.state == TrainingState.ANNOUNCED and course.opens_at <= ctx.now:
        advance(clock, course, TrainingAction.OPEN)
    if course.state == TrainingState.OPEN and course.closes_at <= ctx.now:
        advance(clock, course, TrainingAction.CLOSE)
    if course.state == TrainingState.CONFIRMED and _first_start(ctx, course) <= ctx.now:
        advance(clock, course, TrainingAction.BEGIN)
    for row in queries.run_out_offers(ctx, seats.id or 0):
        advance(clock, row, SignUpAction.EXPIRE, also={"moved_at": ctx.now})
        free(clock, seats, row)
        tell(clock, course, row, "expired", words.TOLD_EXPIRED)
    promote(clock, course, seats)


def promote(ctx: Ctx, course: Training, seats: SeatPool) -> None:
    """Offer the free seats to the waiting parties in their order; an offer holds its seats."""
    if course.state not in PROMOTES:
        return
    if seats.taken == seats.capacity:
        _note_hold(ctx, seats, Walk((), ()))
        return
    until = offer_until(ctx.now, _first_start(ctx, course), course.promote_until)
    if until is None:
        return
    waiting = {row.id or 0: row for row in queries.waiting(ctx, seats.id or 0)}
    result = _walked(ctx, course, seats, list(waiting.values()))
    for key in result.offered:
        row = waiting[key]
        if not pool.take(ctx, seats, row.firm_id, row.people):
            raise Stale(STALE)
        changes = {"expires_at": until, "moved_at": ctx.now}
        advance(as_clock(ctx), row, SignUpAction.OFFER, also=changes)
        tell(ctx, course, row, "offered", words.TOLD_OFFERED, until=until)
    _note_hold(ctx, seats, result)


def is_due(ctx: Ctx, course: Training, seats: SeatPool) -> bool:
    """Say whether a walk would offer seats now; for lists that have held them long enough."""
    return bool(_walked(ctx, course, seats, queries.waiting(ctx, seats.id or 0)).offered)


def is_strict(course: Training, seats: SeatPool, now: datetime) -> bool:
    """Say whether the list keeps its order at the price of empty seats; at most 48 hours."""
    return course.queue_rule == QueueRule.STRICT and holds(seats.held_since, now)


def _walked(ctx: Ctx, course: Training, seats: SeatPool, waiting: Sequence[SignUp]) -> Walk:
    parties = [Party(row.id or 0, row.people, row.firm_id) for row in waiting]
    free_seats = seats.capacity - seats.taken
    strict = is_strict(course, seats, ctx.now)
    return walk(parties, free_seats, pool.rooms(ctx, seats), is_strict=strict)


def _note_hold(ctx: Ctx, seats: SeatPool, result: Walk) -> None:
    """Begin a hold, keep the one that runs, end it when no seat or no waiting party is left."""
    since = seats.held_since
    if seats.taken == seats.capacity or not result.passed:
        since = None
    elif result.is_held and since is None:
        since = ctx.now
    if since != seats.held_since:
        pool.hold_since(ctx, seats, since)


def free(ctx: Ctx, seats: SeatPool, row: SignUp) -> None:
    """Give the seats of an ended sign-up back and let its people be named again."""
    pool.give_back(ctx, seats, row.firm_id, row.people)
    queries.end_seats(ctx, row.id or 0)


def tell(ctx: Ctx, course: Training, row: SignUp, kind: str, msgid: str, **params: object) -> None:
    """Tell the firm's representatives, and the person who signed up, what became of a sign-up."""
    known = people.holders_of(ctx, role=Role.FIRM_REPRESENTATIVE, firm_id=row.firm_id)
    own = (row.signed_by,) if row.signed_by else ()
    for person_id in dict.fromkeys((*own, *known)):
        outbox.notice(
            ctx,
            f"training.{kind}",
            f"sign_up:{row.id}",
            person_id,
            msgid,
            version=row.version,
            page=f"training-receipt?sign-up={row.id}",
            params={"title": course.title, **params},
        )


def _first_start(ctx: Ctx, course: Training) -> datetime:
    return queries.sessions(ctx, course.id or 0)[0].starts_at
