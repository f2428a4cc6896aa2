"""What only the full profile writes, recomputed: part of the nightly check."""

import hashlib
from collections.abc import Iterator, Sequence

from hub.platform.audit import canonical
from hub.platform.context import Ctx
from hub.subsidy import full_papers, profiles, queries
from hub.subsidy.queries import kept
from models.subsidy import Claim, ClaimEvent
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import ClaimState as In


def pairs(ctx: Ctx, claim: Claim, steps: Sequence[ClaimEvent]) -> Iterator[tuple[object, object]]:
    """Every step is one of the programme's profile, and every inspection has its row and paper."""
    profile = profiles.programme_of(ctx, claim).profile
    for step in steps:
        only = profiles.ONLY.get((step.from_state, step.action), profile)
        yield f"{step.action} {only}", f"{step.action} {profile}"
        if step.action is Do.SEND_BACK_AMOUNT:
            yield step.to_state, profiles.reviewed(ctx, claim)
    yield from _inspections(ctx, claim, steps)


def _inspections(
    ctx: Ctx, claim: Claim, steps: Sequence[ClaimEvent]
) -> Iterator[tuple[object, object]]:
    rows = queries.inspections(ctx, claim.id or 0)
    made = [step.person_id for step in steps if step.action is Do.INSPECT]
    yield [row.person_id for row in rows], made
    stands = {row.person_id: row.duty for row in queries.duties(ctx, claim.id or 0)}
    for row in rows:
        digest = hashlib.sha256(canonical(row.sheet)).hexdigest()
        yield row.sheet_sha256, digest
        yield row.by_officer, stands.get(row.person_id) == "clerk"
    papers = [
        (paper.inspection_id, paper.template)
        for paper in kept.notices(ctx, claim.id or 0)
        if paper.inspection_id
    ]
    yield sorted(papers), [(row.id, full_papers.INSPECTION) for row in rows]
    inspected = claim.state in {In.INSPECTED, In.FIXING} or claim.fixed_yen is not None
    if inspected and profiles.is_full(ctx, claim):
        yield bool(rows), True
