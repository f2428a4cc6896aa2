"""A new password by mail: for the owner alone, once, for half an hour, and told to nobody else."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from hub.accounts import reads, resets, service
from hub.accounts.reaching import Book
from hub.kernel.errors import HubError, NotFound
from hub.platform import clock, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.platform.mail import Answer, Outcome
from hub.platform.post import outgoing, recipients, sending
from models.accounts import Account
from models.credentials import PasswordReset
from models.platform import OutboxRow
from models.vocab import Channel, Role
from tests.support.internship import NOW, a_person, a_ward, do, rows, see

NEW_HASH = "n" * 40
ADDRESS = "rin@student.example"
HOME = "203.0.113.9/32"
AT_ONCE = 20


class Postman:
    """Takes every mail and keeps it."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    def send(self, message: EmailMessage) -> Outcome:
        """Take one."""
        self.mails.append(message)
        return Outcome(Answer.TAKEN, 250)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("HUB_ENV", "test")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    runtime.settings.cache_clear()
    before = recipients.book()
    recipients.bind(Book())
    yield
    recipients.bind(before)
    runtime.settings.cache_clear()


def a_student(store: Store) -> Actor:
    """A student with a number, a password and a mail address, signed in."""
    student = a_person(store, Role.STUDENT, ward_id=a_ward(store))
    do(store, service.issue_code, person_id=student.person_id, code_hash="x" * 40)
    do(store, service.open_code_session, code_id=1, token_hash=service.token_hash("first"))
    do(
        store, service.set_password, student, password_hash="o" * 40,
        session_hash=service.token_hash("first"), token_hash=service.token_hash("second"),
    )  # fmt: skip
    tell_address(store, student, ADDRESS)
    return student


def tell_address(store: Store, person: Actor, mail: str) -> None:
    """The person says where mails go."""
    do(store, service.keep_wishes, person, told_by=Channel.MAIL, mail=mail)


def ask(
    store: Store, login: str = "w000001", network: str = HOME, device: str | None = None
) -> None:
    """Say that the password is forgotten."""
    do(store, service.ask_reset, login=login, network=network, device_hash=device)


def token_by_mail(store: Store) -> str:
    """Let the post go out; the token that the last mail brings."""
    service.answer_resets(store)
    postman = Postman()
    sending.send_due(store, postman, runtime.settings())
    found = [m.get_content() for m in postman.mails if "/password/reset?t=" in m.get_content()]
    assert found, "no mail with a link"
    return str(found[-1]).partition("/password/reset?t=")[2].split()[0]


def use(store: Store, token: str, now: datetime = NOW) -> None:
    """Choose a new password at the link."""
    do(store, service.use_reset, now=now, token_hash=service.token_hash(token),
       password_hash=NEW_HASH)  # fmt: skip


def test_the_owner_gets_a_link_and_every_session_ends(store: Store) -> None:
    student = a_student(store)
    ask(store)
    token = token_by_mail(store)
    mine = service.asked_reset(store, token, NOW)
    assert mine is not None
    assert mine.login == "W000001"
    assert service.actor_of(store, "second", NOW) is not None, "asking alone changes nothing"
    use(store, token)
    assert service.actor_of(store, "second", NOW) is None
    assert rows(store, Account)[0].password_hash == NEW_HASH
    told = [row.person_id for row in rows(store, OutboxRow) if row.kind.endswith("_changed")]
    assert told[-1] == student.person_id
    with pytest.raises(NotFound):
        use(store, token)


def test_a_link_does_not_spare_the_second_step(store: Store) -> None:
    student = a_student(store)
    do(
        store, service.enrol, student, session_hash=service.token_hash("second"),
        token_hash=service.token_hash("device"), seed_sealed="s" * 40, step=1,
        recovery=[f"{at:043d}" for at in range(10)],
    )  # fmt: skip
    ask(store)
    use(store, token_by_mail(store))
    kept = see(store, reads.credentials_of, login="W000001")
    do(
        store, service.open_password_session, account_id=kept.account_id,
        credential_stamp=kept.credential_stamp, token_hash=service.token_hash("again"),
    )  # fmt: skip
    found = service.standing(store, "again", NOW)
    assert found is not None
    assert found.lacks is service.Lack.SECOND_STEP


def test_a_link_works_for_half_an_hour(store: Store) -> None:
    a_student(store)
    ask(store)
    token = token_by_mail(store)
    assert service.asked_reset(store, token, NOW + timedelta(minutes=30, seconds=-1)) is not None
    assert service.asked_reset(store, token, NOW + timedelta(minutes=30)) is None
    with pytest.raises(NotFound):
        use(store, token, NOW + timedelta(minutes=30))


