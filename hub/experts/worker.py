"""Looks every minute for offers that have run out and contracts whose day has come."""

from hub.experts.queries import engagements as queries
from hub.experts.service import sweep_engagements
from hub.platform import clock, commands
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store


def sweep(store: Store) -> bool:
    """Run the sweep when there is something to do; say whether there was."""
    now, actor = clock.now(), system_actor("experts")
    with store.reading() as session:
        ctx = Ctx(session, actor, now)
        due = bool(queries.run_out(ctx) or queries.begun(ctx))
    if due:
        commands.run(
            store, sweep_engagements, actor=actor, now=now, once=commands.new_once(), raw={}
        )
    return due
