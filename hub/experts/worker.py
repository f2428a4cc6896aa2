"""What the server looks at every minute: offers that have run out."""

from hub.experts.queries import engagements as queries
from hub.experts.service import sweep_engagements
from hub.platform import clock, commands
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store


def sweep(store: Store) -> bool:
    """End offers that ran out and begin contracts that are due; say whether there was any."""
    now, actor = clock.now(), system_actor("experts")
    with store.reading() as session:
        ctx = Ctx(session, actor, now)
        due = bool(queries.run_out(ctx) or queries.begun(ctx))
    if due:
        commands.run(
            store, sweep_engagements, actor=actor, now=now, once=commands.new_once(), raw={}
        )
    return due