@pytest.mark.parametrize("change", ["address", "password", "disabled"])
def test_a_link_dies_with_the_address_the_password_or_the_account(
    store: Store, change: str
) -> None:
    student = a_student(store)
    ask(store)
    token = token_by_mail(store)
    if change == "address":
        tell_address(store, student, "other@student.example")
    elif change == "password":
        do(
            store, service.set_password, student, password_hash="o" * 40,
            session_hash=service.token_hash("second"), token_hash=service.token_hash("third"),
        )  # fmt: skip
    else:
        with store.writing() as session:
            account = session.get(Account, 1)
            assert account is not None
            account.is_disabled = True
            session.add(account)
    assert service.asked_reset(store, token, NOW) is None
    with pytest.raises(NotFound):
        use(store, token)


def test_nothing_goes_out_for_unknown_numbers_and_people_without_mail(store: Store) -> None:
    student = a_student(store)
    do(store, service.keep_wishes, student, told_by=Channel.IN_APP)
    before = len(rows(store, OutboxRow))
    ask(store)
    ask(store, "W999999")
    service.answer_resets(store)
    assert len(rows(store, OutboxRow)) == before
    kept = [(row.login, row.token_hash) for row in rows(store, PasswordReset)]
    assert kept == [("W000001", None), ("W999999", None)]


def test_known_and_unknown_numbers_are_kept_alike_while_somebody_waits(store: Store) -> None:
    a_student(store)
    ask(store)
    ask(store, "W999999")
    known, unknown = (row.model_dump(exclude={"id", "login"}) for row in rows(store, PasswordReset))
    assert known == unknown


def test_one_number_three_wishes_an_hour_and_a_device_six(store: Store) -> None:
    a_student(store)
    for _wish in range(5):
        ask(store)
    assert len(rows(store, PasswordReset)) == 3
    device = service.token_hash("a browser")
    for at in range(9):
        ask(store, f"W10000{at}", f"203.0.113.{20 + at}/32", device)
    assert len(rows(store, PasswordReset)) == 3 + 6
    later = NOW + timedelta(hours=1)
    do(store, service.ask_reset, now=later, login="W000001", network=HOME)
    assert len(rows(store, PasswordReset)) == 3 + 6 + 1


def test_the_token_stands_neither_in_the_database_nor_in_the_mails_shown(store: Store) -> None:
    student = a_student(store)
    ask(store)
    token = token_by_mail(store)
    told = [str(row.params) for row in rows(store, OutboxRow)]
    assert told
    assert not any(token in one for one in told)
    assert rows(store, PasswordReset)[0].token_hash == service.token_hash(token)
    shown = see(store, outgoing.my_mails, student)
    assert any("/password/reset" in mail.body for mail in shown)
    assert not any(token in mail.body for mail in shown)


@pytest.mark.parametrize(
    ("lang", "subject"),
    [
        pytest.param("ja", "【わざハブ】パスワードを決め直すリンク", id="japanese"),
        pytest.param("en", "[Waza Hub] Link to set a new password", id="english"),
    ],
)
def test_the_subject_says_what_it_is_about_in_the_language_of_the_person(
    store: Store, lang: str, subject: str
) -> None:
    student = a_student(store)
    do(store, service.keep_wishes, student, told_by=Channel.MAIL, mail=ADDRESS, lang=lang)
    ask(store)
    service.answer_resets(store)
    postman = Postman()
    sending.send_due(store, postman, runtime.settings())
    assert subject in [mail["Subject"] for mail in postman.mails]


def test_an_answer_is_given_once(store: Store) -> None:
    a_student(store)
    ask(store)
    service.answer_resets(store)
    with pytest.raises(NotFound):
        do(store, service.answer_reset, reset_id=1, nonce="0" * 32, token_hash="a" * 64)


def test_wishes_of_yesterday_are_forgotten(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(store)
    service.sweep_resets(store)
    assert len(rows(store, PasswordReset)) == 1
    monkeypatch.setattr(clock, "now", lambda: NOW + resets.KEPT + timedelta(seconds=1))
    service.sweep_resets(store)
    assert rows(store, PasswordReset) == []


def test_of_many_presses_of_one_link_a_single_one_sets_the_password(store: Store) -> None:
    a_student(store)
    ask(store)
    token, done, start = token_by_mail(store), [], threading.Barrier(AT_ONCE)

    def press(at: int) -> None:
        start.wait()
        try:
            do(store, service.use_reset, token_hash=service.token_hash(token),
               password_hash=f"{at:04d}" * 10)  # fmt: skip
            done.append(at)
        except HubError:
            return

    threads = [threading.Thread(target=press, args=(at,)) for at in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1
    assert rows(store, Account)[0].password_hash == f"{done[0]:04d}" * 10
    kept = see(store, reads.credentials_of, login="W000001")
    assert kept.credential_stamp == 2, "once by the owner, once by the link"
