"""A paper that was chosen and not added is never left behind by sending the claim."""

from types import SimpleNamespace
from typing import Any, Final

import pytest
import streamlit as st

from hub.platform.uploads.receiving import Received
from models.vocab import FileKind
from pages.kit import act
from pages.subsidy.parts import firm_moves

HEAD: Final[Any] = SimpleNamespace(claim_id=7, version=3)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was sent to the ward from this window."""
    found: list[str] = []
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(firm_moves, "move", lambda _head, _step, verb, **_more: found.append(verb))
    return found


def test_sending_waits_for_the_chosen_paper_and_says_so_at_its_field(sent: list[str]) -> None:
    paper = Received("領収書.pdf", FileKind.PDF, b"paper", "0" * 64)
    st.session_state["subsidy.evidence.7.seen"] = ("file", paper)
    assert firm_moves.send(HEAD, lambda: None, "report") is None
    assert [field for field, _sentence in act.problems()] == ["evidence"]
    assert sent == []


def test_without_one_or_with_one_that_was_refused_the_claim_goes(sent: list[str]) -> None:
    firm_moves.send(HEAD, lambda: None, "report")
    st.session_state["subsidy.evidence.7.seen"] = ("file", ())
    firm_moves.send(HEAD, lambda: None, "submit")
    assert sent == ["report", "submit"]
