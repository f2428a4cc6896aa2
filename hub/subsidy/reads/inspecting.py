"""Reports that wait for an inspection."""

from dataclasses import dataclass

from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import access, duties, findings, profiles, queries, showing
from hub.subsidy.faces import ClaimHead
from models.vocab import DataClass
from models.vocab.subsidy import ClaimState, Duty, Stage


@dataclass(frozen=True, slots=True)
class WaitingInspection:
    """A report that waits for an inspector; `hindrance` is a msgid that says why not this one.

    `gaps` are serious findings that are neither corrected nor accepted yet.
    """

    head: ClaimHead
    gaps: int
    hindrance: str


@read(name="subsidy:inspections", data_class=DataClass.C1)
def inspections(ctx: Ctx, *, ward_id: int) -> tuple[WaitingInspection, ...]:
    """Reports of the ward's programmes with inspection, the one that is due first at the top."""
    require(ctx, access.may_read_ward(ctx.actor, ward_id))
    claims = [
        claim
        for claim in queries.claims_of_ward(ctx, ward_id, (ClaimState.REPORT_REVIEW,))
        if profiles.is_full(ctx, claim)
    ]
    rows = [
        WaitingInspection(
            head,
            len(findings.serious(ctx, claim, Stage.ACTUAL)),
            duties.hindrance(ctx, claim, Duty.INSPECTOR) or "",
        )
        for claim, head in zip(claims, showing.heads(ctx, claims), strict=True)
    ]
    return tuple(sorted(rows, key=_urgency))


def _urgency(row: WaitingInspection) -> tuple[bool, int, int]:
    left = row.head.due.days_left if row.head.due else 10_000
    return bool(row.hindrance), left, row.head.claim_id
