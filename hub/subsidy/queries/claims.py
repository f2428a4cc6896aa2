"""Rows of claims; what another ward or firm owns answers like what is missing."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Stale
from hub.platform.context import Actor, Ctx, each, each_one, grouped, once_a_read
from hub.platform.db import guarded
from hub.subsidy.queries import decided
from models.subsidy import (
    Claim,
    ClaimDuty,
    ClaimEvent,
    ClaimLine,
    ClaimShare,
    ClaimSource,
    ClaimVersion,
    Finding,
)
from models.vocab import FIRM_ROLES, Role
from models.vocab.subsidy import (
    DEAD_CLAIMS,
    RETURNED_CLAIMS,
    ClaimState,
    Duty,
    FindingState,
    SourceKind,
    Stage,
)

OPEN_STATES: Final = tuple(
    state
    for state in ClaimState
    if state
    not in {
        *DEAD_CLAIMS,
        ClaimState.DRAFT,
        ClaimState.COMPLETED,
        ClaimState.CANCELLED,
        ClaimState.ENDED,
    }
)

# Yen of these claims are taken from the budget.
GRANTED_STATES: Final = (
    ClaimState.GRANTED,
    ClaimState.REPORT_REVIEW,
    ClaimState.REPORT_RETURNED,
    ClaimState.INSPECTED,
    ClaimState.FIXING,
    ClaimState.DETERMINED,
    ClaimState.PAID,
    ClaimState.COMPLETED,
    ClaimState.CHANGE_REVIEW,
    ClaimState.CHANGE_DECIDING,
    ClaimState.CANCELLING,
    ClaimState.RETURNING,
    ClaimState.REPAID,
)


def claim_of(ctx: Ctx, claim_id: int) -> Claim:
    """Claim of the actor's ward, and of the actor's firm where a firm asks."""
    row = ctx.session.get(Claim, claim_id)
    if row is None or not _in_scope(ctx, row):
        raise NotFound(NOT_FOUND)
    return row


def claim_at(ctx: Ctx, claim_id: int, version: int) -> Claim:
    """Claim as the person saw it; `Stale` when somebody changed it since."""
    row = claim_of(ctx, claim_id)
    if row.version != version:
        raise Stale(STALE)
    return row


def _in_scope(ctx: Ctx, row: Claim) -> bool:
    actor = ctx.actor
    if actor.role is Role.SYSTEM:
        return True
    if actor.role in FIRM_ROLES:
        return any(share.firm_id == actor.seat.firm_id for share in shares(ctx, row.id or 0))
    return actor.seat.ward_id == row.ward_id and row.state != ClaimState.DRAFT


@once_a_read
def firm_ids(ctx: Ctx, claim_id: int) -> tuple[int, ...]:
    """Firms of the applicant side, in the order of the agreement."""
    return tuple(share.firm_id for share in shares(ctx, claim_id))


def claims_of_firm(ctx: Ctx, firm_id: int) -> list[Claim]:
    """Claims in which a firm takes part, the newest first; discarded drafts are gone."""
    query = (
        select(Claim)
        .join(ClaimShare, col(ClaimShare.claim_id) == col(Claim.id))
        .where(col(ClaimShare.firm_id) == firm_id, col(Claim.state) != ClaimState.DISCARDED)
        .order_by(col(Claim.id).desc())
    )
    return list(ctx.session.exec(query).all())


@once_a_read
def claims_of_ward(
    ctx: Ctx, ward_id: int, states: Collection[ClaimState] = OPEN_STATES
) -> list[Claim]:
    """Sent claims of a ward in these states, in the order of receipt."""
    query = (
        select(Claim)
        .where(col(Claim.ward_id) == ward_id, col(Claim.state).in_(list(states)))
        .order_by(col(Claim.submitted_at), col(Claim.id))
    )
    return list(ctx.session.exec(query).all())


def claims_near_due(ctx: Ctx, last: date, at_ward: Collection[ClaimState]) -> list[int]:
    """Claims of all wards with a day that is due until this one, or with a payment to be made."""
    dated = (
        *((state, Claim.review_due) for state in at_ward),
        *((state, Claim.answer_due) for state in RETURNED_CLAIMS),
        (ClaimState.GRANTED, Claim.report_due),
        (ClaimState.RETURNING, Claim.return_due),
    )
    near = [sa.and_(col(Claim.state) == state, col(day) <= last) for state, day in dated]
    query = select(Claim.id).where(sa.or_(*near, col(Claim.state) == ClaimState.DETERMINED))
    return [number or 0 for number in ctx.session.exec(query.order_by(col(Claim.id)))]


def live_claim_of_source(ctx: Ctx, kind: str, source_id: int) -> Claim | None:
    """The live claim that was started from a record."""
    return ctx.session.exec(
        select(Claim).where(
            col(Claim.source_kind) == kind,
            col(Claim.source_id) == source_id,
            col(Claim.state).not_in(DEAD_CLAIMS),
        )
    ).first()


def live_claims_of_sources(ctx: Ctx, kind: str, source_ids: Collection[int]) -> list[Claim]:
    """Live claims that were started from any of the records."""
    query = select(Claim).where(
        col(Claim.source_kind) == kind,
        col(Claim.source_id).in_(list(source_ids)),
        col(Claim.state).not_in(DEAD_CLAIMS),
    )
    return list(ctx.session.exec(query).all())


def claims_of_group(ctx: Ctx, group_id: int) -> list[Claim]:
    """All claims of a group, the newest first."""
    query = select(Claim).where(col(Claim.group_id) == group_id).order_by(col(Claim.id).desc())
    return list(ctx.session.exec(query).all())


def foresee(ctx: Ctx, claims: Collection[Claim]) -> None:
    """Ask at once what the ward's list needs of each claim."""
    ids = [claim.id or 0 for claim in claims]
    all_findings.foresee(ctx, ids)
    last_event.foresee(ctx, ids)
    decided.open_draft.foresee(ctx, ids)


