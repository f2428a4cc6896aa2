"""A person's own password: judged as typed, kept as a hash; a change ends every other session.

Source: platform design, parts 2.1 and 2.2.
"""

from dataclasses import dataclass

from pydantic import BaseModel
from sqlmodel import Session

from hub.accounts import access, queries, rules, tries, word_lists, words
from hub.accounts.inputs import Digest, Hash
from hub.accounts.rules import Weakness
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit, outbox
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require, require_fresh
from models.accounts import SessionRow
from models.vocab import DataClass


class SetPassword(BaseModel):
    """Hash of the new password, the session that asks, and the one that takes its place."""

    password_hash: Hash
    session_hash: Digest
    token_hash: Digest


@dataclass(frozen=True, slots=True)
class PasswordSet:
    """Number with which one signs in, whether there was a password, and how long one stays in."""

    login: str
    was_set: bool
    stays: bool


@dataclass(frozen=True, slots=True)
class MyPassword:
    """What the form for a new password needs to know of the person."""

    login: str
    password_hash: str | None
    context: tuple[str, ...]
    least: int


@read(name="accounts:my_password", data_class=DataClass.C3)
def my_password(ctx: Ctx) -> MyPassword:
    """The person's own number, hash and the words that a password must not lean on."""
    require(ctx, access.may_keep_own_account(ctx.actor))
    return known_of(ctx.session, ctx.actor.person_id or 0)


def known_of(session: Session, person_id: int) -> MyPassword:
    """What a form for a new password needs to know of a person."""
    row = queries.account(session, person_id)
    person = queries.person(session, person_id)
    names = (person.name, *person.name.split(), person.kana, *person.kana.split()) if person else ()
    if row is None:
        return MyPassword("", None, names, rules.LEAST_ALONE)
    has_step = queries.second_step(session, row.id or 0) is not None
    least = rules.LEAST_WITH_TOTP if has_step else rules.LEAST_ALONE
    return MyPassword(row.login, row.password_hash, (*names, row.login), least)


def judged(mine: MyPassword, typed: str, more: tuple[str, ...] = ()) -> Weakness | None:
    """Why a new password cannot be taken; `more` are names of the ward and the firm."""
    return rules.weakness(
        typed, least=mine.least, context=(*mine.context, *more), common=word_lists.common()
    )


@command(name="accounts:password:set", input=SetPassword, audit="account", in_person=True)
def set_password(
    ctx: Ctx, *, password_hash: str, session_hash: str, token_hash: str
) -> PasswordSet:
    """Set the own password; the session goes on under a new token, all others end."""
    require(ctx, access.may_keep_own_account(ctx.actor))
    require_fresh(ctx)
    person_id = ctx.actor.person_id or 0
    row = queries.live_session(ctx.session, session_hash)
    if row is None or row.person_id != person_id:
        raise NotFound(NOT_FOUND)
    account = queries.opened_account(ctx.session, person_id)
    was_set = account.password_hash is not None
    account.password_hash = password_hash
    account.credential_stamp += 1
    ctx.session.add(account)
    tries.forget(ctx.session, account.login, row.device_id or 0)
    queries.revoke_sessions(ctx.session, person_id, ctx.now)
    ctx.session.add(_next_session(ctx, row, token_hash, account.credential_stamp))
    outbox.notice(
        ctx, "accounts.password_changed", f"account:{account.id}", person_id,
        words.PASSWORD_CHANGED, page="my-devices", version=account.credential_stamp,
    )  # fmt: skip
    ctx.session.flush()
    audit.record(ctx, "account", account.id or 0)
    stays = row.ends_at - row.created_at > rules.ABSOLUTE
    return PasswordSet(account.login, was_set, stays)


def _next_session(ctx: Ctx, row: SessionRow, digest: str, stamp: int) -> SessionRow:
    """The same session under a new token."""
    kept = row.model_dump(exclude={"id", "token_hash", "credential_stamp", "revoked_at"})
    return SessionRow(**kept | {"last_seen_at": ctx.now, "reauth_at": ctx.now},
                      token_hash=digest, credential_stamp=stamp)  # fmt: skip
