"""Money before the report: asked for, ordered, looked at, paid, settled; never a yen too much."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import col

from hub.i18n.values import shown
from hub.kernel.errors import Forbidden, HubError, Invalid, Refused
from hub.kernel.states import follow
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.subsidy import service, states
from hub.subsidy.cases.faults import BadCase
from hub.subsidy.recheck import everything
from hub.subsidy.rulesheet import read_sheet
from models.platform import OutboxRow
from models.subsidy import BudgetLine, Claim, ClaimDuty, PaymentOrder, PaymentStep, ReturnReceipt
from models.vocab.subsidy import (
    CancelCause,
    ClaimState,
    DecisionKind,
    Duty,
    OrderAction,
    OrderState,
)
from tests.support import claims
from tests.support.claims import CANCELLED_AT, NEXT_DAY, Office, a_sheet, an_office, press
from tests.support.internship import SYSTEM, rows

# Written anew from the design, rows 32 to 38: "state action" to the next state and who.
STEPS = {
    "requested send_back": ("withdrawn", "clerk"),
    "returned send_back": ("withdrawn", "clerk"),
    "requested order": ("ordered", "orderer"),
    "ordered examine": ("passed", "accounting"),
    "ordered reject": ("requested", "accounting"),
    "passed pay": ("paid", "accounting"),
    "passed come_back": ("returned", "accounting"),
    "paid come_back": ("returned", "accounting"),
    "returned correct": ("ordered", "leader"),
}
DAY = date(2026, 12, 29)


PRESSES: dict[str, tuple[Any, dict[str, str]]] = {
    "send_back": (service.send_back_order, {"note": "内訳"}),
    "order": (service.give_order, {}),
    "examine": (service.examine_order, {}),
    "reject": (service.reject_order, {"note": "口座"}),
    "pay": (service.pay_order, {"slip_no": "2", "paid_on": str(DAY)}),
    "come_back": (service.order_came_back, {"note": "口座"}),
    "correct": (service.correct_account, {"note": "直しました"}),
}


@pytest.fixture
def office(store: Store) -> Office:
    """A programme that advances half of the grant of 16,000 yen."""
    return an_office(store, advance=[1, 2])


def claim(office: Office) -> Claim:
    found: Claim = rows(office.store, Claim)[0]
    return found


def newest(office: Office) -> PaymentOrder:
    found: PaymentOrder = max(rows(office.store, PaymentOrder), key=lambda row: row.number)
    return found


def money(office: Office) -> dict[str, int]:
    line: BudgetLine = rows(office.store, BudgetLine)[0]
    names = ("available", "committed", "advanced", "payable", "paid", "recoverable", "recovered")
    return {name: getattr(line, name) for name in names if getattr(line, name)}


def differences(office: Office) -> list[str]:
    with office.store.reading() as session:
        return [str(row) for row in everything(Ctx(session, SYSTEM, CANCELLED_AT)).differences]


def step(office: Office, function: Any, actor: Actor, **raw: Any) -> None:  # noqa: ANN401  any command
    press(office, function, actor, 1, now=NEXT_DAY, order_id=newest(office).id, **raw)


def code(refusal: pytest.ExceptionInfo[Refused]) -> str:
    return refusal.value.reason.code


@pytest.mark.parametrize("state", OrderState)
@pytest.mark.parametrize("action", OrderAction)
def test_a_step_of_an_advance_is_taken_when_it_is_listed_and_refused_when_not(
    state: OrderState, action: OrderAction
) -> None:
    listed = STEPS.get(f"{state} {action}")
    if listed is None:
        with pytest.raises(Refused):
            follow(states.ORDER, state, action)
    else:
        assert follow(states.ORDER, state, action).target == listed[0]


def test_an_advance_goes_from_the_commitment_over_payable_to_advanced(office: Office) -> None:
    claim_id = claims.advance_asked(office)
    assert money(office) == {"available": 5_984_000, "committed": 16_000}
    assert differences(office) == []
    step(office, service.give_order, office.orderer)
    assert money(office) == {"available": 5_984_000, "committed": 8_000, "payable": 8_000}
    assert differences(office) == []
    step(office, service.examine_order, office.accounting)
    assert differences(office) == []
    step(office, service.pay_order, office.accounting, slip_no="概-1", paid_on=str(DAY))
    assert money(office) == {"available": 5_984_000, "committed": 8_000, "advanced": 8_000}
    now, row = claim(office), newest(office)
    assert (now.state, now.paid_yen, now.id) == (ClaimState.GRANTED, 8_000, claim_id)
    assert (row.state, row.slip_no, row.paid_on) == (OrderState.PAID, "概-1", DAY)
    assert differences(office) == []
    told = {(one.kind, one.person_id) for one in rows(office.store, OutboxRow)}
    assert {
        ("subsidy:advance_request", office.clerk.person_id),
        ("subsidy:advance_request", office.orderer.person_id),
        ("subsidy:advance_order", office.accounting.person_id),
        ("subsidy:advance_pay", office.leader.person_id),
    } <= told


@pytest.mark.parametrize(
    "statement", ["UPDATE payment_step SET id = id", "DELETE FROM payment_step"]
)
def test_a_step_of_an_advance_that_was_taken_stays(office: Office, statement: str) -> None:
    claims.advance_asked(office)
    step(office, service.give_order, office.orderer)
    assert rows(office.store, PaymentStep)
    with (
        pytest.raises(sa.exc.DBAPIError, match="append only"),
        office.store.engine.begin() as connection,
    ):
        connection.execute(sa.text(statement))


def test_all_advances_together_stay_within_the_part_that_the_programme_allows(
    office: Office,
) -> None:
    claim_id = claims.granted(office)
    with pytest.raises(Invalid) as refusal:
        claims.advance_asked(office, 8_001, lambda _office: claim_id)
    assert refusal.value.problems[0].params["most"].amount == 8_000  # type: ignore[attr-defined]  # an amount
    claims.advanced(office, 5_000, lambda _office: claim_id)
    with pytest.raises(Invalid) as refusal:
        claims.advance_asked(office, 3_001, lambda _office: claim_id)
    assert refusal.value.problems[0].params["most"].amount == 3_000  # type: ignore[attr-defined]  # an amount
    claims.advanced(office, 3_000, lambda _office: claim_id)
    assert claim(office).paid_yen == 8_000
    assert differences(office) == []


def test_a_programme_without_advances_has_none(store: Store) -> None:
    office = an_office(store)
    with pytest.raises(Refused) as refusal:
        claims.advance_asked(office)
    assert code(refusal) == "subsidy.no_advances"


def test_a_part_above_the_whole_is_no_rule() -> None:
    assert read_sheet(a_sheet(advance=[1, 2]), "demo", 1).advance is not None
    assert read_sheet(a_sheet(), "demo", 1).advance is None
    with pytest.raises(BadCase):
        read_sheet(a_sheet(advance=[3, 2]), "demo", 1)


def test_what_is_wrong_with_a_request_is_said_at_once(office: Office) -> None:
    claim_id = claims.granted(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.request_advance, office.leader, claim_id, amount="1.5")
    assert [row.field for row in refusal.value.problems] == ["amount", "reason"]


def test_who_decided_the_grant_never_orders_and_the_orderer_never_decides(office: Office) -> None:
    claims.advance_asked(office)
    with pytest.raises(Refused) as refusal:
        step(office, service.give_order, office.approver)
    assert code(refusal) == "subsidy.side_approver"
    step(office, service.give_order, office.orderer)
    sides = {row.person_id: row.duty for row in rows(office.store, ClaimDuty)}
    assert sides[office.orderer.person_id] is Duty.ORDERER


@pytest.mark.parametrize("name", list(STEPS))
def test_nobody_else_takes_a_step(office: Office, name: str) -> None:
    claims.advance_asked(office)
    state, action = name.split()
    with office.store.writing() as session:
        paid = {"slip_no": "1", "paid_on": DAY} if state == "paid" else {}
        session.connection().execute(sa.update(PaymentOrder).values(state=state, **paid))
    function, raw = PRESSES[action]
    for who in {"leader", "clerk", "orderer", "accounting"} - {STEPS[name][1]}:
        with pytest.raises(Forbidden):
            step(office, function, getattr(office, who), **raw)
    assert newest(office).state == state


@pytest.mark.parametrize("name", list(STEPS))
def test_whoever_stands_on_another_side_takes_no_step(office: Office, name: str) -> None:
    claims.advance_asked(office)
    (state, action), who = name.split(), STEPS[name][1]
    person_id = getattr(office, who).person_id
    side = Duty.APPROVER if who == "clerk" else Duty.CLERK
    with office.store.writing() as session:
        paid = {"slip_no": "1", "paid_on": DAY} if state == "paid" else {}
        session.connection().execute(sa.update(PaymentOrder).values(state=state, **paid))
        session.connection().execute(
            sa.delete(ClaimDuty).where(col(ClaimDuty.person_id) == person_id)
        )
        session.add(ClaimDuty(claim_id=1, person_id=person_id, duty=side, at=NEXT_DAY))
    function, raw = PRESSES[action]
    with pytest.raises(Refused) as refusal:
        step(office, function, getattr(office, who), **raw)
    assert code(refusal) == f"subsidy.side_{side}"
    assert newest(office).state == state


def test_the_bank_gives_it_back_before_and_after_and_it_is_paid_anew(office: Office) -> None:
    claims.advance_passed(office)
    with pytest.raises(Refused):
        step(office, service.order_came_back, office.accounting)
    step(office, service.order_came_back, office.accounting, note="口座番号が違います。")
    assert newest(office).state is OrderState.RETURNED
    assert money(office)["payable"] == 8_000
    assert differences(office) == []
    step(office, service.correct_account, office.leader, note="番号を直しました。")
    step(office, service.examine_order, office.accounting)
    step(office, service.pay_order, office.accounting, slip_no="概-1", paid_on=str(DAY))
    assert differences(office) == []
    step(office, service.order_came_back, office.accounting, note="解約された口座です。")
    assert (claim(office).paid_yen, newest(office).slip_no) == (None, None)
    assert money(office)["payable"] == 8_000
    assert differences(office) == []
    step(office, service.send_back_order, office.clerk, note="概算払をやめます。")
    assert money(office) == {"available": 5_984_000, "committed": 16_000}
    assert differences(office) == []
    slips = [row.slip_no for row in rows(office.store, PaymentStep) if row.slip_no]
    assert slips == ["概-1"], "the slip stays in the history"


def test_accounting_gives_an_order_back_and_the_money_is_committed_again(office: Office) -> None:
    claims.advance_asked(office)
    step(office, service.give_order, office.orderer)
    step(office, service.reject_order, office.accounting, note="請求書がありません。")
    assert newest(office).state is OrderState.REQUESTED
    assert money(office) == {"available": 5_984_000, "committed": 16_000}
    step(office, service.give_order, office.orderer)
    assert differences(office) == []


def test_while_an_advance_is_under_way_nothing_crosses_it(office: Office) -> None:
    claim_id = claims.advance_asked(office)
    press(office, service.prepare_report, office.leader, claim_id, now=NEXT_DAY)
    crossing: list[tuple[Any, Actor, dict[str, Any]]] = [
        (service.report, office.leader, {}),
        (service.withdraw_claim, office.leader, {}),
        (service.request_advance, office.leader, {"amount": "1", "reason": "もう1回"}),
        (service.draft_cancellation, office.clerk, {
            "doc_no": "1", "cause": CancelCause.OTHER_USE, "hearing": "聞いた", "reason": "理由",
        }),
    ]  # fmt: skip
    for function, actor, raw in crossing:
        with pytest.raises(Refused) as refusal:
            press(office, function, actor, claim_id, now=NEXT_DAY, **raw)
        assert code(refusal) == "subsidy.advance_under_way", function.__name__
    step(office, service.send_back_order, office.clerk, note="内訳がありません。")
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    assert differences(office) == []


def test_plan_and_end_wait_for_an_advance_under_way(office: Office) -> None:
    claim_id = claims.advance_asked(office)
    for ask in (claims.changing, claims.ending):
        with pytest.raises(Refused) as refusal:
            ask(office, lambda _office: claim_id)
        assert code(refusal) == "subsidy.advance_under_way"


def test_the_database_itself_refuses_a_second_one_under_way(office: Office) -> None:
    claims.advance_asked(office)
    row = newest(office)
    with pytest.raises(IntegrityError), office.store.writing() as session:
        session.add(PaymentOrder(**row.model_dump(exclude={"id", "number"}), number=2))


def test_what_was_advanced_cannot_be_withdrawn_only_given_up_and_comes_back(
    office: Office,
) -> None:
    """Given up: the rest is free at once, the advance comes back without a charge."""
    claim_id = claims.advanced(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.withdraw_claim, office.leader, claim_id, now=NEXT_DAY)
    assert code(refusal) == "subsidy.advanced_already"
    claims.ended(office, lambda _office: claim_id)
    now = claim(office)
    assert (now.state, now.granted_yen, now.paid_yen) == (ClaimState.RETURNING, 0, 8_000)
    assert money(office) == {"available": 5_992_000, "recoverable": 8_000}
    assert differences(office) == []
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="9")
    assert differences(office) == []
    press(office, service.receive_return, office.accounting, claim_id, now=CANCELLED_AT,
          receipt_no="領1", received_on="2027-01-20", amount="8,000")  # fmt: skip
    (row,) = rows(office.store, ReturnReceipt)
    assert (row.principal_yen, row.additional_yen) == (8_000, 0)
    assert claim(office).state is ClaimState.REPAID
    assert money(office) == {"available": 6_000_000}
    assert differences(office) == []


def settle(office: Office, claim_id: int, first: str) -> None:
    """Report the first cost with another amount, and fix what follows from it."""
    press(office, service.prepare_report, office.leader, claim_id, now=NEXT_DAY)
    line = claims.firm(office, claim_id).lines[0]
    press(office, service.change_line, office.leader, claim_id, now=NEXT_DAY,
          line_id=line.line_id, gross=first)  # fmt: skip
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    claims.accepted(office, claim_id)
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY, doc_no="F1")
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)


def told_of_the_amount(office: Office) -> str:
    """What the leader was told when the amount was fixed."""
    found = [
        row.msgid.format(**{name: shown(value) for name, value in row.params.items()})
        for row in rows(office.store, OutboxRow)
        if row.person_id == office.leader.person_id and row.kind.startswith("subsidy:determine")
    ]
    return str(found[-1])


def test_a_final_amount_above_the_advance_pays_only_the_rest(office: Office) -> None:
    claim_id = claims.advanced(office)
    settle(office, claim_id, "24,000")
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.DETERMINED, 8_000)
    assert money(office) == {"available": 5_984_000, "payable": 8_000, "paid": 8_000}
    assert "16,000円に決まりました。概算払の残り8,000円" in told_of_the_amount(office)
    assert differences(office) == []
    with pytest.raises(Invalid) as refusal:
        press(office, service.record_payment, office.clerk, claim_id, now=NEXT_DAY, slip_no="概-1",
              paid_on=str(DAY))  # fmt: skip
    assert refusal.value.problems[0].field == "slip_no", "one slip, one payment"
    press(office, service.record_payment, office.clerk, claim_id, now=NEXT_DAY, slip_no="S-1",
          paid_on=str(DAY))  # fmt: skip
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.PAID, 16_000)
    assert money(office) == {"available": 5_984_000, "paid": 16_000}
    press(office, service.payment_came_back, office.clerk, claim_id, now=NEXT_DAY,
          came_back_on=str(DAY), note="口座")  # fmt: skip
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.DETERMINED, 8_000)
    assert money(office) == {"available": 5_984_000, "payable": 8_000, "paid": 8_000}
    assert differences(office) == []


def test_a_final_amount_equal_to_the_advance_is_paid_at_once(office: Office) -> None:
    """10,000 and 1,040 yen: two thirds are 7,360, cut to 7,000 yen."""
    claim_id = claims.advanced(office, 7_000)
    settle(office, claim_id, "10,000")
    now = claim(office)
    assert (now.state, now.fixed_yen, now.paid_yen) == (ClaimState.PAID, 7_000, 7_000)
    assert money(office) == {"available": 5_993_000, "paid": 7_000}
    assert "7,000円に決まりました。概算払と同じ額" in told_of_the_amount(office)
    assert differences(office) == []


def test_a_final_amount_below_the_advance_asks_the_difference_back(office: Office) -> None:
    """5,000 and 1,040 yen: two thirds are 4,026, cut to 4,000 yen; 4,000 of 8,000 come back."""
    claim_id = claims.advanced(office)
    settle(office, claim_id, "5,000")
    now = claim(office)
    assert (now.state, now.fixed_yen, now.paid_yen) == (ClaimState.RETURNING, 4_000, 8_000)
    assert money(office) == {"available": 5_992_000, "paid": 4_000, "recoverable": 4_000}
    assert "4,000円に決まりました。概算払のうち4,000円" in told_of_the_amount(office)
    assert differences(office) == []
    press(office, service.order_return, office.approver, claim_id, now=CANCELLED_AT, doc_no="9")
    press(office, service.receive_return, office.accounting, claim_id, now=CANCELLED_AT,
          receipt_no="領1", received_on="2027-01-20", amount="4,000")  # fmt: skip
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.REPAID, 4_000)
    assert money(office) == {"available": 5_996_000, "paid": 4_000}
    assert differences(office) == []


def test_a_plan_is_never_changed_below_what_was_advanced(office: Office) -> None:
    claim_id = claims.advanced(office)
    with pytest.raises(Refused) as refusal:
        claims.change_proposed(
            office, DecisionKind.CHANGE, stage=lambda _office: claim_id, amounts={1: "9,000"}
        )
    assert code(refusal) == "subsidy.below_advance"
    assert claim(office).granted_yen == 16_000


def test_before_the_report_a_part_is_not_cancelled_below_the_advance_but_all_is(
    office: Office,
) -> None:
    claim_id = claims.advanced(office)
    with pytest.raises(Invalid) as refusal:
        claims.cancelling(office, lambda _office: claim_id, amount="9,000")
    assert refusal.value.problems[0].reason.code == "subsidy.below_advance"
    claims.cancelled(office, lambda _office: claim_id, amount="8,000")
    assert (claim(office).state, claim(office).granted_yen) == (ClaimState.GRANTED, 8_000)
    assert money(office) == {"available": 5_992_000, "advanced": 8_000}
    assert differences(office) == []
    claims.cancelled(office, lambda _office: claim_id, doc_no="8大産振第209号")
    assert (claim(office).state, claim(office).granted_yen) == (ClaimState.RETURNING, 0)
    assert money(office) == {"available": 5_992_000, "recoverable": 8_000}
    assert differences(office) == []


def test_a_part_cancelled_down_to_the_advance_after_the_report_leaves_nothing_to_pay(
    office: Office,
) -> None:
    claim_id = claims.advanced(office)
    settle(office, claim_id, "24,000")
    claims.cancelled(office, lambda _office: claim_id, amount="8,000")
    assert (claim(office).state, claim(office).fixed_yen) == (ClaimState.PAID, 8_000)
    assert money(office) == {"available": 5_992_000, "paid": 8_000}
    assert differences(office) == []


def test_no_advance_is_paid_after_the_books_are_closed_or_in_the_future(office: Office) -> None:
    claim_id = claims.advance_asked(office)
    step(office, service.give_order, office.orderer)
    june = datetime(2027, 6, 1, 1, 0, tzinfo=UTC)
    at = newest(office).id
    with pytest.raises(Refused) as refusal:
        press(office, service.examine_order, office.accounting, claim_id, now=june, order_id=at)
    assert code(refusal) == "subsidy.books_closed"
    step(office, service.examine_order, office.accounting)
    for day in (DAY + timedelta(days=1), date(2026, 12, 27)):
        with pytest.raises(Invalid):
            step(office, service.pay_order, office.accounting, slip_no="1", paid_on=str(day))
    with pytest.raises(HubError):
        press(office, service.pay_order, office.accounting, claim_id, now=june, order_id=at,
              slip_no="1", paid_on="2027-06-01")  # fmt: skip
    assert newest(office).state is OrderState.PASSED
