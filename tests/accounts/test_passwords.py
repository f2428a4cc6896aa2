"""Sign-in by password, known devices, and failures that cannot lock the owner out."""

import random
import threading
from datetime import datetime, timedelta

import pytest

from hub.accounts import passwords, reads, rules, service
from hub.kernel.errors import NotFound
from hub.platform import commands
from hub.platform.context import Actor
from hub.platform.db import Store
from models.accounts import Account, KnownDevice, SessionRow, SignInTry
from models.platform import OutboxRow
from models.vocab import Role, SignInLevel
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do, rows, see

SECRET = "sakura-tegami-kouba-hasami"
HASH = passwords.hashed(SECRET)
PHONE = service.token_hash("the owner's phone")
GUESSES = 106


def a_student(store: Store) -> Actor:
    """A student who has come by a letter and has a password; the number is W000001."""
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    first_steps(store, student)
    return student


def first_steps(store: Store, person: Actor) -> None:
    """Come by a letter, then set the password; the session's cookie is `second` then."""
    do(store, service.issue_code, person_id=person.person_id, code_hash="x" * 40)
    do(store, service.open_code_session, code_id=1, token_hash=service.token_hash("first"))
    do(
        store, service.set_password, person, password_hash=HASH,
        session_hash=service.token_hash("first"), token_hash=service.token_hash("second"),
    )  # fmt: skip


def enter(
    store: Store, typed: str, *, device: str | None = None, now: datetime = NOW, cookie: str = "c"
) -> str:
    """One try as the route does it: waits, wrong or in."""
    taken = do(store, service.take_try, now=now, login="w000001", device_hash=device)
    if not taken.is_free:
        return "waits"
    kept = commands.look(store, reads.credentials_of, actor=SYSTEM, now=now, login="W000001")
    # Hashes are for the tests of the route; here many tries are made.
    if typed != SECRET:
        return "wrong"
    do(
        store, service.open_password_session, now=now, account_id=kept.account_id,
        credential_stamp=kept.credential_stamp, token_hash=service.token_hash(cookie),
        device_hash=device, stays=True,
    )  # fmt: skip
    return "in"


def test_the_owner_signs_in_with_number_and_password(store: Store) -> None:
    student = a_student(store)
    kept = see(store, reads.credentials_of, login="w000001")
    assert service.fit(kept, SECRET).account_id == kept.account_id
    assert service.fit(kept, "ｓａｋｕｒａ-tegami-kouba-hasami").account_id, "any width"
    assert (
        service.fit(kept, SECRET + " ")
        == service.fit(kept, "wrong")
        == type(service.fit(kept, "wrong"))()
    )
    assert enter(store, SECRET, device=PHONE) == "in"
    actor = service.actor_of(store, "c", NOW)
    assert actor is not None
    assert actor.person_id == student.person_id
    assert rows(store, SessionRow)[-1].level == SignInLevel.PASSWORD


def test_whoever_stays_is_in_for_thirty_days_and_not_longer(store: Store) -> None:
    a_student(store)
    assert enter(store, SECRET, device=PHONE) == "in"
    assert service.actor_of(store, "c", NOW + timedelta(days=30, seconds=-1)) is not None
    assert service.actor_of(store, "c", NOW + timedelta(days=30)) is None


def test_staff_are_asked_again_after_half_an_hour_unless_they_go_on(store: Store) -> None:
    clerk = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))
    first_steps(store, clerk)
    assert enter(store, SECRET, device=PHONE) == "in"
    at = NOW
    for _press in range(20):
        at += timedelta(minutes=29)
        assert service.actor_of(store, "c", at) is not None
        service.seen(store, "c", at)
    assert service.actor_of(store, "c", at + timedelta(minutes=30)) is None
    service.seen(store, "c", NOW + timedelta(hours=11, minutes=59))
    assert service.actor_of(store, "c", NOW + timedelta(hours=12)) is None


def test_a_press_is_written_down_once_a_minute(store: Store) -> None:
    a_student(store)
    seen_at = []
    for seconds in (30, 61, 90, 130):
        service.seen(store, "second", NOW + timedelta(seconds=seconds))
        seen_at.append((rows(store, SessionRow)[-1].last_seen_at - NOW).seconds)
    assert seen_at == [0, 61, 61, 130]


def test_a_new_password_ends_every_other_session_and_tells_the_owner(store: Store) -> None:
    student = a_student(store)
    enter(store, SECRET, device=PHONE, cookie="phone")
    do(
        store, service.set_password, student, password_hash=HASH,
        session_hash=service.token_hash("phone"), token_hash=service.token_hash("new"),
    )  # fmt: skip
    living = [cookie for cookie in ("first", "second", "phone", "new")
              if service.actor_of(store, cookie, NOW)]  # fmt: skip
    assert living == ["new"]
    told = [row for row in rows(store, OutboxRow) if row.kind == "accounts.password_changed"]
    assert [row.person_id for row in told] == [student.person_id] * 2


def test_nobody_sets_a_password_through_the_session_of_another(store: Store) -> None:
    student = a_student(store)
    other = a_person(store, Role.STUDENT, ward_id=student.seat.ward_id)
    with pytest.raises(NotFound):
        do(
            store, service.set_password, other, password_hash=HASH,
            session_hash=service.token_hash("second"), token_hash=service.token_hash("third"),
        )  # fmt: skip


def test_a_password_changed_meanwhile_opens_nothing(store: Store) -> None:
    a_student(store)
    with pytest.raises(NotFound):
        do(store, service.open_password_session, account_id=1, credential_stamp=0,
           token_hash=service.token_hash("late"))  # fmt: skip


