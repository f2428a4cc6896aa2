"""Proposal and decision by two persons; the budget and the notice move with the decision."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused
from hub.platform import commands, files, jobs
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.subsidy import reads, service, worker
from models.platform import AuditRow, OutboxRow
from models.subsidy import (
    BudgetLine,
    Claim,
    ClaimDuty,
    ClaimEvent,
    Decision,
    DecisionDraft,
    IssuedDocument,
    IssuedFile,
    PaymentRecord,
)
from models.vocab import Role
from models.vocab.subsidy import ClaimAction, ClaimState, DecisionKind, Duty
from tests.support import pdf
from tests.support.claims import (
    AFTER_PAYMENT,
    NEXT_DAY,
    Office,
    an_office,
    determined,
    firm,
    fixing,
    granted,
    in_review,
    paid,
    press,
    proposed,
    reported,
    returned,
    staff,
)
from tests.support.internship import count, do, rows, see


@pytest.fixture(autouse=True)
def _worker() -> None:
    jobs.register(service.JOB, jobs.Kind(worker.render, worker.lost))
    files.register("issued_document", worker.may_read_notice)


def line(store: Store) -> BudgetLine:
    found: BudgetLine = rows(store, BudgetLine)[0]
    return found


def budget(office: Office) -> reads.BudgetPage:
    page: reads.BudgetPage = see(office.store, reads.budget_page, office.clerk, ward_id=office.ward)
    return page


def test_a_claim_goes_from_the_proposal_to_the_closed_file(store: Store) -> None:
    office = an_office(store)
    claim_id = paid(office)
    press(office, service.complete, office.clerk, claim_id, now=NEXT_DAY)
    claim = rows(store, Claim)[0]
    assert claim.state is ClaimState.COMPLETED
    amounts = (claim.asked_yen, claim.granted_yen, claim.fixed_yen, claim.paid_yen)
    assert amounts == (16_000, 16_000, 16_000, 16_000)
    steps = [event.action for event in rows(store, ClaimEvent)]
    assert steps == [
        ClaimAction.SUBMIT, ClaimAction.ACCEPT, ClaimAction.PROPOSE, ClaimAction.GRANT,
        ClaimAction.REPORT, ClaimAction.PROPOSE_AMOUNT, ClaimAction.DETERMINE, ClaimAction.PAY,
        ClaimAction.COMPLETE,
    ]  # fmt: skip
    assert (line(store).paid, line(store).available) == (16_000, 5_984_000)
    page = budget(office)
    assert page.faults == ()
    assert [row.accounts for row in page.journal if row.reference] != []


def test_the_money_moves_step_by_step_and_the_rest_returns(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    assert line(store).committed == 0
    press(office, service.decide_grant, office.approver, claim_id)
    assert (line(store).available, line(store).committed) == (5_984_000, 16_000)
    press(office, service.prepare_report, office.leader, claim_id)
    travel = firm(office, claim_id).lines[1]
    press(office, service.drop_line, office.leader, claim_id, line_id=travel.line_id)
    fee = firm(office, claim_id).lines[0]
    press(office, service.change_line, office.leader, claim_id, line_id=fee.line_id,
          gross="20,000", invoice_no="7")  # fmt: skip
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    for row in staff(office, claim_id).findings:
        do(store, service.waive_finding, office.clerk, now=NEXT_DAY, claim_id=claim_id,
           finding_id=row.finding_id, why="1時間短くなりました。")  # fmt: skip
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY, doc_no="2")
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    here = line(store)
    assert (here.available, here.committed, here.payable) == (5_987_000, 0, 13_000)
    assert rows(store, Claim)[0].fixed_yen == 13_000
    assert budget(office).faults == ()


def test_the_same_person_never_checks_and_decides(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    person = office.clerk.person_id
    both = Actor(person, "兼務", Seat(9, Role.WARD_APPROVER, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_grant, both, claim_id)
    assert refusal.value.reason.code == "subsidy.side_clerk"
    assert count(store, Decision) == 0
    press(office, service.send_back_decision, office.approver, claim_id, note="根拠を足す")
    approver = Actor(office.approver.person_id, "兼務", Seat(9, Role.WARD_CLERK, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_decision, approver, claim_id, doc_no="9")
    assert refusal.value.reason.code == "subsidy.side_approver"


def test_the_database_refuses_a_second_side(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    with pytest.raises(Exception, match=r"(?i)unique"), store.writing() as session:
        session.add(
            ClaimDuty(claim_id=claim_id, person_id=office.clerk.person_id or 0, duty=Duty.APPROVER,
                      at=AFTER_PAYMENT)
        )  # fmt: skip


def test_an_approver_with_a_seat_in_a_firm_of_the_group_is_refused(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    seat = office.approver.seat
    own = Seat(8, Role.FIRM_TUTOR, office.ward, office.scene.firms[2])
    actor = Actor(office.approver.person_id, "榎本 和惠", seat, others=(own,))
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_grant, actor, claim_id)
    assert refusal.value.reason.code == "subsidy.own_firm"


def test_a_person_of_the_firms_counts_as_applicant_even_after_leaving(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    member = office.scene.member.person_id
    now_approver = Actor(member, "もと社員", Seat(9, Role.WARD_APPROVER, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_grant, now_approver, claim_id)
    assert refusal.value.reason.code == "subsidy.side_applicant"


def test_a_budget_short_by_one_yen_refuses_with_the_exact_remainder(store: Store) -> None:
    office = an_office(store, yen=16_000, partial_award=False)
    claim_id = proposed(office)
    with store.writing() as session:
        here = session.get(BudgetLine, office.budget_line_id)
        assert here is not None
        here.available, here.reserved = 15_999, 1
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_grant, office.approver, claim_id)
    assert refusal.value.reason.code == "subsidy.budget_short"
    assert refusal.value.params["left"].amount == 15_999  # type: ignore[attr-defined]  # an amount
    assert (count(store, Decision), line(store).committed) == (0, 0)
    assert rows(store, Claim)[0].state is ClaimState.DECIDING


def test_part_of_the_amount_is_granted_where_the_programme_allows_it(store: Store) -> None:
    office = an_office(store, yen=12_500)
    claim_id = proposed(office)
    assert staff(office, claim_id).proposal.amount_yen == 12_000  # type: ignore[union-attr]  # it is proposed
    press(office, service.decide_grant, office.approver, claim_id)
    assert (line(store).committed, line(store).available) == (12_000, 500)


def test_an_amount_that_is_another_one_now_goes_back_to_the_clerk(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    with store.writing() as session:
        draft = session.get(DecisionDraft, rows(store, DecisionDraft)[0].id)
        assert draft is not None
        draft.amount_yen = 15_000
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_grant, office.approver, claim_id)
    assert refusal.value.reason.code == "subsidy.amount_moved"


def test_a_refusal_needs_reasons_and_frees_the_visits(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.draft_decision, office.clerk, claim_id, kind=DecisionKind.REFUSAL,
              doc_no="1")  # fmt: skip
    assert refusal.value.problems[0].field == "reason"
    press(office, service.draft_decision, office.clerk, claim_id, kind=DecisionKind.REFUSAL,
          doc_no="1", reason="期間の外の費用です。")  # fmt: skip
    with pytest.raises(Refused) as other:
        press(office, service.decide_grant, office.approver, claim_id)
    assert other.value.reason.code == "subsidy.wrong_proposal"
    press(office, service.decide_refusal, office.approver, claim_id)
    assert firm(office, claim_id).reason == "期間の外の費用です。"
    assert (line(store).committed, line(store).available) == (0, 6_000_000)
    assert in_review(office) != claim_id


def test_giving_back_needs_a_reason_and_the_proposal_ends(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.send_back_decision, office.approver, claim_id)
    assert refusal.value.reason.code == "subsidy.note_needed"
    press(office, service.send_back_decision, office.approver, claim_id, note="単価を確かめる")
    assert (staff(office, claim_id).proposal, rows(store, Claim)[0].state) == (
        None, ClaimState.REVIEW,
    )  # fmt: skip
    assert rows(store, ClaimEvent)[-1].note == "単価を確かめる"


def test_a_document_number_is_used_once_in_a_ward(store: Store) -> None:
    office = an_office(store)
    claim_id = reported(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY,
              doc_no="8大産振第101号")  # fmt: skip
    assert [(p.field, p.reason.code) for p in refusal.value.problems] == [
        ("doc_no", "subsidy.doc_no_taken")
    ]


def test_a_double_click_decides_once(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    version = rows(store, Claim)[0].version
    answers = [
        do(store, service.decide_grant, office.approver, now=AFTER_PAYMENT, once="click",
           claim_id=claim_id, version=version)
        for _click in range(2)
    ]  # fmt: skip
    assert answers[0] == answers[1]
    assert (count(store, Decision), line(store).committed) == (1, 16_000)


def test_the_notice_is_frozen_with_the_decision_and_set_afterwards(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    (notice,) = firm(office, claim_id).notices
    assert (notice.doc_no, notice.amount_yen, notice.file_id) == ("8大産振第101号", 16_000, None)
    (document,) = rows(store, IssuedDocument)
    assert document.frozen["day"] == "令和8年12月28日"
    assert document.frozen["amount"] == 16_000
    jobs.do_now(store, 1)
    (notice,) = firm(office, claim_id).notices
    assert notice.file_id is not None
    assert notice.size_bytes > 1000
    facts = commands.look(store, files.file_facts, actor=office.scene.member, now=NEXT_DAY,
                          file_id=notice.file_id)  # fmt: skip
    said = pdf.joined(files.body_of(store, facts.stored))
    for words in ("8大産振第101号", "令和8年12月28日", "16,000円", "髙﨑精密", "C-2026-0001",
                  "審査請求", "要確認"):  # fmt: skip
        assert words in said, words


def test_only_the_firms_and_the_ward_may_take_the_notice(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    jobs.do_now(store, 1)
    file_id = firm(office, claim_id).notices[0].file_id
    for actor in (office.leader, office.scene.member, office.clerk, office.approver):
        do(store, files.open_file, actor, now=NEXT_DAY, file_id=file_id)
    for actor in (office.scene.outsider, office.scene.expert, office.scene.other_coordinator):
        with pytest.raises((Forbidden, NotFound)):
            do(store, files.open_file, actor, now=NEXT_DAY, file_id=file_id)


def test_setting_the_paper_twice_keeps_the_first_one(store: Store) -> None:
    office = an_office(store)
    granted(office)
    worker.render(store, 1)
    first = rows(store, IssuedFile)
    worker.render(store, 1)
    assert rows(store, IssuedFile) == first
    asked = do(store, service.retry_notice, office.clerk, now=NEXT_DAY, document_id=1)
    assert asked.job_id == 0, "the paper is there"


def test_a_paper_that_could_not_be_set_can_be_asked_for_again(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    worker.lost(store, 1)
    asked = do(store, service.retry_notice, office.clerk, now=NEXT_DAY, document_id=1)
    jobs.do_now(store, asked.job_id)
    assert firm(office, claim_id).notices[0].file_id is not None


def test_a_sign_that_cannot_be_printed_is_refused_at_its_field(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.draft_decision, office.clerk, claim_id, doc_no="第1号\U0001f600")
    (problem,) = refusal.value.problems
    assert (problem.field, problem.reason.code) == ("doc_no", "subsidy.missing_glyph_doc_no")
    assert problem.params == {"character": "\U0001f600"}


def test_a_late_report_needs_its_reason(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    press(office, service.prepare_report, office.leader, claim_id)
    assert str(firm(office, claim_id).head.report_due) == "2027-01-27"
    late = datetime(2027, 1, 28, 1, 0, tzinfo=UTC)
    with pytest.raises(Invalid) as refusal:
        press(office, service.report, office.leader, claim_id, now=late)
    assert refusal.value.problems[0].field == "late_reason"
    press(office, service.report, office.leader, claim_id, now=late, late_reason="入院のため")
    assert staff(office, claim_id).late_reason == "入院のため"


def test_a_payment_is_recorded_once_with_slip_and_day(store: Store) -> None:
    office = an_office(store)
    claim_id = determined(office)
    for typed in ("2026-12-30", "2026-12-28", "きのう"):
        with pytest.raises(Invalid) as refusal:
            press(office, service.record_payment, office.clerk, claim_id, now=NEXT_DAY,
                  slip_no="S-1", paid_on=typed)  # fmt: skip
        assert refusal.value.problems[0].field == "paid_on"
    press(office, service.record_payment, office.clerk, claim_id, now=NEXT_DAY, slip_no="S-1",
          paid_on="令和8年12月29日")  # fmt: skip
    (row,) = rows(store, PaymentRecord)
    assert (row.amount_yen, row.paid_on) == (16_000, date(2026, 12, 29))
    assert firm(office, claim_id).payment == reads.Payment(date(2026, 12, 29), 16_000)


def test_every_step_is_told_to_whom_it_concerns_and_recorded(store: Store) -> None:
    office = an_office(store)
    determined(office)
    told = {(row.kind, row.person_id) for row in rows(store, OutboxRow)}
    leader, clerk = office.leader.person_id, office.clerk.person_id
    approver = office.approver.person_id
    assert {
        ("subsidy:submit", clerk), ("subsidy:accept", leader), ("subsidy:propose", approver),
        ("subsidy:grant", leader), ("subsidy:report", clerk), ("subsidy:determine", leader),
    } <= told  # fmt: skip
    recorded = {row.command for row in rows(store, AuditRow) if row.record == "claim"}
    assert {"subsidy:claim:submit", "subsidy:decision:grant", "subsidy:determination:decide"} <= (
        recorded
    )


def test_the_decision_page_shows_amount_budget_and_what_was_accepted(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    kept = do(store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
              sentence="請求書は1枚、納品は2回です。")  # fmt: skip
    do(store, service.waive_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       finding_id=kept.finding_id, why="合計が請求と同じでした。")  # fmt: skip
    press(office, service.draft_decision, office.clerk, claim_id, doc_no="1")
    page: reads.DecidePage = see(store, reads.decide_page, office.approver, claim_id=claim_id)
    assert (page.before_yen, page.change_yen, page.after_yen) == (6_000_000, -16_000, 5_984_000)
    assert [row.waived_why for row in page.waived] == ["合計が請求と同じでした。"]
    assert (page.place, page.of, page.visits, page.firms) == (1, 1, 1, 3)
    assert page.claim.actions == (ClaimAction.SEND_BACK, ClaimAction.GRANT)
    own: reads.DecidePage = see(store, reads.decide_page, office.clerk, claim_id=claim_id)
    assert own.claim.actions == ()


def test_the_wrong_role_decides_nothing(store: Store) -> None:
    office = an_office(store)
    claim_id = fixing(office)
    for actor in (office.other_clerk, office.leader, office.accounting):
        with pytest.raises(Forbidden):
            press(office, service.determine, actor, claim_id, now=NEXT_DAY)
    assert rows(store, Claim)[0].state is ClaimState.FIXING


def test_nothing_is_left_of_a_returned_claim_for_the_approver(store: Store) -> None:
    office = an_office(store)
    claim_id = returned(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_grant, office.approver, claim_id)
    assert refusal.value.reason.code == "states.not_allowed"


def test_papers_lie_in_the_data_folder_only(store: Store, tmp_path: Path) -> None:
    office = an_office(store)
    granted(office)
    jobs.do_now(store, 1)
    assert [file.suffix for file in (tmp_path / "files").rglob("*") if file.is_file()] == [""]
