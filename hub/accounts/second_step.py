"""The second step of a sign-in: a device is enrolled, its digits work once, recovery codes too.

Digits and codes themselves never enter a command. Source: platform design, part 2.1.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, Field, StringConstraints
from sqlmodel import Session, col, select

from hub.accounts import access, queries, rules, words
from hub.accounts.inputs import Digest
from hub.kernel.errors import NOT_FOUND, NotFound, Refused
from hub.platform import audit, outbox, rates
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require, require_fresh
from hub.platform.db import guarded
from models.accounts import Account, SessionRow
from models.credentials import RecoveryCode, SecondStep
from models.vocab import DataClass

WINDOW: Final = timedelta(minutes=5)
Keyed = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class Enrol(BaseModel):
    """The session that asks and the token that takes its place; seed, first step, ten codes."""

    session_hash: Digest
    token_hash: Digest
    seed_sealed: Annotated[str, StringConstraints(min_length=20, max_length=200)]
    step: Annotated[int, Field(ge=1)]
    recovery: Annotated[tuple[Keyed, ...], Field(min_length=10, max_length=10)]


class CountDigits(BaseModel):
    """The session in which digits were typed."""

    session_hash: Digest


class PassStep(BaseModel):
    """The session, the token that takes its place, and the step or the recovery code that fits."""

    session_hash: Digest
    token_hash: Digest
    step: Annotated[int, Field(ge=0)] = 0
    recovery: Keyed | None = None


@dataclass(frozen=True, slots=True)
class Stepped:
    """How long the browser keeps the session, and how many recovery codes are left."""

    stays: bool
    left: int


@dataclass(frozen=True, slots=True)
class DigitsCounted:
    """Whether the digits may be looked at now."""

    is_free: bool


@dataclass(frozen=True, slots=True)
class Device:
    """What typed digits are held against; empty without a device."""

    account_id: int = 0
    seed_sealed: str = ""


@read(name="accounts:second_step", data_class=DataClass.C3)
def device_of(ctx: Ctx, *, session_hash: str) -> Device:
    """The sealed seed of the person behind a session; for the route only."""
    require(ctx, access.may_run_as_system(ctx.actor))
    found = _of_session(ctx.session, session_hash)
    if found is None or found[2] is None:
        return Device()
    return Device(found[1].id or 0, found[2].seed_sealed)


@command(name="accounts:second_step:enrol", input=Enrol, audit="second_step", in_person=True)
def enrol(
    ctx: Ctx,
    *,
    session_hash: str,
    token_hash: str,
    seed_sealed: str,
    step: int,
    recovery: tuple[str, ...],
) -> Stepped:
    """Keep a device whose digits were typed once; every other session ends."""
    require(ctx, access.may_keep_own_account(ctx.actor))
    require_fresh(ctx)
    found = _of_session(ctx.session, session_hash)
    if found is None or found[0].person_id != ctx.actor.person_id:
        raise NotFound(NOT_FOUND)
    row, account, before = found
    if before is not None:
        raise Refused(words.HAS_DEVICE)
    device = SecondStep(
        account_id=account.id or 0, seed_sealed=seed_sealed, last_step=step, made_at=ctx.now
    )
    ctx.session.add(device)
    forget_recovery(ctx.session, account.id or 0)
    ctx.session.add_all(RecoveryCode(account_id=account.id or 0, code_hash=one) for one in recovery)
    queries.revoke_sessions(ctx.session, row.person_id, ctx.now)
    stays = _goes_on(ctx, row, token_hash)
    outbox.notice(
        ctx, "accounts.device_enrolled", f"account:{account.id}", account.person_id,
        words.DEVICE_ENROLLED, page="my-devices", version=int(ctx.now.timestamp()),
    )  # fmt: skip
    ctx.session.flush()
    audit.record(ctx, "second_step", device.id or 0)
    return Stepped(stays, len(recovery))


@command(name="accounts:second_step:count", input=CountDigits, audit="second_step")
def count_digits(ctx: Ctx, *, session_hash: str) -> DigitsCounted:
    """Count a try before the digits are looked at; five in five minutes for an account."""
    require(ctx, access.may_run_as_system(ctx.actor))
    found = _of_session(ctx.session, session_hash)
    if found is None:
        raise NotFound(NOT_FOUND)
    limit = rates.digits(found[1].id or 0)
    is_free = rates.take(ctx.session, (limit,), ctx.now, WINDOW)
    audit.record(ctx, "second_step", found[1].id or 0)
    return DigitsCounted(is_free)


@command(name="accounts:second_step:pass", input=PassStep, audit="session")
def pass_step(
    ctx: Ctx, *, session_hash: str, token_hash: str, step: int, recovery: str | None
) -> Stepped:
    """Let a session in by digits that nobody has used, or by a recovery code; a new token."""
    require(ctx, access.may_run_as_system(ctx.actor))
    found = _of_session(ctx.session, session_hash)
    if found is None or found[2] is None:
        raise NotFound(NOT_FOUND)
    row, account, _device = found
    is_used = (
        _used_code(ctx, account.id or 0, recovery)
        if recovery is not None
        else _used_step(ctx, account.id or 0, step)
    )
    if not is_used:
        raise NotFound(NOT_FOUND)
    row.revoked_at = ctx.now
    ctx.session.add(row)
    stays = _goes_on(ctx, row, token_hash)
    left = _left(ctx.session, account.id or 0)
    if recovery is not None:
        outbox.notice(
            ctx, "accounts.recovery_used", f"account:{account.id}", account.person_id,
            words.RECOVERY_USED, page="my-devices", params={"count": left}, version=10 - left,
        )  # fmt: skip
    ctx.session.flush()
    audit.record(ctx, "session", row.id or 0)
    return Stepped(stays, left)


def forget_recovery(session: Session, account_id: int) -> None:
    """Throw the codes of an earlier device away."""
    session.connection().execute(
        sa.delete(RecoveryCode).where(col(RecoveryCode.account_id) == account_id)
    )


def _of_session(
    session: Session, digest: str
) -> tuple[SessionRow, Account, SecondStep | None] | None:
    found = queries.arrival(session, digest)
    if found is None or found[1] is None:
        return None
    return found[0], found[1], found[2]


def _goes_on(ctx: Ctx, row: SessionRow, digest: str) -> bool:
    """The same session under a new token, the second step passed; whether it stays for long."""
    kept = row.model_dump(exclude={"id", "token_hash", "revoked_at"})
    changed = {"last_seen_at": ctx.now, "reauth_at": ctx.now, "stepped_at": ctx.now}
    ctx.session.add(SessionRow(**kept | changed, token_hash=digest))
    return row.ends_at - row.created_at > rules.ABSOLUTE


def _used_step(ctx: Ctx, account_id: int, step: int) -> bool:
    """Use the digits of a step up; False when they, or later ones, were used before."""
    used = sa.update(SecondStep).where(
        col(SecondStep.account_id) == account_id, col(SecondStep.last_step) < step
    )
    return guarded(ctx.session, used.values(last_step=step))


def _used_code(ctx: Ctx, account_id: int, code_hash: str) -> bool:
    used = sa.update(RecoveryCode).where(
        col(RecoveryCode.account_id) == account_id,
        col(RecoveryCode.code_hash) == code_hash,
        col(RecoveryCode.used_at).is_(None),
    )
    return guarded(ctx.session, used.values(used_at=ctx.now))


def _left(session: Session, account_id: int) -> int:
    query = select(RecoveryCode.id).where(
        col(RecoveryCode.account_id) == account_id, col(RecoveryCode.used_at).is_(None)
    )
    return len(session.exec(query).all())
