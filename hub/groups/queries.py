"""Rows of groups, members, agreements and signatures, within what the actor may reach."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx, once_a_read
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
    return [row for row in ctx.session.exec(query) if _in_scope(ctx, row)]


def groups_by_id(ctx: Ctx, group_ids: Collection[int]) -> list[FirmGroup]:
    """Groups by their ids."""
    query = select(FirmGroup).where(col(FirmGroup.id).in_(list(group_ids)))
    return list(ctx.session.exec(query.order_by(col(FirmGroup.id))).all())


def member_firms(ctx: Ctx, group_id: int) -> frozenset[int]:
    """Firms of the group, observers included."""
    return frozenset(row.firm_id for row in members(ctx, group_id))


@once_a_read
def members(ctx: Ctx, group_id: int) -> list[GroupMember]:
    """Members of a group who have not left, in the order of the agreement."""
    query = select(GroupMember).where(
        col(GroupMember.group_id) == group_id, col(GroupMember.left_on).is_(None)
    )
    return list(ctx.session.exec(query.order_by(col(GroupMember.place))).all())


def last_place(ctx: Ctx, group_id: int) -> int:
    """Highest place ever given in a group."""
    query = select(sa.func.max(col(GroupMember.place))).where(col(GroupMember.group_id) == group_id)
    return int(ctx.session.exec(query).one() or 0)


@once_a_read
def versions(ctx: Ctx, group_id: int) -> list[AgreementVersion]:
    """Versions of a group's agreement, the newest first."""
    query = select(AgreementVersion).where(col(AgreementVersion.group_id) == group_id)
    return list(ctx.session.exec(query.order_by(col(AgreementVersion.number).desc())).all())


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


@once_a_read
def signatures(ctx: Ctx, version_id: int) -> list[AgreementSignature]:
    """Signatures under a version in the order of signing."""
    query = select(AgreementSignature).where(col(AgreementSignature.version_id) == version_id)
    return list(ctx.session.exec(query.order_by(col(AgreementSignature.id))).all())


@once_a_read
def shares(ctx: Ctx, version_id: int) -> list[ShareRow]:
    """Shares of a version, in member order."""
    query = select(ShareRow).where(col(ShareRow.version_id) == version_id)
    return list(
        ctx.session.exec(query.order_by(col(ShareRow.cost_kind), col(ShareRow.place))).all()
    )


def clear_shares(ctx: Ctx, version_id: int) -> None:
    """Take all shares of a draft away."""
    ctx.session.connection().execute(
        sa.delete(ShareRow).where(col(ShareRow.version_id) == version_id)
    )


@once_a_read
def steps(ctx: Ctx, group_id: int) -> list[GroupStep]:
    """Steps of a group, the oldest first."""
    query = select(GroupStep).where(col(GroupStep.group_id) == group_id)
    return list(ctx.session.exec(query.order_by(col(GroupStep.version))).all())


def ward_rules(ctx: Ctx, ward_id: int) -> list[GroupRule]:
    """Figures a ward has set, the oldest first."""
    query = select(GroupRule).where(col(GroupRule.ward_id) == ward_id)
    return list(ctx.session.exec(query.order_by(col(GroupRule.valid_from))).all())


@once_a_read
def verdicts(ctx: Ctx, group_id: int, application: int) -> list[GroupVerdict]:
    """What the rules said of one application."""
    query = select(GroupVerdict).where(
        col(GroupVerdict.group_id) == group_id, col(GroupVerdict.application) == application
    )
    return list(ctx.session.exec(query.order_by(col(GroupVerdict.id))).all())


def next_number(ctx: Ctx, series: str) -> int:
    """Take the next registration number of a series: one guarded update, never read-then-write."""
    is_sqlite = ctx.session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert if is_sqlite else postgresql.insert
    connection = ctx.session.connection()
    connection.execute(insert(GroupNumber).values(series=series, last=0).on_conflict_do_nothing())
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
