"""Rows of groups, members, agreements and signatures, within what the actor may reach."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from hub.accounts import reads as people
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx, each, grouped, once_a_read
from hub.platform.db import insert_into
from models.groups import (
    AgreementSignature,
    AgreementVersion,
    FirmGroup,
    GroupMember,
    GroupNumber,
    GroupRule,
    GroupStep,
    GroupVerdict,
    ShareRow,
)
from models.vocab import FIRM_ROLES, STAFF_ROLES


@once_a_read
def group_of(ctx: Ctx, group_id: int) -> FirmGroup:
    """One group; missing, of another ward and of other firms answer alike."""
    row = ctx.session.get(FirmGroup, group_id)
    if row is None or not _in_scope(ctx, row):
        raise NotFound(NOT_FOUND)
    return row


def locked_group(ctx: Ctx, group_id: int) -> FirmGroup:
    """One group whose row is held until the commit, so that its steps come one after another."""
    ctx.session.flush()
    query = select(FirmGroup).where(col(FirmGroup.id) == group_id).with_for_update()
    row = ctx.session.exec(query.execution_options(populate_existing=True)).first()
    if row is None or not _in_scope(ctx, row):
        raise NotFound(NOT_FOUND)
    return row


def group_named(ctx: Ctx, ward_id: int, name: str) -> FirmGroup | None:
    """Group of a ward by its name."""
    query = select(FirmGroup).where(col(FirmGroup.ward_id) == ward_id, col(FirmGroup.name) == name)
    return ctx.session.exec(query).first()


def groups_of_ward(ctx: Ctx, ward_id: int) -> list[FirmGroup]:
    """Groups of a ward, the newest first."""
    query = select(FirmGroup).where(col(FirmGroup.ward_id) == ward_id)
    return list(ctx.session.exec(query.order_by(col(FirmGroup.id).desc())).all())


def groups_of_firm(ctx: Ctx, firm_id: int) -> list[FirmGroup]:
    """Groups in which a firm is a member today, the oldest first; staff see their ward's."""
    query = (
        select(FirmGroup)
        .join(GroupMember, col(GroupMember.group_id) == col(FirmGroup.id))
        .where(col(GroupMember.firm_id) == firm_id, col(GroupMember.left_on).is_(None))
        .order_by(col(FirmGroup.id))
    )
    found = ctx.session.exec(query).all()
    members.foresee(ctx, [row.id or 0 for row in found])
    return [row for row in found if _in_scope(ctx, row)]


def groups_by_id(ctx: Ctx, group_ids: Collection[int]) -> list[FirmGroup]:
    """Groups by their ids."""
    query = select(FirmGroup).where(col(FirmGroup.id).in_(list(group_ids)))
    return list(ctx.session.exec(query.order_by(col(FirmGroup.id))).all())


def member_firms(ctx: Ctx, group_id: int) -> frozenset[int]:
    """Firms of the group, observers included."""
    return frozenset(row.firm_id for row in members(ctx, group_id))


@each(list[GroupMember])
def members(ctx: Ctx, group_ids: Collection[int]) -> dict[int, list[GroupMember]]:
    """Members of a group who have not left, in the order of the agreement."""
    query = select(GroupMember).where(
        col(GroupMember.group_id).in_(group_ids), col(GroupMember.left_on).is_(None)
    )
    rows = ctx.session.exec(query.order_by(col(GroupMember.place)))
    return grouped(rows, lambda row: row.group_id)


def last_place(ctx: Ctx, group_id: int) -> int:
    """Highest place ever given in a group."""
    query = select(sa.func.max(col(GroupMember.place))).where(col(GroupMember.group_id) == group_id)
    return int(ctx.session.exec(query).one() or 0)


@each(list[AgreementVersion])
def versions(ctx: Ctx, group_ids: Collection[int]) -> dict[int, list[AgreementVersion]]:
    """Versions of a group's agreement, the newest first."""
    query = select(AgreementVersion).where(col(AgreementVersion.group_id).in_(group_ids))
    rows = ctx.session.exec(query.order_by(col(AgreementVersion.number).desc()))
    return grouped(rows, lambda row: row.group_id)


def version_in_force(ctx: Ctx, group_id: int, day: date) -> AgreementVersion | None:
    """The signed version that holds on a day; before the first one holds, the one signed first."""
    signed = [row for row in reversed(versions(ctx, group_id)) if row.signed_on is not None]
    holding = [
        row
        for row in signed
        if max(row.effective_from, row.signed_on or row.effective_from) <= day
        and (row.replaced_on is None or day < row.replaced_on)
    ]
    return holding[-1] if holding else next(iter(signed), None)


