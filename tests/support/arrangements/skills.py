"""Arrangements of the vocabulary and of words put forward for it."""

from typing import Any, Final

from hub.platform.db import Store
from hub.skills import service
from models.vocab import Role
from tests.support.arrangements.case import WARD, Arrangement, Case, only
from tests.support.internship import SYSTEM, a_person, a_ward, do
from tests.support.skills import few_skills

WORD: Final = "削った面がざらざらする"
OWN: Final = frozenset({WARD})


def _loaded(_store: Store) -> Case:
    return Case(SYSTEM, {"words": few_skills(), "note": "最初の版"}, only())


def _proposed(store: Store) -> Case:
    do(store, service.load_vocabulary, words=few_skills(), note="最初の一覧")
    ward = a_ward(store)
    raw: dict[str, Any] = {"ward_id": ward, "skill": "machining.lathe", "text": WORD}
    desk = a_person(store, Role.COORDINATOR, ward_id=ward)
    return Case(desk, raw, frozenset({Role.COORDINATOR}), bound=OWN)


def _decided(store: Store) -> Case:
    case = _proposed(store)
    asked: dict[str, Any] = dict(case.raw)
    saved = do(store, service.propose_word, case.actor, **asked)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=asked["ward_id"])
    raw = {"proposal_id": saved.proposal_id, "version": 0, "is_accepted": True}
    return Case(clerk, raw, frozenset({Role.COORDINATOR, Role.WARD_CLERK}), bound=OWN)


CASES: Final[dict[str, Arrangement]] = {
    "skills:vocabulary:load": _loaded,
    "skills:word:propose": _proposed,
    "skills:word:decide": _decided,
}
