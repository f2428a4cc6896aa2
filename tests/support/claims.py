"""Builders of claims: a ward with a programme and money, its staff, and a claim at any stage."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from hub.experts import ports
from hub.platform import commands
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.subsidy import reads, service
from hub.subsidy.estimate import Answers
from hub.subsidy.reads import FirmClaim, StaffClaim
from hub.subsidy.service import ClaimMoved
from models.vocab import Role
from models.vocab.subsidy import CancelCause, DecisionKind
from tests.support import engagements
from tests.support.engagements import Scene
from tests.support.internship import SYSTEM, a_person, do, rows
from tests.support.kept import kept

SHEET: Final = Path(__file__).resolve().parents[2] / "seed/reference/programmes/demo.json"
AFTER_PAYMENT: Final = datetime(2026, 12, 28, 1, 0, tzinfo=UTC)
NEXT_DAY: Final = datetime(2026, 12, 29, 1, 0, tzinfo=UTC)
CANCELLED_AT: Final = datetime(2027, 1, 20, 1, 0, tzinfo=UTC)
ALLOTTED: Final = 6_000_000
ALL_PLEDGES: Final = (1, 2, 3)
WAY: Final = ("profile", "officer_may_inspect")


@dataclass(frozen=True, slots=True)
class Office:
    """A group with a paid engagement of two visits' worth, a programme with money, the staff."""

    scene: Scene
    engagement_id: int
    clerk: Actor
    other_clerk: Actor
    approver: Actor
    accounting: Actor
    orderer: Actor
    inspector: Actor
    budget_line_id: int

    @property
    def store(self) -> Store:
        """The database."""
        return self.scene.store

    @property
    def leader(self) -> Actor:
        """Who acts for the group."""
        return self.scene.leader

    @property
    def ward(self) -> int:
        """The ward."""
        return self.scene.ward


Stage = Callable[[Office], int]


def a_sheet(**changed: Any) -> dict[str, Any]:  # noqa: ANN401  any part of the sheet
    """The demo's rule sheet, with some parts of `amounts` changed."""
    sheet: dict[str, Any] = json.loads(SHEET.read_text(encoding="utf-8"))["sheet"]
    sheet |= {key: changed.pop(key) for key in ("advance",) if key in changed}
    sheet["amounts"] |= changed
    return sheet


def a_programme(store: Store, ward: int, *, year: int = 2026, **changed: Any) -> None:  # noqa: ANN401  any part of the sheet
    """A version of the rule sheet that takes applications all year."""
    way = {name: changed.pop(name) for name in WAY if name in changed}
    do(
        store, service.add_version, SYSTEM, ward_id=ward, slug="demo",
        title="共同研修・シェアードエキスパート補助金", fiscal_year=year, basis="要綱（例）",
        opens_on=date(year, 4, 1), closes_on=date(year + 1, 2, 28), sheet=a_sheet(**changed),
        is_example=True, **way,
    )  # fmt: skip


def money(store: Store, ward: int, yen: int = ALLOTTED, *, year: int = 2026) -> int:
    """An allotment; the id of the budget line."""
    made = do(
        store, service.allot, SYSTEM, ward_id=ward, slug="demo", fiscal_year=year,
        account_text="商工費・商工費・商工振興費・負担金補助及び交付金", yen=yen,
    )  # fmt: skip
    return int(made.budget_line_id)


def an_office(
    store: Store,
    *,
    yen: int = ALLOTTED,
    percent: Sequence[int] = engagements.PERCENT,
    **changed: Any,  # noqa: ANN401  any part of the sheet
) -> Office:
    """Everybody a claim needs, and a paid engagement: fee 24,000 and travel 1,040 yen."""
    try:
        return _office(store, yen=yen, percent=percent, **changed)
    finally:
        ports.bind_subsidy_estimate(None)


