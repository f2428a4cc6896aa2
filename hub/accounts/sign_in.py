"""Opens and closes sessions; the secrets themselves never enter a command.

Source: platform design, parts 2.1 to 2.3.
"""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.accounts import access, codes, mail_codes, passwords, queries, resets, rules, tries, words
from hub.accounts.codes import LiveCode
from hub.accounts.inputs import Digest, Hash
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound, Refused
from hub.platform import audit, rates, runtime
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from models.accounts import Account, KnownDevice, Membership, SessionRow
from models.vocab import DataClass, Role, SignInLevel


class OpenSession(BaseModel):
    """Whom to sign in, and the digest of the token in the cookie."""

    person_id: int
    token_hash: Digest


class OpenByCode(BaseModel):
    """The code that fitted, the digests of the cookies, and whether to stay signed in."""

    code_id: int
    token_hash: Digest
    device_hash: Digest | None = None
    stays: bool = False


class OpenByMail(BaseModel):
    """The code of a mail that fitted, the digests of the cookies, and whether to stay."""

    reset_id: int
    token_hash: Digest
    device_hash: Digest | None = None
    stays: bool = False


class OpenByPassword(BaseModel):
    """The account whose password fitted, as it was then; a better hash when there is one."""

    account_id: int
    credential_stamp: int
    token_hash: Digest
    device_hash: Digest | None = None
    stays: bool = False
    new_hash: Hash | None = None


class CloseSession(BaseModel):
    """Digest of the token to revoke."""

    token_hash: Digest


class MissCode(BaseModel):
    """The code that did not fit, 0 where there was none, and the windows it counts in."""

    code_id: int
    reset_id: int = 0
    buckets: tuple[Annotated[str, StringConstraints(max_length=120)], ...] = ()


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """Id of the session row."""

    session_id: int


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a typed secret is held against; empty for a number that nobody has."""

    account_id: int = 0
    credential_stamp: int = 0
    password_hash: str | None = None
    live_codes: tuple[LiveCode, ...] = ()
    login: str = ""
    reset_id: int = 0
    mailed: str | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """Which secret of the account was typed; neither when both are 0."""

    code_id: int = 0
    account_id: int = 0
    is_old_hash: bool = False
    missed_code_id: int = 0
    reset_id: int = 0
    missed_reset_id: int = 0

    @property
    def is_one(self) -> bool:
        """Something fitted."""
        return bool(self.code_id or self.account_id or self.reset_id)


@read(name="accounts:credentials", data_class=DataClass.C3)
def credentials_of(ctx: Ctx, *, login: str) -> Credentials:
    """Password and living codes of a sign-in number; for the sign-in route only."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = queries.account_of(ctx.session, rules.as_number(login))
    if row is None or row.is_disabled:
        return Credentials()
    found = queries.live_codes(ctx.session, row.login, ctx.now)
    living = tuple(LiveCode(code.id or 0, code.code_hash) for code in found)
    by_mail = resets.live_code(ctx.session, row, ctx.now)
    return Credentials(
        row.id or 0, row.credential_stamp, row.password_hash, living, row.login,
        by_mail.id or 0 if by_mail else 0, by_mail.token_hash if by_mail else None,
    )  # fmt: skip


def fit(kept: Credentials, typed: str) -> Fit:
    """Hold a typed secret against the password, and against the code when it looks like one.

    The work depends on what was typed alone, never on the account. Outside any transaction.
    """
    is_code = codes.looks_like(typed)
    by_code = codes.matching_code(kept.live_codes, typed) if is_code else None
    is_mailed = mail_codes.looks_like(typed)
    by_mail = is_mailed and mail_codes.fits(runtime.keyring(), kept.login, typed, kept.mailed)
    does_fit = passwords.fits(rules.as_kept(typed), kept.password_hash)
    if by_code is not None:
        return Fit(code_id=by_code)
    if by_mail:
        return Fit(reset_id=kept.reset_id)
    if does_fit:
        is_old = passwords.is_old(kept.password_hash or "")
        return Fit(account_id=kept.account_id, is_old_hash=is_old)
    missed = kept.live_codes[0].code_id if is_code and kept.live_codes else 0
    return Fit(missed_code_id=missed, missed_reset_id=kept.reset_id if is_mailed else 0)


@command(name="accounts:session:open_demo", input=OpenSession, audit="session")
def open_demo_session(ctx: Ctx, *, person_id: int, token_hash: str) -> SessionChanged:
    """Sign in a story person of the demo; the route offers this on a demo instance only."""
    require(ctx, access.may_run_as_system(ctx.actor))
    seat = _seat(ctx, person_id)
    person = queries.person(ctx.session, person_id)
    if person is None or not person.is_demo:
        raise Refused(words.NOT_DEMO_PERSON)
    life = rules.life(_roles(ctx, seat), stays=False)
    return _opened(ctx, seat, token_hash, SignInLevel.DEMO, life)


@command(name="accounts:session:open_code", input=OpenByCode, audit="session")
def open_code_session(
    ctx: Ctx, *, code_id: int, token_hash: str, device_hash: str | None, stays: bool
) -> SessionChanged:
    """Sign in by a code of a letter; the code is used up."""
    require(ctx, access.may_run_as_system(ctx.actor))
    person_id = queries.use_code(ctx.session, code_id, ctx.now)
    account = queries.account(ctx.session, person_id) if person_id else None
    if account is None:
        raise NotFound(NOT_FOUND)
    return _entered(ctx, account, token_hash, device_hash, SignInLevel.CODE, stays=stays)


