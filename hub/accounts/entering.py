"""Writes the rows that make somebody known: the person, a seat, and how to reach the person."""

from datetime import date
from typing import Final

from hub.accounts import contacts, queries
from hub.accounts.contacts import Reach
from hub.kernel.calendar import japan_date
from hub.kernel.text import kana_key
from hub.kernel.variants import searched
from hub.platform.context import Ctx
from models.accounts import Contact, Membership, Person
from models.platform import Preference
from models.vocab import Channel, Role

MOST_KEY: Final = 200


def name_key(name: str) -> str:
    """One shape of a name, by which people are found however its signs are written."""
    return searched(name)[:MOST_KEY]


def person(ctx: Ctx, name: str, kana: str, birth_date: date | None = None) -> Person:
    """A new person without any seat; names stay as typed."""
    row = Person(
        name=name, kana=kana, kana_key=kana_key(kana), name_key=name_key(name),
        birth_date=birth_date, created_at=ctx.now,
    )  # fmt: skip
    ctx.session.add(row)
    ctx.session.flush()
    return row


def seat(
    ctx: Ctx, person_id: int, role: Role, ward_id: int | None, firm_id: int | None = None
) -> int:
    """A seat from today; the one of this kind that the person has, when there is one."""
    for _person, held in queries.memberships_on(ctx.session, person_id, japan_date(ctx.now)):
        if (held.role, held.ward_id, held.firm_id) == (role, ward_id, firm_id):
            return held.id or 0
    row = Membership(
        person_id=person_id, role=role, ward_id=ward_id, firm_id=firm_id,
        starts_on=japan_date(ctx.now),
    )  # fmt: skip
    ctx.session.add(row)
    ctx.session.flush()
    return row.id or 0


def reached(ctx: Ctx, person_id: int, known: Reach, lang: str = "ja") -> None:
    """Where a new person can be reached: by mail when there is an address, else by letter."""
    told_by = Channel.MAIL if known.mail else Channel.LETTER
    sealed = contacts.sealed(person_id, known)
    ctx.session.add(Contact(person_id=person_id, sealed=sealed, updated_at=ctx.now))
    ctx.session.add(Preference(person_id=person_id, lang=lang, told_by=told_by))
    ctx.session.flush()
