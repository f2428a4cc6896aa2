"""What a search for experts showed, and from what: table."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, document, key, link, moment, text, whole
from models.vocab import DataClass


class MatchRun(SQLModel, table=True):
    """An order of experts as a group was shown it; never changed (by trigger).

    It can be taken away after a year, unless a request has come of it (by trigger).
    The need is sealed. `chips` are the skills searched for, `filters` the conditions with how many
    each left, `shown` the people in order with what each score is made of, in millionths.
    `kept_skills`: how many of `chips` the group kept itself; none for orders of an older version.
    """

    __tablename__ = "match_run"
    __table_args__ = (
        sa.CheckConstraint("length(need_hash) = 64", name="need_hash_length"),
        sa.CheckConstraint("length(sealed) BETWEEN 1 AND 12000", name="sealed_length"),
        sa.CheckConstraint("length(weights) BETWEEN 1 AND 40", name="weights_length"),
        at_least("taxonomy", 1),
        at_least("listed", 0),
        at_least("dial", 0),
        at_least("kept_skills", 0),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    group_id: int = link("firm_group.id")
    person_id: int | None = link("person.id", optional=True)
    at: datetime = moment()
    need_hash: str = text(64, DataClass.C2)
    sealed: str = text(12000, DataClass.C2)
    taxonomy: int = whole()
    encoder_hash: str = text(64, DataClass.C0)
    weights: str = text(40, DataClass.C0)
    dial: int = whole()
    listed: int = whole()
    chips: list[str] = document(DataClass.C1)
    kept_skills: int | None = whole(optional=True)
    filters: list[list[str | int]] = document(DataClass.C1)
    shown: list[dict[str, object]] = document(DataClass.C1)


class EngagementRanking(SQLModel, table=True):
    """The order from which a group chose the expert it asked (append-only by trigger)."""

    __tablename__ = "engagement_ranking"

    id: int | None = key()
    engagement_id: int = link("engagement.id", unique=True)
    match_run_id: int = link("match_run.id")
