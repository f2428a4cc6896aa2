"""An expert's card is listed whole or not at all, and moves along its table of states."""

from typing import Any

import pytest

from hub.experts import reads, service
from hub.experts.states import roster as states
from hub.experts.words import roster as words
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.skills import service as skills
from hub.skills.service import matching_epoch
from models.experts.roster import AvailabilityRule, Expert, ExpertCertificate, ExpertSkill
from models.vocab import Role
from models.vocab.experts import ExpertAction, ExpertState
from tests.support.internship import NOW, SYSTEM, a_firm, a_person, a_ward, count, do, see
from tests.support.roster import an_expert, card
from tests.support.skills import few_skills


def _epoch(store: Store) -> int:
    with store.reading() as session:
        return matching_epoch(Ctx(session, SYSTEM, NOW))


def _step(
    store: Store, expert_id: int, action: ExpertAction, actor: Actor = SYSTEM, **more: object
) -> Any:  # noqa: ANN401  the command's answer
    version = see(store, reads.profile, expert_id=expert_id).version
    values: dict[str, Any] = {"version": version} | more
    return do(store, service.advance_expert, actor, expert_id=expert_id, action=action, **values)


def test_a_card_with_skill_days_and_consent_is_listed_with_all_its_lines(store: Store) -> None:
    before = _epoch(store)
    actor, expert_id = an_expert(store)
    seen = see(store, reads.profile, actor, expert_id=expert_id)
    assert seen.state is ExpertState.LISTED
    assert (seen.name, seen.headline, seen.fee_yen) == ("小澤 德次郎", "旋盤の元職長", 24_000)
    assert [one.code for one in seen.skills] == ["machining.lathe"]
    assert [one.name for one in seen.certificates] == ["機械加工技能士"]
    assert seen.languages == ()
    assert len(see(store, reads.week_of, actor, expert_id=expert_id).lines) == 3
    assert _epoch(store) > before


@pytest.mark.parametrize(
    ("gap", "field", "code"),
    [
        ({"skills": []}, "skills", "experts.no_skill"),
        ({"week": []}, "week", "experts.no_pattern"),
        ({"consented_on": None}, "consented_on", "experts.no_consent"),
        (
            {"skills": [{"code": "a.b", "level": "alone", "years": 3}] * 2},
            "skills",
            "experts.skill_twice",
        ),
        ({"certificates": [{"name": "技能士"}] * 2}, "certificates", "experts.certificate_twice"),
        (
            {"week": [{"weekday": 1, "part": "am"}, {"weekday": 1, "part": "pm"}]},
            "rules",
            "experts.rule_twice",
        ),
    ],
)
def test_a_card_with_a_gap_is_refused_at_its_field_and_leaves_nothing(
    store: Store, gap: dict[str, Any], field: str, code: str
) -> None:
    ward = a_ward(store)
    person = a_person(store, Role.EXPERT, ward_id=ward)
    with pytest.raises(Invalid) as refused:
        do(store, service.list_expert, **card(person.person_id or 0, ward, **gap))
    assert [(p.field, p.reason.code) for p in refused.value.problems] == [(field, code)]
    for table in (Expert, ExpertSkill, ExpertCertificate, AvailabilityRule):
        assert count(store, table) == 0


def test_a_skill_that_the_vocabulary_does_not_know_is_refused_at_its_field(store: Store) -> None:
    do(store, skills.load_vocabulary, words=few_skills(), note="初めの版")
    ward = a_ward(store)
    person = a_person(store, Role.EXPERT, ward_id=ward)
    known, unknown = (
        {"code": code, "level": "alone", "years": 3} for code in ("machining.lathe", "no.skill")
    )
    with pytest.raises(Invalid) as refused:
        do(store, service.list_expert, **card(person.person_id or 0, ward, skills=[known, unknown]))
    told = [(p.field, p.reason.code, dict(p.params)) for p in refused.value.problems]
    assert told == [("skills", "experts.unknown_skill", {"code": "no.skill"})]
    assert count(store, Expert) == 0
    do(store, service.list_expert, **card(person.person_id or 0, ward, skills=[known]))
    assert count(store, Expert) == 1


@pytest.mark.parametrize(
    "wrong", [{"fee_yen": -1}, {"years": 200}, {"travel_yen": 100_001}, {"notice_days": -1}]
)
def test_a_number_outside_its_limits_is_refused_at_its_field(
    store: Store, wrong: dict[str, int]
) -> None:
    ward = a_ward(store)
    person = a_person(store, Role.EXPERT, ward_id=ward)
    with pytest.raises(Invalid) as refused:
        do(store, service.list_expert, **card(person.person_id or 0, ward, **wrong))
    assert [p.field for p in refused.value.problems] == list(wrong)


def test_all_gaps_of_a_card_are_named_at_once(store: Store) -> None:
    ward = a_ward(store)
    person = a_person(store, Role.EXPERT, ward_id=ward)
    typed = card(person.person_id or 0, ward, skills=[], week=[], consented_on=None)
    with pytest.raises(Invalid) as refused:
        do(store, service.list_expert, **typed)
    assert [p.field for p in refused.value.problems] == ["skills", "week", "consented_on"]


def test_one_person_has_one_entry_and_one_calendar(store: Store) -> None:
    actor, expert_id = an_expert(store)
    with pytest.raises(Refused) as refused:
        do(store, service.list_expert, **card(actor.person_id or 0, actor.seat.ward_id or 0))
    assert refused.value.reason is words.ALREADY_LISTED
    assert see(store, reads.my_expert_id, actor) == expert_id


