"""How somebody without the password gets back in: wishes for a new one, and what became of them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, key, link, moment, one_of, text, whole, word
from models.vocab import DataClass, Regain


class PasswordReset(SQLModel, table=True):
    """A wish for a new password, or for a code to sign in with.

    It is bound to the account, its mail address and its secrets of then.
    Only a digest of the token is stored; what the token is made from says nothing without the
    keyring. A wish with a number that nobody has is kept alike and leads nowhere.
    """

    __tablename__ = "password_reset"
    __table_args__ = (
        sa.CheckConstraint("(token_hash IS NULL) = (account_id IS NULL)", name="token_of_account"),
        sa.CheckConstraint("(token_hash IS NULL) = (ends_at IS NULL)", name="token_ends"),
        sa.CheckConstraint("used_at IS NULL OR token_hash IS NOT NULL", name="used_token"),
        one_of("wants", Regain),
        at_least("misses", 0),
    )

    id: int | None = key()
    login: str = text(120, DataClass.C2)
    asked_at: datetime = moment()
    answered_at: datetime | None = moment(optional=True)
    account_id: int | None = link("account.id", optional=True)
    mail_hash: str | None = text(64, DataClass.C3, optional=True)
    credential_stamp: int | None = whole(optional=True)
    token_hash: str | None = text(64, DataClass.C3, optional=True, unique=True)
    ends_at: datetime | None = moment(optional=True)
    used_at: datetime | None = moment(optional=True)
    wants: Regain = word(Regain, default=Regain.PASSWORD)
    misses: int = whole(default=0)


class SecondStep(SQLModel, table=True):
    """The device that shows somebody's six digits; the seed is sealed with the keyring."""

    __tablename__ = "second_step"
    __table_args__ = (at_least("last_step", 0),)

    id: int | None = key()
    account_id: int = link("account.id", unique=True)
    seed_sealed: str = text(200, DataClass.C3)
    last_step: int = whole(default=0)
    made_at: datetime = moment()


class RecoveryCode(SQLModel, table=True):
    """One of ten codes for a lost device; only a digest that needs the keyring is stored."""

    __tablename__ = "recovery_code"
    __table_args__ = (sa.UniqueConstraint("account_id", "code_hash"),)

    id: int | None = key()
    account_id: int = link("account.id")
    code_hash: str = text(64, DataClass.C3)
    used_at: datetime | None = moment(optional=True)


class SecondStepReset(SQLModel, table=True):
    """A first administrator has seen somebody with a lost device; a second one has to agree."""

    __tablename__ = "second_step_reset"

    id: int | None = key()
    account_id: int = link("account.id", unique=True)
    asked_by: int = link("person.id")
    asked_at: datetime = moment()
