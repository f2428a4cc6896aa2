"""Two runs of one window overlap when somebody is quick; that is never taken for two windows."""

from collections.abc import Callable

import pytest
import streamlit as st

from hub.platform import clock, drafts, runtime
from hub.platform.db import Store
from hub.platform.drafts import Place
from models.vocab import Role
from pages.kit import keeping
from tests.support.internship import a_person, a_ward

Step = Callable[[], None]


@pytest.fixture
def place(store: Store, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A form of one person with a first word saved, in one window."""
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(runtime, "store", lambda: store)
    leader = a_person(store, Role.GROUP_LEADER, ward_id=a_ward(store))
    found = Place(leader.person_id or 0, "experts.need", "1")
    for word in ("", "刃"):
        keeping.begin()
        keeping.draft(found)
        keeping.keep(found, {"need": word})
    return found


def a_run(place: Place) -> Callable[[str], None]:
    """Begin a run of the page; it saves what was typed when it is called, even if it is over."""
    keeping.begin()
    run = keeping._RUN.get()
    keeping.draft(place)

    def save(word: str) -> None:
        keeping._RUN.set(run)
        keeping.keep(place, {"need": word})

    return save


@pytest.mark.parametrize("first", ["older", "newer"])
def test_the_last_typed_text_stays_whichever_run_saves_first(
    store: Store, place: Place, first: str
) -> None:
    older, newer = a_run(place), a_run(place)
    if first == "older":
        older("刃が")
        newer("刃が欠ける")
        assert keeping.trouble() is None
    else:
        newer("刃が欠ける")
        older("刃が")
    keeping.begin()
    shown = keeping.draft(place)
    assert keeping.trouble() is None
    assert shown.answers == drafts.load(store, place).answers == {"need": "刃が欠ける"}


def test_another_window_is_still_told_apart(store: Store, place: Place) -> None:
    here = a_run(place)
    kept = drafts.load(store, place)
    drafts.save(store, place, kept, {"need": "別の画面"}, clock.now())
    here("この画面")
    found = keeping.trouble()
    assert found is not None
    assert found.mine == {"need": "この画面"}
    assert found.theirs is not None
    assert found.theirs.answers == {"need": "別の画面"}
