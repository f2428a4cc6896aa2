"""A coordinator lets groups ask in spite of a family, shares or an office; never with a subsidy."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from hub.experts import reads, renewal, service, worker
from hub.experts.queries import conflicts as queries
from hub.experts.words import conflicts as words
from hub.experts.words import engagements as request_words
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale
from hub.platform import clock, commands, outbox
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.skills import service as skills
from models.experts.conflicts import ConflictStep
from models.experts.engagements import Engagement, EngagementCandidate
from models.vocab import Role
from models.vocab.engagements import CandidateAnswer, EngagementState
from models.vocab.experts import REVIEWED_KINDS, ConflictAct, ConflictKind
from tests.support.engagements import (
    SLOTS,
    FixedAid,
    Scene,
    a_scene,
    accepted,
    bind_aid,
    inspected,
    notices_of,
    paid,
    sent,
    signed,
    state_of,
    times,
)
from tests.support.internship import NOW, a_person, a_ward, do, rows
from tests.support.roster import an_expert
from tests.support.skills import few_skills

NEED = "旋盤で軸を削れる人に来てほしい"
PAID_ON = date(2026, 12, 25)
PAID_AT = datetime.fromisoformat("2026-12-25T12:00:00+09:00")


@pytest.fixture
def scene(store: Store) -> Iterator[Scene]:
    """A group of three firms, two lathe experts, aid of 12,000 yen."""
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    bind_aid(FixedAid())
    yield a_scene(store)
    bind_aid(None)


def declare(scene: Scene, **raw: Any) -> service.ConflictSaved:  # noqa: ANN401  facts of a form
    """The expert declares a family firm unless another kind is given."""
    typed: dict[str, Any] = {
        "expert_id": scene.expert_id,
        "kind": "family",
        "firm_id": scene.firms[1],
    } | raw
    saved: service.ConflictSaved = do(scene.store, service.declare_conflict, scene.expert, **typed)
    return saved


def review(
    scene: Scene,
    saved: service.ConflictSaved | service.ConflictReviewed,
    *,
    actor: Actor | None = None,
    is_allowed: bool = True,
    note: str = "電話で確かめた",
) -> service.ConflictReviewed:
    """The coordinator says how it is."""
    done: service.ConflictReviewed = do(
        scene.store, service.review_conflict, actor or scene.coordinator, note=note,
        conflict_id=saved.conflict_id, version=saved.version, is_allowed=is_allowed,
    )  # fmt: skip
    return done


def found(scene: Scene, now: datetime = NOW) -> dict[int, reads.ExpertCard]:
    """Cards of the page of results by expert."""
    page: reads.NeedResults = commands.look(
        scene.store, reads.experts_for_need, actor=scene.leader, now=now,
        group_id=scene.group_id, text=NEED, first=10,
    )  # fmt: skip
    return {card.expert_id: card for card in page.cards}


def aid_of(scene: Scene, engagement_id: int) -> tuple[int | None, bool]:
    """The expected subsidy and whether none may be claimed."""
    row = next(one for one in rows(scene.store, Engagement) if one.id == engagement_id)
    return row.subsidy_yen, row.without_aid_at is not None


@pytest.mark.parametrize("kind", sorted(REVIEWED_KINDS))
def test_after_the_coordinators_look_a_group_asks_without_aid(
    scene: Scene, kind: ConflictKind
) -> None:
    saved = declare(scene, kind=kind)
    assert scene.expert_id not in found(scene)
    done = review(scene, saved)
    assert done.until_on == date(2027, 11, 24)
    cards = found(scene)
    costs = {at: (one.cost.is_without_aid, one.cost.subsidy_yen) for at, one in cards.items()}
    assert costs == {scene.expert_id: (True, None), scene.other_expert_id: (False, 12_000)}
    asked = sent(scene)
    assert asked.state is EngagementState.OFFERED
    assert aid_of(scene, asked.engagement_id) == (None, True)
    assert words.ALLOWED in notices_of(scene.store, scene.expert)
    assert words.ALLOWED not in notices_of(scene.store, scene.leader)


@pytest.mark.parametrize("is_sheet", [True, False], ids=["sheet", "lathe"])
def test_a_team_has_the_aid_of_those_who_may_have_it(scene: Scene, *, is_sheet: bool) -> None:
    skill = {"code": "sheet.general", "level": "teaches", "years": 30}
    card: dict[str, Any] = {"headline": "精密板金の曲げ", "bio": "薄い板を曲げます。",
                            "skills": [skill], "certificates": []}  # fmt: skip
    sheet = an_expert(scene.store, ward_id=scene.ward, name="板金の人", **card)[1]
    for at in [sheet] if is_sheet else [scene.expert_id, scene.other_expert_id]:
        typed: dict[str, Any] = {"expert_id": at, "kind": "family", "firm_id": scene.firms[1]}
        review(scene, do(scene.store, service.declare_conflict, scene.coordinator, **typed))
    page: reads.NeedResults = commands.look(
        scene.store, reads.experts_for_need, actor=scene.leader, now=NOW,
        group_id=scene.group_id, text="旋盤と板金を教えてほしい",
    )  # fmt: skip
    assert page.team is not None
    told = {each.expert_id == sheet: each.is_without_aid for each in page.team.members}
    assert told == {True: is_sheet, False: not is_sheet}
    cost = page.team.cost
    assert (cost.subsidy_yen, cost.is_without_aid, cost.programme_title) == (
        12_000, False, "技能継承支援",
    )  # fmt: skip


def test_no_claim_takes_up_what_was_asked_without_aid(scene: Scene) -> None:
    review(scene, declare(scene))
    done = inspected(scene)
    paid = do(scene.store, service.record_payment, scene.leader, now=PAID_AT, paid_on=PAID_ON,
              engagement_id=done.engagement_id, version=done.version)  # fmt: skip
    assert paid.state is EngagementState.PAID
    open_now = commands.look(
        scene.store, reads.claimable_engagements, actor=scene.leader, now=PAID_AT,
        group_id=scene.group_id,
    )  # fmt: skip
    assert open_now == ()
    with pytest.raises(NotFound):
        commands.look(scene.store, reads.claimable_engagement, actor=scene.leader, now=PAID_AT,
                      engagement_id=done.engagement_id)  # fmt: skip


def test_a_family_told_of_after_the_contract_ends_the_aid_and_not_the_contract(
    scene: Scene,
) -> None:
    before = signed(scene)
    assert aid_of(scene, before.engagement_id) == (12_000, False)
    assert declare(scene).agreed == 1
    assert aid_of(scene, before.engagement_id) == (None, True)
    assert state_of(scene.store, before.engagement_id) is before.state


def test_a_contract_shown_with_aid_is_not_made_once_there_is_none(scene: Scene) -> None:
    before = accepted(scene)
    review(scene, declare(scene))
    row = next(one for one in rows(scene.store, Engagement) if one.id == before.engagement_id)
    with pytest.raises(Refused) as refusal:
        do(scene.store, service.sign_terms, scene.leader, engagement_id=before.engagement_id,
           version=row.version, shown_programme="1")  # fmt: skip
    assert refusal.value.reason is request_words.ESTIMATE_MOVED


def test_the_next_candidate_has_the_aid_that_the_first_had_not(scene: Scene) -> None:
    review(scene, declare(scene))
    others: Any = [{"expert_id": scene.other_expert_id, "spans": times(SLOTS[2:])}]
    asked = sent(scene, others=others)
    assert aid_of(scene, asked.engagement_id) == (None, True)
    do(scene.store, service.decline_offer, scene.expert, engagement_id=asked.engagement_id,
       version=asked.version)  # fmt: skip
    assert aid_of(scene, asked.engagement_id) == (12_000, False)


def test_what_was_allowed_ends_by_a_word_or_after_a_year(scene: Scene) -> None:
    done = review(scene, declare(scene))
    assert scene.expert_id in found(scene, NOW + timedelta(days=364))
    assert scene.expert_id not in found(scene, NOW + timedelta(days=367))
    asked = sent(scene)
    review(scene, done, is_allowed=False)
    assert scene.expert_id not in found(scene)
    assert state_of(scene.store, asked.engagement_id) is EngagementState.NO_MATCH


def test_a_waiting_offer_goes_on_when_the_year_of_the_review_is_over(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = NOW - timedelta(days=364)
    typed: dict[str, Any] = {"expert_id": scene.expert_id, "kind": "family"}
    saved = do(scene.store, service.declare_conflict, scene.expert, now=then,
               firm_id=scene.firms[1], **typed)  # fmt: skip
    do(scene.store, service.review_conflict, scene.coordinator, now=then, note="電話で確かめた",
       conflict_id=saved.conflict_id, version=saved.version, is_allowed=True)  # fmt: skip
    others: Any = [{"expert_id": scene.other_expert_id, "spans": times(SLOTS[2:])}]
    sent(scene, others=others)
    answers = []
    for days in (1, 2):
        monkeypatch.setattr(clock, "now", lambda days=days: NOW + timedelta(days=days))
        worker.sweep(scene.store)
        answers.append([row.answer for row in rows(scene.store, EngagementCandidate)])
    assert answers == [
        [CandidateAnswer.OFFERED, CandidateAnswer.WAITING],
        [CandidateAnswer.KEPT_APART, CandidateAnswer.OFFERED],
    ]


def test_a_second_ground_keeps_apart_though_the_first_is_allowed(scene: Scene) -> None:
    review(scene, declare(scene))
    declare(scene, kind="refused")
    assert scene.expert_id not in found(scene)


@pytest.mark.parametrize("kind", sorted(set(ConflictKind) - REVIEWED_KINDS))
def test_nobody_allows_what_is_never_offered(scene: Scene, kind: ConflictKind) -> None:
    typed: dict[str, Any] = {"expert_id": scene.expert_id, "kind": kind, "firm_id": scene.firms[1]}
    saved = do(scene.store, service.declare_conflict, scene.coordinator, **typed)
    with pytest.raises(Refused) as refusal:
        review(scene, saved)
    assert refusal.value.reason is words.NOT_REVIEWED
    assert scene.expert_id not in found(scene)


def test_only_a_coordinator_of_the_ward_looks_and_says_what_was_looked_at(scene: Scene) -> None:
    saved = declare(scene)
    stranger = a_person(scene.store, Role.COORDINATOR, ward_id=a_ward(scene.store, "13109", "品川"),
                        name="よその相談員")  # fmt: skip
    for actor in (scene.expert, scene.leader, stranger):
        with pytest.raises((Forbidden, NotFound)):
            review(scene, saved, actor=actor)
    with pytest.raises(Invalid) as refusal:
        review(scene, saved, note=" ")
    assert [one.field for one in refusal.value.problems] == ["note"]
    review(scene, saved)
    with pytest.raises(Stale):
        review(scene, saved, is_allowed=False)


def test_the_history_of_a_declaration_is_kept_and_cannot_be_changed(scene: Scene) -> None:
    done = review(scene, declare(scene))
    do(scene.store, service.end_conflict, scene.expert, conflict_id=done.conflict_id,
       version=done.version)  # fmt: skip
    page: reads.ConflictPage = commands.look(
        scene.store, reads.conflict, actor=scene.coordinator, now=NOW,
        conflict_id=done.conflict_id,
    )  # fmt: skip
    assert (page.is_over, page.is_reviewed, page.row.name) == (True, True, "渡邊製作所")
    assert [(one.act, one.name, one.note) for one in page.steps] == [
        (ConflictAct.ENDED, "小澤 德次郎", ""),
        (ConflictAct.ALLOWED, scene.coordinator.name, "電話で確かめた"),
        (ConflictAct.DECLARED, "小澤 德次郎", ""),
    ]
    for change in (
        "UPDATE expert_conflict_step SET note = 'x'",
        "DELETE FROM expert_conflict_step",
    ):
        with pytest.raises(DatabaseError), scene.store.writing() as session:
            session.connection().execute(sa.text(change))


DUE = date(2027, 11, 24)


@pytest.mark.parametrize(
    ("today", "last", "step"),
    [
        pytest.param(date(2027, 9, 24), None, None, id="61 days before"),
        pytest.param(date(2027, 9, 25), None, 60, id="60 days before"),
        pytest.param(date(2027, 9, 26), (DUE, 60), None, id="told already"),
        pytest.param(date(2027, 11, 18), (DUE, 60), 7, id="a missed one is left out"),
        pytest.param(date(2027, 12, 1), (DUE, 7), 0, id="the day is over"),
        pytest.param(date(2028, 12, 1), (DUE, 0), None, id="told of it once"),
        pytest.param(date(2027, 10, 25), (date(2026, 11, 24), 0), 30, id="the year before"),
    ],
)
def test_the_expert_is_reminded_once_for_each_step(
    today: date, last: tuple[date, int] | None, step: int | None
) -> None:
    assert renewal.step_due(DUE, today, last) == step


def test_a_leap_day_is_due_on_the_last_of_february() -> None:
    assert renewal.a_year_after(date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_year_without_a_word_is_told_and_what_is_declared_stands(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(scene, kind="refused")
    do(scene.store, service.confirm_conflicts, scene.expert, expert_id=scene.expert_id)

    def reminded(at: datetime) -> bool:
        monkeypatch.setattr(clock, "now", lambda: at)
        return scene.expert_id in worker.remind(scene.store)

    near = NOW + timedelta(days=365 - 7)
    assert not reminded(NOW + timedelta(days=200))
    assert reminded(near)
    assert not reminded(near)
    assert words.CONFIRM_BY in notices_of(scene.store, scene.expert)
    late = NOW + timedelta(days=366)
    assert reminded(late)
    assert words.CONFIRM_LATE in notices_of(scene.store, scene.expert)
    assert words.DESK_CALLS in notices_of(scene.store, scene.coordinator)
    assert scene.expert_id not in found(scene, late), "a declaration does not lapse"
    entries = commands.look(scene.store, reads.conflict_entries, actor=scene.coordinator, now=late,
                            ward_id=scene.ward, text="")  # fmt: skip
    assert scene.expert_id in {one.expert_id for one in entries if one.is_late}
    do(scene.store, service.confirm_conflicts, scene.coordinator, now=late,
       expert_id=scene.expert_id)  # fmt: skip
    assert not reminded(late)
    assert [row.act for row in rows(scene.store, ConflictStep) if row.conflict_id is None].count(
        ConflictAct.CONFIRMED
    ) == 2


def test_who_confirms_between_the_look_and_the_letter_is_not_reminded(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sweep goes on to the next one."""
    real = queries.reminder_of
    looks = iter([{scene.expert_id: (DUE, 7)}])
    monkeypatch.setattr(queries, "reminder_of", lambda *given: next(looks, None) or real(*given))
    assert worker.remind(scene.store) == []
    assert not [row for row in rows(scene.store, ConflictStep) if row.act is ConflictAct.REMINDED]


