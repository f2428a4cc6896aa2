"""Arrangements of people, letters and sessions."""

from typing import Final

from hub.accounts import service
from hub.platform.db import Store
from models.vocab import FIRM_ROLES, Role
from tests.support.arrangements.case import PERSON, WARD, Arrangement, Case, only
from tests.support.internship import SYSTEM, a_person, a_ward, do

DIGEST: Final = "a" * 64
CODE_HASH: Final = "x" * 40


def _person_added(store: Store) -> Case:
    ward = a_ward(store)
    staff = a_person(store, Role.COORDINATOR, ward_id=ward)
    raw = {"name": "橋本 凜", "kana": "ハシモト リン", "role": Role.STUDENT, "ward_id": ward}
    return Case(staff, raw, only(Role.COORDINATOR), frozenset({WARD}))


def _code_issued(store: Store) -> Case:
    ward = a_ward(store)
    staff = a_person(store, Role.COORDINATOR, ward_id=ward)
    student = a_person(store, Role.STUDENT, ward_id=ward)
    raw = {"person_id": student.person_id, "code_hash": CODE_HASH}
    return Case(staff, raw, only(Role.COORDINATOR), frozenset({WARD}))


def _a_code(store: Store) -> int:
    """A letter on its way to a student; its row is the first."""
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    do(store, service.issue_code, person_id=student.person_id, code_hash=CODE_HASH)
    return 1


def _code_missed(store: Store) -> Case:
    return Case(SYSTEM, {"code_id": _a_code(store)}, only())


def _opened_by_code(store: Store) -> Case:
    raw = {"code_id": _a_code(store), "token_hash": DIGEST}
    return Case(SYSTEM, raw, only())


def _demo_opened(store: Store) -> Case:
    added = do(
        store, service.add_person, name="髙﨑 美咲", kana="タカサキ ミサキ",
        role=Role.EXPERT, ward_id=a_ward(store), demo_rank=1,
    )  # fmt: skip
    raw = {"person_id": added.person_id, "token_hash": DIGEST}
    return Case(SYSTEM, raw, only())


def _closed(store: Store) -> Case:
    person_id = _demo_opened(store).raw["person_id"]
    do(store, service.open_demo_session, person_id=person_id, token_hash=DIGEST)
    return Case(SYSTEM, {"token_hash": DIGEST}, only())


def _feed_opened(store: Store) -> Case:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    roles = frozenset({Role.STUDENT, Role.EXPERT, *FIRM_ROLES})
    return Case(student, {"token_hash": DIGEST}, roles)


def _feed_stopped(store: Store) -> Case:
    case = _feed_opened(store)
    do(store, service.open_feed, case.actor, token_hash=DIGEST)
    return Case(case.actor, {}, case.roles, frozenset({PERSON}))


CASES: Final[dict[str, Arrangement]] = {
    "accounts:person:add": _person_added,
    "accounts:code:issue": _code_issued,
    "accounts:code:miss": _code_missed,
    "accounts:session:open_code": _opened_by_code,
    "accounts:session:open_demo": _demo_opened,
    "accounts:session:close": _closed,
    "accounts:feed:open": _feed_opened,
    "accounts:feed:revoke": _feed_stopped,
}
