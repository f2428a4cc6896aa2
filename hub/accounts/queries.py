"""Rows of people, memberships and sessions."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.platform.context import Ctx, each_one
from hub.platform.db import guarded
from models.accounts import (
    Account,
    Contact,
    KnownDevice,
    Membership,
    Person,
    SessionRow,
    SignInCode,
)
from models.credentials import SecondStep
from models.invitations import Invitation
from models.platform import Preference
from models.requests import AccountRequest

MOST_FAILURES: Final = 10


def live_session(session: Session, digest: str) -> SessionRow | None:
    """Session row of a token digest that nobody has revoked."""
    return session.exec(
        select(SessionRow).where(
            col(SessionRow.token_hash) == digest, col(SessionRow.revoked_at).is_(None)
        )
    ).first()


def arrival(
    session: Session, digest: str
) -> tuple[SessionRow, Account | None, SecondStep | None] | None:
    """Session row of a token digest that nobody has revoked, with account and second step."""
    return session.exec(
        select(SessionRow, Account, SecondStep)
        .join(Account, col(Account.person_id) == col(SessionRow.person_id), isouter=True)
        .join(SecondStep, col(SecondStep.account_id) == col(Account.id), isouter=True)
        .where(col(SessionRow.token_hash) == digest, col(SessionRow.revoked_at).is_(None))
    ).first()


def memberships_on(session: Session, person_id: int, day: date) -> list[tuple[Person, Membership]]:
    """Memberships of a person that hold on a day, the oldest first."""
    rows = session.exec(
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            col(Person.id) == person_id,
            col(Membership.starts_on) <= day,
            sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > day),
        )
        .order_by(col(Membership.id))
    )
    return list(rows.all())


def demo_people(session: Session) -> list[tuple[Person, Membership]]:
    """People of the demo story in the order of the sign-in page."""
    rows = session.exec(
        select(Person, Membership)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Person.is_demo).is_(True), col(Person.demo_rank).is_not(None))
        .order_by(col(Person.demo_rank), col(Membership.id))
    )
    return list(rows.all())


def person(session: Session, person_id: int) -> Person | None:
    """One person by id."""
    return session.get(Person, person_id)


@each_one
def name_of(ctx: Ctx, person_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Reading and name of a person by id."""
    query = select(Person.id, Person.kana_key, Person.name).where(col(Person.id).in_(person_ids))
    return {at or 0: (reading, name) for at, reading, name in ctx.session.exec(query)}


def names(ctx: Ctx, ids: Collection[int]) -> dict[int, str]:
    """Names of people by id, in the order of their kana."""
    name_of.foresee(ctx, ids)
    found = [(known, at) for at in dict.fromkeys(ids) if (known := name_of(ctx, at)) is not None]
    return {at: name for (_reading, name), at in sorted(found, key=lambda it: (it[0][0], it[1]))}


def birth_dates(ctx: Ctx, ids: Collection[int]) -> dict[int, date | None]:
    """Birth dates of people by id; None where nobody has told it."""
    query = select(col(Person.id), col(Person.birth_date)).where(col(Person.id).in_(ids))
    return {at or 0: born for at, born in ctx.session.exec(query)}


def born_until(ctx: Ctx, ids: Collection[int], day: date) -> frozenset[int]:
    """People of these who were born on a day or before it; unknown birth dates are left out."""
    query = select(Person.id).where(col(Person.id).in_(list(ids)), col(Person.birth_date) <= day)
    return frozenset(at or 0 for at in ctx.session.exec(query))


def contact(session: Session, person_id: int) -> Contact | None:
    """Where a person can be reached."""
    return session.exec(select(Contact).where(col(Contact.person_id) == person_id)).first()


def preference(session: Session, person_id: int) -> Preference | None:
    """Language of a person, and how the person wants to be told."""
    return session.exec(select(Preference).where(col(Preference.person_id) == person_id)).first()


def inviting_ward(session: Session, person_id: int) -> int | None:
    """The ward that has invited, or refused, somebody who has no seat."""
    invited = select(Invitation.ward_id).where(
        col(Invitation.person_id) == person_id, col(Invitation.used_at).is_(None)
    )
    refused = select(AccountRequest.ward_id).where(
        col(AccountRequest.person_id) == person_id, col(AccountRequest.refusal).is_not(None)
    )
    return session.exec(invited).first() or session.exec(refused).first()


def account(session: Session, person_id: int) -> Account | None:
    """Account of a person."""
    return session.exec(select(Account).where(col(Account.person_id) == person_id)).first()


def second_step(session: Session, account_id: int) -> SecondStep | None:
    """The device of an account that shows its digits."""
    return session.exec(select(SecondStep).where(col(SecondStep.account_id) == account_id)).first()


