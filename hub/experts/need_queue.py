"""Puts needs that nobody can serve before the coordinator, without names and numbers.

For the services of this room. Source: design "experts" A5.
"""

from typing import Final

from hub.accounts import reads as people
from hub.experts import masking
from hub.experts.queries import roster, unserved
from hub.groups.reads import GroupFacts
from hub.platform.context import Ctx
from models.vocab.needs import UnservedCause

MOST_SIGNS: Final = 2000


def put(  # noqa: PLR0913  the facts that decide on it
    ctx: Ctx,
    group: GroupFacts,
    need: str,
    chips: tuple[str, ...],
    *,
    is_sure: bool,
    is_rejected: bool,
    has_shown: bool,
) -> None:
    """Put a need before the coordinator that no skill or nobody answers."""
    causes = {
        UnservedCause.REJECTED: is_rejected,
        UnservedCause.NO_SKILL: not is_sure or not chips,
        UnservedCause.NOBODY: not has_shown,
    }
    cause = next((name for name, holds in causes.items() if holds), None)
    if cause is not None:
        unserved.put(
            ctx, ward_id=group.ward_id, group_id=group.group_id, need=need,
            masked=hidden(ctx, group, need), skills=chips, cause=cause,
        )  # fmt: skip


def hidden(ctx: Ctx, group: GroupFacts, need: str) -> str:
    """The need without names of the group's firms, of who asks and of the listed experts."""
    known = people.names_of(ctx, person_ids=tuple(row.person_id for row in roster.listed(ctx)))
    firms = [member.name for member in group.members]
    return masking.masked(need, [*firms, ctx.actor.name, *known.values()])[:MOST_SIGNS]


def hand_over(ctx: Ctx, group: GroupFacts, need: str) -> None:
    """The group asked for it itself."""
    unserved.put(
        ctx, ward_id=group.ward_id, group_id=group.group_id, need=need,
        masked=hidden(ctx, group, need), skills=(), cause=UnservedCause.HANDED_OVER,
    )  # fmt: skip
