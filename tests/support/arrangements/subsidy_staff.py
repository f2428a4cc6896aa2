"""Arrangements of the ward's side of a claim: check, decide, pay, papers."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from hub import wiring
from hub.platform import files
from hub.platform.db import Store
from hub.subsidy import service
from models.platform import JobRow
from models.subsidy import IssuedDocument
from models.vocab import Role
from models.vocab.subsidy import CancelCause, DecisionKind
from tests.support import claims
from tests.support.arrangements.case import WARD, Arrangement, Case, only
from tests.support.arrangements.subsidy import Stage, on_claim
from tests.support.claims import AFTER_PAYMENT, NEXT_DAY, an_office
from tests.support.internship import SYSTEM, do, rows

IN_WARD: Final = frozenset({WARD})
# After the day by which the applicant was to answer.
EVENING: Final = datetime(2027, 1, 20, 8, 0, tzinfo=UTC)


def by_clerk(stage: Stage, *, late: bool = False, **raw: Any) -> Arrangement:  # noqa: ANN401  values of the press
    """The clerk presses on a claim at a stage."""

    def arranged(store: Store) -> Case:
        office = an_office(store)
        return on_claim(office, office.clerk, stage(office), late=late, **raw)

    return arranged


def by_approver(stage: Stage, *, late: bool = False, **raw: Any) -> Arrangement:  # noqa: ANN401  values of the press
    """The approver presses on a claim at a stage."""

    def arranged(store: Store) -> Case:
        office = an_office(store)
        return on_claim(office, office.approver, stage(office), late=late, **raw)

    return arranged


def at_cancelling(arranged: Arrangement) -> Arrangement:
    """The same press on the day of the cancellation."""

    def later(store: Store) -> Case:
        return replace(arranged(store), now=claims.CANCELLED_AT)

    return later


def _returned(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.in_review(office)
    do(store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       sentence="内訳を書いてください。", anchor="line:1")  # fmt: skip
    seen = claims.staff(office, claim_id).findings
    sentences = {row.finding_id: row.sentence for row in seen if row.state == "open"}
    return on_claim(office, office.clerk, claim_id, sentences=sentences)


def _reminded(store: Store) -> Case:
    office = an_office(store)
    case = on_claim(office, office.clerk, claims.returned(office))
    return Case(case.actor, case.raw, case.roles, case.bound, EVENING)


def _lapsed(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.returned(office)
    for evening in (EVENING, EVENING.replace(day=21)):
        claims.press(office, service.remind_applicant, office.clerk, claim_id, now=evening)
    case = on_claim(office, office.clerk, claim_id, note="回答なし")
    return Case(case.actor, case.raw, case.roles, case.bound, EVENING.replace(day=22))


def _waiting(store: Store) -> Case:
    office = an_office(store, yen=15_999, partial_award=False)
    return on_claim(office, office.clerk, claims.in_review(office))


def _resumed(store: Store) -> Case:
    office = an_office(store, yen=15_999, partial_award=False)
    claim_id = claims.in_review(office)
    claims.press(office, service.wait_for_budget, office.clerk, claim_id)
    return on_claim(office, office.clerk, claim_id)


def _finding_added(store: Store) -> Case:
    office = an_office(store)
    raw = {"claim_id": claims.in_review(office), "sentence": "内訳を書いてください。"}
    return Case(office.clerk, raw, frozenset({Role.WARD_CLERK}), IN_WARD, AFTER_PAYMENT)


def _finding_waived(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.in_review(office)
    do(store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       sentence="内訳を書いてください。", anchor="line:1")  # fmt: skip
    finding = claims.staff(office, claim_id).findings[-1]
    raw = {"claim_id": claim_id, "finding_id": finding.finding_id, "why": "電話で聞きました。"}
    return Case(office.clerk, raw, frozenset({Role.WARD_CLERK}), IN_WARD, AFTER_PAYMENT)


def _refused(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.proposed(office, DecisionKind.REFUSAL)
    return on_claim(office, office.approver, claim_id)


def _issued(store: Store) -> tuple[claims.Office, int, int]:
    """A granted claim: its notice and the job that is to set it."""
    wiring.bind()
    office = an_office(store)
    claims.granted(office)
    return office, rows(store, IssuedDocument)[0].id, rows(store, JobRow)[-1].id


def _notice_kept(store: Store) -> Case:
    _office, document_id, job_id = _issued(store)
    stored = files.set_down(store, b"%PDF-1.7")
    raw = {
        "document_id": document_id, "job_id": job_id, "place": stored.place,
        "size": stored.size, "sha256": stored.sha256, "name": "交付決定通知書.pdf",
    }  # fmt: skip
    return Case(SYSTEM, raw, only(), now=NEXT_DAY)


def _notice_failed(store: Store) -> Case:
    _office, document_id, job_id = _issued(store)
    return Case(SYSTEM, {"document_id": document_id, "job_id": job_id}, only(), now=NEXT_DAY)


def _notice_retried(store: Store) -> Case:
    office, document_id, job_id = _issued(store)
    do(store, service.fail_notice, SYSTEM, job_id=job_id, document_id=document_id)
    raw = {"document_id": document_id}
    return Case(office.clerk, raw, frozenset({Role.WARD_CLERK}), IN_WARD, NEXT_DAY)


def _received(store: Store) -> Case:
    office = an_office(store)
    case = on_claim(
        office, office.accounting, claims.ordered(office),
        receipt_no="領1", received_on="令和9年1月20日", amount="16,105円",
    )  # fmt: skip
    return replace(case, now=claims.CANCELLED_AT)


CASES: Final[dict[str, Arrangement]] = {
    "subsidy:claim:accept": by_clerk(claims.submitted),
    "subsidy:claim:return": _returned,
    "subsidy:claim:remind": _reminded,
    "subsidy:claim:lapse": _lapsed,
    "subsidy:claim:wait": _waiting,
    "subsidy:claim:resume": _resumed,
    "subsidy:claim:complete": by_clerk(claims.paid, late=True),
    "subsidy:finding:add": _finding_added,
    "subsidy:finding:waive": _finding_waived,
    "subsidy:decision:draft": by_clerk(claims.in_review, doc_no="8大産振第101号"),
    "subsidy:decision:grant": by_approver(claims.proposed),
    "subsidy:decision:refuse": _refused,
    "subsidy:decision:send_back": by_approver(claims.proposed, note="内訳を確かめてください。"),
    "subsidy:determination:draft": by_clerk(claims.reported, late=True, doc_no="8大産振第102号"),
    "subsidy:determination:decide": by_approver(claims.fixing, late=True),
    "subsidy:payment:record": by_clerk(
        claims.determined, late=True, slip_no="S-1", paid_on="令和8年12月29日"
    ),
    "subsidy:payment:come_back": by_clerk(
        claims.paid, late=True, came_back_on="令和8年12月29日", note="口座が違いました。"
    ),
    "subsidy:change:return": by_clerk(claims.changing, late=True, note="内訳を書いてください。"),
    "subsidy:change:draft": by_clerk(claims.changing, late=True, doc_no="8大産振第301号"),
    "subsidy:change:decide": by_approver(claims.change_proposed, late=True),
    "subsidy:cancellation:draft": by_clerk(
        claims.paid,
        late=True,
        doc_no="8大産振第201号",
        cause=CancelCause.CONDITION,
        hearing="代表者から聞きました。",
        reason="条件に反しました。",
    ),
    "subsidy:cancellation:decide": at_cancelling(by_approver(claims.cancelling)),
    "subsidy:return:order": at_cancelling(by_approver(claims.cancelled, doc_no="8大産振第202号")),
    "subsidy:return:receive": _received,
    "subsidy:notice:keep": _notice_kept,
    "subsidy:notice:fail": _notice_failed,
    "subsidy:notice:retry": _notice_retried,
}
