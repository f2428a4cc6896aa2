"""A lost device: administrators see the person at the desk and let a new one be enrolled.

Whoever decides or pays needs two of them. Where there are not two, whoever runs the server has a
way by its command line, and every administrator of the ward is told. Source: platform design, 2.1.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import Session, col, func, select

from hub.accounts import access, queries, rules, tries, words
from hub.accounts.inputs import Hash
from hub.accounts.second_step import forget_recovery
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NotFound, Refused
from hub.platform import audit, outbox, runtime
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require, require_fresh
from models.accounts import Account, Membership, Person, SignInCode
from models.credentials import SecondStep, SecondStepReset
from models.vocab import STAFF_ROLES, DataClass, Role

AGREED_WITHIN: Final = timedelta(days=1)
CODE_LIFE: Final = timedelta(days=1)
SHOWN: Final = 10


class ResetStep(BaseModel):
    """Whose device is lost, and whether the person was seen and known."""

    person_id: int
    was_identified: bool = False


class RescueStep(BaseModel):
    """Number of somebody of an office, and the hash of the code that is printed."""

    login: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    code_hash: Hash


@dataclass(frozen=True, slots=True)
class StepRescued:
    """Whose device is out, and the number to sign in with."""

    person_id: int
    login: str


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


@command(name="accounts:second_step:rescue", input=RescueStep, audit="second_step")
def rescue_step(ctx: Ctx, *, login: str, code_hash: str) -> StepRescued:
    """Take the device of somebody of an office out by the command line; a new code opens."""
    require(ctx, access.may_run_as_system(ctx.actor))
    account = queries.account_of(ctx.session, rules.as_number(login))
    device = queries.second_step(ctx.session, account.id or 0) if account else None
    if account is None or device is None:
        raise NotFound(words.NO_DEVICE)
    found = queries.memberships_on(ctx.session, account.person_id, japan_date(ctx.now))
    seats = [seat for _person, seat in found if seat.role in STAFF_ROLES]
    if not seats:
        raise Refused(words.RESCUE_STAFF_ONLY)
    _taken_out(ctx, account, device, must=True)
    tries.forget(ctx.session, account.login, 0)
    queries.end_codes(ctx.session, account.id or 0, ctx.now)
    code = SignInCode(account_id=account.id or 0, code_hash=code_hash, ends_at=ctx.now + CODE_LIFE)
    ctx.session.add(code)
    _tell_admins(ctx, account, found[0][0].name, {seat.ward_id for seat in seats})
    audit.record(ctx, "second_step", device.id or 0)
    audit.record(ctx, "account", account.id or 0)
    return StepRescued(account.person_id, account.login)


def _tell_admins(ctx: Ctx, account: Account, name: str, wards: set[int | None]) -> None:
    day = japan_date(ctx.now)
    ids = {
        at
        for ward_id in wards
        for at in queries.holders(ctx.session, Role.ADMIN, day, ward_id=ward_id, firm_id=None)
    }
    for person_id in sorted(ids - {account.person_id}):
        outbox.notice(
            ctx, "accounts.device_rescued", f"account:{account.id}", person_id,
            words.DEVICE_RESCUED, params={"name": name}, version=account.credential_stamp,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unguarded:
    """People of an office who must have a second step and have none; the first names."""

    count: int
    names: tuple[str, ...]


@read(name="accounts:unguarded", data_class=DataClass.C2)
def unguarded(ctx: Ctx) -> Unguarded:
    """Whom the setting asks for a second step in vain: of the ward, or for the server of all."""
    require(ctx, access.may_see_unguarded(ctx.actor))
    if runtime.settings().totp != "staff":
        return Unguarded(0, ())
    day = japan_date(ctx.now)
    guarded = select(Account.person_id).join(
        SecondStep, col(SecondStep.account_id) == col(Account.id)
    )
    seated = select(Membership.person_id).where(
        col(Membership.role).in_(STAFF_ROLES),
        col(Membership.starts_on) <= day,
        sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > day),
    )
    if ctx.actor.role is not Role.SYSTEM:
        seated = seated.where(col(Membership.ward_id) == ctx.actor.seat.ward_id)
    which = col(Person.id).in_(seated), col(Person.id).not_in(guarded)
    query = select(Person.name).where(*which).order_by(col(Person.kana_key), col(Person.id))
    count = ctx.session.exec(select(func.count()).select_from(Person).where(*which)).one()
    return Unguarded(count, tuple(ctx.session.exec(query.limit(SHOWN)).all()))


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
