"""Finds who is behind a session cookie; read anew on every rerun, never cached."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col

from hub.accounts import queries, rules
from hub.accounts.delegating import seats_lent
from hub.accounts.desk import standing_in
from hub.accounts.tokens import token_hash
from hub.kernel.calendar import japan_date
from hub.platform import runtime
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.accounts import Account, SessionRow
from models.vocab import STAFF_ROLES, SignInLevel

SEEN_EVERY: Final = timedelta(minutes=1)


class Lack(StrEnum):
    """What a person still has to do before any page opens."""

    PASSWORD = "password"  # noqa: S105  a word, not a secret
    SECOND_STEP = "second_step"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Standing:
    """Who is behind a cookie, and what is still lacking; nothing for most people."""

    actor: Actor
    lacks: Lack | None = None


def actor_of(store: Store, token: str | None, now: datetime) -> Actor | None:
    """Return the actor of a live session, or None when it is revoked, idle, over or half open."""
    found = standing(store, token, now)
    return found.actor if found and found.lacks is None else None


def standing(store: Store, token: str | None, now: datetime) -> Standing | None:
    """Return who is behind a live session, also one in which something is lacking."""
    with store.reading() as session:
        found = _arrived(session, token, now)
        if found is None:
            return None
        acting = replace(standing_in(session, found.actor, now), is_stale=found.actor.is_stale)
        return replace(found, actor=acting)


def own_standing(store: Store, token: str | None, now: datetime) -> Standing | None:
    """Return who is signed in, also while that person types at the desk for another."""
    with store.reading() as session:
        return _arrived(session, token, now)


def _arrived(session: Session, token: str | None, now: datetime) -> Standing | None:
    found = queries.arrival(session, token_hash(token)) if token else None
    if found is None or not _holds(found[0], found[1], now):
        return None
    row, account, step = found
    actor = _actor(session, row, now)
    if actor is None:
        return None
    proved = replace(actor, is_stale=_is_stale(row, now))
    return Standing(proved, _lack(actor, row, account, has_step=step is not None))


def seen(store: Store, token: str | None, now: datetime) -> None:
    """Remember that the person has acted, at most once a minute; the idle time begins anew."""
    if not token:
        return
    mine = (
        col(SessionRow.token_hash) == token_hash(token),
        col(SessionRow.last_seen_at) <= now - SEEN_EVERY,
    )
    with store.reading() as session:
        if session.connection().execute(sa.select(SessionRow.id).where(*mine)).first() is None:  # type: ignore[call-overload]  # a column of the table
            return
    with store.writing() as session:
        session.connection().execute(sa.update(SessionRow).where(*mine).values(last_seen_at=now))


def _holds(row: SessionRow, account: Account | None, now: datetime) -> bool:
    """In time, not idle, of an account that is open and has not changed its secrets since."""
    if row.ends_at <= now or row.last_seen_at + timedelta(minutes=row.idle_minutes) <= now:
        return False
    if row.level == SignInLevel.DEMO:
        return True
    return (
        account is not None
        and not account.is_disabled
        and account.credential_stamp == row.credential_stamp
    )


def _is_stale(row: SessionRow, now: datetime) -> bool:
    """Whoever came by a button of the demo has nothing to prove it with, and is not asked."""
    return row.level != SignInLevel.DEMO and not rules.is_fresh(row.reauth_at, now)


def _actor(session: Session, row: SessionRow, now: datetime) -> Actor | None:
    found = queries.memberships_on(session, row.person_id, japan_date(now))
    if not found:
        return None
    seats = [Seat(m.id or 0, m.role, m.ward_id, m.firm_id) for _person, m in found]
    seats += seats_lent(session, row.person_id, japan_date(now))
    chosen = next((s for s in seats if s.membership_id == row.membership_id), seats[0])
    return Actor(
        row.person_id, found[0][0].name, chosen, tuple(s for s in seats if s is not chosen)
    )


def _lack(actor: Actor, row: SessionRow, account: Account | None, *, has_step: bool) -> Lack | None:
    """People of an office need a password, and where it is asked a device; codes do for others."""
    if row.level == SignInLevel.DEMO or account is None:
        return None
    if has_step and row.stepped_at is None:
        return Lack.SECOND_STEP
    roles = {seat.role for seat in (actor.seat, *actor.others)}
    if not roles & set(STAFF_ROLES):
        return None
    if account.password_hash is None:
        return Lack.PASSWORD
    must = rules.must_have_step(roles, runtime.settings().totp)
    return Lack.DEVICE if must and not has_step else None
