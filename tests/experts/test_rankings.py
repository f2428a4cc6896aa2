"""An order that a group was shown is kept whole, sealed and for good."""

import pytest
import sqlalchemy as sa
from sqlmodel import select

from hub.experts import reads, service
from hub.experts.orders import PURPOSE, subject
from hub.platform import commands, runtime
from hub.platform.db import Store
from hub.skills import service as skills
from models.experts.matching import MatchRun
from tests.support.engagements import NEED, a_scene, ranking_input
from tests.support.internship import NOW, do
from tests.support.skills import few_skills


def kept(store: Store) -> MatchRun:
    with store.reading() as session:
        return session.exec(select(MatchRun)).one()


def test_what_a_search_shows_is_kept_with_what_it_was_made_of(store: Store) -> None:
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    scene = a_scene(store)
    found = commands.look(store, reads.experts_for_need, actor=scene.leader, now=NOW,
                          group_id=scene.group_id, text=NEED)  # fmt: skip
    assert found.cards
    do(store, service.keep_ranking, scene.leader, group_id=scene.group_id, need=NEED,
       **found.ranking)  # fmt: skip
    row = kept(store)
    assert [one["expert_id"] for one in row.shown] == [card.expert_id for card in found.cards]
    assert row.chips == [one.code for one in found.skills]
    assert row.filters == [[word.value, count] for word, count in found.counts]
    assert (row.taxonomy, row.at, row.person_id) == (1, NOW, scene.leader.person_id)
    assert row.shown[0]["parts"]
    assert NEED not in row.sealed
    plain = runtime.keyring().opened(PURPOSE, subject(row.group_id, row.need_hash), row.sealed)
    assert plain.decode() == NEED


@pytest.mark.parametrize("statement", ["UPDATE match_run SET listed = 9", "DELETE FROM match_run"])
def test_a_kept_order_is_neither_changed_nor_taken_away(store: Store, statement: str) -> None:
    do(store, skills.load_vocabulary, words=few_skills(), note="最初の一覧")
    scene = a_scene(store)
    do(store, service.keep_ranking, scene.leader, **ranking_input(scene))
    with pytest.raises(sa.exc.DBAPIError, match="append only"), store.engine.begin() as connection:
        connection.execute(sa.text(statement))
    assert kept(store).listed == 1
