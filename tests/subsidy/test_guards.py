"""Every act on a claim by itself: in which states, on which side, at which version it is refused.

One claim is put into every state by hand, so that the refusal is the act's own and not that of an
earlier step. The states stand here anew, from the design's table (part 7).
"""

from collections.abc import Callable
from typing import Any, Final

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from hub.kernel.errors import HubError, Refused, Stale
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.subsidy import duties, findings, orders, queries
from hub.subsidy.advance import advance
from models.subsidy import Claim, ClaimDuty, Finding, PaymentOrder
from models.vocab.subsidy import (
    Check,
    ClaimAction,
    ClaimState,
    Duty,
    FindingAction,
    FindingLevel,
    FindingState,
    OrderAction,
    OrderKind,
    OrderState,
    Stage,
)
from tests.support.claim_walk import MOVES, Walk
from tests.support.claims import NEXT_DAY, Office, an_office, paid
from tests.support.internship import SYSTEM, do, rows

# Act: who presses, and in which states it may be pressed.
ACTS: Final[dict[str, tuple[str, frozenset[str]]]] = {
    name: (who, frozenset(states.split()))
    for name, who, states in (
        ("submit", "leader", "draft"),
        ("discard", "leader", "draft"),
        ("withdraw", "leader", "submitted review returned waiting_budget granted"),
        ("accept", "clerk", "submitted"),
        ("find", "clerk", "review report_review"),
        ("waive", "clerk", "review report_review"),
        ("return", "clerk", "review report_review"),
        ("resubmit", "leader", "returned"),
        ("remind", "clerk", "returned report_returned"),
        ("lapse", "clerk", "returned"),
        ("propose", "clerk", "review"),
        ("refuse_draft", "clerk", "review"),
        ("wait", "clerk", "review"),
        ("resume", "clerk", "waiting_budget"),
        ("grant", "approver", "deciding"),
        ("refuse", "approver", "deciding"),
        ("send_back", "approver", "deciding fixing cancelling change_deciding"),
        ("prepare", "leader", "granted"),
        ("report", "leader", "granted"),
        ("resubmit_report", "leader", "report_returned"),
        ("propose_amount", "clerk", "report_review"),
        ("determine", "approver", "fixing"),
        ("pay", "clerk", "determined"),
        ("complete", "clerk", "paid repaid"),
        ("come_back", "clerk", "paid"),
        ("request_change", "leader", "granted"),
        ("return_change", "clerk", "change_review"),
        ("propose_change", "clerk", "change_review"),
        ("decide_change", "approver", "change_deciding"),
        ("ask_advance", "leader", "granted"),
        ("give_order", "orderer", "granted"),
        ("examine_order", "accounting", "granted"),
        ("reject_order", "accounting", "granted"),
        ("pay_order", "accounting", "granted"),
        ("advance_back", "accounting", "granted"),
        ("correct", "leader", "granted"),
        ("end_order", "clerk", "granted"),
        ("request_end", "leader", "granted"),
        ("request_pause", "leader", "granted"),
        ("propose_end", "clerk", "change_review"),
        ("decide_end", "approver", "change_deciding"),
        (
            "propose_cancel",
            "clerk",
            "granted report_review report_returned inspected determined paid completed repaid",
        ),
        ("cancel", "approver", "cancelling"),
        ("order_return", "approver", "returning"),
        ("receive", "accounting", "returning"),
    )
}
OTHER_SIDE: Final = {
    "leader": "clerk", "clerk": "approver", "approver": "clerk", "accounting": "clerk",
    "orderer": "approver",
}  # fmt: skip
# Acts that put nobody on a side: the draft is the applicant's own, a report is only filled in.
# Those of an advance ask for its own state first: their sides are tested in `test_advancing`.
WITHOUT_SIDE: Final = frozenset(
    {
        "discard", "prepare", "give_order", "examine_order", "reject_order", "pay_order",
        "advance_back", "correct", "end_order",
    }
)  # fmt: skip


@pytest.fixture
def walk(store: Store) -> Walk:
    """A paid claim, which has everything that any act looks at."""
    office = an_office(store, advance=[1, 2])
    made = Walk(office, 0)
    made.claim_id = paid(office)
    made.now = NEXT_DAY
    return made


def put(walk: Walk, state: str) -> Claim:
    """The claim in a state, by hand."""
    with walk.store.writing() as session:
        session.connection().execute(sa.update(Claim).values(state=state))
    claim: Claim = rows(walk.store, Claim)[0]
    return claim


