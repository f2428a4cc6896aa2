"""Keeps the PDF of a notice once the worker has set it."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.platform import audit, files, jobs
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.files import Stored
from hub.subsidy import access, issuing, queries
from models.subsidy import IssuedFile
from models.vocab import JobState

RECORD = "issued_document"


class KeepNotice(BaseModel):
    """Bytes that were set down before, and the job that made them."""

    document_id: int
    job_id: int
    place: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
    size: Annotated[int, Field(ge=1)]
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    name: Annotated[str, StringConstraints(min_length=1, max_length=120)]


class RetryNotice(BaseModel):
    """Which notice."""

    document_id: int


class FailNotice(BaseModel):
    """The job that ended without a paper."""

    job_id: int
    document_id: int


@dataclass(frozen=True, slots=True)
class NoticeAsked:
    """The job that makes the paper; 0 when it is there already or being made."""

    document_id: int
    job_id: int


@dataclass(frozen=True, slots=True)
class NoticeKept:
    """The file of the notice; 0 when none was made."""

    document_id: int
    file_id: int


@command(name="subsidy:notice:keep", input=KeepNotice, audit=RECORD)
def keep_notice(  # noqa: PLR0913  the facts of one file
    ctx: Ctx, *, document_id: int, job_id: int, place: str, size: int, sha256: str, name: str
) -> NoticeKept:
    """Tie the PDF to its notice for good; the first one stays."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.document_of(ctx, document_id)
    known = queries.file_of(ctx, document_id)
    if known is None:
        stored = Stored(place, size, sha256)
        file_id = files.keep_file(
            ctx, record=RECORD, record_id=document_id, name=name, stored=stored
        )
        known = IssuedFile(
            document_id=document_id, file_id=file_id, sha256=sha256, size_bytes=size, at=ctx.now
        )
        ctx.session.add(known)
        ctx.session.flush()
    jobs.end(ctx, job_id, JobState.DONE)
    audit.record(ctx, RECORD, row.id or 0, payload=known.sha256)
    return NoticeKept(document_id, known.file_id)


@command(name="subsidy:notice:fail", input=FailNotice, audit=RECORD)
def fail_notice(ctx: Ctx, *, job_id: int, document_id: int) -> NoticeKept:
    """Say that a paper could not be set; the decision stands, the paper can be made again."""
    require(ctx, access.may_work(ctx.actor))
    queries.document_of(ctx, document_id)
    jobs.end(ctx, job_id, JobState.FAILED)
    audit.record(ctx, RECORD, document_id)
    return NoticeKept(document_id, 0)


@command(name="subsidy:notice:retry", input=RetryNotice, audit=RECORD)
def retry_notice(ctx: Ctx, *, document_id: int) -> NoticeAsked:
    """Have the paper of an issued notice made again when no worker managed it."""
    row = queries.document_of(ctx, document_id)
    claim = queries.claim_of(ctx, row.claim_id)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    wanted = queries.file_of(ctx, document_id) is None and not issuing.is_asked(ctx, document_id)
    job_id = issuing.ask(ctx, document_id) if wanted else 0
    audit.record(ctx, RECORD, document_id, payload={"job": job_id})
    return NoticeAsked(document_id, job_id)