@kept
def _office(store: Store, *, yen: int, percent: Sequence[int], **changed: Any) -> Office:  # noqa: ANN401  any part of the sheet
    scene = engagements.a_scene(store, percent=percent)
    ward = scene.ward
    a_programme(store, ward, **changed)
    ports.bind_subsidy_estimate(Answers())
    done = engagements.paid(scene)
    return Office(
        scene=scene,
        engagement_id=done.engagement_id,
        clerk=a_person(store, Role.WARD_CLERK, ward_id=ward, name="川邊 眞由美"),
        other_clerk=a_person(store, Role.WARD_CLERK, ward_id=ward, name="栁沢 裕"),
        approver=a_person(store, Role.WARD_APPROVER, ward_id=ward, name="榎本 和惠"),
        accounting=a_person(store, Role.ACCOUNTING, ward_id=ward, name="嶋村 恵"),
        orderer=a_person(store, Role.WARD_APPROVER, ward_id=ward, name="早坂 文"),
        inspector=a_person(store, Role.INSPECTOR, ward_id=ward, name="冨田 聡"),
        budget_line_id=money(store, ward, yen),
    )


def press(
    office: Office,
    function: Any,  # noqa: ANN401  any command of the room
    actor: Actor,
    claim_id: int,
    *,
    now: datetime = AFTER_PAYMENT,
    **raw: Any,  # noqa: ANN401  typed by a person, so anything
) -> Any:  # noqa: ANN401  each command has its own answer
    """Press a button on the claim as it stands."""
    version = stored_version(office.store, claim_id)
    return do(office.store, function, actor, now=now, claim_id=claim_id, version=version, **raw)


def stored_version(store: Store, claim_id: int) -> int:
    """Version of the claim now."""
    from models.subsidy import Claim  # noqa: PLC0415  a look behind the door

    with store.reading() as session:
        row = session.get(Claim, claim_id)
        assert row is not None
        return row.version


def a_draft(office: Office, *, material: int = 0) -> int:
    """A claim filled from the engagement; with a typed cost of material on request."""
    started = do(
        office.store, service.start_claim, office.leader, now=AFTER_PAYMENT,
        engagement_id=office.engagement_id,
    )  # fmt: skip
    claim_id = int(started.claim_id)
    if material:
        press(
            office, service.add_line, office.leader, claim_id, category="material",
            title="試し削りの材料", vendor="城東鋼材", invoice_no="26-1107", used_on="2026-12-07",
            gross=f"{material:,}円",
        )  # fmt: skip
    return claim_id


