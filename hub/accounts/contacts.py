"""Where a person can be reached: sealed in the database, opened only here.

Source: platform design, part 4.3 (data class C3).
"""

import json
from dataclasses import asdict, dataclass
from typing import Final

from sqlmodel import Session

from hub.accounts import queries
from hub.platform import runtime
from models.accounts import Contact

PURPOSE: Final = "contact"


@dataclass(frozen=True, slots=True)
class Reach:
    """Mail address, postal code and address, telephone number; what is not told is empty."""

    mail: str = ""
    postal: str = ""
    address: str = ""
    phone: str = ""


def reach(session: Session, person_id: int) -> tuple[Reach, int]:
    """Where a person can be reached, and how often the mail address has refused."""
    row = queries.contact(session, person_id)
    return (opened(row), row.bounces) if row else (Reach(), 0)


def opened(row: Contact) -> Reach:
    """What a row holds; `Refused` when it was moved to another person or the keyring is another."""
    kept = runtime.keyring().opened(PURPOSE, _subject(row.person_id), row.sealed)
    return Reach(**json.loads(kept))


def sealed(person_id: int, known: Reach) -> str:
    """The text that a row of this person holds."""
    plain = json.dumps(asdict(known), ensure_ascii=False).encode()
    return runtime.keyring().sealed(PURPOSE, _subject(person_id), plain)


def _subject(person_id: int) -> str:
    return f"contact:{person_id}"
