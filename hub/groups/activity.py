"""What other rooms report to a group in their own transaction: the first booking."""

from hub.groups import queries, words
from hub.groups.advance import advance
from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from models.vocab.groups import BOOKING_STATES, GroupAction, GroupState


def mark_active(ctx: Ctx, *, group_id: int) -> None:
    """Note the first booking of a registered group; later ones change nothing.

    Part of another room's use case, which has asked who may. `Refused` when bookings are closed.
    """
    group = queries.locked_group(ctx, group_id)
    if group.state not in BOOKING_STATES:
        raise Refused(words.NOT_BOOKABLE)
    if group.state != GroupState.ACTIVE:
        advance(ctx, group, GroupAction.BOOK)
