"""Fills a claim from what the hub already knows, so that firms confirm instead of typing.

Source: subsidy design, part 14. A filled line keeps its source and the amount it came with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.experts import reads as experts
from hub.experts.reads import ClaimableEngagement
from hub.kernel.errors import NotFound, Refused
from hub.platform.context import Ctx
from hub.subsidy import queries, words
from models.subsidy import Claim, ClaimLine, ClaimSource
from models.vocab.subsidy import SourceKind, Stage

FROM_ENGAGEMENT: Final = "engagement"
EXPERT: Final = "expert"
TRAVEL: Final = "travel"
EXPERT_SOURCES: Final = (SourceKind.EXPERT_FEE, SourceKind.EXPERT_TRAVEL)


@dataclass(frozen=True, slots=True)
class Cost:
    """One cost the hub knows of."""

    category: str
    title: str
    vendor: str
    used_on: date
    gross_yen: int
    tax_percent: int
    kind: SourceKind
    source_id: int


def engagement_costs(found: ClaimableEngagement) -> tuple[Cost, ...]:
    """Fee and travel of every confirmed visit, in the order of the days."""
    costs = []
    for visit in found.visits:
        for kind, category, yen in (
            (SourceKind.EXPERT_FEE, EXPERT, visit.fee_yen),
            (SourceKind.EXPERT_TRAVEL, TRAVEL, visit.travel_yen),
        ):
            if yen:
                costs.append(
                    Cost(
                        category, found.title, found.expert_name, visit.day, yen,
                        visit.tax_percent, kind, visit.visit_id,
                    )
                )  # fmt: skip
    return tuple(costs)


def source_of(ctx: Ctx, claim: Claim) -> ClaimableEngagement | None:
    """The engagement behind a claim, while it may be claimed; None when there is none."""
    if claim.source_kind != FROM_ENGAGEMENT or claim.source_id is None:
        return None
    try:
        return experts.claimable_engagement(ctx, engagement_id=claim.source_id)
    except NotFound:
        return None


def add_costs(ctx: Ctx, claim: Claim, stage: Stage, costs: Iterable[Cost]) -> None:
    """Write the costs as lines of one stage, numbered from 1."""
    ctx.session.add_all(
        ClaimLine(
            claim_id=claim.id or 0,
            stage=stage,
            position=position,
            category=cost.category,
            title=cost.title,
            vendor=cost.vendor or None,
            used_on=cost.used_on,
            gross_yen=cost.gross_yen,
            tax_percent=cost.tax_percent,
            source_kind=cost.kind,
            source_id=cost.source_id,
            source_yen=cost.gross_yen,
        )
        for position, cost in enumerate(costs, start=1)
    )
    ctx.session.flush()


def begin_report(ctx: Ctx, claim: Claim) -> bool:
    """Fill the report unless it has been begun; say whether this filled it."""
    if queries.lines(ctx, claim.id or 0, Stage.ACTUAL):
        return False
    _fill_report(ctx, claim)
    return True


def _fill_report(ctx: Ctx, claim: Claim) -> None:
    """Lines of the report: filled anew from the records, the typed ones as they were granted."""
    known: dict[tuple[SourceKind | None, int | None], Cost] = {}
    if (found := source_of(ctx, claim)) is not None:
        known = {(cost.kind, cost.source_id): cost for cost in engagement_costs(found)}
    for line in queries.lines(ctx, claim.id or 0, Stage.PLANNED):
        cost = known.get((line.source_kind, line.source_id))
        filled = line.model_dump(exclude={"id", "stage"})
        if cost is not None and line.gross_yen == line.source_yen:
            filled |= {
                "gross_yen": cost.gross_yen,
                "source_yen": cost.gross_yen,
                "used_on": cost.used_on,
            }
        ctx.session.add(ClaimLine(stage=Stage.ACTUAL, **filled))
    ctx.session.flush()


def unconfirmed(ctx: Ctx, claim: Claim, rows: Sequence[ClaimLine]) -> list[ClaimLine]:
    """Filled expert costs whose visit the expert's record does not confirm (any more)."""
    asked = [row for row in rows if row.source_kind in EXPERT_SOURCES]
    found = source_of(ctx, claim) if asked else None
    confirmed = {visit.visit_id for visit in found.visits} if found else set()
    return [row for row in asked if row.source_id not in confirmed]


def use_up(ctx: Ctx, claim: Claim) -> None:
    """Mark the records of the planned costs as used by this claim, for every firm of the group.

    `Refused` names the claim that has used one of them already; the UNIQUE index behind it refuses
    what two clicks at once try.
    """
    claim_id = claim.id or 0
    firms = queries.firm_ids(ctx, claim_id)
    free_again(ctx, claim)
    for line in queries.lines(ctx, claim_id, Stage.PLANNED):
        if line.source_kind is None or line.source_id is None:
            continue
        other = queries.user_of_source(ctx, line.source_kind, line.source_id, firms, claim_id)
        if other is not None:
            raise Refused(words.BILLED_ELSEWHERE, reference=other.reference or "")
        bearers = firms if line.firm_id is None else (line.firm_id,)
        ctx.session.add_all(
            ClaimSource(
                claim_id=claim_id,
                source_kind=line.source_kind,
                source_id=line.source_id,
                firm_id=firm_id,
                is_live=True,
            )
            for firm_id in bearers
        )
    ctx.session.flush()


def free_again(ctx: Ctx, claim: Claim) -> None:
    """Give the records of a claim that ended without money free for another one."""
    for row in queries.sources(ctx, claim.id or 0):
        row.is_live = False
        ctx.session.add(row)
    ctx.session.flush()