def test_a_family_told_of_after_the_payment_closes_the_claim(scene: Scene) -> None:
    done = paid(scene)
    assert done.state is EngagementState.CLAIMABLE
    assert declare(scene).agreed == 0
    assert words.CAME_SINCE in notices_of(scene.store, scene.coordinator)
    with pytest.raises(NotFound):
        commands.look(scene.store, reads.claimable_engagement, actor=scene.leader, now=PAID_AT,
                      engagement_id=done.engagement_id)  # fmt: skip


def test_a_family_ended_before_the_payment_does_not_bring_the_aid_back(scene: Scene) -> None:
    done = inspected(scene)
    saved = declare(scene)
    do(scene.store, service.end_conflict, scene.expert, conflict_id=saved.conflict_id,
       version=saved.version)  # fmt: skip
    row = do(scene.store, service.record_payment, scene.leader, now=PAID_AT, paid_on=PAID_ON,
             engagement_id=done.engagement_id, version=done.version)  # fmt: skip
    assert row.state is EngagementState.PAID


def test_what_was_allowed_does_not_hold_for_what_is_declared_anew(scene: Scene) -> None:
    done = review(scene, declare(scene))
    do(scene.store, service.end_conflict, scene.expert, conflict_id=done.conflict_id,
       version=done.version)  # fmt: skip
    again = declare(scene)
    assert again.conflict_id != done.conflict_id
    assert scene.expert_id not in found(scene)
    with pytest.raises(Stale):
        review(scene, done)


