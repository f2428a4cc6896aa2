"""Imports every room so that the registries are full, and binds the ports."""

from types import MappingProxyType as _Frozen

from hub.accounts import code_letters as _code_letters
from hub.accounts import desk_said as _desk_said
from hub.accounts import desk_typed as _desk_typed
from hub.accounts import office_work as _office_work
from hub.accounts import ports as _accounts_ports
from hub.accounts import reaching as _reaching
from hub.accounts import reads as _accounts_reads
from hub.accounts import service as _accounts
from hub.accounts import words as _accounts_words
from hub.directory import exports as _directory_exports
from hub.directory import importing as _directory_importing
from hub.directory import importing_machines as _directory_machines
from hub.directory import reads as _directory_reads
from hub.directory import service as _directory
from hub.directory import words as _directory_words
from hub.experts import office_days as _office_days
from hub.experts import ports as _experts_ports
from hub.experts import reads as _experts_reads
from hub.experts import searching as _searching
from hub.experts import service as _experts
from hub.experts import worker as _experts_worker
from hub.experts.words import engagements as _engagement_words
from hub.experts.words import roster as _roster_words
from hub.groups import reads as _groups_reads
from hub.groups import service as _groups
from hub.groups import words as _groups_words
from hub.internship import consent_letters as _consent_letters
from hub.internship import consent_papers as _consent_papers
from hub.internship import exports as _internship_exports
from hub.internship import read_back as _internship_names
from hub.internship import reads as _internship_reads
from hub.internship import service as _internship
from hub.internship import worker as _worker
from hub.kernel.text import N_
from hub.platform import (
    anchors,
    commands,
    data_sets,
    documents,
    draft_ends,
    exports,
    files,
    jobs,
    rates,
)
from hub.platform.db import Store
from hub.platform.post import desk as _desk
from hub.platform.post import outgoing as _outgoing
from hub.platform.post import reads as _post_reads
from hub.platform.post import recipients as _recipients
from hub.platform.post import sending as _sending
from hub.platform.post import texts as _texts
from hub.skills import reads as _skills_reads
from hub.skills import service as _skills
from hub.subsidy import charge as _charge
from hub.subsidy import estimate as _estimate
from hub.subsidy import exports as _subsidy_exports
from hub.subsidy import nightly as _subsidy_nightly
from hub.subsidy import papers as _subsidy_papers
from hub.subsidy import reads as _subsidy_reads
from hub.subsidy import reminder_worker as _reminder_worker
from hub.subsidy import service as _subsidy
from hub.subsidy import standing as _standing
from hub.subsidy import trial_worker as _trial_worker
from hub.subsidy import worker as _subsidy_worker
from hub.training import read_back as _training_names
from hub.training import reads as _training_reads
from hub.training import service as _training
from hub.training import words as _training_words
from hub.training import worker as _training_worker
from models.vocab import Channel as _Channel
from models.vocab.directory import FirmKind as _FirmKind
from models.vocab.directory import Sharing as _Sharing
from models.vocab.directory import SiteKind as _SiteKind
from models.vocab.engagements import DeclineReason as _DeclineReason
from models.vocab.experts import DayPart as _DayPart
from models.vocab.groups import MemberRole as _MemberRole
from models.vocab.people import WorkKind as _WorkKind
from models.vocab.training import SizeBand as _SizeBand

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
    _outgoing,
    _desk,
    _post_reads,
    _skills,
    _skills_reads,
    _subsidy,
    _subsidy_reads,
    _training,
    _training_reads,
)

# What somebody of an office types and hands over unfinished; own letters stay with the person.
OFFICE_DRAFTS = _Frozen(
    {
        "internship.round_new": N_("新しい募集回の書きかけ"),
        "training.new": N_("研修の計画の書きかけ"),
    }
)


def _bind_subsidy() -> None:
    """Papers, trials, nightly checks and reminders of claims."""
    jobs.repeat("subsidy-recheck", _subsidy_nightly.check_nightly)
    jobs.repeat("subsidy-reminders", _reminder_worker.sweep_hourly)
    jobs.register(_subsidy.JOB, jobs.Kind(_subsidy_worker.render, _subsidy_worker.lost))
    jobs.register(_subsidy.SIMULATION, jobs.Kind(_trial_worker.compute, _trial_worker.lost))
    files.register(_subsidy_exports.CLAIMS, _subsidy_exports.may_take_claims)
    files.register(_subsidy_exports.TRIAL, _subsidy_exports.may_take_trial)
    files.register(_subsidy_papers.RECORD, _subsidy_papers.may_read_evidence)
    files.register(_subsidy_papers.RECEIPT, _subsidy_papers.may_take_receipt)


