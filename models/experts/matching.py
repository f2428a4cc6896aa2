"""What a search for experts showed, and from what: table."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, document, key, link, moment, text, whole
from models.vocab import DataClass


class MatchRun(SQLModel, table=True):
    """An order of experts as a group was shown it (append-only by trigger).

    The need is sealed. `chips` are the skills searched for, `filters` the conditions with how many
    each left, `shown` the people in order with what each score is made of, in millionths.
    """

    __tablename__ = "match_run"
    __table_args__ = (
        sa.CheckConstraint("length(need_hash) = 64", name="need_hash_length"),
        sa.CheckConstraint("length(sealed) BETWEEN 1 AND 12000", name="sealed_length"),
        sa.CheckConstraint("length(weights) BETWEEN 1 AND 40", name="weights_length"),
        at_least("taxonomy", 1),
        at_least("listed", 0),
        at_least("dial", 0),
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
    filters: list[list[str | int]] = document(DataClass.C1)
    shown: list[dict[str, object]] = document(DataClass.C1)
