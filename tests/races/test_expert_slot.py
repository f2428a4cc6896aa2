"""The half-day of an expert goes to one group, and an offer is answered once, however many press.

Measured: all clients wait at a barrier and then run one command each, several rounds on each
engine, every round with a fresh half-day. Losers get a refusal in words. The threads share one
process.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest

from hub.experts import reads, service
from hub.kernel.errors import HubError, Refused, Stale
from hub.kernel.intervals import Span
from hub.platform import commands
from hub.platform.context import Actor
from hub.platform.db import Store
from models.experts.engagements import Engagement, OpenRequest, Visit
from models.vocab import Role
from models.vocab.directory import ReservationState
from models.vocab.engagements import EngagementState
from tests.support.engagements import (
    DEADLINE,
    Scene,
    a_group,
    a_scene,
    busy_of,
    request_input,
    sent,
    times,
)
from tests.support.internship import NOW, a_firm, a_person, do, rows
from tests.support.measure import rounds
from tests.support.roster import a_time

CLIENTS = 16
ROUNDS = rounds(whole=20, part=6)
WEEKDAYS = tuple({"weekday": day, "part": "full"} for day in range(5))
OPEN_WEEK: Any = {"week": WEEKDAYS, "cap_month_days": 31, "cap_week_hours": 60}
Press = Callable[[], Any]


def at_once(presses: Sequence[Press]) -> list[Any]:
    """What each client got: an answer or its refusal; all start together."""
    gate = threading.Barrier(len(presses))

    def client(press: Press) -> Any:  # noqa: ANN401  an answer or its refusal
        gate.wait(timeout=60)
        try:
            return press()
        except HubError as refusal:
            return refusal

    with ThreadPoolExecutor(len(presses)) as clients:
        return list(clients.map(client, presses))


def half_days() -> list[Span]:
    """Forty half-days from 7 December on, working days without holidays."""
    days = [date(2026, 12, 7) + timedelta(days=number) for number in range(42)]
    busy = {date(2026, 12, 29) + timedelta(days=number) for number in range(6)}
    free = [day for day in days if day.weekday() < 5 and day not in busy]
    free = [day for day in free if day != date(2027, 1, 11)]
    return [span for day in free for span in (a_time(day, 9, 12), a_time(day, 13, 17))][:40]


def refusals(answers: Sequence[Any]) -> list[HubError]:
    return [answer for answer in answers if isinstance(answer, HubError)]


@pytest.mark.slow
def test_a_half_day_wanted_by_sixteen_groups_goes_to_exactly_one(store: Store) -> None:
    scene = a_scene(store, **OPEN_WEEK)
    askers = [(scene.leader, scene.group_id), *(more_groups(scene, CLIENTS - 1))]
    slots = half_days()[:ROUNDS]
    for slot in slots:
        typed = request_input(scene, spans=times([slot]))
        answers = at_once([asking(store, actor, group, typed) for actor, group in askers])
        lost = refusals(answers)
        assert len(answers) - len(lost) == 1
        assert all(isinstance(refusal, Refused) for refusal in lost)
    assert sorted(span for span, _state in busy_of(scene)) == sorted(slots)
    assert len(rows(store, Engagement)) == ROUNDS
    assert sum(row.open for row in rows(store, OpenRequest)) == ROUNDS


@pytest.mark.slow
def test_two_accepts_of_one_offer_make_one_visit(store: Store) -> None:
    scene = a_scene(store, **OPEN_WEEK)
    for number, (first, second) in enumerate(pairs(), start=1):
        saved = sent(scene, spans=times([first, second]))
        answers = at_once([press(scene, saved, slot) for slot in (first, second) * 4])
        lost = refusals(answers)
        assert len(answers) - len(lost) == 1
        assert all(isinstance(refusal, Refused | Stale) for refusal in lost)
        assert len(rows(store, Visit)) == number
    assert [state for _span, state in busy_of(scene)] == [ReservationState.CONFIRMED] * ROUNDS
    assert [row.open for row in rows(store, OpenRequest)] == [0]


@pytest.mark.slow
def test_an_offer_is_accepted_or_withdrawn_and_never_both(store: Store) -> None:
    scene = a_scene(store, **OPEN_WEEK)
    for first, second in pairs():
        saved = sent(scene, spans=times([first, second]))
        typed: dict[str, Any] = {"engagement_id": saved.engagement_id, "version": saved.version}
        answers = at_once(
            [press(scene, saved, first)] * 4
            + [lambda typed=typed: do(store, service.withdraw_request, scene.leader, **typed)] * 4  # type: ignore[misc]  # a default binds the round
        )
        won = [answer for answer in answers if not isinstance(answer, HubError)]
        assert len(won) == 1
        held = [state for span, state in busy_of(scene) if span in (first, second)]
        agreed = won[0].state == EngagementState.ACCEPTED
        assert held == ([ReservationState.CONFIRMED] if agreed else [])
        assert [row.open for row in rows(store, OpenRequest)] == [0]


@pytest.mark.slow
def test_an_offer_is_accepted_or_runs_out_and_never_both(store: Store) -> None:
    scene = a_scene(store, **OPEN_WEEK)
    in_time = DEADLINE - timedelta(seconds=1)
    for first, second in pairs():
        saved = sent(scene, spans=times([first, second]))
        answers = at_once(
            [press(scene, saved, first, now=in_time)] * 4
            + [lambda: do(store, service.sweep_engagements, now=DEADLINE)] * 4
        )
        accepted = [a for a in answers if isinstance(a, service.Answered)]
        expired = sum(a.expired for a in answers if isinstance(a, service.Swept))
        assert len(accepted) + expired == 1
        held = [state for span, state in busy_of(scene, now=DEADLINE) if span in (first, second)]
        assert held == ([ReservationState.CONFIRMED] if accepted else [])
        assert [row.open for row in rows(store, OpenRequest)] == [0]
    page = commands.look(
        store, reads.bookings_of_group, actor=scene.leader, now=NOW, group_id=scene.group_id
    )
    assert {row.state for row in page} <= {EngagementState.ACCEPTED, EngagementState.NO_MATCH}


def asking(store: Store, actor: Actor, group_id: int, typed: dict[str, Any]) -> Press:
    """A press on この内容で頼む by the leader of one group."""
    return lambda: do(store, service.send_request, actor, **typed | {"group_id": group_id})


def press(scene: Scene, saved: Any, slot: Span, **when: Any) -> Press:  # noqa: ANN401  the answer of a command
    """A press on 引き受ける."""
    return lambda: do(
        scene.store, service.accept_offer, scene.expert, engagement_id=saved.engagement_id,
        starts_at=slot.start, version=saved.version, **when,
    )  # fmt: skip


def pairs() -> list[tuple[Span, Span]]:
    """Two half-days for each round."""
    slots = half_days()
    return list(zip(slots[::2], slots[1::2], strict=True))[:ROUNDS]


def more_groups(scene: Scene, count: int) -> list[tuple[Actor, int]]:
    """Further registered groups of the ward with their leaders."""
    found = []
    for number in range(count):
        firms = [a_firm(scene.store, scene.ward, f"{number}-{each}") for each in range(3)]
        owners = [
            a_person(scene.store, Role.FIRM_REPRESENTATIVE, ward_id=scene.ward, firm_id=firm)
            for firm in firms
        ]
        leader = a_person(scene.store, Role.GROUP_LEADER, ward_id=scene.ward, firm_id=firms[0])
        name = f"グループ{number}"
        group_id = a_group(scene.store, scene.ward, firms, leader, owners, name=name)
        found.append((leader, group_id))
    return found
