"""Arrangements of wards and firms."""

from collections.abc import Mapping
from typing import Any, Final

from hub import wiring
from hub.directory import service
from hub.directory.reads import MACHINE_COLUMNS
from hub.platform.context import Actor
from hub.platform.db import Store
from models.directory import Machine, Site
from models.vocab import Role
from tests.support.arrangements.case import FIRM, WARD, Arrangement, Case, only
from tests.support.internship import SYSTEM, a_firm, a_person, a_ward, do, rows

KEEPERS: Final = (Role.COORDINATOR, Role.WARD_CLERK)


def _ward_added(_store: Store) -> Case:
    return Case(SYSTEM, {"code": "13111", "name": "大田区", "name_en": "Ota City"}, only())


def _firm_added(store: Store) -> Case:
    ward = a_ward(store)
    staff = a_person(store, Role.WARD_CLERK, ward_id=ward)
    raw = {"ward_id": ward, "name": "髙﨑精密", "kana": "タカサキセイミツ", "town": "蒲田"}
    roles = only(Role.WARD_CLERK, Role.COORDINATOR)
    return Case(staff, raw, roles, frozenset({WARD}))


def an_entry(**other: object) -> dict[str, object]:
    """What somebody types of a corporation."""
    typed: dict[str, object] = {
        "kind": "corporation", "number": "7000012050002", "name": "髙﨑精密株式会社",
        "kana": "タカサキセイミツ", "town": "蒲田", "postal": "144-0052",
        "phone": "03(3744)1234", "technology": "旋盤の精密加工",
    }  # fmt: skip
    return typed | other


def a_machine(**other: object) -> dict[str, object]:
    """What somebody types of a machine."""
    typed: dict[str, object] = {"name": "NC旋盤", "model": "LB3000", "quantity": "2"}
    return typed | other


def _firm_registered(store: Store) -> Case:
    ward = a_ward(store)
    staff = a_person(store, Role.WARD_CLERK, ward_id=ward)
    roles = only(Role.WARD_CLERK, Role.COORDINATOR)
    return Case(staff, {"ward_id": ward, "entry": an_entry()}, roles, frozenset({WARD}))


def _own(store: Store) -> tuple[Actor, int]:
    """The representative of a firm, and the firm."""
    ward = a_ward(store)
    firm = a_firm(store, ward)
    return a_person(store, Role.FIRM_REPRESENTATIVE, ward_id=ward, firm_id=firm), firm


def _kept_by(own: Actor, raw: Mapping[str, object]) -> Case:
    """The firm's representative, and the staff who keep the directory of the ward."""
    roles = only(Role.FIRM_REPRESENTATIVE, *KEEPERS)
    wards = dict.fromkeys(KEEPERS, frozenset({WARD}))
    return Case(own, raw, roles, frozenset({FIRM}), own=wards)


def _firm_changed(store: Store) -> Case:
    own, firm = _own(store)
    return _kept_by(own, {"firm_id": firm, "version": 0, "entry": an_entry()})


def _site_put(store: Store) -> Case:
    own, firm = _own(store)
    entry = {"kind": "plant", "name": "第一工場", "address": "大田区蒲田5-1-1"}
    return _kept_by(own, {"firm_id": firm, "entry": entry})


def _machine_put(store: Store) -> Case:
    own, firm = _own(store)
    return _kept_by(own, {"firm_id": firm, "entry": a_machine()})


def _site_dropped(store: Store) -> Case:
    case = _site_put(store)
    do(store, service.put_site, case.actor, **dict[str, Any](case.raw))
    return _kept_by(case.actor, {"site_id": rows(store, Site)[0].id})


def _machine_dropped(store: Store) -> Case:
    case = _machine_put(store)
    do(store, service.put_machine, case.actor, **dict[str, Any](case.raw))
    return _kept_by(case.actor, {"machine_id": rows(store, Machine)[0].id})


LINE = (
    "法人", "7000012050002", "髙﨑精密", "タカサキセイミツ", "", "144-0052",
    "大田区蒲田5-1-1", "蒲田", "03-3744-1234", "旋盤の精密加工",
)  # fmt: skip


SOURCE = {
    "name": "会社.csv",
    "kind": "csv",
    "stored": {"place": "a" * 40, "size": 9, "sha256": "b" * 64},
}


def _firms_imported(store: Store) -> Case:
    wiring.bind()
    ward = a_ward(store)
    staff = a_person(store, Role.WARD_CLERK, ward_id=ward)
    return Case(
        staff,
        {"ward_id": ward, "source": SOURCE, "lines": (LINE,)},
        only(*KEEPERS),
        frozenset({WARD}),
    )


def a_machine_line(**cells: str) -> tuple[str, ...]:
    """A machine of the first firm as a line of the table."""
    typed = {
        "会社名": "髙﨑精密", "機械の種類": "NC旋盤", "型式": "LB3000", "製造年": "２０１２",
        "台数（台）": "2", "ほかの会社が使うこと": "相談して使える", "見せる相手": "自社と区だけ",
        **cells,
    }  # fmt: skip
    return tuple(typed.get(head, "") for head in MACHINE_COLUMNS)


def _machines_imported(store: Store) -> Case:
    case = _firms_imported(store)
    a_firm(store, int(str(case.raw["ward_id"])))
    return Case(case.actor, {**case.raw, "lines": (a_machine_line(),)}, case.roles, case.bound)


CASES: Final[dict[str, Arrangement]] = {
    "directory:ward:add": _ward_added,
    "directory:firm:add": _firm_added,
    "directory:firm:register": _firm_registered,
    "directory:firm:change": _firm_changed,
    "directory:firms:import": _firms_imported,
    "directory:machines:import": _machines_imported,
    "directory:site:put": _site_put,
    "directory:site:drop": _site_dropped,
    "directory:machine:put": _machine_put,
    "directory:machine:drop": _machine_dropped,
}
