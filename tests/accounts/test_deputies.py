"""Acting for a colleague: under the own name, shown in the record, over by itself."""

from datetime import date, datetime, timedelta

import pytest

from hub import wiring
from hub.accounts import delegating, reads, service
from hub.accounts.reads import DeputiesPage
from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound, Refused
from hub.platform import outbox
from hub.platform.audit import first_broken
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.subsidy import service as claims
from models.accounts import SignInCode
from models.platform import AuditRow
from models.subsidy import ClaimDuty
from models.vocab import Role
from models.vocab.subsidy import DecisionKind
from tests.support.claims import (
    AFTER_PAYMENT,
    Office,
    an_office,
    in_review,
    press,
    proposed,
    staff,
)
from tests.support.internship import a_person, a_place, do, rows, see

FIRST, LAST = "2026-12-28", "2026-12-30"
AT_WORK = AFTER_PAYMENT


def name(store: Store, grantor: Actor, deputy: Actor, first: str = FIRST, last: str = LAST) -> int:
    named = do(
        store, service.name_deputy, grantor, deputy_id=deputy.person_id, first_day=first,
        last_day=last,
    )  # fmt: skip
    return int(named.delegation_id)


def in_seat(store: Store, deputy: Actor, seat: int, now: datetime = AT_WORK) -> Actor:
    """Sign the deputy in, go to the lent seat by the page's button, and see who acts now."""
    do(store, service.issue_code, now=now, person_id=deputy.person_id, code_hash="x" * 40)
    code = max(row.id for row in rows(store, SignInCode))
    do(store, service.open_code_session, now=now, code_id=code, token_hash=service.token_hash("a"))
    do(
        store, service.set_password, deputy, now=now, password_hash="x" * 40,
        session_hash=service.token_hash("a"), token_hash=service.token_hash("b"),
    )  # fmt: skip
    do(
        store, service.switch_seat, now=now, token_hash=service.token_hash("b"),
        new_token_hash=service.token_hash("c"), membership_id=seat,
    )  # fmt: skip
    actor = service.actor_of(store, "c", now)
    assert actor is not None
    return actor


def lent(store: Store, deputy: Actor, day: date) -> list[int]:
    """Seats in which somebody may act for a colleague on a day."""
    with store.reading() as session:
        found = delegating.seats_lent(session, deputy.person_id or 0, day)
    return [seat.membership_id for seat in found]


@pytest.fixture
def office(store: Store) -> Office:
    """A ward with claims; a clerk who may stand in for the approver."""
    wiring.bind()
    return an_office(store)


def test_a_deputy_decides_under_the_own_name_and_the_record_names_both(office: Office) -> None:
    store, grantor, deputy = office.store, office.approver, office.other_clerk
    claim = proposed(office)
    name(store, grantor, deputy)
    acting = in_seat(store, deputy, grantor.seat.membership_id)
    assert (acting.person_id, acting.role, acting.seat.for_name) == (
        deputy.person_id, Role.WARD_APPROVER, grantor.name,
    )  # fmt: skip
    press(office, claims.decide_grant, acting, claim)
    decided = [row for row in rows(store, AuditRow) if row.command == "subsidy:decision:grant"]
    assert {(row.actor_id, row.on_behalf_of) for row in decided} == {
        (deputy.person_id, grantor.person_id)
    }
    last = staff(office, claim).history[-1]
    assert (last.person, last.for_person) == (deputy.name, grantor.name)
    page: DeputiesPage = see(store, reads.deputies, grantor)
    assert claim in [row.claim_id for row in page.done]
    with store.reading() as session:
        assert first_broken(session) is None


def test_a_deputy_does_not_decide_what_one_of_the_two_has_checked(office: Office) -> None:
    store, claim = office.store, proposed(office)
    name(store, office.approver, office.clerk)
    own = in_seat(store, office.clerk, office.approver.seat.membership_id)
    with pytest.raises(Refused) as refusal:
        press(office, claims.decide_grant, own, claim)
    assert refusal.value.reason.code == "subsidy.side_clerk"
    assert staff(office, claim, own).actions == ()


def test_a_deputy_does_not_decide_for_somebody_who_has_checked(office: Office) -> None:
    """The clerk also holds the seat of an approver and lends it: four eyes are two people's."""
    store, claim = office.store, proposed(office)
    admin = a_person(store, Role.ADMIN, ward_id=office.ward, name="邉見 亮")
    given = do(
        store, service.give_role, admin, person_id=office.clerk.person_id, role=Role.WARD_APPROVER
    )  # fmt: skip
    as_approver = Actor(
        office.clerk.person_id, office.clerk.name,
        Seat(given.membership_id, Role.WARD_APPROVER, office.ward),
    )  # fmt: skip
    name(store, as_approver, office.other_clerk)
    acting = in_seat(store, office.other_clerk, given.membership_id)
    with pytest.raises(Refused) as refusal:
        press(office, claims.decide_grant, acting, claim)
    assert refusal.value.reason.code == "subsidy.side_clerk"
    sides = {row.person_id for row in rows(store, ClaimDuty) if row.claim_id == claim}
    assert office.other_clerk.person_id not in sides


