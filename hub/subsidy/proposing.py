"""Writes down what a clerk proposes and what an approver decides on it; parts of use cases."""

from dataclasses import dataclass

from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform.context import Ctx
from hub.subsidy import issuing, queries, words
from models.subsidy import Claim, Decision, DecisionDraft
from models.vocab.subsidy import CancelCause, DecisionKind


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed, under which number, and why; a cancellation also has cause and hearing."""

    kind: DecisionKind
    doc_no: str
    amount_yen: int
    reason: str = ""
    cause: CancelCause | None = None
    hearing: str = ""


def draft(ctx: Ctx, claim: Claim, made: Proposed, sheet: tuple[dict[str, object], str]) -> None:
    """Keep a proposal with its calculation sheet; number and signs are looked at first."""
    refuse_taken_number(ctx, claim, made.doc_no)
    issuing.refuse_missing_glyphs(
        {"number": made.doc_no, "reason": made.reason, "item": claim.title}
    )
    ctx.session.add(
        DecisionDraft(
            claim_id=claim.id or 0,
            kind=made.kind,
            doc_no=made.doc_no,
            amount_yen=made.amount_yen,
            reason=made.reason or None,
            cause=made.cause,
            hearing=made.hearing or None,
            sheet=sheet[0],
            sheet_sha256=sheet[1],
            person_id=ctx.actor.person_id or 0,
            at=ctx.now,
        )
    )
    ctx.session.flush()


def proposal(ctx: Ctx, claim: Claim, kind: DecisionKind | None) -> DecisionDraft:
    """The open proposal; whoever made it stands on the clerk's side and decides nothing."""
    row = queries.open_draft(ctx, claim.id or 0)
    if row is None or (kind is not None and row.kind is not kind):
        raise Refused(words.WRONG_PROPOSAL)
    return row


def decide(
    ctx: Ctx,
    claim: Claim,
    row: DecisionDraft,
    sheet: tuple[dict[str, object], str],
    conditions: tuple[str, ...] = (),
) -> Decision:
    """Write the decision for good and close the proposal."""
    refuse_taken_number(ctx, claim, row.doc_no)
    made = Decision(
        ward_id=claim.ward_id,
        claim_id=claim.id or 0,
        kind=row.kind,
        doc_no=row.doc_no,
        decided_on=japan_date(ctx.now),
        amount_yen=row.amount_yen,
        conditions=list(conditions),
        reason=row.reason,
        cause=row.cause,
        hearing=row.hearing,
        sheet=sheet[0],
        sheet_sha256=sheet[1],
        clerk_id=row.person_id,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(made)
    row.ended_at = ctx.now
    ctx.session.add(row)
    ctx.session.flush()
    return made


def refuse_taken_number(ctx: Ctx, claim: Claim, doc_no: str) -> None:
    """A number of the ward's document system stands on one paper only."""
    if queries.number_is_taken(ctx, claim.ward_id, doc_no):
        raise Invalid(FieldProblem("doc_no", words.DOC_NO_TAKEN))
