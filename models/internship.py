"""Rounds, programmes and their seats, applications and wishes, computed plans, placements."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    day,
    document,
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
from models.vocab.internship import (
    ApplicationState,
    ProgrammeState,
    RoundState,
    ScenarioKind,
    ScenarioState,
)


class Round(SQLModel, table=True):
    """One call for rotation internships of a ward (募集回)."""

    __tablename__ = "round"
    __table_args__ = (
        within("name", 80),
        one_of("state", RoundState),
        sa.CheckConstraint("rotations BETWEEN 1 AND 60", name="rotations_range"),
        sa.CheckConstraint("min_trades BETWEEN 1 AND rotations", name="min_trades_range"),
        at_least("version", 0),
        sa.UniqueConstraint("ward_id", "name"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    name: str = text(80, DataClass.C0)
    state: RoundState = word(RoundState)
    rotations: int = whole()
    min_trades: int = whole()
    seed: int = whole()
    wishes_until: date = day(DataClass.C0)
    source_sha256: str | None = text(64, DataClass.C1, optional=True)
    version: int = whole(default=0)
    created_at: datetime = moment()


class Period(SQLModel, table=True):
    """Days of one placement, both ends included."""

    __tablename__ = "period"
    __table_args__ = (
        within("label", 64),
        sa.CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        sa.UniqueConstraint("round_id", "label"),
        sa.UniqueConstraint("round_id", "starts_on"),
    )

    id: int | None = key()
    round_id: int = link("round.id")
    label: str = text(64, DataClass.C0)
    starts_on: date = day(DataClass.C0)
    ends_on: date = day(DataClass.C0)


class Programme(SQLModel, table=True):
    """One trade at one firm in a round, as the firm offers it (受入枠)."""

    __tablename__ = "programme"
    __table_args__ = (
        within("label", 64),
        within("title", 80),
        within("trade", 64),
        one_of("state", ProgrammeState),
        sa.CheckConstraint("min_age BETWEEN 0 AND 99", name="min_age_range"),
        at_least("min_cohort", 1),
        at_least("version", 0),
        sa.UniqueConstraint("round_id", "label"),
    )

    id: int | None = key()
    round_id: int = link("round.id")
    firm_id: int = link("firm.id")
    label: str = text(64, DataClass.C1)
    title: str = text(80, DataClass.C0)
    trade: str = text(64, DataClass.C0)
    tasks: str = text(400, DataClass.C0)
    min_age: int = whole(DataClass.C0, default=0)
    min_cohort: int = whole(DataClass.C0, default=1)
    hazards: list[str] = document(DataClass.C0)
    after: list[str] = document(DataClass.C1)
    state: ProgrammeState = word(ProgrammeState)
    note: str | None = text(400, DataClass.C1, optional=True)
    version: int = whole(default=0)
    created_at: datetime = moment()


class Seat(SQLModel, table=True):
    """Seats of a programme in one period; `taken` moves by guarded updates only."""

    __tablename__ = "programme_seat"
    __table_args__ = (
        sa.CheckConstraint("taken BETWEEN 0 AND capacity", name="taken_range"),
        sa.UniqueConstraint("programme_id", "period_id"),
    )

    id: int | None = key()
    programme_id: int = link("programme.id")
    period_id: int = link("period.id")
    capacity: int = whole(DataClass.C0)
    taken: int = whole(default=0)


class Application(SQLModel, table=True):
    """A student in a round (応募)."""

    __tablename__ = "application"
    __table_args__ = (
        within("label", 64),
        one_of("state", ApplicationState),
        at_least("version", 0),
        sa.UniqueConstraint("round_id", "person_id"),
        sa.UniqueConstraint("round_id", "label"),
    )

    id: int | None = key()
    round_id: int = link("round.id")
    person_id: int = link("person.id")
    label: str = text(64, DataClass.C1)
    reference: str = text(20, DataClass.C1, unique=True)
    birth_date: date = day(DataClass.C3)
    state: ApplicationState = word(ApplicationState)
    version: int = whole(default=0)
    sent_at: datetime = moment()


class Wish(SQLModel, table=True):
    """A programme a student wants: with a rank, or (rank empty) also acceptable."""

    __tablename__ = "wish"
    __table_args__ = (
        sa.CheckConstraint("rank IS NULL OR rank >= 1", name="rank_least"),
        sa.UniqueConstraint("application_id", "rank"),
        sa.UniqueConstraint("application_id", "programme_id"),
    )

    id: int | None = key()
    application_id: int = link("application.id")
    programme_id: int = link("programme.id")
    rank: int | None = whole(DataClass.C2, optional=True)
    is_acceptable: bool = flag(DataClass.C2)


class Absence(SQLModel, table=True):
    """A period in which a student cannot come."""

    __tablename__ = "absence"
    __table_args__ = (sa.UniqueConstraint("application_id", "period_id"),)

    id: int | None = key()
    application_id: int = link("application.id")
    period_id: int = link("period.id")


class Rating(SQLModel, table=True):
    """What a firm said of a student for a programme: 0 (gladly) to 3; empty is a veto."""

    __tablename__ = "rating"
    __table_args__ = (
        sa.CheckConstraint("value IS NULL OR value BETWEEN 0 AND 3", name="value_range"),
        sa.UniqueConstraint("application_id", "programme_id"),
    )

    id: int | None = key()
    application_id: int = link("application.id")
    programme_id: int = link("programme.id")
    value: int | None = whole(DataClass.C2, optional=True)


class Fixing(SQLModel, table=True):
    """A pin (must be placed) or a ban (must not) of staff; a ban without period holds in all."""

    __tablename__ = "fixing"
    __table_args__ = (sa.CheckConstraint("is_ban OR period_id IS NOT NULL", name="pin_has_period"),)

    id: int | None = key()
    application_id: int = link("application.id")
    programme_id: int = link("programme.id")
    period_id: int | None = link("period.id", optional=True)
    is_ban: bool = flag(DataClass.C2)


class Scenario(SQLModel, table=True):
    """A computed plan (編成案): the frozen round, the best plan so far and its figures.

    One that was made from another plan (`base_id`) holds what it changes in the round.
    """

    __tablename__ = "scenario"
    __table_args__ = (
        one_of("state", ScenarioState),
        one_of("kind", ScenarioKind),
        sa.CheckConstraint("(kind = 'plan') = (base_id IS NULL)", name="base_of_a_change"),
        sa.CheckConstraint("kind <> 'repair' OR length(note) >= 1", name="repair_with_a_reason"),
        at_least("version", 0),
        at_least("placed", 0),
        sa.CheckConstraint("length(instance_sha256) = 64", name="sha256_length"),
        sa.Index(
            "uq_scenario_live_round",
            "round_id",
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        ),
    )

    id: int | None = key()
    round_id: int = link("round.id")
    job_id: int = link("job.id")
    state: ScenarioState = word(ScenarioState)
    kind: ScenarioKind = word(ScenarioKind, default=ScenarioKind.PLAN)
    base_id: int | None = link("scenario.id", optional=True)
    changes: list[dict[str, Any]] = document(DataClass.C2)
    note: str | None = text(400, DataClass.C2, optional=True)
    instance: str = text(0, DataClass.C3)
    instance_sha256: str = text(64, DataClass.C1)
    plan: str | None = text(0, DataClass.C2, optional=True)
    placed: int = whole(default=0)
    value: int | None = whole(optional=True)
    bound_value: int | None = whole(optional=True)
    bound_placed: int | None = whole(optional=True)
    failure: str | None = text(400, DataClass.C1, optional=True)
    version: int = whole(default=0)
    created_at: datetime = moment()
    checked_at: datetime | None = moment(optional=True)


class Publication(SQLModel, table=True):
    """A published plan of a round; the highest number holds (公表)."""

    __tablename__ = "publication"
    __table_args__ = (sa.UniqueConstraint("round_id", "number"), at_least("number", 1))

    id: int | None = key()
    round_id: int = link("round.id")
    scenario_id: int = link("scenario.id")
    number: int = whole()
    at: datetime = moment()


class Placement(SQLModel, table=True):
    """A student at a programme in a period, by a publication (配属)."""

    __tablename__ = "placement"
    __table_args__ = (
        sa.UniqueConstraint("publication_id", "application_id", "period_id"),
        sa.UniqueConstraint("publication_id", "application_id", "programme_id"),
    )

    id: int | None = key()
    publication_id: int = link("publication.id")
    application_id: int = link("application.id")
    programme_id: int = link("programme.id")
    period_id: int = link("period.id")


class ReferenceCounter(SQLModel, table=True):
    """The last reference number given out in a series; moved by guarded updates only."""

    __tablename__ = "reference_counter"
    __table_args__ = (at_least("last", 0),)

    id: int | None = key()
    series: str = text(20, DataClass.C0, unique=True)
    last: int = whole(DataClass.C0, default=0)
