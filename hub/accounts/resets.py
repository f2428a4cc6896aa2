"""A new password by mail: asked for by anybody, answered at the address of the account alone.

The wish is kept in the same way whether the number belongs to somebody or not; only afterwards,
when nobody waits for an answer, it is looked up and a mail is put in line.
Source: platform design, parts 2.3 and 2.4.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import Session, col, select

from hub.accounts import access, contacts, mail_codes, queries, rules, tries, words
from hub.accounts.inputs import Digest, Hash, Nonce
from hub.accounts.own_password import MyPassword, known_of
from hub.accounts.tokens import token_hash as digest_of
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit, clock, db, outbox, rates, runtime
from hub.platform.commands import command, new_once, run
from hub.platform.context import Ctx, require, system_actor
from hub.platform.db import Store, guarded
from hub.platform.post import links
from hub.platform.post.recipients import MOST_BOUNCES
from models.accounts import Account
from models.credentials import PasswordReset
from models.vocab import Regain

LIFE: Final = timedelta(minutes=30)
WINDOW: Final = timedelta(hours=1)
KEPT: Final = timedelta(days=1)
AT_ONCE: Final = 100
SAID: Final = MappingProxyType(
    {
        Regain.PASSWORD: ("accounts.reset", words.RESET_ASKED),
        Regain.CODE: (links.MAIL_CODE, words.CODE_ASKED),
    }
)
EDGE: Final = system_actor("reset")


class AskReset(BaseModel):
    """The number that was typed, where it was typed, and the device that was brought along."""

    login: Annotated[str, StringConstraints(max_length=120)]
    network: Annotated[str, StringConstraints(max_length=60)]
    is_shared: bool = False
    device_hash: Digest | None = None
    wants: Regain = Regain.PASSWORD


class AnswerReset(BaseModel):
    """Which wish, what its token is made from, and the digest of the token."""

    reset_id: int
    nonce: Nonce
    token_hash: Digest


class UseReset(BaseModel):
    """Digest of the token of the mail, and the hash of the new password."""

    token_hash: Digest
    password_hash: Hash


@dataclass(frozen=True, slots=True)
class ResetAsked:
    """Nothing: whoever asks is told the same, whatever the number is."""


@dataclass(frozen=True, slots=True)
class ResetAnswered:
    """Id of the wish."""

    reset_id: int


@dataclass(frozen=True, slots=True)
class ResetUsed:
    """Number with which one signs in."""

    login: str


@command(name="accounts:reset:ask", input=AskReset, audit="password_reset")
def ask_reset(
    ctx: Ctx,
    *,
    login: str,
    network: str,
    is_shared: bool,
    device_hash: str | None,
    wants: Regain,
) -> ResetAsked:
    """Keep a wish for a password or a code; beyond the limits nothing is kept, nobody is told."""
    require(ctx, access.may_run_as_system(ctx.actor))
    login = rules.as_number(login)
    limits = rates.forgotten(login, network, device_hash or "", shared=is_shared)
    reset_id = 0
    if rates.take(ctx.session, limits, ctx.now, WINDOW):
        row = PasswordReset(login=login, asked_at=ctx.now, wants=wants)
        ctx.session.add(row)
        ctx.session.flush()
        reset_id = row.id or 0
    ctx.trace.tells = True
    audit.record(ctx, "password_reset", reset_id)
    return ResetAsked()


@command(name="accounts:reset:answer", input=AnswerReset, audit="password_reset")
def answer_reset(ctx: Ctx, *, reset_id: int, nonce: str, token_hash: str) -> ResetAnswered:
    """Put the mail in line when the number belongs to somebody who has a mail address."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = ctx.session.get(PasswordReset, reset_id)
    if row is None or not _answered(ctx, reset_id):
        raise NotFound(NOT_FOUND)
    account = queries.account_of(ctx.session, row.login)
    mail = _mail(ctx.session, account, ctx.now)
    if row.wants is Regain.CODE and not _may_come_by_code(ctx.session, account, ctx.now):
        mail = ""
    if account is not None and mail:
        ctx.session.refresh(row)
        row.account_id, row.credential_stamp = account.id, account.credential_stamp
        row.mail_hash, row.token_hash = digest_of(mail), token_hash
        row.ends_at = ctx.now + LIFE
        ctx.session.add(row)
        kind, told = SAID[row.wants]
        outbox.notice(
            ctx, kind, f"reset:{reset_id}", account.person_id, told,
            params={links.NONCE: nonce}, is_urgent=True, by_mail=True,
        )  # fmt: skip
    audit.record(ctx, "password_reset", reset_id)
    return ResetAnswered(reset_id)


@command(name="accounts:reset:use", input=UseReset, audit="account")
def use_reset(ctx: Ctx, *, token_hash: str, password_hash: str) -> ResetUsed:
    """Set a new password by a mail, once; every session ends, a second step is still asked."""
    require(ctx, access.may_run_as_system(ctx.actor))
    account = _live(ctx.session, token_hash, ctx.now)
    if account is None or not _used(ctx, token_hash):
        raise NotFound(words.DEAD_RESET)
    account.password_hash = password_hash
    account.credential_stamp += 1
    ctx.session.add(account)
    tries.forget(ctx.session, account.login, 0)
    queries.end_codes(ctx.session, account.id or 0, ctx.now)
    queries.revoke_sessions(ctx.session, account.person_id, ctx.now)
    outbox.notice(
        ctx, "accounts.password_changed", f"account:{account.id}", account.person_id,
        words.PASSWORD_CHANGED, page="my-devices", version=account.credential_stamp,
    )  # fmt: skip
    ctx.session.flush()
    audit.record(ctx, "account", account.id or 0)
    return ResetUsed(account.login)


