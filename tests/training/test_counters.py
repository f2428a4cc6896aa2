"""Random life of a waiting list: seats and quotas are true after every step, at a smaller size.

Hypothesis makes sequences of sign-ups, answers, withdrawals and passing time on a real database of
each engine; the full counts run under the bench. Rank: a party is never promoted past one that
would have fitted, and nobody who has left is promoted again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.kernel.errors import HubError
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.training import service
from models.training import SignUp
from models.vocab.training import SignUpState, SizeBand
from tests.support.internship import do, rows
from tests.support.training import (
    NOW,
    Town,
    a_small_course,
    a_strict_course,
    a_town,
    counters_are_true,
    newcomer,
    settle,
)

ENDED = {
    SignUpState.DECLINED, SignUpState.EXPIRED, SignUpState.WITHDRAWN, SignUpState.WITHDRAWN_LATE,
}  # fmt: skip
STEP = st.tuples(
    st.sampled_from(["sign_up", "withdraw", "accept", "decline", "hours"]),
    st.integers(0, 3),
    st.integers(1, 3),
)
ANSWERS: dict[str, Callable[..., object]] = {
    "withdraw": service.withdraw,
    "accept": service.accept_promotion,
    "decline": service.decline_promotion,
}
FEW = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.slow
@FEW
@given(steps=st.lists(STEP, min_size=6, max_size=14), strict=st.booleans())
def test_taken_seats_are_confirmed_ones_and_live_offers_after_every_step(
    store: Store, steps: list[tuple[str, int, int]], *, strict: bool
) -> None:
    town = a_town(store)
    training_id = a_strict_course(town, 3) if strict else a_small_course(town, 3)
    now, before = NOW, dict[int, SignUpState]()
    for number, (kind, firm, size) in enumerate(steps):
        if kind == "hours":
            now += timedelta(hours=20 * size)
            settle(town, training_id, now)
        else:
            act(town, training_id, kind, town.firms[firm], (number, size, now))
        counters_are_true(store)
        after = {row.id: row.state for row in rows(store, SignUp)}
        assert all(after[key] == state for key, state in before.items() if state in ENDED)
        before = after


def act(
    town: Town, training_id: int, kind: str, actor: Actor, facts: tuple[int, int, datetime]
) -> None:
    """Press a button; a refusal changes nothing."""
    number, size, now = facts
    mine = [
        row for row in rows(town.store, SignUp)
        if row.firm_id == actor.seat.firm_id and row.training_id == training_id
    ]  # fmt: skip
    try:
        if kind == "sign_up":
            do(
                town.store, service.sign_up, actor, now=now, training_id=training_id,
                firm_id=actor.seat.firm_id, size_band=SizeBand.OVER_20,
                newcomers=[newcomer(f"荒木 {number} {at}") for at in range(size)],
            )  # fmt: skip
        elif mine:
            do(town.store, ANSWERS[kind], actor, now=now, sign_up_id=mine[-1].id)
    except HubError:
        return