@command(name="accounts:session:open_mail", input=OpenByMail, audit="session")
def open_mail_session(
    ctx: Ctx, *, reset_id: int, token_hash: str, device_hash: str | None, stays: bool
) -> SessionChanged:
    """Sign in by a code of a mail; the code is used up."""
    require(ctx, access.may_run_as_system(ctx.actor))
    account = resets.use_code(ctx.session, reset_id, ctx.now)
    if account is None:
        raise NotFound(NOT_FOUND)
    return _entered(ctx, account, token_hash, device_hash, SignInLevel.CODE, stays=stays)


@command(name="accounts:session:open_password", input=OpenByPassword, audit="session")
def open_password_session(  # noqa: PLR0913  the facts of one sign-in
    ctx: Ctx,
    *,
    account_id: int,
    credential_stamp: int,
    token_hash: str,
    device_hash: str | None,
    stays: bool,
    new_hash: str | None,
) -> SessionChanged:
    """Sign in by a password that has not been changed since it was looked at."""
    require(ctx, access.may_run_as_system(ctx.actor))
    account = ctx.session.get(Account, account_id)
    if account is None or account.is_disabled or account.credential_stamp != credential_stamp:
        raise NotFound(NOT_FOUND)
    if new_hash is not None:
        account.password_hash = new_hash
        ctx.session.add(account)
    return _entered(ctx, account, token_hash, device_hash, SignInLevel.PASSWORD, stays=stays)


@command(name="accounts:code:miss", input=MissCode, audit="code")
def miss_code(ctx: Ctx, *, code_id: int, reset_id: int, buckets: tuple[str, ...]) -> SessionChanged:
    """Count a failed sign-in in one transaction, also one without any code; ten end a code."""
    require(ctx, access.may_run_as_system(ctx.actor))
    if code_id and not queries.miss_code(ctx.session, code_id):
        raise NotFound(NOT_FOUND)
    if reset_id:
        resets.miss_code(ctx.session, reset_id)
    rates.count(ctx.session, buckets, ctx.now)
    audit.record(ctx, "code", code_id)
    return SessionChanged(0)


@command(name="accounts:session:close", input=CloseSession, audit="session")
def close_session(ctx: Ctx, *, token_hash: str) -> SessionChanged:
    """Sign out: the session loses its next rerun in every tab."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = queries.live_session(ctx.session, token_hash)
    if row is None:
        raise NotFound(NOT_FOUND)
    row.revoked_at = ctx.now
    ctx.session.add(row)
    audit.record(ctx, "session", row.id or 0)
    return SessionChanged(row.id or 0)


def _seat(ctx: Ctx, person_id: int) -> Membership:
    found = queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))
    if not found:
        raise NotFound(NOT_FOUND)
    return found[0][1]


def _roles(ctx: Ctx, seat: Membership) -> set[Role]:
    """Every role of the person: one of an office makes it a session of an office."""
    found = queries.memberships_on(ctx.session, seat.person_id, japan_date(ctx.now))
    return {one.role for _person, one in found}


def _entered(
    ctx: Ctx,
    account: Account,
    token_hash: str,
    device_hash: str | None,
    level: SignInLevel,
    *,
    stays: bool,
) -> SessionChanged:
    """Open a session by a secret: the count of failures begins anew, the device is known now."""
    seat = _seat(ctx, account.person_id)
    device_id, was_known = _device(ctx, account.id or 0, device_hash)
    tries.forget(ctx.session, account.login, device_id or 0 if was_known else 0)
    life = rules.life(_roles(ctx, seat), stays=stays and device_id is not None)
    return _opened(
        ctx, seat, token_hash, level, life,
        stamp=account.credential_stamp, device_id=device_id,
    )  # fmt: skip


def _device(ctx: Ctx, account_id: int, digest: str | None) -> tuple[int | None, bool]:
    """Remember the browser for this account; its id, and whether it was known before."""
    if digest is None:
        return None, False
    row = queries.device(ctx.session, account_id, digest)
    was_known = row is not None and row.ends_at > ctx.now
    ends_at = ctx.now + rules.DEVICE_LIFE
    row = row or KnownDevice(
        account_id=account_id, token_hash=digest,
        created_at=ctx.now, last_used_at=ctx.now, ends_at=ends_at,
    )  # fmt: skip
    row.last_used_at, row.ends_at = ctx.now, ends_at
    ctx.session.add(row)
    ctx.session.flush()
    return row.id, was_known


def _opened(  # noqa: PLR0913  the facts of one session
    ctx: Ctx,
    seat: Membership,
    digest: str,
    level: SignInLevel,
    life: rules.Life,
    *,
    stamp: int = 0,
    device_id: int | None = None,
) -> SessionChanged:
    row = SessionRow(
        token_hash=digest,
        person_id=seat.person_id,
        membership_id=seat.id,
        level=level,
        credential_stamp=stamp,
        created_at=ctx.now,
        last_seen_at=ctx.now,
        idle_minutes=life.idle_minutes,
        ends_at=ctx.now + life.ends_after,
        reauth_at=ctx.now,
        device_id=device_id,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "session", row.id or 0)
    return SessionChanged(row.id or 0)
