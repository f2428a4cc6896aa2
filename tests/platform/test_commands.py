"""One click is one transaction: once, all or nothing, recorded in an unbroken chain."""

import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from sqlmodel import col, func, select

from hub.accounts import service as accounts
from hub.accounts.sessions import actor_of
from hub.accounts.tokens import new_token, token_hash
from hub.directory import service as directory
from hub.groups import reads as groups
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused
from hub.platform import audit, commands, logs
from hub.platform.context import Actor, Seat, system_actor
from hub.platform.db import Store
from models.accounts import Person
from models.directory import Firm, Ward
from models.platform import AuditRow
from models.vocab import Role
from tests.support.database import without_guards

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SYSTEM = system_actor("test")


def a_ward(store: Store) -> int:
    """Ota ward."""
    added = commands.run(
        store,
        directory.add_ward,
        actor=SYSTEM,
        now=NOW,
        once="ward",
        raw={"code": "13111", "name": "大田区", "name_en": "Ota City"},
    )
    return int(added.ward_id)


def count(store: Store, table: type) -> int:
    """Rows of a table."""
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def test_a_second_click_gets_the_first_answer_and_writes_nothing(store: Store) -> None:
    first = a_ward(store)
    assert a_ward(store) == first
    assert count(store, Ward) == 1
    assert count(store, AuditRow) == 1


def test_the_same_key_with_other_content_is_refused(store: Store) -> None:
    a_ward(store)
    with pytest.raises(Refused) as refusal:
        commands.run(
            store,
            directory.add_ward,
            actor=SYSTEM,
            now=NOW,
            once="ward",
            raw={"code": "13109", "name": "品川区", "name_en": "Shinagawa City"},
        )
    assert refusal.value.reason.code == "once.other_content"
    assert count(store, Ward) == 1


