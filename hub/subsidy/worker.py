"""Sets the PDF of an issued notice after the decision is committed, and keeps it."""

from collections.abc import Callable
from typing import Any, Final

from hub.kernel.errors import Reason
from hub.platform import clock, commands, documents, files
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store
from hub.subsidy import access, full_papers, issuing, queries, service
from hub.subsidy.reads import FrozenNotice, frozen_notice
from models.vocab import Role

WORKER: Final = system_actor("notice")


def render(store: Store, job_id: int) -> None:
    """Do the job: the same frozen values give the same bytes, however often it is done."""
    notice = _frozen(store, job_id)
    template = issuing.FOLDER / f"{notice.template}.typ"
    stored = files.set_down(store, documents.render(template, notice.values))
    _run(
        store, service.keep_notice, job_id, stored.place, document_id=notice.document_id,
        place=stored.place, size=stored.size, sha256=stored.sha256,
        name=f"{notice.values['number']}.pdf",
    )  # fmt: skip


def lost(store: Store, job_id: int) -> None:
    """End a job whose process is gone."""
    notice = _frozen(store, job_id)
    _run(store, service.fail_notice, job_id, "fail", document_id=notice.document_id)


def may_read_notice(ctx: Ctx, document_id: int) -> Reason | None:
    """Say who may take a copy: the firms of its claim but for papers of the office, and staff."""
    paper = queries.document_of(ctx, document_id)
    claim = queries.claim_of(ctx, paper.claim_id)
    if paper.template in full_papers.INTERNAL or ctx.actor.role is Role.ACCOUNTING:
        return access.may_read_papers(ctx.actor, claim.ward_id)
    firms = queries.firm_ids(ctx, claim.id or 0)
    return access.may_read_claim(ctx.actor, claim.ward_id, firms)


def _frozen(store: Store, job_id: int) -> FrozenNotice:
    found: FrozenNotice = commands.look(
        store, frozen_notice, actor=WORKER, now=clock.now(), job_id=job_id
    )
    return found


def _run(store: Store, function: Callable[..., Any], job_id: int, turn: str, **raw: object) -> None:
    commands.run(
        store, function, actor=WORKER, now=clock.now(), once=f"notice:{job_id}:{turn}",
        raw={"job_id": job_id, **raw},
    )  # fmt: skip
