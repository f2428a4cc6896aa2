"""What a page that cannot be shown says: whether it is not there, or only not now."""

import pytest

from hub.experts.words.engagements import SEARCH_AWAY
from hub.kernel.errors import NOT_FOUND, Forbidden, HubError, NotFound, Reason, Refused
from hub.platform.context import Actor, Seat
from models.vocab import Role
from pages.kit import act, page, widgets

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