@once_a_read
def lines(ctx: Ctx, claim_id: int, stage: Stage) -> list[ClaimLine]:
    """Costs of a claim in order."""
    return list(
        ctx.session.exec(
            select(ClaimLine)
            .where(col(ClaimLine.claim_id) == claim_id, col(ClaimLine.stage) == stage)
            .order_by(col(ClaimLine.position))
        ).all()
    )


def line_of(ctx: Ctx, claim_id: int, line_id: int) -> ClaimLine:
    """One cost of a claim."""
    row = ctx.session.get(ClaimLine, line_id)
    if row is None or row.claim_id != claim_id:
        raise NotFound(NOT_FOUND)
    return row


def similar_lines(ctx: Ctx, claim: Claim, line: ClaimLine) -> list[tuple[Claim, ClaimLine]]:
    """Costs of other live claims of the ward with the same vendor and amount (C14)."""
    query = (
        select(Claim, ClaimLine)
        .join(ClaimLine, col(ClaimLine.claim_id) == col(Claim.id))
        .where(
            col(Claim.ward_id) == claim.ward_id,
            col(Claim.id) != claim.id,
            col(Claim.state).not_in((*DEAD_CLAIMS, ClaimState.DRAFT)),
            col(ClaimLine.vendor) == line.vendor,
            col(ClaimLine.gross_yen) == line.gross_yen,
        )
        .order_by(col(Claim.id))
    )
    return list(ctx.session.exec(query).all())


@each(list[ClaimShare])
def shares(ctx: Ctx, claim_ids: Collection[int]) -> dict[int, list[ClaimShare]]:
    """Firms of a claim with their weights, in order."""
    query = select(ClaimShare).where(col(ClaimShare.claim_id).in_(claim_ids))
    rows = ctx.session.exec(query.order_by(col(ClaimShare.position)))
    return grouped(rows, lambda row: row.claim_id)


@once_a_read
def sources(ctx: Ctx, claim_id: int) -> list[ClaimSource]:
    """Records a live claim has used up."""
    return list(
        ctx.session.exec(
            select(ClaimSource).where(
                col(ClaimSource.claim_id) == claim_id, col(ClaimSource.is_live).is_(True)
            )
        ).all()
    )


def user_of_source(
    ctx: Ctx, kind: SourceKind, source_id: int, firms: Collection[int], not_claim: int
) -> Claim | None:
    """Another live claim that has used a record up for one of the firms."""
    return ctx.session.exec(
        select(Claim)
        .join(ClaimSource, col(ClaimSource.claim_id) == col(Claim.id))
        .where(
            col(ClaimSource.source_kind) == kind,
            col(ClaimSource.source_id) == source_id,
            col(ClaimSource.firm_id).in_(list(firms)),
            col(ClaimSource.is_live).is_(True),
            col(Claim.id) != not_claim,
        )
    ).first()


