"""Invitations by a link: sent, taken back, and taken up once.

The token itself never enters a command; only its digest is stored. It is shown once to whoever
invites, or, when a mail address is known, made from the keyring when the mail goes out.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from pydantic import BaseModel
from sqlmodel import Session, col, select

from hub.accounts import access, entering, ports, queries, words
from hub.accounts.contacts import Reach
from hub.accounts.inputs import Digest, Hash, Mail, Name, Nonce
from hub.accounts.tokens import token_hash as digest_of
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound
from hub.platform import audit, clock, db, outbox, runtime
from hub.platform import mail as mails
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require, require_fresh
from hub.platform.db import Store
from hub.platform.mail import Mailbox
from hub.platform.post import links
from models.accounts import Contact, Membership, SignInCode
from models.invitations import Invitation
from models.vocab import FIRM_ROLES, DataClass, Role

LIFE: Final = timedelta(days=7)
SHOWN: Final = 50
KIND: Final = "accounts.invited"
# The code that opens the first session is used within the same press.
FIRST_CODE: Final = timedelta(minutes=5)


class SendInvitation(BaseModel):
    """Who is asked to become what, and the digest of the token in the link."""

    name: Name
    kana: Name
    role: Role
    firm_id: int | None = None
    token_hash: Digest
    mail: Mail = ""
    nonce: Nonce | None = None


class OneInvitation(BaseModel):
    """The invitation to take back."""

    invitation_id: int


class AcceptInvitation(BaseModel):
    """Digest of the token in the link, and the hash of a code that opens the first session."""

    token_hash: Digest
    code_hash: Hash


@dataclass(frozen=True, slots=True)
class InvitationChanged:
    """Id of the invitation."""

    invitation_id: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """The new person, the number to sign in with, and the code that opens the first session."""

    person_id: int
    login: str
    code_id: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation that nobody has taken up yet."""

    invitation_id: int
    name: str
    role_words: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person at the link is asked to confirm."""

    name: str
    role_words: str


def fitting_firm(ctx: Ctx, role: Role, ward_id: int | None, firm_id: int | None) -> None:
    """A firm's people name a firm of the ward, all others name none."""
    named = firm_id is not None and ports.ward_of_firm(ctx, firm_id) == ward_id
    if named if role in FIRM_ROLES else firm_id is None:
        return
    raise Invalid(FieldProblem("firm_id", words.FIRM_MISSING))


@command(name="accounts:invitation:send", input=SendInvitation, audit="invitation", in_person=True)
def send_invitation(  # noqa: PLR0913  the fields of one form
    ctx: Ctx,
    *,
    name: str,
    kana: str,
    role: Role,
    firm_id: int | None,
    token_hash: str,
    mail: str,
    nonce: str | None,
) -> InvitationChanged:
    """Keep a place for somebody for seven days; the link goes by mail, or is handed over."""
    ward_id = ctx.actor.seat.ward_id
    require(ctx, access.may_send_invitation(ctx.actor, role, firm_id))
    require_fresh(ctx)
    fitting_firm(ctx, role, ward_id, firm_id)
    person_id = None
    if nonce:
        if not mail:
            raise Invalid(FieldProblem("mail", words.MAIL_NEEDED))
        if not sends_mail():
            raise Invalid(FieldProblem("mail", words.NO_MAIL_HERE))
        person_id = entering.person(ctx, name, kana).id or 0
        entering.reached(ctx, person_id, Reach(mail=mail))
    row = Invitation(
        ward_id=ward_id or 0,
        firm_id=firm_id,
        role=role,
        name=name,
        kana=kana,
        token_hash=token_hash,
        invited_by=ctx.actor.person_id or 0,
        person_id=person_id,
        created_at=ctx.now,
        ends_at=ctx.now + LIFE,
    )
    invitation_id = kept(ctx, row, nonce)
    audit.record(ctx, "invitation", invitation_id)
    return InvitationChanged(invitation_id)


@command(name="accounts:invitation:withdraw", input=OneInvitation, audit="invitation")
def withdraw_invitation(ctx: Ctx, *, invitation_id: int) -> InvitationChanged:
    """Take an invitation back; its link stops at once."""
    row = ctx.session.get(Invitation, invitation_id)
    require(ctx, access.may_invite(ctx.actor, row.role if row else None,
                                   row.ward_id if row else None,
                                   row.firm_id if row else None))  # fmt: skip
    if row is None or not _closed(ctx, col(Invitation.id) == invitation_id):
        raise NotFound(NOT_FOUND)
    outbox.take_back(ctx, KIND, _subject(invitation_id))
    audit.record(ctx, "invitation", invitation_id)
    return InvitationChanged(invitation_id)


