"""Founding a group: talks, the leader's yes, and the firms that take part."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.directory import reads as directory
from hub.groups import access, notices, queries, words
from hub.groups.advance import advance, record
from hub.groups.rules.eligibility import LEAST_TO_FOUND
from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.text import one_line
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from models.groups import FirmGroup, GroupMember
from models.vocab import Role
from models.vocab.groups import AgreementAction, AgreementState, GroupAction, GroupState, MemberRole

Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]
Purpose = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]


class FoundGroup(BaseModel):
    """A new group: its name, what for, who leads and who else takes part, in order."""

    ward_id: int
    name: Name
    purpose: Purpose
    leader_firm_id: int
    firm_ids: Annotated[tuple[int, ...], Field(max_length=60)]


class AcceptLead(BaseModel):
    """The group whose lead is accepted."""

    group_id: int


class AddMember(BaseModel):
    """A firm and what it is in the group."""

    group_id: int
    firm_id: int
    role: MemberRole = MemberRole.MEMBER


@dataclass(frozen=True, slots=True)
class GroupMoved:
    """The group and its state now."""

    group_id: int
    state: GroupState
    version: int


@command(name="groups:group:found", input=FoundGroup, audit="firm_group")
def found_group(
    ctx: Ctx,
    *,
    ward_id: int,
    name: str,
    purpose: str,
    leader_firm_id: int,
    firm_ids: tuple[int, ...],
) -> GroupMoved:
    """Found a preparatory association; a coordinator opens talks that the leader accepts later."""
    require(ctx, access.may_found(ctx.actor, ward_id, leader_firm_id))
    everyone = (leader_firm_id, *firm_ids)
    known = directory.firms_of(ctx, firm_ids=everyone)
    problems = []
    if queries.group_named(ctx, ward_id, one_line(name)) is not None:
        problems.append(FieldProblem("name", words.NAME_TAKEN))
    if set(known) != set(everyone):
        problems.append(FieldProblem("firm_ids", words.UNKNOWN_FIRM))
    elif len(set(everyone)) < len(everyone):
        problems.append(FieldProblem("firm_ids", words.FIRM_TWICE))
    elif len(everyone) < LEAST_TO_FOUND:
        params = {"least": LEAST_TO_FOUND}
        problems.append(FieldProblem("firm_ids", words.TOO_FEW_FIRMS, params))
    elif known[leader_firm_id].ward_id != ward_id:
        problems.append(FieldProblem("leader_firm_id", words.UNKNOWN_FIRM))
    if problems:
        raise Invalid(*problems)
    talks = ctx.actor.role is Role.COORDINATOR
    group = FirmGroup(
        ward_id=ward_id,
        leader_firm_id=leader_firm_id,
        name=one_line(name),
        purpose=purpose,
        state=GroupState.INTEREST if talks else GroupState.PREPARATORY,
        founded_on=japan_date(ctx.now),
        created_at=ctx.now,
    )
    ctx.session.add(group)
    ctx.session.flush()
    for place, firm_id in enumerate(everyone, start=1):
        first = MemberRole.REPRESENTATIVE if place == 1 else MemberRole.MEMBER
        _join(ctx, group, firm_id, first, place)
    record(ctx, group, GroupAction.TALK if talks else GroupAction.FOUND)
    if talks:
        to = notices.firm_people(ctx, (leader_firm_id,))
        notices.tell(ctx, group, to, words.LEAD_PLEASE, about="lead")
    return GroupMoved(group.id or 0, group.state, group.version)


@command(name="groups:lead:accept", input=AcceptLead, audit="firm_group")
def accept_lead(ctx: Ctx, *, group_id: int) -> GroupMoved:
    """The named leader says yes; that day the preparatory association is founded."""
    group = queries.locked_group(ctx, group_id)
    require(ctx, access.may_lead(ctx.actor, group.leader_firm_id))
    group.founded_on = japan_date(ctx.now)
    advance(ctx, group, GroupAction.FOUND)
    return GroupMoved(group_id, group.state, group.version)


@command(name="groups:member:add", input=AddMember, audit="group_member")
def add_member(ctx: Ctx, *, group_id: int, firm_id: int, role: MemberRole) -> GroupMoved:
    """Take a firm into a group that is not registered; an agreement under signature is void."""
    group = queries.locked_group(ctx, group_id)
    require(ctx, access.may_found(ctx.actor, group.ward_id, group.leader_firm_id))
    if group.state not in {GroupState.INTEREST, GroupState.PREPARATORY}:
        raise Refused(words.MEMBERS_FIXED)
    if firm_id not in directory.firms_of(ctx, firm_ids=(firm_id,)):
        raise Invalid(FieldProblem("firm_id", words.UNKNOWN_FIRM))
    if any(each.firm_id == firm_id for each in queries.members(ctx, group_id)):
        raise Invalid(FieldProblem("firm_id", words.FIRM_TWICE))
    if role is MemberRole.REPRESENTATIVE:
        role = MemberRole.MEMBER
    row = _join(ctx, group, firm_id, role, queries.last_place(ctx, group_id) + 1)
    for version in queries.versions(ctx, group_id):
        if version.state in {AgreementState.DRAFT, AgreementState.SIGNING}:
            advance(ctx, version, AgreementAction.WITHDRAW)
    audit.record(ctx, "group_member", row.id or 0)
    return GroupMoved(group_id, group.state, group.version)


def _join(ctx: Ctx, group: FirmGroup, firm_id: int, role: MemberRole, place: int) -> GroupMember:
    row = GroupMember(
        group_id=group.id or 0,
        firm_id=firm_id,
        role=role,
        place=place,
        joined_on=japan_date(ctx.now),
    )
    ctx.session.add(row)
    ctx.session.flush()
    return row
