"""Fifty presses in any order on both engines: nothing is half done, everything recomputes."""

from hub.platform.db import Store
from tests.support.claim_walk import Walk
from tests.support.claims import an_office

# `hub bench claims` has the full count: 5,000 sequences of 50 presses.
SEED, PRESSES = 54, 50


def test_whatever_is_pressed_money_days_sides_and_numbers_recompute(store: Store) -> None:
    walk = Walk(an_office(store, yen=20_000, advance=[1, 2]), SEED).go(PRESSES)
    assert walk.faults == []
    assert {"submit", "accept", "propose", "grant", "report", "determine", "pay"} <= set(walk.done)
    assert {"pay_advance", "cancel"} <= set(walk.done)
    assert walk.refused.total() > PRESSES // 5
