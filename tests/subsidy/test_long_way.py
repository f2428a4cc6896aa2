"""One claim with change, advance, money from the bank, partial cancellation and return (part 17).

Every amount is computed anew by the second calculator, which shares no line with the product, from
figures that are written down here; the night's check finds nothing after any step.
"""

from datetime import UTC, date, datetime
from typing import Any, Final

import pytest

from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.subsidy import service
from hub.subsidy.recheck import everything
from models.subsidy import (
    BudgetLine,
    Claim,
    IssuedDocument,
    PaymentOrder,
    PaymentRecord,
    ReturnReceipt,
)
from models.vocab.subsidy import CancelCause, ClaimState
from tests.bench.second import solve
from tests.support import claims
from tests.support.claims import ALLOTTED, Office, a_sheet, an_office
from tests.support.internship import SYSTEM, do, rows

FEE, TRAVEL, STEEL = 24_000, 1_040, 220_000
ADVANCED_ON, PAID_ON = date(2026, 12, 30), date(2027, 1, 8)
BACK = (date(2027, 2, 3), date(2027, 3, 1))


def case(**sections: Any) -> dict[str, Any]:  # noqa: ANN401  JSON of every kind
    """A case of the second calculator under the demo's rules."""
    programme = {"id": "demo", "version": 1, **a_sheet()["amounts"]}
    return {"schema": "waza-subsidy-case/1", "programme": programme, **sections}


def costs(fee: int, steel: int, **more: int) -> dict[str, Any]:
    """The three costs as typed: fee, travel, steel at 10 per cent."""
    typed = (("expert", fee), ("travel", TRAVEL), ("material", steel))
    lines = [
        {"id": str(at), "category": category, "gross": gross, "tax_rate": tax}
        for at, ((category, gross), tax) in enumerate(zip(typed, TAX, strict=True), start=1)
    ]
    return {"lines": lines, **more}


TAX: Final = (0, 0, 10)


class Way:
    """The claim on its way, day by day."""

    def __init__(self, store: Store) -> None:
        """Half of a grant may be advanced."""
        self.office: Office = an_office(store, advance=[1, 2])
        self.claim_id = 0
        self.number = 0

    def press(self, day: date, function: Any, actor: Actor, **raw: Any) -> None:  # noqa: ANN401  any command
        """One step at noon; afterwards everything is recomputed."""
        now = datetime(day.year, day.month, day.day, 3, 0, tzinfo=UTC)
        claims.press(self.office, function, actor, self.claim_id, now=now, **raw)
        with self.office.store.reading() as session:
            found = everything(Ctx(session, SYSTEM, now)).differences
        assert found == (), function.__name__

    def doc_no(self) -> str:
        """A number that was not taken before."""
        self.number += 1
        return f"8大産振第{self.number + 700}号"

    @property
    def claim(self) -> Claim:
        """The claim now."""
        found: Claim = rows(self.office.store, Claim)[0]
        return found

    @property
    def money(self) -> dict[str, int]:
        """The budget line now, without what is 0."""
        line: BudgetLine = rows(self.office.store, BudgetLine)[0]
        names = (
            "available", "committed", "advanced", "payable", "paid", "recoverable", "recovered",
        )  # fmt: skip
        return {name: getattr(line, name) for name in names if getattr(line, name)}


@pytest.fixture
def way(store: Store) -> Way:
    return Way(store)


def test_a_claim_with_everything_ends_to_the_yen(way: Way) -> None:
    granted = grant(way)
    changed = change(way, granted)
    advanced = advance(way, changed)
    fixed = settle(way, changed, advanced)
    pay_twice(way, fixed, advanced)
    cancel_and_receive(way, fixed, advanced)
    assert way.claim.state is ClaimState.COMPLETED


def grant(way: Way) -> int:
    """Two thirds of fee, travel and steel without its tax."""
    plan = solve(case(plan=costs(FEE, STEEL)))["plan"]
    way.claim_id = claims.granted(way.office, material=STEEL)
    assert way.claim.granted_yen == plan["award"] == 150_000
    assert way.money == {"available": ALLOTTED - 150_000, "committed": 150_000}
    return int(plan["award"])


def change(way: Way, granted: int) -> int:
    """Less steel: the grant falls before anything is advanced."""
    office, day = way.office, date(2026, 12, 29)
    way.press(day, service.request_change, office.leader, amounts={3: "176,000"}, reason="減った")
    way.press(day, service.draft_change, office.clerk, doc_no=way.doc_no())
    way.press(day, service.decide_change, office.approver)
    plan = solve(case(plan=costs(FEE, 176_000, asked=granted)))["plan"]
    assert way.claim.granted_yen == plan["award"] == 123_000
    assert way.money == {"available": ALLOTTED - 123_000, "committed": 123_000}
    return int(plan["award"])


def advance(way: Way, changed: int) -> int:
    """Half of it before the report; the bank gives it back once."""
    office, yen = way.office, changed // 2
    way.press(ADVANCED_ON, service.request_advance, office.leader, amount=str(yen), reason="先払い")
    order = {"order_id": rows(office.store, PaymentOrder)[0].id}
    accounting = office.accounting
    way.press(ADVANCED_ON, service.give_order, office.orderer, **order)
    way.press(ADVANCED_ON, service.examine_order, accounting, **order)
    way.press(ADVANCED_ON, service.order_came_back, accounting, note="口座違い", **order)
    way.press(ADVANCED_ON, service.correct_account, office.leader, note="直した", **order)
    way.press(ADVANCED_ON, service.examine_order, accounting, **order)
    way.press(ADVANCED_ON, service.pay_order, accounting, slip_no="概-1",
              paid_on=str(ADVANCED_ON), **order)  # fmt: skip
    assert way.claim.paid_yen == yen == 61_500
    assert way.money == {
        "available": ALLOTTED - changed, "committed": changed - yen, "advanced": yen,
    }  # fmt: skip
    return yen