def test_what_a_firm_has_said_answers_the_expert_like_a_missing_row(scene: Scene) -> None:
    typed: dict[str, Any] = {"expert_id": scene.expert_id, "kind": "refused_by_firm"}
    saved = do(scene.store, service.declare_conflict, scene.coordinator,
               firm_id=scene.firms[1], **typed)  # fmt: skip
    with pytest.raises(NotFound):
        review(scene, saved, actor=scene.expert)
    with pytest.raises(NotFound):
        commands.look(scene.store, reads.conflict, actor=scene.expert, now=NOW,
                      conflict_id=saved.conflict_id)  # fmt: skip


def test_what_was_allowed_is_stopped_again_while_a_visit_is_agreed(scene: Scene) -> None:
    accepted(scene)
    done = review(scene, declare(scene))
    assert review(scene, done, is_allowed=False).agreed == 1


def test_coordinators_are_told_once_a_day_however_many_have_not_confirmed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the first morning the year of many is over at once."""

    def told(days: int) -> tuple[int, int]:
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))
        reminded = len(worker.remind(scene.store))
        found = commands.look(scene.store, outbox.notices, actor=scene.coordinator, now=NOW)
        return reminded, [each.msgid for each in found].count(words.DESK_CALLS)

    assert told(800) == (2, 1)
    an_expert(scene.store, ward_id=scene.ward, name="三人目")
    assert told(801) == (1, 2), "another day"
