"""Hand a leaver's roles and open work to a successor on a day (人事異動); history stays.

The plan is withdrawn before its day. On the day, everything goes over in one transaction: seats
end and begin, sessions of the leaver end, work carries the successor's name, both are told.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import col, select

from hub.accounts import access, charges, delegating, desk, ports, queries, words
from hub.accounts.inviting import end_invitations_of
from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import NOT_FOUND, FieldProblem, HubError, Invalid, NotFound, Reason, Refused
from hub.platform import audit, clock, commands, logs, outbox
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh, system_actor
from hub.platform.db import Store, guarded
from models.accounts import Membership
from models.handovers import Handover, HandoverWork
from models.vocab import STAFF_ROLES

MOVER: Final = system_actor("handover")
LONGEST: Final = timedelta(days=366)


class PlanHandover(BaseModel):
    """Who leaves, who follows, and the first day of the successor as typed."""

    leaver_id: int
    successor_id: int
    on_date: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class OneHandover(BaseModel):
    """The plan that is meant."""

    handover_id: int


@dataclass(frozen=True, slots=True)
class HandoverChanged:
    """The plan, and whether everything has gone over."""

    handover_id: int
    is_done: bool


@command(name="accounts:handover:plan", input=PlanHandover, audit="handover", in_person=True)
def plan_handover(ctx: Ctx, *, leaver_id: int, successor_id: int, on_date: str) -> HandoverChanged:
    """Decide who follows whom from which day; at once when the day is today."""
    ward_id = ctx.actor.seat.ward_id or 0
    require(ctx, access.may_hand_over(ctx.actor, ward_id))
    require_fresh(ctx)
    day = _day(ctx, on_date)
    if not charges.staff_seats(ctx, leaver_id, ward_id, japan_date(ctx.now)):
        raise NotFound(NOT_FOUND)
    _refuse_unfit(ctx, leaver_id, successor_id, ward_id, day)
    row = Handover(
        ward_id=ward_id, leaver_id=leaver_id, successor_id=successor_id, on_date=day,
        planned_by=ctx.actor.person_id or 0, created_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "handover", row.id or 0)
    if day == japan_date(ctx.now):
        _move(ctx, row)
        return HandoverChanged(row.id or 0, is_done=True)
    _tell(ctx, row, "planned", words.HANDOVER_LEAVES, words.HANDOVER_FOLLOWS)
    return HandoverChanged(row.id or 0, is_done=False)


@command(name="accounts:handover:withdraw", input=OneHandover, audit="handover", in_person=True)
def withdraw_handover(ctx: Ctx, *, handover_id: int) -> HandoverChanged:
    """Take a plan back before its day; nothing has moved, both are told."""
    row = ctx.session.get(Handover, handover_id)
    require(ctx, access.may_hand_over(ctx.actor, row.ward_id if row else None))
    if row is None or not _ended(ctx, handover_id, withdrawn_at=ctx.now):
        raise NotFound(NOT_FOUND)
    _tell(ctx, row, "withdrawn", words.HANDOVER_OFF, words.HANDOVER_OFF)
    audit.record(ctx, "handover", handover_id)
    return HandoverChanged(handover_id, is_done=False)


@command(name="accounts:handover:do", input=OneHandover, audit="handover")
def do_handover(ctx: Ctx, *, handover_id: int) -> HandoverChanged:
    """Let everything go over, on the day or as soon after it as the service runs."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = ctx.session.get(Handover, handover_id)
    if row is None or row.on_date > japan_date(ctx.now):
        raise NotFound(NOT_FOUND)
    audit.record(ctx, "handover", handover_id)
    today = japan_date(ctx.now)
    if not charges.staff_seats(ctx, row.successor_id, row.ward_id, today):
        return _give_up(ctx, row)
    _move(ctx, row)
    return HandoverChanged(handover_id, is_done=True)


def do_due(store: Store) -> int:
    """Do what is due; how many went over. Looked at every minute, so the day begins with it."""
    now = clock.now()
    with store.reading() as session:
        due = select(Handover.id).where(
            col(Handover.done_at).is_(None),
            col(Handover.withdrawn_at).is_(None),
            col(Handover.on_date) <= japan_date(now),
        )
        ids = list(session.exec(due.order_by(col(Handover.id))).all())
    done = 0
    for handover_id in ids:
        try:
            commands.run(
                store, do_handover, actor=MOVER, now=now, once=commands.new_once(),
                raw={"handover_id": handover_id},
            )  # fmt: skip
            done += 1
        except HubError as refusal:
            logs.event("refusal", command="accounts:handover:do", reason=refusal.reason.code)
    return done


def _day(ctx: Ctx, typed: str) -> date:
    day, today = read_date(typed), japan_date(ctx.now)
    if day is None:
        raise Invalid(FieldProblem("on_date", words.NOT_A_DAY))
    if not today <= day <= today + LONGEST:
        raise Invalid(FieldProblem("on_date", words.HANDOVER_DAY))
    return day


