"""What a guardian holds and is shown: a link or a printed code, and the question behind it."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hub.accounts import reads as people
from hub.accounts import service as accounts
from hub.internship import queries, words
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store
from models.internship import Application
from models.vocab.consents import ConsentChannel, ConsentState

# Letters and digits without 0 O 1 I L; sixteen of them cannot be guessed.
SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS: Final = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What a guardian is shown; of the student no more than the name."""

    student: str
    round_name: str
    first_day: date
    last_day: date
    text: tuple[str, ...]
    state: ConsentState
    channel: ConsentChannel
    is_over: bool


def new_consent_code() -> str:
    """Mint a code for a printed letter: four groups of four signs."""
    return "-".join(
        "".join(secrets.choice(SIGNS) for _sign in range(GROUPS)) for _group in range(GROUPS)
    )


def folded_code(typed: str) -> str:
    """Return what was typed as it is hashed: any width and case, without hyphens and spaces."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in plain if sign in SIGNS)


def asked(store: Store, secret: str, now: datetime) -> Asked | None:
    """What a link or code asks; None when it is unknown, or over without an answer."""
    with store.reading() as session:
        digest = accounts.token_hash(secret)
        row = queries.consent_by_secret(session, digest)
        application = session.get(Application, row.application_id) if row else None
        if row is None or application is None:
            return None
        is_over = row.state == ConsentState.ASKED and row.ends_at <= now
        if is_over:
            return None
        ctx = Ctx(session, system_actor("consent"), now)
        spans = queries.periods(ctx, application.round_id)
        named = people.names_of(ctx, person_ids=(application.person_id,))
        return Asked(
            named[application.person_id],
            queries.round_of(ctx, application.round_id).name,
            spans[0].starts_on,
            spans[-1].ends_on,
            words.CONSENT_TEXTS[row.text_version],
            row.state,
            ConsentChannel.LINK if row.token_hash == digest else ConsentChannel.CODE,
            is_over,
        )