def asked_reset(store: Store, token: str, now: datetime) -> MyPassword | None:
    """Whose password a link of a mail sets; None when it is unknown, used, over or outdated."""
    with store.reading() as session:
        account = _live(session, digest_of(token), now)
        return known_of(session, account.person_id) if account else None


def answer_resets(store: Store) -> None:
    """Answer the wishes that wait; called before the post goes out, when nobody waits for it."""
    with store.reading() as session:
        waiting = session.exec(
            select(PasswordReset.id, PasswordReset.login, PasswordReset.wants)
            .where(col(PasswordReset.answered_at).is_(None))
            .order_by(col(PasswordReset.id))
            .limit(AT_ONCE)
        ).all()
    if not waiting:
        return
    ring = runtime.keyring()
    for reset_id, login, wants in waiting:
        nonce = secrets.token_hex(16)
        if wants is Regain.CODE:
            digest = mail_codes.digest(ring, login, links.code_of(ring, nonce))
        else:
            digest = digest_of(ring.token(links.RESET.purpose, nonce))
        raw = {"reset_id": reset_id, "nonce": nonce, "token_hash": digest}
        try:
            run(store, answer_reset, actor=EDGE, now=clock.now(), once=new_once(), raw=raw)
        except NotFound:
            # Another process has answered it.
            continue


def sweep_resets(store: Store) -> None:
    """Forget wishes of yesterday."""
    db.forget(store, PasswordReset, col(PasswordReset.asked_at) < clock.now() - KEPT)


def _mail(session: Session, account: Account | None, now: datetime) -> str:
    """Mail address of an open account that still has a seat; nothing when it takes no mail."""
    if account is None or account.is_disabled:
        return ""
    if not queries.memberships_on(session, account.person_id, japan_date(now)):
        return ""
    known, bounces = contacts.reach(session, account.person_id)
    return known.mail if bounces < MOST_BOUNCES else ""


def _may_come_by_code(session: Session, account: Account | None, now: datetime) -> bool:
    """Students, experts and people of firms may; whoever holds a seat of an office may not."""
    if account is None:
        return False
    seats = queries.memberships_on(session, account.person_id, japan_date(now))
    return all(seat.role in access.SERVED for _person, seat in seats)


def live_code(session: Session, account: Account, now: datetime) -> PasswordReset | None:
    """The newest code by mail of an account: unused, in time, not worn out, nothing changed."""
    query = select(PasswordReset).where(
        col(PasswordReset.account_id) == account.id,
        col(PasswordReset.wants) == Regain.CODE,
        col(PasswordReset.used_at).is_(None),
        col(PasswordReset.ends_at) > now,
        col(PasswordReset.misses) < mail_codes.MOST_MISSES,
        col(PasswordReset.credential_stamp) == account.credential_stamp,
    )
    row = session.exec(query.order_by(col(PasswordReset.id).desc())).first()
    if row is None or not _may_come_by_code(session, account, now):
        return None
    mail = _mail(session, account, now)
    return row if mail and digest_of(mail) == row.mail_hash else None


def use_code(session: Session, reset_id: int, now: datetime) -> Account | None:
    """Use a code by mail up; the account it opens, or None when somebody was faster."""
    row = session.get(PasswordReset, reset_id)
    account = session.get(Account, row.account_id) if row and row.account_id else None
    live = live_code(session, account, now) if account and not account.is_disabled else None
    if live is None or live.id != reset_id:
        return None
    used = sa.update(PasswordReset).where(
        col(PasswordReset.id) == reset_id, col(PasswordReset.used_at).is_(None)
    )
    return account if guarded(session, used.values(used_at=now)) else None


def miss_code(session: Session, reset_id: int) -> None:
    """Count a wrong try at a code by mail; ten end it."""
    counted = sa.update(PasswordReset).where(col(PasswordReset.id) == reset_id)
    session.connection().execute(counted.values(misses=PasswordReset.misses + 1))


def _answered(ctx: Ctx, reset_id: int) -> bool:
    taken = sa.update(PasswordReset).where(
        col(PasswordReset.id) == reset_id, col(PasswordReset.answered_at).is_(None)
    )
    return guarded(ctx.session, taken.values(answered_at=ctx.now))


def _live(session: Session, digest: str, now: datetime) -> Account | None:
    """Account of a token in time whose secrets and mail address are those of then."""
    found = session.exec(
        select(PasswordReset, Account)
        .join(Account, col(Account.id) == col(PasswordReset.account_id))
        .where(
            col(PasswordReset.token_hash) == digest,
            col(PasswordReset.wants) == Regain.PASSWORD,
            col(PasswordReset.used_at).is_(None),
            col(PasswordReset.ends_at) > now,
            col(Account.credential_stamp) == col(PasswordReset.credential_stamp),
        )
    ).first()
    if found is None:
        return None
    row, account = found
    mail = _mail(session, account, now)
    return account if mail and digest_of(mail) == row.mail_hash else None


def _used(ctx: Ctx, digest: str) -> bool:
    """Use a token up; False when somebody was faster."""
    used = sa.update(PasswordReset).where(
        col(PasswordReset.token_hash) == digest,
        col(PasswordReset.used_at).is_(None),
        col(PasswordReset.ends_at) > ctx.now,
    )
    return guarded(ctx.session, used.values(used_at=ctx.now))
