"""A claim office worked by dice: fifty presses, right and wrong ones, and what must always hold.

After every press that passed everything is recomputed from the database; a refused press must have
left nothing, neither a new row nor another number in an old one, so that what was sound before it
is sound after it. Used small by a test and in full by `hub bench claims`.
"""

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, reduce
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import SQLModel, func, select

from hub.kernel.calendar import japan_date
from hub.kernel.errors import HubError
from hub.platform import commands
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from hub.subsidy import findings, queries, recheck, recovery, service, states
from hub.subsidy.sending import stage_of
from models.platform import AuditRow
from models.subsidy import (
    BudgetLine,
    ChangeRequest,
    Claim,
    ClaimDuty,
    ClaimEvent,
    ClaimVersion,
    Decision,
    Finding,
    Inspection,
    IssuedDocument,
    JournalEntry,
    PaymentOrder,
    PaymentRecord,
    PaymentReturn,
    PaymentStep,
    ReturnOrder,
    ReturnReceipt,
)
from models.vocab.subsidy import CancelCause, DecisionKind
from models.vocab.subsidy import ClaimState as In
from tests.support.claims import AFTER_PAYMENT, ALL_PLEDGES, Office
from tests.support.internship import SYSTEM

WRITTEN: Final[tuple[type[SQLModel], ...]] = (
    AuditRow, Claim, ClaimDuty, ClaimEvent, ClaimVersion, Decision, Finding, IssuedDocument,
    PaymentStep, PaymentOrder, Inspection, ChangeRequest, JournalEntry, PaymentRecord,
    PaymentReturn, ReturnOrder, ReturnReceipt,
)  # fmt: skip
# Rows that a press may change in their place: they are compared whole.
CHANGED: Final[tuple[type[SQLModel], ...]] = (
    PaymentOrder, BudgetLine, ChangeRequest, Claim, Finding, ReturnOrder,
)  # fmt: skip


def _said(word: str) -> sa.ColumnElement[str]:
    return sa.literal_column(f"'{word}'", sa.Text)


def _whole(table: sa.Table) -> sa.Select[Any]:
    """Every row of a table as one text with its values."""
    values: list[sa.ColumnElement[str]] = [
        func.coalesce(sa.cast(column, sa.Text), _said("-")) for column in table.c
    ]
    joined = reduce(lambda left, right: left + _said("|") + right, values)
    return sa.select(_said(table.name), table.c.id, joined)


def _counted(table: sa.Table) -> sa.Select[str, int, str]:
    """How many rows a table has."""
    return sa.select(_said(table.name), func.count(), _said("")).select_from(table)


# All that stands there, asked in one statement.
STANDS: Final[sa.CompoundSelect[Any]] = sa.union_all(
    *(_counted(sa.inspect(one).local_table) for one in WRITTEN),
    *(_whole(sa.inspect(one).local_table) for one in CHANGED),
)


