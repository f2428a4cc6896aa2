"""The papers of a claim as its firms and the ward see them."""

from dataclasses import dataclass
from datetime import datetime

from hub.accounts import reads as people
from hub.groups import reads as groups
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import access, papers, queries
from models.subsidy import Claim
from models.vocab import FIRM_ROLES, DataClass


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One paper: its file, its number (SHA-256), who sent it, whether it may still go."""

    file_id: int
    name: str
    size: int
    sha256: str
    at: datetime
    by: str
    can_drop: bool


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """The papers of a claim, and whether this person may add to them."""

    rows: tuple[EvidenceRow, ...]
    can_add: bool


@read(name="subsidy:evidence", data_class=DataClass.C2)
def claim_evidence(ctx: Ctx, *, claim_id: int) -> EvidencePage:
    """Papers of a claim, as they came."""
    claim = queries.claim_of(ctx, claim_id)
    require(ctx, access.may_read_claim(ctx.actor, claim.ward_id, queries.firm_ids(ctx, claim_id)))
    can_add = claim.state in papers.OPEN_STATES and _leads(ctx, claim)
    rows = papers.kept(ctx, claim_id)
    named = people.names_of(ctx, person_ids=tuple({row.by_id for row in rows if row.by_id}))
    return EvidencePage(
        tuple(
            EvidenceRow(
                row.id or 0, row.name, row.size, row.sha256, row.at,
                named.get(row.by_id or 0, ""), can_add and papers.can_drop(claim, row),
            )
            for row in rows
        ),
        can_add,
    )  # fmt: skip


def _leads(ctx: Ctx, claim: Claim) -> bool:
    """Say whether this person acts for the group; staff of the ward are not asked."""
    if ctx.actor.role not in FIRM_ROLES:
        return False
    group = groups.group_facts(ctx, group_id=claim.group_id)
    return access.may_apply(ctx.actor, group) is None
