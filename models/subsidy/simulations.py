"""Trials of changed rules on the claims of a year; nothing of a claim depends on them."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import at_least, document, flag, key, link, moment, one_of, whole, word
from models.vocab import DataClass
from models.vocab.subsidy import AmountLimit, FirmSize, Outcome


class Simulation(SQLModel, table=True):
    """One trial: a stored rule sheet, what was changed in it, and how far the worker is (試算).

    `changes` holds only what differs from the sheet of `version_id`; without an outcome a worker is
    still computing.
    """

    __tablename__ = "simulation"
    __table_args__ = (
        one_of("outcome", Outcome),
        at_least("claims", 0),
        at_least("budget_yen", 0),
        at_least("new_budget_yen", 0),
        sa.CheckConstraint("(outcome IS NULL) = (ended_at IS NULL)", name="ended_with_moment"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    budget_line_id: int = link("budget_line.id")
    version_id: int = link("programme_version.id")
    job_id: int = link("job.id", unique=True)
    outcome: Outcome | None = word(Outcome, optional=True)
    changes: dict[str, object] = document(DataClass.C1)
    budget_yen: int = whole()
    new_budget_yen: int = whole()
    claims: int = whole(default=0)
    person_id: int = link("person.id")
    at: datetime = moment()
    ended_at: datetime | None = moment(optional=True)


class SimulatedClaim(SQLModel, table=True):
    """What one claim would get under the stored rules and under the changed ones."""

    __tablename__ = "simulated_claim"
    __table_args__ = (
        at_least("position", 1),
        at_least("old_yen", 0),
        at_least("new_yen", 0),
        one_of("old_limit", AmountLimit),
        one_of("new_limit", AmountLimit),
        one_of("size", FirmSize),
        sa.CheckConstraint("NOT old_waits OR old_yen = 0", name="old_waits_for_all"),
        sa.CheckConstraint("NOT new_waits OR new_yen = 0", name="new_waits_for_all"),
        sa.UniqueConstraint("simulation_id", "claim_id"),
        sa.UniqueConstraint("simulation_id", "position"),
    )

    id: int | None = key()
    simulation_id: int = link("simulation.id")
    claim_id: int = link("claim.id")
    position: int = whole()
    size: FirmSize = word(FirmSize)
    old_yen: int = whole()
    new_yen: int = whole()
    old_limit: AmountLimit = word(AmountLimit)
    new_limit: AmountLimit = word(AmountLimit)
    old_waits: bool = flag()
    new_waits: bool = flag()
    old_short: bool = flag()
    new_short: bool = flag()
