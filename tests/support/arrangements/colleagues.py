"""Arrangements of colleagues who act for one another."""

from typing import Any, Final

from hub.accounts import service
from hub.platform.db import Store
from models.vocab import STAFF_ROLES, Role
from tests.support.arrangements.case import PERSON, WARD, Arrangement, Case
from tests.support.internship import a_person, a_ward, do

LENDERS: Final = frozenset(STAFF_ROLES) - {Role.ADMIN}


def _deputy_named(store: Store) -> Case:
    ward = a_ward(store)
    grantor = a_person(store, Role.COORDINATOR, ward_id=ward)
    deputy = a_person(store, Role.WARD_CLERK, ward_id=ward)
    raw = {
        "deputy_id": deputy.person_id, "first_day": "2026-12-01", "last_day": "2026-12-04",
    }  # fmt: skip
    return Case(grantor, raw, LENDERS, frozenset({PERSON, WARD}))


def _deputy_ended(store: Store) -> Case:
    case = _deputy_named(store)
    raw: dict[str, Any] = dict(case.raw)
    named = do(store, service.name_deputy, case.actor, **raw)
    raw = {"delegation_id": named.delegation_id}
    return Case(case.actor, raw, LENDERS, frozenset({PERSON}))


CASES: Final[dict[str, Arrangement]] = {
    "accounts:deputy:name": _deputy_named,
    "accounts:deputy:end": _deputy_ended,
}
