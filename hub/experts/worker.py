"""What the server looks at every minute: offers that have run out, and the search index."""

from hub.experts import index
from hub.experts.queries import engagements as queries
from hub.experts.queries import roster
from hub.experts.service import sweep_engagements
from hub.kernel.errors import Refused
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


def keep_index(store: Store) -> bool:
    """Have the index of this process ready, so that nobody's first search waits for it.

    Nothing to do without experts; without a vocabulary there is nothing to search by.
    """
    with store.reading() as session:
        ctx = Ctx(session, system_actor("experts"), clock.now())
        if not roster.listed(ctx):
            return False
        try:
            index.search(ctx, text="lathe")
        except Refused:
            return False
    return True