def test_a_deputy_hears_what_the_role_hears_during_the_days_and_not_after(
    office: Office,
) -> None:
    store, grantor, deputy = office.store, office.approver, office.other_clerk
    number = name(store, grantor, deputy)
    claim = in_review(office)

    def told() -> list[str | None]:
        return [one.page for one in see(store, outbox.notices, deputy)]

    def propose() -> None:
        press(office, claims.draft_decision, office.clerk, claim, kind=DecisionKind.GRANT,
              doc_no="8大産振第101号", reason="")  # fmt: skip

    propose()
    assert told().count(f"claim-decide?claim={claim}") == 1
    press(office, claims.send_back_decision, grantor, claim, note="式を確かめてください。")
    do(store, service.end_deputy, grantor, now=AT_WORK, delegation_id=number)
    propose()
    assert told().count(f"claim-decide?claim={claim}") == 1


def test_it_ends_by_itself_and_at_once_when_taken_back(store: Store) -> None:
    place = a_place(store)
    grantor, deputy = (
        a_person(store, role, ward_id=place.ward) for role in (Role.COORDINATOR, Role.AUDITOR)
    )
    number = name(store, grantor, deputy)
    seat = grantor.seat.membership_id
    assert lent(store, deputy, date(2026, 12, 27)) == []
    in_seat(store, deputy, seat)
    later = AT_WORK + timedelta(minutes=10)
    do(store, service.end_deputy, grantor, now=later, delegation_id=number)
    back = service.actor_of(store, "c", later)
    assert back is not None
    assert (back.role, back.seat.for_id, back.others) == (Role.AUDITOR, None, ())
    with pytest.raises(NotFound):
        do(store, service.end_deputy, grantor, now=later, delegation_id=number)
    name(store, grantor, deputy)
    assert lent(store, deputy, date(2026, 12, 30)) == [seat]
    assert lent(store, deputy, date(2026, 12, 31)) == []


def test_nobody_passes_on_what_was_lent_or_lends_to_strangers(store: Store) -> None:
    place = a_place(store)
    grantor, deputy, third = (
        a_person(store, role, ward_id=place.ward)
        for role in (Role.COORDINATOR, Role.AUDITOR, Role.WARD_CLERK)
    )
    name(store, grantor, deputy)
    with pytest.raises(Refused):
        name(store, grantor, third, "2026-12-30", "2027-01-05")
    acting = in_seat(store, deputy, grantor.seat.membership_id)
    with pytest.raises(Forbidden):
        name(store, acting, third, "2027-01-10", "2027-01-11")
    for stranger in (place.student, place.other_coordinator, grantor):
        with pytest.raises(Invalid):
            name(store, grantor, stranger, "2027-02-01", "2027-02-02")
    admin = a_person(store, Role.ADMIN, ward_id=place.ward)
    for who in (place.student, admin):
        with pytest.raises(HubError):
            name(store, who, deputy)
    told = see(store, outbox.notices, deputy)[-1]
    assert (told.params["grantor"], told.params["deputy"]) == (grantor.name, deputy.name)


def test_when_the_lender_leaves_the_seat_is_nobodys(store: Store) -> None:
    place = a_place(store)
    admin, grantor, deputy = (
        a_person(store, role, ward_id=place.ward)
        for role in (Role.ADMIN, Role.COORDINATOR, Role.AUDITOR)
    )
    name(store, grantor, deputy)
    do(store, service.end_role, admin, membership_id=grantor.seat.membership_id)
    assert lent(store, deputy, date(2026, 12, 28)) == []


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        pytest.param("2026-11-23", "2026-11-30", "first_day", id="past"),
        pytest.param("2026-12-02", "2026-12-01", "last_day", id="backwards"),
        pytest.param("2026-12-02", "2027-12-01", "last_day", id="too-long"),
        pytest.param("あした", "2026-12-01", "first_day", id="no-day"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(
    store: Store, first: str, last: str, field: str
) -> None:
    place = a_place(store)
    other = a_person(store, Role.WARD_CLERK, ward_id=place.ward)
    with pytest.raises(Invalid) as wrong:
        name(store, place.coordinator, other, first, last)
    assert [one.field for one in wrong.value.problems] == [field]


def test_an_empty_form_is_told_all_three_at_once(store: Store) -> None:
    place = a_place(store)
    with pytest.raises(Invalid) as wrong:
        do(
            place.store, service.name_deputy, place.coordinator, deputy_id=0, first_day="",
            last_day="",
        )  # fmt: skip
    assert [one.field for one in wrong.value.problems] == ["deputy_id", "first_day", "last_day"]
