"""Cancelled grants: the decision, the order to pay back, what comes in, to the yen and the day."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from hub.kernel.errors import Forbidden, HubError, Invalid, Refused
from hub.platform import commands, files, jobs
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store
from hub.subsidy import reads, service, words, worker
from hub.subsidy.recheck import everything
from models.platform import OutboxRow
from models.subsidy import (
    BudgetLine,
    Claim,
    ClaimEvent,
    IssuedDocument,
    PaymentRecord,
    ReturnOrder,
    ReturnReceipt,
)
from models.vocab import Role
from models.vocab.subsidy import CancelCause, ClaimAction, ClaimState
from pages.home.parts import clerk as clerk_home
from tests.support import claims, pdf
from tests.support.claims import CANCELLED_AT, NEXT_DAY, Office, an_office, press
from tests.support.internship import SYSTEM, count, rows

DUE = date(2027, 2, 9)


@pytest.fixture(autouse=True)
def _worker() -> None:
    jobs.register(service.JOB, jobs.Kind(worker.render, worker.lost))
    files.register("issued_document", worker.may_read_notice)


@pytest.fixture
def office(store: Store) -> Office:
    return an_office(store)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)


def receive(office: Office, claim_id: int, day: date, yen: int, number: str = "領1") -> None:
    press(office, service.receive_return, office.accounting, claim_id, now=at(day),
          receipt_no=number, received_on=day.isoformat(), amount=f"{yen:,}円")  # fmt: skip


def claim(office: Office) -> Claim:
    found: Claim = rows(office.store, Claim)[0]
    return found


def money(office: Office) -> dict[str, int]:
    line: BudgetLine = rows(office.store, BudgetLine)[0]
    names = ("committed", "payable", "paid", "recoverable", "recovered")
    found = {name: getattr(line, name) for name in names if getattr(line, name)}
    return found | {"available": line.available}


def differences(office: Office) -> list[str]:
    with office.store.reading() as session:
        return [str(row) for row in everything(Ctx(session, SYSTEM, NEXT_DAY)).differences]


def refused(refusal: HubError) -> list[tuple[str, str]]:
    assert isinstance(refusal, Invalid)
    return [(problem.field, problem.reason.code) for problem in refusal.problems]


def test_a_paid_grant_is_cancelled_ordered_back_and_received_to_the_yen(office: Office) -> None:
    """16,000 yen held for 43 days, both ends counted, cost 206 yen of additional charge (F6)."""
    claim_id = claims.cancelled(office)
    assert (claim(office).state, claim(office).granted_yen) == (ClaimState.RETURNING, 0)
    assert money(office) == {"recoverable": 16_000, "available": 5_984_000}
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="2")
    assert (claim(office).return_due, rows(office.store, ReturnOrder)[0].due_on) == (DUE, DUE)
    assert differences(office) == []
    receive(office, claim_id, DUE, 16_206)
    (row,) = rows(office.store, ReturnReceipt)
    assert (row.principal_yen, row.additional_yen, row.late_yen) == (16_000, 206, 0)
    now = claim(office)
    assert (now.state, now.paid_yen, now.fixed_yen) == (ClaimState.REPAID, 0, 0)
    assert now.return_due is None
    assert money(office) == {"available": 6_000_000}
    assert differences(office) == []
    press(office, service.complete, office.clerk, claim_id, now=at(DUE))
    assert claim(office).state is ClaimState.COMPLETED
    assert differences(office) == []


def test_a_yen_too_much_is_refused_with_the_exact_sum_and_nothing_is_written(
    office: Office,
) -> None:
    claim_id = claims.ordered(office)
    with pytest.raises(Invalid) as refusal:
        receive(office, claim_id, DUE, 16_207)
    assert refused(refusal.value) == [("amount", "subsidy.returned_too_much")]
    assert refusal.value.problems[0].params["most"].amount == 16_206  # type: ignore[attr-defined]  # an amount
    assert count(office.store, ReturnReceipt) == 0
    assert money(office)["recoverable"] == 16_000


def test_parts_reduce_the_principal_first_and_the_charges_come_last(office: Office) -> None:
    """10,000 after 33 days, 6,000 more after 43: 16,000 × 33 and 6,000 × 10 days, 176 yen."""
    claim_id = claims.ordered(office)
    receive(office, claim_id, date(2027, 1, 30), 10_000, "1")
    assert claim(office).state is ClaimState.RETURNING
    assert money(office)["recoverable"] == 6_000
    assert differences(office) == []
    receive(office, claim_id, DUE, 6_000, "2")
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.RETURNING, 0)
    assert differences(office) == []
    receive(office, claim_id, DUE, 100, "3")
    with pytest.raises(Invalid) as refusal:
        receive(office, claim_id, DUE, 77, "4")
    assert refusal.value.problems[0].params["most"].amount == 76  # type: ignore[attr-defined]  # an amount
    receive(office, claim_id, DUE, 76, "4")
    assert claim(office).state is ClaimState.REPAID
    assert sum(row.additional_yen for row in rows(office.store, ReturnReceipt)) == 176
    assert differences(office) == []


def test_money_that_comes_late_also_costs_the_late_charge_from_the_next_day(
    office: Office,
) -> None:
    """94 days of additional charge (451 yen), 51 days after the due date (244 yen, F7)."""
    claim_id = claims.ordered(office)
    receive(office, claim_id, date(2027, 4, 1), 16_695)
    (row,) = rows(office.store, ReturnReceipt)
    assert (row.additional_yen, row.late_yen) == (451, 244)
    assert claim(office).state is ClaimState.REPAID


def test_a_charge_below_the_least_is_not_collected(office: Office) -> None:
    """20 days after the payment on 29 December the charge is 96 yen: nothing is taken."""
    claim_id = claims.paid(office)
    early = datetime(2027, 1, 10, 1, 0, tzinfo=UTC)
    press(office, service.draft_cancellation, office.clerk, claim_id, now=early, doc_no="1",
          cause=CancelCause.FALSE_CLAIM, hearing="聞きました。",
          reason="いつわりでした。")  # fmt: skip
    press(office, service.decide_cancellation, office.approver, claim_id, now=early)
    press(office, service.order_return, office.approver, claim_id, now=early, doc_no="2")
    receive(office, claim_id, date(2027, 1, 17), 16_000)
    assert claim(office).state is ClaimState.REPAID


def test_nobodys_fault_costs_no_additional_charge(office: Office) -> None:
    claim_id = claims.ordered(office, cause=CancelCause.NO_FAULT)
    receive(office, claim_id, DUE, 16_000)
    assert claim(office).state is ClaimState.REPAID
    assert differences(office) == []


def test_money_of_a_closed_year_is_recovered_and_not_used_again(office: Office) -> None:
    claim_id = claims.ordered(office, cause=CancelCause.NO_FAULT)
    receive(office, claim_id, date(2027, 5, 31), 10_000, "1")
    assert money(office) == {"recoverable": 6_000, "available": 5_994_000}
    receive(office, claim_id, date(2027, 6, 1), 6_000, "2")
    assert money(office) == {"recovered": 6_000, "available": 5_994_000}
    assert claim(office).state is ClaimState.RETURNING, "the late charge is still due"
    assert differences(office) == []


def test_a_part_is_cancelled_and_the_rest_stays_paid(office: Office) -> None:
    claim_id = claims.cancelled(office, amount="４，０００円")
    now = claim(office)
    assert (now.granted_yen, now.fixed_yen, now.paid_yen) == (12_000, 12_000, 16_000)
    assert money(office) == {"paid": 12_000, "recoverable": 4_000, "available": 5_984_000}
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="2")
    receive(office, claim_id, DUE, 4_000)
    now = claim(office)
    assert (now.state, now.paid_yen) == (ClaimState.REPAID, 12_000)
    assert differences(office) == []
    again = claims.cancelling(office, lambda _office: claim_id, doc_no="3")
    press(office, service.decide_cancellation, office.approver, again, now=at(DUE))
    press(office, service.order_return, office.approver, again, now=at(DUE), doc_no="4")
    assert [row.principal_yen for row in rows(office.store, ReturnOrder)] == [4_000, 12_000]
    assert differences(office) == []


@pytest.mark.parametrize(
    ("stage", "held"),
    [
        pytest.param(claims.granted, "committed", id="granted"),
        pytest.param(claims.reported, "committed", id="reported"),
        pytest.param(claims.determined, "payable", id="determined"),
    ],
)
def test_what_is_not_paid_is_free_again_and_a_part_goes_on_where_it_was(
    office: Office, stage: claims.Stage, held: str
) -> None:
    claim_id = stage(office)
    before, since = claim(office).state, claim(office).entered_at
    claims.cancelling(office, lambda _office: claim_id, amount="1,000")
    assert claim(office).state is ClaimState.CANCELLING
    assert differences(office) == []
    press(office, service.decide_cancellation, office.approver, claim_id, now=CANCELLED_AT)
    assert (claim(office).state, claim(office).entered_at) == (before, since)
    assert money(office) == {held: 15_000, "available": 5_985_000}
    assert differences(office) == []
    claims.cancelled(office, lambda _office: claim_id, doc_no="9")
    assert claim(office).state is ClaimState.CANCELLED
    assert money(office) == {"available": 6_000_000}
    assert differences(office) == []


def test_a_reduced_grant_is_the_most_that_is_fixed_and_paid(office: Office) -> None:
    claim_id = claims.reported(office)
    claims.cancelled(office, lambda _office: claim_id, amount="1,000")
    press(office, service.draft_determination, office.clerk, claim_id, now=CANCELLED_AT, doc_no="5")
    press(office, service.determine, office.approver, claim_id, now=CANCELLED_AT)
    assert claim(office).fixed_yen == 15_000
    assert differences(office) == []


def test_a_proposal_that_is_given_back_leaves_the_claim_as_it_was(office: Office) -> None:
    claim_id = claims.determined(office)
    since = claim(office).entered_at
    claims.cancelling(office, lambda _office: claim_id)
    press(office, service.send_back_decision, office.approver, claim_id, now=CANCELLED_AT,
          note="聞いた日を確かめてください。")  # fmt: skip
    assert (claim(office).state, claim(office).entered_at) == (ClaimState.DETERMINED, since)
    assert money(office) == {"payable": 16_000, "available": 5_984_000}
    assert differences(office) == []


def test_cancelling_needs_a_hearing_a_reason_and_no_more_than_there_is(office: Office) -> None:
    claim_id = claims.paid(office)
    with pytest.raises(Invalid) as refusal:
        claims.cancelling(
            office, lambda _office: claim_id, doc_no=" ", hearing="", reason="", amount="16,001"
        )
    assert refused(refusal.value) == [
        ("doc_no", "input.required"),
        ("hearing", "subsidy.hearing_needed"),
        ("reason", "subsidy.note_needed"),
        ("amount", "subsidy.cancel_too_much"),
    ]
    with pytest.raises(Invalid) as refusal:
        claims.cancelling(office, lambda _office: claim_id, amount="-5")
    assert refused(refusal.value) == [("amount", "subsidy.not_an_amount")]
    with pytest.raises(Invalid) as refusal:
        claims.cancelling(office, lambda _office: claim_id, doc_no="8大産振第101号")
    assert refused(refusal.value) == [("doc_no", "subsidy.doc_no_taken")]


def test_nothing_is_left_to_cancel_after_an_amount_of_zero(office: Office) -> None:
    claim_id = claims.cancelled(office)
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="2")
    receive(office, claim_id, DUE, 16_206)
    with pytest.raises(Refused) as refusal:
        claims.cancelling(office, lambda _office: claim_id, doc_no="3")
    assert refusal.value.reason.code == "subsidy.nothing_to_cancel"


def test_an_order_is_issued_once_and_before_any_money_is_taken(office: Office) -> None:
    claim_id = claims.cancelled(office)
    with pytest.raises(Refused) as refusal:
        receive(office, claim_id, date(2027, 1, 21), 16_000)
    assert refusal.value.reason.code == "subsidy.not_ordered"
    with pytest.raises(Invalid) as taken:
        press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT,
              doc_no="8大産振第201号")  # fmt: skip
    assert refused(taken.value) == [("doc_no", "subsidy.doc_no_taken")]
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="2")
    with pytest.raises(Refused) as refusal:
        press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="3")
    assert refusal.value.reason.code == "subsidy.ordered_already"


def test_a_receipt_needs_a_day_that_can_be_and_a_number_of_its_own(office: Office) -> None:
    claim_id = claims.ordered(office)
    for typed, code in (
        ("2027-01-19", "subsidy.came_too_early"),
        ("2027-02-10", "subsidy.came_in_future"),
        ("きのう", "subsidy.not_a_day"),
    ):
        with pytest.raises(Invalid) as refusal:
            press(office, service.receive_return, office.accounting, claim_id, now=at(DUE),
                  receipt_no="1", received_on=typed, amount="1.5")  # fmt: skip
        assert refused(refusal.value) == [
            ("received_on", code), ("amount", "subsidy.not_an_amount"),
        ]  # fmt: skip
    receive(office, claim_id, date(2027, 1, 30), 1_000, "1")
    with pytest.raises(Invalid) as refusal:
        receive(office, claim_id, date(2027, 1, 30), 1_000, "1")
    assert refused(refusal.value) == [("receipt_no", "subsidy.receipt_no_taken")]
    with pytest.raises(Invalid) as refusal:
        receive(office, claim_id, date(2027, 1, 29), 1_000, "2")
    assert refused(refusal.value) == [("received_on", "subsidy.came_too_early")]


def test_who_proposed_does_not_decide_and_who_decided_does_not_order_or_receive(
    office: Office,
) -> None:
    claim_id = claims.cancelling(office)
    clerk, approver = office.clerk.person_id, office.approver.person_id
    both = Actor(clerk, "兼務", Seat(9, Role.WARD_APPROVER, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_cancellation, both, claim_id, now=CANCELLED_AT)
    assert refusal.value.reason.code == "subsidy.side_clerk"
    press(office, service.decide_cancellation, office.approver, claim_id, now=CANCELLED_AT)
    both = Actor(clerk, "兼務", Seat(9, Role.WARD_APPROVER, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.order_return, both, claim_id, now=CANCELLED_AT, doc_no="2")
    assert refusal.value.reason.code == "subsidy.side_clerk"
    with pytest.raises(Forbidden):
        press(office, service.order_return, office.clerk, claim_id, now=CANCELLED_AT, doc_no="2")
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="2")
    for person, side in ((clerk, "clerk"), (approver, "approver")):
        both = Actor(person, "兼務", Seat(9, Role.ACCOUNTING, office.ward))
        with pytest.raises(Refused) as refusal:
            press(office, service.receive_return, both, claim_id, now=at(DUE), receipt_no="1",
                  received_on=DUE.isoformat(), amount="1")  # fmt: skip
        assert refusal.value.reason.code == f"subsidy.side_{side}"
    with pytest.raises(Forbidden):
        press(office, service.receive_return, office.other_clerk, claim_id, now=at(DUE),
              receipt_no="1", received_on=DUE.isoformat(), amount="1")  # fmt: skip


def test_the_papers_say_what_is_cancelled_and_what_is_paid_on_the_last_day(
    office: Office,
) -> None:
    claims.ordered(office)
    documents = rows(office.store, IssuedDocument)
    said = []
    for number, document in enumerate(documents[-2:], start=len(documents) - 1):
        jobs.do_now(office.store, number)
        notice = claims.firm(office, document.claim_id).notices[number - 1]
        facts = _file(office, notice.file_id or 0)
        said.append(pdf.joined(files.body_of(office.store, facts)))
    for text in ("取消通知書", "16,000円", "決まった目的に使っていません。", "1月15日"):
        assert text in said[0], text
    for text in ("返還命令書", "令和9年2月9日", "16,206円", "206円", "10.95", "8大産振第201号"):
        assert text in said[1], text


def _file(office: Office, file_id: int) -> files.Stored:
    facts = commands.look(office.store, files.file_facts, actor=office.leader, now=CANCELLED_AT,
                          file_id=file_id)  # fmt: skip
    stored: files.Stored = facts.stored
    return stored


def test_the_firm_reads_what_it_pays_until_when_and_why(office: Office) -> None:
    claim_id = claims.ordered(office)
    receive(office, claim_id, date(2027, 1, 30), 10_000)
    seen = look(office, reads.firm_claim, office.leader, DUE, claim_id=claim_id).returning
    assert (seen.due_on, seen.cause) == (DUE, words.CAUSE_LABELS[CancelCause.OTHER_USE])
    assert seen.reason == "決まった目的に使っていません。"
    today = (seen.today_principal_yen, seen.today_additional_yen, seen.today_late_yen)
    assert (*today, seen.today_yen) == (6_000, 176, 0, 6_176)
    assert [row.total_yen for row in seen.receipts] == [10_000]
    firm_id = office.leader.seat.firm_id
    (row,) = look(office, reads.my_claims, office.leader, DUE, firm_id=firm_id).rows
    assert row.can_act, "it leads the list of the firm"
    (due,) = look(office, reads.returns, office.accounting, DUE, ward_id=office.ward)
    assert due.returning.today_yen == 6_176
    page = look(office, reads.return_page, office.accounting, DUE, claim_id=claim_id)
    assert (page.can_receive, page.hindrance) == (True, "")
    page = look(office, reads.return_page, office.clerk, DUE, claim_id=claim_id)
    assert page.can_receive is False


def test_the_approver_sees_what_the_cancellation_does_to_the_budget(office: Office) -> None:
    claim_id = claims.cancelling(office)
    page = look(office, reads.decide_page, office.approver, DUE, claim_id=claim_id)
    assert (page.change_yen, page.claim.proposal.hearing) == (0, "1月15日に代表者から聞きました。")
    assert page.claim.actions == (ClaimAction.SEND_BACK_CANCEL, ClaimAction.CANCEL)
    press(
        office, service.send_back_decision, office.approver, claim_id, now=CANCELLED_AT, note="確認"
    )
    claims.cancelling(office, lambda _office: claim_id, amount="1,000", doc_no="8")
    page = look(office, reads.decide_page, office.approver, DUE, claim_id=claim_id)
    assert page.claim.actions == (ClaimAction.SEND_BACK_CANCEL, ClaimAction.CANCEL_PART)


def look(office: Office, read: Any, actor: Actor, day: date, **raw: Any) -> Any:  # noqa: ANN401  any read
    return commands.look(office.store, read, actor=actor, now=at(day), **raw)


def test_every_step_is_told_and_the_firms_are_reminded_once_a_day(office: Office) -> None:
    claim_id = claims.ordered(office)
    press(office, service.remind_applicant, office.clerk, claim_id, now=at(DUE))
    with pytest.raises(Refused):
        press(office, service.remind_applicant, office.clerk, claim_id, now=at(DUE))
    receive(office, claim_id, DUE, 16_206)
    told = {(row.kind, row.person_id) for row in rows(office.store, OutboxRow)}
    leader = office.leader.person_id
    assert {
        ("subsidy:propose_cancel", office.approver.person_id), ("subsidy:cancel", leader),
        ("subsidy:cancel", office.approver.person_id), ("subsidy:order_return", leader),
        ("subsidy:order_return", office.accounting.person_id), ("subsidy:remind-1", leader),
        ("subsidy:receive", leader), ("subsidy:cancel", office.clerk.person_id),
    } <= told  # fmt: skip


def test_a_payment_that_the_bank_gives_back_is_paid_anew(office: Office) -> None:
    claim_id = claims.paid(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.payment_came_back, office.clerk, claim_id, now=CANCELLED_AT,
              came_back_on="2026-12-28")  # fmt: skip
    assert refused(refusal.value) == [
        ("came_back_on", "subsidy.came_too_early"), ("note", "subsidy.note_needed"),
    ]  # fmt: skip
    press(office, service.payment_came_back, office.clerk, claim_id, now=CANCELLED_AT,
          came_back_on="2027-01-05", note="口座の名義が違いました。")  # fmt: skip
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.DETERMINED, None)
    assert money(office) == {"payable": 16_000, "available": 5_984_000}
    assert claims.firm(office, claim_id).payment is None
    assert differences(office) == []
    press(office, service.record_payment, office.clerk, claim_id, now=CANCELLED_AT, slip_no="S-2",
          paid_on="2027-01-20")  # fmt: skip
    assert [row.number for row in rows(office.store, PaymentRecord)] == [1, 2]
    assert money(office) == {"paid": 16_000, "available": 5_984_000}
    assert [row.action for row in rows(office.store, ClaimEvent)][-3:] == [
        ClaimAction.PAY, ClaimAction.COME_BACK, ClaimAction.PAY,
    ]  # fmt: skip
    assert differences(office) == []


def test_the_home_of_a_clerk_lists_by_due_date_whoever_has_the_next_step(office: Office) -> None:
    claims.granted(office)
    (row,) = look(office, reads.inbox, office.clerk, DUE, ward_id=office.ward).rows
    assert row.head.due is not None
    late, soon = (
        replace(row, head=replace(row.head, due=replace(row.head.due, days_left=days)))
        for days in (9, 2)
    )
    never = replace(row, head=replace(row.head, due=None))
    assert clerk_home.by_due([never, late, soon]) == [soon, late, never]