def submitted(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A claim that waits for the ward."""
    claim_id = a_draft(office, **more)
    press(office, service.submit_claim, office.leader, claim_id, pledged=ALL_PLEDGES)
    return claim_id


def in_review(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A received claim."""
    claim_id = submitted(office, **more)
    press(office, service.accept_claim, office.clerk, claim_id)
    return claim_id


def returned(office: Office, sentence: str = "内訳を書いてください。", **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A claim that waits for the applicant's correction."""
    claim_id = in_review(office, **more)
    do(office.store, service.add_finding, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id,
       sentence=sentence, anchor="line:1")  # fmt: skip
    send_back(office, claim_id)
    return claim_id


def send_back(office: Office, claim_id: int, *, now: datetime = AFTER_PAYMENT) -> ClaimMoved:
    """Return with all open findings as they are."""
    seen = staff(office, claim_id)
    sentences = {row.finding_id: row.sentence for row in seen.findings if row.state == "open"}
    moved: ClaimMoved = press(
        office, service.return_claim, office.clerk, claim_id, now=now, sentences=sentences
    )
    return moved


def answered(
    office: Office,
    claim_id: int,
    text: str = "直しました。",
    *,
    now: datetime = AFTER_PAYMENT,
) -> None:
    """Answer every finding that was sent, and send again."""
    seen = firm(office, claim_id)
    answers = {row.finding_id: text for row in seen.asked}
    step = service.resubmit_report if seen.head.granted_yen else service.answer_and_resubmit
    press(office, step, office.leader, claim_id, now=now, answers=answers)


def proposed(office: Office, kind: DecisionKind = DecisionKind.GRANT, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A claim that waits for the approver."""
    claim_id = in_review(office, **more)
    reason = "対象の費用がありません。" if kind is DecisionKind.REFUSAL else ""
    press(
        office, service.draft_decision, office.clerk, claim_id,
        kind=kind, doc_no="8大産振第101号", reason=reason,
    )  # fmt: skip
    return claim_id


def granted(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A granted claim."""
    claim_id = proposed(office, **more)
    press(office, service.decide_grant, office.approver, claim_id)
    return claim_id


def reported(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A claim whose report waits for the clerk."""
    claim_id = granted(office, **more)
    press(office, service.prepare_report, office.leader, claim_id)
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    return claim_id


def inspected(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A claim of the full profile whose report was inspected and found right."""
    claim_id = reported(office, **more)
    accepted(office, claim_id)
    inspect(office, claim_id)
    return claim_id


def inspect(office: Office, claim_id: int, actor: Actor | None = None, **more: Any) -> None:  # noqa: ANN401  parts of the record
    """The inspector finds the report right."""
    raw = {"inspected_on": "令和8年12月29日", "method": "書類と現地", "note": "適正です。"} | more
    press(office, service.inspect_report, actor or office.inspector, claim_id, now=NEXT_DAY, **raw)


def fixing(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A claim whose final amount waits for the approver."""
    claim_id = reported(office, **more)
    accepted(office, claim_id)
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY,
          doc_no="8大産振第102号")  # fmt: skip
    return claim_id


def accepted(office: Office, claim_id: int) -> None:
    """The clerk has seen the papers on the desk and accepts what the checks say of the report."""
    for row in staff(office, claim_id).findings:
        if row.state == "open":
            do(office.store, service.waive_finding, office.clerk, now=NEXT_DAY, claim_id=claim_id,
               finding_id=row.finding_id, why="窓口で紙を見ました。")  # fmt: skip


def determined(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A claim that is to be paid."""
    claim_id = fixing(office, **more)
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    return claim_id


def paid(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A paid claim."""
    claim_id = determined(office, **more)
    press(office, service.record_payment, office.clerk, claim_id, now=NEXT_DAY, slip_no="S-1",
          paid_on="令和8年12月29日")  # fmt: skip
    return claim_id


def changing(office: Office, stage: Stage = granted, **more: Any) -> int:  # noqa: ANN401  parts of the request
    """A granted claim whose leader asks to change the plan; the fee falls unless said otherwise."""
    claim_id = stage(office)
    raw = {"amounts": {1: "18,000"}, "reason": "訪問を1時間短くします。"} | more
    press(office, service.request_change, office.leader, claim_id, now=NEXT_DAY, **raw)
    return claim_id


def change_proposed(office: Office, kind: DecisionKind = DecisionKind.CHANGE, **more: Any) -> int:  # noqa: ANN401  parts of the request
    """A change that waits for the approver."""
    claim_id = changing(office, **more)
    press(office, service.draft_change, office.clerk, claim_id, now=NEXT_DAY, kind=kind,
          doc_no="8大産振第301号", reason="条件に合いません。")  # fmt: skip
    return claim_id


def advance_asked(office: Office, yen: int = 8_000, stage: Stage = granted) -> int:
    """A granted claim whose leader asks for money before the report."""
    claim_id = stage(office)
    press(office, service.request_advance, office.leader, claim_id, now=NEXT_DAY,
          amount=f"{yen:,}円", reason="材料を先に買います。")  # fmt: skip
    return claim_id


def newest_order(office: Office) -> int:
    """The payment order that was asked for last."""
    from models.subsidy import PaymentOrder  # noqa: PLC0415  a look behind the door

    found: int = max(row.id for row in rows(office.store, PaymentOrder))
    return found


def advance_passed(office: Office, yen: int = 8_000, stage: Stage = granted) -> int:
    """An advance that is ordered, looked at and waits for the bank."""
    claim_id = advance_asked(office, yen, stage)
    at = newest_order(office)
    press(office, service.give_order, office.orderer, claim_id, now=NEXT_DAY, order_id=at)
    press(office, service.examine_order, office.accounting, claim_id, now=NEXT_DAY, order_id=at)
    return claim_id


def advanced(office: Office, yen: int = 8_000, stage: Stage = granted) -> int:
    """An advance that is paid."""
    claim_id = advance_passed(office, yen, stage)
    at = newest_order(office)
    press(office, service.pay_order, office.accounting, claim_id, now=NEXT_DAY, order_id=at,
          slip_no=f"概-{at}", paid_on="令和8年12月29日")  # fmt: skip
    return claim_id


def payment_asked(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A fixed claim of the full profile whose leader asks for the payment."""
    claim_id = inspected(office, **more)
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY,
          doc_no="8大産振第102号")  # fmt: skip
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY, is_checked=True)
    return claim_id


def payment_ordered(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A final payment that is ordered and waits for accounting."""
    claim_id = payment_asked(office, **more)
    at = newest_order(office)
    press(office, service.give_order, office.orderer, claim_id, now=NEXT_DAY, order_id=at)
    return claim_id


def payment_passed(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A final payment that accounting has examined."""
    claim_id = payment_ordered(office, **more)
    at = newest_order(office)
    press(office, service.examine_order, office.accounting, claim_id, now=NEXT_DAY, order_id=at)
    return claim_id


def paid_by_order(office: Office, **more: Any) -> int:  # noqa: ANN401  passed on to the draft
    """A final payment that the bank has made."""
    claim_id = payment_passed(office, **more)
    press(office, service.pay_order, office.accounting, claim_id, now=NEXT_DAY,
          order_id=newest_order(office), slip_no="支-1", paid_on="令和8年12月29日")  # fmt: skip
    return claim_id


def ending(office: Office, stage: Stage = granted) -> int:
    """A granted claim whose firms ask to give the project up."""
    claim_id = stage(office)
    press(office, service.request_end, office.leader, claim_id, now=NEXT_DAY,
          reason="機械が壊れ、続けられません。")  # fmt: skip
    return claim_id


def ended(office: Office, stage: Stage = granted) -> int:
    """A project that was given up and let go."""
    claim_id = ending(office, stage)
    press(office, service.draft_end, office.clerk, claim_id, now=NEXT_DAY, doc_no="8大産振第401号")
    press(office, service.decide_end, office.approver, claim_id, now=NEXT_DAY)
    return claim_id


def cancelling(office: Office, stage: Stage = paid, **more: Any) -> int:  # noqa: ANN401  parts of the proposal
    """A claim whose cancellation waits for the approver; of all of it unless said otherwise."""
    claim_id = stage(office)
    raw = {
        "doc_no": "8大産振第201号", "cause": CancelCause.OTHER_USE,
        "hearing": "1月15日に代表者から聞きました。", "reason": "決まった目的に使っていません。",
    } | more  # fmt: skip
    press(office, service.draft_cancellation, office.clerk, claim_id, now=CANCELLED_AT, **raw)
    return claim_id


def cancelled(office: Office, stage: Stage = paid, **more: Any) -> int:  # noqa: ANN401  parts of the proposal
    """A cancelled claim; what was paid is to come back."""
    claim_id = cancelling(office, stage, **more)
    press(office, service.decide_cancellation, office.approver, claim_id, now=CANCELLED_AT)
    return claim_id


def ordered(office: Office, **more: Any) -> int:  # noqa: ANN401  parts of the proposal
    """A claim whose firms have been ordered to pay back."""
    claim_id = cancelled(office, **more)
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT,
          doc_no="8大産振第202号")  # fmt: skip
    return claim_id


def staff(office: Office, claim_id: int, actor: Actor | None = None) -> StaffClaim:
    """The claim on the clerk's screen."""
    seen: StaffClaim = commands.look(
        office.store, reads.staff_claim, actor=actor or office.clerk, now=AFTER_PAYMENT,
        claim_id=claim_id,
    )  # fmt: skip
    return seen


def firm(office: Office, claim_id: int, actor: Actor | None = None) -> FirmClaim:
    """The claim on the leader's screen."""
    seen: FirmClaim = commands.look(
        office.store, reads.firm_claim, actor=actor or office.leader, now=AFTER_PAYMENT,
        claim_id=claim_id,
    )  # fmt: skip
    return seen
