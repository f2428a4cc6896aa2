"""What the person may see of the own mails: written anew from the notices, as they were sent."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from sqlmodel import col, select

from hub.kernel.calendar import japan_date
from hub.platform import runtime
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.platform.post import links, mails, recipients
from models.platform import Delivery, OutboxRow
from models.vocab import Channel, DataClass, DeliveryState

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class SentMail:
    """One mail, in the language in which it is read."""

    delivery_id: int
    subject: str
    body: str
    sent_at: datetime


@read(name="platform:my_mails", data_class=DataClass.C2)
def my_mails(ctx: Ctx) -> tuple[SentMail, ...]:
    """The last mails to the actor, the newest first; those of one morning as the one they were."""
    require(ctx, None)
    rows = ctx.session.exec(
        select(Delivery, OutboxRow)
        .join(OutboxRow, col(OutboxRow.id) == col(Delivery.notice_id))
        .where(
            col(Delivery.person_id) == ctx.actor.person_id,
            col(Delivery.channel) == Channel.MAIL,
            col(Delivery.state) == DeliveryState.SENT,
        )
        .order_by(col(Delivery.sent_at).desc(), col(Delivery.id).desc())
        .limit(SHOWN)
    ).all()
    if not rows:
        return ()
    to = recipients.book().recipient(ctx.session, ctx.actor.person_id or 0, japan_date(ctx.now))
    here = runtime.settings()
    found = []
    for _key, group in groupby(rows, key=lambda pair: _mail_of(pair[0])):
        pairs = sorted(group, key=lambda pair: pair[0].id or 0)
        told = [notice for _row, notice in pairs]
        first = pairs[0][0]
        shows = links.are_shown(here)
        words = mails.subject(told), mails.body(told, to, here, has_tokens=shows)
        found.append(SentMail(first.id or 0, *words, first.sent_at or ctx.now))
    return tuple(found)


def _mail_of(row: Delivery) -> tuple[bool, object]:
    """What tells one mail from another: its own row, or the moment of the daily one."""
    return (True, row.sent_at) if row.is_digest else (False, row.id)
