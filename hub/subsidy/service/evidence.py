"""Papers that the applicant sends with a claim: taken back at most before the ward has them."""

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, Field

from hub.groups import reads as groups
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Refused
from hub.kernel.states import NOT_ALLOWED
from hub.platform import audit, files
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.uploads import receiving
from hub.subsidy import access, papers, queries, words
from models.subsidy import Claim
from models.vocab import FileKind

MOST: Final = 50


class Source(BaseModel):
    """The file, set down before."""

    name: str = Field(min_length=1, max_length=files.NAME_LIMIT)
    kind: FileKind
    stored: files.Stored


class AddEvidence(BaseModel):
    """The claim as it was seen, and the file."""

    claim_id: int
    version: int
    source: Source


class EvidenceOnly(BaseModel):
    """The claim as it was seen, and which file."""

    claim_id: int
    version: int
    file_id: int


@dataclass(frozen=True, slots=True)
class EvidenceKept:
    """The claim's version now, and the file."""

    claim_id: int
    version: int
    file_id: int


@command(name="subsidy:evidence:add", input=AddEvidence, audit="claim")
def add_evidence(ctx: Ctx, *, claim_id: int, version: int, source: Source) -> EvidenceKept:
    """Keep a paper with the claim; the same one twice is refused at the field."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_apply(ctx.actor, groups.group_facts(ctx, group_id=claim.group_id)))
    _refuse_sent(claim)
    known = papers.kept(ctx, claim_id)
    if any(row.sha256 == source.stored.sha256 for row in known):
        raise Invalid(FieldProblem("evidence", words.EVIDENCE_TWICE))
    if len(known) >= MOST:
        raise Invalid(FieldProblem("evidence", words.EVIDENCE_MANY, {"limit": MOST}))
    file_id = receiving.keep(
        ctx, record=papers.RECORD, record_id=claim_id, name=source.name, kind=source.kind,
        stored=source.stored,
    )  # fmt: skip
    return _changed(ctx, claim, file_id)


@command(name="subsidy:evidence:drop", input=EvidenceOnly, audit="claim")
def drop_evidence(ctx: Ctx, *, claim_id: int, version: int, file_id: int) -> EvidenceKept:
    """Take back a paper that has not been sent to the ward yet."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_apply(ctx.actor, groups.group_facts(ctx, group_id=claim.group_id)))
    _refuse_sent(claim)
    row = next((row for row in papers.kept(ctx, claim_id) if row.id == file_id), None)
    if row is None:
        raise NotFound(NOT_FOUND)
    if not papers.can_drop(claim, row):
        raise Refused(words.EVIDENCE_SENT)
    files.drop_file(ctx, file_id)
    return _changed(ctx, claim, file_id)


def _refuse_sent(claim: Claim) -> None:
    """Papers come and go while the firms of a claim may change it."""
    if claim.state not in papers.OPEN_STATES:
        raise Refused(NOT_ALLOWED)


def _changed(ctx: Ctx, claim: Claim, file_id: int) -> EvidenceKept:
    queries.renew(ctx, claim)
    audit.record(ctx, "claim", claim.id or 0, version=claim.version, payload={"file": file_id})
    return EvidenceKept(claim.id or 0, claim.version, file_id)
