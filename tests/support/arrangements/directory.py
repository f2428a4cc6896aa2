"""Arrangements of wards and firms."""

from typing import Final

from hub.platform.db import Store
from models.vocab import Role
from tests.support.arrangements.case import WARD, Arrangement, Case, only
from tests.support.internship import SYSTEM, a_person, a_ward


def _ward_added(_store: Store) -> Case:
    return Case(SYSTEM, {"code": "13111", "name": "大田区", "name_en": "Ota City"}, only())


def _firm_added(store: Store) -> Case:
    ward = a_ward(store)
    staff = a_person(store, Role.WARD_CLERK, ward_id=ward)
    raw = {"ward_id": ward, "name": "髙﨑精密", "kana": "タカサキセイミツ", "town": "蒲田"}
    roles = only(Role.WARD_CLERK, Role.COORDINATOR)
    return Case(staff, raw, roles, frozenset({WARD}))


CASES: Final[dict[str, Arrangement]] = {
    "directory:ward:add": _ward_added,
    "directory:firm:add": _firm_added,
}