def press(walk: Walk, name: str, claim: Claim, **changed: Any) -> str:  # noqa: ANN401  values of a press
    """The code of the refusal, or nothing."""
    command, values = MOVES[name]
    raw = values(walk, claim) | changed
    try:
        do(walk.store, command, getattr(walk.office, ACTS[name][0]), now=walk.now, **raw)
    except HubError as refusal:
        return str(refusal.reason.code)
    return ""


def test_an_act_is_refused_in_every_state_that_is_not_listed_for_it(walk: Walk) -> None:
    """The ward does not even see a draft; everything else answers that the state forbids it."""
    wrong = []
    for state in ClaimState:
        claim = put(walk, state.value)
        before = walk.seen()[1]
        for name, (_who, states) in ACTS.items():
            code = "" if state.value in states else press(walk, name, claim)
            if state.value not in states and code not in {"states.not_allowed", "kernel.not_found"}:
                wrong.append((state.value, name, code))
        assert walk.seen()[1] == before
    assert wrong == []


def test_whoever_stands_on_another_side_is_refused_by_every_act(walk: Walk) -> None:
    wrong = []
    for name, (who, states) in ACTS.items():
        if name in WITHOUT_SIDE:
            continue
        side = OTHER_SIDE[who]
        stand(walk.office, who, side)
        for state in sorted(states):
            code = press(walk, name, put(walk, state))
            if code != f"subsidy.side_{side}":
                wrong.append((state, name, code))
    assert wrong == []


def stand(office: Office, who: str, side: str) -> None:
    """Put a person on a side by hand."""
    person_id = getattr(office, who).person_id
    with office.store.writing() as session:
        session.connection().execute(sa.delete(ClaimDuty).where(ClaimDuty.person_id == person_id))
        session.add(ClaimDuty(claim_id=1, person_id=person_id, duty=Duty(side), at=NEXT_DAY))


def test_an_act_on_the_claim_as_it_was_before_is_refused(walk: Walk) -> None:
    for name, (_who, states) in ACTS.items():
        if name in {"find", "waive"}:
            continue
        claim = put(walk, min(states))
        assert press(walk, name, claim, version=claim.version - 1) == "kernel.stale", name


def test_only_a_person_stands_on_a_side(walk: Walk) -> None:
    claim = put(walk, "review")
    with pytest.raises(Refused), walk.store.writing() as session:
        duties.take(Ctx(session, SYSTEM, NEXT_DAY), claim, Duty.CLERK)


Click = tuple[Any, dict[str, Any], Callable[[], object]]


def late_clicks(walk: Walk, session: Session) -> tuple[Click, ...]:
    """A row, what the first of two people made of it, and the click of the second."""
    office = walk.office
    clerk, orderer = (Ctx(session, who, NEXT_DAY) for who in (office.clerk, office.orderer))
    claim = session.get_one(Claim, walk.claim_id)
    finding = Finding(
        claim_id=walk.claim_id, stage=Stage.ACTUAL, round=1, rule=Check.CLERK, anchor="claim",
        level=FindingLevel.SERIOUS, sentence="内訳を書いてください。", created_at=NEXT_DAY,
    )  # fmt: skip
    order = PaymentOrder(
        ward_id=office.ward, claim_id=walk.claim_id, kind=OrderKind.ADVANCE, number=1,
        amount_yen=1, reason="先に要ります。", person_id=1, at=NEXT_DAY,
    )  # fmt: skip
    session.add_all((finding, order))
    session.flush()
    return (
        (claim, {"version": 50}, lambda: advance(clerk, claim, ClaimAction.COMPLETE)),
        (claim, {"version": 60}, lambda: queries.renew(clerk, claim, reminders=9)),
        (
            finding, {"state": FindingState.WAIVED, "waived_why": "電話で聞きました。"},
            lambda: findings.advance(clerk, finding, FindingAction.WAIVE, note="見ました。"),
        ),
        (
            order, {"state": OrderState.ORDERED},
            lambda: orders.advance(orderer, order, OrderAction.ORDER),
        ),
    )  # fmt: skip


def test_of_two_who_read_the_same_row_only_the_first_changes_it(walk: Walk) -> None:
    """On PostgreSQL two clicks at once both read before one of them writes; here by hand."""
    with Session(walk.store.engine) as session:
        for row, change, click in late_clicks(walk, session):
            first = sa.update(type(row)).where(type(row).id == row.id).values(**change)
            session.connection().execute(first)
            with pytest.raises(Stale):
                click()
            session.refresh(row)
            assert {name: getattr(row, name) for name in change} == change
