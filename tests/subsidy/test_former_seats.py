"""Who was in a firm of the group while its claim was open, even for a week, stays out of it."""

from datetime import date

import pytest

from hub.kernel.errors import Refused
from hub.platform import commands
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.subsidy import reads, service
from hub.subsidy.reads import StaffClaim
from models.accounts import Membership
from models.subsidy import Claim
from models.vocab import Role
from models.vocab.subsidy import ClaimState
from tests.support.claims import (
    AFTER_PAYMENT,
    Office,
    an_office,
    press,
    proposed,
    submitted,
)
from tests.support.internship import rows

# The claim is sent on 28 December; the ward acts later.
LATER = AFTER_PAYMENT.replace(year=2027, month=2, day=1)
WEEK = (date(2027, 1, 10), date(2027, 1, 17))


def held(office: Office, actor: Actor, firm_id: int, first: date, after: date | None) -> None:
    """A seat that the person had in a firm until a day."""
    with office.store.writing() as session:
        session.add(
            Membership(
                person_id=actor.person_id or 0,
                role=Role.FIRM_REPRESENTATIVE,
                firm_id=firm_id,
                starts_on=first,
                ends_on=after,
            )
        )


def seen_by_clerk(office: Office, claim_id: int) -> StaffClaim:
    """The claim on the clerk's screen, later."""
    seen: StaffClaim = commands.look(
        office.store, reads.staff_claim, actor=office.clerk, now=LATER, claim_id=claim_id
    )
    return seen


def test_a_clerk_who_was_in_the_firm_since_it_applied_does_not_check(store: Store) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    held(office, office.clerk, office.scene.firms[1], *WEEK)
    assert seen_by_clerk(office, claim_id).actions == ()
    with pytest.raises(Refused) as refusal:
        press(office, service.accept_claim, office.clerk, claim_id, now=LATER)
    assert refusal.value.reason.code == "subsidy.own_firm"
    press(office, service.accept_claim, office.other_clerk, claim_id, now=LATER)
    assert rows(store, Claim)[0].state is ClaimState.REVIEW


def test_an_approver_who_was_in_the_firm_since_it_applied_does_not_decide(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    held(office, office.approver, office.scene.firms[2], *WEEK)
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_grant, office.approver, claim_id, now=LATER)
    assert refusal.value.reason.code == "subsidy.own_firm"
    assert rows(store, Claim)[0].state is ClaimState.DECIDING


@pytest.mark.parametrize(
    ("first", "after"),
    [
        pytest.param(date(2024, 4, 1), date(2026, 12, 28), id="left before the claim was sent"),
        pytest.param(date(2027, 2, 2), None, id="comes to the firm later"),
    ],
)
def test_a_seat_outside_the_life_of_the_claim_keeps_nobody_out(
    store: Store, first: date, after: date | None
) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    held(office, office.clerk, office.scene.firms[0], first, after)
    press(office, service.accept_claim, office.clerk, claim_id, now=LATER)
    assert rows(store, Claim)[0].state is ClaimState.REVIEW


def test_a_seat_in_a_firm_outside_the_group_keeps_nobody_out(store: Store) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    held(office, office.clerk, office.scene.outsider.seat.firm_id or 0, *WEEK)
    press(office, service.accept_claim, office.clerk, claim_id, now=LATER)
    assert rows(store, Claim)[0].state is ClaimState.REVIEW
