"""Looks every minute for courses in which something has fallen due, and settles each."""

import logging
from typing import Final

from hub.kernel.errors import HubError
from hub.platform import clock, commands
from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store
from hub.training import promotion, queries
from hub.training.service import settle_course

LOG: Final = logging.getLogger("hub.training")


def sweep(store: Store) -> list[int]:
    """Open, close and begin courses and end offers whose time has come; each in its transaction."""
    now = clock.now()
    actor = system_actor("training")
    with store.reading() as session:
        ctx = Ctx(session, actor, now)
        due = set(queries.due_courses(ctx, now))
        held = queries.held_courses(ctx, now)
        pools = queries.pools_of(ctx, [row.id or 0 for row in held])
        due |= {row.id or 0 for row in held if promotion.is_due(ctx, row, pools[row.id or 0])}
    for training_id in sorted(due):
        raw = {"training_id": training_id}
        try:
            commands.run(
                store, settle_course, actor=actor, now=now, once=commands.new_once(), raw=raw
            )
        except HubError as refusal:
            facts = {"training": training_id, "code": refusal.reason.code}
            LOG.warning("training.settle.refused", extra=facts)
    return sorted(due)
