"""What other rooms need to know of a group: its members, weights, ceiling and state."""

from dataclasses import dataclass

from hub.directory import reads as directory
from hub.groups import access, queries
from hub.kernel.calendar import japan_date
from hub.platform.commands import read
from hub.platform.context import Actor, Ctx, once_a_read, require
from models.groups import FirmGroup
from models.vocab import DataClass, Role
from models.vocab.groups import BOOKING_STATES, CostKind, GroupState, MemberRole


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """A member firm; `weight` is its part of the expert fee in the current agreement."""

    firm_id: int
    name: str
    role: MemberRole
    weight: int


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group as other rooms see it; number and ceiling are 0 before the first agreement."""

    group_id: int
    name: str
    ward_id: int
    state: GroupState
    leader_firm_id: int
    booking_ceiling_yen: int
    version_number: int
    members: tuple[MemberFacts, ...]

    def is_led_by(self, actor: Actor) -> bool:
        """Say whether this person acts for the group as its leader."""
        return actor.role is Role.GROUP_LEADER and actor.seat.firm_id == self.leader_firm_id

    def has(self, firm_id: int | None) -> bool:
        """Say whether a firm is a member."""
        return any(member.firm_id == firm_id for member in self.members)

    @property
    def can_book(self) -> bool:
        """Say whether new bookings are open to the group."""
        return self.state in BOOKING_STATES


@read(name="groups:facts", data_class=DataClass.C1)
@once_a_read
def group_facts(ctx: Ctx, *, group_id: int) -> GroupFacts:
    """One group for the rooms above; weights and ceiling come from the newest signed version."""
    row = queries.group_of(ctx, group_id)
    firm_ids = [each.firm_id for each in queries.members(ctx, group_id)]
    require(ctx, access.may_know_group(ctx.actor, row.ward_id, firm_ids))
    return _facts(ctx, row)


@read(name="groups:of_firm", data_class=DataClass.C1)
def groups_of_firm(ctx: Ctx, *, firm_id: int) -> tuple[GroupFacts, ...]:
    """Groups in which a firm is a member, the oldest first."""
    require(ctx, access.may_know_firms_groups(ctx.actor, firm_id))
    rows = queries.groups_of_firm(ctx, firm_id)
    queries.foresee(ctx, rows)
    known = {each.firm_id for row in rows for each in queries.members(ctx, row.id or 0)}
    directory.firms_of(ctx, firm_ids=tuple(known))
    return tuple(_facts(ctx, row) for row in rows)


@read(name="groups:names", data_class=DataClass.C0)
def group_names(ctx: Ctx, *, group_ids: tuple[int, ...]) -> dict[int, str]:
    """Names of groups by id."""
    require(ctx, access.may_know_names(ctx.actor))
    return {row.id or 0: row.name for row in queries.groups_by_id(ctx, group_ids)}


def _facts(ctx: Ctx, row: FirmGroup) -> GroupFacts:
    group_id = row.id or 0
    version = queries.version_in_force(ctx, group_id, japan_date(ctx.now))
    weights = {
        share.firm_id: share.weight
        for share in (queries.shares(ctx, version.id or 0) if version else ())
        if share.cost_kind == CostKind.EXPERT_FEE
    }
    rows = queries.members(ctx, group_id)
    firms = directory.firms_of(ctx, firm_ids=tuple(each.firm_id for each in rows))
    return GroupFacts(
        group_id=group_id,
        name=row.name,
        ward_id=row.ward_id,
        state=row.state,
        leader_firm_id=row.leader_firm_id,
        booking_ceiling_yen=version.booking_ceiling_yen if version else 0,
        version_number=version.number if version else 0,
        members=tuple(
            MemberFacts(each.firm_id, firms[each.firm_id].name, each.role,
                        weights.get(each.firm_id, 0))
            for each in rows
        ),
    )  # fmt: skip
