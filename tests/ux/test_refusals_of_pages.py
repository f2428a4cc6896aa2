"""What a page that cannot be shown says: whether it is not there, or only not now."""

from types import SimpleNamespace

import pytest

from hub.experts.words.engagements import SEARCH_AWAY
from hub.kernel.errors import NOT_FOUND, Forbidden, HubError, NotFound, Reason, Refused
from hub.platform.context import Actor, Seat
from models.vocab import Role
from pages.experts import need_slot
from pages.experts.parts import asking
from pages.kit import act, address, page, widgets

CLOSED = Reason("test.closed", "あなたの役割では使えません。")


@pytest.mark.parametrize(
    ("refusal", "title", "words"),
    [
        (Refused(SEARCH_AWAY), "今はできません", "1分ほど後に"),
        (NotFound(NOT_FOUND), "見つかりません", "見つかりません"),
        (Forbidden(CLOSED), "見つかりません", "使えません"),
    ],
)
def test_what_is_only_away_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch, refusal: HubError, title: str, words: str
) -> None:
    shown: list[tuple[str, str]] = []
    leader = Actor(1, "田中", Seat(1, Role.GROUP_LEADER, 1))
    monkeypatch.setattr(act, "actor", lambda: leader)
    monkeypatch.setattr(
        widgets, "refused", lambda title, words, _desk: shown.append((title, words))
    )

    def render() -> None:
        raise refusal

    page._guarded(render, (Role.GROUP_LEADER,))()
    assert len(shown) == 1
    assert shown[0][0] == title
    assert words in shown[0][1]


def test_who_cannot_be_asked_any_more_leads_back_to_the_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody declared a tie while the page of days stood open: no dead end, and no reason."""
    shown: list[tuple[str, str, tuple[str, str]]] = []

    def away(*_function: object, **_values: object) -> None:
        raise NotFound(NOT_FOUND)

    group = SimpleNamespace(group=SimpleNamespace(group_id=1))
    monkeypatch.setattr(act, "read", away)
    monkeypatch.setattr(act, "actor", lambda: Actor(1, "田中", Seat(1, Role.GROUP_LEADER, 1)))
    monkeypatch.setattr(asking, "present", lambda: group)
    monkeypatch.setattr(address, "number", lambda _name: 1)
    monkeypatch.setattr(widgets, "title", lambda _title: None)
    monkeypatch.setattr(widgets, "empty", lambda *told: shown.append(told))
    need_slot.render.render()
    assert [(told[0], told[2][1]) for told in shown] == [
        ("この方には、いまは頼めません", "need-results")
    ]
