"""Builds the frozen answers from rows; no decisions, no rows out."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hub.accounts import reads as people
from hub.accounts.reads import Keeper
from hub.directory import reads as directory
from hub.groups import reads as groups
from hub.kernel.calendar import is_working_day, japan_date
from hub.platform import audit
from hub.platform.context import Ctx
from hub.subsidy import calculation, filling, findings, full_papers, queries, words
from hub.subsidy.amounts import Roll
from hub.subsidy.calculation import Answer, Rules
from hub.subsidy.faces import (
    BudgetState,
    ClaimHead,
    Due,
    DutyRow,
    EventRow,
    FindingRow,
    LinePair,
    LineRow,
    NoticeRow,
    Proposal,
    ShareRow,
)
from hub.subsidy.rulesheet import Counting
from models.subsidy import BudgetLine, Claim, ClaimEvent, ClaimLine
from models.vocab.people import WorkKind
from models.vocab.subsidy import (
    RETURNED_CLAIMS,
    ClaimState,
    FindingState,
    Profile,
    Stage,
)

UNDER_REVIEW = (
    ClaimState.SUBMITTED,
    ClaimState.REVIEW,
    ClaimState.WAITING_BUDGET,
    ClaimState.DECIDING,
    ClaimState.REPORT_REVIEW,
    ClaimState.INSPECTED,
    ClaimState.FIXING,
    ClaimState.CHANGE_REVIEW,
    ClaimState.CHANGE_DECIDING,
)
REPORTING = (
    ClaimState.REPORT_REVIEW,
    ClaimState.REPORT_RETURNED,
    ClaimState.INSPECTED,
    ClaimState.FIXING,
    ClaimState.DETERMINED,
    ClaimState.PAID,
    ClaimState.COMPLETED,
)
# Yen of these claims are asked for and not decided.
UNDECIDED = (
    ClaimState.SUBMITTED,
    ClaimState.REVIEW,
    ClaimState.RETURNED,
    ClaimState.WAITING_BUDGET,
    ClaimState.DECIDING,
)


def heads(ctx: Ctx, claims: Sequence[Claim]) -> tuple[ClaimHead, ...]:
    """The first lines of several claims, with names fetched once."""
    firms = directory.firms_of(ctx, firm_ids=tuple({row.firm_id for row in claims}))
    named = groups.group_names(ctx, group_ids=tuple({row.group_id for row in claims}))
    rules: dict[int, Rules] = {}
    for row in claims:
        if row.programme_version_id not in rules:
            rules[row.programme_version_id] = calculation.rules_of(ctx, row)
    return tuple(
        _head(
            ctx,
            row,
            rules[row.programme_version_id],
            named.get(row.group_id, ""),
            firms[row.firm_id].name,
        )
        for row in claims
    )


def head(ctx: Ctx, claim: Claim) -> ClaimHead:
    """The first lines of one claim."""
    return heads(ctx, [claim])[0]


def _head(ctx: Ctx, claim: Claim, rules: Rules, group: str, firm: str) -> ClaimHead:
    return ClaimHead(
        claim_id=claim.id or 0,
        version=claim.version,
        reference=claim.reference or "",
        receipt_no=claim.receipt_no or "",
        title=claim.title,
        group_id=claim.group_id,
        group=group,
        firm=firm,
        programme=rules.version.title,
        programme_version=rules.version.number,
        is_example=rules.version.is_example,
        state=claim.state,
        stage=shown_stage(claim),
        state_words=words.STATE_LABELS[claim.state],
        applicant_words=words.APPLICANT_LABELS[claim.state],
        round=claim.round,
        submitted_at=claim.submitted_at,
        received_on=claim.received_on,
        decided_on=claim.decided_on,
        withdraw_until=claim.withdraw_until,
        report_due=claim.report_due,
        due=due_now(ctx, claim, rules),
        asked_yen=claim.asked_yen,
        entitled_yen=claim.entitled_yen,
        granted_yen=claim.granted_yen,
        fixed_yen=claim.fixed_yen,
        paid_yen=claim.paid_yen,
    )


def shown_stage(claim: Claim) -> Stage:
    """Whether a page shows the application or the report first."""
    reported = claim.state in REPORTING or claim.fixed_yen is not None
    return Stage.ACTUAL if reported else Stage.PLANNED


def due_now(ctx: Ctx, claim: Claim, rules: Rules) -> Due | None:
    """The due day of the next act; in the full profile the payment is due from the request on."""
    today = japan_date(ctx.now)
    ordered = rules.programme.profile is Profile.FULL
    if claim.state is ClaimState.DETERMINED and ordered:
        order = queries.order_under_way(ctx, claim.id or 0)
        return _due(order.due_on if order else None, rules.sheet.deadlines.payment, today)
    return due_of(claim, rules, today)


def due_of(claim: Claim, rules: Rules, today: date) -> Due | None:
    """Until when the next act is due: the ward's, the applicant's, or the payment."""
    deadlines = rules.sheet.deadlines
    if claim.state in UNDER_REVIEW:
        return _due(claim.review_due, deadlines.review, today)
    if claim.state in RETURNED_CLAIMS:
        return _due(claim.answer_due, deadlines.answer, today)
    if claim.state is ClaimState.GRANTED:
        return _due(claim.report_due, deadlines.report, today)
    if claim.state is ClaimState.DETERMINED:
        on = deadlines.payment.due("payment", japan_date(claim.entered_at))
        return _due(on, deadlines.payment, today)
    if claim.state is ClaimState.RETURNING:
        return _due(claim.return_due, deadlines.repay, today)
    return None


def _due(on: date | None, rule: Counting, today: date) -> Due | None:
    if on is None:
        return None
    left = (on - today).days
    # After a day off the last day may have been moved: nobody can count from its period then.
    if rule.roll is Roll.NEXT_WORKING and not is_working_day(on - timedelta(days=1)):
        return Due(on, left, 0, 0)
    return Due(on, left, max(1, min(rule.count, rule.count - left)), rule.count)


def line_rows(
    ctx: Ctx, claim: Claim, rules: Rules, answer: Answer, *, can_change: bool = False
) -> tuple[LineRow, ...]:
    """Costs of one stage with what the calculation made of them."""
    rows = queries.lines(ctx, claim.id or 0, answer.stage)
    named = {row.anchor for row in findings.waiting(ctx, claim, answer.stage)}
    free = can_change and (claim.state not in RETURNED_CLAIMS or "lines" in named)
    return tuple(
        _line(
            row, rules, answer, can_change=free or (can_change and f"line:{row.position}" in named)
        )
        for row in rows
    )


def _line(row: ClaimLine, rules: Rules, answer: Answer, *, can_change: bool) -> LineRow:
    computed = answer.line(row.position)
    title = words.CATEGORY_LABELS.get(row.category)
    return LineRow(
        line_id=row.id or 0,
        position=row.position,
        stage=row.stage,
        category_key=row.category,
        category=title or rules.sheet.categories.get(row.category, row.category),
        title=row.title,
        vendor=row.vendor or "",
        invoice_no=row.invoice_no or "",
        used_on=row.used_on,
        gross_yen=row.gross_yen,
        tax_percent=row.tax_percent,
        net_yen=computed.net if computed else 0,
        counted_yen=computed.counted if computed else 0,
        is_from_hub=row.source_kind is not None,
        difference_yen=row.gross_yen - (row.source_yen or row.gross_yen),
        can_change=can_change,
    )


def pairs(planned: Sequence[LineRow], actual: Sequence[LineRow]) -> tuple[LinePair, ...]:
    """Costs beside each other by their number."""
    before = {row.position: row for row in planned}
    after = {row.position: row for row in actual}
    return tuple(
        LinePair(before.get(position), after.get(position))
        for position in sorted(before.keys() | after.keys())
    )


def share_rows(ctx: Ctx, claim: Claim, answer: Answer) -> tuple[ShareRow, ...]:
    """Firms with their parts of the amount."""
    rows = queries.shares(ctx, claim.id or 0)
    firms = directory.firms_of(ctx, firm_ids=tuple(row.firm_id for row in rows))
    parts = {part.firm: part.amount for part in answer.result.shares or ()}
    return tuple(
        ShareRow(row.firm_id, firms[row.firm_id].name, row.weight, parts.get(str(row.firm_id), 0))
        for row in rows
    )


def finding_rows(ctx: Ctx, claim: Claim) -> tuple[FindingRow, ...]:
    """Findings of both stages, the oldest first."""
    rows = queries.findings(ctx, claim.id or 0)
    ids = {person_id for row in rows for person_id in (row.raised_by, row.closed_by) if person_id}
    names = people.names_of(ctx, person_ids=tuple(ids))
    asked = {row.id for stage in Stage for row in findings.waiting(ctx, claim, stage)}
    is_returned = claim.state in RETURNED_CLAIMS
    return tuple(
        FindingRow(
            finding_id=row.id or 0,
            stage=row.stage,
            round=row.round,
            rule=row.rule,
            rule_words=words.CHECK_LABELS[row.rule],
            level=row.level,
            level_words=words.LEVEL_LABELS[row.level],
            anchor=row.anchor,
            line_position=_position(row.anchor),
            sentence=row.sentence,
            state=row.state,
            was_sent=row.sent_round is not None,
            is_waiting_for_answer=is_returned and row.id in asked,
            answer=row.answer or "",
            waived_why=row.waived_why or "",
            raised_by=_name(names, row.raised_by),
            closed_by=_name(names, row.closed_by),
            closed_at=row.closed_at,
        )
        for row in rows
    )


def _position(anchor: str) -> int | None:
    kind, _colon, number = anchor.partition(":")
    return int(number) if kind == "line" and number.isdecimal() else None


def _name(names: Mapping[int, str], person_id: int | None) -> str:
    return names.get(person_id, "") if person_id else ""


def history(ctx: Ctx, claim: Claim) -> tuple[EventRow, ...]:
    """Every step with who took it and why."""
    rows = queries.events(ctx, claim.id or 0)
    acted = audit.acted_for(ctx, "claim", claim.id or 0)
    ids = {at for row in rows if (at := row.person_id)} | {
        at for two in acted.values() for at in two
    }
    names = people.names_of(ctx, person_ids=tuple(ids))

    def lender(row: ClaimEvent) -> int | None:
        by, at = acted.get(row.version, (0, 0))
        return at if by == row.person_id else None

    def typist(row: ClaimEvent) -> int | None:
        by, at = acted.get(row.version, (0, 0))
        return by if at and at == row.person_id else None

    return tuple(
        EventRow(
            action=row.action,
            words=words.EVENT_LABELS[row.action],
            person=_name(names, row.person_id),
            for_person=_name(names, lender(row)),
            typed_by=_name(names, typist(row)),
            note=row.note or "",
            at=row.at,
        )
        for row in rows
    )


def duty_rows(ctx: Ctx, claim: Claim) -> tuple[DutyRow, ...]:
    """Everybody on a side of the claim."""
    rows = queries.duties(ctx, claim.id or 0)
    names = people.names_of(ctx, person_ids=tuple(row.person_id for row in rows))
    return tuple(DutyRow(names.get(row.person_id, ""), words.DUTY_LABELS[row.duty]) for row in rows)


def keeper(ctx: Ctx, claim: Claim) -> Keeper | None:
    """Who has taken the claim over from a colleague who left."""
    claim_id = claim.id or 0
    return people.keepers(ctx, WorkKind.CLAIM, (claim_id,)).get(claim_id)


def notice_rows(ctx: Ctx, claim: Claim, *, internal: bool = True) -> tuple[NoticeRow, ...]:
    """Papers that were issued, each with its PDF once it is there; those of the office if asked."""
    return tuple(
        NoticeRow(
            document_id=document.id or 0,
            title=words.PAPER_LABELS[document.template],
            doc_no=str(document.frozen["number"]),
            issued_on=date.fromisoformat(str(document.frozen["issued"])),
            amount_yen=_yen(document.frozen["amount"]),
            file_id=file.file_id if file else None,
            size_bytes=file.size_bytes if file else 0,
        )
        for document, file in queries.issued(ctx, claim.id or 0)
        if internal or document.template not in full_papers.INTERNAL
    )


def _yen(frozen: object) -> int:
    return frozen if isinstance(frozen, int) else 0


def proposal(ctx: Ctx, claim: Claim) -> Proposal | None:
    """The clerk's open proposal."""
    row = queries.open_draft(ctx, claim.id or 0)
    if row is None:
        return None
    names = people.names_of(ctx, person_ids=(row.person_id,))
    return Proposal(
        kind=row.kind,
        doc_no=row.doc_no,
        amount_yen=row.amount_yen,
        reason=row.reason or "",
        clerk=names.get(row.person_id, ""),
        at=row.at,
        cause=words.CAUSE_LABELS[row.cause] if row.cause else "",
        hearing=row.hearing or "",
    )


