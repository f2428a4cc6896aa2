"""Reminders of days that are due, sent by the hub itself; no claim is changed by them."""

from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from hub.kernel.calendar import japan_date
from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.platform.post import recipients
from hub.subsidy import access, calculation, queries, reminding, showing, telling
from models.subsidy import Claim

RECORD: Final = "claim_reminder"
NOTHING_DUE: Final = Reason(
    "subsidy.nothing_due", N_("この申請について、いま知らせる期限はありません。")
)


class RemindOfDue(BaseModel):
    """Which claim."""

    claim_id: int


@dataclass(frozen=True, slots=True)
class Reminded:
    """The claim and how many people were told."""

    claim_id: int
    people: int


@command(name="subsidy:claim:remind_of_due", input=RemindOfDue, audit=RECORD)
def remind_of_due(ctx: Ctx, *, claim_id: int) -> Reminded:
    """Remind of the day that is due now, unless somebody was reminded since its step."""
    require(ctx, access.may_work(ctx.actor))
    claim = queries.claim_of(ctx, claim_id)
    told = _remind(ctx, claim)
    if told is None:
        raise Refused(NOTHING_DUE)
    audit.record(ctx, RECORD, claim_id, payload={"people": told})
    return Reminded(claim_id, told)


def _remind(ctx: Ctx, claim: Claim) -> int | None:
    """How many people were told; `None` when nothing is to be said today."""
    today = japan_date(ctx.now)
    topic = reminding.TOPICS.get(claim.state)
    due = showing.due_now(ctx, claim, calculation.rules_of(ctx, claim))
    if topic is None or due is None:
        return None
    first = due.on - reminding.AHEAD
    closed = recipients.calendar().closed(ctx.session, claim.ward_id, first)
    step = reminding.newest_step(due.on, today, closed)
    since, last = japan_date(claim.entered_at), telling.reminded_on(ctx, claim)
    if step is None or not reminding.is_to_send(step, since, last):
        return None
    return telling.remind_of_due(ctx, claim, topic, due.on, step)
