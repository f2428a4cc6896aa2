"""How often a number was tried: one count for each known device, one for all others together.

A try is counted before its secret is looked at and forgotten when it fits, so that no more are
ever looked at than the rules say, also when many come at once. Unknown numbers count alike.
Source: platform design, part 2.3.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import Session, col, select

from hub.accounts import access, queries, rules, words
from hub.accounts.inputs import Digest
from hub.platform import audit, clock, db, outbox
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.db import Store, guarded, insert_into
from models.accounts import Account, SignInTry
from models.columns import UtcTime

KEPT: Final = timedelta(days=180)


class TakeTry(BaseModel):
    """The number that was typed, and the digest of the cookie that a known device brings."""

    login: Annotated[str, StringConstraints(max_length=120)]
    device_hash: Digest | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether the secret may be looked at now."""

    is_free: bool


@command(name="accounts:try:take", input=TakeTry, audit="sign_in_try")
def take_try(ctx: Ctx, *, login: str, device_hash: str | None) -> Taken:
    """Count a try; not free while one has to wait, and after too many from unknown devices."""
    require(ctx, access.may_run_as_system(ctx.actor))
    login = rules.as_number(login)
    account = queries.account_of(ctx.session, login)
    device = queries.device(ctx.session, account.id or 0, device_hash) if account else None
    device_id = device.id or 0 if device and device.ends_at > ctx.now else 0
    name = bucket(login, device_id)
    _opened(ctx, name)
    is_free = guarded(ctx.session, _counted(ctx, name, is_known=bool(device_id)))
    row = ctx.session.exec(select(SignInTry).where(col(SignInTry.bucket) == name)).one()
    ctx.session.refresh(row)
    if is_free and account is not None and row.failures == rules.TOLD_AFTER:
        _tell(ctx, account, row)
    audit.record(ctx, "sign_in_try", row.id or 0)
    return Taken(is_free)


def bucket(login: str, device_id: int) -> str:
    """Name of a count: the number and the known device, 0 for all others."""
    return hashlib.sha256(f"{login}|{device_id}".encode()).hexdigest()


def forget(session: Session, login: str, device_id: int) -> None:
    """Begin a count anew, after a success."""
    name = bucket(login, device_id)
    session.connection().execute(sa.delete(SignInTry).where(col(SignInTry.bucket) == name))


def sweep_tries(store: Store) -> None:
    """Forget counts that nobody has moved for half a year."""
    db.forget(store, SignInTry, col(SignInTry.last_at) < clock.now() - KEPT)


def _opened(ctx: Ctx, name: str) -> None:
    """Make the row of a count unless it is there."""
    first = insert_into(ctx.session, SignInTry).values(bucket=name, failures=0, last_at=ctx.now)
    ctx.session.connection().execute(first.on_conflict_do_nothing())


def _counted(ctx: Ctx, name: str, *, is_known: bool) -> sa.Update:
    """One try more, if one is free now."""
    before = col(SignInTry.failures)
    waits = [
        (before == count - 1, _after(ctx.now, seconds)) for count, seconds in rules.WAITS.items()
    ]
    few = before < min(rules.WAITS) - 1
    is_free = sa.or_(col(SignInTry.retry_at).is_(None), col(SignInTry.retry_at) <= ctx.now)
    retry_at = sa.case((few, sa.null()), *waits, else_=_after(ctx.now, rules.LONGEST_WAIT))
    counted = sa.update(SignInTry).where(col(SignInTry.bucket) == name, is_free)
    if not is_known:
        counted = counted.where(before < rules.MOST_UNKNOWN)
    return counted.values(failures=before + 1, retry_at=retry_at, last_at=ctx.now)


def _after(now: datetime, seconds: int) -> sa.BindParameter[datetime]:
    return sa.literal(now + timedelta(seconds=seconds), UtcTime())


def _tell(ctx: Ctx, account: Account, row: SignInTry) -> None:
    """Tell the owner, once for each such series."""
    outbox.notice(
        ctx, "accounts.many_failures", f"try:{row.id}", account.person_id, words.MANY_FAILURES,
        page="my-devices", params={"count": row.failures}, version=int(ctx.now.timestamp()),
    )  # fmt: skip
