"""Imports every room so that the registries are full, and binds the ports."""

from hub.accounts import reads as _accounts_reads
from hub.accounts import service as _accounts
from hub.directory import reads as _directory_reads
from hub.directory import service as _directory
from hub.experts import ports as _experts_ports
from hub.experts import reads as _experts_reads
from hub.experts import service as _experts
from hub.experts import worker as _experts_worker
from hub.groups import reads as _groups_reads
from hub.groups import service as _groups
from hub.internship import exports as _internship_exports
from hub.internship import reads as _internship_reads
from hub.internship import service as _internship
from hub.internship import worker as _worker
from hub.platform import anchors, documents, draft_ends, exports, files, jobs, rates
from hub.platform.db import Store
from hub.skills import reads as _skills_reads
from hub.skills import service as _skills
from hub.subsidy import estimate as _estimate
from hub.subsidy import exports as _subsidy_exports
from hub.subsidy import reads as _subsidy_reads
from hub.subsidy import service as _subsidy
from hub.subsidy import standing as _standing
from hub.subsidy import worker as _subsidy_worker
from hub.training import reads as _training_reads
from hub.training import service as _training
from hub.training import worker as _training_worker

ROOMS = (
    _accounts,
    _accounts_reads,
    _directory,
    _directory_reads,
    _experts,
    _experts_reads,
    _groups,
    _groups_reads,
    _internship,
    _internship_reads,
    _skills,
    _skills_reads,
    _subsidy,
    _subsidy_reads,
    _training,
    _training_reads,
)


def bind() -> None:
    """Say how each kind of job is done; called once by a process that works."""
    jobs.register(_internship.JOB, jobs.Kind(_worker.compute, _worker.lost))
    jobs.repeat("experts", _experts_worker.sweep)
    jobs.repeat("experts-index", _experts_worker.keep_index)
    jobs.repeat("training", _training_worker.sweep)
    jobs.repeat("drafts", draft_ends.sweep)
    jobs.repeat("exports", exports.sweep)
    jobs.repeat("anchor", anchors.keep_daily)
    jobs.repeat("rates", rates.sweep)
    jobs.register(_subsidy.JOB, jobs.Kind(_subsidy_worker.render, _subsidy_worker.lost))
    files.register(_internship_exports.PLAN, _internship_exports.may_take_plan)
    files.register(_subsidy_exports.CLAIMS, _subsidy_exports.may_take_claims)
    files.register("issued_document", _subsidy_worker.may_read_notice)
    _experts_ports.bind_subsidy_estimate(_estimate.Answers())
    _experts_ports.bind_sent_claims(_standing.Claims())


def warm(store: Store) -> None:
    """Do at the start what would make a first search or a first paper slow."""
    _experts_worker.keep_index(store)
    documents.warm()
