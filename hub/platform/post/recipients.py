"""What the post asks of the room that knows people: where somebody can be reached, and how.

Bound in the wiring; without a room nobody can be reached outside the product.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from sqlmodel import Session

from hub.kernel.numbers_of_firms import is_mobile
from models.vocab import Channel

# A mail address that has refused twice for good is not tried again.
MOST_BOUNCES: Final = 2


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person as the post sees one; read when something is sent, never kept."""

    name: str
    mail: str = ""
    postal: str = ""
    address: str = ""
    phone: str = ""
    bounces: int = 0
    lang: str = "ja"
    told_by: Channel = Channel.MAIL
    is_digest: bool = False
    is_staff: bool = False
    ward_id: int | None = None
    has_seat: bool = True

    @property
    def takes_mail(self) -> bool:
        """There is a mail address, and it has not refused too often."""
        return bool(self.mail) and self.bounces < MOST_BOUNCES

    @property
    def takes_texts(self) -> bool:
        """The telephone is one that shows text messages."""
        return is_mobile(self.phone)


class Book(Protocol):
    """The answers of the room that knows people."""

    def recipient(self, session: Session, person_id: int, day: date) -> Recipient:
        """How a person can be reached on a day."""

    def bounced(self, session: Session, person_id: int) -> None:
        """The mail address of a person has refused a mail for good."""


class Calendar(Protocol):
    """The answers of the room that keeps closing days."""

    def closed(self, session: Session, ward_id: int | None, first: date) -> frozenset[date]:
        """Days from `first` on, for a year, on which a ward is closed beside the usual ones."""


class AlwaysOpen:
    """Stands in until a room is bound: only the usual days are closed."""

    def closed(self, session: Session, ward_id: int | None, first: date) -> frozenset[date]:  # noqa: ARG002  nothing is looked up
        """Nothing beside weekends and holidays."""
        return frozenset()


class Nobody:
    """Stands in until a room is bound: nobody has an address."""

    def recipient(self, session: Session, person_id: int, day: date) -> Recipient:  # noqa: ARG002  nobody is looked up
        """Nobody can be reached."""
        return Recipient("")

    def bounced(self, session: Session, person_id: int) -> None:
        """Nothing is kept."""


_BOUND: Final[dict[str, Book]] = {"book": Nobody()}
_CALENDAR: Final[dict[str, Calendar]] = {"calendar": AlwaysOpen()}


def bind(book: Book) -> None:
    """Say who knows people; called by the wiring only."""
    _BOUND["book"] = book


def bind_calendar(calendar: Calendar) -> None:
    """Say who keeps closing days; called by the wiring only."""
    _CALENDAR["calendar"] = calendar


def calendar() -> Calendar:
    """Return who keeps closing days."""
    return _CALENDAR["calendar"]


def book() -> Book:
    """Return who knows people."""
    return _BOUND["book"]
