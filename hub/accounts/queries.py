"""Rows of people, memberships and sessions."""

from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from hub.platform.db import guarded
from models.accounts import Account, Membership, Person, SessionRow, SignInCode

MOST_FAILURES: Final = 10


def live_session(session: Session, digest: str) -> SessionRow | None:
    """Session row of a token digest that nobody has revoked."""
    return session.exec(
        select(SessionRow).where(
            col(SessionRow.token_hash) == digest, col(SessionRow.revoked_at).is_(None)
        )
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


def people(session: Session, ids: tuple[int, ...]) -> list[Person]:
    """People by ids, in the order of their kana."""
    query = select(Person).where(col(Person.id).in_(ids))
    return list(session.exec(query.order_by(col(Person.kana_key), col(Person.id))).all())


def account(session: Session, person_id: int) -> Account | None:
    """Account of a person."""
    return session.exec(select(Account).where(col(Account.person_id) == person_id)).first()


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
