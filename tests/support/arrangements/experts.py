"""Arrangements of requests to experts: ask, answer, sign, visit, pay, and the roster behind."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, Protocol

from hub.experts import service
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.skills import service as skills
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.engagements import DeclineReason
from models.vocab.experts import ExpertAction
from tests.support import engagements, roster
from tests.support.arrangements.case import FIRM, PERSON, WARD, Arrangement, Case, only
from tests.support.engagements import AFTER_VISIT, MONDAY, NEED, SLOTS, Scene, a_scene
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do
from tests.support.skills import few_skills

# Source: experts design, parts C and D: the leader of the group asks, the asked expert answers,
# the desk of the ward may answer for the expert and settles what is in dispute.
ASKER: Final = only(Role.GROUP_LEADER)
ANSWER: Final = only(Role.EXPERT, Role.COORDINATOR)
BOTH_SIDES: Final = only(Role.GROUP_LEADER, Role.EXPERT, Role.COORDINATOR)
DESK: Final = only(Role.COORDINATOR)
OWN: Final = {
    Role.GROUP_LEADER: frozenset({FIRM}),
    Role.EXPERT: frozenset({PERSON}),
    Role.COORDINATOR: frozenset({WARD}),
}
PAID_AT: Final = datetime(2026, 12, 25, 3, 0, tzinfo=UTC)
MONTHS: Final[dict[str, object]] = {"source": date(2026, 12, 1), "target": date(2027, 1, 1)}


class Saved(Protocol):
    """What a step answers: the engagement and its version now."""

    @property
    def engagement_id(self) -> int:
        """Id of the engagement."""

    @property
    def version(self) -> int:
        """Version on the screen."""


Stage = Callable[[Scene], Saved]
Who = Callable[[Scene], Actor]


def at(
    stage: Stage,
    who: Who,
    roles: frozenset[Role],
    *,
    now: datetime = NOW,
    **raw: Any,  # noqa: ANN401  values of the press
) -> Arrangement:
    """A press on an engagement at a stage."""

    def arranged(store: Store) -> Case:
        scene = a_scene(store)
        saved = stage(scene)
        values = {"engagement_id": saved.engagement_id, "version": saved.version} | raw
        return Case(who(scene), values, roles, now=now, own=OWN)

    return arranged


def leader(scene: Scene) -> Actor:
    """Who asks."""
    return scene.leader


def expert(scene: Scene) -> Actor:
    """Who is asked."""
    return scene.expert


def desk(scene: Scene) -> Actor:
    """The coordinator of the ward."""
    return scene.coordinator


def _sent(store: Store) -> Case:
    scene = a_scene(store)
    return Case(scene.leader, engagements.request_input(scene), ASKER, own=OWN)


def _handed_over(store: Store) -> Case:
    scene = a_scene(store)
    return Case(scene.leader, {"group_id": scene.group_id, "need": NEED}, ASKER, own=OWN)


def _ranked(store: Store) -> Case:
    scene = a_scene(store)
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    return Case(scene.leader, engagements.ranking_input(scene), ASKER, own=OWN)


def _ranking_over(store: Store) -> Case:
    scene = a_scene(store)
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    do(store, service.keep_ranking, scene.leader, now=NOW - timedelta(days=400),
       **engagements.ranking_input(scene))  # fmt: skip
    return Case(SYSTEM, {}, only())


def _unserved(store: Store) -> Case:
    scene = a_scene(store)
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    do(store, service.ask_coordinator, scene.leader, group_id=scene.group_id, need=NEED)
    raw = {
        "need_id": 1, "version": 0, "outcome": "unmet", "skills": ("machining.grinding",),
    }  # fmt: skip
    return Case(scene.coordinator, raw, DESK, own=OWN)


def _explained(store: Store) -> Case:
    scene = a_scene(store)
    saved = engagements.sent(scene)
    do(store, service.decline_offer, scene.expert, engagement_id=saved.engagement_id,
       version=saved.version)  # fmt: skip
    raw = {
        "engagement_id": saved.engagement_id, "expert_id": scene.expert_id,
        "reason": DeclineReason.NO_TIME,
    }  # fmt: skip
    return Case(scene.expert, raw, only(Role.EXPERT), own=OWN)


def _called(store: Store) -> Case:
    scene = a_scene(store)
    saved = engagements.sent(scene)
    return Case(scene.expert, {"engagement_id": saved.engagement_id}, ANSWER, own=OWN)


def _recorded(store: Store) -> Case:
    scene = a_scene(store)
    contract = engagements.signed(scene)
    raw = engagements.record_input(scene, contract.engagement_id)
    return Case(scene.expert, raw, ANSWER, now=AFTER_VISIT, own=OWN)


def _swept(store: Store) -> Case:
    scene = a_scene(store)
    engagements.sent(scene)
    return Case(SYSTEM, {}, only(), now=engagements.DEADLINE)


def _disputed(scene: Scene) -> Saved:
    saved = engagements.recorded(scene)
    raised: Saved = do(
        scene.store, service.raise_dispute, scene.leader, engagement_id=saved.engagement_id,
        version=saved.version, note="2時間で終わった",
    )  # fmt: skip
    return raised


def _travelled(scene: Scene) -> Saved:
    """Travel differs from the contract: the desk fixes the fee."""
    return engagements.inspected(scene, travel_yen=1_500)


def by_expert(**raw: Any) -> Arrangement:  # noqa: ANN401  values of the press
    """An expert changes the own free days."""

    def arranged(store: Store) -> Case:
        actor, expert_id = roster.an_expert(store)
        return Case(actor, {"expert_id": expert_id} | raw, only(Role.EXPERT), own=OWN)

    return arranged


def _copied(store: Store) -> Case:
    actor, expert_id = roster.an_expert(store)
    closed = ({"day": MONDAY, "part": "closed"},)
    do(store, service.paint_days, actor, expert_id=expert_id, days=closed)
    return Case(actor, MONTHS | {"expert_id": expert_id}, only(Role.EXPERT), own=OWN)


def _listed(store: Store) -> Case:
    ward = a_ward(store)
    person = a_person(store, Role.EXPERT, ward_id=ward, name="小澤 德次郎")
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子")
    return Case(coordinator, roster.card(person.person_id or 0, ward), DESK, own=OWN)


def _entry_moved(store: Store) -> Case:
    actor, expert_id = roster.an_expert(store)
    raw = {"expert_id": expert_id, "action": ExpertAction.PAUSE, "version": _version(store)}
    return Case(actor, raw, ANSWER, own=OWN)


def _spoken(store: Store) -> Case:
    actor, expert_id = roster.an_expert(store)
    return Case(actor, {"expert_id": expert_id, "languages": ("en",)}, ANSWER, own=OWN)


def _declared(store: Store) -> Case:
    actor, expert_id = roster.an_expert(store)
    raw = {"expert_id": expert_id, "kind": "family", "name": "よその工場"}
    return Case(actor, raw, ANSWER, own=OWN)


def _conflict_ended(store: Store) -> Case:
    actor, expert_id = roster.an_expert(store)
    saved = do(store, service.declare_conflict, actor, expert_id=expert_id, kind="family",
               name="よその工場")  # fmt: skip
    raw = {"conflict_id": saved.conflict_id, "version": saved.version}
    return Case(actor, raw, ANSWER, own=OWN)


def _conflict_reviewed(store: Store) -> Case:
    ward = a_ward(store)
    actor, expert_id = roster.an_expert(store, ward_id=ward)
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子")
    saved = do(store, service.declare_conflict, actor, expert_id=expert_id, kind="family",
               name="よその工場")  # fmt: skip
    raw = {"conflict_id": saved.conflict_id, "version": saved.version, "is_allowed": True,
           "note": "電話で確かめた"}  # fmt: skip
    return Case(coordinator, raw, DESK, own=OWN)


def _confirmed(store: Store) -> Case:
    actor, expert_id = roster.an_expert(store)
    return Case(actor, {"expert_id": expert_id}, ANSWER, own=OWN)


def _confirm_due(store: Store) -> Case:
    _actor, expert_id = roster.an_expert(store)
    later = NOW + timedelta(days=400)
    return Case(SYSTEM, {"expert_id": expert_id}, only(), now=later)


def _version(store: Store) -> int:
    with store.reading() as session:
        row = session.get(Expert, 1)
        assert row is not None
        return row.version


def _day_closed(store: Store) -> Case:
    ward = a_ward(store)
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子")
    raw = {"ward_id": ward, "day": MONDAY, "note": "庁舎の工事"}
    return Case(coordinator, raw, DESK, own=OWN)


CASES: Final[dict[str, Arrangement]] = {
    "experts:request:send": _sent,
    "experts:need:hand_over": _handed_over,
    "experts:ranking:keep": _ranked,
    "experts:ranking:end": _ranking_over,
    "experts:unserved:decide": _unserved,
    "experts:request:withdraw": at(engagements.sent, leader, ASKER),
    "experts:request:call": _called,
    "experts:offer:accept": at(engagements.sent, expert, ANSWER, starts_at=SLOTS[0].start),
    "experts:offer:decline": at(engagements.sent, expert, ANSWER),
    "experts:offer:explain": _explained,
    "experts:booking:cancel": at(engagements.accepted, expert, BOTH_SIDES, note="入院します"),
    "experts:terms:sign": at(engagements.accepted, leader, ASKER),
    "experts:visit:record": _recorded,
    "experts:visit:inspect": at(engagements.recorded, leader, ASKER, now=AFTER_VISIT),
    "experts:dispute:raise": at(engagements.recorded, leader, BOTH_SIDES, note="短く終わった"),
    "experts:dispute:settle": at(_disputed, desk, DESK, note="記録を確認"),
    "experts:fee:fix": at(_travelled, desk, DESK, travel_yen=1_500, note="両者に電話で確認"),
    "experts:fee:pay": at(
        engagements.inspected, leader, ASKER, now=PAID_AT, paid_on=date(2026, 12, 25)
    ),
    "experts:engagement:sweep": _swept,
    "experts:week:set": by_expert(rules=({"weekday": 2, "part": "pm"},)),
    "experts:cap:set": by_expert(month_days=4),
    "experts:languages:set": _spoken,
    "experts:conflict:declare": _declared,
    "experts:conflict:end": _conflict_ended,
    "experts:conflict:review": _conflict_reviewed,
    "experts:conflict:confirm": _confirmed,
    "experts:conflict:remind": _confirm_due,
    "experts:days:paint": by_expert(days=({"day": MONDAY, "part": "closed"},)),
    "experts:month:copy": _copied,
    "experts:expert:list": _listed,
    "experts:expert:advance": _entry_moved,
    "experts:closing_day:add": _day_closed,
}
