"""Builders of the groups room: a ward, its staff, firms with their owners; made by commands."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hub.groups import reads, service
from hub.groups.reads import GroupPage
from hub.platform.context import Actor
from hub.platform.db import Store
from models.vocab import Role
from models.vocab.groups import CostKind, GroupAction, ShareMethod
from tests.support.internship import NOW, a_firm, a_person, a_ward, do, see
from tests.support.kept import kept

TODAY: Final = date(2026, 11, 24)
PURPOSE: Final = "旋盤の技を若手へ伝えます。"


@dataclass(frozen=True, slots=True)
class Town:
    """Four firms of a ward and one of the next, their owners, and the staff of the ward."""

    store: Store
    ward: int
    other_ward: int
    firms: tuple[int, ...]
    outside: int
    owners: tuple[Actor, ...]
    outside_owner: Actor
    leader: Actor
    tutor: Actor
    coordinator: Actor
    clerk: Actor
    approver: Actor
    other_approver: Actor


@kept
def a_town(store: Store) -> Town:
    """Everybody a group needs."""
    ward, other = a_ward(store), a_ward(store, "13109", "品川区")
    names = ("髙﨑精密", "渡邊製作所", "荒木製作所", "冨永製作所")
    firms = tuple(a_firm(store, ward, name) for name in names)
    outside = a_firm(store, other, "品川精機")
    owner = Role.FIRM_REPRESENTATIVE

    def staff(role: Role, name: str, ward_id: int = ward) -> Actor:
        return a_person(store, role, ward_id=ward_id, name=name)

    return Town(
        store=store,
        ward=ward,
        other_ward=other,
        firms=firms,
        outside=outside,
        owners=tuple(
            a_person(store, owner, ward_id=ward, firm_id=firm_id, name=f"{name}の代表")
            for firm_id, name in zip(firms, names, strict=True)
        ),
        outside_owner=a_person(store, owner, ward_id=other, firm_id=outside, name="品川の代表"),
        leader=a_person(store, Role.GROUP_LEADER, ward_id=ward, firm_id=firms[0], name="桒原 勝"),
        tutor=a_person(store, Role.FIRM_TUTOR, ward_id=ward, firm_id=firms[1], name="渡邊 健一"),
        coordinator=staff(Role.COORDINATOR, "栗原 眞理子"),
        clerk=staff(Role.WARD_CLERK, "濵田 直子"),
        approver=staff(Role.WARD_APPROVER, "廣瀨 誠"),
        other_approver=staff(Role.WARD_APPROVER, "別の区の課長", other),
    )


def found(town: Town, actor: Actor | None = None, count: int = 3, **other: object) -> int:
    """A preparatory association of the first firms, founded by the leader's owner."""
    typed: dict[str, Any] = {
        "ward_id": town.ward,
        "name": "糀谷旋盤技能継承グループ",
        "purpose": PURPOSE,
        "leader_firm_id": town.firms[0],
        "firm_ids": town.firms[1:count],
    }
    made = do(town.store, service.found_group, actor or town.owners[0], **typed | other)
    return int(made.group_id)


def fee_shares(town: Town, *percent: int) -> list[dict[str, object]]:
    """The expert fee in hundredths of a percent for the first firms."""
    parts = dict(zip(town.firms, percent, strict=False))
    return [{"cost_kind": CostKind.EXPERT_FEE, "method": ShareMethod.PERCENT, "parts": parts}]


def draft_input(town: Town, group_id: int, count: int = 3, **other: object) -> dict[str, Any]:
    """What the leader writes: 50, 30 and 20 percent of the expert fee, a ceiling of 120,000."""
    typed: dict[str, Any] = {
        "group_id": group_id,
        "purpose": PURPOSE,
        "duties": dict.fromkeys(town.firms[:count], "場所を出す"),
        "booking_ceiling_yen": 120_000,
        "effective_from": TODAY,
        "shares": fee_shares(town, 5000, 3000, 2000) if count == 3 else [],
    }
    return typed | other


def draft(
    town: Town, group_id: int, count: int = 3, *, now: datetime = NOW, **other: object
) -> service.Drafted:
    """A version that waits for signatures."""
    typed = draft_input(town, group_id, count, **other)
    made: service.Drafted = do(
        town.store, service.draft_agreement, town.owners[0], now=now, **typed
    )
    return made


def sign(
    town: Town, drafted: service.Drafted, actor: Actor, *, now: datetime = NOW, **other: object
) -> service.Signed:
    """Sign a version as it was read."""
    typed: dict[str, Any] = {
        "group_id": drafted.group_id,
        "number": drafted.number,
        "digest": drafted.digest,
    }
    made: service.Signed = do(town.store, service.sign_agreement, actor, now=now, **typed | other)
    return made


def an_agreed_group(town: Town, count: int = 3) -> int:
    """A group whose firms have all signed version 1."""
    group_id = found(town, count=count)
    drafted = draft(town, group_id, count)
    for owner in town.owners[:count]:
        sign(town, drafted, owner)
    return group_id


def page(town: Town, group_id: int, actor: Actor | None = None) -> GroupPage:
    """The page of a group."""
    seen: GroupPage = see(
        town.store, reads.group_page, actor or town.coordinator, group_id=group_id
    )
    return seen


def version(town: Town, group_id: int) -> int:
    """The version on the screen."""
    return page(town, group_id).version


def apply(town: Town, group_id: int, actor: Actor | None = None) -> service.GroupMoved:
    """Ask the ward to register the group."""
    moved: service.GroupMoved = do(
        town.store, service.apply_for_registration, actor or town.owners[0],
        group_id=group_id, version=version(town, group_id),
    )  # fmt: skip
    return moved


def check(
    town: Town, group_id: int, actor: Actor | None = None, **other: object
) -> service.GroupMoved:
    """Say that every paper is there."""
    typed: dict[str, Any] = {"tax": True, "pledge": True, "small_firm": True}
    moved: service.GroupMoved = do(
        town.store, service.check_registration, actor or town.clerk,
        group_id=group_id, version=version(town, group_id), **typed | other,
    )  # fmt: skip
    return moved


def decide(
    town: Town,
    group_id: int,
    action: GroupAction = GroupAction.REGISTER,
    *,
    actor: Actor | None = None,
    note: str = "",
    now: datetime = NOW,
) -> service.GroupMoved:
    """Register or refuse."""
    moved: service.GroupMoved = do(
        town.store, service.decide_registration, actor or town.approver, now=now,
        group_id=group_id, version=version(town, group_id), action=action, note=note,
    )  # fmt: skip
    return moved


def a_registered_group(town: Town) -> int:
    """A group that may book."""
    group_id = an_agreed_group(town)
    apply(town, group_id)
    check(town, group_id)
    decide(town, group_id)
    return group_id
