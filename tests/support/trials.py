"""Builders of trials of changed rules: asked for, and computed by the worker."""

from datetime import timedelta
from typing import Any, Final

from hub.platform import commands
from hub.platform.context import Actor
from hub.subsidy import reads, service, trial_worker
from hub.subsidy.reads import TrialPage
from models.platform import JobRow
from models.subsidy import Claim, ClaimLine, ClaimShare
from models.vocab import JobState
from models.vocab.subsidy import ClaimState, Stage, TaxStatus
from tests.support.claims import AFTER_PAYMENT, NEXT_DAY, Office
from tests.support.internship import do, rows

MORE: Final = {"rate": [3, 4]}


def asked(office: Office, actor: Actor | None = None, **change: Any) -> int:  # noqa: ANN401  any change
    """A trial that waits for its worker."""
    version = rows(office.store, Claim)[0].programme_version_id
    made = do(
        office.store, service.start_simulation, actor or office.clerk, now=NEXT_DAY,
        budget_line_id=office.budget_line_id, version_id=version, change=change or MORE,
    )  # fmt: skip
    return int(made.simulation_id)


def waiting_job(office: Office) -> int:
    """The job of the trial that waits."""
    found = [
        row.id
        for row in rows(office.store, JobRow)
        if row.kind == service.SIMULATION and row.state is not JobState.DONE
    ]
    return found[-1] or 0


def tried(office: Office, actor: Actor | None = None, **change: Any) -> TrialPage:  # noqa: ANN401  any change
    """A trial with its result, as the clerk sees it."""
    number = asked(office, actor, **change)
    trial_worker.compute(office.store, waiting_job(office))
    return page(office, number)


def page(office: Office, number: int) -> TrialPage:
    """A trial as the clerk sees it."""
    found: TrialPage = commands.look(
        office.store, reads.trial, actor=office.clerk, now=NEXT_DAY, simulation_id=number
    )
    return found


def plant(office: Office, yen: int, *, days: int = 0, asked_yen: int, firm_id: int = 0) -> int:
    """A sent claim with one cost, written by hand; the days count from the last payment."""
    first = rows(office.store, Claim)[0]
    at = AFTER_PAYMENT + timedelta(days=days)
    with office.store.writing() as session:
        claim = Claim(
            ward_id=office.ward, programme_version_id=first.programme_version_id,
            budget_line_id=office.budget_line_id, group_id=first.group_id,
            firm_id=firm_id or first.firm_id, title="試算の申請", state=ClaimState.REVIEW,
            asked_yen=asked_yen, entitled_yen=asked_yen, created_at=at, submitted_at=at,
            entered_at=at,
        )  # fmt: skip
        session.add(claim)
        session.flush()
        number = claim.id or 0
        session.add(
            ClaimLine(
                claim_id=number, stage=Stage.PLANNED, position=1, category="material",
                title="材料", gross_yen=yen, tax_percent=10,
            )
        )  # fmt: skip
        session.add(
            ClaimShare(
                claim_id=number, firm_id=first.firm_id, position=1, weight=1,
                tax_status=TaxStatus.TAXABLE,
            )
        )  # fmt: skip
    return number
