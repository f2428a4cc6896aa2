"""From the application to the closed file in the full profile: six people, each on one side."""

from hub.platform.context import Ctx, system_actor
from hub.platform.db import Store
from hub.subsidy import recheck, service
from models.subsidy import BudgetLine, Claim, ClaimDuty, ClaimEvent, IssuedDocument, PaymentStep
from models.vocab.subsidy import ClaimAction, ClaimState, Duty, OrderAction, Profile
from tests.support import claims
from tests.support.claims import ALL_PLEDGES, NEXT_DAY, Office, an_office, press
from tests.support.internship import rows


def differences(office: Office) -> list[recheck.Difference]:
    """What the nightly check finds."""
    with office.store.reading() as session:
        ctx = Ctx(session, system_actor("recheck"), NEXT_DAY)
        return list(recheck.everything(ctx).differences)


def test_a_claim_from_the_application_to_the_closed_file(store: Store) -> None:
    office = an_office(store, profile=Profile.FULL)
    claim_id = claims.a_draft(office)
    press(office, service.submit_claim, office.leader, claim_id, pledged=ALL_PLEDGES)
    press(office, service.accept_claim, office.clerk, claim_id)
    press(office, service.draft_decision, office.clerk, claim_id, doc_no="8大産振第1号")
    press(office, service.decide_grant, office.approver, claim_id)
    press(office, service.prepare_report, office.leader, claim_id)
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    claims.accepted(office, claim_id)
    claims.inspect(office, claim_id)
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY,
          doc_no="8大産振第2号")  # fmt: skip
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY, is_checked=True)
    order = {"order_id": claims.newest_order(office)}
    press(office, service.give_order, office.orderer, claim_id, now=NEXT_DAY, **order)
    press(office, service.examine_order, office.accounting, claim_id, now=NEXT_DAY, **order)
    press(office, service.pay_order, office.accounting, claim_id, now=NEXT_DAY, **order,
          slip_no="支-1", paid_on="令和8年12月29日")  # fmt: skip
    press(office, service.complete, office.clerk, claim_id, now=NEXT_DAY)
    (claim,), (line,) = rows(store, Claim), rows(store, BudgetLine)
    assert (claim.state, claim.granted_yen, claim.fixed_yen, claim.paid_yen) == (
        ClaimState.COMPLETED, 16_000, 16_000, 16_000,
    )  # fmt: skip
    assert (line.available, line.paid, line.allotted) == (5_984_000, 16_000, 6_000_000)
    assert [step.action for step in rows(store, ClaimEvent)] == [
        ClaimAction.SUBMIT, ClaimAction.ACCEPT, ClaimAction.PROPOSE, ClaimAction.GRANT,
        ClaimAction.REPORT, ClaimAction.INSPECT, ClaimAction.PROPOSE_AMOUNT, ClaimAction.DETERMINE,
        ClaimAction.TRANSFER, ClaimAction.COMPLETE,
    ]  # fmt: skip
    assert [step.action for step in rows(store, PaymentStep)] == [
        OrderAction.ORDER, OrderAction.EXAMINE, OrderAction.PAY,
    ]  # fmt: skip
    assert [paper.template for paper in rows(store, IssuedDocument)] == [
        "grant_decision", "inspection", "determination", "payment_order",
    ]  # fmt: skip
    sides = {row.duty: row.person_id for row in rows(store, ClaimDuty)}
    ward = {duty: person for duty, person in sides.items() if duty is not Duty.APPLICANT}
    assert ward == {
        Duty.CLERK: office.clerk.person_id, Duty.APPROVER: office.approver.person_id,
        Duty.INSPECTOR: office.inspector.person_id, Duty.ORDERER: office.orderer.person_id,
        Duty.ACCOUNTING: office.accounting.person_id,
    }  # fmt: skip
    assert differences(office) == []