def settle(way: Way, changed: int, advanced: int) -> int:
    """Less was spent again: the final amount is above the advance and below the grant."""
    office, day = way.office, date(2027, 1, 5)
    way.press(day, service.prepare_report, office.leader)
    line = claims.firm(office, way.claim_id).lines[2]
    way.press(day, service.change_line, office.leader, line_id=line.line_id, gross="154,000")
    way.press(day, service.report, office.leader)
    for row in claims.staff(office, way.claim_id).findings:
        if row.state == "open":
            do(office.store, service.waive_finding, office.clerk, claim_id=way.claim_id,
                      finding_id=row.finding_id, why="窓口で紙を見ました。")  # fmt: skip
    way.press(day, service.draft_determination, office.clerk, doc_no=way.doc_no())
    way.press(day, service.determine, office.approver)
    told = solve(
        case(
            actual=costs(FEE, 154_000),
            decision={"amount": changed, "date": "2026-12-29"},
            payments=[{"date": str(ADVANCED_ON), "amount": advanced, "kind": "advance"}],
        )
    )
    fixed = told["actual"]["fixed"]
    assert told["settle"] == {
        "paid": advanced, "pay": fixed - advanced, "return": 0, "release": changed - fixed,
    }  # fmt: skip
    assert (way.claim.state, way.claim.fixed_yen) == (ClaimState.DETERMINED, fixed)
    assert claims.firm(office, way.claim_id).head.left_yen == told["settle"]["pay"]
    notice = rows(office.store, IssuedDocument)[-1].frozen
    assert (notice["amount"], notice["advanced"]) == (fixed, advanced)
    assert way.money == {
        "available": ALLOTTED - fixed, "payable": fixed - advanced, "paid": advanced,
    }  # fmt: skip
    return int(fixed)


def pay_twice(way: Way, fixed: int, advanced: int) -> None:
    """The rest is paid, comes back from the bank, and is paid anew."""
    clerk = way.office.clerk
    before = date(2027, 1, 6)
    way.press(before, service.record_payment, clerk, slip_no="支-1", paid_on=str(before))
    way.press(before, service.payment_came_back, clerk, came_back_on=str(before), note="口座違い")
    assert (way.claim.state, way.claim.paid_yen) == (ClaimState.DETERMINED, advanced)
    way.press(PAID_ON, service.record_payment, clerk, slip_no="支-2", paid_on=str(PAID_ON))
    assert [row.amount_yen for row in rows(way.office.store, PaymentRecord)] == [
        fixed - advanced, fixed - advanced,
    ]  # fmt: skip
    assert (way.claim.state, way.claim.paid_yen) == (ClaimState.PAID, fixed)
    assert way.money == {"available": ALLOTTED - fixed, "paid": fixed}


def cancel_and_receive(way: Way, fixed: int, advanced: int) -> None:
    """50,000 yen are cancelled: 46,500 of the last payment and 3,500 of the advance come back.

    They come in two parts, the second one late; the charges are those of the second calculator.
    """
    office, day, taken = way.office, date(2027, 1, 20), fixed - advanced + 3_500
    way.press(
        day, service.draft_cancellation, office.clerk, doc_no=way.doc_no(), amount=str(taken),
        cause=CancelCause.OTHER_USE, hearing="聞きました。", reason="目的と違います。",
    )  # fmt: skip
    way.press(day, service.decide_cancellation, office.approver)
    assert (way.claim.state, way.claim.fixed_yen) == (ClaimState.RETURNING, fixed - taken)
    way.press(day, service.order_return, office.approver, doc_no=way.doc_no())
    due = way.claim.return_due
    assert due == date(2027, 2, 9)
    first = 30_000
    way.press(BACK[0], service.receive_return, office.accounting, receipt_no="領1",
              received_on=str(BACK[0]), amount=str(first))  # fmt: skip
    (told,) = solve(
        case(
            returns=[
                {
                    "id": "R1", "kind": "cancel", "amount": taken, "due": str(due), "charge": True,
                    "received": [
                        {"date": str(ADVANCED_ON), "amount": advanced},
                        {"date": str(PAID_ON), "amount": fixed - advanced},
                    ],
                    "repaid": [
                        {"date": str(BACK[0]), "amount": first},
                        {"date": str(BACK[1]), "amount": taken - first},
                    ],
                }
            ]
        )
    )["returns"]  # fmt: skip
    charges = told["additional"] + told["late"]
    assert told["additional"] > 0, "the cancellation costs a charge"
    assert told["late"] > 0, "the second part came after the due date"
    way.press(BACK[1], service.receive_return, office.accounting, receipt_no="領2",
              received_on=str(BACK[1]), amount=str(taken - first + charges))  # fmt: skip
    got = rows(office.store, ReturnReceipt)
    assert sum(row.principal_yen for row in got) == taken
    assert sum(row.additional_yen for row in got) == told["additional"]
    assert sum(row.late_yen for row in got) == told["late"]
    assert (way.claim.state, way.claim.paid_yen) == (ClaimState.REPAID, fixed - taken)
    left = fixed - taken
    assert way.money == {"available": ALLOTTED - left, "paid": left}
    way.press(BACK[1], service.complete, office.clerk)
