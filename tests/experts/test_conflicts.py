"""What is declared of a firm keeps it and the expert apart, at every step of a request."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from hub.experts import reads, service
from hub.experts.words import conflicts as words
from hub.experts.words import engagements as request_words
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale
from hub.platform import commands, outbox
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.skills import service as skills
from models.experts.conflicts import ExpertConflict
from models.experts.engagements import EngagementCandidate
from models.vocab import Role
from models.vocab.engagements import CandidateAnswer, EngagementAction, EngagementState
from models.vocab.experts import ConflictKind
from tests.support.engagements import (
    SLOTS,
    Scene,
    a_scene,
    accepted,
    busy_of,
    notices_of,
    ranking_input,
    sent,
    signed,
    state_of,
    times,
)
from tests.support.internship import NOW, a_firm, a_person, a_ward, do, rows
from tests.support.skills import few_skills

NEED = "旋盤で軸を削れる人に来てほしい"
TODAY = date(2026, 11, 24)


@pytest.fixture
def scene(store: Store) -> Scene:
    """A group of three firms and two lathe experts."""
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    return a_scene(store)


def declare(scene: Scene, actor: Actor | None = None, **raw: Any) -> service.ConflictSaved:  # noqa: ANN401  facts of a form
    """The expert, or who is named, declares; a blocked pair unless another kind is given."""
    typed: dict[str, Any] = {"expert_id": scene.expert_id, "kind": "refused"} | raw
    saved: service.ConflictSaved = do(
        scene.store, service.declare_conflict, actor or scene.expert, **typed
    )
    return saved


def shown(scene: Scene, **other: Any) -> set[int]:  # noqa: ANN401  conditions
    found: reads.NeedResults = commands.look(
        scene.store, reads.experts_for_need, actor=scene.leader, now=NOW,
        group_id=scene.group_id, text=NEED, **other,
    )  # fmt: skip
    counts = [count for each, count in found.counts if each is reads.Hard.APART]
    people = {card.expert_id for card in found.cards}
    assert counts == ([] if len(people) == found.listed else [len(people)]), "a count, no name"
    return people


TARGETS: Any = {
    "a member firm": lambda scene: {"firm_id": scene.firms[2]},
    "the group": lambda scene: {"group_id": scene.group_id},
    "the name in another shape": lambda _scene: {"name": "株式会社 高崎精密"},
    "the group by its name": lambda _scene: {"name": "糀谷旋盤技能継承グループ"},
}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_whom_an_expert_stays_apart_from_neither_sees_nor_asks_him(
    scene: Scene, target: Callable[[Scene], dict[str, Any]]
) -> None:  # fmt: skip
    assert shown(scene) == {scene.expert_id, scene.other_expert_id}
    declare(scene, **target(scene))
    assert shown(scene, dropped=tuple(reads.Condition)) == {scene.other_expert_id}
    with pytest.raises(Refused) as refusal:
        sent(scene)
    assert refusal.value.reason is request_words.KEPT_APART
    asked = {"group_id": scene.group_id, "expert_id": scene.expert_id}
    for read, more in ((reads.time_choice, {}), (reads.visit_cost, {"start": SLOTS[0].start})):
        with pytest.raises(NotFound):
            commands.look(scene.store, read, actor=scene.leader, now=NOW, **asked, **more)
    assert sent(scene, expert_id=scene.other_expert_id).state is EngagementState.OFFERED


def test_a_firm_that_comes_later_is_known_by_its_number(scene: Scene) -> None:
    declare(scene, name="むかしの名前の会社", number="7000-0120-50002")
    assert scene.expert_id in shown(scene)
    statement = sa.text(
        "UPDATE firm SET kind = 'corporation', number = '7000012050002' WHERE id = :firm"
    )
    with scene.store.writing() as session:
        session.connection().execute(statement, {"firm": scene.firms[1]})
    assert shown(scene) == {scene.other_expert_id}


@pytest.mark.parametrize("kind", ConflictKind)
def test_every_kind_keeps_apart_until_it_is_ended(scene: Scene, kind: ConflictKind) -> None:
    saved = declare(scene, scene.coordinator, kind=kind, firm_id=scene.firms[1])
    assert shown(scene) == {scene.other_expert_id}
    ended = do(scene.store, service.end_conflict, scene.coordinator,
               conflict_id=saved.conflict_id, version=saved.version)  # fmt: skip
    assert scene.expert_id in shown(scene)
    with pytest.raises(Stale):
        do(scene.store, service.end_conflict, scene.coordinator,
           conflict_id=saved.conflict_id, version=ended.version)  # fmt: skip
    assert len(rows(scene.store, ExpertConflict)) == 1, "ended, not deleted"


@pytest.mark.parametrize(
    ("left", "is_hidden"),
    [(date(2024, 11, 25), True), (date(2024, 11, 24), False)],
    ids=["less than two years ago", "two years ago"],
)
def test_work_that_was_left_counts_for_two_years(
    scene: Scene, left: date, *, is_hidden: bool
) -> None:
    saved = declare(scene, kind="employed", firm_id=scene.firms[1])
    do(scene.store, service.end_conflict, scene.expert, conflict_id=saved.conflict_id,
       version=saved.version, left_on=left)  # fmt: skip
    assert (scene.expert_id not in shown(scene)) is is_hidden
    assert [row.counts_no_more for row in own(scene)] == [not is_hidden]


def test_who_works_there_again_is_kept_apart_again(scene: Scene) -> None:
    saved = declare(scene, kind="employed", firm_id=scene.firms[1])
    left: Any = {"kind": "employed", "firm_id": scene.firms[1], "left_on": date(2020, 3, 31)}
    do(scene.store, service.end_conflict, scene.expert, conflict_id=saved.conflict_id,
       version=saved.version, left_on=date(2024, 3, 31))  # fmt: skip
    assert scene.expert_id in shown(scene)
    with pytest.raises(Refused) as refusal:
        declare(scene, **left)
    assert refusal.value.reason is words.DECLARED_TWICE, "nothing that is known already"
    declare(scene, kind="employed", firm_id=scene.firms[1])
    assert shown(scene) == {scene.other_expert_id}
    assert [row.until_on for row in own(scene)] == [None]


def test_a_declaration_passes_a_waiting_offer_on(scene: Scene) -> None:
    others: Any = [{"expert_id": scene.other_expert_id, "spans": times(SLOTS[2:])}]
    saved = sent(scene, others=others)
    declare(scene, firm_id=scene.firms[1])
    answers = [row.answer for row in rows(scene.store, EngagementCandidate)]
    assert answers == [CandidateAnswer.KEPT_APART, CandidateAnswer.OFFERED]
    assert state_of(scene.store, saved.engagement_id) is EngagementState.OFFERED
    page = commands.look(scene.store, reads.booking, actor=scene.other_expert, now=NOW,
                         engagement_id=saved.engagement_id)  # fmt: skip
    assert [each.name for each in page.candidates] == ["宮﨑 由紀"], "nobody else is named"
    assert busy_of(scene) == []


def test_the_next_candidate_is_passed_over_when_kept_apart_since(scene: Scene) -> None:
    others: Any = [{"expert_id": scene.other_expert_id, "spans": times(SLOTS[2:])}]
    saved = sent(scene, others=others)
    declare(scene, scene.coordinator, expert_id=scene.other_expert_id, group_id=scene.group_id)
    answer = do(scene.store, service.decline_offer, scene.expert,
                engagement_id=saved.engagement_id, version=saved.version)  # fmt: skip
    assert answer.state is EngagementState.NO_MATCH
    answers = [row.answer for row in rows(scene.store, EngagementCandidate)]
    assert answers == [CandidateAnswer.DECLINED, CandidateAnswer.KEPT_APART]
    offers = commands.look(
        scene.store, reads.offers_for_expert, actor=scene.other_expert, now=NOW,
        person_id=scene.other_expert.person_id,
    )  # fmt: skip
    assert offers == ()


def test_nobody_accepts_who_is_kept_apart_by_then(scene: Scene) -> None:
    saved = sent(scene)
    firm = a_firm(scene.store, scene.ward, "あとから来た会社")
    declare(scene, firm_id=firm)
    assert state_of(scene.store, saved.engagement_id) is EngagementState.OFFERED
    statement = sa.text("UPDATE group_member SET firm_id = :new WHERE firm_id = :old")
    with scene.store.writing() as session:
        session.connection().execute(statement, {"new": firm, "old": scene.firms[2]})
    with pytest.raises(Refused) as refusal:
        do(scene.store, service.accept_offer, scene.expert, engagement_id=saved.engagement_id,
           version=saved.version, starts_at=SLOTS[0].start)  # fmt: skip
    assert refusal.value.reason is request_words.APART_AT_ANSWER
    with pytest.raises(Refused):
        do(scene.store, service.accept_offer, scene.coordinator, note="電話で",
           engagement_id=saved.engagement_id, version=saved.version,
           starts_at=SLOTS[0].start)  # fmt: skip
    declined = do(scene.store, service.decline_offer, scene.expert,
                  engagement_id=saved.engagement_id, version=saved.version)  # fmt: skip
    assert declined.state is EngagementState.NO_MATCH


@pytest.mark.parametrize("stage", [accepted, signed])
def test_what_is_agreed_stays_and_the_coordinator_is_told(
    scene: Scene, stage: Callable[[Scene], service.Answered | service.Signed]
) -> None:
    before = stage(scene)
    saved = declare(scene, firm_id=scene.firms[1])
    assert saved.agreed == 1
    assert state_of(scene.store, before.engagement_id) is before.state
    assert declare(scene, firm_id=scene.firms[2]).agreed == 1, "told of each"
    assert words.CAME_SINCE in notices_of(scene.store, scene.coordinator)
    assert words.CAME_SINCE not in notices_of(scene.store, scene.leader)


def test_the_expert_does_not_read_what_a_firm_has_said(scene: Scene) -> None:
    declare(scene, scene.coordinator, kind="refused_by_firm", firm_id=scene.firms[0])
    declare(scene, kind="family", firm_id=scene.firms[1])
    assert [row.kind for row in own(scene)] == [ConflictKind.FAMILY]
    assert [row.kind for row in own(scene, scene.coordinator)] == [
        ConflictKind.FAMILY,
        ConflictKind.REFUSED_BY_FIRM,
    ]
    with pytest.raises(Forbidden):
        declare(scene, kind="refused_by_firm", firm_id=scene.firms[2])
    row = next(each for each in rows(scene.store, ExpertConflict) if each.firm_id == scene.firms[0])
    with pytest.raises(NotFound):
        do(scene.store, service.end_conflict, scene.expert, conflict_id=row.id, version=0)


def test_the_expert_hears_of_what_staff_have_changed(scene: Scene) -> None:
    declare(scene, firm_id=scene.firms[0])
    declare(scene, scene.coordinator, kind="refused_by_firm", firm_id=scene.firms[1])
    assert words.CHANGED_BY_DESK not in notices_of(scene.store, scene.expert)
    saved = declare(scene, scene.coordinator, kind="family", firm_id=scene.firms[2])
    told = notices_of(scene.store, scene.expert)[words.CHANGED_BY_DESK]
    assert told.params["name"] == "荒木製作所"
    do(scene.store, service.end_conflict, scene.coordinator, conflict_id=saved.conflict_id,
       version=saved.version)  # fmt: skip
    found = commands.look(scene.store, outbox.notices, actor=scene.expert, now=NOW)
    assert [each.msgid for each in found].count(words.CHANGED_BY_DESK) == 2


def test_the_auditor_reads_who_is_kept_apart_and_why(scene: Scene) -> None:
    kept = do(scene.store, service.keep_ranking, scene.leader, **ranking_input(scene))
    declare(scene, kind="shareholder", firm_id=scene.firms[1])
    auditor = a_person(scene.store, Role.AUDITOR, ward_id=scene.ward, name="監査の人")
    page: reads.RankingPage = commands.look(
        scene.store, reads.ranking, actor=auditor, now=NOW, run_id=kept.run_id
    )
    assert [(one.name, [(g.kind, g.name) for g in one.grounds]) for one in page.not_shown] == [
        ("小澤 德次郎", [(ConflictKind.SHAREHOLDER, "渡邊製作所")])
    ]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param({"name": " "}, "experts.conflict_name_empty", id="no name"),
        pytest.param({"name": "㈱"}, "experts.conflict_name_empty", id="only a form of company"),
        pytest.param({"name": "工場", "number": "123"}, "experts.conflict_number", id="number"),
        pytest.param(
            {"name": "工場", "left_on": TODAY}, "experts.conflict_only_work", id="left no work"
        ),
        pytest.param(
            {"name": "工場", "kind": "employed", "left_on": TODAY + timedelta(days=1)},
            "experts.conflict_left_ahead", id="leaves tomorrow",
        ),
    ],
)  # fmt: skip
def test_a_declaration_that_says_too_little_is_refused_at_its_field(
    scene: Scene, raw: dict[str, Any], code: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        declare(scene, **raw)
    assert [one.reason.code for one in refusal.value.problems] == [code]
    assert rows(scene.store, ExpertConflict) == []


def test_the_same_is_declared_once(scene: Scene) -> None:
    declare(scene, firm_id=scene.firms[0])
    with pytest.raises(Refused):
        declare(scene, firm_id=scene.firms[0])
    with pytest.raises(NotFound):
        declare(scene, firm_id=999_999)
    declare(scene, kind="family", firm_id=scene.firms[0])
    again = sa.text("UPDATE expert_conflict SET kind = 'refused'")
    with pytest.raises(IntegrityError), scene.store.writing() as session:
        session.connection().execute(again)


def test_a_typed_name_finds_firms_and_the_groups_that_have_asked(scene: Scene) -> None:
    def found(text: str) -> list[str]:
        choices = commands.look(
            scene.store, reads.conflict_choices, actor=scene.expert, now=NOW,
            expert_id=scene.expert_id, text=text,
        )  # fmt: skip
        return [each.name for each in choices]

    assert found("高崎") == ["髙﨑精密"]
    a_firm(scene.store, a_ward(scene.store, "13109", "品川区"), "高崎工業")
    assert found("高崎") == ["髙﨑精密", "高崎工業"], "those of the own ward first"
    assert found("糀谷") == []
    sent(scene)
    assert found("糀谷") == ["糀谷旋盤技能継承グループ"]
    assert found("　") == []


def test_staff_find_experts_by_name_and_those_with_something_without(scene: Scene) -> None:
    def found(text: str) -> list[tuple[int, int]]:
        entries = commands.look(
            scene.store, reads.conflict_entries, actor=scene.coordinator, now=NOW,
            ward_id=scene.ward, text=text,
        )  # fmt: skip
        return [(each.expert_id, each.count) for each in entries]

    assert found("") == []
    declare(scene, firm_id=scene.firms[0])
    assert found("") == [(scene.expert_id, 1)]
    assert found("宮崎") == [(scene.other_expert_id, 0)]


def own(scene: Scene, actor: Actor | None = None) -> tuple[reads.ConflictRow, ...]:
    page: reads.Conflicts = commands.look(
        scene.store, reads.conflicts_of, actor=actor or scene.expert, now=NOW,
        expert_id=scene.expert_id,
    )  # fmt: skip
    return page.rows


@pytest.mark.parametrize("kind", ["refused_by_firm", "client"])
def test_nobody_reads_who_came_between_a_waiting_offer_and_its_answer(
    scene: Scene, kind: str
) -> None:
    saved = sent(scene)
    declare(scene, scene.coordinator, kind=kind, firm_id=scene.firms[2], note="会社から電話")
    page: reads.BookingPage = commands.look(
        scene.store, reads.booking, actor=scene.leader, now=NOW, engagement_id=saved.engagement_id
    )
    told = {step.words: step.by for step in page.steps}
    assert scene.coordinator.name not in told.values()
    assert request_words.STEP_WORDS[EngagementAction.DECLINE] not in told, "he has not declined"
    assert request_words.PASSED_OVER in told
    assert not any("電話" in step.note for step in page.steps)


def test_an_answer_that_comes_too_late_does_not_say_that_somebody_has_declared(
    scene: Scene,
) -> None:
    sentence = request_words.APART_AT_ANSWER.text
    assert not any(word in sentence for word in ("届け出", "会社", "関わり"))
