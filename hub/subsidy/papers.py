"""The files behind a claim's costs: which there are, who may read them, which may still go."""

from typing import Final

from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, Reason
from hub.platform.context import Ctx
from hub.subsidy import access, queries
from models.platform import FileRow
from models.subsidy import Claim
from models.vocab import FileState
from models.vocab.subsidy import RETURNED_CLAIMS, ClaimState

# While a claim is in the hands of its firms, papers come and go.
OPEN_STATES: Final = frozenset({ClaimState.DRAFT, ClaimState.GRANTED, *RETURNED_CLAIMS})
RECORD: Final = "claim_evidence"
RECEIPT: Final = "evidence_receipt_export"


def kept(ctx: Ctx, claim_id: int) -> list[FileRow]:
    """Files of a claim, as they came."""
    query = select(FileRow).where(
        col(FileRow.record) == RECORD,
        col(FileRow.record_id) == claim_id,
        col(FileRow.state) == FileState.KEPT,
    )
    return list(ctx.session.exec(query.order_by(col(FileRow.id))).all())


def can_drop(claim: Claim, row: FileRow) -> bool:
    """What came since the claim is in the hands of its firms has not been sent yet."""
    return row.at >= claim.entered_at


def may_read_evidence(ctx: Ctx, claim_id: int) -> Reason | None:
    """The firms of the claim, and staff of its ward."""
    claim = queries.claim_of(ctx, claim_id)
    firms = queries.firm_ids(ctx, claim_id)
    return access.may_read_claim(ctx.actor, claim.ward_id, firms)


def may_take_receipt(ctx: Ctx, file_id: int) -> Reason | None:
    """Whoever may read the file that was received."""
    row = ctx.session.get(FileRow, file_id)
    if row is None or row.record != RECORD:
        return NOT_FOUND
    return may_read_evidence(ctx, row.record_id)
