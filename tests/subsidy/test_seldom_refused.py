"""Refusals that people seldom meet: each guard of the room refuses in at least one test."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from hub.kernel.errors import Invalid, NotFound, Refused
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.subsidy import advance, reads, service
from models.subsidy import Claim, ClaimDuty, ClaimLine, ClaimSource, DecisionDraft, PaymentOrder
from models.vocab.subsidy import (
    ClaimAction,
    ClaimState,
    DecisionKind,
    Duty,
    OrderState,
    Profile,
    Stage,
)
from tests.support import claims
from tests.support.claims import (
    AFTER_PAYMENT,
    ALL_PLEDGES,
    CANCELLED_AT,
    NEXT_DAY,
    Office,
    an_office,
    press,
)
from tests.support.internship import do, rows, see


@pytest.fixture
def office(store: Store) -> Office:
    """A programme that pays half of the grant in advance."""
    return an_office(store, advance=[1, 2])


def fields(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    """Fields and codes of what is wrong."""
    return [(problem.field, problem.reason.code) for problem in refusal.value.problems]


def test_what_is_no_amount_is_refused_at_its_field(office: Office) -> None:
    claim_id = claims.a_draft(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.submit_claim, office.leader, claim_id, pledged=ALL_PLEDGES,
              asked="たくさん")  # fmt: skip
    assert fields(refusal) == [("asked", "subsidy.not_an_amount")]
    with pytest.raises(Invalid) as refusal:
        press(office, service.change_line, office.leader, claim_id, line_id=1, gross="-1",
              invoice_no="")  # fmt: skip
    assert fields(refusal) == [("gross", "subsidy.not_an_amount")]


def test_no_report_without_costs_and_no_advance_once_it_is_begun(office: Office) -> None:
    claim_id = claims.granted(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    assert refusal.value.reason.code == "subsidy.no_lines"
    press(office, service.prepare_report, office.leader, claim_id, now=NEXT_DAY)
    with pytest.raises(Refused) as refusal:
        press(office, service.request_advance, office.leader, claim_id, now=NEXT_DAY,
              amount="1,000円", reason="材料を先に買います。")  # fmt: skip
    assert refusal.value.reason.code == "subsidy.report_begun"


def test_an_answer_to_a_change_has_its_number_and_a_refusal_its_reason(office: Office) -> None:
    claim_id = claims.changing(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, doc_no="",
              kind=DecisionKind.CHANGE_REFUSAL)  # fmt: skip
    assert fields(refusal) == [("doc_no", "input.required"), ("reason", "subsidy.note_needed")]


@pytest.mark.parametrize(
    ("stage", "decide"),
    [(claims.change_proposed, service.decide_change), (claims.fixing, service.determine)],
    ids=["change", "final amount"],
)
def test_an_amount_that_is_another_one_now_is_not_decided(
    office: Office, stage: claims.Stage, decide: Callable[..., Any]
) -> None:
    claim_id = stage(office)
    with office.store.writing() as session:
        draft = session.get_one(DecisionDraft, rows(office.store, DecisionDraft)[-1].id)
        draft.amount_yen -= 1_000
    before = rows(office.store, Claim)[0]
    with pytest.raises(Refused) as refusal:
        press(office, decide, office.approver, claim_id, now=NEXT_DAY)
    assert refusal.value.reason.code == "subsidy.amount_moved"
    assert rows(office.store, Claim)[0] == before


def test_where_nothing_was_paid_nothing_comes_back(office: Office) -> None:
    """Costs of less than one unit: 0 yen are fixed, and the claim is paid without a payment."""
    claim_id = claims.granted(office)
    press(office, service.prepare_report, office.leader, claim_id, now=NEXT_DAY)
    for line in rows(office.store, ClaimLine):
        if line.stage is not Stage.ACTUAL:
            continue
        press(office, service.change_line, office.leader, claim_id, now=NEXT_DAY,
              line_id=line.id, gross="1", invoice_no="")  # fmt: skip
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    claims.accepted(office, claim_id)
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY, doc_no="2")
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    assert (rows(office.store, Claim)[0].state, rows(office.store, Claim)[0].fixed_yen) == (
        ClaimState.PAID, 0,
    )  # fmt: skip
    with pytest.raises(Refused) as refusal:
        press(office, service.payment_came_back, office.clerk, claim_id, now=CANCELLED_AT,
              came_back_on="2027-01-05", note="口座の名義が違いました。")  # fmt: skip
    assert refusal.value.reason.code == "subsidy.nothing_paid"
    with pytest.raises(NotFound):
        see(office.store, reads.return_page, office.accounting, claim_id=claim_id)


def test_the_writer_of_states_knows_the_profile_too(office: Office) -> None:
    """Whichever act calls it: a claim of the light profile is not inspected."""
    claim_id = claims.reported(office)
    with office.store.writing() as session:
        ctx = Ctx(session, office.inspector, NEXT_DAY)
        claim = session.get_one(Claim, claim_id)
        with pytest.raises(Refused) as refusal:
            advance.advance(ctx, claim, ClaimAction.INSPECT)
    assert refusal.value.reason.code == "states.not_allowed"
    assert rows(office.store, Claim)[0].state is ClaimState.REPORT_REVIEW


def live(office: Office) -> int:
    """Records that the claim holds, of each firm."""
    return sum(row.is_live for row in rows(office.store, ClaimSource))


def test_a_visit_that_falls_out_of_a_corrected_claim_is_free_for_another(office: Office) -> None:
    claim_id = claims.in_review(office)
    do(office.store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       sentence="交通費を外してください。", anchor="line:2")  # fmt: skip
    claims.send_back(office, claim_id)
    assert live(office) == 2 * 3
    press(office, service.drop_line, office.leader, claim_id, line_id=2)
    claims.answered(office, claim_id)
    assert live(office) == 3


def test_a_visit_that_falls_out_of_a_changed_plan_is_free_for_another(office: Office) -> None:
    claim_id = claims.change_proposed(office, amounts={2: "0"})
    assert live(office) == 2 * 3
    press(office, service.decide_change, office.approver, claim_id, now=NEXT_DAY)
    assert live(office) == 3


def stand(office: Office, who: Actor, side: Duty) -> None:
    """Put a person on a side of the claim by hand."""
    with office.store.writing() as session:
        mine = sa.delete(ClaimDuty).where(sa.column("person_id") == who.person_id)
        session.connection().execute(mine)
        session.add(ClaimDuty(claim_id=1, person_id=who.person_id or 0, duty=side, at=NEXT_DAY))


def test_on_the_long_way_too_a_person_stands_on_one_side(store: Store) -> None:
    office = an_office(store, profile=Profile.FULL)
    claim_id = claims.inspected(office)
    stand(office, office.other_clerk, Duty.ACCOUNTING)
    with pytest.raises(Refused) as refusal:
        press(office, service.reinspect, office.other_clerk, claim_id, now=NEXT_DAY, note="日付")
    assert refusal.value.reason.code == "subsidy.side_accounting"
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY, doc_no="2")
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    stand(office, office.leader, Duty.INSPECTOR)
    with pytest.raises(Refused) as refusal:
        press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY,
              is_checked=True)  # fmt: skip
    assert refusal.value.reason.code == "subsidy.side_inspector"


def test_while_a_second_advance_is_under_way_the_first_does_not_come_back(office: Office) -> None:
    claim_id = claims.advanced(office, 4_000)
    claims.advance_asked(office, 1_000, lambda _office: claim_id)
    with pytest.raises(Refused) as refusal:
        press(office, service.order_came_back, office.accounting, claim_id, now=NEXT_DAY,
              order_id=1, note="解約された口座です。")  # fmt: skip
    assert refusal.value.reason.code == "subsidy.advance_under_way"


def test_an_advance_comes_back_only_before_the_report(office: Office) -> None:
    claim_id = claims.advanced(office)
    press(office, service.prepare_report, office.leader, claim_id, now=NEXT_DAY)
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    with pytest.raises(Refused) as refusal:
        press(office, service.order_came_back, office.accounting, claim_id, now=NEXT_DAY,
              order_id=1, note="解約された口座です。")  # fmt: skip
    assert refusal.value.reason.code == "states.not_allowed"
    assert rows(office.store, PaymentOrder)[0].state is OrderState.PAID