def budget_state(ctx: Ctx, line: BudgetLine) -> BudgetState:
    """One budget line as it stands now."""
    asked = sum(
        row.entitled_yen or 0
        for row in queries.claims_of_ward(ctx, line.ward_id, UNDECIDED)
        if row.budget_line_id == line.id
    )
    return BudgetState(
        budget_line_id=line.id or 0,
        programme=queries.programme_of(ctx, line.programme_id).title,
        fiscal_year=line.fiscal_year,
        account_text=line.account_text,
        allotted_yen=line.allotted,
        available_yen=line.available,
        reserved_yen=line.reserved,
        committed_yen=line.committed,
        advanced_yen=line.advanced,
        payable_yen=line.payable,
        paid_yen=line.paid,
        recoverable_yen=line.recoverable,
        recovered_yen=line.recovered,
        in_review_yen=asked,
    )


def visits(ctx: Ctx, claim: Claim, stage: Stage) -> int:
    """How many visits of experts the costs name."""
    rows = queries.lines(ctx, claim.id or 0, stage)
    return sum(row.category == filling.EXPERT for row in rows)


def open_findings(rows: Sequence[FindingRow], stage: Stage) -> tuple[FindingRow, ...]:
    """Findings of a stage that still wait."""
    return tuple(row for row in rows if row.stage is stage and row.state is FindingState.OPEN)
