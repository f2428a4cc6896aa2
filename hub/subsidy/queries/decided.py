"""Rows of proposals, decisions and issued notices."""

from collections.abc import Collection

from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx, each_one
from models.subsidy import (
    Decision,
    DecisionDraft,
    IssuedDocument,
    IssuedFile,
)
from models.vocab.subsidy import (
    DecisionKind,
)


@each_one
def open_draft(ctx: Ctx, claim_ids: Collection[int]) -> dict[int, DecisionDraft]:
    """The proposal that waits for the approver."""
    query = select(DecisionDraft).where(
        col(DecisionDraft.claim_id).in_(claim_ids), col(DecisionDraft.ended_at).is_(None)
    )
    return {row.claim_id: row for row in ctx.session.exec(query)}


def decision(ctx: Ctx, claim_id: int, kind: DecisionKind) -> Decision | None:
    """A decision on a claim."""
    return ctx.session.exec(
        select(Decision).where(col(Decision.claim_id) == claim_id, col(Decision.kind) == kind)
    ).first()


def issued(ctx: Ctx, claim_id: int) -> list[tuple[IssuedDocument, IssuedFile | None]]:
    """Papers of a claim with their files, the oldest first."""
    query = (
        select(IssuedDocument, IssuedFile)
        .outerjoin(IssuedFile, col(IssuedFile.document_id) == col(IssuedDocument.id))
        .where(col(IssuedDocument.claim_id) == claim_id)
        .order_by(col(IssuedDocument.id))
    )
    return list(ctx.session.exec(query).all())


def document_of(ctx: Ctx, document_id: int) -> IssuedDocument:
    """One issued notice."""
    row = ctx.session.get(IssuedDocument, document_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def file_of(ctx: Ctx, document_id: int) -> IssuedFile | None:
    """The PDF of a notice."""
    return ctx.session.exec(
        select(IssuedFile).where(col(IssuedFile.document_id) == document_id)
    ).first()
