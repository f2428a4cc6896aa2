"""Arrangements of cooperating groups: found, agree, sign, register."""

from typing import Any, Final

from hub.platform.context import Actor
from hub.platform.db import Store
from models.vocab import Role
from models.vocab.groups import EligibilityRule, GroupAction
from tests.support import groups
from tests.support.arrangements.case import FIRM, WARD, Arrangement, Case, only
from tests.support.groups import TODAY, Town, a_town

# Source: groups design, part A: the owner or the leader speaks for a firm, a tutor does not.
SIGNERS: Final = frozenset({Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER})
LEAD: Final = SIGNERS | {Role.SYSTEM}
FOUND: Final = LEAD | {Role.COORDINATOR}
OF_WARD: Final = {Role.COORDINATOR: frozenset({WARD})}
OWN_FIRM: Final = frozenset({FIRM})
OWN_WARD: Final = frozenset({WARD})


def _founded(store: Store) -> Case:
    town = a_town(store)
    raw = {
        "ward_id": town.ward, "name": "糀谷旋盤技能継承グループ", "purpose": groups.PURPOSE,
        "leader_firm_id": town.firms[0], "firm_ids": town.firms[1:3],
    }  # fmt: skip
    return Case(town.owners[0], raw, FOUND, OWN_FIRM, own=OF_WARD)


def _accepted(store: Store) -> Case:
    town = a_town(store)
    group_id = groups.found(town, town.coordinator)
    return Case(town.owners[0], {"group_id": group_id}, LEAD, OWN_FIRM)


def _member_added(store: Store) -> Case:
    town = a_town(store)
    raw = {"group_id": groups.found(town), "firm_id": town.firms[3]}
    return Case(town.owners[0], raw, FOUND, OWN_FIRM, own=OF_WARD)


def _drafted(store: Store) -> Case:
    town = a_town(store)
    raw = groups.draft_input(town, groups.found(town))
    return Case(town.owners[0], raw, LEAD, OWN_FIRM)


def _signed(store: Store) -> Case:
    town = a_town(store)
    drafted = groups.draft(town, groups.found(town))
    raw = {
        "group_id": drafted.group_id, "number": drafted.number, "digest": drafted.digest,
    }  # fmt: skip
    return Case(town.owners[1], raw, SIGNERS, OWN_FIRM)


def _moved(town: Town, actor: Actor, group_id: int, **raw: Any) -> dict[str, Any]:  # noqa: ANN401  values of the press
    version = groups.page(town, group_id, actor).version
    return {"group_id": group_id, "version": version} | raw


def _applied(store: Store) -> Case:
    town = a_town(store)
    raw = _moved(town, town.owners[0], groups.an_agreed_group(town))
    return Case(town.owners[0], raw, LEAD, OWN_FIRM)


def _checked(store: Store) -> Case:
    town = a_town(store)
    group_id = groups.an_agreed_group(town)
    groups.apply(town, group_id)
    raw = _moved(town, town.clerk, group_id, tax=True, pledge=True, small_firm=True)
    return Case(town.clerk, raw, only(Role.WARD_CLERK), OWN_WARD)


def _decided(store: Store) -> Case:
    town = a_town(store)
    group_id = groups.an_agreed_group(town)
    groups.apply(town, group_id)
    groups.check(town, group_id)
    raw = _moved(town, town.approver, group_id, action=GroupAction.REGISTER)
    return Case(town.approver, raw, only(Role.WARD_APPROVER), OWN_WARD)


def _stepped(store: Store) -> Case:
    town = a_town(store)
    group_id = groups.found(town)
    raw = _moved(town, town.owners[0], group_id, action=GroupAction.DISSOLVE, note="やめます。")
    return Case(town.owners[0], raw, LEAD, OWN_FIRM)


def _figure_set(store: Store) -> Case:
    town = a_town(store)
    raw = {
        "ward_id": town.ward, "rule": EligibilityRule.HEAD_OFFICE, "valid_from": TODAY,
        "num": 1, "den": 2, "source": "要綱（例）第3条",
    }  # fmt: skip
    return Case(town.approver, raw, only(Role.WARD_APPROVER), OWN_WARD)


CASES: Final[dict[str, Arrangement]] = {
    "groups:group:found": _founded,
    "groups:lead:accept": _accepted,
    "groups:member:add": _member_added,
    "groups:agreement:draft": _drafted,
    "groups:agreement:sign": _signed,
    "groups:registration:apply": _applied,
    "groups:registration:check": _checked,
    "groups:registration:decide": _decided,
    "groups:group:step": _stepped,
    "groups:figure:set": _figure_set,
}
