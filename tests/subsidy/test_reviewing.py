"""The clerk's side: receive, check, return once with everything, wait for money, remind."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.kernel.errors import Forbidden, NotFound, Refused
from hub.platform import commands
from hub.platform.db import Store
from hub.subsidy import reads, service
from hub.subsidy.reads import Tab
from models.platform import OutboxRow
from models.subsidy import Claim, Finding
from models.vocab.subsidy import (
    Check,
    ClaimAction,
    ClaimState,
    FindingLevel,
    FindingState,
)
from tests.support.claims import (
    AFTER_PAYMENT,
    Office,
    a_draft,
    an_office,
    answered,
    firm,
    in_review,
    press,
    reported,
    returned,
    send_back,
    staff,
    submitted,
)
from tests.support.internship import count, do, rows, see

EVENING: datetime = datetime(2027, 1, 20, 8, 0, tzinfo=UTC)
BEFORE_MIDNIGHT: datetime = datetime(2027, 1, 20, 14, 59, tzinfo=UTC)
AFTER_MIDNIGHT: datetime = datetime(2027, 1, 20, 15, 0, tzinfo=UTC)


def found(store: Store) -> list[tuple[Check, str, FindingState]]:
    return [(row.rule, row.anchor, row.state) for row in rows(store, Finding)]


def inbox(office: Office) -> reads.Inbox:
    page: reads.Inbox = see(office.store, reads.inbox, office.clerk, ward_id=office.ward)
    return page


def test_receiving_gives_a_number_and_starts_the_clock(store: Store) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    assert inbox(office).counts[Tab.NEW] == 1
    press(office, service.accept_claim, office.clerk, claim_id)
    claim = rows(store, Claim)[0]
    assert (claim.receipt_no, claim.received_on) == ("R-2026-0001", date(2026, 12, 28))
    assert claim.review_due == date(2027, 1, 12), "14 days end on a holiday and roll on"
    assert inbox(office).counts[Tab.REVIEW] == 1


def test_a_clean_prefilled_claim_has_nothing_to_correct(store: Store) -> None:
    office = an_office(store)
    seen = staff(office, in_review(office))
    assert (seen.findings, seen.open_serious, seen.checks_passed) == ((), 0, 5)
    assert seen.hindrance == ""
    assert seen.proposable_yen == 16_000
    assert set(seen.actions) == {ClaimAction.RETURN, ClaimAction.PROPOSE, ClaimAction.WAIT}


def test_the_checks_name_what_is_missing_changed_or_too_much(store: Store) -> None:
    office = an_office(store, caps={"categories": {"material": {"max": 50_000}}})
    claim_id = a_draft(office, material=110_000)
    first = firm(office, claim_id).lines[0]
    press(office, service.change_line, office.leader, claim_id, line_id=first.line_id,
          gross="30,000")  # fmt: skip
    press(office, service.add_line, office.leader, claim_id, category="expert", title="電話相談",
          gross="5,000")  # fmt: skip
    press(office, service.submit_claim, office.leader, claim_id, pledged=(1, 2, 3))
    assert set(found(store)) == {
        (Check.EVIDENCE, "line:3", FindingState.OPEN),
        (Check.EVIDENCE, "line:4", FindingState.OPEN),
        (Check.CAPS, "line:3", FindingState.OPEN),
        (Check.VISIT, "line:1", FindingState.OPEN),
        (Check.VISIT, "line:4", FindingState.OPEN),
    }
    press(office, service.accept_claim, office.clerk, claim_id)
    assert staff(office, claim_id).open_serious == 4


def test_a_return_names_every_open_finding_at_once_and_stops_the_clock(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    for anchor, sentence in (
        ("line:1", "請求書の番号を入れてください。"),
        ("claim", "目的を書いてください。"),
    ):
        do(store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
           sentence=sentence, anchor=anchor)  # fmt: skip
    with pytest.raises(Refused) as refusal:
        press(office, service.return_claim, office.clerk, claim_id,
              sentences={rows(store, Finding)[0].id: "番号を入れてください。"})  # fmt: skip
    assert (refusal.value.reason.code, refusal.value.params) == ("subsidy.unhandled", {"count": 1})
    send_back(office, claim_id)
    claim = rows(store, Claim)[0]
    assert (claim.state, claim.round) == (ClaimState.RETURNED, 1)
    assert (claim.stopped_on, claim.answer_due) == (date(2026, 12, 28), date(2027, 1, 12))
    assert len(firm(office, claim_id).asked) == 2
    assert inbox(office).counts[Tab.WAITING] == 1


def test_a_return_without_a_finding_is_refused(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.return_claim, office.clerk, claim_id, sentences={})
    assert refusal.value.reason.code == "subsidy.no_findings"


def test_corrected_findings_close_and_the_clock_goes_on_where_it_stopped(store: Store) -> None:
    office = an_office(store)
    claim_id = returned(office)
    answered(office, claim_id, now=datetime(2027, 1, 4, 1, 0, tzinfo=UTC))
    claim = rows(store, Claim)[0]
    assert claim.review_due == date(2027, 1, 19), "seven days of standing still are added"
    assert found(store) == [(Check.CLERK, "line:1", FindingState.FIXED)]
    seen = staff(office, claim_id)
    assert (seen.returned_before, seen.findings[0].answer) == (True, "直しました。")
    assert inbox(office).counts[Tab.CORRECTED] == 1


def test_a_check_that_still_fails_stays_open_with_its_answer(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    press(office, service.add_line, office.leader, claim_id, category="material", title="鋼材",
          gross="11,000")  # fmt: skip
    press(office, service.submit_claim, office.leader, claim_id, pledged=(1, 2, 3))
    press(office, service.accept_claim, office.clerk, claim_id)
    send_back(office, claim_id)
    answered(office, claim_id, "領収書をなくしました。")
    assert found(store) == [(Check.EVIDENCE, "line:3", FindingState.OPEN)]
    assert staff(office, claim_id).findings[0].answer == "領収書をなくしました。"
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_decision, office.clerk, claim_id, doc_no="1")
    assert (refusal.value.reason.code, refusal.value.params) == ("subsidy.still_open", {"count": 1})
    do(store, service.waive_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       finding_id=rows(store, Finding)[0].id, why="納品書で確かめました。")  # fmt: skip
    press(office, service.draft_decision, office.clerk, claim_id, doc_no="1")


def test_a_finding_is_accepted_only_with_a_reason(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    kept = do(store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
              sentence="見積が1社です。")  # fmt: skip
    with pytest.raises(Refused) as refusal:
        do(store, service.waive_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
           finding_id=kept.finding_id, why=" ")  # fmt: skip
    assert refusal.value.reason.code == "subsidy.note_needed"
    assert rows(store, Finding)[0].state is FindingState.OPEN


def test_an_accepted_finding_comes_back_when_the_amount_is_changed_again(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    line = firm(office, claim_id).lines[0]
    press(office, service.change_line, office.leader, claim_id, line_id=line.line_id,
          gross="25,000")  # fmt: skip
    press(office, service.submit_claim, office.leader, claim_id, pledged=(1, 2, 3))
    press(office, service.accept_claim, office.clerk, claim_id)
    do(store, service.waive_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       finding_id=rows(store, Finding)[0].id, why="時間が延びました。")  # fmt: skip
    do(store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       sentence="金額を確かめる。", anchor="line:1", level=FindingLevel.CAUTION)  # fmt: skip
    send_back(office, claim_id)
    press(office, service.change_line, office.leader, claim_id, line_id=line.line_id,
          gross="90,000")  # fmt: skip
    answered(office, claim_id)
    assert (Check.VISIT, "line:1", FindingState.OPEN) in found(store)


def test_an_application_lapses_only_after_the_day_and_two_reminders(store: Store) -> None:
    office = an_office(store)
    claim_id = returned(office)
    for code, now in (("subsidy.not_due", AFTER_PAYMENT), ("subsidy.remind_first", EVENING)):
        with pytest.raises(Refused) as refusal:
            press(office, service.lapse_claim, office.clerk, claim_id, now=now, note="回答なし")
        assert refusal.value.reason.code == code
    later = EVENING + timedelta(days=1)
    for now in (EVENING, later):
        press(office, service.remind_applicant, office.clerk, claim_id, now=now)
    seen = commands.look(
        store, reads.inbox, actor=office.clerk, now=later, ward_id=office.ward
    )  # fmt: skip
    assert "取下げとみなせます" in {tag.words for tag in seen.rows[0].tags}
    press(office, service.lapse_claim, office.clerk, claim_id, now=later, note="回答なし")
    assert rows(store, Claim)[0].state is ClaimState.WITHDRAWN
    assert [row.kind for row in rows(store, OutboxRow)].count("subsidy:remind-1") == 2


def test_a_firm_is_reminded_of_one_claim_once_a_day(store: Store) -> None:
    office = an_office(store)
    claim_id = returned(office)
    press(office, service.remind_applicant, office.clerk, claim_id, now=EVENING)
    sent = count(store, OutboxRow)
    with pytest.raises(Refused) as refusal:
        press(office, service.remind_applicant, office.other_clerk, claim_id, now=BEFORE_MIDNIGHT)
    assert refusal.value.reason.code == "subsidy.reminded_today"
    assert count(store, OutboxRow) == sent
    press(office, service.remind_applicant, office.clerk, claim_id, now=AFTER_MIDNIGHT)
    assert rows(store, Claim)[0].reminders == 2


def test_a_claim_waits_only_when_the_budget_is_short_and_resumes_in_order(store: Store) -> None:
    office = an_office(store, yen=15_999, partial_award=False)
    claim_id = in_review(office)
    seen = staff(office, claim_id)
    assert seen.hindrance
    assert seen.hindrance_params == {"left": {"yen": 15_999}}
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_decision, office.clerk, claim_id, doc_no="1")
    assert refusal.value.reason.code == "subsidy.budget_short"
    press(office, service.wait_for_budget, office.clerk, claim_id)
    press(office, service.resume_claim, office.clerk, claim_id)
    assert rows(store, Claim)[0].state is ClaimState.REVIEW


def test_a_claim_that_the_budget_can_carry_does_not_wait(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.wait_for_budget, office.clerk, claim_id)
    assert refusal.value.reason.code == "subsidy.budget_enough"


def test_the_report_is_filled_confirmed_and_returned_like_the_application(store: Store) -> None:
    office = an_office(store)
    claim_id = reported(office)
    seen = staff(office, claim_id)
    assert [(pair.is_equal, pair.difference_yen) for pair in seen.lines] == [(True, 0)] * 2
    assert seen.working.amount_yen == 16_000
    do(store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       sentence="2番の日付を確かめてください。", anchor="line:2")  # fmt: skip
    send_back(office, claim_id)
    assert rows(store, Claim)[0].state is ClaimState.REPORT_RETURNED
    answered(office, claim_id)
    assert rows(store, Claim)[0].state is ClaimState.REPORT_REVIEW


def test_only_a_clerk_of_the_ward_checks(store: Store) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    for actor in (office.approver, office.accounting, office.leader):
        with pytest.raises(Forbidden):
            press(office, service.accept_claim, actor, claim_id)
    with pytest.raises(NotFound):
        press(office, service.accept_claim, office.scene.other_coordinator, claim_id)


def test_a_draft_is_nobodys_business_at_the_ward(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    with pytest.raises(NotFound):
        staff(office, claim_id)
    assert inbox(office).rows == ()
