"""Invitations: who may become what, by a link that works once."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import key, link, moment, one_of, text, within, word
from models.vocab import DataClass, Role


class Invitation(SQLModel, table=True):
    """A place kept for somebody for seven days; only a digest of its token is stored.

    The person is known before when the link goes by mail, and else once the link is used.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        within("name", 80),
        within("kana", 80),
        one_of("role", Role),
        sa.CheckConstraint("ends_at > created_at", name="dates_in_order"),
        sa.CheckConstraint("used_at IS NULL OR person_id IS NOT NULL", name="used_by_somebody"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    firm_id: int | None = link("firm.id", optional=True)
    role: Role = word(Role)
    name: str = text(80, DataClass.C2)
    kana: str = text(80, DataClass.C2)
    token_hash: str = text(64, DataClass.C3, unique=True)
    invited_by: int = link("person.id")
    person_id: int | None = link("person.id", optional=True)
    created_at: datetime = moment()
    ends_at: datetime = moment()
    used_at: datetime | None = moment(optional=True)
    revoked_at: datetime | None = moment(optional=True)
