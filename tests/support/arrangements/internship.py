"""Arrangements of the rotation internship: rounds, programmes, wishes, plans."""

import json
from typing import Any, Final

from hub import wiring
from hub.internship import service
from hub.platform import files
from hub.platform.db import Store
from models.vocab import FIRM_ROLES, Role
from models.vocab.internship import ProgrammeAction, RoundAction
from tests.support import internship, plans
from tests.support.arrangements.case import FIRM, PERSON, WARD, Arrangement, Case, only
from tests.support.internship import SYSTEM, Place, a_place, a_scan, do
from tests.support.plans import Asked

# Source: internship design, part (a): the coordinator runs a round, firms offer, students wish.
COORDINATOR: Final = only(Role.COORDINATOR)
IN_WARD: Final = frozenset({WARD})


def _by_coordinator(place: Place, **raw: Any) -> Case:  # noqa: ANN401  values of the press
    return Case(place.coordinator, raw, COORDINATOR, IN_WARD)


def _by_worker(**raw: Any) -> Case:  # noqa: ANN401  values of the press
    return Case(SYSTEM, raw, only())


def _opened(store: Store) -> Case:
    place = a_place(store)
    return _by_coordinator(place, **internship.round_input(place))


def _advanced(store: Store) -> Case:
    place = a_place(store)
    round_id = internship.a_draft(place)
    return _by_coordinator(place, round_id=round_id, action=RoundAction.CALL_FIRMS, version=0)


def _imported(store: Store) -> Case:
    place = a_place(store)
    return _by_coordinator(place, ward_id=place.ward, name="夏", document=internship.a_small_file())


def _offered(store: Store) -> Case:
    place = a_place(store)
    raw = internship.offer_input(place, internship.a_calling_round(place))
    return Case(place.tutor, raw, only(*FIRM_ROLES), frozenset({FIRM}))


def _judged(store: Store) -> Case:
    place = a_place(store)
    programme_id = internship.an_offer(place, internship.a_calling_round(place))
    raw = {"programme_id": programme_id, "action": ProgrammeAction.CONFIRM, "version": 0}
    return _by_coordinator(place, **raw)


def _wished(store: Store) -> Case:
    place = a_place(store)
    opened = internship.an_open_round(place)
    raw = {
        "round_id": opened.round_id, "person_id": place.student.person_id,
        "ranked": (opened.lathe, opened.press),
    }  # fmt: skip
    return Case(place.student, raw, only(Role.STUDENT), frozenset({PERSON}))


def _requested(store: Store) -> Case:
    place = a_place(store)
    made = do(store, service.import_round, place.coordinator, ward_id=place.ward, name="夏",
              document=internship.a_small_file())  # fmt: skip
    return _by_coordinator(place, round_id=made.round_id)


def _begun(store: Store) -> Case:
    return _by_worker(job_id=plans.an_asked_plan(store).job_id)


def _running(store: Store) -> Asked:
    asked = plans.an_asked_plan(store)
    asked.begin()
    return asked


def _kept(store: Store) -> Case:
    asked = _running(store)
    plan = asked.solved()
    return _by_worker(
        job_id=asked.job_id, stage="exact", document=json.dumps(plan),
        placed=plan["objective"]["placed"], value=plan["objective"]["value"],
        bound_value=plan["bound"]["value"], bound_placed=plan["bound"]["placed"],
    )  # fmt: skip


def _ended(store: Store) -> Case:
    asked = _running(store)
    asked.keep(asked.solved())
    return _by_worker(job_id=asked.job_id, outcome="done")


def _stopped(store: Store) -> Case:
    asked = _running(store)
    return _by_coordinator(asked.place, scenario_id=asked.scenario_id)


def _announced(store: Store) -> Case:
    asked = plans.a_checked_plan(store)
    return _by_coordinator(asked.place, scenario_id=asked.scenario_id)


def _published(store: Store) -> Case:
    asked = plans.an_announced_plan(store)
    return _by_coordinator(asked.place, scenario_id=asked.scenario_id)


def _released(store: Store) -> Case:
    asked = plans.an_announced_plan(store, is_agreed=False)
    asked.staff(service.publish_plan)
    plans.guardians_agree(asked.place, asked.round_id)
    return _by_coordinator(asked.place, scenario_id=asked.scenario_id)


def _changed(store: Store) -> Case:
    asked = plans.an_announced_plan(store)
    asked.staff(service.publish_plan)
    changes = ({"kind": "leave", "student": "s1"},)
    return _by_coordinator(asked.place, scenario_id=asked.scenario_id, changes=changes, note="体調")


def _repaired(store: Store) -> Case:
    asked = plans.a_repaired_plan(store)
    return _by_coordinator(asked.place, scenario_id=asked.scenario_id)


def _discarded(store: Store) -> Case:
    asked = plans.a_checked_plan(store)
    return _by_coordinator(asked.place, scenario_id=asked.scenario_id)


def _consent_asked(store: Store) -> Case:
    place = a_place(store)
    opened = internship.an_open_round(place)
    internship.send(place, opened, place.minor, opened.lathe)
    return _by_coordinator(place, application_id=1, token_hash="1" * 64, code_hash="2" * 64)


def _consent_answered(store: Store) -> Case:
    case = _consent_asked(store)
    raw: dict[str, Any] = dict(case.raw)
    do(store, service.ask_consent, case.actor, **raw)
    return _by_worker(secret_hash="1" * 64, channel="link", guardian="橋本 薫", does_agree=True)


def _consent_letter(store: Store) -> Case:
    wiring.bind()
    case = _consent_asked(store)
    raw: dict[str, Any] = dict(case.raw)
    asked = do(store, service.ask_consent, case.actor, **raw)
    kept = {"consent_id": asked.consent_id, "stored": files.set_down(store, b"%PDF letter")}
    return Case(case.actor, kept, COORDINATOR, IN_WARD)


def _consent_withdrawn(store: Store) -> Case:
    raw: dict[str, Any] = dict(_consent_answered(store).raw)
    do(store, service.answer_consent, **raw)
    return _by_worker(secret_hash="1" * 64)


def _paper_recorded(store: Store) -> Case:
    case = _consent_asked(store)
    raw = {
        "student": "橋本 凜", "guardian": "橋本 薫", "does_agree": True, "scan": a_scan(store),
    }  # fmt: skip
    return Case(case.actor, {"application_id": 1, **raw}, COORDINATOR, IN_WARD)


CASES: Final[dict[str, Arrangement]] = {
    "internship:round:open": _opened,
    "internship:round:advance": _advanced,
    "internship:round:import": _imported,
    "internship:programme:offer": _offered,
    "internship:programme:judge": _judged,
    "internship:wishes:send": _wished,
    "internship:consent:ask": _consent_asked,
    "internship:consent:answer": _consent_answered,
    "internship:consent:letter": _consent_letter,
    "internship:consent:withdraw": _consent_withdrawn,
    "internship:consent:paper": _paper_recorded,
    "internship:plan:request": _requested,
    "internship:plan:begin": _begun,
    "internship:plan:keep": _kept,
    "internship:plan:end": _ended,
    "internship:plan:stop": _stopped,
    "internship:plan:announce": _announced,
    "internship:plan:publish": _published,
    "internship:plan:release": _released,
    "internship:plan:discard": _discarded,
    "internship:change:request": _changed,
    "internship:repair:accept": _repaired,
}
