"""The letter to a guardian as a paper: made at the press, taken once, by whoever pressed.

Only this paper and the screen of that moment show the code; stored is its hash. Whoever wants to
print it again asks anew, and the code before stops. Source: ADR 0028.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from pydantic import BaseModel

from hub.accounts import reads as people
from hub.accounts import service as accounts
from hub.i18n import in_language, translated
from hub.i18n.values import day as written_day
from hub.internship import access, queries, words
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound, Reason
from hub.kernel.text import N_
from hub.platform import audit, files, qr, runtime
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from hub.platform.post import heads, recipients
from models.consents import GuardianConsent
from models.internship import Application, Round
from models.vocab import DataClass
from models.vocab.consents import ConsentState

RECORD: Final = "guardian_letter"
CODE_POINTS: Final = 16

HEADING: Final = N_("実習への同意のお願い")
GUARDIAN: Final = N_("{name}さんの保護者")
ABOUT: Final = N_(
    "{name}さんが「{round}」（{first}から{last}まで）に応募しました。"
    "18歳未満なので、保護者の方の同意が要ります。"
)
CODE: Final = N_("手紙のコード")
STEPS: Final = (
    N_("下のQRコードか番地で、「保護者の方へ」の画面を開きます。"),
    N_("手紙のコードを入れます。内容を見て、同意するか、しないかを選びます。"),
)
QR: Final = N_("「保護者の方へ」の画面（QRコードと同じ番地）：{address}")
UNTIL: Final = N_(
    "このコードで答えられるのは{day}までです。同意は、同じコードでいつでも取り消せます。"
)


class KeepConsentLetter(BaseModel):
    """The question of the letter, and the paper that was set of it."""

    consent_id: int
    stored: files.Stored


@dataclass(frozen=True, slots=True)
class ConsentLetterKept:
    """The file that whoever pressed may take once."""

    consent_id: int
    file_id: int


@dataclass(frozen=True, slots=True)
class GuardianLetter:
    """Where the letter to a guardian goes, what it asks, and until when the code answers."""

    student: str
    postal: str
    address: str
    lang: str
    round_name: str
    first_day: date
    last_day: date
    text: tuple[str, ...]
    ends_at: datetime


class _Asked(NamedTuple):
    consent: GuardianConsent
    application: Application
    held: Round


@command(
    name="internship:consent:letter", input=KeepConsentLetter, audit=RECORD, in_person=True
)  # fmt: skip
def keep_consent_letter(ctx: Ctx, *, consent_id: int, stored: files.Stored) -> ConsentLetterKept:
    """Keep the paper of an open question for one download within the hour."""
    found = _asked(ctx, consent_id)
    require(ctx, access.may_run_round(ctx.actor, found.held.ward_id))
    _living(ctx, found)
    file_id = files.keep_file(
        ctx, record=RECORD, record_id=consent_id, name=f"guardian-letter-{consent_id}.pdf",
        stored=stored, data_class=DataClass.C3, expires_at=ctx.now + accounts.LETTER_LIFE,
    )  # fmt: skip
    audit.record(ctx, RECORD, consent_id)
    return ConsentLetterKept(consent_id, file_id)


@read(name="internship:consent_letter", data_class=DataClass.C3)
def consent_letter(ctx: Ctx, *, consent_id: int) -> GuardianLetter:
    """Address and words for the letter of a question; for whoever runs the round."""
    found = _asked(ctx, consent_id)
    require(ctx, access.may_run_round(ctx.actor, found.held.ward_id))
    student = found.application.person_id
    to = recipients.book().recipient(ctx.session, student, japan_date(ctx.now))
    spans = queries.periods(ctx, found.application.round_id)
    named = people.names_of(ctx, person_ids=(student,))
    return GuardianLetter(
        named[student], to.postal, to.address, to.lang, found.held.name, spans[0].starts_on,
        spans[-1].ends_on, words.CONSENT_TEXTS[found.consent.text_version], found.consent.ends_at,
    )  # fmt: skip


def may_take_letter(ctx: Ctx, consent_id: int) -> Reason | None:
    """Whoever had the letter made, while nobody has answered and no other question followed."""
    found = _asked(ctx, consent_id)
    _living(ctx, found)
    own = files.made_by_reader(ctx, RECORD, consent_id)
    return access.may_run_round(ctx.actor, found.held.ward_id) if own else NOT_FOUND


def letter_sheet(to: GuardianLetter, code: str, now: datetime) -> dict[str, object]:
    """Values of the paper in the student's language; the picture holds no code."""
    here = f"{runtime.settings().public_url.rstrip('/')}/consent"
    today = japan_date(now)
    with in_language(to.lang):
        name = translated(GUARDIAN).format(name=to.student)
        return {
            "title": translated(HEADING),
            "issued": today.isoformat(),
            **heads.head(name, to.postal, to.address, to.lang, today),
            "about": translated(ABOUT).format(
                name=to.student, round=to.round_name,
                first=written_day(to.first_day), last=written_day(to.last_day),
            ),
            "points": [translated(line) for line in to.text],
            "facts": [[translated(CODE), code]],
            "size": CODE_POINTS,
            "steps": [translated(step) for step in STEPS],
            "after": [
                translated(UNTIL).format(day=written_day(japan_date(to.ends_at))),
                heads.call(),
            ],
            "qr": qr.svg(here),
            "qr_said": translated(QR).format(address=here),
        }  # fmt: skip


def _asked(ctx: Ctx, consent_id: int) -> _Asked:
    """The question, its application and its round."""
    consent = ctx.session.get(GuardianConsent, consent_id)
    application = ctx.session.get(Application, consent.application_id) if consent else None
    if consent is None or application is None:
        raise NotFound(NOT_FOUND)
    return _Asked(consent, application, queries.round_of(ctx, application.round_id))


def _living(ctx: Ctx, found: _Asked) -> None:
    """An answered or ended question is missing."""
    consent = found.consent
    if consent.state != ConsentState.ASKED or consent.ends_at <= ctx.now:
        raise NotFound(NOT_FOUND)