def test_a_disabled_account_loses_its_sessions_and_opens_none(store: Store) -> None:
    a_student(store)
    with store.writing() as session:
        account = session.get(Account, 1)
        assert account is not None
        account.is_disabled = True
        session.add(account)
    assert service.actor_of(store, "second", NOW) is None
    assert see(store, reads.credentials_of, login="W000001").account_id == 0


def test_people_of_an_office_see_no_page_before_they_have_a_password(store: Store) -> None:
    clerk = a_person(store, Role.WARD_CLERK, ward_id=a_ward(store))
    do(store, service.issue_code, person_id=clerk.person_id, code_hash="x" * 40)
    do(store, service.open_code_session, code_id=1, token_hash=service.token_hash("first"))
    assert service.actor_of(store, "first", NOW) is None
    found = service.standing(store, "first", NOW)
    assert found is not None
    assert found.lacks is service.Lack.PASSWORD
    do(
        store, service.set_password, clerk, password_hash=HASH,
        session_hash=service.token_hash("first"), token_hash=service.token_hash("second"),
    )  # fmt: skip
    assert service.actor_of(store, "second", NOW) is not None


def test_a_flood_of_guesses_is_evaluated_a_hundred_times_and_the_owner_gets_in(
    store: Store,
) -> None:
    student = a_student(store)
    assert enter(store, SECRET, device=PHONE) == "in"
    chance, at, answers = random.Random(7), NOW, []  # noqa: S311  an order, not a secret
    for _guess in range(GUESSES):
        at += timedelta(minutes=31)
        stranger = chance.choice((None, service.token_hash(f"stranger {chance.random()}")))
        answers.append(enter(store, "guess", device=stranger, now=at))
    assert answers.count("wrong") == rules.MOST_UNKNOWN
    assert enter(store, SECRET, now=at) == "waits", "an unknown device needs a letter or a mail"
    assert enter(store, SECRET, device=PHONE, now=at, cookie="home") == "in"
    assert service.actor_of(store, "home", at) is not None
    told = [row for row in rows(store, OutboxRow) if row.kind == "accounts.many_failures"]
    assert [row.person_id for row in told] == [student.person_id], "told once"
    do(store, service.issue_code, person_id=student.person_id, code_hash="x" * 40, now=at)
    assert enter(store, SECRET, now=at, cookie="letter") == "in", "a new letter opens the way again"


def test_a_known_device_counts_by_itself(store: Store) -> None:
    a_student(store)
    assert enter(store, SECRET, device=PHONE) == "in"
    answers = [enter(store, "guess", device=PHONE) for _guess in range(8)]
    assert answers == ["wrong"] * 5 + ["waits"] * 3
    assert enter(store, SECRET, device=PHONE, now=NOW + timedelta(seconds=29)) == "waits"
    after = NOW + timedelta(seconds=30)
    assert enter(store, SECRET, device=PHONE, now=after, cookie="after") == "in"
    assert enter(store, "guess", device=PHONE, now=after) == "wrong"


def test_a_device_is_known_for_half_a_year_and_for_one_account_only(store: Store) -> None:
    a_student(store)
    assert enter(store, SECRET, device=PHONE) == "in"
    assert [row.account_id for row in rows(store, KnownDevice)] == [1]
    later = NOW + timedelta(days=180)
    assert enter(store, "guess", device=PHONE, now=later) == "wrong"
    unknown = service.token_hash("nobody's")
    assert enter(store, "guess", device=unknown, now=later) == "wrong"
    assert [row.failures for row in rows(store, SignInTry)] == [2], "one count for both"


def test_an_unknown_number_waits_like_a_known_one(store: Store) -> None:
    a_student(store)
    answers = {
        login: [do(store, service.take_try, login=login).is_free for _guess in range(7)]
        for login in ("W000001", "W999999")
    }
    assert answers["W000001"] == answers["W999999"] == [True] * 5 + [False] * 2


def test_twenty_guesses_at_once_take_no_more_than_five_tries(store: Store) -> None:
    a_student(store)
    gate, answers = threading.Barrier(20), []

    def guess() -> None:
        gate.wait(timeout=30)
        answers.append(enter(store, "guess"))

    people = [threading.Thread(target=guess) for _number in range(20)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(answers) == ["waits"] * 15 + ["wrong"] * 5


def test_the_owner_ends_a_strange_session_and_it_loses_its_next_rerun(store: Store) -> None:
    student = a_student(store)
    enter(store, SECRET, device=PHONE, cookie="lost")
    mine = see(store, reads.my_sessions, student)
    lost = next(one for one in mine if one.token_hash == service.token_hash("lost"))
    assert len(mine) == 2
    assert service.actor_of(store, "lost", NOW) is not None
    do(store, service.end_device, student, session_id=lost.session_id)
    assert service.actor_of(store, "lost", NOW) is None
    assert len(see(store, reads.my_sessions, student)) == 1
    assert rows(store, KnownDevice)[0].ends_at == NOW, "the phone is not known any more"
    with pytest.raises(NotFound):
        do(store, service.end_device, student, session_id=lost.session_id)


def test_old_counts_are_swept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    do(store, service.take_try, login="W999999")
    service.sweep_tries(store)
    assert len(rows(store, SignInTry)) == 1
    monkeypatch.setattr("hub.platform.clock.now", lambda: NOW + timedelta(days=200))
    service.sweep_tries(store)
    assert rows(store, SignInTry) == []
