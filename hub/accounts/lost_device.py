"""A lost device: administrators see the person at the desk and let a new one be enrolled.

Whoever decides or pays needs two of them. Source: platform design, part 2.1.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import Session, col, select

from hub.accounts import access, queries, rules, words
from hub.accounts.second_step import forget_recovery
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NotFound, Refused
from hub.platform import audit, outbox, runtime
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh
from models.accounts import Account
from models.credentials import SecondStep, SecondStepReset

AGREED_WITHIN: Final = timedelta(days=1)


class ResetStep(BaseModel):
    """Whose device is lost, and whether the person was seen and known."""

    person_id: int
    was_identified: bool = False


@dataclass(frozen=True, slots=True)
class StepReset:
    """Whether the device is gone; a second administrator has to agree when it is not."""

    is_done: bool


@command(name="accounts:second_step:reset", input=ResetStep, audit="second_step", in_person=True)
def reset_step(ctx: Ctx, *, person_id: int, was_identified: bool) -> StepReset:
    """Take a lost device out; for whoever decides or pays on the word of two administrators."""
    seats = queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))
    require(ctx, access.may_reset_step(ctx.actor, [seat for _person, seat in seats]))
    require_fresh(ctx)
    account = queries.account(ctx.session, person_id)
    device = queries.second_step(ctx.session, account.id or 0) if account else None
    if account is None or device is None:
        raise NotFound(words.NO_DEVICE)
    if person_id == ctx.actor.person_id:
        raise Refused(words.NOT_OWN_DEVICE)
    if not was_identified:
        raise Refused(words.NOT_IDENTIFIED)
    roles = {seat.role for _person, seat in seats}
    is_done = not roles & rules.DECIDERS or _is_second(ctx, account.id or 0)
    if is_done:
        _taken_out(ctx, account, device, must=rules.must_have_step(roles, runtime.settings().totp))
    audit.record(ctx, "second_step", device.id or 0)
    return StepReset(is_done)


def _is_second(ctx: Ctx, account_id: int) -> bool:
    """Say whether another administrator has asked within a day; else this one has asked now."""
    asked = _asked(ctx.session, account_id)
    mine = ctx.actor.person_id or 0
    if asked is not None and asked.asked_at > ctx.now - AGREED_WITHIN:
        if asked.asked_by == mine:
            raise Refused(words.SECOND_NEEDED)
        return True
    row = asked or SecondStepReset(account_id=account_id, asked_by=mine, asked_at=ctx.now)
    row.asked_by, row.asked_at = mine, ctx.now
    ctx.session.add(row)
    return False


def _taken_out(ctx: Ctx, account: Account, device: SecondStep, *, must: bool) -> None:
    """The device, its codes and every session end; a short password alone is not enough."""
    ctx.session.delete(device)
    forget_recovery(ctx.session, account.id or 0)
    ctx.session.connection().execute(
        sa.delete(SecondStepReset).where(col(SecondStepReset.account_id) == account.id)
    )
    account.credential_stamp += 1
    if not must:
        account.password_hash = None
    ctx.session.add(account)
    queries.revoke_sessions(ctx.session, account.person_id, ctx.now)
    outbox.notice(
        ctx, "accounts.device_reset", f"account:{account.id}", account.person_id,
        words.DEVICE_RESET, version=account.credential_stamp,
    )  # fmt: skip


def _asked(session: Session, account_id: int) -> SecondStepReset | None:
    query = select(SecondStepReset).where(col(SecondStepReset.account_id) == account_id)
    return session.exec(query).first()
