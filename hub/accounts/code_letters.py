"""The letter with a sign-in code as a paper: made at the press, taken once, by whoever pressed.

Only this paper and the screen of that moment show the code; stored is its hash. Whoever wants to
print it again makes a new code, and the one before stops. Source: ADR 0028.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import BaseModel

from hub.accounts import access, queries, words
from hub.i18n import in_language, translated
from hub.i18n.values import day as written_day
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound, Reason
from hub.platform import audit, files, qr, runtime
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require
from hub.platform.post import heads, recipients
from hub.platform.post import words as post_words
from models.accounts import Account, Membership, SignInCode
from models.vocab import DataClass

RECORD: Final = "sign_in_code"
# The office prints at once; what nobody has taken by then is gone.
LETTER_LIFE: Final = timedelta(hours=1)
LETTER_PAPER: Final = Path(__file__).with_name("templates") / "code_letter.typ"
HALF: Final = 4


class KeepCodeLetter(BaseModel):
    """The code of the letter, and the paper that was set of it."""

    code_id: int
    stored: files.Stored


@dataclass(frozen=True, slots=True)
class CodeLetterKept:
    """The file that whoever pressed may take once."""

    code_id: int
    file_id: int


@dataclass(frozen=True, slots=True)
class LetterTo:
    """Where a letter with a code goes, and until when the code works."""

    name: str
    postal: str
    address: str
    lang: str
    login: str
    ends_at: datetime


class _Code(NamedTuple):
    """A code, whose it is, and where the person has a seat today."""

    code: SignInCode | None
    account: Account | None
    seats: list[Membership]


@command(
    name="accounts:code_letter:keep", input=KeepCodeLetter, audit=RECORD, in_person=True
)  # fmt: skip
def keep_code_letter(ctx: Ctx, *, code_id: int, stored: files.Stored) -> CodeLetterKept:
    """Keep the paper of a living code for one download within the hour."""
    found = _found(ctx, code_id)
    require(ctx, access.may_write_letter(ctx.actor, found.seats))
    _living(ctx, found)
    file_id = files.keep_file(
        ctx, record=RECORD, record_id=code_id, name=f"sign-in-letter-{code_id}.pdf", stored=stored,
        data_class=DataClass.C3, expires_at=ctx.now + LETTER_LIFE,
    )  # fmt: skip
    audit.record(ctx, RECORD, code_id)
    return CodeLetterKept(code_id, file_id)


@read(name="accounts:code_letter", data_class=DataClass.C3)
def code_letter(ctx: Ctx, *, code_id: int) -> LetterTo:
    """Address and number for the letter of a living code; for whoever may write to the person."""
    found = _found(ctx, code_id)
    require(ctx, access.may_write_letter(ctx.actor, found.seats))
    code, account = _living(ctx, found)
    to = recipients.book().recipient(ctx.session, account.person_id, japan_date(ctx.now))
    return LetterTo(to.name, to.postal, to.address, to.lang, account.login, code.ends_at)


def may_take_code_letter(ctx: Ctx, code_id: int) -> Reason | None:
    """Whoever had the letter made, while its code has not been used or followed by a new one."""
    found = _found(ctx, code_id)
    _living(ctx, found)
    own = files.made_by_reader(ctx, RECORD, code_id)
    return access.may_write_letter(ctx.actor, found.seats) if own else NOT_FOUND


def letter_sheet(to: LetterTo, code: str, now: datetime) -> dict[str, object]:
    """Values of the paper in the language of whoever gets it; the picture holds no code."""
    here = f"{runtime.settings().public_url.rstrip('/')}/sign-in"
    today, last = japan_date(now), japan_date(to.ends_at)
    with in_language(to.lang):
        until = translated(words.LETTER_UNTIL).format(day=written_day(last))
        return {
            "title": translated(words.LETTER_HEADING),
            "issued": today.isoformat(),
            **heads.head(to.name, to.postal, to.address, to.lang, today),
            "about": translated(words.LETTER_PURPOSE),
            "facts": [
                [translated(words.LETTER_NUMBER), to.login],
                [translated(words.LETTER_CODE), f"{code[:HALF]} {code[HALF:]}"],
            ],
            "steps": [translated(step) for step in words.LETTER_STEPS],
            "after": [
                until,
                translated(words.LETTER_SECRET),
                heads.call(),
            ],
            "qr": qr.svg(here),
            "qr_said": translated(post_words.LETTER_QR).format(address=here),
        }  # fmt: skip


def _found(ctx: Ctx, code_id: int) -> _Code:
    code = ctx.session.get(SignInCode, code_id)
    account = ctx.session.get(Account, code.account_id) if code else None
    if account is None:
        return _Code(code, None, [])
    pairs = queries.memberships_on(ctx.session, account.person_id, japan_date(ctx.now))
    return _Code(code, account, [seat for _person, seat in pairs])


def _living(ctx: Ctx, found: _Code) -> tuple[SignInCode, Account]:
    """The code and whose it is; a used or ended one is missing."""
    code, account, _seats = found
    if code is None or account is None or code.used_at is not None or code.ends_at <= ctx.now:
        raise NotFound(NOT_FOUND)
    return code, account
