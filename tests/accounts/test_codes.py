"""Sign-in by a letter: the code works once, in time, for the newest letter, in any writing."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from hub.accounts import reads, service
from hub.accounts.codes import SIGNS
from hub.kernel.errors import Forbidden, HubError, NotFound
from hub.platform import commands
from hub.platform.context import Actor
from hub.platform.db import Store
from models.accounts import SessionRow, SignInCode
from models.vocab import Role, SignInLevel
from tests.support.internship import NOW, SYSTEM, Place, a_person, a_place, count, do, rows, see

LATER = NOW + timedelta(minutes=5)


def a_letter(place: Place, *, actor: Actor | None = None) -> tuple[str, str]:
    """Number and code of a letter to the ward's student."""
    code, code_hash = service.new_code()
    person_id = place.student.person_id
    issued = do(
        place.store, service.issue_code, actor or place.coordinator,
        person_id=person_id, code_hash=code_hash,
    )  # fmt: skip
    return issued.login, code


def fitting(store: Store, login: str, typed: str) -> int | None:
    """Id of the living code that fits what was typed."""
    return service.fit(see(store, reads.credentials_of, login=login), typed).code_id or None


def enter(store: Store, code_id: int, cookie: str = "cookie") -> int:
    """Open a session by a code."""
    opened = do(
        store, service.open_code_session, now=LATER,
        code_id=code_id, token_hash=service.token_hash(cookie),
    )  # fmt: skip
    return int(opened.session_id)


def test_the_student_signs_in_with_the_number_and_code_of_the_letter(store: Store) -> None:
    place = a_place(store)
    login, code = a_letter(place)
    code_id = fitting(store, login, code)
    assert code_id is not None
    enter(store, code_id)
    actor = service.actor_of(store, "cookie", LATER)
    assert actor is not None
    assert (actor.person_id, actor.role) == (place.student.person_id, Role.STUDENT)
    assert rows(store, SessionRow)[0].level == SignInLevel.CODE


def test_only_a_hash_of_the_code_is_stored(store: Store) -> None:
    _login, code = a_letter(a_place(store))
    assert rows(store, SignInCode)[0].code_hash.startswith("$argon2id$")
    assert code not in rows(store, SignInCode)[0].code_hash
    assert len(code) == 8
    assert set(code) <= set(SIGNS)
    assert not set("01OIL") & set(SIGNS)


@pytest.mark.parametrize("how", ["full-width", "lower-case", "with-spaces", "with-hyphen"])
def test_a_code_works_in_every_usual_way_of_writing(store: Store, how: str) -> None:
    login, code = a_letter(a_place(store))
    written = {
        "full-width": "".join(chr(ord(sign) + 0xFEE0) for sign in code.lower()),
        "lower-case": code.lower(),
        "with-spaces": f" {code[:4]}　{code[4:]} ",
        "with-hyphen": f"{code[:4]}-{code[4:]}",
    }
    assert fitting(store, f" {login.lower()} ", written[how]) is not None


@pytest.mark.parametrize("hyphen", "-－ー‐−–ｰ")  # noqa: i18n signs, not words
def test_every_hyphen_of_a_japanese_keyboard_is_read_as_the_one_of_the_letter(
    store: Store, hyphen: str
) -> None:
    login, code = a_letter(a_place(store))
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert fitting(store, login, f"{wide[:4]}{hyphen}{wide[4:]}") is not None


def test_a_wrong_code_does_not_fit_and_is_counted(store: Store) -> None:
    login, code = a_letter(a_place(store))
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    assert fitting(store, login, wrong) is None
    do(store, service.miss_code, code_id=rows(store, SignInCode)[0].id)
    assert rows(store, SignInCode)[0].failures == 1
    assert fitting(store, login, code) is not None


def test_ten_wrong_tries_end_a_code(store: Store) -> None:
    login, code = a_letter(a_place(store))
    code_id = rows(store, SignInCode)[0].id
    for _try in range(9):
        do(store, service.miss_code, code_id=code_id)
    assert fitting(store, login, code) == code_id
    do(store, service.miss_code, code_id=code_id)
    with pytest.raises(NotFound):
        do(store, service.miss_code, code_id=code_id)
    assert rows(store, SignInCode)[0].failures == 10
    assert fitting(store, login, code) is None
    with pytest.raises(NotFound):
        enter(store, code_id)


def test_a_code_ends_after_fourteen_days(store: Store) -> None:
    login, code = a_letter(a_place(store))
    code_id = fitting(store, login, code)
    raw: dict[str, Any] = {"code_id": code_id, "token_hash": service.token_hash("late")}
    over = NOW + timedelta(days=14)
    found = commands.look(store, reads.credentials_of, actor=SYSTEM, now=over, login=login)
    assert found.live_codes == ()
    with pytest.raises(NotFound):
        do(store, service.open_code_session, now=over, **raw)
    do(store, service.open_code_session, now=over - timedelta(seconds=1), **raw)


def test_twenty_people_with_the_same_letter_open_one_session(store: Store) -> None:
    login, code = a_letter(a_place(store))
    code_id = fitting(store, login, code)
    assert code_id is not None
    answers: list[str] = []
    gate = threading.Barrier(20)

    def come(number: int) -> None:
        gate.wait(timeout=30)
        try:
            enter(store, code_id, f"cookie-{number}")
            answers.append("in")
        except HubError as refusal:
            answers.append(refusal.reason.code)

    people = [threading.Thread(target=come, args=(number,)) for number in range(20)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(answers) == ["in"] + ["kernel.not_found"] * 19
    assert count(store, SessionRow) == 1


def test_only_the_newest_letter_works(store: Store) -> None:
    place = a_place(store)
    login, old = a_letter(place)
    second, new = a_letter(place)
    assert second == login
    assert fitting(store, login, old) is None
    assert fitting(store, login, new) is not None
    with pytest.raises(NotFound):
        enter(store, rows(store, SignInCode)[0].id)


def test_letters_are_written_by_the_coordinator_of_the_ward_only(store: Store) -> None:
    place = a_place(store)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=place.ward)
    for actor in (place.other_coordinator, clerk, place.tutor, place.student):
        with pytest.raises(Forbidden):
            a_letter(place, actor=actor)
    assert count(store, SignInCode) == 0


def test_a_coordinator_writes_no_letter_to_anybody_but_students(store: Store) -> None:
    place = a_place(store)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=place.ward)
    for person_id in (clerk.person_id, place.coordinator.person_id, 9_999):
        with pytest.raises(Forbidden):
            do(
                store, service.issue_code, place.coordinator,
                person_id=person_id, code_hash="x" * 20,
            )  # fmt: skip


def test_nobody_opens_a_session_from_a_page(store: Store) -> None:
    place = a_place(store)
    login, code = a_letter(place)
    code_id = fitting(store, login, code)
    digest = service.token_hash("cookie")
    with pytest.raises(Forbidden):
        do(store, service.open_code_session, place.student, code_id=code_id, token_hash=digest)
    with pytest.raises(Forbidden):
        see(store, reads.credentials_of, place.coordinator, login=login)


def test_an_unknown_number_gives_no_code(store: Store) -> None:
    a_letter(a_place(store))
    assert fitting(store, "W999999", "ABCDEFGH") is None