def _refuse_unfit(ctx: Ctx, leaver_id: int, successor_id: int, ward_id: int, day: date) -> None:
    """The successor is another person of the office who is still there on the day."""
    wrong: Reason | None = None
    if successor_id == leaver_id:
        wrong = words.HANDOVER_SELF
    elif not charges.staff_seats(ctx, successor_id, ward_id, japan_date(ctx.now)) or not (
        charges.staff_seats(ctx, successor_id, ward_id, day)
    ):
        wrong = words.HANDOVER_NO_STAFF
    elif (found := charges.open_plan(ctx, successor_id)) and found.on_date <= day:
        wrong = words.HANDOVER_LEAVES_TOO
    if wrong is not None:
        raise Invalid(FieldProblem("successor_id", wrong))
    if charges.open_plan(ctx, leaver_id) is not None:
        raise Refused(words.HANDOVER_TWICE)


def _move(ctx: Ctx, row: Handover) -> None:
    """Everything at once: whoever is faster does it, and it is done once."""
    if not _ended(ctx, row.id or 0, done_at=ctx.now):
        raise NotFound(NOT_FOUND)
    _move_work(ctx, row)
    _move_seats(ctx, row)
    delegating.end_all_of(ctx, row.leaver_id)
    desk.close_of(ctx, row.leaver_id)
    queries.revoke_sessions(ctx.session, row.leaver_id, ctx.now)
    _tell(ctx, row, "done", words.HANDOVER_LEFT, words.HANDOVER_BEGUN)


def _give_up(ctx: Ctx, row: Handover) -> HandoverChanged:
    """Nobody is there to follow: nothing moves, and whoever planned it decides anew."""
    if not _ended(ctx, row.id or 0, withdrawn_at=ctx.now):
        raise NotFound(NOT_FOUND)
    outbox.notice(
        ctx, "accounts.handover.failed", f"handover:{row.id}", row.planned_by,
        words.HANDOVER_FAILED, page="handover", params=_named(ctx, row),
    )  # fmt: skip
    return HandoverChanged(row.id or 0, is_done=False)


def _move_work(ctx: Ctx, row: Handover) -> None:
    """Work goes over, but for what the successor may not take: that waits in the common inbox."""
    found = ports.open_work(ctx, row.leaver_id, row.ward_id)
    stopped = ports.barred(ctx, found, row.successor_id)
    taken = [work for work in found if work not in stopped]
    ctx.session.add_all(
        HandoverWork(
            handover_id=row.id or 0, kind=work.kind, record_id=work.record_id,
            side=work.side or None,
        )
        for work in taken
    )  # fmt: skip
    ctx.session.flush()
    ports.give(ctx, taken, row.successor_id)


def _move_seats(ctx: Ctx, row: Handover) -> None:
    """Roles of the office end with the leaver and begin with the successor on the same day."""
    today = japan_date(ctx.now)
    held = {seat.role for seat in charges.staff_seats(ctx, row.successor_id, row.ward_id, today)}
    for seat in charges.staff_seats(ctx, row.leaver_id, row.ward_id, today):
        seat.ends_on = max(today, seat.starts_on + timedelta(days=1))
        ctx.session.add(seat)
        end_invitations_of(ctx, row.leaver_id, seat.role)
        audit.record(ctx, "membership", seat.id or 0)
        if seat.role in STAFF_ROLES and seat.role not in held:
            held.add(seat.role)
            new = Membership(
                person_id=row.successor_id, role=seat.role, ward_id=row.ward_id, starts_on=today
            )
            ctx.session.add(new)
            ctx.session.flush()
            audit.record(ctx, "membership", new.id or 0)


def _ended(ctx: Ctx, handover_id: int, **values: object) -> bool:
    """End a plan once; False when it is not there or has ended."""
    ended = sa.update(Handover).where(
        col(Handover.id) == handover_id,
        col(Handover.done_at).is_(None),
        col(Handover.withdrawn_at).is_(None),
    )
    return guarded(ctx.session, ended.values(**values))


def _tell(ctx: Ctx, row: Handover, how: str, to_leaver: str, to_successor: str) -> None:
    params = _named(ctx, row)
    for person_id, sentence in ((row.leaver_id, to_leaver), (row.successor_id, to_successor)):
        outbox.notice(
            ctx, f"accounts.handover.{how}", f"handover:{row.id}", person_id, sentence,
            params=params,
        )  # fmt: skip


def _named(ctx: Ctx, row: Handover) -> dict[str, object]:
    named = queries.names(ctx, (row.leaver_id, row.successor_id))
    return {
        "leaver": named[row.leaver_id], "successor": named[row.successor_id], "day": row.on_date,
    }  # fmt: skip
