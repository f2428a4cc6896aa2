"""Answers the post: how a person can be reached, in which language, and whether a seat holds."""

import logging
from dataclasses import asdict, replace
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col

from hub.accounts import contacts, queries
from hub.accounts.contacts import Reach
from hub.kernel.errors import Refused
from hub.platform.post.recipients import Recipient
from models.accounts import Contact
from models.vocab import STAFF_ROLES

LOG: Final = logging.getLogger("hub.accounts")


class Book:
    """The room's answers; bound in the wiring."""

    def recipient(self, session: Session, person_id: int, day: date) -> Recipient:
        """Everything that stands on this day."""
        seats = [seat for _person, seat in queries.memberships_on(session, person_id, day)]
        person = queries.person(session, person_id)
        reach, bounces = _reach(session, person_id)
        wish = queries.preference(session, person_id)
        known = Recipient(
            name=person.name if person else "",
            is_staff=any(seat.role in STAFF_ROLES for seat in seats),
            ward_id=next((seat.ward_id for seat in seats if seat.ward_id), None)
            or queries.inviting_ward(session, person_id),
            has_seat=bool(seats),
        )
        known = replace(known, bounces=bounces, **asdict(reach))
        if wish is None:
            return known
        return replace(known, lang=wish.lang, told_by=wish.told_by, is_digest=wish.is_digest)

    def bounced(self, session: Session, person_id: int) -> None:
        """Count that the mail address has refused for good."""
        session.connection().execute(
            sa.update(Contact)
            .where(col(Contact.person_id) == person_id)
            .values(bounces=Contact.bounces + 1)
        )


def _reach(session: Session, person_id: int) -> tuple[Reach, int]:
    """Where the post reaches a person; one whose contact does not open is one without addresses.

    The desk then calls or writes, and the mails of everybody else go out.
    """
    try:
        return contacts.reach(session, person_id)
    except Refused:
        LOG.exception("contact.fault", extra={"record": "person", "record_id": person_id})
        return Reach(), 0
