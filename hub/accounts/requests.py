"""A student or an expert asks for an account on the open page; somebody of the ward answers.

Whoever asks is told the same, whether the ward knows the person or not. What was told of birth and
address is sealed until the answer, and then goes. Source: platform design, parts 2.1 and 2.3.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal

import sqlalchemy as sa
from pydantic import AfterValidator, BaseModel, StringConstraints
from sqlmodel import col, select

from hub.accounts import access, entering, inviting, ports, queries, rules, words
from hub.accounts.contacts import Reach
from hub.accounts.inputs import Address, Digest, Hash, Kana, Mail, Name, Nonce, Phone, Postal
from hub.accounts.tokens import token_hash as digest_of
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Refused
from hub.kernel.text import kana_key, one_line
from hub.platform import audit, clock, commands, outbox, rates, runtime
from hub.platform.commands import command
from hub.platform.context import Ctx, require, require_fresh, system_actor
from hub.platform.db import Store, guarded, insert_into
from models.accounts import Contact, SignInCode
from models.invitations import Invitation
from models.requests import AccountRequest
from models.vocab import Role

PURPOSE: Final = "account_request"
WINDOW: Final = timedelta(hours=1)
CODE_LIFE: Final = timedelta(days=14)
REFUSED_KIND: Final = "accounts.request_refused"
# So long a refusal may be on its way, come back and be sent by another way.
REACHED_FOR: Final = timedelta(days=30)
Line = Annotated[str, StringConstraints(max_length=200), AfterValidator(one_line)]
Reasoned = Annotated[str, AfterValidator(one_line), StringConstraints(min_length=1, max_length=200)]


class AskAccount(BaseModel):
    """Who asks to become what, where the answer goes, and where it was typed."""

    ward_id: int
    role: Literal[Role.STUDENT, Role.EXPERT]
    name: Name
    kana: Kana
    birth_date: Annotated[str, StringConstraints(max_length=40)] = ""
    about: Line = ""
    mail: Mail = ""
    postal: Postal = ""
    address: Address = ""
    phone: Phone = ""
    lang: Literal["ja", "en"] = "ja"
    network: Annotated[str, StringConstraints(max_length=60)]
    is_shared: bool = False
    device_hash: Digest | None = None


class ApproveRequest(BaseModel):
    """Which wish; what the mail's token is made from and its digest, or the hash of a code."""

    request_id: int
    nonce: Nonce
    token_hash: Digest
    code_hash: Hash


class RefuseRequest(BaseModel):
    """Which wish, and why not, for the record of the office."""

    request_id: int
    refusal: Reasoned


class ForgetRefused(BaseModel):
    """A wish that was refused."""

    request_id: int


@dataclass(frozen=True, slots=True)
class AccountAsked:
    """Nothing: whoever asks is told the same, whoever it is."""


@dataclass(frozen=True, slots=True)
class RequestApproved:
    """The new person and the number; whether a mail brings the link, else a letter the code."""

    person_id: int
    login: str
    by_mail: bool
    code_id: int | None


