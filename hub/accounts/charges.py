"""Who is in charge of handed-over work, who works in an office, and the plans that wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from hub.accounts import access, ports, queries, words
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.accounts import Membership, Person
from models.handovers import Handover, HandoverWork
from models.vocab import STAFF_ROLES, DataClass
from models.vocab.people import WorkKind

SHOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who has taken a piece of work over, from whom, and on which side of it."""

    person_id: int
    name: str
    from_name: str
    side: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the office; `role_words` are msgids."""

    person_id: int
    name: str
    role_words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlannedHandover:
    """A plan whose day has not come."""

    handover_id: int
    leaver: str
    successor: str
    on_date: date


@dataclass(frozen=True, slots=True)
class HandoverPage:
    """The people of the office, and the plans that wait."""

    staff: tuple[Colleague, ...]
    planned: tuple[PlannedHandover, ...]


@dataclass(frozen=True, slots=True)
class WorkLine:
    """Open work of a leaver; `is_barred` when the chosen successor may not take it."""

    words: str
    title: str
    is_barred: bool


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a leaver has: roles as msgids, and open work."""

    name: str
    role_words: tuple[str, ...]
    work: tuple[WorkLine, ...]


@read(name="accounts:handovers", data_class=DataClass.C2)
def handovers(ctx: Ctx) -> HandoverPage:
    """Everybody of the office in the order of the kana, and the plans in the order of their day."""
    ward_id = ctx.actor.seat.ward_id
    require(ctx, access.may_hand_over(ctx.actor, ward_id))
    plans = ctx.session.exec(
        select(Handover)
        .where(
            col(Handover.ward_id) == ward_id,
            col(Handover.done_at).is_(None),
            col(Handover.withdrawn_at).is_(None),
        )
        .order_by(col(Handover.on_date), col(Handover.id))
    ).all()
    named = queries.names(ctx, {at for row in plans for at in (row.leaver_id, row.successor_id)})
    return HandoverPage(
        colleagues(ctx, ward_id or 0),
        tuple(
            PlannedHandover(
                row.id or 0, named[row.leaver_id], named[row.successor_id], row.on_date
            )
            for row in plans
        ),
    )  # fmt: skip


@read(name="accounts:leaving", data_class=DataClass.C2)
def leaving(ctx: Ctx, *, leaver_id: int, successor_id: int | None = None) -> Leaving:
    """What somebody of the office has open; what the successor may not take is marked."""
    ward_id = ctx.actor.seat.ward_id
    require(ctx, access.may_hand_over(ctx.actor, ward_id))
    seats = staff_seats(ctx, leaver_id, ward_id or 0, japan_date(ctx.now))
    person = queries.person(ctx.session, leaver_id)
    if person is None or not seats:
        raise NotFound(NOT_FOUND)
    found = ports.open_work(ctx, leaver_id, ward_id or 0)
    stopped = ports.barred(ctx, found, successor_id) if successor_id else set()
    return Leaving(
        person.name,
        tuple(words.ROLE_LABELS[seat.role] for seat in seats),
        tuple(WorkLine(work.words, work.title, work in stopped) for work in found),
    )


def colleagues(ctx: Ctx, ward_id: int) -> tuple[Colleague, ...]:
    """Everybody of an office today, in the order of the kana."""
    seats = (
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(*_in_office(ward_id, japan_date(ctx.now)))
        .order_by(col(Person.kana_key), col(Person.id), col(Membership.id))
    )
    found: dict[int, tuple[str, list[str]]] = {}
    for person, seat in ctx.session.exec(seats.limit(SHOWN)).all():
        label = words.ROLE_LABELS[seat.role]
        found.setdefault(person.id or 0, (person.name, []))[1].append(label)
    return tuple(Colleague(at, name, tuple(labels)) for at, (name, labels) in found.items())


def keepers(ctx: Ctx, kind: WorkKind, record_ids: Collection[int]) -> dict[int, Keeper]:
    """Who took these pieces of work over last; those that nobody handed over are missing."""
    if not record_ids:
        return {}
    query = (
        select(HandoverWork, Handover)
        .join(Handover, col(Handover.id) == col(HandoverWork.handover_id))
        .where(col(HandoverWork.kind) == kind, col(HandoverWork.record_id).in_(record_ids))
        .order_by(col(HandoverWork.id))
    )
    last = {work.record_id: (work, plan) for work, plan in ctx.session.exec(query).all()}
    ids = {at for _work, plan in last.values() for at in (plan.successor_id, plan.leaver_id)}
    named = queries.names(ctx, ids)
    return {
        at: Keeper(
            plan.successor_id, named[plan.successor_id], named[plan.leaver_id], work.side or ""
        )
        for at, (work, plan) in last.items()
    }  # fmt: skip


def kept_by(ctx: Ctx, kind: WorkKind, person_id: int) -> set[int]:
    """Records of which a person was at some time given the charge."""
    query = (
        select(HandoverWork.record_id)
        .join(Handover, col(Handover.id) == col(HandoverWork.handover_id))
        .where(col(HandoverWork.kind) == kind, col(Handover.successor_id) == person_id)
    )
    return set(ctx.session.exec(query).all())


def staff_seats(ctx: Ctx, person_id: int, ward_id: int, on: date) -> list[Membership]:
    """Seats of a person in the office of a ward on a day."""
    query = select(Membership).where(
        col(Membership.person_id) == person_id, *_in_office(ward_id, on)
    )
    return list(ctx.session.exec(query.order_by(col(Membership.id))).all())


def open_plan(ctx: Ctx, leaver_id: int) -> Handover | None:
    """The plan by which somebody leaves, as long as its day has not come."""
    query = select(Handover).where(
        col(Handover.leaver_id) == leaver_id,
        col(Handover.done_at).is_(None),
        col(Handover.withdrawn_at).is_(None),
    )
    return ctx.session.exec(query).first()


def _in_office(ward_id: int, on: date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Membership.ward_id) == ward_id,
        col(Membership.role).in_(STAFF_ROLES),
        col(Membership.starts_on) <= on,
        sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > on),
    )
