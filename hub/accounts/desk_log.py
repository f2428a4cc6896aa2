"""What was typed at the desk: the entries of a ward, and who has typed for which record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from hub.accounts import access, queries, words
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.accounts import Membership
from models.desk import DeskEntry
from models.platform import AuditRow
from models.vocab import DataClass, Role

SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class DeskRow:
    """Who typed for whom, how it was heard and whether it was read back; words are msgids."""

    entry_id: int
    staff: str
    person: str
    role_words: str
    heard_words: str
    began_at: datetime
    ended_at: datetime | None
    acts: int
    was_read_back: bool


@read(name="accounts:desk_log", data_class=DataClass.C2)
def desk_log(ctx: Ctx) -> tuple[DeskRow, ...]:
    """The last entries of the ward's desk, the newest first."""
    require(ctx, access.may_see_desk(ctx.actor))
    query = (
        select(DeskEntry, Membership.role)
        .join(Membership, col(Membership.id) == col(DeskEntry.membership_id))
        .where(col(Membership.ward_id) == ctx.actor.seat.ward_id)
        .order_by(col(DeskEntry.id).desc())
    )
    found = ctx.session.exec(query.limit(SHOWN)).all()
    named = queries.names(ctx, {at for row, _role in found for at in (row.staff_id, row.person_id)})
    return tuple(
        DeskRow(
            row.id or 0, named[row.staff_id], named[row.person_id], words.ROLE_LABELS[Role(role)],
            words.HEARD_LABELS[row.heard_by], row.began_at, row.ended_at, row.acts,
            row.was_read_back,
        )
        for row, role in found
    )  # fmt: skip


@read(name="accounts:typists", data_class=DataClass.C1)
def typists(
    ctx: Ctx, *, records: tuple[tuple[str, int], ...]
) -> dict[tuple[str, int], frozenset[int]]:
    """Who has typed at the desk for each of these records; a deputy acts for nobody there."""
    require(ctx, access.may_know_people(ctx.actor))
    wanted = [(noun, str(record_id)) for noun, record_id in records]
    at_desk = (
        sa.exists()
        .where(col(DeskEntry.staff_id) == col(AuditRow.actor_id))
        .where(col(DeskEntry.person_id) == col(AuditRow.on_behalf_of))
    )
    query = select(AuditRow.record, AuditRow.record_id, AuditRow.actor_id).where(
        sa.tuple_(col(AuditRow.record), col(AuditRow.record_id)).in_(wanted),
        col(AuditRow.on_behalf_of).is_not(None),
        at_desk,
    )
    found: dict[tuple[str, str], set[int]] = {key: set() for key in wanted}
    for noun, record_id, person_id in ctx.session.exec(query.distinct()):
        found[noun, record_id].add(person_id or 0)
    return {
        (noun, record_id): frozenset(found[noun, str(record_id)]) for noun, record_id in records
    }
