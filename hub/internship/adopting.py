"""Writes the changes of a chosen plan into the records of its round: seats, pins, bans, who left.

Freezing the round afterwards gives the very round that was computed (`changes`).
"""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col

from hub.internship import queries, words
from hub.internship.advance import advance
from hub.internship.changes import Change, kept_bans, kept_pins
from hub.internship.freezing import periods_ahead
from hub.internship.instance import Ban, Triple
from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.internship import Application, Fixing, Period, Programme, Round, Seat
from models.vocab.internship import ApplicationAction, ChangeKind


def adopt(ctx: Ctx, held: Round, changes: Iterable[Change]) -> None:
    """Write these changes, one after the other; nothing that has begun is touched."""
    ahead = periods_ahead(ctx, held)
    for change in changes:
        _Records(ctx, held).write(change, ahead)


class _Records:
    """The rows of a round by their labels."""

    def __init__(self, ctx: Ctx, held: Round) -> None:
        at = held.id or 0
        self.ctx, self.round_id = ctx, at
        self.students = {row.label: row for row in queries.applications(ctx, at)}
        self.programmes = {row.label: row for row in queries.programmes(ctx, at)}
        self.periods = {row.label: row for row in queries.periods(ctx, at)}

    def write(self, change: Change, ahead: Iterable[str]) -> None:
        """One change; staff's older pins and bans that it ends go away."""
        open_ = frozenset(ahead)
        self._end_older(change, open_)
        if change.kind is ChangeKind.SEATS and change.period in open_:
            self._seats(self.programmes[change.programme], self.periods[change.period],
                        change.seats)  # fmt: skip
        elif change.kind is ChangeKind.CLOSE:
            programme = self.programmes[change.programme]
            period_ids = {self.periods[label].id for label in open_}
            for seat in queries.seats(self.ctx, self.round_id):
                if seat.programme_id == programme.id and seat.period_id in period_ids:
                    _resize(self.ctx, seat, 0, programme)
        elif change.kind in {ChangeKind.PIN, ChangeKind.BAN}:
            self._fix(change)
        elif change.kind is ChangeKind.LEAVE:
            advance(self.ctx, self.students[change.student], ApplicationAction.WITHDRAW)

    def _end_older(self, change: Change, ahead: frozenset[str]) -> None:
        student = {row.id: label for label, row in self.students.items()}
        programme = {row.id: label for label, row in self.programmes.items()}
        period = {row.id: label for label, row in self.periods.items()}
        for row in queries.fixings(self.ctx, self.round_id):
            who, where = student[row.application_id], programme[row.programme_id]
            when = period[row.period_id] if row.period_id else None
            if row.is_ban:
                stays = bool(kept_bans([Ban(who, where, when)], change))
            else:
                stays = bool(kept_pins([Triple(who, where, when or "")], change, ahead))
            if not stays:
                self.ctx.session.delete(row)
        self.ctx.session.flush()

    def _seats(self, programme: Programme, period: Period, seats: int) -> None:
        place = (programme.id, period.id)
        for seat in queries.seats(self.ctx, self.round_id):
            if (seat.programme_id, seat.period_id) == place:
                _resize(self.ctx, seat, seats, programme)
                return
        self.ctx.session.add(
            Seat(programme_id=programme.id or 0, period_id=period.id or 0, capacity=seats)
        )
        self.ctx.session.flush()

    def _fix(self, change: Change) -> None:
        student: Application = self.students[change.student]
        period = self.periods.get(change.period)
        self.ctx.session.add(
            Fixing(
                application_id=student.id or 0,
                programme_id=self.programmes[change.programme].id or 0,
                period_id=period.id if period else None,
                is_ban=change.kind is ChangeKind.BAN,
            )
        )
        self.ctx.session.flush()


def _resize(ctx: Ctx, seat: Seat, seats: int, programme: Programme) -> None:
    resized = (
        sa.update(Seat)
        .where(col(Seat.id) == seat.id, col(Seat.taken) <= seats)
        .values(capacity=seats)
    )
    if not guarded(ctx.session, resized):
        raise Refused(words.SEAT_FULL, title=programme.title)
    ctx.session.refresh(seat)
