"""Joint training: courses with sessions, costs and seats; sign-ups of firms; named people."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    day,
    flag,
    key,
    link,
    moment,
    one_of,
    text,
    whole,
    within,
    word,
)
from models.vocab import DataClass
from models.vocab.training import (
    CostKind,
    QueueRule,
    SignUpState,
    SizeBand,
    TrainingState,
)


class Training(SQLModel, table=True):
    """One joint training as the coordinator plans it: what, where, who teaches, until when."""

    __tablename__ = "training"
    __table_args__ = (
        within("title", 80),
        within("goal", 200),
        within("place", 120),
        within("bring", 200),
        within("entry", 200),
        within("trainer_name", 80),
        within("trainer_note", 80),
        one_of("state", TrainingState),
        one_of("queue_rule", QueueRule),
        sa.CheckConstraint("min_age BETWEEN 0 AND 99", name="min_age_range"),
        sa.CheckConstraint("minimum BETWEEN 1 AND 500", name="minimum_range"),
        sa.CheckConstraint("quota_small BETWEEN 1 AND 500", name="quota_small_range"),
        sa.CheckConstraint("quota_middle BETWEEN 1 AND 500", name="quota_middle_range"),
        sa.CheckConstraint("quota_large BETWEEN 1 AND 500", name="quota_large_range"),
        sa.CheckConstraint("opens_at < closes_at", name="opens_before_closing"),
        sa.CheckConstraint("closes_at <= promote_until", name="closes_before_stop"),
        sa.CheckConstraint("(state = 'cancelled') = (cause IS NOT NULL)", name="cancel_has_cause"),
        at_least("subsidy_yen", 0),
        at_least("version", 0),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    number: str = text(20, DataClass.C0, unique=True)
    title: str = text(80, DataClass.C0)
    goal: str = text(200, DataClass.C0)
    place: str = text(120, DataClass.C0)
    bring: str | None = text(200, DataClass.C0, optional=True)
    entry: str | None = text(200, DataClass.C0, optional=True)
    trainer_name: str = text(80, DataClass.C2)
    trainer_note: str | None = text(80, DataClass.C0, optional=True)
    trainer_id: int | None = link("person.id", optional=True)
    min_age: int = whole(DataClass.C0, default=0)
    minimum: int = whole(DataClass.C0, default=1)
    state: TrainingState = word(TrainingState)
    queue_rule: QueueRule = word(QueueRule, DataClass.C0)
    quota_small: int = whole(DataClass.C0)
    quota_middle: int = whole(DataClass.C0)
    quota_large: int = whole(DataClass.C0)
    opens_at: datetime = moment(DataClass.C0)
    closes_at: datetime = moment(DataClass.C0)
    free_until: datetime = moment(DataClass.C0)
    promote_until: datetime = moment(DataClass.C0)
    subsidy_yen: int = whole(DataClass.C0, default=0)
    cause: str | None = text(400, DataClass.C0, optional=True)
    planned_by: int | None = link("person.id", optional=True)
    version: int = whole(default=0)
    created_at: datetime = moment()


class TrainingSession(SQLModel, table=True):
    """One day of a course, [starts_at, ends_at)."""

    __tablename__ = "training_session"
    __table_args__ = (
        within("content", 120),
        sa.CheckConstraint("ends_at > starts_at", name="times_in_order"),
        sa.UniqueConstraint("training_id", "starts_at"),
    )

    id: int | None = key()
    training_id: int = link("training.id")
    starts_at: datetime = moment(DataClass.C0)
    ends_at: datetime = moment(DataClass.C0)
    content: str = text(120, DataClass.C0)


class TrainingCost(SQLModel, table=True):
    """One line of the cost plan; the unit price includes consumption tax."""

    __tablename__ = "training_cost"
    __table_args__ = (
        one_of("kind", CostKind),
        sa.CheckConstraint("quantity BETWEEN 1 AND 1000", name="quantity_range"),
        sa.CheckConstraint("unit_yen BETWEEN 1 AND 100000000", name="unit_yen_range"),
        sa.CheckConstraint("tax_percent IN (0, 8, 10)", name="tax_percent_known"),
    )

    id: int | None = key()
    training_id: int = link("training.id")
    kind: CostKind = word(CostKind, DataClass.C0)
    quantity: int = whole(DataClass.C0)
    unit_yen: int = whole(DataClass.C0)
    tax_percent: int = whole(DataClass.C0)


class SeatPool(SQLModel, table=True):
    """Seats of a course; `taken` counts confirmed seats and live offers, by guarded updates only.

    Its row is the lock of the seats, the quotas and the waiting list. `queued` is the last number
    given out in the waiting list. `held_since` says since when a strict list keeps seats empty.
    """

    __tablename__ = "seat_pool"
    __table_args__ = (
        within("label", 40),
        sa.CheckConstraint("capacity BETWEEN 1 AND 500", name="capacity_range"),
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name="taken_range"),
        at_least("queued", 0),
        at_least("version", 0),
        sa.UniqueConstraint("training_id", "label"),
    )

    id: int | None = key()
    training_id: int = link("training.id")
    label: str = text(40, DataClass.C0)
    capacity: int = whole(DataClass.C0)
    taken: int = whole(default=0)
    queued: int = whole(default=0)
    held_since: datetime | None = moment(optional=True)
    version: int = whole(default=0)


class FirmQuota(SQLModel, table=True):
    """Seats one firm may have in a pool; `used` counts as `taken` does, by guarded updates only."""

    __tablename__ = "firm_quota"
    __table_args__ = (
        sa.CheckConstraint("most BETWEEN 1 AND 500", name="most_range"),
        sa.CheckConstraint("used BETWEEN 0 AND most", name="used_range"),
        sa.UniqueConstraint("pool_id", "firm_id"),
    )

    id: int | None = key()
    pool_id: int = link("seat_pool.id")
    firm_id: int = link("firm.id")
    most: int = whole()
    used: int = whole(default=0)


class SignUp(SQLModel, table=True):
    """A party of named people of one firm that asks for seats; seats come for all of them at once.

    `place` is the number in the waiting list; who has declined or let an offer run out keeps it and
    is never promoted again.
    """

    __tablename__ = "sign_up"
    __table_args__ = (
        one_of("state", SignUpState),
        one_of("size_band", SizeBand),
        sa.CheckConstraint("people BETWEEN 1 AND 500", name="people_range"),
        sa.CheckConstraint("state <> 'waiting' OR place IS NOT NULL", name="waiting_has_place"),
        sa.CheckConstraint("state <> 'offered' OR expires_at IS NOT NULL", name="offer_expires"),
        at_least("version", 0),
        sa.UniqueConstraint("pool_id", "place"),
    )

    id: int | None = key()
    training_id: int = link("training.id")
    pool_id: int = link("seat_pool.id")
    firm_id: int = link("firm.id")
    receipt: str = text(30, DataClass.C1, unique=True)
    size_band: SizeBand = word(SizeBand)
    people: int = whole()
    place: int | None = whole(optional=True)
    state: SignUpState = word(SignUpState)
    expires_at: datetime | None = moment(optional=True)
    signed_by: int | None = link("person.id", optional=True)
    signed_at: datetime = moment()
    moved_at: datetime = moment()
    version: int = whole(default=0)


class Trainee(SQLModel, table=True):
    """Somebody a firm has named for a training; the same name and birth date is the same person."""

    __tablename__ = "trainee"
    __table_args__ = (
        within("name", 80),
        within("kana", 80),
        sa.UniqueConstraint("firm_id", "name", "birth_date"),
    )

    id: int | None = key()
    firm_id: int = link("firm.id")
    name: str = text(80, DataClass.C2)
    kana: str = text(80, DataClass.C2)
    kana_key: str = text(200, DataClass.C2)
    birth_date: date = day(DataClass.C3)
    named_at: datetime = moment()


class SignUpPerson(SQLModel, table=True):
    """One named seat of a sign-up, in the order the firm listed; live once in a pool."""

    __tablename__ = "sign_up_person"
    __table_args__ = (
        at_least("number", 1),
        sa.UniqueConstraint("sign_up_id", "trainee_id"),
        sa.Index(
            "uq_sign_up_person_live",
            "pool_id",
            "trainee_id",
            unique=True,
            sqlite_where=sa.text("is_live"),
            postgresql_where=sa.text("is_live"),
        ),
    )

    id: int | None = key()
    sign_up_id: int = link("sign_up.id")
    pool_id: int = link("seat_pool.id")
    trainee_id: int = link("trainee.id")
    number: int = whole()
    is_live: bool = flag(default=True)


class TrainingCounter(SQLModel, table=True):
    """The last number given out in a series of courses or receipts; moved by one update only."""

    __tablename__ = "training_counter"
    __table_args__ = (within("series", 30), at_least("last", 0))

    id: int | None = key()
    series: str = text(30, DataClass.C0, unique=True)
    last: int = whole(DataClass.C0, default=0)