@dataclass(frozen=True, slots=True)
class RequestRefused:
    """Id of the wish."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Told:
    """What is sealed of a wish."""

    birth_date: date | None
    reach: Reach


@command(name="accounts:request:ask", input=AskAccount, audit="account_request")
def ask_account(  # noqa: PLR0913  the fields of one form
    ctx: Ctx,
    *,
    ward_id: int,
    role: Role,
    name: str,
    kana: str,
    birth_date: str,
    about: str,
    mail: str,
    postal: str,
    address: str,
    phone: str,
    lang: str,
    network: str,
    is_shared: bool,
    device_hash: str | None,
) -> AccountAsked:
    """Keep a wish for an account; the same wish again, while it waits, is one."""
    require(ctx, access.may_run_as_system(ctx.actor))
    if not ports.knows_ward(ctx, ward_id):
        raise NotFound(NOT_FOUND)
    reach = Reach(mail=mail, postal=postal, address=address, phone=phone)
    is_student = role is Role.STUDENT
    born = rules.birth_date(birth_date, japan_date(ctx.now)) if is_student else None
    problems = list(_unreachable(reach))
    if is_student and born is None:
        problems.append(FieldProblem("birth_date", words.BORN_WHEN))
    if problems:
        raise Invalid(*problems)
    limits = rates.asked_account(ward_id, network, device_hash or "", shared=is_shared)
    if not rates.take(ctx.session, limits, ctx.now, WINDOW):
        raise Refused(words.MANY_REQUESTS)
    keys = {"name_key": entering.name_key(name), "kana_key": kana_key(kana)}
    plain = {"birth_date": born.isoformat() if born else "", **_as_dict(reach)}
    same = json.dumps([ward_id, role.value, *keys.values(), plain], ensure_ascii=False)
    digest = digest_of(runtime.keyring().token(PURPOSE, same))
    first = insert_into(ctx.session, AccountRequest).values(
        ward_id=ward_id, role=role, name=name, kana=kana, about=about, lang=lang, digest=digest,
        sealed=_sealed(digest, plain), asked_at=ctx.now, **keys,
    )  # fmt: skip
    ctx.session.connection().execute(first.on_conflict_do_nothing())
    audit.record(ctx, "account_request", 0)
    return AccountAsked()


@command(
    name="accounts:request:approve", input=ApproveRequest, audit="account_request", in_person=True
)
def approve_request(
    ctx: Ctx, *, request_id: int, nonce: str, token_hash: str, code_hash: str
) -> RequestApproved:
    """Make the person known in the ward; a mail brings a link, or a letter a code, once."""
    row = ctx.session.get(AccountRequest, request_id)
    require(ctx, access.may_answer_request(ctx.actor, row.ward_id if row else None))
    row = _waiting(ctx, row)
    told = opened(row)
    person = entering.person(ctx, row.name, row.kana, told.birth_date)
    person_id = person.id or 0
    if not _answered(ctx, request_id, person_id=person_id):
        raise Refused(words.REQUEST_OVER)
    entering.seat(ctx, person_id, row.role, row.ward_id)
    entering.reached(ctx, person_id, told.reach, row.lang)
    account = queries.opened_account(ctx.session, person_id)
    by_mail = goes_by_mail(told.reach)
    code = None
    if by_mail:
        invitation = Invitation(
            ward_id=row.ward_id, role=row.role, name=row.name, kana=row.kana,
            token_hash=token_hash, invited_by=ctx.actor.person_id or 0, person_id=person_id,
            created_at=ctx.now, ends_at=ctx.now + inviting.LIFE,
        )  # fmt: skip
        inviting.kept(ctx, invitation, nonce)
    else:
        ends_at = ctx.now + CODE_LIFE
        code = SignInCode(account_id=account.id or 0, code_hash=code_hash, ends_at=ends_at)
        ctx.session.add(code)
    ctx.session.flush()
    audit.record(ctx, "account_request", request_id)
    audit.record(ctx, "person", person_id)
    return RequestApproved(person_id, account.login, by_mail, code.id if code else None)


@command(
    name="accounts:request:refuse", input=RefuseRequest, audit="account_request", in_person=True
)
def refuse_request(ctx: Ctx, *, request_id: int, refusal: str) -> RequestRefused:
    """Say no: the person is told by mail, letter or telephone; the reason stays with the office.

    The birth date goes at once, the way to reach the person after `REACHED_FOR`.
    """
    row = ctx.session.get(AccountRequest, request_id)
    require(ctx, access.may_answer_request(ctx.actor, row.ward_id if row else None))
    row = _waiting(ctx, row)
    reach = opened(row).reach
    person_id = entering.person(ctx, row.name, row.kana).id or 0
    if not _answered(ctx, request_id, refusal=refusal, person_id=person_id):
        raise Refused(words.REQUEST_OVER)
    entering.reached(ctx, person_id, reach, row.lang)
    outbox.notice(ctx, REFUSED_KIND, f"request:{request_id}", person_id, words.REQUEST_REFUSED)
    audit.record(ctx, "account_request", request_id)
    return RequestRefused(request_id)


@command(name="accounts:request:forget", input=ForgetRefused, audit="account_request")
def forget_refused(ctx: Ctx, *, request_id: int) -> RequestRefused:
    """Take away where somebody who was refused can be reached, once there was time to tell."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = ctx.session.get(AccountRequest, request_id)
    if row is None or row.refusal is None or not _is_told(row, ctx.now):
        raise NotFound(NOT_FOUND)
    gone = sa.update(AccountRequest).where(
        col(AccountRequest.id) == request_id, col(AccountRequest.forgotten_at).is_(None)
    )
    if not guarded(ctx.session, gone.values(forgotten_at=ctx.now)):
        raise NotFound(NOT_FOUND)
    whose = col(Contact.person_id) == row.person_id
    ctx.session.connection().execute(sa.delete(Contact).where(whose))
    audit.record(ctx, "account_request", request_id)
    return RequestRefused(request_id)


