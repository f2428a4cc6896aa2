"""What every sending has in common: the frozen copy, the checks, the sides, the dates.

Parts of this room's use cases, run in their transaction.
"""

import hashlib
from dataclasses import dataclass

from hub.kernel.states import follow
from hub.platform.audit import canonical
from hub.platform.context import Ctx
from hub.subsidy import calculation, checks, profiles, queries, states
from hub.subsidy.calculation import Answer, Rules
from models.subsidy import Claim, ClaimLine, ClaimVersion
from models.vocab.subsidy import ClaimAction, ClaimState, Stage

REPORT_STATES = (
    ClaimState.GRANTED,
    ClaimState.REPORT_REVIEW,
    ClaimState.REPORT_RETURNED,
    ClaimState.INSPECTED,
    ClaimState.FIXING,
    ClaimState.DETERMINED,
    ClaimState.PAID,
    ClaimState.COMPLETED,
)


@dataclass(frozen=True, slots=True)
class ClaimMoved:
    """The claim after an act; `job_id` is work that a worker should be woken for."""

    claim_id: int
    version: int
    state: ClaimState
    reference: str
    job_id: int | None = None


def moved(claim: Claim, job_id: int | None = None) -> ClaimMoved:
    """What the page shows next."""
    return ClaimMoved(claim.id or 0, claim.version, claim.state, claim.reference or "", job_id)


def opened(ctx: Ctx, claim_id: int, version: int, action: ClaimAction) -> Claim:
    """The claim as the person saw it, in a state from which the action leads on."""
    claim = queries.claim_at(ctx, claim_id, version)
    follow(states.CLAIM, claim.state, action)
    profiles.refuse_other(ctx, claim, action)
    return claim


def stage_of(claim: Claim) -> Stage:
    """Whether the application or the report is being dealt with."""
    reported = claim.state in REPORT_STATES or claim.fixed_yen is not None
    return Stage.ACTUAL if reported else Stage.PLANNED


def answer_of(ctx: Ctx, claim: Claim, rules: Rules, *, budget: int | None = None) -> Answer:
    """The calculation of the stage that is being dealt with."""
    if stage_of(claim) is Stage.ACTUAL:
        return calculation.actual(ctx, claim, rules)
    return calculation.planned(ctx, claim, rules, asked=claim.asked_yen, budget=budget)


def send(ctx: Ctx, claim: Claim, stage: Stage, answer: Answer, answers: dict[int, str]) -> None:
    """Check what is sent and freeze it for good, with the answers to the findings."""
    checks.run(ctx, claim, stage, answer)
    claim_id = claim.id or 0
    snapshot: dict[str, object] = {
        "stage": stage.value,
        "title": claim.title,
        "group": claim.group_id,
        "asked": claim.asked_yen,
        "amount": answer.amount,
        "entitlement": answer.award.entitlement,
        "lines": [_line(row) for row in queries.lines(ctx, claim_id, stage)],
        "shares": [
            {"firm": row.firm_id, "weight": row.weight, "tax": row.tax_status.value}
            for row in queries.shares(ctx, claim_id)
        ],
        "answers": {str(finding_id): text for finding_id, text in sorted(answers.items())},
        "late_reason": claim.late_reason,
    }
    ctx.session.add(
        ClaimVersion(
            claim_id=claim_id,
            number=queries.last_version_number(ctx, claim_id) + 1,
            stage=stage,
            snapshot=snapshot,
            sha256=hashlib.sha256(canonical(snapshot)).hexdigest(),
            person_id=ctx.actor.person_id,
            at=ctx.now,
        )
    )
    ctx.session.flush()


def _line(row: ClaimLine) -> dict[str, object]:
    return {
        "position": row.position,
        "category": row.category,
        "title": row.title,
        "vendor": row.vendor,
        "invoice_no": row.invoice_no,
        "used_on": row.used_on.isoformat() if row.used_on else None,
        "gross": row.gross_yen,
        "tax_percent": row.tax_percent,
        "source": [row.source_kind.value, row.source_id] if row.source_kind else None,
        "source_yen": row.source_yen,
    }
