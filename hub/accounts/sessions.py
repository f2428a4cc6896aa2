"""Finds who is behind a session cookie; read anew on every rerun, never cached."""

from datetime import datetime, timedelta

from hub.accounts import queries
from hub.accounts.tokens import token_hash
from hub.kernel.calendar import japan_date
from hub.platform.context import Actor, Seat
from hub.platform.db import Store


def actor_of(store: Store, token: str | None, now: datetime) -> Actor | None:
    """Return the actor of a live session, or None when it is revoked, idle or over."""
    if not token:
        return None
    with store.reading() as session:
        row = queries.live_session(session, token_hash(token))
        if row is None or row.ends_at <= now:
            return None
        if row.last_seen_at + timedelta(minutes=row.idle_minutes) <= now:
            return None
        found = queries.memberships_on(session, row.person_id, japan_date(now))
        if not found:
            return None
        name = found[0][0].name
        seats = [Seat(m.id or 0, m.role, m.ward_id, m.firm_id) for _person, m in found]
    chosen = next((s for s in seats if s.membership_id == row.membership_id), seats[0])
    others = tuple(s for s in seats if s is not chosen)
    return Actor(row.person_id, name, chosen, others)