def _bind_desk() -> None:
    """What the desk reads back: words and names of the rooms."""
    commands.at_desk(_desk_typed.keep)
    for kind, words in (
        (_Channel, _accounts_words.CHANNEL_LABELS), (_DayPart, _roster_words.DAY_PARTS),
        (_DeclineReason, _engagement_words.DECLINE_LABELS),
        (_SizeBand, _training_words.BAND_LABELS),
        (_FirmKind, _directory_words.FIRM_KINDS), (_SiteKind, _directory_words.SITE_KINDS),
        (_Sharing, _directory_words.SHARINGS), (_MemberRole, _groups_words.MEMBER_LABELS),
    ):  # fmt: skip
        _desk_said.bind_words(kind, words)
    _desk_said.bind_codes("weekday", N_("曜日"), dict(enumerate(_roster_words.WEEKDAYS)))
    _desk_said.bind_codes("nth", N_("月の中の週"), _roster_words.NTH_WORDS)
    for field, label, namer in (
        ("ranked", N_("行きたい所"), _internship_names.programmes),
        ("acceptable", N_("行ってもよい所"), _internship_names.programmes),
        ("absent", N_("行けない期間"), _internship_names.periods),
        ("training_id", N_("研修"), _training_names.courses),
        ("sign_up_id", N_("研修"), _training_names.of_sign_ups),
        ("trainees", N_("参加する人"), _training_names.people),
    ):
        _desk_said.bind_namer(field, label, namer)


def bind() -> None:
    """Say how each kind of job is done; called once by a process that works."""
    jobs.register(_internship.JOB, jobs.Kind(_worker.compute, _worker.lost))
    _bind_desk()
    _bind_subsidy()
    jobs.repeat("experts", _experts_worker.sweep)
    jobs.repeat("experts-confirm", _experts_worker.remind_daily)
    jobs.repeat("training", _training_worker.sweep)
    jobs.repeat("drafts", draft_ends.sweep)
    jobs.repeat("exports", exports.sweep)
    jobs.repeat("files", files.sweep_hourly)
    jobs.repeat("anchor", anchors.keep_daily)
    jobs.repeat("rates", rates.sweep)
    jobs.repeat("desk", _accounts.end_over)
    jobs.repeat("handovers", _accounts.do_due)
    jobs.repeat("tries", _accounts.sweep_tries)
    jobs.repeat("resets", _accounts.sweep_resets)
    jobs.repeat("invitations", _accounts.sweep_invitations)
    jobs.repeat("refused-requests", _accounts.forget_told)
    jobs.bind_post(_post)
    _recipients.bind(_reaching.Book())
    _recipients.bind_calendar(_office_days.OfficeDays())
    data_sets.register("firms", _directory_reads.firms_table)
    data_sets.register("machines", _directory_reads.machines_table)
    files.register(_directory_exports.FIRMS, _directory_exports.may_take_firms)
    files.register(_directory_importing.SOURCE, _directory_exports.may_take_firms)
    for record in (_directory_machines.SOURCE, _directory_machines.MACHINES):
        files.register(record, _directory_machines.may_take_machines)
    files.register(_directory_exports.RECEIPT, _directory_exports.may_take_receipt)
    files.register(_directory_exports.FAULTS, _directory_exports.may_take_firms)
    files.register(_consent_papers.RECORD, _consent_papers.may_read_paper)
    files.register(_internship_exports.PLAN, _internship_exports.may_take_plan)
    files.register(_internship_exports.WEEKS, _internship_exports.may_take_weeks)
    files.register(_desk.BATCH, _desk.may_read_batch)
    files.register(_consent_letters.RECORD, _consent_letters.may_take_letter, is_once=True)
    files.register(_code_letters.RECORD, _code_letters.may_take_code_letter, is_once=True)
    for record in (_internship_exports.PLAN, _subsidy_exports.CLAIMS, _subsidy_exports.TRIAL):
        exports.guard(record)
    files.register("issued_document", _subsidy_worker.may_read_notice)
    _accounts_ports.bind_firm_places(_directory_reads.FirmPlaces())
    _accounts_ports.bind_open_work(_WorkKind.CLAIM, _charge.ClaimsInHand())
    _accounts_ports.bind_open_work(_WorkKind.CALL, _office_work.Calls())
    _accounts_ports.bind_open_work(_WorkKind.DRAFT, _office_work.Drafts(OFFICE_DRAFTS))
    _experts_ports.bind_subsidy_estimate(_estimate.Answers())
    _experts_ports.bind_sent_claims(_standing.Claims())


def _post(store: Store) -> None:
    """Answer who has forgotten the password, then send what is due."""
    _accounts.answer_resets(store)
    _sending.deliver(store)
    _texts.deliver(store)


def search_beside() -> None:
    """Search in a process of its own, which the first search starts."""
    _searching.bind(_searching.Beside())


def search_ready() -> None:
    """Start the process that searches, and wait until it can answer."""
    _searching.make_ready()


def end_search() -> None:
    """End the process that searches."""
    _searching.stop()


def warm() -> None:
    """Do at the start what would make a first paper slow."""
    documents.warm()
