"""Arrangements of notices."""

from typing import Final

from hub.platform.db import Store
from models.vocab import Role
from tests.support.arrangements.case import Arrangement, Case
from tests.support.internship import a_person, a_ward

EVERYBODY: Final = frozenset(Role)


def _notices_opened(store: Store) -> Case:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    return Case(student, {}, EVERYBODY)


CASES: Final[dict[str, Arrangement]] = {
    "platform:notices:open": _notices_opened,
}
