"""Looks once an hour by day for days that are due, and reminds of each in its own transaction."""

import logging
from typing import Final

from hub.kernel.calendar import JST, japan_date
from hub.kernel.errors import HubError
from hub.platform import clock, commands, jobs
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store
from hub.subsidy import queries, reminding
from hub.subsidy.service import NOTHING_DUE, remind_of_due

REMINDER: Final = system_actor("reminder")
NAME: Final = "subsidy-reminders-hour"
# Hours in Japan in which a reminder is written; the post sends it.
BY_DAY: Final = range(8, 20)
LOG: Final = logging.getLogger("hub.subsidy")


def sweep_hourly(store: Store) -> list[int]:
    """Remind, by day and by one process; the claims of which somebody was reminded."""
    now = clock.now().astimezone(JST)
    slot = now.toordinal() * 24 + now.hour
    if now.hour not in BY_DAY or not jobs.take(store, NAME, slot):
        return []
    return sweep(store)


def sweep(store: Store) -> list[int]:
    """Remind of everything that is due; a claim that is refused hinders no other."""
    now = clock.now()
    with store.reading() as session:
        ctx = Ctx(session, REMINDER, now)
        last = japan_date(now) + reminding.AHEAD
        near = queries.claims_near_due(ctx, last, reminding.AT_THE_WARD)
    return [claim_id for claim_id in near if _remind(store, claim_id)]


def _remind(store: Store, claim_id: int) -> bool:
    once, raw = commands.new_once(), {"claim_id": claim_id}
    try:
        commands.run(store, remind_of_due, actor=REMINDER, now=clock.now(), once=once, raw=raw)
    except HubError as refusal:
        if refusal.reason is not NOTHING_DUE:
            facts = {"claim": claim_id, "code": refusal.reason.code}
            LOG.warning("subsidy.remind.refused", extra=facts)
        return False
    return True
