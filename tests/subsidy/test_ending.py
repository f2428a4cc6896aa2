"""A granted project is stopped for a while or given up: asked for, decided, the budget follows."""

from datetime import date
from typing import Any

import pytest

from hub.kernel.errors import Forbidden, Invalid, Refused
from hub.platform import commands, files, jobs
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store
from hub.subsidy import reads, service, worker
from hub.subsidy.recheck import everything
from models.platform import JobRow, OutboxRow
from models.subsidy import BudgetLine, ChangeRequest, Claim, ClaimDuty, IssuedDocument
from models.vocab import Role
from models.vocab.subsidy import ChangeKind, ClaimAction, ClaimState, DecisionKind, Duty
from tests.support import claims, pdf
from tests.support.claims import NEXT_DAY, Office, an_office, press
from tests.support.internship import SYSTEM, rows


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


def sound(office: Office) -> bool:
    with office.store.reading() as session:
        return everything(Ctx(session, SYSTEM, NEXT_DAY)).differences == ()


def test_a_project_given_up_before_any_payment_frees_the_whole_grant(office: Office) -> None:
    claim_id = claims.ending(office)
    assert claim(office).state is ClaimState.CHANGE_REVIEW
    assert sound(office)
    press(office, service.draft_end, office.clerk, claim_id, now=NEXT_DAY, doc_no="8大産振第401号")
    page = commands.look(
        office.store, reads.decide_page, actor=office.approver, now=NEXT_DAY, claim_id=claim_id
    )
    assert page.claim.actions == (ClaimAction.SEND_BACK_CHANGE, ClaimAction.ALLOW_END)
    assert (page.change_yen, page.after_yen) == (16_000, 6_000_000)
    assert sound(office)
    press(office, service.decide_end, office.approver, claim_id, now=NEXT_DAY)
    now = claim(office)
    assert (now.state, now.granted_yen, now.review_due) == (ClaimState.ENDED, 0, None)
    assert money(office) == (6_000_000, 0)
    assert sound(office)
    assert claims.firm(office, claim_id).actions == ()
    told = {(row.kind, row.person_id) for row in rows(office.store, OutboxRow)}
    assert {
        ("subsidy:request_end", office.clerk.person_id),
        ("subsidy:allow_end", office.leader.person_id),
        ("subsidy:allow_end", office.clerk.person_id),
    } <= told


def test_the_notice_of_the_end_says_reason_and_amounts(office: Office) -> None:
    claim_id = claims.ended(office)
    document = rows(office.store, IssuedDocument)[-1]
    jobs.do_now(office.store, document.id)
    file_id = claims.firm(office, claim_id).notices[-1].file_id
    facts = commands.look(
        office.store, files.file_facts, actor=office.leader, now=NEXT_DAY, file_id=file_id
    )
    said = pdf.joined(files.body_of(office.store, facts.stored))
    for text in ("廃止承認通知書", "機械が壊れ", "16,000円", "8大産振第401号", "なし"):
        assert text in said, text


def test_a_refused_end_leaves_the_grant_and_its_paper_speaks_of_the_end(office: Office) -> None:
    claim_id = claims.ending(office)
    press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY,
          kind=DecisionKind.CHANGE_REFUSAL, doc_no="1", reason="まだ続けられます。")  # fmt: skip
    press(office, service.decide_change, office.approver, claim_id, now=NEXT_DAY)
    assert (claim(office).state, claim(office).granted_yen) == (ClaimState.GRANTED, 16_000)
    assert rows(office.store, IssuedDocument)[-1].frozen["what"] == "事業の廃止"
    assert money(office) == (5_984_000, 16_000)
    assert sound(office)


def test_an_end_and_a_change_are_not_taken_for_each_other(office: Office) -> None:
    claim_id = claims.ending(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    assert refusal.value.reason.code == "subsidy.asked_to_end"
    press(office, service.draft_end, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_change, office.approver, claim_id, now=NEXT_DAY)
    assert refusal.value.reason.code == "subsidy.wrong_proposal"
    press(office, service.send_back_decision, office.approver, claim_id, now=NEXT_DAY, note="確認")
    press(office, service.return_change, office.clerk, claim_id, now=NEXT_DAY, note="日付を")
    claims.changing(office, lambda _office: claim_id)
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_end, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    assert refusal.value.reason.code == "subsidy.not_asked_to_end"
    press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, doc_no="2")
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_end, office.approver, claim_id, now=NEXT_DAY)
    assert refusal.value.reason.code == "subsidy.wrong_proposal"
    assert sound(office)


def test_a_stop_keeps_the_grant_and_moves_the_report(office: Office) -> None:
    claim_id = claims.granted(office)
    press(office, service.request_pause, office.leader, claim_id, now=NEXT_DAY,
          done_on="令和9年2月1日", reason="機械の修理を待ちます。")  # fmt: skip
    assert rows(office.store, ChangeRequest)[0].kind is ChangeKind.PAUSE
    press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    press(office, service.decide_change, office.approver, claim_id, now=NEXT_DAY)
    now = claim(office)
    assert (now.state, now.granted_yen) == (ClaimState.GRANTED, 16_000)
    assert now.report_due == date(2027, 3, 3)
    assert rows(office.store, IssuedDocument)[-1].frozen["what"] == "事業の中止"
    assert sound(office)


