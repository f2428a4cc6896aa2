"""Ask a guardian, take the answer by link, code or paper, and take it back; no account is needed.

Neither token nor code ever enters a command: both are shown once, their digests are stored.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final, Literal

import sqlalchemy as sa
from pydantic import BaseModel, StringConstraints
from sqlmodel import col

from hub.accounts import reads as people
from hub.internship import access, consent_papers, consent_rules, queries, stopping, words
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Refused
from hub.kernel.text import one_line
from hub.platform import audit, files, outbox
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.db import guarded
from models.consents import GuardianConsent
from models.internship import Application, Round
from models.vocab import DataClass, FileKind
from models.vocab.consents import ConsentChannel, ConsentState

LIFE: Final = timedelta(days=30)
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
GuardianName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]


class AskConsent(BaseModel):
    """Of whose guardian, and the digests of the link's token and of the printed code."""

    application_id: int
    token_hash: Digest
    code_hash: Digest


class AnswerConsent(BaseModel):
    """Digest of what the guardian holds, how it came, the guardian's name and word."""

    secret_hash: Digest
    channel: Literal[ConsentChannel.LINK, ConsentChannel.CODE]
    guardian: GuardianName
    does_agree: bool


class WithdrawConsent(BaseModel):
    """Digest of what the guardian holds."""

    secret_hash: Digest


class Scan(BaseModel):
    """The signed paper as a file that was received, set down before."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=files.NAME_LIMIT)]
    kind: Literal[FileKind.PDF, FileKind.JPG, FileKind.PNG]
    stored: files.Stored


class RecordPaper(BaseModel):
    """A signed paper: whose, both names as they stand on it, what it says, and its picture."""

    application_id: int
    student: GuardianName
    guardian: GuardianName
    does_agree: bool
    scan: Scan | None = None


@dataclass(frozen=True, slots=True)
class ConsentChanged:
    """The question, and what stands now."""

    consent_id: int
    state: ConsentState


@command(name="internship:consent:ask", input=AskConsent, audit="guardian_consent", in_person=True)
def ask_consent(
    ctx: Ctx, *, application_id: int, token_hash: str, code_hash: str
) -> ConsentChanged:
    """Ask the guardian of a student under 18, for thirty days; an older question is over.

    A yes stands until it is taken back: a page that is out of date cannot ask it away.
    """
    application, held = _of(ctx, application_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    _refuse_adults(ctx, application, held)
    last = queries.last_consents(ctx, [application_id]).get(application_id)
    if last is not None and last.state == ConsentState.AGREED:
        raise Refused(words.CONSENT_GIVEN)
    queries.end_questions(ctx, application_id)
    row = GuardianConsent(
        application_id=application_id, text_version=words.CONSENT_VERSION,
        state=ConsentState.ASKED, token_hash=token_hash, code_hash=code_hash,
        asked_by=ctx.actor.person_id, created_at=ctx.now, ends_at=ctx.now + LIFE,
    )  # fmt: skip
    return _added(ctx, row)


@command(name="internship:consent:answer", input=AnswerConsent, audit="guardian_consent")
def answer_consent(
    ctx: Ctx, *, secret_hash: str, channel: ConsentChannel, guardian: str, does_agree: bool
) -> ConsentChanged:
    """Take the word of a guardian; of many presses a single one counts."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.consent_by_secret(ctx.session, secret_hash)
    state = ConsentState.AGREED if does_agree else ConsentState.REFUSED
    said = sa.update(GuardianConsent).where(
        col(GuardianConsent.id) == (row.id if row else 0),
        col(GuardianConsent.state) == ConsentState.ASKED,
        col(GuardianConsent.ends_at) > ctx.now,
    )
    values = {"state": state, "channel": channel, "guardian": one_line(guardian)}
    if row is None or not guarded(ctx.session, said.values(**values, answered_at=ctx.now)):
        raise NotFound(words.CONSENT_DEAD)
    _tell(ctx, row, state, words.CONSENT_AGREED if does_agree else words.CONSENT_REFUSED)
    if not does_agree:
        stopping.tell(ctx, *_of(ctx, row.application_id))
    audit.record(ctx, "guardian_consent", row.id or 0, payload={"state": state.value})
    return ConsentChanged(row.id or 0, state)