def forget_told(store: Store) -> int:
    """Forget everybody who was refused long enough ago; how many."""
    now, actor = clock.now(), system_actor("accounts")
    due = select(AccountRequest.id).where(
        col(AccountRequest.refusal).is_not(None),
        col(AccountRequest.forgotten_at).is_(None),
        col(AccountRequest.answered_at) <= now - REACHED_FOR,
    )
    with store.reading() as session:
        ids = session.exec(due).all()
    for request_id in ids:
        raw = {"request_id": request_id}
        once = commands.new_once()
        commands.run(store, forget_refused, actor=actor, now=now, once=once, raw=raw)
    return len(ids)


def goes_by_mail(reach: Reach) -> bool:
    """Whether the answer to a wish is a mail."""
    return bool(reach.mail) and inviting.sends_mail()


def opened(row: AccountRequest) -> Told:
    """Birth date and contact of a wish that waits."""
    kept = runtime.keyring().opened(PURPOSE, f"request:{row.digest}", row.sealed or "")
    plain: dict[str, Any] = json.loads(kept)
    born = plain.pop("birth_date")
    return Told(date.fromisoformat(born) if born else None, Reach(**plain))


def _sealed(digest: str, plain: dict[str, str]) -> str:
    text = json.dumps(plain, ensure_ascii=False).encode()
    return runtime.keyring().sealed(PURPOSE, f"request:{digest}", text)


def _as_dict(reach: Reach) -> dict[str, str]:
    return {
        "mail": reach.mail, "postal": reach.postal, "address": reach.address, "phone": reach.phone,
    }  # fmt: skip


def _unreachable(reach: Reach) -> Iterator[FieldProblem]:
    """An answer needs a way: a mail where mails go out, or a whole postal address."""
    if goes_by_mail(reach) and bool(reach.postal) == bool(reach.address):
        return
    if reach.postal and reach.address:
        return
    if reach.postal:
        yield FieldProblem("address", words.ADDRESS_NEEDED)
    elif reach.address:
        yield FieldProblem("postal", words.POSTAL_NEEDED)
    else:
        yield FieldProblem("mail" if inviting.sends_mail() else "address", words.REACHED_HOW)


def _waiting(ctx: Ctx, row: AccountRequest | None) -> AccountRequest:
    require_fresh(ctx)
    if row is None:
        raise NotFound(NOT_FOUND)
    if row.answered_at is not None:
        raise Refused(words.REQUEST_OVER)
    return row


def _is_told(row: AccountRequest, now: datetime) -> bool:
    return row.answered_at is not None and row.answered_at <= now - REACHED_FOR


def _answered(ctx: Ctx, request_id: int, **values: object) -> bool:
    """Write the answer; False when somebody was faster."""
    said = sa.update(AccountRequest).where(
        col(AccountRequest.id) == request_id, col(AccountRequest.answered_at).is_(None)
    )
    by = {"answered_at": ctx.now, "answered_by": ctx.actor.person_id, "sealed": None}
    return guarded(ctx.session, said.values(**by, **values))
