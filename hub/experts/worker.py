"""What the server looks at every minute: offers that ran out, orders kept long enough."""

from hub.experts.queries import engagements as queries
from hub.experts.queries import rankings
from hub.experts.service import end_rankings, sweep_engagements
from hub.platform import clock, commands
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store


def sweep(store: Store) -> bool:
    """End offers that ran out, begin contracts that are due, and end the keeping of old orders."""
    now, actor = clock.now(), system_actor("experts")
    with store.reading() as session:
        ctx = Ctx(session, actor, now)
        due = bool(queries.run_out(ctx) or queries.begun(ctx))
        over = bool(rankings.over(ctx, now))
    if over:
        commands.run(store, end_rankings, actor=actor, now=now, once=commands.new_once(), raw={})
    if due:
        commands.run(
            store, sweep_engagements, actor=actor, now=now, once=commands.new_once(), raw={}
        )
    return due or over
