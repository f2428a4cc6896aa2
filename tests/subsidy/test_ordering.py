"""Final payments of the full profile: asked for, ordered, examined, paid, given back, corrected."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from hub.kernel.errors import Forbidden, HubError, Invalid, Refused
from hub.platform import commands
from hub.platform.context import Actor, Ctx, system_actor
from hub.platform.db import Store
from hub.subsidy import reads, recheck, service
from models.subsidy import (
    BudgetLine,
    Claim,
    ClaimDuty,
    IssuedDocument,
    PaymentOrder,
    PaymentRecord,
)
from models.vocab.subsidy import CancelCause, ClaimAction, ClaimState, Duty, OrderState, Profile
from tests.support import claims
from tests.support.claims import CANCELLED_AT, NEXT_DAY, Office, an_office, press
from tests.support.internship import rows

DAY: Final = date(2026, 12, 29)
COUNTERS: Final = (
    "available", "committed", "advanced", "payable", "paid", "recoverable", "recovered",
)  # fmt: skip


@pytest.fixture
def office(store: Store) -> Office:
    """A ward whose programme has the full profile, and advances up to half."""
    return an_office(store, profile=Profile.FULL, advance=[1, 2])


def claim(office: Office) -> Claim:
    """The claim as it is stored."""
    found: Claim = rows(office.store, Claim)[0]
    return found


def order(office: Office) -> PaymentOrder:
    """The newest order as it is stored."""
    found: PaymentOrder = rows(office.store, PaymentOrder)[-1]
    return found


def money(office: Office) -> dict[str, int]:
    """Counters of the budget line that hold yen."""
    line = rows(office.store, BudgetLine)[0]
    return {name: getattr(line, name) for name in COUNTERS if getattr(line, name)}


def differences(office: Office) -> list[Any]:
    """What the nightly check finds."""
    with office.store.reading() as session:
        ctx = Ctx(session, system_actor("recheck"), NEXT_DAY)
        return list(recheck.everything(ctx).differences)


def step(
    office: Office,
    function: Any,  # noqa: ANN401  any command
    actor: Actor,
    *,
    now: datetime = NEXT_DAY,
    **raw: Any,  # noqa: ANN401  typed by a person
) -> Any:  # noqa: ANN401  each command has its own answer
    """Press on the newest order."""
    return press(office, function, actor, 1, now=now, order_id=order(office).id, **raw)


def test_a_fixed_amount_is_paid_by_five_and_each_step_stands_in_the_ledger(
    office: Office,
) -> None:
    claims.payment_asked(office)
    row = order(office)
    assert (row.amount_yen, row.reason, row.due_on) == (16_000, None, date(2027, 1, 28))
    assert (claim(office).state, money(office)) == (
        ClaimState.DETERMINED, {"available": 5_984_000, "payable": 16_000},
    )  # fmt: skip
    assert differences(office) == []
    step(office, service.give_order, office.orderer)
    (paper,) = [each for each in rows(office.store, IssuedDocument) if each.step_id]
    assert (paper.template, paper.frozen["amount"]) == ("payment_order", 16_000)
    assert (paper.frozen["orderer"], paper.frozen["is_advance"]) == ("早坂 文", False)
    assert differences(office) == []
    step(office, service.examine_order, office.accounting)
    assert differences(office) == []
    step(office, service.pay_order, office.accounting, slip_no="支-1", paid_on="令和8年12月29日")
    now = claim(office)
    assert (now.state, now.paid_yen) == (ClaimState.PAID, 16_000)
    assert money(office) == {"available": 5_984_000, "paid": 16_000}
    (record,) = rows(office.store, PaymentRecord)
    assert (record.slip_no, record.paid_on, record.amount_yen) == ("支-1", DAY, 16_000)
    assert differences(office) == []
    sides = {row.person_id: row.duty for row in rows(office.store, ClaimDuty)}
    wanted = {
        office.leader: Duty.APPLICANT, office.clerk: Duty.CLERK, office.approver: Duty.APPROVER,
        office.inspector: Duty.INSPECTOR, office.orderer: Duty.ORDERER,
        office.accounting: Duty.ACCOUNTING,
    }  # fmt: skip
    assert {who.name: sides[who.person_id or 0] for who in wanted} == {
        who.name: duty for who, duty in wanted.items()
    }
    press(office, service.complete, office.clerk, 1, now=NEXT_DAY)
    assert claim(office).state is ClaimState.COMPLETED
    assert differences(office) == []


def test_an_order_of_an_advance_has_its_paper_too(office: Office) -> None:
    claims.advance_passed(office)
    (paper,) = [each for each in rows(office.store, IssuedDocument) if each.step_id]
    assert (paper.frozen["is_advance"], paper.frozen["amount"]) == (True, 8_000)
    assert differences(office) == []


def test_what_was_advanced_is_not_asked_for_again(office: Office) -> None:
    claims.advanced(office)
    claim_id = 1
    press(office, service.prepare_report, office.leader, claim_id, now=NEXT_DAY)
    press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    claims.accepted(office, claim_id)
    claims.inspect(office, claim_id)
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY, doc_no="K1")
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY, is_checked=True)
    assert order(office).amount_yen == 8_000
    step(office, service.give_order, office.orderer)
    step(office, service.examine_order, office.accounting)
    taken = rows(office.store, PaymentOrder)[0].slip_no
    with pytest.raises(Invalid) as refusal:
        step(office, service.pay_order, office.accounting, slip_no=taken, paid_on=str(DAY))
    assert refusal.value.problems[0].field == "slip_no"
    step(office, service.pay_order, office.accounting, slip_no="支-9", paid_on=str(DAY))
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.PAID, 16_000)
    assert money(office) == {"available": 5_984_000, "paid": 16_000}
    assert differences(office) == []
    step(office, service.order_came_back, office.accounting, note="口座が違います。")
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.DETERMINED, 8_000)
    assert differences(office) == []


def test_the_bank_gives_it_back_before_and_after_and_it_is_examined_anew(office: Office) -> None:
    claims.payment_passed(office)
    with pytest.raises(Refused):
        step(office, service.order_came_back, office.accounting)
    step(office, service.order_came_back, office.accounting, note="口座番号が違います。")
    assert (order(office).state, claim(office).state) == (
        OrderState.RETURNED, ClaimState.DETERMINED,
    )  # fmt: skip
    assert money(office)["payable"] == 16_000
    assert differences(office) == []
    step(office, service.correct_account, office.leader, note="番号を直しました。")
    with pytest.raises(HubError):
        step(office, service.pay_order, office.accounting, slip_no="支-1", paid_on=str(DAY))
    step(office, service.examine_order, office.accounting)
    step(office, service.pay_order, office.accounting, slip_no="支-1", paid_on=str(DAY))
    step(office, service.order_came_back, office.accounting, note="解約された口座です。")
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.DETERMINED, None)
    assert money(office) == {"available": 5_984_000, "payable": 16_000}
    assert differences(office) == []
    step(office, service.correct_account, office.leader, note="別の口座にしました。")
    step(office, service.examine_order, office.accounting)
    step(office, service.pay_order, office.accounting, slip_no="支-2", paid_on=str(DAY))
    assert [row.slip_no for row in rows(office.store, PaymentRecord)] == ["支-1", "支-2"]
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.PAID, 16_000)
    assert differences(office) == []


def test_a_request_that_is_sent_back_is_over_and_another_one_follows(office: Office) -> None:
    claim_id = claims.payment_asked(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY,
              is_checked=True)  # fmt: skip
    assert refusal.value.reason.code == "subsidy.payment_under_way"
    step(office, service.send_back_order, office.clerk, note="口座の届けがありません。")
    assert (order(office).state, claim(office).state) == (
        OrderState.WITHDRAWN, ClaimState.DETERMINED,
    )  # fmt: skip
    assert money(office)["payable"] == 16_000
    with pytest.raises(Invalid) as unchecked:
        press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY)
    assert unchecked.value.problems[0].field == "is_checked"
    press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY, is_checked=True)
    assert [row.number for row in rows(office.store, PaymentOrder)] == [1, 2]
    assert differences(office) == []


def test_accounting_gives_the_order_back_and_each_order_has_its_paper(office: Office) -> None:
    claims.payment_ordered(office)
    step(office, service.reject_order, office.accounting, note="科目が違います。")
    assert (order(office).state, money(office)["payable"]) == (OrderState.REQUESTED, 16_000)
    step(office, service.give_order, office.orderer)
    papers = [each.frozen["number"] for each in rows(office.store, IssuedDocument) if each.step_id]
    assert [str(number)[-3:] for number in papers] == ["-S1", "-S2"]
    assert differences(office) == []


# Step: in which state of the order, who takes it, with which values.
STEPS: Final[Mapping[str, tuple[Any, str, dict[str, Any]]]] = {
    "requested send_back": (service.send_back_order, "clerk", {"note": "戻します。"}),
    "returned send_back": (service.send_back_order, "clerk", {"note": "戻します。"}),
    "requested order": (service.give_order, "orderer", {}),
    "ordered examine": (service.examine_order, "accounting", {}),
    "ordered reject": (service.reject_order, "accounting", {"note": "戻します。"}),
    "passed pay": (service.pay_order, "accounting", {"slip_no": "1", "paid_on": str(DAY)}),
    "passed come_back": (service.order_came_back, "accounting", {"note": "口座"}),
    "returned correct": (service.correct_account, "leader", {"note": "直しました。"}),
}


def put(office: Office, state: str) -> None:
    """The order in a state, by hand."""
    with office.store.writing() as session:
        is_paid = state == "paid"
        paid = {"slip_no": "1" if is_paid else None, "paid_on": DAY if is_paid else None}
        session.connection().execute(sa.update(PaymentOrder).values(state=state, **paid))


@pytest.mark.parametrize("name", list(STEPS))
def test_nobody_else_takes_a_step(office: Office, name: str) -> None:
    claims.payment_asked(office)
    state = name.split(maxsplit=1)[0]
    put(office, state)
    function, who, raw = STEPS[name]
    for other in {"leader", "clerk", "inspector", "orderer", "accounting"} - {who}:
        with pytest.raises(Forbidden):
            step(office, function, getattr(office, other), **raw)
    if who == "orderer":
        with pytest.raises(Refused) as refusal:
            step(office, function, office.approver, **raw)
        assert refusal.value.reason.code == "subsidy.side_approver"
    assert order(office).state == state


@pytest.mark.parametrize("name", list(STEPS))
def test_a_step_is_taken_in_its_states_only(office: Office, name: str) -> None:
    claims.payment_asked(office)
    function, who, raw = STEPS[name]
    action = name.split()[1]
    listed = {known.split()[0] for known in STEPS if known.split()[1] == action}
    for state in OrderState:
        if state.value in listed or (state, action) == (OrderState.PAID, "come_back"):
            continue
        put(office, state.value)
        with pytest.raises(Refused) as refusal:
            step(office, function, getattr(office, who), **raw)
        assert refusal.value.reason.code == "states.not_allowed", state


def test_whoever_inspected_or_checked_neither_orders_nor_examines(office: Office) -> None:
    claims.payment_asked(office)
    for person, duty, press_on in (
        (office.orderer, Duty.INSPECTOR, service.give_order),
        (office.accounting, Duty.CLERK, service.examine_order),
    ):
        with office.store.writing() as session:
            session.add(ClaimDuty(claim_id=1, person_id=person.person_id or 0, duty=duty,
                                  at=NEXT_DAY))  # fmt: skip
        put(office, "requested" if press_on is service.give_order else "ordered")
        with pytest.raises(Refused) as refusal:
            step(office, press_on, person)
        assert refusal.value.reason.code == f"subsidy.side_{duty}"


def test_after_the_books_are_closed_nothing_is_examined_or_paid(office: Office) -> None:
    claims.payment_ordered(office)
    june = datetime(2027, 6, 1, 1, 0, tzinfo=UTC)
    with pytest.raises(Refused) as refusal:
        step(office, service.examine_order, office.accounting, now=june)
    assert refusal.value.reason.code == "subsidy.books_closed"
    may = datetime(2027, 5, 31, 1, 0, tzinfo=UTC)
    step(office, service.examine_order, office.accounting, now=may)
    for day in ("2027-06-01", "2026-12-28"):
        with pytest.raises(Invalid) as wrong:
            step(office, service.pay_order, office.accounting, now=june, slip_no="1", paid_on=day)
        assert wrong.value.problems[0].field == "paid_on"
    step(office, service.pay_order, office.accounting, now=june, slip_no="1",
         paid_on="2027-05-31")  # fmt: skip
    assert claim(office).state is ClaimState.PAID


def test_while_the_payment_is_under_way_nothing_is_cancelled(office: Office) -> None:
    claim_id = claims.payment_passed(office)
    cancel = {
        "doc_no": "1", "cause": CancelCause.OTHER_USE, "hearing": "聞いた", "reason": "理由",
    }  # fmt: skip
    with pytest.raises(Refused) as refusal:
        press(office, service.draft_cancellation, office.clerk, claim_id, now=NEXT_DAY, **cancel)
    assert refusal.value.reason.code == "subsidy.payment_under_way"
    assert ClaimAction.PROPOSE_CANCEL not in claims.staff(office, claim_id).actions


def test_what_was_paid_by_order_comes_back_after_a_cancellation(office: Office) -> None:
    claims.ordered(office, stage=claims.paid_by_order, amount="6,000")
    press(office, service.receive_return, office.accounting, 1, now=CANCELLED_AT, receipt_no="領1",
          received_on="2027-01-20", amount="6,000")  # fmt: skip
    assert (claim(office).state, claim(office).paid_yen) == (ClaimState.REPAID, 10_000)
    assert differences(office) == []


def test_the_light_profile_has_no_requests_and_the_full_one_no_record_of_the_clerk(
    store: Store,
) -> None:
    office = an_office(store)
    claim_id = claims.determined(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.request_payment, office.leader, claim_id, now=NEXT_DAY,
              is_checked=True)  # fmt: skip
    assert refusal.value.reason.code == "states.not_allowed"
    assert claims.firm(office, claim_id).payable_yen is None


def test_the_clerk_writes_no_payment_down_in_the_full_profile(office: Office) -> None:
    claim_id = claims.payment_asked(office)
    with pytest.raises(Refused) as refusal:
        press(office, service.record_payment, office.clerk, claim_id, now=NEXT_DAY, slip_no="S-1",
              paid_on=str(DAY))  # fmt: skip
    assert refusal.value.reason.code == "states.not_allowed"
    assert ClaimAction.PAY not in claims.staff(office, claim_id).actions


def test_the_database_itself_refuses_a_second_final_payment(office: Office) -> None:
    claims.paid_by_order(office)
    row = order(office)
    facts = row.model_dump(exclude={"id", "number", "state", "slip_no", "paid_on"})
    with pytest.raises(IntegrityError), office.store.writing() as session:
        session.add(PaymentOrder(**facts, number=2))


@pytest.mark.parametrize(
    "wrong", ["reason = 'x'", "due_on = NULL", "kind = 'advance'", "kind = 'gift'"]
)
def test_an_order_has_what_its_kind_needs(office: Office, wrong: str) -> None:
    claims.payment_asked(office)
    with pytest.raises(IntegrityError), office.store.writing() as session:
        session.connection().execute(sa.text(f"UPDATE payment_order SET {wrong}"))


def test_the_papers_of_the_office_are_read_by_accounting_and_never_by_the_firms(
    office: Office,
) -> None:
    claims.payment_ordered(office)
    page = commands.look(office.store, reads.order_page, actor=office.accounting, now=NEXT_DAY,
                         claim_id=1)  # fmt: skip
    titles = [row.title for row in page.papers]
    assert {"検査調書", "額の確定通知", "支出命令書"} <= set(titles)
    assert "支出命令書" not in [row.title for row in claims.firm(office, 1).notices]


def test_whose_turn_it_is_stands_first_in_the_list(office: Office) -> None:
    claims.payment_asked(office)

    def mine(actor: Actor) -> list[bool]:
        found = commands.look(office.store, reads.orders_under_way, actor=actor, now=NEXT_DAY,
                              ward_id=office.ward)  # fmt: skip
        return [each.is_mine for each in found]

    assert (mine(office.orderer), mine(office.approver), mine(office.accounting)) == (
        [True], [False], [False],
    )  # fmt: skip
    step(office, service.give_order, office.orderer)
    assert (mine(office.orderer), mine(office.accounting)) == ([False], [True])


def test_the_nightly_check_names_a_step_and_an_amount_that_are_not_so(office: Office) -> None:
    claims.payment_ordered(office)
    with office.store.writing() as session:
        session.connection().execute(sa.update(PaymentOrder).values(amount_yen=15_999))
    assert {found.what for found in differences(office)} == {recheck.ADVANCES}
    with office.store.writing() as session:
        session.connection().execute(
            sa.update(PaymentOrder).values(amount_yen=16_000, state="passed")
        )
    assert {found.what for found in differences(office)} == {recheck.ADVANCES}