def test_the_paper_of_a_stop_is_no_paper_of_a_change(office: Office) -> None:
    claim_id = claims.granted(office)
    press(office, service.request_pause, office.leader, claim_id, now=NEXT_DAY,
          done_on="令和9年2月1日", reason="機械の修理を待ちます。")  # fmt: skip
    press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    press(office, service.decide_change, office.approver, claim_id, now=NEXT_DAY)
    paper, said = _paper(office)
    assert (paper.template, paper.frozen["what"]) == ("pause", "事業の中止")
    assert "中止承認通知書" in said
    assert "変更承認" not in said
    for words in ("令和9年2月1日", "16,000円", "機械の修理を待ちます。", "令和9年3月3日"):
        assert words in said, words
    assert sound(office)


@pytest.mark.parametrize(
    ("kind", "template", "title"),
    [
        ("pause", "pause_refusal", "中止不承認通知書"),
        ("end", "ending_refusal", "廃止不承認通知書"),
    ],
)
def test_a_refused_stop_or_end_has_a_paper_of_its_own(
    office: Office, kind: str, template: str, title: str
) -> None:
    claim_id = claims.granted(office)
    step: Any = service.request_end if kind == "end" else service.request_pause
    more = {} if kind == "end" else {"done_on": "令和9年2月1日"}
    press(office, step, office.leader, claim_id, now=NEXT_DAY, reason="続けられません。", **more)
    press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, doc_no="1",
          kind=DecisionKind.CHANGE_REFUSAL, reason="進める見通しがあります。")  # fmt: skip
    press(office, service.decide_change, office.approver, claim_id, now=NEXT_DAY)
    paper, said = _paper(office)
    assert paper.template == template
    for words in (title, "進める見通しがあります。", "16,000円"):
        assert words in said, words
    assert "変更不承認" not in said
    assert claims.staff(office, claim_id).notices[-1].title in {
        "中止不承認通知",
        "廃止不承認通知",
    }
    assert sound(office)


def _paper(office: Office) -> tuple[IssuedDocument, str]:
    """The newest paper and what its PDF says."""
    paper: IssuedDocument = rows(office.store, IssuedDocument)[-1]
    jobs.do_now(office.store, max(row.id for row in rows(office.store, JobRow)))
    file_id = claims.firm(office, paper.claim_id).notices[-1].file_id
    facts = commands.look(
        office.store, files.file_facts, actor=office.leader, now=NEXT_DAY, file_id=file_id
    )
    return paper, pdf.joined(files.body_of(office.store, facts.stored))


def test_what_is_wrong_with_a_stop_or_an_end_is_said_at_its_fields(office: Office) -> None:
    claim_id = claims.granted(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.request_pause, office.leader, claim_id, now=NEXT_DAY, done_on="x")
    assert [row.field for row in refusal.value.problems] == ["done_on", "reason"]
    with pytest.raises(Invalid) as refusal:
        press(office, service.request_pause, office.leader, claim_id, now=NEXT_DAY,
              done_on="2026-12-29", reason="修理")  # fmt: skip
    assert refusal.value.problems[0].reason.code == "subsidy.pause_too_short"
    with pytest.raises(Invalid) as refusal:
        press(office, service.request_end, office.leader, claim_id, now=NEXT_DAY)
    assert [row.field for row in refusal.value.problems] == ["reason"]
    assert rows(office.store, ChangeRequest) == []


def test_nobody_else_asks_and_who_proposes_does_not_decide(office: Office) -> None:
    claim_id = claims.granted(office)
    for actor in (office.clerk, office.approver, office.accounting):
        with pytest.raises(Forbidden):
            press(office, service.request_end, actor, claim_id, now=NEXT_DAY, reason="やめる")
    claims.ending(office, lambda _office: claim_id)
    press(office, service.draft_end, office.clerk, claim_id, now=NEXT_DAY, doc_no="1")
    with pytest.raises(Forbidden):
        press(office, service.decide_end, office.clerk, claim_id, now=NEXT_DAY)


def test_an_end_puts_everybody_on_a_side_and_lets_nobody_change_it(office: Office) -> None:
    claim_id = claims.ending(office)
    with pytest.raises(Invalid) as missing:
        press(office, service.draft_end, office.other_clerk, claim_id, now=NEXT_DAY)
    assert [row.field for row in missing.value.problems] == ["doc_no"]
    decided_before = Actor(office.approver.person_id, "兼務", Seat(9, Role.WARD_CLERK, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_end, decided_before, claim_id, now=NEXT_DAY, doc_no="1")
    assert refusal.value.reason.code == "subsidy.side_approver"
    press(office, service.draft_end, office.other_clerk, claim_id, now=NEXT_DAY, doc_no="1")
    drafted = Actor(office.other_clerk.person_id, "兼務", Seat(9, Role.WARD_APPROVER, office.ward))
    with pytest.raises(Refused) as refusal:
        press(office, service.decide_end, drafted, claim_id, now=NEXT_DAY)
    assert refusal.value.reason.code == "subsidy.side_clerk"
    press(office, service.decide_end, office.orderer, claim_id, now=NEXT_DAY)
    sides = {row.person_id: row.duty for row in rows(office.store, ClaimDuty)}
    assert sides[office.other_clerk.person_id] is Duty.CLERK
    assert sides[office.orderer.person_id] is Duty.APPROVER
    assert sound(office)


def test_after_the_report_is_begun_nothing_is_stopped_or_given_up(office: Office) -> None:
    claim_id = claims.granted(office)
    press(office, service.prepare_report, office.leader, claim_id)
    with pytest.raises(Refused) as refusal:
        claims.ending(office, lambda _office: claim_id)
    assert refusal.value.reason.code == "subsidy.report_begun"
    assert ClaimAction.REQUEST_END not in claims.firm(office, claim_id).actions
