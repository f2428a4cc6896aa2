"""Delegation between colleagues (代理): whose seat a deputy may use, from when to when."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import day, key, link, moment


class Delegation(SQLModel, table=True):
    """One seat of one person, used by a deputy under the deputy's own name; ends by itself."""

    __tablename__ = "delegation"
    __table_args__ = (
        sa.CheckConstraint("grantor_id <> deputy_id", name="to_somebody_else"),
        sa.CheckConstraint("ends_on > starts_on", name="dates_in_order"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    grantor_id: int = link("person.id")
    deputy_id: int = link("person.id")
    membership_id: int = link("membership.id")
    starts_on: date = day()
    ends_on: date = day()
    created_at: datetime = moment()
    revoked_at: datetime | None = moment(optional=True)
