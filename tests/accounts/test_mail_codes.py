"""Signing in by a code of a mail: for people without an office, once, for half an hour."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hub.accounts import mail_codes, reads, service
from hub.accounts.reaching import Book
from hub.accounts.sign_in import Fit
from hub.kernel.errors import HubError, NotFound
from hub.platform import clock, commands, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.platform.post import outgoing, recipients, sending
from models.accounts import Account, SessionRow
from models.credentials import PasswordReset
from models.platform import OutboxRow
from models.vocab import Channel, Regain, Role, SignInLevel
from tests.accounts.test_resets import ADDRESS, HOME, Postman, a_student, tell_address
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do, rows, see

TRIES = 20


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


def a_pupil(store: Store) -> Actor:
    """A student with a password that can be compared."""
    student = a_student(store)
    with store.writing() as session:
        account = session.get(Account, 1)
        assert account is not None
        account.password_hash = service.hashed("いつもの長い言葉をつかう")
        session.add(account)
    return student


def ask(store: Store, login: str = "W000001") -> None:
    do(store, service.ask_reset, login=login, network=HOME, wants=Regain.CODE)


def mails(store: Store) -> list[str]:
    """Let the post go out; the texts of all mails."""
    service.answer_resets(store)
    postman = Postman()
    sending.send_due(store, postman, runtime.settings())
    return [str(mail.get_content()) for mail in postman.mails]


def code_by_mail(store: Store) -> str:
    """The figures of the mail, as a person reads them."""
    (body,) = [text for text in mails(store) if "コード：" in text]
    return body.partition("コード：")[2].splitlines()[0]


def typed(store: Store, secret: str, login: str = "W000001", now: datetime = NOW) -> Fit:
    kept = commands.look(store, reads.credentials_of, actor=SYSTEM, now=now, login=login)
    return service.fit(kept, secret)


def enter(store: Store, found: Fit, token: str = "by mail", now: datetime = NOW) -> None:  # noqa: S107  a test's cookie
    do(
        store, service.open_mail_session, now=now, reset_id=found.reset_id,
        token_hash=service.token_hash(token),
    )  # fmt: skip


def test_the_code_of_the_mail_opens_the_door_once_in_any_width(store: Store) -> None:
    student = a_pupil(store)
    ask(store)
    code = code_by_mail(store)
    assert len(mail_codes.folded(code)) == 10
    wide = code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    found = typed(store, wide)
    assert found.reset_id
    enter(store, found)
    row = rows(store, SessionRow)[-1]
    assert (row.person_id, row.level) == (student.person_id, SignInLevel.CODE)
    assert typed(store, code).reset_id == 0
    with pytest.raises(NotFound):
        enter(store, found, "again")


def test_the_figures_stand_nowhere_but_in_the_mail(store: Store) -> None:
    student = a_pupil(store)
    ask(store)
    code = code_by_mail(store)
    bare = mail_codes.folded(code)
    kept = "".join(str(r.model_dump()) for t in (PasswordReset, OutboxRow) for r in rows(store, t))
    assert bare not in kept
    assert code not in kept
    shown = see(store, outgoing.my_mails, student)
    assert [code in one.body for one in shown] == [False] * len(shown)


@pytest.mark.parametrize("hyphen", "-－ー‐−–ｰ")  # noqa: i18n signs, not words
def test_every_hyphen_of_a_japanese_keyboard_may_part_the_figures(
    store: Store, hyphen: str
) -> None:
    a_pupil(store)
    ask(store)
    code = code_by_mail(store)
    assert typed(store, f"{code[:5]}{hyphen}{code[5:]}").reset_id


@pytest.mark.parametrize("minutes", [30, 31])
def test_after_half_an_hour_it_is_over(store: Store, minutes: int) -> None:
    a_pupil(store)
    ask(store)
    code = code_by_mail(store)
    later = NOW + timedelta(minutes=minutes)
    assert typed(store, code, now=later).reset_id == 0
    assert typed(store, code, now=NOW + timedelta(minutes=29)).reset_id


def test_another_address_ends_it(store: Store) -> None:
    student = a_pupil(store)
    ask(store)
    code = code_by_mail(store)
    tell_address(store, student, "other@student.example")
    assert typed(store, code).reset_id == 0
    tell_address(store, student, ADDRESS)
    assert typed(store, code).reset_id


def test_ten_wrong_tries_end_it_and_no_letter_suffers(store: Store) -> None:
    student = a_pupil(store)
    letter, letter_hash = service.new_code()
    do(store, service.issue_code, person_id=student.person_id, code_hash=letter_hash)
    ask(store)
    code = code_by_mail(store)
    wrong = f"{(int(mail_codes.folded(code)) + 1) % 10**10:010d}"
    for _turn in range(mail_codes.MOST_MISSES):
        found = typed(store, wrong)
        assert (found.reset_id, found.code_id, found.account_id) == (0, 0, 0)
        do(store, service.miss_code, code_id=0, reset_id=found.missed_reset_id, buckets=())
    assert typed(store, code).reset_id == 0
    assert typed(store, letter).code_id, "the code of the letter still opens the door"


@pytest.mark.parametrize("role", [Role.WARD_CLERK, Role.COORDINATOR, Role.ADMIN])
def test_nobody_of_an_office_gets_one(store: Store, role: Role) -> None:
    person = a_person(store, role, ward_id=a_ward(store))
    do(store, service.issue_code, person_id=person.person_id, code_hash="x" * 40)
    do(store, service.keep_wishes, person, told_by=Channel.MAIL, mail=ADDRESS)
    ask(store)
    assert [text for text in mails(store) if "コード" in text] == []


def test_a_number_that_nobody_has_is_kept_alike(store: Store) -> None:
    a_pupil(store)
    ask(store, "W999999")
    assert [text for text in mails(store) if "コード" in text] == []
    row = rows(store, PasswordReset)[-1]
    assert (row.login, row.account_id, row.wants) == ("W999999", None, Regain.CODE)


def test_the_code_is_no_link_and_sets_no_password(store: Store) -> None:
    a_pupil(store)
    ask(store)
    code = code_by_mail(store)
    assert service.asked_reset(store, mail_codes.folded(code), NOW) is None


def test_of_twenty_at_once_one_comes_in(store: Store) -> None:
    a_pupil(store)
    ask(store)
    found = typed(store, code_by_mail(store))
    barrier, entered = threading.Barrier(TRIES), []

    def press(number: int) -> None:
        barrier.wait()
        try:
            enter(store, found, f"at once {number}")
            entered.append(number)
        except HubError:
            return

    threads = [threading.Thread(target=press, args=(at,)) for at in range(TRIES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(entered) == 1
