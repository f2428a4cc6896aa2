"""How a person wants to be told, and where the person can be reached; changed by the person alone.

Source: ux design, part 11.
"""

from dataclasses import asdict, dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from hub.accounts import access, contacts, queries, words
from hub.accounts.contacts import Reach
from hub.accounts.inputs import Address, Mail, Phone, Postal
from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.numbers_of_firms import is_mobile
from hub.platform import audit
from hub.platform.commands import command, read
from hub.platform.context import Ctx, require, require_fresh
from hub.platform.post import texters
from hub.platform.post.recipients import MOST_BOUNCES
from models.accounts import Contact
from models.platform import Preference
from models.vocab import Channel, DataClass

# What each way needs to lead anywhere: field and sentence.
NEEDED: Final = {
    Channel.MAIL: (("mail", words.MAIL_NEEDED),),
    Channel.LETTER: (("postal", words.POSTAL_NEEDED), ("address", words.ADDRESS_NEEDED)),
    Channel.PHONE: (("phone", words.PHONE_NEEDED),),
    Channel.SMS: (("phone", words.PHONE_NEEDED),),
}


class KeepWishes(BaseModel):
    """The way, the addresses, one mail a day or each at once, the language of mails and letters."""

    model_config = ConfigDict(frozen=True)

    told_by: Literal[Channel.MAIL, Channel.LETTER, Channel.PHONE, Channel.SMS, Channel.IN_APP]
    is_digest: bool = False
    lang: Literal["ja", "en"] = "ja"
    mail: Mail = ""
    postal: Postal = ""
    address: Address = ""
    phone: Phone = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How the person is told now; `is_refused` says that the mail address takes nothing."""

    told_by: Channel = Channel.MAIL
    is_digest: bool = False
    lang: str = "ja"
    mail: str = ""
    postal: str = ""
    address: str = ""
    phone: str = ""
    is_refused: bool = False
    has_texts: bool = False


@dataclass(frozen=True, slots=True)
class WishesKept:
    """Whose wishes were kept."""

    person_id: int


@read(name="accounts:my_wishes", data_class=DataClass.C3)
def my_wishes(ctx: Ctx) -> Wishes:
    """How the actor wants to be told; the usual way when nothing was said."""
    require(ctx, access.may_have_wishes(ctx.actor))
    person_id = ctx.actor.person_id or 0
    known, bounces = contacts.reach(ctx.session, person_id)
    wish = queries.preference(ctx.session, person_id)
    return Wishes(
        told_by=wish.told_by if wish else Channel.MAIL,
        is_digest=bool(wish and wish.is_digest),
        lang=wish.lang if wish else "ja",
        mail=known.mail,
        postal=known.postal,
        address=known.address,
        phone=known.phone,
        is_refused=bounces >= MOST_BOUNCES,
        has_texts=texters.texter() is not None,
    )


@command(name="accounts:wishes:keep", input=KeepWishes, audit="contact")
def keep_wishes(  # noqa: PLR0913  the fields of one form
    ctx: Ctx,
    *,
    told_by: Channel,
    is_digest: bool,
    lang: str,
    mail: str,
    postal: str,
    address: str,
    phone: str,
) -> WishesKept:
    """Keep how the actor wants to be told; a way that leads nowhere is refused at its field.

    The desk writes no address of mail: whoever types it could have a new password sent there.
    """
    require(ctx, access.may_have_wishes(ctx.actor))
    given = Reach(mail=mail, postal=postal, address=address, phone=phone)
    _refuse_dead_ends(told_by, asdict(given))
    person_id = ctx.actor.person_id or 0
    known, bounces = contacts.reach(ctx.session, person_id)
    if known.mail != mail and ctx.actor.staff_id is not None:
        raise Invalid(FieldProblem("mail", words.MAIL_BY_PERSON))
    if known != given:
        require_fresh(ctx)
    contact = queries.contact(ctx.session, person_id) or Contact(
        person_id=person_id, sealed="", updated_at=ctx.now
    )
    contact.bounces = bounces if known.mail == mail else 0
    contact.sealed, contact.updated_at = contacts.sealed(person_id, given), ctx.now
    wish = queries.preference(ctx.session, person_id)
    wish = wish or Preference(person_id=person_id, lang=lang)
    wish.told_by, wish.is_digest, wish.lang = told_by, is_digest, lang
    ctx.session.add_all((contact, wish))
    ctx.session.flush()
    audit.record(ctx, "contact", contact.id or 0)
    return WishesKept(person_id)


def _refuse_dead_ends(told_by: Channel, given: dict[str, str]) -> None:
    missing: list[tuple[str, Reason]] = [
        (field, reason) for field, reason in NEEDED.get(told_by, ()) if not given[field]
    ]
    if bool(given["postal"]) != bool(given["address"]) and told_by is not Channel.LETTER:
        half = "address" if given["postal"] else "postal"
        missing += [one for one in NEEDED[Channel.LETTER] if one[0] == half]
    if told_by is Channel.SMS and given["phone"] and not is_mobile(given["phone"]):
        missing.append(("phone", words.MOBILE_NEEDED))
    if missing:
        raise Invalid(*(FieldProblem(field, reason) for field, reason in missing))