def findings(ctx: Ctx, claim_id: int, stage: Stage | None = None) -> list[Finding]:
    """Findings of a claim in the order in which they were raised."""
    rows = all_findings(ctx, claim_id)
    return [row for row in rows if stage in {None, row.stage}]


@each(list[Finding])
def all_findings(ctx: Ctx, claim_ids: Collection[int]) -> dict[int, list[Finding]]:
    """Findings of both stages of a claim in the order in which they were raised."""
    query = select(Finding).where(col(Finding.claim_id).in_(claim_ids))
    return grouped(ctx.session.exec(query.order_by(col(Finding.id))), lambda row: row.claim_id)


def finding_of(ctx: Ctx, claim_id: int, finding_id: int) -> Finding:
    """One open finding of a claim."""
    row = ctx.session.get(Finding, finding_id)
    if row is None or row.claim_id != claim_id or row.state != FindingState.OPEN:
        raise NotFound(NOT_FOUND)
    return row


def duty_of(ctx: Ctx, claim_id: int, person_id: int) -> Duty | None:
    """On which side of a claim a person stands so far."""
    found = ctx.session.exec(
        select(ClaimDuty.duty).where(
            col(ClaimDuty.claim_id) == claim_id, col(ClaimDuty.person_id) == person_id
        )
    ).first()
    return found if found is None else Duty(found)


@once_a_read
def duties(ctx: Ctx, claim_id: int) -> list[ClaimDuty]:
    """Everybody who stands on a side of a claim."""
    return list(
        ctx.session.exec(
            select(ClaimDuty).where(col(ClaimDuty.claim_id) == claim_id).order_by(col(ClaimDuty.id))
        ).all()
    )


@once_a_read
def events(ctx: Ctx, claim_id: int) -> list[ClaimEvent]:
    """History of a claim, the oldest step first."""
    return list(
        ctx.session.exec(
            select(ClaimEvent)
            .where(col(ClaimEvent.claim_id) == claim_id)
            .order_by(col(ClaimEvent.version))
        ).all()
    )


@each_one
def last_event(ctx: Ctx, claim_ids: Collection[int]) -> dict[int, ClaimEvent]:
    """The newest step of a claim."""
    newest = (
        select(col(ClaimEvent.claim_id), sa.func.max(col(ClaimEvent.version)))
        .where(col(ClaimEvent.claim_id).in_(claim_ids))
        .group_by(col(ClaimEvent.claim_id))
    )
    query = select(ClaimEvent).where(
        sa.tuple_(col(ClaimEvent.claim_id), col(ClaimEvent.version)).in_(newest)
    )
    return {row.claim_id: row for row in ctx.session.exec(query)}


def last_version_number(ctx: Ctx, claim_id: int) -> int:
    """Number of the newest snapshot, 0 before the first."""
    query = select(sa.func.max(ClaimVersion.number)).where(col(ClaimVersion.claim_id) == claim_id)
    return int(ctx.session.exec(query).one() or 0)


def renew(ctx: Ctx, row: Claim, **changes: object) -> None:
    """Count a new version of a claim whose content changed and whose state did not."""
    ctx.session.flush()
    swap = (
        sa.update(Claim)
        .where(col(Claim.id) == row.id, col(Claim.version) == row.version)
        .values(version=row.version + 1, **changes)
    )
    if not guarded(ctx.session, swap):
        raise Stale(STALE)
    ctx.session.refresh(row)


def seats_firms(actor: Actor) -> frozenset[int]:
    """Firms in which a person holds any seat today."""
    return frozenset(seat.firm_id for seat in (actor.seat, *actor.others) if seat.firm_id)


def references(ctx: Ctx, claim_ids: Iterable[int]) -> dict[int, str]:
    """Numbers of claims by id."""
    query = select(Claim.id, Claim.reference).where(col(Claim.id).in_(list(claim_ids)))
    return {int(claim_id or 0): number or "" for claim_id, number in ctx.session.exec(query)}
