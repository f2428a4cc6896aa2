"""A granted plan is changed before the report: asked for, answered, and the budget follows."""

from datetime import date
from typing import Any

import pytest

from hub.kernel.errors import Forbidden, Invalid, Refused
from hub.platform import commands, files, jobs
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store
from hub.subsidy import reads, service, worker
from hub.subsidy.recheck import everything
from models.subsidy import BudgetLine, ChangeRequest, Claim, IssuedDocument
from models.vocab import Role
from models.vocab.subsidy import ClaimAction, ClaimState, DecisionKind
from tests.support import claims, pdf
from tests.support.claims import NEXT_DAY, Office, an_office, press
from tests.support.internship import SYSTEM, count, rows


@pytest.fixture(autouse=True)
def _worker() -> None:
    jobs.register(service.JOB, jobs.Kind(worker.render, worker.lost))
    files.register("issued_document", worker.may_read_notice)


@pytest.fixture
def office(store: Store) -> Office:
    return an_office(store)


def claim(office: Office) -> Claim:
    found: Claim = rows(office.store, Claim)[0]
    return found


def money(office: Office) -> tuple[int, int]:
    line: BudgetLine = rows(office.store, BudgetLine)[0]
    return line.available, line.committed


def decided(office: Office, claim_id: int) -> None:
    press(office, service.decide_change, office.approver, claim_id, now=NEXT_DAY)


def sound(office: Office) -> bool:
    with office.store.reading() as session:
        return everything(Ctx(session, SYSTEM, NEXT_DAY)).differences == ()


def look(office: Office, read: Any, actor: Actor, **raw: Any) -> Any:  # noqa: ANN401  any read
    return commands.look(office.store, read, actor=actor, now=NEXT_DAY, **raw)


def test_a_smaller_plan_gives_money_back_once_it_is_allowed(office: Office) -> None:
    """18,000 and 1,040 yen: two thirds are 12,693, cut to 12,000 yen."""
    claim_id = claims.change_proposed(office)
    assert (claim(office).state, claim(office).granted_yen) == (ClaimState.CHANGE_DECIDING, 16_000)
    assert money(office) == (5_984_000, 16_000)
    assert sound(office)
    decided(office, claim_id)
    now = claim(office)
    assert (now.state, now.granted_yen, now.review_due) == (ClaimState.GRANTED, 12_000, None)
    assert money(office) == (5_988_000, 12_000)
    assert [line.gross_yen for line in claims.firm(office, claim_id).lines] == [18_000, 1_040]
    assert sound(office)


def test_without_a_wish_for_more_the_grant_never_grows(office: Office) -> None:
    claim_id = claims.change_proposed(office, amounts={1: "90,000"})
    decided(office, claim_id)
    assert claim(office).granted_yen == 16_000
    assert money(office) == (5_984_000, 16_000)
    assert sound(office)


def test_more_money_needs_a_new_decision_and_is_taken_from_the_budget(office: Office) -> None:
    claim_id = claims.change_proposed(office, amounts={1: "90,000"}, asked="４万円")
    page = look(office, reads.decide_page, office.approver, claim_id=claim_id)
    assert (page.change_yen, page.after_yen) == (-24_000, 5_960_000)
    decided(office, claim_id)
    assert claim(office).granted_yen == 40_000
    assert money(office) == (5_960_000, 40_000)
    assert sound(office)


def test_more_than_the_budget_holds_is_refused_with_the_remainder(store: Store) -> None:
    office = an_office(store, yen=20_000)
    claim_id = claims.changing(office, amounts={1: "90,000"}, asked="40,000")
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    assert refusal.value.params["left"].amount == 4_000  # type: ignore[attr-defined]  # an amount


def test_money_that_is_gone_at_the_decision_is_not_spent(office: Office) -> None:
    claim_id = claims.change_proposed(office, amounts={1: "90,000"}, asked="40,000")
    with office.store.writing() as session:
        line = session.get(BudgetLine, office.budget_line_id)
        assert line is not None
        line.available, line.reserved = 23_999, line.available - 23_999
    with pytest.raises(Refused) as refusal:
        decided(office, claim_id)
    assert refusal.value.reason.code == "subsidy.budget_short"
    assert claim(office).granted_yen == 16_000