def test_fifty_clicks_at_once_have_one_effect_and_equal_answers(store: Store) -> None:
    ward = a_ward(store)
    answers: list[int] = []

    def click() -> None:
        added = commands.run(
            store,
            directory.add_firm,
            actor=SYSTEM,
            now=NOW,
            once="firm",
            raw={"ward_id": ward, "name": "髙﨑精密", "kana": "タカサキ", "town": "蒲田"},
        )
        answers.append(added.firm_id)

    clicks = [threading.Thread(target=click) for _ in range(50)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert len(answers) == 50
    assert len(set(answers)) == 1
    assert count(store, Firm) == 1


def test_a_coordinator_of_another_ward_adds_no_firm(store: Store) -> None:
    ward = a_ward(store)
    stranger = Actor(7, "別の区の人", Seat(7, Role.COORDINATOR, ward_id=ward + 1))
    with pytest.raises(Forbidden):
        commands.run(
            store,
            directory.add_firm,
            actor=stranger,
            now=NOW,
            once="x",
            raw={"ward_id": ward, "name": "甲", "kana": "コウ", "town": "蒲田"},
        )
    assert count(store, Firm) == 0


def test_every_wrong_field_is_named_at_once(store: Store) -> None:
    with pytest.raises(Invalid) as wrong:
        commands.run(
            store,
            directory.add_firm,
            actor=SYSTEM,
            now=NOW,
            once="y",
            raw={"ward_id": "x", "name": "", "kana": "コ" * 81, "town": "蒲田"},
        )
    codes = {problem.field: problem.reason.code for problem in wrong.value.problems}
    assert codes == {
        "ward_id": "input.wrong_form",
        "name": "input.required",
        "kana": "input.too_long",
    }


def test_a_changed_record_breaks_the_chain_at_its_number(store: Store) -> None:
    for number in range(3):
        commands.run(
            store,
            directory.add_ward,
            actor=SYSTEM,
            now=NOW,
            once=f"w{number}",
            raw={"code": f"1310{number}", "name": "区", "name_en": "City"},
        )
    with store.reading() as session:
        assert audit.first_broken(session) is None
    with store.writing() as session:
        without_guards(session)
        session.connection().execute(
            sa.update(AuditRow).where(col(AuditRow.seq) == 2).values(command="else")
        )
    with store.reading() as session:
        assert audit.first_broken(session) == 2


def test_the_record_says_by_which_door_and_request_an_act_came(store: Store) -> None:
    door, request = logs.CHANNEL.set("page"), logs.REQUEST.set("ab" * 16)
    try:
        commands.run(
            store,
            directory.add_ward,
            actor=SYSTEM,
            now=NOW,
            once="w1",
            raw={"code": "13101", "name": "区", "name_en": "City"},
        )
    finally:
        logs.CHANNEL.reset(door)
        logs.REQUEST.reset(request)
    with store.reading() as session:
        row = session.exec(select(AuditRow)).one()
    assert (row.channel, row.request_id) == ("page", "ab" * 16)


def test_a_session_ends_for_every_tab_when_its_owner_signs_out(store: Store) -> None:
    person = commands.run(
        store,
        accounts.add_person,
        actor=SYSTEM,
        now=NOW,
        once="p",
        raw={"name": "橋本 凜", "kana": "ハシモト リン", "role": "student", "demo_rank": 2},
    )
    token = new_token()
    raw = {"person_id": person.person_id, "token_hash": token_hash(token)}
    commands.run(store, accounts.open_demo_session, actor=SYSTEM, now=NOW, once="open", raw=raw)
    found = actor_of(store, token, NOW)
    assert found is not None
    assert (found.name, found.role) == ("橋本 凜", Role.STUDENT)
    raw = {"token_hash": token_hash(token)}
    commands.run(store, accounts.close_session, actor=SYSTEM, now=NOW, once="close", raw=raw)
    assert actor_of(store, token, NOW) is None


def test_a_person_who_is_not_of_the_demo_cannot_enter_by_its_button(store: Store) -> None:
    person = commands.run(
        store,
        accounts.add_person,
        actor=SYSTEM,
        now=NOW,
        once="p",
        raw={"name": "本物の人", "kana": "ホンモノ", "role": "student"},
    )
    raw = {"person_id": person.person_id, "token_hash": token_hash("x")}
    with pytest.raises(Refused) as refusal:
        commands.run(store, accounts.open_demo_session, actor=SYSTEM, now=NOW, once="o", raw=raw)
    assert refusal.value.reason.code == "accounts.not_demo_person"


def test_a_name_keeps_its_variant_characters_on_both_engines(store: Store) -> None:
    name = "髙﨑 𠮷槗①㈱"
    commands.run(
        store,
        accounts.add_person,
        actor=SYSTEM,
        now=NOW,
        once="p",
        raw={"name": name, "kana": "タカサキ", "role": "expert"},
    )
    with store.reading() as session:
        assert session.exec(select(col(Person.name))).one() == name


@pytest.mark.parametrize("sign", ["\x00", "\x1c", "\x7f"])
def test_a_character_that_no_database_keeps_is_refused_at_its_field(
    store: Store, sign: str
) -> None:
    raw = {"code": "13111", "name": f"大田{sign}区", "name_en": "Ota City"}
    with pytest.raises(Invalid) as refusal:
        commands.run(store, directory.add_ward, actor=SYSTEM, now=NOW, once="1", raw=raw)
    assert [(one.field, one.reason) for one in refusal.value.problems] == [
        ("name", commands.CONTROL)
    ]
    assert count(store, Ward) == 0


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("\u200b", id="zero-width space"),
        pytest.param(" \ufeff\u2060\u3000\u200d", id="joiners among spaces"),
        pytest.param("\u3164", id="filler letter"),
        pytest.param("\ufe0f", id="selector alone"),
    ],
)
def test_a_text_of_which_nothing_is_seen_is_refused_at_its_field(store: Store, name: str) -> None:
    raw = {"code": "13111", "name": name, "name_en": "Ota City"}
    with pytest.raises(Invalid) as refusal:
        commands.run(store, directory.add_ward, actor=SYSTEM, now=NOW, once="1", raw=raw)
    assert [(one.field, one.reason) for one in refusal.value.problems] == [
        ("name", commands.CONTROL)
    ]
    assert count(store, Ward) == 0


def test_the_chosen_shape_of_a_kanji_stays_and_a_sign_nobody_sees_is_refused(
    store: Store,
) -> None:
    name = "葛\U000e0100飾区"
    raw = {"code": "13122", "name": name, "name_en": "Katsushika City"}
    hidden = {**raw, "name": f"{name}\u200b"}
    with pytest.raises(Invalid) as refusal:
        commands.run(store, directory.add_ward, actor=SYSTEM, now=NOW, once="0", raw=hidden)
    assert [problem.field for problem in refusal.value.problems] == ["name"]
    commands.run(store, directory.add_ward, actor=SYSTEM, now=NOW, once="1", raw=raw)
    with store.reading() as session:
        assert session.exec(select(col(Ward.name))).one() == name


def test_a_number_beyond_every_record_is_refused_at_its_field_and_missing_in_a_read(
    store: Store,
) -> None:
    raw = {"code_id": commands.LARGEST + 1, "token_hash": "0" * 64}
    with pytest.raises(Invalid) as refusal:
        commands.run(store, accounts.open_code_session, actor=SYSTEM, now=NOW, once="1", raw=raw)
    assert [problem.field for problem in refusal.value.problems] == ["code_id"]
    with pytest.raises(NotFound):
        commands.look(store, groups.group_page, actor=SYSTEM, now=NOW, group_id=10**25)