@cache
def _text(dialect: sa.Dialect) -> str:
    """The statement as an engine spells it: read thousands of times, written once."""
    return str(STANDS.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


# Every way of the state table, one for each source; what is added there is expected here too.
WAYS: Final = frozenset(
    f"{source} {row.action} {row.target}" for row in states.CLAIM for source in row.sources
)
LEADER, CLERK, APPROVER, ACCOUNTING = "leader", "clerk", "approver", "accounting"
ORDERER, INSPECTOR = "orderer", "inspector"
# What leads on from a state, by whom; written from the design's table, not from the product's.
USUAL: Final[dict[In | None, tuple[tuple[str, str], ...]]] = {
    In.DRAFT: (*[("submit", LEADER)] * 5, ("add_line", LEADER), ("discard", LEADER)),
    In.SUBMITTED: (*[("accept", CLERK)] * 6, ("withdraw", LEADER)),
    In.REVIEW: (
        *[("propose", CLERK)] * 6, ("find", CLERK), ("find", CLERK), ("return", CLERK),
        ("waive", CLERK), ("refuse_draft", CLERK), ("wait", CLERK), ("withdraw", LEADER),
    ),
    In.RETURNED: (*[("resubmit", LEADER)] * 4, ("remind", CLERK), ("lapse", CLERK)),
    In.WAITING_BUDGET: (("resume", CLERK), ("withdraw", LEADER), ("allot", "system")),
    In.DECIDING: (
        *[("grant", APPROVER)] * 5, ("refuse", APPROVER), ("refuse", APPROVER),
        ("send_back", APPROVER),
    ),
    In.GRANTED: (
        ("prepare", LEADER), ("prepare", LEADER), ("report", LEADER), ("report", LEADER),
        *[("report", LEADER)] * 3, ("withdraw", LEADER), *[("request_change", LEADER)] * 3,
        ("request_end", LEADER), ("request_pause", LEADER),
        *[("ask_advance", LEADER)] * 2, *[("give_order", ORDERER)] * 3,
        *[("examine_order", ACCOUNTING)] * 3, *[("pay_order", ACCOUNTING)] * 3,
        *[("reject_order", ACCOUNTING)] * 2, ("advance_back", ACCOUNTING), ("correct", LEADER),
        ("end_order", CLERK),
    ),
    In.CHANGE_REVIEW: (
        *[("propose_change", CLERK)] * 3, ("return_change", CLERK), ("propose_end", CLERK),
    ),
    In.CHANGE_DECIDING: (
        *[("decide_change", APPROVER)] * 3, ("send_back", APPROVER), ("decide_end", APPROVER),
    ),
    In.REPORT_REVIEW: (
        ("find", CLERK), ("waive", CLERK), ("return", CLERK),
        *[("propose_amount", CLERK)] * 3,
    ),
    In.REPORT_RETURNED: (("resubmit_report", LEADER), ("remind", CLERK)),
    In.FIXING: (("determine", APPROVER), ("determine", APPROVER), ("send_back", APPROVER)),
    In.DETERMINED: (*[("pay", CLERK)] * 3, ("propose_cancel", CLERK)),
    In.PAID: (("complete", CLERK), ("come_back", CLERK), *[("propose_cancel", CLERK)] * 3),
    In.COMPLETED: (("propose_cancel", CLERK),),
    In.CANCELLING: (*[("cancel", APPROVER)] * 3, ("send_back", APPROVER)),
    In.RETURNING: (
        ("order_return", APPROVER), ("remind", CLERK), *[("receive", ACCOUNTING)] * 3,
    ),
    In.REPAID: (("complete", CLERK), ("propose_cancel", CLERK)),
}  # fmt: skip
STAFF: Final = (LEADER, CLERK, "other_clerk", APPROVER, ACCOUNTING, ORDERER)
# An applicant who does not answer: reminded, reminded again, taken as withdrawn.
SILENT: Final = (*[("remind", CLERK)] * 3, *[("lapse", CLERK)] * 2, ("withdraw", LEADER))
# Acts of the full profile alone; that the light one refuses them is tested beside them.
OF_FULL: Final = frozenset({"inspect", "reinspect", "ask_payment"})
# What leads on from a state in the full profile where it is something else.
FULL_WAY: Final[dict[In | None, tuple[tuple[str, str], ...]]] = {
    In.REPORT_REVIEW: (
        ("find", CLERK), ("find", INSPECTOR), ("waive", CLERK), ("waive", CLERK),
        ("return", CLERK), ("return", INSPECTOR), *[("inspect", INSPECTOR)] * 4,
    ),
    In.INSPECTED: (
        *[("propose_amount", CLERK)] * 4, ("reinspect", CLERK), ("propose_cancel", CLERK),
    ),
    In.DETERMINED: (
        *[("ask_payment", LEADER)] * 3, *[("give_order", ORDERER)] * 3,
        *[("examine_order", ACCOUNTING)] * 3, *[("pay_order", ACCOUNTING)] * 3,
        *[("reject_order", ACCOUNTING)] * 2, ("advance_back", ACCOUNTING), ("correct", LEADER),
        ("end_order", CLERK), ("propose_cancel", CLERK),
    ),
    In.PAID: (
        ("complete", CLERK), ("advance_back", ACCOUNTING), *[("propose_cancel", CLERK)] * 3,
    ),
}  # fmt: skip


class Walk:
    """One sequence: presses, what was let through, what was refused, what was found wrong."""

    def __init__(self, office: Office, seed: int, *, full: bool = False) -> None:
        """Begin on the day after the engagement was paid; `full` where the programme is."""
        self.full, self.usual = full, USUAL | FULL_WAY if full else USUAL
        if seed % 4 == 1:
            self.usual = self.usual | {In.RETURNED: SILENT}
        self.office = office
        self.store: Store = office.store
        self.dice = random.Random(seed)  # noqa: S311  choices of a test, no secrets
        self.now: datetime = AFTER_PAYMENT
        self.claim_id = 0
        self.number = 0
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.ways: Counter[str] = Counter()
        self.faults: list[str] = []
        # Nobody else writes: what stands after a press stands before the next one.
        self.claim, self._stands = self.seen()

    def go(self, steps: int) -> "Walk":
        """Press again and again; look at everything after each press."""
        for _step in range(steps):
            hours = self.dice.choice((1, 2, 3, 5, 24, 24, 240))
            self.now += timedelta(hours=hours if hours < 200 or self.dice.random() < 0.2 else 1)
            name, who = self._choice()
            self._press(name, who)
        self._look("")
        self._follow()
        return self

    def _choice(self) -> tuple[str, str]:
        """Mostly what leads on, by the right person; else anything by anybody."""
        state = self.claim.state if self.claim else None
        name, who = self.dice.choice(self.usual.get(state, (("start", LEADER),)))
        if self.dice.random() < 0.2:
            name = self.dice.choice([name for name in MOVES if self.full or name not in OF_FULL])
        if self.dice.random() < 0.1:
            who = self.dice.choice((*STAFF, INSPECTOR) if self.full else STAFF)
        return name, who

    def _press(self, name: str, who: str) -> None:
        actor: Actor = SYSTEM if who == "system" else getattr(self.office, who)
        command, values = MOVES[name]
        raw = values(self, self.claim)
        before, once = self._stands, commands.new_once()

        def press() -> Any:  # noqa: ANN401  each command has its own answer
            return commands.run(self.store, command, actor=actor, now=self.now, once=once, raw=raw)

        try:
            answer = press()
        except HubError:
            self.refused[name] += 1
            self.claim, self._stands = self.seen()
            if self._stands != before:
                self.faults.append(f"{name} by {who}: refused, and something was written")
        else:
            self.done[name] += 1
            self.claim_id = getattr(answer, "claim_id", self.claim_id)
            self.claim, self._stands = self.seen()
            self._again(name, press, answer)
            self._look(name)

    def _again(self, name: str, press: Callable[[], Any], answer: object) -> None:
        """The same button with the same key does nothing more (I9)."""
        if self.dice.random() > 0.2:
            return
        if press() != answer or self.seen()[1] != self._stands:
            self.faults.append(f"{name}: pressed twice with one key, two effects")

    def _look(self, name: str) -> None:
        """Everything about this claim after its press; everything there is at the end."""
        with self.store.reading() as session:
            ctx = Ctx(session, SYSTEM, self.now, kept={})
            claim = session.get(Claim, self.claim_id) if self.claim_id else None
            if name and claim is not None:
                found = recheck.of_claim(ctx, claim)
            else:
                found = list(recheck.everything(ctx).differences)
        self.faults += [f"after {name}: {difference}" for difference in found]

    def _follow(self) -> None:
        """Which rows of the state table were taken, by what the events say."""
        with self.store.reading() as session:
            steps = session.exec(select(ClaimEvent)).all()
        self.ways = Counter(f"{step.from_state} {step.action} {step.to_state}" for step in steps)

    def seen(self) -> tuple[Claim | None, frozenset[tuple[Any, ...]]]:
        """The claim as it stands, and all that was written."""
        with self.store.reading() as session:
            claim = session.get(Claim, self.claim_id) if self.claim_id else None
            connection = session.connection()
            return claim, frozenset(
                map(tuple, connection.exec_driver_sql(_text(connection.dialect)))
            )


Values = Callable[[Walk, Claim | None], dict[str, Any]]


def on(claim: Claim | None, **more: Any) -> dict[str, Any]:  # noqa: ANN401  values of a press
    """The claim as it stands, with the values of the press."""
    known = (claim.id, claim.version) if claim else (1, 0)
    return {"claim_id": known[0], "version": known[1], **more}


def plain(**more: Any) -> Values:  # noqa: ANN401  values of a press
    """A press on the claim with fixed values."""
    return lambda _walk, claim: on(claim, **more)


def numbered(field: str, **more: Any) -> Values:  # noqa: ANN401  values of a press
    """A press that takes a number of the ward; now and then one that was taken before."""

    def values(walk: Walk, claim: Claim | None) -> dict[str, Any]:
        if walk.dice.random() < 0.9:
            walk.number += 1
        return on(claim, **{field: f"8大産振第{walk.number}号"}, **more)

    return values


def open_ones(walk: Walk, claim: Claim | None) -> list[Finding]:
    """Open findings of the claim."""
    if claim is None:
        return []
    with walk.store.reading() as session:
        return findings.still_open(Ctx(session, SYSTEM, walk.now), claim, stage_of(claim))


def answers(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """An answer to every open finding; now and then one is forgotten."""
    rows = open_ones(walk, claim)
    kept = rows[1:] if walk.dice.random() < 0.1 else rows
    return on(claim, answers={row.id: "直しました。" for row in kept})


def sentences(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Every open finding as it stands."""
    return on(claim, sentences={row.id: row.sentence for row in open_ones(walk, claim)})


def waived(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """The first open finding, accepted."""
    first = next((row.id for row in open_ones(walk, claim)), 1)
    return {"claim_id": claim.id if claim else 1, "finding_id": first, "why": "電話で聞きました。"}


def unanswered(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """No answer came: mostly three weeks later, or too early."""
    walk.now += timedelta(days=walk.dice.choice((0, 21, 21)))
    return on(claim, note="回答なし")


def found(_walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """A finding at the first cost."""
    sentence = "内訳を書いてください。"
    return {"claim_id": claim.id if claim else 1, "sentence": sentence, "anchor": "line:1"}


def payment(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Paid today; now and then tomorrow, which nobody can know."""
    late = timedelta(days=1 if walk.dice.random() < 0.1 else 0)
    walk.number += 1
    return on(claim, slip_no=f"S-{walk.number}", paid_on=str(japan_date(walk.now + late)))


def cancellation(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """All of it or a part; now and then a yen more than there is."""
    if claim is not None and claim.fixed_yen is not None:
        stands = claim.fixed_yen
    else:
        stands = claim.granted_yen or 0 if claim is not None else 0
    part = walk.dice.choice(("", str(walk.dice.randint(1, stands + 1)), str(max(1, stands // 2))))
    raw = numbered("doc_no", cause=walk.dice.choice(list(CancelCause)))(walk, claim)
    return raw | {"hearing": "聞きました。", "reason": "条件に反しました。", "amount": part}


def change(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Another amount for the first cost, now and then with more money or a later end."""
    later = str(japan_date(walk.now + timedelta(days=40)))
    return on(
        claim, amounts={1: str(walk.dice.choice((0, 9_000, 24_000, 90_000)))},
        asked=walk.dice.choice(("", "30,000", "9,000")), done_on=walk.dice.choice(("", later)),
        reason="訪問の回数が変わりました。",
    )  # fmt: skip


def answer(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Mostly allowed."""
    kind = walk.dice.choice((*[DecisionKind.CHANGE] * 3, DecisionKind.CHANGE_REFUSAL))
    return numbered("doc_no", kind=kind, reason="条件に合いません。")(walk, claim)


def pause(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Stopped for forty days; now and then the day is forgotten."""
    later = str(japan_date(walk.now + timedelta(days=40)))
    day = "" if walk.dice.random() < 0.1 else later
    return on(claim, done_on=day, reason="修理を待ちます。")


def ask(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Half of the grant, a part of it, or a yen more than half."""
    most = (claim.granted_yen or 0) // 2 if claim is not None else 0
    yen = walk.dice.choice((most, max(1, most // 3), most + 1))
    return on(claim, amount=str(yen), reason="先に要ります。")


def newest(walk: Walk, claim: Claim | None) -> int:
    """The payment that was asked for last."""
    if claim is None:
        return 1
    with walk.store.reading() as session:
        known = queries.orders(Ctx(session, SYSTEM, walk.now), claim.id or 0)
    return known[-1].id or 1 if known else 1


def on_advance(**more: str) -> Values:
    """A press on the newest advance with fixed values."""
    return lambda walk, claim: on(claim, order_id=newest(walk, claim), **more)


def advance_paid(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Paid today by a slip that was not used before; now and then by none."""
    walk.number += 1
    slip = "" if walk.dice.random() < 0.1 else f"概-{walk.number}"
    day = str(japan_date(walk.now))
    return on(claim, order_id=newest(walk, claim), slip_no=slip, paid_on=day)


def came_back(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """The bank gave it back today."""
    return on(claim, came_back_on=str(japan_date(walk.now)), note="口座が違いました。")


def inspected(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """Inspected today; now and then nothing is said of the result."""
    note = "" if walk.dice.random() < 0.1 else "適正です。"
    return on(claim, inspected_on=str(japan_date(walk.now)), method="書類", note=note)


def receipt(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """All that is due today, a part, or a yen too much."""
    due, day = 1, japan_date(walk.now)
    with walk.store.reading() as session:
        ctx = Ctx(session, SYSTEM, walk.now)
        order = recovery.open_order(ctx, claim) if claim is not None else None
        if claim is not None and order is not None:
            due = recovery.balance(ctx, claim, order, day).total_yen
    yen = walk.dice.choice((due, due, max(1, due // 2), due + 1))
    walk.number += 1
    return on(claim, receipt_no=f"R-{walk.number}", received_on=str(day), amount=str(yen))


def cost(walk: Walk, claim: Claim | None) -> dict[str, Any]:
    """A typed cost of any size."""
    return on(
        claim, category="material", title="試し削りの材料", vendor="城東鋼材", invoice_no="26-1107",
        used_on="2026-12-07", gross=str(walk.dice.randint(1, 900_000)),
    )  # fmt: skip


def allotment(walk: Walk, _claim: Claim | None) -> dict[str, Any]:
    """Some more money."""
    return {
        "ward_id": walk.office.ward, "slug": "demo", "fiscal_year": 2026,
        "account_text": "商工費", "yen": walk.dice.randint(1, 50_000),
    }  # fmt: skip


REASON: Final = "対象の費用がありません。"
MOVES: Final[dict[str, tuple[Callable[..., Any], Values]]] = {
    "start": (
        service.start_claim, lambda walk, _claim: {"engagement_id": walk.office.engagement_id},
    ),
    "submit": (service.submit_claim, plain(pledged=ALL_PLEDGES)),
    "discard": (service.discard_claim, plain()),
    "add_line": (service.add_line, cost),
    "accept": (service.accept_claim, plain()),
    "withdraw": (service.withdraw_claim, plain(note="取りやめます。")),
    "find": (service.add_finding, found),
    "waive": (service.waive_finding, waived),
    "return": (service.return_claim, sentences),
    "resubmit": (service.answer_and_resubmit, answers),
    "remind": (service.remind_applicant, plain()),
    "lapse": (service.lapse_claim, unanswered),
    "propose": (service.draft_decision, numbered("doc_no")),
    "refuse_draft": (
        service.draft_decision, numbered("doc_no", kind=DecisionKind.REFUSAL, reason=REASON),
    ),
    "wait": (service.wait_for_budget, plain()),
    "resume": (service.resume_claim, plain()),
    "grant": (service.decide_grant, plain()),
    "refuse": (service.decide_refusal, plain()),
    "send_back": (service.send_back_decision, plain(note="確かめてください。")),
    "prepare": (service.prepare_report, plain()),
    "report": (service.report, plain(late_reason="準備がおくれました。")),
    "resubmit_report": (service.resubmit_report, answers),
    "propose_amount": (service.draft_determination, numbered("doc_no")),
    "determine": (service.determine, plain()),
    "inspect": (service.inspect_report, inspected),
    "reinspect": (service.reinspect, plain(note="日付が違います。")),
    "ask_payment": (service.request_payment, plain(is_checked=True)),
    "pay": (service.record_payment, payment),
    "complete": (service.complete, plain()),
    "request_change": (service.request_change, change),
    "return_change": (service.return_change, plain(note="内訳を書いてください。")),
    "propose_change": (service.draft_change, answer),
    "decide_change": (service.decide_change, plain()),
    "ask_advance": (service.request_advance, ask),
    "give_order": (service.give_order, on_advance()),
    "examine_order": (service.examine_order, on_advance()),
    "reject_order": (service.reject_order, on_advance(note="請求書がありません。")),
    "pay_order": (service.pay_order, advance_paid),
    "advance_back": (service.order_came_back, on_advance(note="口座が違いました。")),
    "correct": (service.correct_account, on_advance(note="直しました。")),
    "end_order": (service.send_back_order, on_advance(note="やめます。")),
    "request_end": (service.request_end, plain(reason="続けられません。")),
    "request_pause": (service.request_pause, pause),
    "propose_end": (service.draft_end, numbered("doc_no")),
    "decide_end": (service.decide_end, plain()),
    "come_back": (service.payment_came_back, came_back),
    "propose_cancel": (service.draft_cancellation, cancellation),
    "cancel": (service.decide_cancellation, plain()),
    "order_return": (service.order_return, numbered("doc_no")),
    "receive": (service.receive_return, receipt),
    "allot": (service.allot, allotment),
}  # fmt: skip