def version_numbered(ctx: Ctx, group_id: int, number: int) -> AgreementVersion:
    """One version of a group by its number."""
    query = select(AgreementVersion).where(
        col(AgreementVersion.group_id) == group_id, col(AgreementVersion.number) == number
    )
    row = ctx.session.exec(query).first()
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


@each(list[AgreementSignature])
def signatures(ctx: Ctx, version_ids: Collection[int]) -> dict[int, list[AgreementSignature]]:
    """Signatures under a version in the order of signing."""
    query = select(AgreementSignature).where(col(AgreementSignature.version_id).in_(version_ids))
    rows = ctx.session.exec(query.order_by(col(AgreementSignature.id)))
    return grouped(rows, lambda row: row.version_id)


@each(list[ShareRow])
def shares(ctx: Ctx, version_ids: Collection[int]) -> dict[int, list[ShareRow]]:
    """Shares of a version, in member order."""
    query = select(ShareRow).where(col(ShareRow.version_id).in_(version_ids))
    rows = ctx.session.exec(query.order_by(col(ShareRow.cost_kind), col(ShareRow.place)))
    return grouped(rows, lambda row: row.version_id)


def clear_shares(ctx: Ctx, version_id: int) -> None:
    """Take all shares of a draft away."""
    ctx.session.connection().execute(
        sa.delete(ShareRow).where(col(ShareRow.version_id) == version_id)
    )


@each(list[GroupStep])
def steps(ctx: Ctx, group_ids: Collection[int]) -> dict[int, list[GroupStep]]:
    """Steps of a group, the oldest first."""
    query = select(GroupStep).where(col(GroupStep.group_id).in_(group_ids))
    rows = ctx.session.exec(query.order_by(col(GroupStep.version)))
    return grouped(rows, lambda row: row.group_id)


def ward_rules(ctx: Ctx, ward_id: int) -> list[GroupRule]:
    """Figures a ward has set, the oldest first."""
    query = select(GroupRule).where(col(GroupRule.ward_id) == ward_id)
    return list(ctx.session.exec(query.order_by(col(GroupRule.valid_from))).all())


def verdicts(ctx: Ctx, group_id: int, application: int) -> list[GroupVerdict]:
    """What the rules said of one application."""
    return [row for row in all_verdicts(ctx, group_id) if row.application == application]


@each(list[GroupVerdict])
def all_verdicts(ctx: Ctx, group_ids: Collection[int]) -> dict[int, list[GroupVerdict]]:
    """What the rules said of a group's applications."""
    query = select(GroupVerdict).where(col(GroupVerdict.group_id).in_(group_ids))
    rows = ctx.session.exec(query.order_by(col(GroupVerdict.id)))
    return grouped(rows, lambda row: row.group_id)


@each(frozenset[int])
def typists(ctx: Ctx, group_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """Who has typed for a group at the desk."""
    records = tuple(("firm_group", group_id) for group_id in group_ids)
    found = people.typists(ctx, records=records)
    return {group_id: typed for (_noun, group_id), typed in found.items()}


def foresee(ctx: Ctx, rows: Collection[FirmGroup], *, history: bool = False) -> None:
    """Ask at once what a list of groups needs of each; with its history for those who judge."""
    ids = [row.id or 0 for row in rows]
    members.foresee(ctx, ids)
    versions.foresee(ctx, ids)
    known = [version.id or 0 for group_id in ids for version in versions(ctx, group_id)]
    if history:
        signatures.foresee(ctx, known)
        steps.foresee(ctx, ids)
        typists.foresee(ctx, ids)
        all_verdicts.foresee(ctx, ids)
    else:
        shares.foresee(ctx, known)


def next_number(ctx: Ctx, series: str) -> int:
    """Take the next registration number of a series: one guarded update, never read-then-write."""
    connection = ctx.session.connection()
    first = insert_into(ctx.session, GroupNumber).values(series=series, last=0)
    connection.execute(first.on_conflict_do_nothing())
    bump = (
        sa.update(GroupNumber)
        .where(col(GroupNumber.series) == series)
        .values(last=GroupNumber.last + 1)
        .returning(col(GroupNumber.last))
    )
    return int(connection.execute(bump).scalar_one())


def _in_scope(ctx: Ctx, row: FirmGroup) -> bool:
    """Staff reach the groups of their ward, firms their own groups."""
    role = ctx.actor.role
    if role in STAFF_ROLES:
        return ctx.actor.seat.ward_id == row.ward_id
    if role in FIRM_ROLES:
        own = ctx.actor.seat.firm_id
        return any(each.firm_id == own for each in members(ctx, row.id or 0))
    return True