def test_a_coordinator_lists_experts_of_the_own_ward_only(store: Store) -> None:
    ward, other = a_ward(store), a_ward(store, "13109", "品川区")
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward)
    person = a_person(store, Role.EXPERT, ward_id=ward)
    assert do(
        store, service.list_expert, coordinator, **card(person.person_id or 0, ward)
    ).state is ExpertState.LISTED  # fmt: skip
    second = a_person(store, Role.EXPERT, ward_id=other)
    with pytest.raises(Forbidden):
        do(store, service.list_expert, coordinator, **card(second.person_id or 0, other))


def test_a_paused_expert_is_not_asked_until_listed_again(store: Store) -> None:
    actor, expert_id = an_expert(store)
    assert [one.expert_id for one in see(store, reads.listed_experts)] == [expert_id]
    _step(store, expert_id, ExpertAction.PAUSE, actor)
    assert see(store, reads.listed_experts) == ()
    with pytest.raises(NotFound):
        see(store, reads.listed_expert, expert_id=expert_id)
    _step(store, expert_id, ExpertAction.RESUME, actor)
    assert [one.expert_id for one in see(store, reads.listed_experts)] == [expert_id]


def test_an_expert_cannot_lift_the_wards_stop(store: Store) -> None:
    actor, expert_id = an_expert(store)
    with pytest.raises(Refused) as silent:
        _step(store, expert_id, ExpertAction.SUSPEND)
    assert silent.value.reason is words.NOTE_NEEDED
    _step(store, expert_id, ExpertAction.SUSPEND, note="苦情を確かめるため")
    with pytest.raises(Forbidden):
        _step(store, expert_id, ExpertAction.REINSTATE, actor, note="もう大丈夫です")
    done = _step(store, expert_id, ExpertAction.REINSTATE, note="問題なし")
    assert done.state is ExpertState.LISTED


def test_a_step_on_an_entry_that_moved_meanwhile_is_stale(store: Store) -> None:
    _actor, expert_id = an_expert(store)
    old = see(store, reads.profile, expert_id=expert_id).version
    _step(store, expert_id, ExpertAction.PAUSE)
    with pytest.raises(Stale):
        _step(store, expert_id, ExpertAction.RESUME, version=old)


def test_an_ended_entry_has_no_way_on(store: Store) -> None:
    _actor, expert_id = an_expert(store)
    _step(store, expert_id, ExpertAction.END)
    for action in ExpertAction:
        with pytest.raises(Refused) as refused:
            _step(store, expert_id, action, note="理由")
        assert refused.value.reason.code == "states.not_allowed"


def test_an_expert_sees_the_own_entry_only(store: Store) -> None:
    first, own = an_expert(store)
    _second, other = an_expert(store, name="宮﨑 由紀")
    assert see(store, reads.profile, first, expert_id=own).name == "小澤 德次郎"
    for read in (reads.profile, reads.month_of, reads.week_of):
        with pytest.raises(NotFound):
            see(store, read, first, expert_id=other)
        with pytest.raises(NotFound):
            see(store, read, first, expert_id=9_999)
    with pytest.raises(Forbidden):
        see(store, reads.listed_experts, first)


def test_a_firm_reads_listed_entries_but_not_the_days_of_a_person(store: Store) -> None:
    ward = a_ward(store)
    _actor, expert_id = an_expert(store, ward_id=ward)
    firm = a_firm(store, ward)
    leader = a_person(store, Role.GROUP_LEADER, ward_id=ward, firm_id=firm, name="桒原 勝")
    assert see(store, reads.listed_expert, leader, expert_id=expert_id).expert_id == expert_id
    with pytest.raises(NotFound):
        see(store, reads.month_of, leader, expert_id=expert_id)


def test_staff_of_another_ward_do_not_see_the_days(store: Store) -> None:
    _actor, expert_id = an_expert(store)
    other = a_ward(store, "13109", "品川区")
    clerk = a_person(store, Role.WARD_CLERK, ward_id=other)
    with pytest.raises(NotFound):
        see(store, reads.month_of, clerk, expert_id=expert_id)


def test_every_state_of_an_entry_can_be_reached_and_only_the_end_is_final() -> None:
    reached = {ExpertState.DRAFT} | {row.target for row in states.EXPERT}
    assert reached == set(ExpertState)
    left = {state for row in states.EXPERT for state in row.sources}
    assert set(ExpertState) - left == {ExpertState.ENDED}


def test_every_state_and_step_has_a_word() -> None:
    assert set(words.EXPERT_LABELS) == set(ExpertState)
    assert set(words.EXPERT_ACTIONS) == set(ExpertAction)


def test_languages_are_set_by_the_expert_or_the_wards_coordinator(store: Store) -> None:
    ward = a_ward(store)
    expert, expert_id = an_expert(store, ward_id=ward, languages=["zh"])
    coordinator = a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子")
    epoch = _epoch(store)

    def spoken(actor: Actor, *codes: str) -> list[str]:
        do(store, service.set_languages, actor, expert_id=expert_id, languages=codes)
        return [
            each.value for each in see(store, reads.profile, actor, expert_id=expert_id).languages
        ]

    assert spoken(expert, "sign", "en", "en") == ["en", "sign"], "once each, in the usual order"
    assert spoken(coordinator, "vi") == ["vi"]
    assert spoken(expert) == []
    assert _epoch(store) == epoch, "a search does not read them"
    with pytest.raises(Invalid):
        spoken(expert, "la")
    other, _entry = an_expert(store, name="別の人")
    elsewhere = a_person(
        store, Role.COORDINATOR, ward_id=a_ward(store, "13109", "品川区"), name="外 區"
    )
    clerk = a_person(store, Role.WARD_CLERK, ward_id=ward, name="窓口")
    for actor in (other, elsewhere):
        with pytest.raises(NotFound):
            spoken(actor, "en")
    with pytest.raises(Forbidden):
        spoken(clerk, "en")