@command(name="accounts:invitation:accept", input=AcceptInvitation, audit="person")
def accept_invitation(ctx: Ctx, *, token_hash: str, code_hash: str) -> Accepted:
    """Become the person an invitation was for; of many presses of one link a single one does."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = _live(ctx.session, token_hash, ctx.now)
    if row is None:
        raise NotFound(words.DEAD_LINK)
    person_id = row.person_id or entering.person(ctx, row.name, row.kana).id or 0
    if not _used(ctx, row.id or 0, person_id):
        raise NotFound(words.DEAD_LINK)
    entering.seat(ctx, person_id, row.role, row.ward_id, row.firm_id)
    account = queries.opened_account(ctx.session, person_id)
    code = SignInCode(account_id=account.id or 0, code_hash=code_hash, ends_at=ctx.now + FIRST_CODE)
    ctx.session.add(code)
    ctx.session.flush()
    audit.record(ctx, "person", person_id)
    audit.record(ctx, "invitation", row.id or 0)
    return Accepted(person_id, account.login, code.id or 0)


@read(name="accounts:invitations", data_class=DataClass.C2)
def open_invitations(ctx: Ctx) -> tuple[Waiting, ...]:
    """Invitations of the own ward or firm that still wait, the newest first."""
    require(ctx, access.may_see_people(ctx.actor))
    seat = ctx.actor.seat
    query = select(Invitation).where(
        col(Invitation.ward_id) == seat.ward_id,
        col(Invitation.role).in_(access.INVITERS[seat.role]),
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
        col(Invitation.ends_at) > ctx.now,
    )
    if seat.role is Role.FIRM_REPRESENTATIVE:
        query = query.where(col(Invitation.firm_id) == seat.firm_id)
    rows = ctx.session.exec(query.order_by(col(Invitation.id).desc()).limit(SHOWN)).all()
    return tuple(
        Waiting(row.id or 0, row.name, words.ROLE_LABELS[row.role], row.ends_at) for row in rows
    )


def invited(store: Store, token: str, now: datetime) -> Asked | None:
    """What a link asks for; None when it is unknown, used, taken back or over."""
    with store.reading() as session:
        row = _live(session, digest_of(token), now)
        return Asked(row.name, words.ROLE_LABELS[row.role]) if row else None


def sends_mail() -> bool:
    """Say whether mails go out of this instance at all."""
    return mails.carrier(runtime.settings()) is not None


def keeps_mail_here() -> bool:
    """Say whether mails stay on pages of this instance, where nobody without an account looks."""
    return isinstance(mails.carrier(runtime.settings()), Mailbox)


def mail_token() -> tuple[str, str]:
    """Mint what the link of a mail is made from, and the digest of its token."""
    nonce = secrets.token_hex(16)
    return nonce, digest_of(runtime.keyring().token(links.INVITE.purpose, nonce))


def kept(ctx: Ctx, row: Invitation, nonce: str | None) -> int:
    """Write an invitation; with a nonce its link is put in line for the mail."""
    ctx.session.add(row)
    ctx.session.flush()
    invitation_id = row.id or 0
    if nonce:
        outbox.notice(
            ctx, KIND, _subject(invitation_id), row.person_id or 0, words.INVITED_BY_MAIL,
            params={links.NONCE: nonce}, by_mail=True,
        )  # fmt: skip
    return invitation_id


def sweep_invitations(store: Store) -> None:
    """Forget the mail addresses of people whose invitation ended unused and who have no seat."""
    ended = sa.or_(col(Invitation.revoked_at).is_not(None), col(Invitation.ends_at) <= clock.now())
    unused = select(Invitation.person_id).where(
        col(Invitation.used_at).is_(None), col(Invitation.person_id).is_not(None), ended
    )
    seated = select(Membership.person_id)
    them = col(Contact.person_id)
    db.forget(store, Contact, sa.and_(them.in_(unused), them.not_in(seated)))


def _subject(invitation_id: int) -> str:
    return f"invitation:{invitation_id}"


def end_invitations_of(ctx: Ctx, person_id: int, role: Role) -> None:
    """Stop the links somebody has sent in a role that ends."""
    roles = access.INVITERS.get(role)
    if roles:
        _closed(ctx, col(Invitation.invited_by) == person_id, col(Invitation.role).in_(roles))


def _live(session: Session, digest: str, now: datetime) -> Invitation | None:
    query = select(Invitation).where(
        col(Invitation.token_hash) == digest,
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
        col(Invitation.ends_at) > now,
    )
    return session.exec(query).first()


def _used(ctx: Ctx, invitation_id: int, person_id: int) -> bool:
    """Use an invitation up; False when somebody was faster."""
    used = (
        sa.update(Invitation)
        .where(
            col(Invitation.id) == invitation_id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
            col(Invitation.ends_at) > ctx.now,
        )
        .values(used_at=ctx.now, person_id=person_id)
    )
    return ctx.session.connection().execute(used).rowcount == 1


def _closed(ctx: Ctx, *which: sa.ColumnElement[bool]) -> bool:
    """Take invitations back that still wait; say whether there was one."""
    stopped = (
        sa.update(Invitation)
        .where(
            *which,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
            col(Invitation.ends_at) > ctx.now,
        )
        .values(revoked_at=ctx.now)
    )
    return ctx.session.connection().execute(stopped).rowcount > 0
