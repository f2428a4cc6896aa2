"""An expert may say afterwards why a request was declined, and nobody else may."""

import pytest
from sqlmodel import col, select

from hub.experts import service
from hub.kernel.errors import Forbidden, NotFound
from hub.platform.context import Actor
from hub.platform.db import Store
from models.experts.engagements import EngagementCandidate
from models.vocab.engagements import DeclineReason
from tests.support.engagements import Scene, a_scene, sent
from tests.support.internship import do


def _declined(scene: Scene) -> int:
    saved = sent(scene)
    do(
        scene.store, service.decline_offer, scene.expert,
        engagement_id=saved.engagement_id, version=saved.version,
    )  # fmt: skip
    return saved.engagement_id


def _tell(scene: Scene, actor: Actor, engagement_id: int, reason: DeclineReason) -> None:
    do(
        scene.store, service.explain_decline, actor,
        engagement_id=engagement_id, expert_id=scene.expert_id, reason=reason,
    )  # fmt: skip


def _reason(store: Store, engagement_id: int) -> DeclineReason | None:
    query = select(EngagementCandidate).where(
        col(EngagementCandidate.engagement_id) == engagement_id
    )
    with store.reading() as session:
        return session.exec(query).one().reason


def test_declining_asks_nothing_and_the_reason_can_be_told_and_changed(store: Store) -> None:
    scene = a_scene(store)
    engagement_id = _declined(scene)
    assert _reason(store, engagement_id) is None
    for reason in (DeclineReason.TOO_FAR, DeclineReason.NO_TIME):
        _tell(scene, scene.expert, engagement_id, reason)
        assert _reason(store, engagement_id) is reason


def test_a_request_that_was_not_declined_takes_no_reason(store: Store) -> None:
    scene = a_scene(store)
    saved = sent(scene)
    with pytest.raises(NotFound):
        _tell(scene, scene.expert, saved.engagement_id, DeclineReason.FEE)
    assert _reason(store, saved.engagement_id) is None


def test_only_the_expert_tells_the_reason(store: Store) -> None:
    scene = a_scene(store)
    engagement_id = _declined(scene)
    for other in (scene.other_expert, scene.leader):
        with pytest.raises(NotFound):
            _tell(scene, other, engagement_id, DeclineReason.OTHER)
    with pytest.raises(Forbidden):
        _tell(scene, scene.coordinator, engagement_id, DeclineReason.OTHER)
    assert _reason(store, engagement_id) is None
