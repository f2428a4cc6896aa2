"""What tests/registry cannot see of rights: it asks every command and read as every role."""

from collections.abc import Callable
from typing import Any

import pytest

from hub.kernel.calendar import japan_date
from hub.kernel.errors import Forbidden, NotFound, Reason
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store
from hub.subsidy import access, findings, service, words
from models.groups import GroupMember
from models.subsidy import Claim, ClaimDuty, Finding
from models.vocab import FIRM_ROLES, Role
from models.vocab.groups import MemberRole
from models.vocab.subsidy import FindingAction, FindingState
from tests.support import claims
from tests.support.claims import NEXT_DAY, Office, an_office
from tests.support.internship import a_firm, a_person, count, do, rows

OWN, OTHER = 1, 2
STAFF = {Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR}
OFFICE = STAFF | {Role.INSPECTOR}


def test_whoever_is_signed_in_may_ask_what_a_programme_pays() -> None:
    asked = {role: access.may_estimate(Actor(7, "", Seat(1, role))) for role in Role}
    assert asked == dict.fromkeys(Role, None)
    assert access.may_estimate(Actor(None, "", Seat(0, Role.GUARDIAN))) == words.NOT_YOURS


@pytest.mark.parametrize("role", Role)
def test_a_claim_is_read_by_every_firm_of_its_group_and_by_the_staff_of_its_ward(
    role: Role,
) -> None:
    for ward in (OWN, OTHER):
        for firm in (OWN, OTHER, 9):
            of_group = role in FIRM_ROLES and firm in (OWN, 9)
            may = role is Role.SYSTEM or of_group or (role in OFFICE and ward == OWN)
            answer = access.may_read_claim(Actor(7, "", Seat(1, role, ward, firm)), OWN, (OWN, 9))
            assert answer == (None if may else words.NOT_YOURS), (ward, firm)


@pytest.mark.parametrize("ask", [access.may_check, access.may_decide])
def test_the_hub_itself_neither_checks_nor_decides(
    ask: Callable[[Actor, int], Reason | None],
) -> None:
    for role in (Role.WARD_CLERK, Role.WARD_APPROVER, Role.SYSTEM):
        assert ask(Actor(None, "demo", Seat(0, role, OWN)), OWN) == words.NOT_YOURS


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("at", [OWN, OTHER, None], ids=["own", "other", "nowhere"])
def test_money_and_claims_of_a_ward_are_read_by_its_own_staff(role: Role, at: int | None) -> None:
    """Somebody of no ward never reads what belongs to no ward."""
    actor = Actor(7, "", Seat(1, role, at))
    for ward in (OWN, None):
        own = ward is not None and ward == at
        for ask, roles in (
            (access.may_read_ward, OFFICE), (access.may_read_budget, STAFF),
            (access.may_read_returns, STAFF | {Role.ACCOUNTING}),
        ):  # fmt: skip
            may = role is Role.SYSTEM or (role in roles and own)
            assert ask(actor, ward) == (None if may else words.NOT_YOURS), (ask, ward)


@pytest.mark.parametrize("role", Role)
def test_only_the_administrator_of_the_ward_and_the_hub_itself_set_a_programme_up(
    role: Role,
) -> None:
    for at in (OWN, OTHER):
        may = role is Role.SYSTEM or (role is Role.ADMIN and at == OWN)
        answer = access.may_set_up(Actor(7, "", Seat(1, role, at)), OWN)
        assert answer == (None if may else words.NOT_YOURS), at


@pytest.mark.parametrize("role", Role)
def test_a_firm_reads_its_own_claims_and_nobody_reads_those_of_no_firm(role: Role) -> None:
    for seat in (OWN, OTHER, None):
        for firm in (OWN, None):
            own = role in FIRM_ROLES and firm is not None and seat == firm
            answer = access.may_read_firm(Actor(7, "", Seat(1, role, OWN, seat)), firm)
            may = own or role is Role.SYSTEM
            assert answer == (None if may else words.NOT_YOURS), (seat, firm)


def another_leader(office: Office) -> Actor:
    """Somebody who leads another group, with a seat in a member firm of this one."""
    member = office.scene.member
    firm = office.scene.firms[1]
    return Actor(member.person_id, "代表", Seat(9, Role.GROUP_LEADER, office.ward, firm))


def test_the_leader_of_another_group_neither_discards_nor_reports_again(store: Store) -> None:
    office = an_office(store)
    claim_id = claims.a_draft(office)
    with pytest.raises(Forbidden) as refusal:
        claims.press(office, service.discard_claim, another_leader(office), claim_id)
    assert refusal.value.reason == words.NOT_YOURS
    assert claims.firm(office, claim_id).head.state == "draft"


def test_the_leader_of_another_group_answers_no_finding_of_a_report(store: Store) -> None:
    office = an_office(store)
    claim_id = claims.reported(office)
    do(store, service.add_finding, office.clerk, now=NEXT_DAY, claim_id=claim_id,
       sentence="領収書の番号を書いてください。", anchor="line:1")  # fmt: skip
    claims.send_back(office, claim_id, now=NEXT_DAY)
    answers = {row.finding_id: "書きました。" for row in claims.firm(office, claim_id).asked}
    stood = count(store, ClaimDuty)
    with pytest.raises(Forbidden) as refusal:
        claims.press(office, service.resubmit_report, another_leader(office), claim_id,
                     now=NEXT_DAY, answers=answers)  # fmt: skip
    assert refusal.value.reason == words.NOT_YOURS
    assert count(store, ClaimDuty) == stood


def test_a_firm_that_joins_the_group_later_does_not_read_the_claim(store: Store) -> None:
    office = an_office(store)
    claim_id = claims.in_review(office)
    firm_id = a_firm(store, office.ward, "大槗製作所")
    with store.writing() as session:
        held = session.get_one(Claim, claim_id)
        session.add(
            GroupMember(
                group_id=held.group_id, firm_id=firm_id, role=MemberRole.MEMBER, place=99,
                joined_on=japan_date(NEXT_DAY),
            )
        )  # fmt: skip
    newcomer = a_person(store, Role.FIRM_REPRESENTATIVE, firm_id=firm_id, name="大槗 恵")
    with pytest.raises(NotFound):
        claims.firm(office, claim_id, newcomer)


@pytest.mark.parametrize("role", [Role.WARD_APPROVER, Role.ACCOUNTING, Role.AUDITOR])
def test_only_a_clerk_writes_a_finding(store: Store, role: Role) -> None:
    office = an_office(store)
    claim_id = claims.in_review(office)
    somebody = a_person(store, role, ward_id=office.ward, name="岡本 実")
    with pytest.raises(Forbidden) as refusal:
        do(store, service.add_finding, somebody, now=NEXT_DAY, claim_id=claim_id, sentence="内訳")
    assert refusal.value.reason == words.NOT_YOURS
    assert count(store, Finding) == 0


def test_only_whom_the_table_names_ends_a_finding(store: Store) -> None:
    office = an_office(store)
    claims.returned(office)
    finding: Any = rows(store, Finding)[0]
    for actor, action in (
        (office.approver, FindingAction.FIX), (office.leader, FindingAction.WAIVE),
    ):  # fmt: skip
        with store.reading() as session:
            row = session.get(Finding, finding.id)
            assert row is not None
            with pytest.raises(Forbidden):
                findings.advance(Ctx(session, actor, NEXT_DAY), row, action, note="理由")
    assert rows(store, Finding)[0].state is FindingState.OPEN