def login_of(person_id: int) -> str:
    """The number with which a person signs in."""
    return f"W{person_id:06d}"


def account_of(session: Session, login: str) -> Account | None:
    """Account of a sign-in number as it is kept."""
    return session.exec(select(Account).where(col(Account.login) == login)).first()


def opened_account(session: Session, person_id: int) -> Account:
    """Account of a person, with a number of its own when it is new."""
    row = account(session, person_id)
    if row is None:
        row = Account(person_id=person_id, login=login_of(person_id))
        session.add(row)
        session.flush()
    return row


def device(session: Session, account_id: int, digest: str | None) -> KnownDevice | None:
    """Device of an account by the digest of its cookie, also one whose time is over."""
    return session.exec(
        select(KnownDevice).where(
            col(KnownDevice.account_id) == account_id, col(KnownDevice.token_hash) == digest
        )
    ).first()


def revoke_sessions(session: Session, person_id: int, now: datetime, but: int = 0) -> None:
    """End every session of a person, one perhaps left out."""
    session.connection().execute(
        sa.update(SessionRow)
        .where(
            col(SessionRow.person_id) == person_id,
            col(SessionRow.revoked_at).is_(None),
            col(SessionRow.id) != but,
        )
        .values(revoked_at=now)
    )


def live_codes(session: Session, login: str, now: datetime) -> list[SignInCode]:
    """Codes of a sign-in number that are unused, in time and not worn out."""
    query = (
        select(SignInCode)
        .join(Account, col(Account.id) == col(SignInCode.account_id))
        .where(
            col(Account.login) == login,
            col(Account.is_disabled).is_(False),
            col(SignInCode.used_at).is_(None),
            col(SignInCode.ends_at) > now,
            col(SignInCode.failures) < MOST_FAILURES,
        )
    )
    return list(session.exec(query.order_by(col(SignInCode.id).desc())).all())


def end_codes(session: Session, account_id: int, now: datetime) -> None:
    """End every unused code of an account, so that only the newest letter works."""
    session.connection().execute(
        sa.update(SignInCode)
        .where(col(SignInCode.account_id) == account_id, col(SignInCode.used_at).is_(None))
        .values(used_at=now)
    )


def use_code(session: Session, code_id: int, now: datetime) -> int | None:
    """Use a code up; the person it belongs to, or None when somebody was faster."""
    used = (
        sa.update(SignInCode)
        .where(
            col(SignInCode.id) == code_id,
            col(SignInCode.used_at).is_(None),
            col(SignInCode.ends_at) > now,
            col(SignInCode.failures) < MOST_FAILURES,
        )
        .values(used_at=now)
        .returning(col(SignInCode.account_id))
    )
    found = session.connection().execute(used).first()
    row = session.get(Account, int(found[0])) if found else None
    return row.person_id if row else None


def miss_code(session: Session, code_id: int) -> bool:
    """Count a failure of a code; False when it is not there or already dead."""
    counted = (
        sa.update(SignInCode)
        .where(col(SignInCode.id) == code_id, col(SignInCode.failures) < MOST_FAILURES)
        .values(failures=SignInCode.failures + 1)
    )
    return guarded(session, counted)


def firms_since(session: Session, person_id: int, since: date, day: date) -> list[int]:
    """Ids of firms in which a person held a seat at any time from one day to another."""
    query = select(Membership.firm_id).where(
        col(Membership.person_id) == person_id,
        col(Membership.firm_id).is_not(None),
        col(Membership.starts_on) <= day,
        sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > since),
    )
    return sorted({firm_id for firm_id in session.exec(query) if firm_id})


def people_of_firms(
    session: Session, firm_ids: Iterable[int], since: date, day: date
) -> list[tuple[int, int]]:
    """Person and firm of all who held a seat in one of some firms between two days."""
    query = select(Membership.person_id, Membership.firm_id).where(
        col(Membership.firm_id).in_(list(firm_ids)),
        col(Membership.starts_on) <= day,
        sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > since),
    )
    return sorted({(person, firm or 0) for person, firm in session.exec(query)})


def holders(
    session: Session, role: str, day: date, *, ward_id: int | None, firm_id: int | None
) -> list[int]:
    """Ids of people who hold a role in a ward or a firm on a day, the oldest membership first."""
    query = select(Membership.person_id).where(
        col(Membership.role) == role,
        col(Membership.starts_on) <= day,
        sa.or_(col(Membership.ends_on).is_(None), col(Membership.ends_on) > day),
    )
    if ward_id is not None:
        query = query.where(col(Membership.ward_id) == ward_id)
    if firm_id is not None:
        query = query.where(col(Membership.firm_id) == firm_id)
    return list(dict.fromkeys(session.exec(query.order_by(col(Membership.id))).all()))
