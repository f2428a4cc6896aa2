"""Rows of people, memberships and sessions."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.accounts import Membership, Person, SessionRow


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
