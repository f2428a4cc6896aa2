"""What guardians of students under 18 have said: to which text, when, and how."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, key, link, moment, one_of, text, whole, word
from models.vocab import DataClass
from models.vocab.consents import ConsentChannel, ConsentState


class GuardianConsent(SQLModel, table=True):
    """One question to the guardian of one student of a round; the newest one counts."""

    __tablename__ = "guardian_consent"
    __table_args__ = (
        one_of("state", ConsentState),
        one_of("channel", ConsentChannel),
        at_least("text_version", 1),
        sa.CheckConstraint(
            "(state = 'asked') = (answered_at IS NULL)", name="answered_at_a_moment"
        ),
        sa.CheckConstraint("(answered_at IS NULL) = (channel IS NULL)", name="answered_in_a_way"),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn_at_a_moment"
        ),
        sa.CheckConstraint("answered_at IS NULL OR guardian IS NOT NULL", name="by_somebody"),
    )

    id: int | None = key()
    application_id: int = link("application.id")
    text_version: int = whole()
    state: ConsentState = word(ConsentState)
    token_hash: str | None = text(64, DataClass.C3, optional=True, unique=True)
    code_hash: str | None = text(64, DataClass.C3, optional=True, unique=True)
    asked_by: int | None = link("person.id", optional=True)
    created_at: datetime = moment()
    ends_at: datetime = moment()
    channel: ConsentChannel | None = word(ConsentChannel, optional=True)
    guardian: str | None = text(80, DataClass.C3, optional=True)
    answered_at: datetime | None = moment(optional=True)
    withdrawn_at: datetime | None = moment(optional=True)
