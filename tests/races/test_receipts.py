"""Money of one claim paid and received by sixteen at once: never a yen over, on both engines.

The line holds money of other claims in the same account, so that its counter alone would let a
second payment or receipt pass: what must hold is the version of the claim. Each writer presses with
a number of its own, first with the version that all have seen, then again with the newest one. The
threads share one process: SQLite writers queue at the store's mutex, PostgreSQL clients meet at the
rows.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Final

import pytest
from sqlmodel import col, select

from hub.kernel.errors import STALE, HubError
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.subsidy import ledger, recheck, recovery, service, words
from hub.subsidy.ledger import Move
from models.subsidy import BudgetLine, Claim, PaymentRecord, ReturnOrder, ReturnReceipt
from models.vocab.subsidy import BudgetAccount as At
from models.vocab.subsidy import BudgetEvent, ClaimState
from tests.support.claims import (
    CANCELLED_AT,
    NEXT_DAY,
    Office,
    an_office,
    determined,
    ordered,
    paid,
    stored_version,
)
from tests.support.internship import SYSTEM, do, rows
from tests.support.measure import rounds

WRITERS: Final = 16
ROUNDS: Final = rounds(whole=50, part=3)
OTHERS_YEN: Final = 1_000_000
MATERIAL: Final = 600_000
Press = Callable[[int, int], None]


def with_others_money(office: Office, account: At) -> None:
    """Money of other claims in the account, which a second press could take."""
    with office.store.writing() as session:
        ledger.post(
            Ctx(session, SYSTEM, NEXT_DAY), office.budget_line_id, BudgetEvent.ALLOT,
            [Move(At.AVAIL, account, OTHERS_YEN)],
        )  # fmt: skip


def at_once(store: Store, claim_id: int, first: int, press: Press) -> Counter[str]:
    """How sixteen presses with the same version ended, and one more of each with the newest."""
    seen = stored_version(store, claim_id)
    gate = threading.Barrier(WRITERS)

    def writer(number: int) -> Counter[str]:
        gate.wait(timeout=60)
        ended = Counter[str]()
        ended[f"seen {tried(press, first + number, seen)}"] += 1
        gate.wait(timeout=60)
        newest = stored_version(store, claim_id)
        ended[f"newest {tried(press, first + WRITERS + number, newest)}"] += 1
        return ended

    with ThreadPoolExecutor(WRITERS) as writers:
        return sum(writers.map(writer, range(WRITERS)), Counter())


def tried(press: Press, number: int, version: int) -> str:
    """Done, or the code of the refusal; a value that is wrong by the code of its field."""
    try:
        press(number, version)
    except HubError as refusal:
        problems = getattr(refusal, "problems", ())
        return problems[0].reason.code if problems else refusal.reason.code
    return "done"


def line_of(office: Office) -> BudgetLine:
    with office.store.reading() as session:
        return session.get_one(BudgetLine, office.budget_line_id)


def differences(office: Office, claim_id: int) -> list[object]:
    """What the journal says otherwise than the counters, and the events than the claim."""
    with office.store.reading() as session:
        ctx = Ctx(session, SYSTEM, CANCELLED_AT)
        line = session.get_one(BudgetLine, office.budget_line_id)
        claim = session.get_one(Claim, claim_id)
        return [*ledger.differences(ctx, line), *recheck.of_claim(ctx, claim)]


@pytest.mark.slow
def test_a_fixed_amount_is_paid_once_by_sixteen_clerks_with_their_own_slips(store: Store) -> None:
    office = an_office(store)
    claim_id = determined(office, material=MATERIAL)
    with_others_money(office, At.PAYABLE)
    before, ended = line_of(office), Counter[str]()

    def pay(number: int, version: int) -> None:
        do(
            store, service.record_payment, office.clerk, now=NEXT_DAY, claim_id=claim_id,
            version=version, slip_no=f"S-{number}", paid_on="2026-12-29",
        )  # fmt: skip

    def came_back() -> None:
        do(
            store, service.payment_came_back, office.clerk, now=NEXT_DAY, claim_id=claim_id,
            version=stored_version(store, claim_id), came_back_on="2026-12-29", note="口座違い",
        )  # fmt: skip

    for turn in range(ROUNDS):
        if turn:
            came_back()
        ended += at_once(store, claim_id, turn * 2 * WRITERS, pay)
    assert ended["seen done"] == ROUNDS
    assert ended["newest done"] == 0
    assert ended[f"seen {STALE.code}"] == ROUNDS * (WRITERS - 1)
    claim, after = rows(store, Claim)[0], line_of(office)
    assert (claim.state, claim.paid_yen) == (ClaimState.PAID, claim.fixed_yen)
    assert after.paid == claim.fixed_yen
    assert after.payable == before.payable - (claim.fixed_yen or 0) == OTHERS_YEN
    assert len(rows(store, PaymentRecord)) == ROUNDS
    assert differences(office, claim_id) == []


@pytest.mark.slow
def test_an_order_to_pay_back_never_takes_a_yen_more_than_is_due_on_the_day(store: Store) -> None:
    office = an_office(store)
    claim_id = ordered(office, stage=lambda at: paid(at, material=MATERIAL))
    with_others_money(office, At.RECOVERABLE)
    before = line_of(office)
    due = due_on(store, CANCELLED_AT.date())
    each = due // (ROUNDS + 1) + 1
    ended = Counter[str]()

    def receive(number: int, version: int) -> None:
        do(
            store, service.receive_return, office.accounting, now=CANCELLED_AT, claim_id=claim_id,
            version=version, receipt_no=f"R-{number}", received_on="2027-01-20", amount=str(each),
        )  # fmt: skip

    for turn in range(ROUNDS + 1):
        ended += at_once(store, claim_id, turn * 2 * WRITERS, receive)
    assert ended["seen done"] + ended["newest done"] == due // each
    assert ended[f"newest {words.RETURNED_TOO_MUCH.code}"] >= WRITERS - 1
    came = rows(store, ReturnReceipt)
    assert len(came) == due // each
    assert sum(row.principal_yen + row.additional_yen + row.late_yen for row in came) <= due
    order, after = rows(store, ReturnOrder)[0], line_of(office)
    principal = sum(row.principal_yen for row in came)
    assert principal <= order.principal_yen
    assert after.recoverable == before.recoverable - principal
    last = due_on(store, CANCELLED_AT.date())
    assert last == due - each * (due // each)
    assert differences(office, claim_id) == []


def due_on(store: Store, day: date) -> int:
    """What pays the only order off on a day."""
    with store.reading() as session:
        ctx = Ctx(session, SYSTEM, CANCELLED_AT)
        claim = session.exec(select(Claim).order_by(col(Claim.id))).one()
        order = session.exec(select(ReturnOrder).order_by(col(ReturnOrder.id))).one()
        return recovery.balance(ctx, claim, order, day).total_yen
