"""Wishes of people for an account of their own (登録の申込み), until the ward answers."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import key, link, moment, one_of, text, within, word
from models.vocab import DataClass, Role


class AccountRequest(SQLModel, table=True):
    """A student or an expert asks to become a user; birth date and contact are sealed.

    What is sealed goes when somebody answers. Somebody who was refused is a person without a seat
    who is told so; where to reach that person is forgotten at `forgotten_at`. `digest` tells one
    wish from another without telling who asks; of the same wish one at the most is open.
    """

    __tablename__ = "account_request"
    __table_args__ = (
        within("name", 80),
        within("kana", 80),
        one_of("role", Role),
        sa.CheckConstraint("role IN ('student', 'expert')", name="role_of_applicants"),
        sa.CheckConstraint("length(about) <= 200", name="about_length"),
        sa.CheckConstraint("length(refusal) BETWEEN 1 AND 200", name="refusal_length"),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"
        ),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (sealed IS NOT NULL)", name="sealed_while_open"
        ),
        sa.CheckConstraint(
            "(answered_at IS NOT NULL) = (person_id IS NOT NULL OR refusal IS NOT NULL)",
            name="one_answer",
        ),
        sa.CheckConstraint(
            "refusal IS NOT NULL OR forgotten_at IS NULL", name="only_the_refused_forgotten"
        ),
        sa.Index(
            "uq_account_request_open",
            "digest",
            unique=True,
            sqlite_where=sa.text("answered_at IS NULL"),
            postgresql_where=sa.text("answered_at IS NULL"),
        ),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    role: Role = word(Role)
    name: str = text(80, DataClass.C2)
    kana: str = text(80, DataClass.C2)
    name_key: str = text(200, DataClass.C2, index=True)
    kana_key: str = text(200, DataClass.C2, index=True)
    about: str = text(200, DataClass.C2)
    lang: str = text(2, DataClass.C1)
    digest: str = text(64, DataClass.C3)
    sealed: str | None = text(2000, DataClass.C3, optional=True)
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(optional=True)
    answered_by: int | None = link("person.id", optional=True)
    person_id: int | None = link("person.id", optional=True)
    refusal: str | None = text(200, DataClass.C2, optional=True)
    forgotten_at: datetime | None = moment(optional=True)
