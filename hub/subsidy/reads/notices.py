"""What the worker needs to set a paper."""

from dataclasses import dataclass

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import access, queries
from models.platform import JobRow
from models.vocab import DataClass


@dataclass(frozen=True, slots=True)
class FrozenNotice:
    """The frozen values of a notice and the template they were frozen for."""

    document_id: int
    template: str
    template_version: int
    values: dict[str, object]


@read(name="subsidy:frozen_notice", data_class=DataClass.C2)
def frozen_notice(ctx: Ctx, *, job_id: int) -> FrozenNotice:
    """Return what a job is to set; for the worker alone."""
    require(ctx, access.may_work(ctx.actor))
    job = ctx.session.get(JobRow, job_id)
    document_id = job.facts.get("document_id") if job else None
    if not isinstance(document_id, int):
        raise NotFound(NOT_FOUND)
    row = queries.document_of(ctx, document_id)
    return FrozenNotice(document_id, row.template, row.template_version, dict(row.frozen))