@command(name="internship:consent:withdraw", input=WithdrawConsent, audit="guardian_consent")
def withdraw_consent(ctx: Ctx, *, secret_hash: str) -> ConsentChanged:
    """Take a consent back by the same link or code, also after its thirty days."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.consent_by_secret(ctx.session, secret_hash)
    back = sa.update(GuardianConsent).where(
        col(GuardianConsent.id) == (row.id if row else 0),
        col(GuardianConsent.state) == ConsentState.AGREED,
    )
    values = {"state": ConsentState.WITHDRAWN, "withdrawn_at": ctx.now}
    if row is None or not guarded(ctx.session, back.values(**values)):
        raise NotFound(words.CONSENT_DEAD)
    _tell(ctx, row, ConsentState.WITHDRAWN, words.CONSENT_BACK)
    stopping.tell(ctx, *_of(ctx, row.application_id))
    audit.record(ctx, "guardian_consent", row.id or 0)
    return ConsentChanged(row.id or 0, ConsentState.WITHDRAWN)


@command(name="internship:consent:paper", input=RecordPaper, audit="guardian_consent")
def record_paper(
    ctx: Ctx,
    *,
    application_id: int,
    student: str,
    guardian: str,
    does_agree: bool,
    scan: Scan | None,
) -> ConsentChanged:
    """Write down a signed paper with both names; it replaces what was asked before.

    A yes needs the picture of the paper: without it nobody could show later who signed.
    """
    application, held = _of(ctx, application_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    _refuse_adults(ctx, application, held)
    name = people.names_of(ctx, person_ids=(application.person_id,))[application.person_id]
    if _plain(student) != _plain(name):
        raise Invalid(FieldProblem("student", words.CONSENT_OTHER_NAME))
    if does_agree and scan is None:
        raise Invalid(FieldProblem("scan", words.CONSENT_NO_SCAN))
    queries.end_questions(ctx, application_id)
    row = GuardianConsent(
        application_id=application_id, text_version=words.CONSENT_VERSION,
        state=ConsentState.AGREED if does_agree else ConsentState.REFUSED,
        asked_by=ctx.actor.person_id, created_at=ctx.now, ends_at=ctx.now,
        channel=ConsentChannel.PAPER, guardian=one_line(guardian), answered_at=ctx.now,
    )  # fmt: skip
    changed = _added(ctx, row)
    if scan is not None:
        files.keep_file(
            ctx, record=consent_papers.RECORD, record_id=changed.consent_id, name=scan.name,
            kind=scan.kind, stored=scan.stored, data_class=DataClass.C3,
        )  # fmt: skip
    if not does_agree:
        stopping.tell(ctx, application, held)
    return changed


def _of(ctx: Ctx, application_id: int) -> tuple[Application, Round]:
    application = ctx.session.get(Application, application_id)
    if application is None:
        raise NotFound(NOT_FOUND)
    held = queries.round_of(ctx, application.round_id)
    return application, held


def _refuse_adults(ctx: Ctx, application: Application, held: Round) -> None:
    first = queries.periods(ctx, held.id or 0)[0].starts_on
    if not consent_rules.is_needed(application.birth_date, application.sent_at, first):
        raise Refused(words.CONSENT_NOT_NEEDED)


def _added(ctx: Ctx, row: GuardianConsent) -> ConsentChanged:
    ctx.session.add(row)
    ctx.session.flush()
    payload = {"state": row.state.value, "text": row.text_version}
    audit.record(ctx, "guardian_consent", row.id or 0, payload=payload)
    return ConsentChanged(row.id or 0, row.state)


def _tell(ctx: Ctx, row: GuardianConsent, state: ConsentState, sentence: str) -> None:
    """Whoever asked is told, and the student."""
    application = ctx.session.get(Application, row.application_id)
    student = application.person_id if application else 0
    name = people.names_of(ctx, person_ids=(student,)).get(student, "")
    for person_id in {row.asked_by or student, student}:
        outbox.notice(
            ctx, f"internship.consent.{state}", f"consent:{row.id}", person_id, sentence,
            params={"name": name},
            is_urgent=state is not ConsentState.AGREED,
        )  # fmt: skip


def _plain(name: str) -> str:
    return "".join(name.split())
