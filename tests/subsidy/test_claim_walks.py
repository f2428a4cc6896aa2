"""Fifty presses in any order on both engines: nothing is half done, everything recomputes."""

from typing import Any

import pytest
import sqlalchemy as sa

from hub.kernel.errors import Refused
from hub.platform import commands
from hub.platform.db import Store
from hub.subsidy import words
from models.subsidy import BudgetLine
from models.vocab.subsidy import Profile
from tests.support.claim_walk import WAYS, Walk
from tests.support.claims import an_office

# `hub bench claims` has the full count: 5,000 sequences of 50 presses.
SEED, PRESSES = 454, 50
FULL_SEED, LONG = 3, 110


def test_whatever_is_pressed_money_days_sides_and_numbers_recompute(store: Store) -> None:
    walk = Walk(an_office(store, yen=20_000, advance=[1, 2]), SEED).go(PRESSES)
    assert walk.faults == []
    assert {"submit", "accept", "propose", "grant", "report", "determine", "pay"} <= set(walk.done)
    assert {"pay_order", "cancel"} <= set(walk.done)
    assert walk.refused.total() > PRESSES // 5
    assert set(walk.ways) <= WAYS


def test_the_long_way_recomputes_too(store: Store) -> None:
    """Inspection, order, examination and payment, with wrong presses between them."""
    office = an_office(store, yen=20_000, advance=[1, 2], profile=Profile.FULL)
    walk = Walk(office, FULL_SEED, full=True).go(LONG)
    assert walk.faults == []
    assert {"inspect", "ask_payment", "give_order", "examine_order", "pay_order"} <= set(walk.done)
    assert set(walk.ways) <= WAYS


def test_a_refusal_that_moved_money_all_the_same_is_noticed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the walk would prove nothing: no row is new, only a counter is another."""
    walk = Walk(an_office(store), SEED)

    def moved(*_given: Any, **_named: Any) -> None:  # noqa: ANN401  whatever a press brings
        one_yen = {"available": BudgetLine.available - 1, "committed": BudgetLine.committed + 1}
        with store.writing() as session:
            session.connection().execute(sa.update(BudgetLine).values(**one_yen))
        raise Refused(words.BUDGET_SHORT)

    monkeypatch.setattr(commands, "run", moved)
    walk._press("start", "leader")
    assert walk.faults == ["start by leader: refused, and something was written"]
