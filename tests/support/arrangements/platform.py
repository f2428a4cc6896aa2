"""Arrangements of notices, drafts and exports."""

from datetime import timedelta
from typing import Any, Final

from hub import wiring
from hub.platform import drafts, exports, files
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.platform.drafts import Place
from hub.platform.post import desk
from models.platform import Draft
from models.vocab import Channel, DeliveryState, Role
from tests.support.arrangements.case import PERSON, WARD, Arrangement, Case, only
from tests.support.deliveries import a_delivery
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do, rows

EVERYBODY: Final = frozenset(Role)


def _notices_opened(store: Store) -> Case:
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    return Case(student, {}, EVERYBODY)


def _draft_of(store: Store) -> tuple[Actor, int]:
    """A leader with a request that is not sent yet."""
    leader = a_person(store, Role.GROUP_LEADER, ward_id=a_ward(store))
    place = Place(leader.person_id or 0, "experts.need", "1")
    drafts.save(store, place, drafts.load(store, place), {"need": "刃が欠ける"}, NOW)
    return leader, rows(store, Draft)[0].id


def _draft_dropped(store: Store) -> Case:
    leader, draft_id = _draft_of(store)
    persons = EVERYBODY - {Role.SYSTEM}
    return Case(leader, {"draft_id": draft_id}, persons, frozenset({PERSON}))


def _draft_settled(store: Store) -> Case:
    _leader, draft_id = _draft_of(store)
    return Case(SYSTEM, {"draft_id": draft_id}, only(), now=NOW + timedelta(days=84))


def _export_kept(store: Store) -> Case:
    wiring.bind()
    ward = a_ward(store)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    raw = {
        "record": "claims_export", "record_id": ward, "name": "申請の一覧.xlsx",
        "stored": files.set_down(store, b"table"),
    }  # fmt: skip
    return Case(clerk, raw, frozenset({Role.WARD_CLERK}), frozenset({WARD}))


def _file_opened(store: Store) -> Case:
    case = _export_kept(store)
    values: dict[str, Any] = dict(case.raw)
    kept = do(store, exports.keep_export, case.actor, **values)
    return Case(case.actor, {"file_id": kept.file_id}, case.roles, case.bound)


def _export_ended(store: Store) -> Case:
    case = _export_kept(store)
    values: dict[str, Any] = dict(case.raw)
    kept = do(store, exports.keep_export, case.actor, **values)
    return Case(SYSTEM, {"file_id": kept.file_id}, only(), now=NOW + timedelta(hours=24))


def _export_noted(store: Store) -> Case:
    raw = {"data_set": "firms", "ward_id": a_ward(store), "rows": 3, "purpose": "統計のため"}
    return Case(SYSTEM, raw, only())


DESK: Final = frozenset({Role.COORDINATOR, Role.WARD_CLERK, Role.ADMIN})


def _at_desk(store: Store, state: DeliveryState, way: Channel, **values: object) -> Case:
    """A clerk before one notice to a person who can be reached by every way."""
    wiring.bind()
    ward = a_ward(store)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward)
    delivery_id = a_delivery(store, ward, state, way)
    return Case(clerk, {"delivery_id": delivery_id, **values}, DESK, frozenset({WARD}))


def _sent_again(store: Store) -> Case:
    return _at_desk(store, DeliveryState.DEAD, Channel.MAIL)


def _redirected(store: Store) -> Case:
    return _at_desk(store, DeliveryState.DEAD, Channel.MAIL, channel=Channel.LETTER)


def _printed(store: Store) -> Case:
    case = _at_desk(store, DeliveryState.WAITING, Channel.LETTER)
    raw = {"delivery_ids": [case.raw["delivery_id"]], "stored": files.set_down(store, b"paper")}
    return Case(case.actor, raw, case.roles, case.bound)


def _posted(store: Store) -> Case:
    case = _printed(store)
    values: dict[str, Any] = dict(case.raw)
    batch = do(store, desk.print_letters, case.actor, **values)
    return Case(case.actor, {"batch_id": batch.batch_id}, case.roles, case.bound)


def _came_back(store: Store) -> Case:
    return _at_desk(store, DeliveryState.POSTED, Channel.LETTER)


def _call_taken(store: Store) -> Case:
    return _at_desk(store, DeliveryState.WAITING, Channel.PHONE)


def _call_ended(store: Store) -> Case:
    return _at_desk(store, DeliveryState.WAITING, Channel.PHONE, is_reached=True)


CASES: Final[dict[str, Arrangement]] = {
    "platform:file:open": _file_opened,
    "platform:notices:open": _notices_opened,
    "platform:draft:drop": _draft_dropped,
    "platform:draft:settle": _draft_settled,
    "platform:export:keep": _export_kept,
    "platform:export:end": _export_ended,
    "platform:export:note": _export_noted,
    "platform:delivery:again": _sent_again,
    "platform:delivery:redirect": _redirected,
    "platform:letters:print": _printed,
    "platform:letters:post": _posted,
    "platform:letters:return": _came_back,
    "platform:call:open": _call_taken,
    "platform:call:end": _call_ended,
}
