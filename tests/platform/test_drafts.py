"""Drafts in the database: guarded by their version, checked like commands, ended after 90 days."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from hub.kernel.errors import Invalid, NotFound, Refused, Stale
from hub.platform import clock, draft_ends, drafts, outbox
from hub.platform.db import Store
from hub.platform.drafts import Kept, Place
from models.platform import AuditRow, Draft, OutboxRow
from models.vocab import Role
from tests.support.internship import NOW, a_person, a_ward, do, rows, see

FLOW = "experts.need"


def a_place(store: Store, subject: str = "1") -> Place:
    """A leader who writes to an expert."""
    leader = a_person(store, Role.GROUP_LEADER, ward_id=a_ward(store))
    return Place(leader.person_id or 0, FLOW, subject)


def saved(store: Store, place: Place, kept: Kept, **answers: Any) -> Kept:  # noqa: ANN401  typed by a person
    return drafts.save(store, place, kept, answers, NOW)


def test_what_is_saved_is_there_again_with_its_key_and_its_time(store: Store) -> None:
    place = a_place(store)
    first = drafts.load(store, place)
    assert first.answers == {}
    second = saved(store, place, first, need="旋盤の刃が欠ける\n毎日")
    third = saved(store, place, second, need="旋盤の刃が欠ける\n毎日困る")
    found = drafts.load(store, place)
    assert found == third
    assert found.once == first.once
    assert found.updated_at == NOW


def test_the_older_of_two_windows_overwrites_nothing(store: Store) -> None:
    place = a_place(store)
    kept = saved(store, place, drafts.load(store, place), need="はじめの文")
    newer = saved(store, place, kept, need="あとの文")
    with pytest.raises(Stale) as refusal:
        saved(store, place, kept, need="古い画面の文")
    assert refusal.value.reason == drafts.ELSEWHERE
    assert drafts.load(store, place) == newer


def test_two_windows_that_begin_the_same_form_do_not_overwrite_each_other(store: Store) -> None:
    place = a_place(store)
    one, other = drafts.load(store, place), drafts.load(store, place)
    saved(store, place, one, need="一つ目の画面")
    with pytest.raises(Stale):
        saved(store, place, other, need="二つ目の画面")
    assert drafts.load(store, place).answers == {"need": "一つ目の画面"}


def test_two_windows_with_the_same_text_agree(store: Store) -> None:
    place = a_place(store)
    kept = saved(store, place, drafts.load(store, place), need="文")
    newer = saved(store, place, kept, need="同じ文")
    assert saved(store, place, kept, need="同じ文") == newer


def test_a_draft_begun_anew_is_not_taken_for_the_one_that_was_sent(store: Store) -> None:
    place = a_place(store)
    sent = saved(store, place, drafts.load(store, place), need="送った文")
    drafts.drop(store, place, sent)
    anew = saved(store, place, drafts.load(store, place), need="次の文")
    with pytest.raises(Stale):
        saved(store, place, sent, need="古い画面の文")
    assert drafts.load(store, place) == anew


def test_sending_does_not_throw_away_what_another_window_wrote_since(store: Store) -> None:
    place = a_place(store)
    kept = saved(store, place, drafts.load(store, place), need="送る文")
    newer = saved(store, place, kept, need="ほかの画面で足した文")
    drafts.drop(store, place, kept)
    assert drafts.load(store, place) == newer


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param({"need": "旋盤\x00"}, id="a NUL"),
        pytest.param({"need": "旋盤\x1b[31m"}, id="an escape"),
        pytest.param({"days": [{"on": "\x07"}]}, id="a bell deep inside"),
        pytest.param({"need": "\ud83d"}, id="half of a sign"),
        pytest.param({"need": "字" * 10_000_000}, id="ten million signs"),
        pytest.param({"need": "字" * (drafts.LONGEST_TEXT + 1)}, id="one sign too many"),
        pytest.param({str(at): "字" * 3_999 for at in range(11)}, id="many long texts"),
        pytest.param({"chosen": [2**63]}, id="a number beyond every record"),
    ],
)
def test_what_no_database_would_keep_is_refused_and_the_draft_stays(
    store: Store, answers: dict[str, object]
) -> None:
    place = a_place(store)
    kept = saved(store, place, drafts.load(store, place), need="旋盤")
    with pytest.raises(Invalid) as refusal:
        drafts.save(store, place, kept, answers, NOW)
    assert refusal.value.problems[0].reason.code.startswith(("input.", "drafts."))
    assert drafts.load(store, place) == kept


def test_long_texts_of_a_whole_form_are_kept(store: Store) -> None:
    place = a_place(store)
    answers = {"need": "字" * drafts.LONGEST_TEXT, "note": "line\r\n\tline", "name": "髙﨑𠮷"}
    saved(store, place, drafts.load(store, place), **answers)
    assert drafts.load(store, place).answers == answers


def test_a_database_that_cannot_be_written_is_said_in_words(store: Store) -> None:
    place = a_place(store)
    kept = saved(store, place, drafts.load(store, place), need="文")
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE draft RENAME TO draft_away"))
    with pytest.raises(Refused) as refusal:
        saved(store, place, kept, need="次の文")
    with store.engine.begin() as connection:
        connection.execute(sa.text("ALTER TABLE draft_away RENAME TO draft"))
    assert refusal.value.reason == drafts.NOT_KEPT
    assert drafts.load(store, place) == kept


def test_people_see_their_own_drafts_the_last_one_first(store: Store) -> None:
    ward = a_ward(store)
    mine, other = (a_person(store, Role.GROUP_LEADER, ward_id=ward) for _turn in range(2))
    for person, subject, days in ((mine, "1", 3), (mine, "2", 1), (other, "3", 0)):
        place = Place(person.person_id or 0, FLOW, subject)
        at = NOW - timedelta(days=days)
        drafts.save(store, place, drafts.load(store, place), {"need": subject}, at)
    found = see(store, draft_ends.open_drafts, mine)
    assert [each.subject for each in found] == ["2", "1"]
    assert found[0].ends_at == NOW + timedelta(days=89)


def test_a_draft_is_deleted_by_its_owner_and_by_nobody_else(store: Store) -> None:
    ward = a_ward(store)
    mine, other = (a_person(store, Role.GROUP_LEADER, ward_id=ward) for _turn in range(2))
    place = Place(mine.person_id or 0, FLOW, "1")
    saved(store, place, drafts.load(store, place), need="文")
    draft_id = rows(store, Draft)[0].id
    with pytest.raises(NotFound):
        do(store, draft_ends.drop_draft, other, draft_id=draft_id)
    assert do(store, draft_ends.drop_draft, mine, draft_id=draft_id).is_gone
    assert rows(store, Draft) == []
    assert [row.record for row in rows(store, AuditRow)][-1] == "draft"


def test_a_draft_is_reminded_of_seven_days_before_it_goes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(store)
    saved(store, place, drafts.load(store, place), need="文")

    def minute(days: int) -> list[int]:
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=days))
        return draft_ends.sweep(store)

    assert minute(82) == []
    assert len(minute(83)) == 1
    told = rows(store, OutboxRow)
    assert [(row.person_id, row.page) for row in told] == [(place.person_id, "home")]
    assert told[0].params == {"ends_on": {"day": "2027-02-22"}}
    assert minute(83) == []
    assert minute(89) == []
    assert len(rows(store, Draft)) == 1
    assert len(minute(90)) == 1
    assert rows(store, Draft) == []
    assert len(rows(store, OutboxRow)) == 1


def test_typing_again_gives_a_draft_another_ninety_days(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(store)
    kept = saved(store, place, drafts.load(store, place), need="文")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=85))
    draft_ends.sweep(store)
    drafts.save(store, place, kept, {"need": "続き"}, NOW + timedelta(days=86))
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=95))
    assert draft_ends.sweep(store) == []
    assert drafts.load(store, place).answers == {"need": "続き"}


def test_after_a_long_stop_of_the_server_the_reminder_still_comes_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(store)
    saved(store, place, drafts.load(store, place), need="文")
    for days, left in ((120, 1), (126, 1), (127, 0)):
        monkeypatch.setattr(clock, "now", lambda days=days: NOW + timedelta(days=days))
        draft_ends.sweep(store)
        assert len(rows(store, Draft)) == left
    reader = a_person(store, Role.GROUP_LEADER, ward_id=a_ward(store))
    assert see(store, outbox.notices, reader) == ()
    assert len(rows(store, OutboxRow)) == 1
