"""Going from one's seat to another of one's seats, with a new token."""

from dataclasses import dataclass

from pydantic import BaseModel

from hub.accounts import access, queries, rules
from hub.accounts.delegating import seats_lent
from hub.accounts.inputs import Digest
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.accounts import SessionRow
from models.vocab import STAFF_ROLES, Role


class SwitchSeat(BaseModel):
    """Digests of the old and the new token, and the seat to act in from now on."""

    token_hash: Digest
    new_token_hash: Digest
    membership_id: int


@dataclass(frozen=True, slots=True)
class SeatSwitched:
    """Id of the new session row."""

    session_id: int


@command(name="accounts:session:switch", input=SwitchSeat, audit="session")
def switch_seat(
    ctx: Ctx, *, token_hash: str, new_token_hash: str, membership_id: int
) -> SeatSwitched:
    """Act in another seat, own or lent; the old token stops in every tab."""
    require(ctx, access.may_run_as_system(ctx.actor))
    row = queries.live_session(ctx.session, token_hash)
    role = _role(ctx, row.person_id, membership_id) if row else None
    if row is None or role is None:
        raise NotFound(NOT_FOUND)
    row.revoked_at = ctx.now
    ctx.session.add(row)
    kept = row.model_dump(exclude={"id", "token_hash", "membership_id", "revoked_at"})
    new = SessionRow(**{**kept, "token_hash": new_token_hash, "membership_id": membership_id})
    if role in STAFF_ROLES:
        new.idle_minutes = min(new.idle_minutes, rules.STAFF_IDLE_MINUTES)
    ctx.session.add(new)
    ctx.session.flush()
    audit.record(ctx, "session", new.id or 0)
    return SeatSwitched(new.id or 0)


def _role(ctx: Ctx, person_id: int, membership_id: int) -> Role | None:
    """Role of a seat in which a person may sit today: an own one, or one that is lent."""
    today = japan_date(ctx.now)
    own = queries.memberships_on(ctx.session, person_id, today)
    if not own:
        return None
    roles = {seat.id: seat.role for _person, seat in own}
    lent = seats_lent(ctx.session, person_id, today)
    return roles.get(membership_id) or next(
        (seat.role for seat in lent if seat.membership_id == membership_id), None
    )
