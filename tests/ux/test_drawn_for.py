"""A page that was drawn for one person does nothing for another."""

import pytest
import streamlit as st

from hub.platform.context import Actor, Seat
from models.vocab import Role
from pages.kit import act

CLERK = Actor(7, "濵田", Seat(1, Role.WARD_CLERK, 1, None))
FOR_ANOTHER = Actor(1, "髙﨑", Seat(2, Role.FIRM_REPRESENTATIVE, 1, 3), staff_id=7)


def drawn(actor: Actor, path: str = "told") -> bool:
    act._ACTOR.set(actor)
    return act.is_drawn_for_another(path)


@pytest.fixture(autouse=True)
def _window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})


@pytest.mark.parametrize(("first", "then"), [(CLERK, FOR_ANOTHER), (FOR_ANOTHER, CLERK)])
def test_a_desk_begun_or_ended_elsewhere_stops_the_page_once(first: Actor, then: Actor) -> None:
    assert [drawn(first), drawn(first), drawn(then), drawn(then)] == [False, False, True, False]


def test_another_page_begins_anew_and_so_does_the_window_that_has_asked_for_it() -> None:
    drawn(CLERK, "desk")
    assert not drawn(FOR_ANOTHER, "home")
    act.change_seat()
    assert not drawn(CLERK, "home")
