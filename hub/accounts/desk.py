"""Desk entry: the desk types for somebody who telephones, writes or comes (代行入力).

While an entry is open, whatever is pressed at the desk is pressed as the person: same rights,
same limits, same checks. The record names both; the person is told at the beginning and the end.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import Session, col, func, select

from hub.accounts import access, entering, queries, words
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, HubError, NotFound, Refused
from hub.kernel.text import N_, kana_key, one_line
from hub.platform import audit, clock, commands, logs, outbox
from hub.platform.commands import command, read
from hub.platform.context import Actor, Ctx, Seat, require, system_actor
from hub.platform.db import Store
from models.accounts import Membership, Person
from models.delegations import Delegation
from models.desk import DeskEntry, DeskTyped
from models.platform import AuditRow
from models.vocab import DataClass, HeardBy

LIFE: Final = timedelta(hours=1)
# Whoever has decided on claims does not type for applicants for a year.
AFTER_JUDGING: Final = timedelta(days=365)
KEEPER: Final = system_actor("desk")
SHOWN: Final = 20
BEGUN: Final = N_(
    "{staff}さんが、あなたの代わりに入力しています。覚えがないときは窓口へ知らせてください。"
)
ENDED: Final = N_(
    "{staff}さんが、あなたの代わりに{acts}回入力しました。覚えがないときは14日以内に知らせてください。"
)


class BeginDesk(BaseModel):
    """For whom, how it was heard, and that the person was identified."""

    membership_id: int
    heard_by: HeardBy
    was_identified: bool


class EndDesk(BaseModel):
    """Whether what was typed has been read back to the person."""

    was_read_back: bool = False


class OverDesk(BaseModel):
    """The entry whose hour is over."""

    entry_id: int


@dataclass(frozen=True, slots=True)
class DeskChanged:
    """The entry and the person it is for."""

    entry_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class Served:
    """Somebody for whom one may type; `role_words` is a msgid."""

    person_id: int
    membership_id: int
    name: str
    kana: str
    role_words: str


@dataclass(frozen=True, slots=True)
class Band:
    """What stands above every page while one types for somebody; `heard_words` is a msgid."""

    name: str
    heard_words: str
    ends_at: datetime


@command(name="accounts:desk:begin", input=BeginDesk, audit="desk_entry", in_person=True)
def begin_desk(
    ctx: Ctx, *, membership_id: int, heard_by: HeardBy, was_identified: bool
) -> DeskChanged:
    """Begin to type for a person of the own ward; who decides on claims never does."""
    row = ctx.session.get(Membership, membership_id)
    require(ctx, access.may_type_for(ctx.actor, row.role if row else None,
                                     row.ward_id if row else None))  # fmt: skip
    staff_id = ctx.actor.person_id or 0
    if row is None or row not in [seat for _person, seat in _seats(ctx, row.person_id)]:
        raise NotFound(NOT_FOUND)
    if row.person_id == staff_id:
        raise Refused(words.NOT_FOR_ONESELF)
    if not was_identified:
        raise Refused(words.NOT_IDENTIFIED)
    if _judged(ctx, staff_id):
        raise Refused(words.JUDGES_TYPE_NOT)
    close_of(ctx, staff_id)
    entry = DeskEntry(
        staff_id=staff_id,
        person_id=row.person_id,
        membership_id=membership_id,
        heard_by=heard_by,
        began_at=ctx.now,
        ends_at=ctx.now + LIFE,
    )
    ctx.session.add(entry)
    ctx.session.flush()
    _tell(ctx, entry, "begun", BEGUN, ctx.actor.name)
    audit.record(ctx, "desk_entry", entry.id or 0)
    return DeskChanged(entry.id or 0, row.person_id)


@command(name="accounts:desk:end", input=EndDesk, audit="desk_entry")
def end_desk(ctx: Ctx, *, was_read_back: bool) -> DeskChanged:
    """Stop typing for somebody; the person is told how much was entered."""
    require(ctx, access.may_end_desk(ctx.actor))
    entry = open_entry(ctx.session, ctx.actor.staff_id or 0, ctx.now)
    if entry is None:
        raise NotFound(NOT_FOUND)
    entry.was_read_back = was_read_back
    _finish(ctx, entry)
    return DeskChanged(entry.id or 0, entry.person_id)


@command(name="accounts:desk:expire", input=OverDesk, audit="desk_entry")
def expire_desk(ctx: Ctx, *, entry_id: int) -> DeskChanged:
    """End an entry whose hour is over."""
    require(ctx, access.may_run_as_system(ctx.actor))
    entry = ctx.session.get(DeskEntry, entry_id)
    if entry is None or entry.ended_at is not None or entry.ends_at > ctx.now:
        raise NotFound(NOT_FOUND)
    _finish(ctx, entry)
    return DeskChanged(entry_id, entry.person_id)


@read(name="accounts:desk_people", data_class=DataClass.C2)
def desk_people(ctx: Ctx, *, text: str) -> tuple[Served, ...]:
    """People of the ward for whom one may type, by a part of the name or reading; at most 20."""
    require(ctx, access.may_see_desk(ctx.actor))
    typed = one_line(text)
    if not typed:
        return ()
    day = japan_date(ctx.now)
    named = [col(Person.kana_key).contains(kana_key(typed).split("\t")[0], autoescape=True)]
    if shape := entering.name_key(typed):
        named.append(col(Person.name_key).contains(shape, autoescape=True))
    query = (
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Membership.ward_id) == ctx.actor.seat.ward_id,
            col(Membership.role).in_(access.SERVED),
            col(Membership.starts_on) <= day,
            sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > day),
            sa.or_(*named),
        )
        .order_by(col(Person.kana_key), col(Person.id), col(Membership.id))
    )
    return tuple(
        Served(row.id or 0, seat.id or 0, row.name, row.kana, words.ROLE_LABELS[seat.role])
        for row, seat in ctx.session.exec(query.limit(SHOWN)).all()
    )


@read(name="accounts:desk_band", data_class=DataClass.C2)
def desk_band(ctx: Ctx) -> Band | None:
    """For whom the present person types, and until when; None when nobody does."""
    require(ctx, None)
    if ctx.actor.staff_id is None:
        return None
    entry = open_entry(ctx.session, ctx.actor.staff_id, ctx.now)
    if entry is None:
        return None
    return Band(ctx.actor.name, words.HEARD_LABELS[entry.heard_by], entry.ends_at)


def open_entry(session: Session, staff_id: int, now: datetime) -> DeskEntry | None:
    """The entry that a staff person has begun and not ended, within its hour."""
    query = select(DeskEntry).where(
        col(DeskEntry.staff_id) == staff_id,
        col(DeskEntry.ended_at).is_(None),
        col(DeskEntry.ends_at) > now,
    )
    return session.exec(query).first()


def standing_in(session: Session, actor: Actor, now: datetime) -> Actor:
    """The person for whom the desk types now; whoever sits there when there is none."""
    if actor.role not in access.AT_DESK or actor.person_id is None:
        return actor
    entry = open_entry(session, actor.person_id, now)
    found = queries.memberships_on(session, entry.person_id, japan_date(now)) if entry else []
    for person, seat in found:
        if entry is not None and seat.id == entry.membership_id:
            taken = Seat(seat.id, seat.role, seat.ward_id, seat.firm_id)
            return Actor(person.id, person.name, taken, staff_id=actor.person_id)
    return actor


def _seats(ctx: Ctx, person_id: int) -> list[tuple[Person, Membership]]:
    return queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))


def close_of(ctx: Ctx, staff_id: int) -> None:
    """End what somebody of the desk has left open, so that there is one at the most."""
    query = select(DeskEntry).where(
        col(DeskEntry.staff_id) == staff_id, col(DeskEntry.ended_at).is_(None)
    )
    for entry in ctx.session.exec(query).all():
        _finish(ctx, entry)
    ctx.session.flush()


def end_over(store: Store) -> int:
    """End the entries whose hour is over, and tell the people; how many."""
    now = clock.now()
    with store.reading() as session:
        over = select(DeskEntry.id).where(
            col(DeskEntry.ended_at).is_(None), col(DeskEntry.ends_at) <= now
        )
        ids = list(session.exec(over.order_by(col(DeskEntry.id))).all())
    ended = 0
    for entry_id in ids:
        try:
            commands.run(
                store, expire_desk, actor=KEEPER, now=now, once=commands.new_once(),
                raw={"entry_id": entry_id},
            )  # fmt: skip
            ended += 1
        except HubError as refusal:
            logs.event("refusal", command="accounts:desk:expire", reason=refusal.reason.code)
    return ended


def _finish(ctx: Ctx, entry: DeskEntry) -> None:
    """However an entry ends, the person hears how much was typed."""
    entry.acts = _acts(ctx, entry)
    staff = queries.person(ctx.session, entry.staff_id)
    if entry.acts and staff is not None:
        _tell(ctx, entry, "ended", ENDED, staff.name)
    entry.ended_at = ctx.now
    ctx.session.add(entry)
    gone = sa.delete(DeskTyped).where(col(DeskTyped.entry_id) == entry.id)
    ctx.session.connection().execute(gone)
    audit.record(ctx, "desk_entry", entry.id or 0)


def _judged(ctx: Ctx, staff_id: int) -> bool:
    """Whether somebody decides on claims, or did within the year, in an own or a lent seat."""
    today = japan_date(ctx.now)
    still = today - AFTER_JUDGING
    own = select(Membership.id).where(
        col(Membership.person_id) == staff_id,
        col(Membership.role).in_(access.JUDGES),
        col(Membership.starts_on) <= today,
        sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > still),
    )
    lent = (
        select(Delegation.id)
        .join(Membership, col(Membership.id) == col(Delegation.membership_id))
        .where(
            col(Delegation.deputy_id) == staff_id,
            col(Membership.role).in_(access.JUDGES),
            col(Delegation.starts_on) <= today,
            col(Delegation.ends_on) > still,
        )
    )
    found = ctx.session.exec(own.limit(1)).first() or ctx.session.exec(lent.limit(1)).first()
    return found is not None


def _acts(ctx: Ctx, entry: DeskEntry) -> int:
    """Commands that were recorded for the person since the beginning."""
    query = select(func.count(func.distinct(AuditRow.at))).where(
        col(AuditRow.actor_id) == entry.staff_id,
        col(AuditRow.on_behalf_of) == entry.person_id,
        col(AuditRow.at) >= entry.began_at,
        col(AuditRow.record) != "desk_entry",
    )
    return int(ctx.session.exec(query).one())


def _tell(ctx: Ctx, entry: DeskEntry, how: str, sentence: str, staff: str) -> None:
    outbox.notice(
        ctx, f"accounts:desk:{how}", f"desk:{entry.id}", entry.person_id, sentence,
        params={"staff": staff, "acts": entry.acts},
    )  # fmt: skip
