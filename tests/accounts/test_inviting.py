"""Invitations and roles: who may, once only, at once; a ward keeps an administrator."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from hub.accounts import contacts, ports, reads, service
from hub.accounts.inviting import Accepted
from hub.accounts.reaching import Book
from hub.directory.reads import FirmPlaces
from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound, Refused
from hub.platform import clock, mail, runtime
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.platform.mail import Answer, Outcome
from hub.platform.post import links, recipients
from hub.platform.post.sending import deliver
from models.accounts import Contact, Membership, Person, SessionRow
from models.invitations import Invitation
from models.vocab import Role
from tests.support.internship import NOW, Place, a_person, a_place, count, do, rows, see

DIGEST = service.token_hash("link")
CODE_HASH = "x" * 40


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EmailMessage]]:
    """Every mail that a postman has taken."""
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    runtime.settings.cache_clear()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    before = recipients.book()
    recipients.bind(Book())
    taken: list[EmailMessage] = []
    monkeypatch.setattr(mail, "carrier", lambda _here: Postman(taken))
    yield taken
    recipients.bind(before)
    runtime.settings.cache_clear()


class Postman:
    """Takes every mail and keeps it."""

    def __init__(self, taken: list[EmailMessage]) -> None:
        self._taken = taken

    def send(self, message: EmailMessage) -> Outcome:
        """Take one."""
        self._taken.append(message)
        return Outcome(Answer.TAKEN, 250)


@pytest.fixture(autouse=True)
def _firms() -> Iterator[None]:
    ports.bind_firm_places(FirmPlaces())
    yield
    ports.bind_firm_places(None)


def an_admin(place: Place) -> Actor:
    """The administrator of the ward."""
    return a_person(place.store, Role.ADMIN, ward_id=place.ward, name="邉見 亮")


def invite(place: Place, actor: Actor, role: Role, firm_id: int | None = None) -> int:
    """Send a link to somebody."""
    sent = do(
        place.store, service.send_invitation, actor, name="濵田 直子", kana="ハマダ ナオコ",
        role=role, firm_id=firm_id, token_hash=DIGEST,
    )  # fmt: skip
    return int(sent.invitation_id)


def accept(store: Store, now: datetime = NOW) -> Accepted:
    """Press the button of the link."""
    found: Accepted = do(
        store, service.accept_invitation, now=now, token_hash=DIGEST, code_hash=CODE_HASH
    )
    return found


def test_whoever_follows_the_link_has_the_role_and_is_signed_in(store: Store) -> None:
    place = a_place(store)
    invite(place, an_admin(place), Role.WARD_CLERK)
    asked = service.invited(store, "link", NOW)
    assert asked is not None
    assert asked.name == "濵田 直子"
    found = accept(store)
    cookie = service.token_hash("cookie")
    do(store, service.open_code_session, code_id=found.code_id, token_hash=cookie)
    standing = service.standing(store, "cookie", NOW)
    assert standing is not None
    actor = standing.actor
    assert (actor.role, actor.seat.ward_id, actor.name) == (
        Role.WARD_CLERK, place.ward, "濵田 直子",
    )  # fmt: skip
    assert service.invited(store, "link", NOW) is None


def by_mail(place: Place, mail: str = "hamada@ward.example") -> str:
    """Invite a clerk by mail; the token that the mail carries."""
    nonce, digest = service.mail_token()
    do(
        place.store, service.send_invitation, an_admin(place), name="濵田 直子",
        kana="ハマダ ナオコ", role=Role.WARD_CLERK, token_hash=digest, mail=mail, nonce=nonce,
    )  # fmt: skip
    return runtime.keyring().token(links.INVITE.purpose, nonce)


def test_an_invitation_goes_by_mail_and_the_address_is_kept_for_later(
    store: Store, post: list[EmailMessage]
) -> None:
    place = a_place(store)
    token = by_mail(place)
    deliver(store)
    assert [mail["To"] for mail in post] == ["hamada@ward.example"]
    assert post[0]["Subject"] == "【わざハブ】利用を始めるリンク"
    assert f"/invite?t={token}" in post[0].get_content()
    assert "濵田 直子" in {person.name for person in rows(store, Person)}
    assert rows(store, Membership)[-1].role is Role.ADMIN, "no seat before the link is used"
    found = do(
        store, service.accept_invitation, token_hash=service.token_hash(token),
        code_hash=CODE_HASH,
    )  # fmt: skip
    assert rows(store, Membership)[-1].role is Role.WARD_CLERK
    with store.reading() as session:
        known, _bounces = contacts.reach(session, found.person_id)
    assert known.mail == "hamada@ward.example"


def test_a_mail_that_has_not_gone_out_stops_with_its_invitation(
    store: Store, post: list[EmailMessage]
) -> None:
    place = a_place(store)
    by_mail(place)
    do(store, service.withdraw_invitation, an_admin(place), invitation_id=1)
    deliver(store)
    assert post == []
    service.sweep_invitations(store)
    assert count(store, Contact) == 0, "the address of somebody who never came is forgotten"


def test_an_address_that_is_none_is_said_at_its_field(store: Store) -> None:
    place = a_place(store)
    for wrong in ("", "hamada", "hamada@"):
        with pytest.raises(Invalid) as found:
            by_mail(place, wrong)
        assert [one.field for one in found.value.problems] == ["mail"]
    assert count(store, Invitation) == 0


def test_a_link_works_for_seven_days_and_not_after_it_is_taken_back(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(place)
    number = invite(place, admin, Role.WARD_CLERK)
    assert service.invited(store, "link", NOW + timedelta(days=7)) is None
    with pytest.raises(NotFound):
        accept(store, NOW + timedelta(days=7))
    do(store, service.withdraw_invitation, admin, invitation_id=number)
    with pytest.raises(NotFound):
        accept(store)
    assert see(store, reads.open_invitations, admin) == ()


def test_of_twenty_presses_at_once_a_single_one_becomes_the_person(store: Store) -> None:
    place = a_place(store)
    invite(place, an_admin(place), Role.WARD_CLERK)
    before = count(store, Person)
    answers: list[str] = []
    barrier = threading.Barrier(20)

    def press() -> None:
        barrier.wait()
        try:
            accept(store)
            answers.append("in")
        except HubError as refusal:
            answers.append(type(refusal).__name__)

    threads = [threading.Thread(target=press) for _turn in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["NotFound"] * 19 + ["in"]
    assert count(store, Person) == before + 1


@pytest.mark.parametrize(
    ("who", "role"),
    [
        pytest.param(Role.COORDINATOR, Role.WARD_APPROVER, id="coordinator-approver"),
        pytest.param(Role.ADMIN, Role.STUDENT, id="admin-student"),
        pytest.param(Role.FIRM_TUTOR, Role.FIRM_TUTOR, id="tutor-tutor"),
        pytest.param(Role.WARD_CLERK, Role.WARD_CLERK, id="clerk-clerk"),
    ],
)
def test_nobody_invites_beyond_the_own_circle(store: Store, who: Role, role: Role) -> None:
    place = a_place(store)
    actor = a_person(store, who, ward_id=place.ward)
    with pytest.raises(Forbidden):
        invite(place, actor, role)


def test_a_representative_invites_to_the_own_firm_only(store: Store) -> None:
    place = a_place(store)
    owner = a_person(
        store, Role.FIRM_REPRESENTATIVE, ward_id=place.ward, firm_id=place.firm
    )  # fmt: skip
    with pytest.raises(Forbidden):
        invite(place, owner, Role.FIRM_TUTOR, place.other_firm)
    invite(place, owner, Role.FIRM_TUTOR, place.firm)
    accept(store)
    assert rows(store, Membership)[-1].firm_id == place.firm


def test_a_coordinator_names_a_firm_of_the_ward(store: Store) -> None:
    place = a_place(store)
    for firm_id in (None, 999_999):
        with pytest.raises(Invalid):
            invite(place, place.coordinator, Role.FIRM_REPRESENTATIVE, firm_id)
    with pytest.raises(Invalid):
        invite(place, place.other_coordinator, Role.FIRM_REPRESENTATIVE, place.firm)
    assert count(store, Invitation) == 0


def test_a_role_ends_at_once_and_takes_its_session_and_links_along(store: Store) -> None:
    place = a_place(store)
    admin, second = an_admin(place), an_admin(place)
    invite(place, second, Role.WARD_CLERK)
    do(store, service.issue_code, person_id=second.person_id, code_hash=CODE_HASH)
    later = NOW + timedelta(days=1)
    do(
        store, service.open_code_session, now=later, code_id=1,
        token_hash=service.token_hash("cookie"),
    )  # fmt: skip
    assert service.standing(store, "cookie", later) is not None
    do(
        store, service.end_role, admin, now=later,
        membership_id=second.seat.membership_id,
    )  # fmt: skip
    assert service.standing(store, "cookie", later) is None
    assert service.invited(store, "link", later) is None


def test_a_role_that_has_begun_today_ends_with_the_day(store: Store) -> None:
    place = a_place(store)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=place.ward)
    ended = do(
        store, service.end_role, an_admin(place), membership_id=clerk.seat.membership_id
    )  # fmt: skip
    assert ended.ends_on == NOW.date() + timedelta(days=1)


def test_the_last_administrator_stays(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(place)
    with pytest.raises(Refused):
        do(store, service.end_role, admin, membership_id=admin.seat.membership_id)
    assert rows(store, Membership)[-1].ends_on is None


def test_somebody_with_two_roles_goes_from_one_to_the_other(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(place)
    given = do(
        store, service.give_role, admin, person_id=admin.person_id, role=Role.COORDINATOR
    )  # fmt: skip
    with pytest.raises(Refused):
        do(store, service.give_role, admin, person_id=admin.person_id, role=Role.COORDINATOR)
    do(store, service.issue_code, person_id=admin.person_id, code_hash=CODE_HASH)
    old, new = service.token_hash("old"), service.token_hash("new")
    do(store, service.open_code_session, code_id=1, token_hash=old)
    do(
        store, service.switch_seat, token_hash=old, new_token_hash=new,
        membership_id=given.membership_id,
    )  # fmt: skip
    assert service.standing(store, "old", NOW) is None
    standing = service.standing(store, "new", NOW)
    assert standing is not None
    assert standing.actor.role is Role.COORDINATOR
    assert count(store, SessionRow) == 2


def test_a_letter_is_written_only_by_who_may_invite_to_every_role_it_opens(store: Store) -> None:
    place = a_place(store)
    admin = an_admin(place)
    with pytest.raises(Forbidden):
        do(
            store, service.issue_code, place.coordinator, person_id=admin.person_id,
            code_hash=CODE_HASH,
        )  # fmt: skip
    do(store, service.issue_code, admin, person_id=admin.person_id, code_hash=CODE_HASH)


def test_without_a_mail_server_a_trial_says_that_mails_stay_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path))
    runtime.settings.cache_clear()
    assert (service.sends_mail(), service.keeps_mail_here()) == (True, True)
    monkeypatch.setenv("HUB_MAIL", "letters")
    runtime.settings.cache_clear()
    assert (service.sends_mail(), service.keeps_mail_here()) == (False, False)
    runtime.settings.cache_clear()
