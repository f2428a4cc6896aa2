"""An order that a group was shown is kept whole and sealed, read by the auditor, done anew."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
import sqlalchemy as sa
from sqlmodel import select

from hub.experts import reads, recomputed, service, worker
from hub.experts.orders import PURPOSE, subject
from hub.experts.recomputed import Changed, Outcome
from hub.kernel.errors import Forbidden, NotFound
from hub.platform import clock, commands, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.skills import service as skills
from models.experts.matching import EngagementRanking, MatchRun
from models.platform import AuditRow
from models.vocab import Role
from models.vocab.experts import ExpertAction
from tests.support.engagements import NEED, Scene, a_scene, ranking_input, sent
from tests.support.internship import NOW, a_person, do
from tests.support.roster import an_expert
from tests.support.skills import FEW, few_skills

LONG_AGO: Final = datetime(2024, 5, 1, 1, 0, tzinfo=UTC)


def kept(store: Store) -> MatchRun:
    with store.reading() as session:
        return session.exec(select(MatchRun)).one()


@pytest.fixture
def scene(store: Store) -> Scene:
    """A group that may ask, two experts, a small vocabulary."""
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    return a_scene(store)


def shown(scene: Scene, text: str = NEED, **other: Any) -> int:  # noqa: ANN401  conditions and skills
    """The number of an order as the page of results shows and keeps it."""
    found = commands.look(scene.store, reads.experts_for_need, actor=scene.leader, now=NOW,
                          group_id=scene.group_id, text=text, **other)  # fmt: skip
    saved = do(scene.store, service.keep_ranking, scene.leader, group_id=scene.group_id, need=text,
               **found.ranking)  # fmt: skip
    return int(saved.run_id)


def an_auditor(scene: Scene, ward_id: int | None = None) -> Actor:
    return a_person(scene.store, Role.AUDITOR, ward_id=ward_id or scene.ward, name="監査の人")


def page(scene: Scene, run_id: int) -> reads.RankingPage:
    seen: reads.RankingPage = commands.look(
        scene.store, reads.ranking, actor=an_auditor(scene), now=NOW, run_id=run_id
    )
    return seen


def test_what_a_search_shows_is_kept_with_what_it_was_made_of(scene: Scene) -> None:
    found = commands.look(scene.store, reads.experts_for_need, actor=scene.leader, now=NOW,
                          group_id=scene.group_id, text=NEED)  # fmt: skip
    assert found.cards
    shown(scene)
    row = kept(scene.store)
    assert [one["expert_id"] for one in row.shown] == [card.expert_id for card in found.cards]
    assert row.chips == [one.code for one in found.skills]
    assert row.kept_skills == 0
    assert row.filters == [[word.value, count] for word, count in found.counts]
    assert (row.taxonomy, row.at, row.person_id) == (1, NOW, scene.leader.person_id)
    assert row.shown[0]["parts"]
    assert NEED not in row.sealed
    plain = runtime.keyring().opened(PURPOSE, subject(row.group_id, row.need_hash), row.sealed)
    assert plain.decode() == NEED


def test_the_same_search_gives_the_kept_order_again_with_its_reasons(scene: Scene) -> None:
    seen = page(scene, shown(scene))
    assert seen.need == NEED
    assert seen.comparison is not None
    assert (seen.comparison.outcome, seen.comparison.changed) == (Outcome.SAME, ())
    assert [each.place.now for each in seen.people] == list(range(1, len(seen.people) + 1))
    reason = seen.people[0].reasons[0]
    assert reason.asked in NEED
    assert reason.answered
    assert seen.people[0].name


def test_skills_that_the_group_kept_are_searched_by_again(scene: Scene) -> None:
    run_id = shown(scene, "旋盤と研削を教えてほしい", kept=("machining.grinding",))
    assert kept(scene.store).kept_skills == 1
    seen = page(scene, run_id)
    assert seen.comparison is not None
    assert seen.comparison.outcome is Outcome.SAME
    assert [each.code for each in seen.row.skills] == ["machining.grinding"]


def test_another_roster_and_another_vocabulary_are_told_as_the_cause(scene: Scene) -> None:
    run_id = shown(scene)
    do(scene.store, service.advance_expert, expert_id=scene.expert_id,
       action=ExpertAction.PAUSE, version=3)  # fmt: skip
    an_expert(scene.store, ward_id=scene.ward, name="新しい人")
    an_expert(scene.store, ward_id=scene.ward, name="もう一人")
    do(scene.store, skills.load_vocabulary, words=few_skills(FEW[:-1]), note="次の一覧")
    seen = page(scene, run_id)
    assert seen.comparison is not None
    assert seen.comparison.outcome is Outcome.OTHER
    assert {Changed.VOCABULARY, Changed.LISTED} <= set(seen.comparison.changed)
    gone = next(each for each in seen.people if each.expert_id == scene.expert_id)
    assert gone.place.now is None
    assert all(reason.answered == "" for reason in gone.reasons)
    assert gone.reasons[0].asked in NEED


def test_a_changed_score_is_not_the_same_though_the_order_is() -> None:
    part = {"leg": "bridge", "skill": "a", "weight": 5, "asked": [0, 1], "field": "bio",
            "found": [0, 1]}  # fmt: skip
    one = {"expert_id": 1, "word": "fit", "score": 9, "accepted": 0, "parts": [part]}
    two = {"expert_id": 2, "word": "fit", "score": 8, "accepted": 0, "parts": []}
    again = {**one, "parts": ({**part, "asked": (0, 1), "found": (0, 1)},)}
    assert recomputed.compared([one, two], [again, two], ()).outcome is Outcome.SAME
    assert recomputed.compared([one, two], [{**one, "score": 10}, two], ()).outcome is (
        Outcome.ORDER_SAME
    )
    assert recomputed.compared([one, two], [two, one], ()).outcome is Outcome.OTHER
    assert recomputed.compared([one, two], [one], ()).outcome is Outcome.OTHER
    assert recomputed.compared([], [], ()).outcome is Outcome.SAME


def test_a_request_leads_back_to_the_newest_order_that_showed_the_expert(scene: Scene) -> None:
    shown(scene)
    newest = shown(scene)
    shown(scene, "旋盤を教えてほしい")
    saved = sent(scene, need=f"{NEED} ")
    with scene.store.reading() as session:
        link = session.exec(select(EngagementRanking)).one()
    assert (link.engagement_id, link.match_run_id) == (saved.engagement_id, newest)
    auditor = an_auditor(scene)
    seen = commands.look(scene.store, reads.booking, actor=auditor, now=NOW,
                         engagement_id=saved.engagement_id)  # fmt: skip
    assert seen.ranking_id == newest
    rows = commands.look(
        scene.store, reads.rankings_of_ward, actor=auditor, now=NOW, ward_id=scene.ward
    )
    assert [row.engagement_id for row in rows] == [None, saved.engagement_id, None]
    own = commands.look(scene.store, reads.booking, actor=scene.leader, now=NOW,
                        engagement_id=saved.engagement_id)  # fmt: skip
    assert own.ranking_id is None


def test_a_request_without_a_search_has_no_order(scene: Scene) -> None:
    sent(scene)
    with scene.store.reading() as session:
        assert session.exec(select(EngagementRanking)).all() == []


def test_only_the_auditor_of_the_ward_reads_orders(scene: Scene) -> None:
    run_id = shown(scene)
    other = an_auditor(scene, scene.other_coordinator.seat.ward_id)
    for actor in (scene.leader, scene.coordinator, scene.expert, other):
        with pytest.raises(Forbidden):
            commands.look(scene.store, reads.ranking, actor=actor, now=NOW, run_id=run_id)
    with pytest.raises(NotFound):
        page(scene, run_id + 1)


@pytest.mark.parametrize("statement", ["UPDATE match_run SET listed = 9", "DELETE FROM match_run"])
def test_a_kept_order_is_neither_changed_nor_taken_away(scene: Scene, statement: str) -> None:
    do(scene.store, service.keep_ranking, scene.leader, now=clock.now(), **ranking_input(scene))
    with (
        pytest.raises(sa.exc.DBAPIError, match="append only"),
        scene.store.engine.begin() as connection,
    ):
        connection.execute(sa.text(statement))
    assert kept(scene.store).listed == 1


def test_an_old_order_is_never_changed_either(scene: Scene) -> None:
    do(scene.store, service.keep_ranking, scene.leader, now=LONG_AGO, **ranking_input(scene))
    with (
        pytest.raises(sa.exc.DBAPIError, match="append only"),
        scene.store.engine.begin() as connection,
    ):
        connection.execute(sa.text("UPDATE match_run SET listed = 9"))


def test_after_a_year_an_order_goes_unless_a_request_came_of_it(scene: Scene) -> None:
    do(scene.store, service.keep_ranking, scene.leader, now=LONG_AGO, **ranking_input(scene))
    used = do(scene.store, service.keep_ranking, scene.leader, now=LONG_AGO + timedelta(days=1),
              **ranking_input(scene)).run_id  # fmt: skip
    sent(scene)
    young = do(scene.store, service.keep_ranking, scene.leader, now=clock.now(),
               **ranking_input(scene)).run_id  # fmt: skip
    assert worker.sweep(scene.store)
    with scene.store.reading() as session:
        assert set(session.exec(select(MatchRun.id)).all()) == {used, young}
        told = session.exec(select(AuditRow).where(AuditRow.record == "match_run")).all()
    assert len(told) == 4
    with (
        pytest.raises(sa.exc.DBAPIError, match="append only"),
        scene.store.engine.begin() as connection,
    ):
        connection.execute(sa.text("DELETE FROM match_run WHERE id = :id"), {"id": used})
    with (
        pytest.raises(sa.exc.DBAPIError, match="append only"),
        scene.store.engine.begin() as connection,
    ):
        connection.execute(sa.text("DELETE FROM engagement_ranking"))
