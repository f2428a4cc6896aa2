"""What an act refuses for its own reason, one case each: money, days, numbers, records."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
import sqlalchemy as sa

from hub.kernel.errors import HubError
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.subsidy import service
from models.subsidy import Claim, ClaimSource, Decision, DecisionDraft
from models.vocab.subsidy import ClaimState, DecisionKind
from tests.support.claims import (
    AFTER_PAYMENT,
    ALL_PLEDGES,
    NEXT_DAY,
    Office,
    a_draft,
    a_sheet,
    an_office,
    answered,
    determined,
    granted,
    in_review,
    paid,
    press,
    proposed,
    returned,
)
from tests.support.internship import SYSTEM, do, rows

AFTER_REPORT_DUE: Final = datetime(2027, 2, 26, 1, 0, tzinfo=UTC)
SHORT: Final[dict[str, Any]] = {"yen": 999, "partial_award": False}


def code(step: Callable[[], object]) -> str:
    """Code of the refusal, or nothing."""
    try:
        step()
    except HubError as refusal:
        return str(refusal.reason.code)
    return ""


def run(store: Store, statement: str) -> None:
    with store.writing() as session:
        session.connection().execute(sa.text(statement))


def pressed(office: Office, step: Any, actor: Actor, claim_id: int, **raw: Any) -> str:  # noqa: ANN401  any press
    return code(lambda: press(office, step, actor, claim_id, **raw))


def test_less_than_one_unit_is_not_asked_for(store: Store) -> None:
    office = an_office(store)
    raw: dict[str, Any] = {"pledged": ALL_PLEDGES, "asked": "999"}
    found = pressed(office, service.submit_claim, office.leader, a_draft(office), **raw)
    assert found == "subsidy.asked_too_little"


def test_no_claim_begins_before_the_year_has_money(store: Store) -> None:
    office = an_office(store)
    run(store, "UPDATE budget_line SET fiscal_year = 2030")
    assert code(lambda: a_draft(office)) == "subsidy.no_budget_line"


def test_a_correction_that_leaves_nothing_to_grant_is_not_sent(store: Store) -> None:
    office = an_office(store)
    claim_id = returned(office)
    run(store, "UPDATE claim_line SET gross_yen = 1")
    assert code(lambda: answered(office, claim_id)) == "subsidy.nothing_to_grant"


def test_a_grant_of_nothing_cannot_be_proposed(store: Store) -> None:
    office = an_office(store)
    claim_id = in_review(office)
    run(store, "UPDATE claim SET asked_yen = 0")
    raw: dict[str, Any] = {"doc_no": "8大産振第101号"}
    found = pressed(office, service.draft_decision, office.clerk, claim_id, **raw)
    assert found == "subsidy.no_grant"


def test_a_refusal_cannot_be_proposed_without_its_reason(store: Store) -> None:
    office = an_office(store)
    raw: dict[str, Any] = {"kind": DecisionKind.REFUSAL, "doc_no": "8大産振第101号"}
    found = pressed(office, service.draft_decision, office.clerk, in_review(office), **raw)
    assert found == "subsidy.note_needed"


def test_a_number_that_was_taken_since_the_proposal_stops_the_decision(store: Store) -> None:
    office = an_office(store)
    claim_id = proposed(office)
    draft = rows(store, DecisionDraft)[0]
    with store.writing() as session:
        session.add(
            Decision(
                ward_id=office.ward, claim_id=claim_id, kind=DecisionKind.REFUSAL,
                doc_no=draft.doc_no, decided_on=date(2026, 12, 28), amount_yen=0, conditions=[],
                sheet=draft.sheet, sheet_sha256=draft.sheet_sha256, clerk_id=draft.person_id,
                person_id=office.approver.person_id or 0, at=AFTER_PAYMENT,
            )
        )  # fmt: skip
    found = pressed(office, service.decide_grant, office.approver, claim_id)
    assert found == "subsidy.doc_no_taken"


def test_the_queue_of_the_budget_is_kept_in_the_order_of_receipt(store: Store) -> None:
    office = an_office(store, **SHORT)
    claim_id = in_review(office)
    press(office, service.wait_for_budget, office.clerk, claim_id)
    first = rows(store, Claim)[0]
    with store.writing() as session:
        kept = first.model_dump(exclude={"id", "reference", "receipt_no", "submitted_at"})
        kept |= {"source_kind": None, "source_id": None, "submitted_at": NEXT_DAY}
        later = Claim(**kept)
        session.add(later)
        session.flush()
        later_id = later.id or 0
    assert pressed(office, service.resume_claim, office.clerk, later_id) == "subsidy.not_first"
    assert pressed(office, service.resume_claim, office.clerk, claim_id) == "subsidy.budget_short"
    run(store, "UPDATE budget_line SET allotted = 1000, available = 1000")
    assert pressed(office, service.resume_claim, office.clerk, claim_id) == ""


def test_a_late_report_says_why(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    press(office, service.prepare_report, office.leader, claim_id)
    late: dict[str, Any] = {"now": AFTER_REPORT_DUE}
    found = pressed(office, service.report, office.leader, claim_id, **late)
    assert found == "subsidy.late_needs_reason"
    late["late_reason"] = "決算が遅れました。"
    assert pressed(office, service.report, office.leader, claim_id, **late) == ""


def test_a_visit_that_its_expert_has_not_confirmed_is_not_reported(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    press(office, service.prepare_report, office.leader, claim_id)
    run(
        store,
        "UPDATE claim_line SET source_id = 999"
        " WHERE stage = 'actual' AND source_kind = 'expert_fee'",
    )
    found = pressed(office, service.report, office.leader, claim_id)
    assert found == "subsidy.visit_not_confirmed"


def test_one_slip_pays_one_claim(store: Store) -> None:
    office = an_office(store)
    claim_id = paid(office)
    run(store, "UPDATE claim SET state = 'determined', paid_yen = NULL")
    raw: dict[str, Any] = {"slip_no": "S-1", "paid_on": "2026-12-29", "now": NEXT_DAY}
    found = pressed(office, service.record_payment, office.clerk, claim_id, **raw)
    assert found == "subsidy.slip_no_taken"


def test_what_is_no_day_is_no_day_of_payment(store: Store) -> None:
    office = an_office(store)
    raw: dict[str, Any] = {"slip_no": "S-1", "paid_on": "きのう", "now": NEXT_DAY}
    found = pressed(office, service.record_payment, office.clerk, determined(office), **raw)
    assert found == "subsidy.not_a_day"


def test_a_claim_that_owes_a_tax_report_is_not_closed(store: Store) -> None:
    office = an_office(store)
    version: dict[str, Any] = {
        "ward_id": office.ward, "slug": "demo", "title": "補助金", "fiscal_year": 2026,
        "basis": "要綱（例）", "opens_on": date(2026, 4, 1), "closes_on": date(2027, 2, 28),
        "sheet": a_sheet() | {"follow_up": True}, "is_example": True,
    }  # fmt: skip
    do(store, service.add_version, SYSTEM, **version)
    found = pressed(office, service.complete, office.clerk, paid(office), now=NEXT_DAY)
    assert found == "subsidy.follow_up_open"


def test_a_window_that_ends_before_it_begins_and_a_strange_ward_are_refused(store: Store) -> None:
    office = an_office(store)
    version: dict[str, Any] = {
        "ward_id": office.ward, "slug": "demo", "title": "補助金", "fiscal_year": 2026,
        "basis": "要綱（例）", "opens_on": date(2026, 4, 1), "closes_on": date(2026, 3, 31),
        "sheet": a_sheet(), "is_example": True,
    }  # fmt: skip
    assert code(lambda: do(store, service.add_version, SYSTEM, **version)) == "subsidy.window_wrong"
    strange: dict[str, Any] = version | {"ward_id": 999, "closes_on": date(2027, 2, 28)}
    assert code(lambda: do(store, service.add_version, SYSTEM, **strange)) == "kernel.not_found"
    money: dict[str, Any] = {
        "ward_id": office.ward,
        "fiscal_year": 2026,
        "account_text": "商工費",
        "yen": 1,
    }
    found = code(lambda: do(store, service.allot, SYSTEM, slug="none", **money))
    assert found == "subsidy.not_yours"


@pytest.mark.parametrize("way", ["withdrawn", "refused", "lapsed"])
def test_records_of_a_claim_that_ended_without_money_are_free_again(store: Store, way: str) -> None:
    office = an_office(store)
    if way == "withdrawn":
        press(office, service.withdraw_claim, office.leader, in_review(office), note="やめます。")
    elif way == "refused":
        claim_id = proposed(office, DecisionKind.REFUSAL)
        press(office, service.decide_refusal, office.approver, claim_id)
    else:
        claim_id = returned(office)
        run(store, "UPDATE claim SET reminders = 2, answer_due = '2026-12-01'")
        press(office, service.lapse_claim, office.clerk, claim_id, note="回答なし")
    assert rows(store, Claim)[0].state in {ClaimState.WITHDRAWN, ClaimState.REFUSED}
    assert {row.is_live for row in rows(store, ClaimSource)} == {False}
    assert a_draft(office) == 2
