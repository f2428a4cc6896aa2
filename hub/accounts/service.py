"""Use cases of people and sessions; the token itself never enters a command."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from hub.accounts import access, queries, words
from hub.accounts.codes import matching_code as matching_code  # noqa: PLC0414  the room's door
from hub.accounts.codes import new_code as new_code  # noqa: PLC0414  the room's door
from hub.accounts.feeds import open_feed as open_feed  # noqa: PLC0414  the room's door
from hub.accounts.feeds import reader_of as reader_of  # noqa: PLC0414  the room's door
from hub.accounts.feeds import revoke_feed as revoke_feed  # noqa: PLC0414  the room's door
from hub.accounts.sessions import actor_of as actor_of  # noqa: PLC0414  the room's door
from hub.accounts.tokens import new_token as new_token  # noqa: PLC0414  the room's door
from hub.accounts.tokens import token_hash as token_hash  # noqa: PLC0414  the room's door
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound, Refused
from hub.kernel.text import has_control, kana_key, one_line
from hub.platform import audit, rates
from hub.platform.commands import Wrong, command
from hub.platform.context import Ctx, require
from models.accounts import Account, Membership, Person, SessionRow, SignInCode
from models.vocab import STAFF_ROLES, Role, SignInLevel

STAFF_IDLE_MINUTES: Final = 30
IDLE_MINUTES: Final = 120
ABSOLUTE: Final = timedelta(hours=12)
CODE_LIFE: Final = timedelta(days=14)


def _clean(typed: str) -> str:
    if has_control(typed):
        raise Wrong(words.NAME_CONTROL)
    return one_line(typed)


Name = Annotated[str, AfterValidator(_clean), StringConstraints(min_length=1, max_length=80)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class AddPerson(BaseModel):
    """A person with one membership."""

    model_config = ConfigDict(frozen=True)

    name: Name
    kana: Name
    role: Role
    birth_date: date | None = None
    ward_id: int | None = None
    firm_id: int | None = None
    demo_rank: int | None = None
    demo_role: str | None = None


class OpenSession(BaseModel):
    """Whom to sign in, and the digest of the token in the cookie."""

    person_id: int
    token_hash: Digest


class CloseSession(BaseModel):
    """Digest of the token to revoke."""

    token_hash: Digest


class IssueCode(BaseModel):
    """Whom the letter goes to, and the hash of its code."""

    person_id: int
    code_hash: Annotated[str, StringConstraints(min_length=20, max_length=200)]


class OpenByCode(BaseModel):
    """The code that fitted, and the digest of the token in the cookie."""

    code_id: int
    token_hash: Digest


class MissCode(BaseModel):
    """The code that did not fit, 0 where there was none, and the windows it counts in."""

    code_id: int
    buckets: tuple[Annotated[str, StringConstraints(max_length=120)], ...] = ()


@dataclass(frozen=True, slots=True)
class CodeIssued:
    """The number that stands on the letter beside the code."""

    login: str


@dataclass(frozen=True, slots=True)
class PersonAdded:
    """Ids of the new person and membership."""

    person_id: int
    membership_id: int


@dataclass(frozen=True, slots=True)
class SessionChanged:
    """Id of the session row."""

    session_id: int


@command(name="accounts:person:add", input=AddPerson, audit="person")
def add_person(  # noqa: PLR0913  the facts of one person
    ctx: Ctx,
    *,
    name: str,
    kana: str,
    role: Role,
    birth_date: date | None,
    ward_id: int | None,
    firm_id: int | None,
    demo_rank: int | None,
    demo_role: str | None,
) -> PersonAdded:
    """Add a person with one membership from today; names stay as typed."""
    require(ctx, access.may_add_person(ctx.actor, role, ward_id))
    person = Person(
        name=name,
        kana=kana,
        kana_key=kana_key(kana),
        birth_date=birth_date,
        is_demo=demo_rank is not None,
        demo_rank=demo_rank,
        demo_role=demo_role,
        created_at=ctx.now,
    )
    ctx.session.add(person)
    ctx.session.flush()
    person_id = person.id or 0
    seat = Membership(
        person_id=person_id,
        role=role,
        ward_id=ward_id,
        firm_id=firm_id,
        starts_on=japan_date(ctx.now),
    )
    ctx.session.add(seat)
    ctx.session.flush()
    audit.record(ctx, "person", person_id)
    return PersonAdded(person_id, seat.id or 0)


@command(name="accounts:session:open_demo", input=OpenSession, audit="session")
def open_demo_session(ctx: Ctx, *, person_id: int, token_hash: str) -> SessionChanged:
    """Sign in a story person of the demo; the route offers this on a demo instance only."""
    require(ctx, access.may_run_as_system(ctx.actor))
    found = queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))
    if not found:
        raise NotFound(NOT_FOUND)
    person, seat = found[0]
    if not person.is_demo:
        raise Refused(words.NOT_DEMO_PERSON)
    return _opened(ctx, seat, token_hash, SignInLevel.DEMO)


@command(name="accounts:code:issue", input=IssueCode, audit="account")
def issue_code(ctx: Ctx, *, person_id: int, code_hash: str) -> CodeIssued:
    """Give a student of the own ward a sign-in number and a code for a letter, 14 days long."""
    found = queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))
    seat = found[0][1] if found else None
    refusal = access.may_issue_code(ctx.actor, seat.role if seat else None,
                                    seat.ward_id if seat else None)  # fmt: skip
    require(ctx, refusal)
    row = queries.account(ctx.session, person_id)
    if row is None:
        row = Account(person_id=person_id, login=f"W{person_id:06d}")
        ctx.session.add(row)
        ctx.session.flush()
    queries.end_codes(ctx.session, row.id or 0, ctx.now)
    ctx.session.add(
        SignInCode(account_id=row.id or 0, code_hash=code_hash, ends_at=ctx.now + CODE_LIFE)
    )
    audit.record(ctx, "account", row.id or 0)
    return CodeIssued(row.login)


@command(name="accounts:session:open_code", input=OpenByCode, audit="session")
def open_code_session(ctx: Ctx, *, code_id: int, token_hash: str) -> SessionChanged:
    """Sign in by a code of a letter; the code is used up."""
    require(ctx, access.may_run_as_system(ctx.actor))
    person_id = queries.use_code(ctx.session, code_id, ctx.now)
    if person_id is None:
        raise NotFound(NOT_FOUND)
    found = queries.memberships_on(ctx.session, person_id, japan_date(ctx.now))
    if not found:
        raise NotFound(NOT_FOUND)
    return _opened(ctx, found[0][1], token_hash, SignInLevel.CODE)


@command(name="accounts:code:miss", input=MissCode, audit="code")
def miss_code(ctx: Ctx, *, code_id: int, buckets: tuple[str, ...]) -> SessionChanged:
    """Count a failed sign-in in one transaction, also one without any code; ten end a code."""
    require(ctx, access.may_run_as_system(ctx.actor))
    if code_id and not queries.miss_code(ctx.session, code_id):
        raise NotFound(NOT_FOUND)
    rates.count(ctx.session, buckets, ctx.now)
    audit.record(ctx, "code", code_id)
    return SessionChanged(0)


def _opened(ctx: Ctx, seat: Membership, digest: str, level: SignInLevel) -> SessionChanged:
    staff = seat.role in STAFF_ROLES
    row = SessionRow(
        token_hash=digest,
        person_id=seat.person_id,
        membership_id=seat.id,
        level=level,
        created_at=ctx.now,
        last_seen_at=ctx.now,
        idle_minutes=STAFF_IDLE_MINUTES if staff else IDLE_MINUTES,
        ends_at=ctx.now + ABSOLUTE,
    )
    ctx.session.add(row)
    ctx.session.flush()
    audit.record(ctx, "session", row.id or 0)
    return SessionChanged(row.id or 0)


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