def test_a_cost_falls_away_and_a_later_end_moves_the_report(office: Office) -> None:
    claim_id = claims.change_proposed(office, amounts={2: "０円"}, done_on="令和9年2月1日")
    decided(office, claim_id)
    assert [line.position for line in claims.firm(office, claim_id).lines] == [1]
    assert claim(office).report_due == date(2027, 3, 3)
    assert sound(office)


def test_a_refused_change_leaves_everything_and_says_why(office: Office) -> None:
    claim_id = claims.change_proposed(office, DecisionKind.CHANGE_REFUSAL)
    page = look(office, reads.decide_page, office.approver, claim_id=claim_id)
    assert page.claim.actions == (ClaimAction.SEND_BACK_CHANGE, ClaimAction.DENY_CHANGE)
    assert page.change_yen == 0
    decided(office, claim_id)
    assert (claim(office).state, claim(office).granted_yen) == (ClaimState.GRANTED, 16_000)
    assert money(office) == (5_984_000, 16_000)
    assert rows(office.store, IssuedDocument)[-1].frozen["reason"] == "条件に合いません。"
    assert sound(office)


def test_a_request_says_all_that_is_wrong_with_it_at_once(office: Office) -> None:
    claim_id = claims.granted(office)
    with pytest.raises(Invalid) as refusal:
        claims.changing(
            office, lambda _office: claim_id, amounts={1: "1.5"}, asked="-1", done_on="あした",
            reason="",
        )  # fmt: skip
    assert [problem.field for problem in refusal.value.problems] == [
        "amount-1", "asked", "done_on", "reason",
    ]  # fmt: skip
    with pytest.raises(Invalid) as refusal:
        claims.changing(office, lambda _office: claim_id, amounts={1: "24,000"})
    assert refusal.value.problems[0].reason.code == "subsidy.nothing_changed"
    with pytest.raises(Invalid) as refusal:
        claims.changing(office, lambda _office: claim_id, amounts={1: "0", 2: "0"})
    assert refusal.value.problems[0].reason.code == "subsidy.nothing_to_grant"
    assert count(office.store, ChangeRequest) == 0


def test_no_plan_changes_after_the_report_is_begun(office: Office) -> None:
    claim_id = claims.granted(office)
    press(office, service.prepare_report, office.leader, claim_id)
    with pytest.raises(Refused) as refusal:
        claims.changing(office, lambda _office: claim_id)
    assert refusal.value.reason.code == "subsidy.report_begun"
    assert ClaimAction.REQUEST_CHANGE not in claims.firm(office, claim_id).actions


def test_a_request_given_back_can_be_made_anew(office: Office) -> None:
    claim_id = claims.changing(office)
    with pytest.raises(Refused):
        press(office, service.return_change, office.clerk, claim_id, now=NEXT_DAY)
    press(office, service.return_change, office.clerk, claim_id, now=NEXT_DAY, note="内訳を")
    assert claim(office).state is ClaimState.GRANTED
    claims.changing(office, lambda _office: claim_id, amounts={1: "20,000"})
    assert [row.number for row in rows(office.store, ChangeRequest)] == [1, 2]
    seen = claims.firm(office, claim_id).changing
    assert seen is not None
    assert [(line.before_yen, line.after_yen) for line in seen.lines] == [(24_000, 20_000)]
    assert (seen.amount_yen, seen.shift_percent) == (14_000, 15)
    assert sound(office)


def test_who_proposes_does_not_decide(office: Office) -> None:
    claim_id = claims.change_proposed(office)
    both = Actor(office.clerk.person_id, "兼務", Seat(9, Role.WARD_APPROVER, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_change, both, claim_id, now=NEXT_DAY)
    assert refusal.value.reason.code == "subsidy.side_clerk"
    with pytest.raises(Forbidden):
        press(office, service.decide_change, office.other_clerk, claim_id, now=NEXT_DAY)


def test_the_notice_says_the_amounts_before_and_after(office: Office) -> None:
    claim_id = claims.change_proposed(office)
    decided(office, claim_id)
    document = rows(office.store, IssuedDocument)[-1]
    jobs.do_now(office.store, document.id)
    file_id = claims.firm(office, claim_id).notices[-1].file_id
    facts = look(office, files.file_facts, office.leader, file_id=file_id)
    said = pdf.joined(files.body_of(office.store, facts.stored))
    for text in ("変更承認通知書", "16,000円", "12,000円", "8大産振第301号", "令和8年12月29日"):
        assert text in said, text
