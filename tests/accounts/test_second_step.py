"""The second step: digits of RFC 6238, each used once, a device of one's own, and its loss."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hub.accounts import digits, reads, rules, service
from hub.kernel.errors import Forbidden, HubError, NotFound, Refused
from hub.platform import crypto, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from models.accounts import Account
from models.credentials import RecoveryCode, SecondStep
from models.platform import AuditRow, OutboxRow
from models.vocab import Role
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do, rows, see

SEED = b"12345678901234567890"
STEP = int(NOW.timestamp()) // 30
RECOVERY = [f"{at:043d}" for at in range(10)]
AT_ONCE = 20


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An office in which a second step is a must."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_TOTP", "staff")
    runtime.settings.cache_clear()
    yield
    runtime.settings.cache_clear()


def a_clerk(store: Store, role: Role = Role.WARD_CLERK, *, number: int = 1) -> Actor:
    """Somebody of an office with a password, signed in behind the cookie `home …`."""
    person = a_person(store, role, ward_id=a_ward(store), name=f"検分 {number}")
    do(store, service.issue_code, person_id=person.person_id, code_hash="x" * 40)
    do(
        store, service.open_code_session, code_id=number,
        token_hash=service.token_hash(f"letter {number}"),
    )  # fmt: skip
    do(
        store, service.set_password, person, password_hash="o" * 40,
        session_hash=service.token_hash(f"letter {number}"),
        token_hash=service.token_hash(f"home {number}"),
    )  # fmt: skip
    return person


def enrol(store: Store, person: Actor, number: int = 1) -> None:
    """Begin with a device; the cookie is `device …` then."""
    do(
        store, service.enrol, person, session_hash=service.token_hash(f"home {number}"),
        token_hash=service.token_hash(f"device {number}"), seed_sealed="s" * 40, step=STEP,
        recovery=RECOVERY,
    )  # fmt: skip


def enter(store: Store, cookie: str) -> None:
    """Sign in with number and password."""
    kept = see(store, reads.credentials_of, login="W000001")
    do(
        store, service.open_password_session, account_id=kept.account_id,
        credential_stamp=kept.credential_stamp, token_hash=service.token_hash(cookie),
    )  # fmt: skip


def step_on(store: Store, cookie: str, new: str, *, step: int = 0, code: str | None = None) -> None:
    """Give digits whose step fits, or a recovery code."""
    do(
        store, service.pass_step, session_hash=service.token_hash(cookie),
        token_hash=service.token_hash(new), step=step, recovery=code,
    )  # fmt: skip


def lack(store: Store, cookie: str) -> service.Lack | None:
    """What is still lacking behind a cookie."""
    found = service.standing(store, cookie, NOW)
    assert found is not None
    return found.lacks


@pytest.mark.parametrize(
    ("second", "shown"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_digits_are_those_of_rfc_6238_appendix_b(second: int, shown: str) -> None:
    assert digits.code_at(SEED, second // 30) == shown[-digits.DIGITS :]


def test_digits_of_the_step_before_and_after_fit_and_no_others() -> None:
    fitting = [
        beside
        for beside in range(-4, 5)
        if digits.fitting_step(SEED, digits.code_at(SEED, STEP + beside), NOW) == STEP + beside
    ]
    assert fitting == [-1, 0, 1]
    full_width = digits.code_at(SEED, STEP).translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    )
    assert digits.fitting_step(SEED, full_width, NOW) == STEP
    assert digits.fitting_step(SEED, "あ", NOW) == 0


def test_a_sealed_seed_opens_for_its_account_only(tmp_path: Path) -> None:
    ring = crypto.keyring(tmp_path / "ring.json")
    kept = ring.sealed("second_step", "1", SEED)
    assert ring.opened("second_step", "1", kept) == SEED
    assert SEED.hex() not in kept
    for purpose, subject, value in (
        ("second_step", "2", kept),
        ("other", "1", kept),
        ("second_step", "1", kept[:-4] + "AAAA"),
        ("second_step", "1", "あ"),
    ):
        with pytest.raises(Refused):
            ring.opened(purpose, subject, value)


def test_ten_recovery_codes_are_typed_in_any_width() -> None:
    codes = digits.new_recovery()
    assert len(set(codes)) == 10
    assert all(digits.as_recovery(f"{c[:5].lower()}-{c[5:]} ") == c for c in codes)
    assert digits.as_recovery("123456") == ""


def test_people_of_an_office_are_led_to_enrol_and_then_asked_each_time(store: Store) -> None:
    clerk = a_clerk(store)
    assert lack(store, "home 1") is service.Lack.DEVICE
    assert service.actor_of(store, "home 1", NOW) is None
    enrol(store, clerk)
    assert service.actor_of(store, "home 1", NOW) is None
    assert lack(store, "device 1") is None
    enter(store, "again")
    assert lack(store, "again") is service.Lack.SECOND_STEP
    step_on(store, "again", "in", step=STEP + 1)
    assert lack(store, "in") is None
    assert service.standing(store, "again", NOW) is None, "the token is a new one"
    assert see(store, reads.my_password, clerk).least == rules.LEAST_WITH_TOTP


def test_the_server_lets_a_lone_administrator_in_again_and_every_administrator_hears(
    store: Store,
) -> None:
    admin = a_clerk(store, Role.ADMIN)
    enrol(store, admin)
    other = a_person(store, Role.ADMIN, ward_id=admin.seat.ward_id, name="邉見 亮")
    _code, code_hash = service.new_code()
    done = do(store, service.rescue_step, login="ｗ000001 ", code_hash=code_hash)
    assert done.login == "W000001"
    assert rows(store, SecondStep) == []
    assert service.standing(store, "device 1", NOW) is None, "every session has ended"
    (living,) = see(store, reads.credentials_of, login=done.login).live_codes
    do(store, service.open_code_session, code_id=living.code_id,
       token_hash=service.token_hash("rescued"))  # fmt: skip
    assert lack(store, "rescued") is service.Lack.DEVICE
    told = {row.person_id: row.kind for row in rows(store, OutboxRow)}
    assert told[other.person_id] == "accounts.device_rescued"
    assert told[admin.person_id] == "accounts.device_reset"
    kept = [row for row in rows(store, AuditRow) if row.command == "accounts:second_step:rescue"]
    assert [row.record for row in kept] == ["second_step", "account"]
    with pytest.raises(NotFound):
        do(store, service.rescue_step, login="W000001", code_hash=code_hash)


def test_the_command_line_is_for_people_of_an_office_only(store: Store) -> None:
    student = a_clerk(store, Role.STUDENT)
    enrol(store, student)
    with pytest.raises(Refused):
        do(store, service.rescue_step, login="W000001", code_hash="x" * 40)
    with pytest.raises(Forbidden):
        do(store, service.rescue_step, student, login="W000001", code_hash="x" * 40)


def test_who_lacks_the_second_step_that_is_asked_is_named_to_the_administrator(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = a_clerk(store, Role.ADMIN)
    a_clerk(store, Role.WARD_CLERK, number=2)
    a_person(store, Role.STUDENT, ward_id=admin.seat.ward_id, name="学生")
    enrol(store, admin)
    found = see(store, reads.unguarded, admin)
    assert (found.count, found.names) == (1, ("検分 2",))
    assert see(store, reads.unguarded).count == 1
    monkeypatch.setenv("HUB_TOTP", "optional")
    runtime.settings.cache_clear()
    assert see(store, reads.unguarded, admin).count == 0


def test_a_demo_and_students_need_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    a_clerk(store, Role.STUDENT)
    assert lack(store, "home 1") is None
    monkeypatch.setenv("HUB_TOTP", "optional")
    runtime.settings.cache_clear()
    a_clerk(store, Role.WARD_APPROVER, number=2)
    assert lack(store, "home 2") is None


def test_digits_and_older_ones_work_once(store: Store) -> None:
    enrol(store, a_clerk(store))
    enter(store, "again")
    for step in (STEP - 1, STEP):
        with pytest.raises(NotFound):
            step_on(store, "again", "in", step=step)
    step_on(store, "again", "in", step=STEP + 1)
    enter(store, "third")
    with pytest.raises(NotFound):
        step_on(store, "third", "other", step=STEP + 1)


def test_of_twenty_tries_at_once_one_passes(store: Store) -> None:
    enrol(store, a_clerk(store))
    for at in range(AT_ONCE):
        enter(store, f"tab {at}")
    done: list[int] = []
    start = threading.Barrier(AT_ONCE)

    def press(at: int) -> None:
        start.wait()
        try:
            step_on(store, f"tab {at}", f"in {at}", step=STEP + 1)
            done.append(at)
        except HubError:
            return

    threads = [threading.Thread(target=press, args=(at,)) for at in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert rows(store, SecondStep)[0].last_step == STEP + 1


def test_a_recovery_code_works_once_and_the_owner_is_told(store: Store) -> None:
    clerk = a_clerk(store)
    enrol(store, clerk)
    enter(store, "again")
    step_on(store, "again", "in", code=RECOVERY[3])
    assert lack(store, "in") is None
    assert sum(row.used_at is None for row in rows(store, RecoveryCode)) == 9
    told = [row for row in rows(store, OutboxRow) if row.kind == "accounts.recovery_used"]
    assert [(row.person_id, row.params["count"]) for row in told] == [(clerk.person_id, 9)]
    enter(store, "third")
    for code in (RECOVERY[3], "z" * 43):
        with pytest.raises(NotFound):
            step_on(store, "third", "other", code=code)


def test_five_tries_in_five_minutes_are_looked_at(store: Store) -> None:
    enrol(store, a_clerk(store))
    enter(store, "again")
    digest = service.token_hash("again")

    def count(now: datetime) -> bool:
        return bool(do(store, service.count_digits, now=now, session_hash=digest).is_free)

    assert [count(NOW) for _try in range(7)] == [True] * 5 + [False] * 2
    assert count(NOW + timedelta(minutes=5))


def test_nobody_enrols_a_second_device_or_in_the_session_of_another(store: Store) -> None:
    clerk, other = a_clerk(store), a_clerk(store, number=2)
    with pytest.raises(NotFound):
        enrol(store, other, 1)
    enrol(store, clerk)
    with pytest.raises(Refused):
        do(
            store, service.enrol, clerk, session_hash=service.token_hash("device 1"),
            token_hash=service.token_hash("x"), seed_sealed="s" * 40, step=STEP, recovery=RECOVERY,
        )  # fmt: skip


def reset(store: Store, admin: Actor, person: Actor, *, seen: bool = True) -> bool:
    """An administrator takes the device of somebody out."""
    done = do(
        store, service.reset_step, admin, person_id=person.person_id, was_identified=seen
    )  # fmt: skip
    return bool(done.is_done)


def test_whoever_decides_needs_the_word_of_two_administrators(store: Store) -> None:
    clerk = a_clerk(store)
    enrol(store, clerk)
    ward = clerk.seat.ward_id
    first, second = (a_person(store, Role.ADMIN, ward_id=ward, name=n) for n in ("甲", "乙"))
    with pytest.raises(Refused):
        reset(store, first, clerk, seen=False)
    assert not reset(store, first, clerk)
    with pytest.raises(Refused):
        reset(store, first, clerk)
    assert lack(store, "device 1") is None, "nothing has happened yet"
    assert reset(store, second, clerk)
    assert rows(store, SecondStep) == []
    assert rows(store, RecoveryCode) == []
    assert service.standing(store, "device 1", NOW) is None
    told = [row.person_id for row in rows(store, OutboxRow) if row.kind == "accounts.device_reset"]
    assert told == [clerk.person_id]
    assert rows(store, Account)[0].password_hash is not None
    enter(store, "again")
    assert lack(store, "again") is service.Lack.DEVICE


def test_for_a_student_one_is_enough_and_a_short_password_ends_too(store: Store) -> None:
    student = a_clerk(store, Role.STUDENT)
    enrol(store, student)
    admin = a_person(store, Role.ADMIN, ward_id=student.seat.ward_id)
    assert reset(store, admin, student)
    assert rows(store, Account)[0].password_hash is None


def test_no_administrator_of_another_ward_and_nobody_for_oneself(store: Store) -> None:
    admin = a_clerk(store, Role.ADMIN)
    enrol(store, admin)
    with pytest.raises(Refused):
        reset(store, admin, admin)
    stranger = a_person(store, Role.ADMIN, ward_id=a_ward(store, "13109", "品川区"))
    with pytest.raises(Forbidden):
        reset(store, stranger, admin)
    with pytest.raises(Forbidden):
        do(store, service.reset_step, SYSTEM, person_id=admin.person_id, was_identified=True)
