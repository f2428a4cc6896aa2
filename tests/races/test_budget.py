"""The last yen of a budget line: sixteen writers at once, round after round, both engines.

Measured: in each round sixteen threads wait at a barrier and then try four times each to commit
1,000 yen on a line that holds 25,500 yen, one write transaction per try. The threads share one
process: SQLite writers queue at the store's mutex, PostgreSQL clients share the pool.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import col, select

from hub.kernel.errors import HubError, Refused
from hub.platform.context import Actor, Ctx, Seat
from hub.platform.db import Store, retry
from hub.subsidy import ledger, queries, service, words
from hub.subsidy.ledger import Move
from models.subsidy import (
    BudgetLine,
    Claim,
    ClaimLine,
    ClaimShare,
    Decision,
    DecisionDraft,
    JournalEntry,
    ProgrammeVersion,
)
from models.vocab import Role
from models.vocab.subsidy import (
    BudgetAccount,
    BudgetEvent,
    ClaimState,
    DecisionKind,
    Stage,
    TaxStatus,
)
from tests.support.claims import a_programme, money
from tests.support.engagements import a_scene
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, count, do, rows
from tests.support.measure import rounds

WRITERS, TRIES, UNIT, LEFT = 16, 4, 1_000, 25_500
ROUNDS = rounds(whole=20, part=5)
GRANT = 100_000


def commit_one(store: Store, line_id: int) -> int:
    """Try to commit 1,000 yen; 1 when the line gave it."""

    def attempt() -> int:
        with store.writing() as session:
            ctx = Ctx(session, SYSTEM, NOW)
            ledger.post(
                ctx, line_id, BudgetEvent.GRANT,
                [Move(BudgetAccount.AVAIL, BudgetAccount.COMMIT, UNIT)],
            )  # fmt: skip
            return 1

    try:
        return retry(attempt)
    except Refused as refusal:
        if refusal.reason is not words.BUDGET_SHORT:
            raise
        return 0


@pytest.mark.slow
def test_sixteen_writers_never_spend_a_yen_twice_and_use_all_but_less_than_one_unit(
    store: Store,
) -> None:
    ward = a_ward(store)
    lines = []
    for number in range(ROUNDS):
        a_programme(store, ward, year=2026 + number)
        lines.append(money(store, ward, LEFT, year=2026 + number))
    gate = threading.Barrier(WRITERS)

    def writer(_number: int) -> list[int]:
        won = []
        for line_id in lines:
            gate.wait(timeout=60)
            won.append(sum(commit_one(store, line_id) for _try in range(TRIES)))
        return won

    with ThreadPoolExecutor(WRITERS) as writers:
        won = list(writers.map(writer, range(WRITERS)))
    assert [sum(turn) for turn in zip(*won, strict=True)] == [LEFT // UNIT] * ROUNDS
    for line in rows(store, BudgetLine):
        assert (line.committed, line.available) == (25_000, 500)
        with store.reading() as session:
            assert ledger.differences(Ctx(session, SYSTEM, NOW), line) == []
    assert count(store, JournalEntry) == ROUNDS * (1 + LEFT // UNIT)


@pytest.mark.slow
def test_of_sixteen_decisions_at_once_only_those_pass_that_the_budget_can_carry(
    store: Store,
) -> None:
    scene = a_scene(store)
    a_programme(store, scene.ward, partial_award=False)
    line_id = money(store, scene.ward, 5 * GRANT + 50_000)
    clerk = a_person(store, Role.WARD_CLERK, ward_id=scene.ward, name="川邊 眞由美")
    approver = a_person(store, Role.WARD_APPROVER, ward_id=scene.ward, name="榎本 和惠")
    waiting = [
        a_waiting_claim(store, scene.ward, scene.group_id, scene.firms[0], line_id, clerk, number)
        for number in range(WRITERS)
    ]
    gate = threading.Barrier(WRITERS)

    def decide(claim_id: int) -> str:
        gate.wait(timeout=60)
        actor = Actor(approver.person_id, approver.name, Seat(1, Role.WARD_APPROVER, scene.ward))
        try:
            do(store, service.decide_grant, actor, claim_id=claim_id, version=0)
        except HubError as refusal:
            return refusal.reason.code
        return "granted"

    with ThreadPoolExecutor(WRITERS) as approvers:
        answers = list(approvers.map(decide, waiting))
    assert sorted(answers) == ["granted"] * 5 + ["subsidy.budget_short"] * 11
    line = rows(store, BudgetLine)[0]
    assert (line.committed, line.available) == (500_000, 50_000)
    assert count(store, Decision) == 5
    granted = [row for row in rows(store, Claim) if row.state is ClaimState.GRANTED]
    assert sum(row.granted_yen for row in granted) == line.committed
    with store.reading() as session:
        assert ledger.differences(Ctx(session, SYSTEM, NOW), line) == []


def a_waiting_claim(  # noqa: PLR0913, PLR0917  the facts of one claim
    store: Store, ward: int, group_id: int, firm_id: int, line_id: int, clerk: Actor, number: int
) -> int:
    """A claim whose grant of 100,000 yen waits for the approver, written straight into the rows."""
    with store.writing() as session:
        version = session.exec(select(ProgrammeVersion).order_by(col(ProgrammeVersion.id))).one()
        claim = Claim(
            ward_id=ward, programme_version_id=version.id or 0, budget_line_id=line_id,
            group_id=group_id, firm_id=firm_id, title="材料の共同購入",
            reference=f"C-2026-{number:04d}", asked_yen=GRANT, entitled_yen=GRANT,
            created_at=NOW, submitted_at=NOW, entered_at=NOW,
            state=ClaimState.DECIDING,
        )  # fmt: skip
        session.add(claim)
        session.flush()
        claim_id = claim.id or 0
        session.add(
            ClaimLine(
                claim_id=claim_id, stage=Stage.PLANNED, position=1, category="material",
                title="鋼材", invoice_no="1", gross_yen=165_000, tax_percent=10,
            )
        )  # fmt: skip
        session.add(
            ClaimShare(
                claim_id=claim_id, firm_id=firm_id, position=1, weight=1,
                tax_status=TaxStatus.TAXABLE,
            )
        )  # fmt: skip
        session.add(
            DecisionDraft(
                claim_id=claim_id, kind=DecisionKind.GRANT, doc_no=f"第{number}号",
                amount_yen=GRANT, sheet={}, sheet_sha256="0" * 64,
                person_id=clerk.person_id or 0, at=NOW,
            )
        )  # fmt: skip
        session.flush()
        assert queries.open_draft(Ctx(session, SYSTEM, NOW), claim_id) is not None
        return claim_id
