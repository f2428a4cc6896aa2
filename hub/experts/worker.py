"""What the server looks at every minute: offers that ran out, orders kept long enough.

And once a day, who is to confirm what was declared.
"""

from datetime import datetime
from typing import Final

from hub.experts import offering
from hub.experts.queries import conflicts, rankings, roster
from hub.experts.queries import engagements as queries
from hub.experts.service import end_rankings, remind_to_confirm, sweep_engagements
from hub.kernel.calendar import JST
from hub.kernel.errors import HubError
from hub.platform import clock, commands, jobs
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store

NAME: Final = "experts-confirm-day"
REMINDED_FROM: Final = 8


def sweep(store: Store) -> bool:
    """End offers that ran out, begin contracts that are due, and end the keeping of old orders."""
    now, actor = clock.now(), system_actor("experts")
    with store.reading() as session:
        ctx = Ctx(session, actor, now)
        due = bool(queries.run_out(ctx) or queries.begun(ctx) or offering.lapsed(ctx))
        over = bool(rankings.over(ctx, now))
    if over:
        commands.run(store, end_rankings, actor=actor, now=now, once=commands.new_once(), raw={})
    if due:
        commands.run(
            store, sweep_engagements, actor=actor, now=now, once=commands.new_once(), raw={}
        )
    return due or over


def remind_daily(store: Store) -> list[int]:
    """Remind experts once a day, by one process, to confirm what they have declared."""
    now = clock.now().astimezone(JST)
    if now.hour < REMINDED_FROM or not jobs.take(store, NAME, now.toordinal()):
        return []
    return remind(store)


def remind(store: Store) -> list[int]:
    """Remind of everything that is due; those who were reminded."""
    now = clock.now()
    with store.reading() as session:
        ctx = Ctx(session, system_actor("experts"), now)
        due = list(conflicts.reminder_of(ctx, roster.kept(ctx)))
    return [expert_id for expert_id in due if _remind(store, expert_id, now)]


def _remind(store: Store, expert_id: int, now: datetime) -> bool:
    """One at a time; who is refused, such as somebody who has left meanwhile, hinders nobody."""
    once, actor = commands.new_once(), system_actor("experts")
    raw = {"expert_id": expert_id}
    try:
        commands.run(store, remind_to_confirm, actor=actor, now=now, once=once, raw=raw)
    except HubError:
        return False
    return True
