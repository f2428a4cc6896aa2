"""What was written for good, whole, for the nightly check: every ward, every claim."""

from collections.abc import Sequence

from sqlmodel import col, select

from hub.platform.context import Ctx, once_a_read
from models.subsidy import (
    BudgetLine,
    Claim,
    ClaimVersion,
    Decision,
    DocCounter,
    IssuedDocument,
    JournalEntry,
    JournalLine,
)
from models.vocab.subsidy import BudgetAccount


def all_claims(ctx: Ctx) -> Sequence[Claim]:
    """Every claim, drafts included."""
    return ctx.session.exec(select(Claim).order_by(col(Claim.id))).all()


def all_budget_lines(ctx: Ctx) -> Sequence[BudgetLine]:
    """Every budget line."""
    return ctx.session.exec(select(BudgetLine).order_by(col(BudgetLine.id))).all()


@once_a_read
def all_counters(ctx: Ctx) -> Sequence[DocCounter]:
    """Every series of numbers."""
    return ctx.session.exec(select(DocCounter).order_by(col(DocCounter.id))).all()


@once_a_read
def decisions(ctx: Ctx, claim_id: int) -> Sequence[Decision]:
    """Decisions on a claim, the oldest first."""
    return ctx.session.exec(
        select(Decision).where(col(Decision.claim_id) == claim_id).order_by(col(Decision.id))
    ).all()


@once_a_read
def snapshots(ctx: Ctx, claim_id: int) -> Sequence[ClaimVersion]:
    """What was sent, the oldest first."""
    return ctx.session.exec(
        select(ClaimVersion)
        .where(col(ClaimVersion.claim_id) == claim_id)
        .order_by(col(ClaimVersion.number))
    ).all()


@once_a_read
def notices(ctx: Ctx, claim_id: int) -> Sequence[IssuedDocument]:
    """Issued notices of a claim, the oldest first."""
    return ctx.session.exec(
        select(IssuedDocument)
        .where(col(IssuedDocument.claim_id) == claim_id)
        .order_by(col(IssuedDocument.id))
    ).all()


@once_a_read
def moved(ctx: Ctx, claim_id: int) -> Sequence[tuple[BudgetAccount, int]]:
    """Yen of the journal that moved for a claim."""
    query = (
        select(JournalLine)
        .join(JournalEntry, col(JournalEntry.id) == col(JournalLine.entry_id))
        .where(col(JournalEntry.claim_id) == claim_id)
    )
    return [(row.account, row.amount_yen) for row in ctx.session.exec(query)]
