"""Whom a group's acts are told to: the people of its firms, the staff of its ward."""

from collections.abc import Iterable, Mapping

from hub.accounts import reads as people
from hub.groups.access import SIGNERS
from hub.platform import outbox
from hub.platform.context import Ctx
from models.groups import FirmGroup
from models.vocab import Role


def firm_people(ctx: Ctx, firm_ids: Iterable[int]) -> tuple[int, ...]:
    """People who may sign for these firms, each once, without the one who acts."""
    found = dict.fromkeys(
        person_id
        for firm_id in firm_ids
        for role in SIGNERS
        for person_id in people.holders_of(ctx, role=role, firm_id=firm_id)
    )
    return tuple(person_id for person_id in found if person_id != ctx.actor.person_id)


def ward_people(ctx: Ctx, group: FirmGroup, role: Role) -> tuple[int, ...]:
    """Staff of the group's ward in one role."""
    return people.holders_of(ctx, role=role, ward_id=group.ward_id)


def tell(  # noqa: PLR0913  the facts of one notice
    ctx: Ctx,
    group: FirmGroup,
    to: Iterable[int],
    msgid: str,
    params: Mapping[str, object] | None = None,
    *,
    about: str,
    turn: int | None = None,
) -> None:
    """Write one notice to each person; `turn` tells two of one kind in one state apart."""
    for person_id in to:
        outbox.notice(
            ctx,
            f"groups.{about}",
            f"firm_group:{group.id}",
            person_id,
            msgid,
            version=group.version if turn is None else turn,
            page=f"group?group={group.id}",
            params={"name": group.name, **(params or {})},
        )
