"""Rows of trials, and everything of a year's claims that a trial reads."""

from collections.abc import Collection
from itertools import groupby
from typing import Any, Final

from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx
from models.subsidy import (
    BudgetLine,
    Claim,
    ClaimLine,
    ClaimShare,
    ProgrammeVersion,
    SimulatedClaim,
    Simulation,
)
from models.vocab.subsidy import DEAD_CLAIMS, ClaimState, Stage

# Sent, and neither taken back nor refused.
NOT_TRIED: Final = (*DEAD_CLAIMS, ClaimState.DRAFT)


def simulation_of(ctx: Ctx, simulation_id: int) -> Simulation:
    """One trial."""
    row = ctx.session.get(Simulation, simulation_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def simulation_of_job(ctx: Ctx, job_id: int) -> Simulation:
    """The trial that a worker is to compute."""
    found = ctx.session.exec(select(Simulation).where(col(Simulation.job_id) == job_id)).first()
    if found is None:
        raise NotFound(NOT_FOUND)
    return found


def simulations(ctx: Ctx, ward_id: int, most: int) -> list[Simulation]:
    """Trials of a ward, the newest first."""
    query = select(Simulation).where(col(Simulation.ward_id) == ward_id)
    return list(ctx.session.exec(query.order_by(col(Simulation.id).desc()).limit(most)).all())


def waiting_simulation(ctx: Ctx, ward_id: int) -> Simulation | None:
    """The trial of a ward that is not computed yet."""
    query = select(Simulation).where(
        col(Simulation.ward_id) == ward_id, col(Simulation.outcome).is_(None)
    )
    return ctx.session.exec(query).first()


def lines_with_versions(ctx: Ctx, ward_id: int) -> list[tuple[BudgetLine, ProgrammeVersion]]:
    """Money of each year with each rule sheet of its programme, the newest first."""
    query = (
        select(BudgetLine, ProgrammeVersion)
        .join(ProgrammeVersion, col(ProgrammeVersion.programme_id) == col(BudgetLine.programme_id))
        .where(col(BudgetLine.ward_id) == ward_id)
        .order_by(
            col(BudgetLine.fiscal_year).desc(),
            col(BudgetLine.id),
            col(ProgrammeVersion.number).desc(),
        )
    )
    return list(ctx.session.exec(query).all())


def has_year(ctx: Ctx, line_id: int) -> bool:
    """Say whether a year has any claim to try rules on."""
    query = select(Claim.id).where(
        col(Claim.budget_line_id) == line_id, col(Claim.state).not_in(NOT_TRIED)
    )
    return ctx.session.exec(query.limit(1)).first() is not None


def year_claims(ctx: Ctx, line_id: int) -> list[Any]:
    """Claims of a year in the order of receipt; only what a trial needs of each."""
    query = (
        select(
            Claim.id, Claim.submitted_at, Claim.group_id, Claim.firm_id, Claim.asked_yen,  # type: ignore[call-overload]  # more columns than the stub lists
            Claim.programme_version_id,
        )
        .where(col(Claim.budget_line_id) == line_id, col(Claim.state).not_in(NOT_TRIED))
        .order_by(col(Claim.submitted_at), col(Claim.id))
    )  # fmt: skip
    return list(ctx.session.exec(query).all())


def year_costs(ctx: Ctx, line_id: int) -> dict[int, list[Any]]:
    """Planned costs of every claim of a year, in one statement."""
    query = (
        select(
            ClaimLine.claim_id, ClaimLine.position, ClaimLine.category, ClaimLine.vendor,  # type: ignore[call-overload]  # as above
            ClaimLine.invoice_no, ClaimLine.used_on, ClaimLine.gross_yen, ClaimLine.tax_percent,
            ClaimLine.firm_id,
        )
        .join(Claim, col(Claim.id) == col(ClaimLine.claim_id))
        .where(col(Claim.budget_line_id) == line_id, col(ClaimLine.stage) == Stage.PLANNED)
        .order_by(col(ClaimLine.claim_id), col(ClaimLine.position))
    )  # fmt: skip
    return _by_claim(ctx.session.exec(query))


def year_shares(ctx: Ctx, line_id: int) -> dict[int, list[Any]]:
    """Firms of every claim of a year, in one statement."""
    query = (
        select(ClaimShare.claim_id, ClaimShare.firm_id, ClaimShare.weight, ClaimShare.tax_status)
        .join(Claim, col(Claim.id) == col(ClaimShare.claim_id))
        .where(col(Claim.budget_line_id) == line_id)
        .order_by(col(ClaimShare.claim_id), col(ClaimShare.position))
    )
    return _by_claim(ctx.session.exec(query))


def _by_claim(rows: Any) -> dict[int, list[Any]]:  # noqa: ANN401  rows of columns have no type
    return {claim_id: list(found) for claim_id, found in groupby(rows, lambda row: row.claim_id)}


def simulated_facts(ctx: Ctx, simulation_id: int, claim_ids: Collection[int] = ()) -> list[Any]:
    """What came out for each claim of a trial, or for some, in the order of receipt."""
    kept = SimulatedClaim
    query = (
        select(
            kept.claim_id, kept.size, kept.old_yen, kept.new_yen, kept.old_limit, kept.new_limit,  # type: ignore[call-overload]  # as above
            kept.old_waits, kept.new_waits, kept.old_short, kept.new_short, Claim.submitted_at,
            Claim.reference, Claim.group_id, Claim.granted_yen,
        )
        .join(Claim, col(Claim.id) == col(kept.claim_id))
        .where(col(kept.simulation_id) == simulation_id)
        .order_by(col(kept.position))
    )  # fmt: skip
    if claim_ids:
        query = query.where(col(kept.claim_id).in_(list(claim_ids)))
    return list(ctx.session.exec(query).all())
