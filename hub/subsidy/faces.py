"""Frozen answers about claims that several reads share; no rows leave the room."""

from dataclasses import dataclass
from datetime import date, datetime

from models.vocab.subsidy import (
    ChangeKind,
    Check,
    ClaimAction,
    ClaimState,
    DecisionKind,
    FindingLevel,
    FindingState,
    OrderKind,
    OrderState,
    Stage,
)


@dataclass(frozen=True, slots=True)
class LineRow:
    """One cost; `category` is a msgid or the programme's own word.

    `net_yen` and `counted_yen` are what the calculation made of it. `difference_yen` is how far a
    prefilled amount was changed by hand.
    """

    line_id: int
    position: int
    stage: Stage
    category_key: str
    category: str
    title: str
    vendor: str
    invoice_no: str
    used_on: date | None
    gross_yen: int
    tax_percent: int
    net_yen: int
    counted_yen: int
    is_from_hub: bool
    difference_yen: int
    can_change: bool


@dataclass(frozen=True, slots=True)
class LinePair:
    """The same cost planned and actual, for the comparison; either side may be missing."""

    planned: LineRow | None
    actual: LineRow | None

    @property
    def difference_yen(self) -> int:
        """Actual less planned, tax excluded."""
        before = self.planned.net_yen if self.planned else 0
        return (self.actual.net_yen if self.actual else 0) - before

    @property
    def is_equal(self) -> bool:
        """Say whether nothing differs."""
        return self.planned is not None and self.actual is not None and not self.difference_yen


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the working; `label` and `rule` are msgids, `exact` the value before cutting."""

    number: int
    label: str
    formula: str
    exact: str
    result_yen: int
    rule: str


@dataclass(frozen=True, slots=True)
class Working:
    """How an amount came about, in people's words and step by step.

    gross, less tax, is `net_yen`; what counts is `base_yen`; times num/den is `part_yen` (`exact`
    keeps the fraction as text); cut to `unit_yen` it is `cut_yen`; after all limits `amount_yen`.
    """

    stage: Stage
    gross_yen: int
    tax_yen: int
    net_yen: int
    base_yen: int
    num: int
    den: int
    exact: str
    unit_yen: int
    cut_yen: int
    cap_yen: int | None
    granted_yen: int | None
    amount_yen: int
    limited_by: str
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A firm of the group, its weight, and its part of the amount."""

    firm_id: int
    firm: str
    weight: int
    amount_yen: int


@dataclass(frozen=True, slots=True)
class FindingRow:
    """Something to correct or to accept; `line_position` names the cost it stands at."""

    finding_id: int
    stage: Stage
    round: int
    rule: Check
    rule_words: str
    level: FindingLevel
    level_words: str
    anchor: str
    line_position: int | None
    sentence: str
    state: FindingState
    was_sent: bool
    is_waiting_for_answer: bool
    answer: str
    waived_why: str
    raised_by: str
    closed_by: str
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One step of the history; `words` is a msgid, `person` empty when the hub did it itself."""

    action: ClaimAction
    words: str
    person: str
    for_person: str
    typed_by: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A person and the side this person stands on; `duty` is a msgid."""

    person: str
    duty: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """An issued notice; `file_id` is empty until the PDF has been made."""

    document_id: int
    title: str
    doc_no: str
    issued_on: date
    amount_yen: int
    file_id: int | None
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Due:
    """Until when the next act is due; day `day_number` of `days`, 0 where it may be a moved day."""

    on: date
    days_left: int
    day_number: int
    days: int

    @property
    def is_today(self) -> bool:
        """Say whether it is due today."""
        return self.days_left == 0

    @property
    def is_over(self) -> bool:
        """Say whether it is past."""
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """The clerk's open proposal (起案); `cause` is a msgid, empty but for a cancellation."""

    kind: DecisionKind
    doc_no: str
    amount_yen: int
    reason: str
    clerk: str
    at: datetime
    cause: str = ""
    hearing: str = ""


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """One cost before and after a change that was asked for; 0 after takes it out."""

    name: str
    before_yen: int
    after_yen: int


@dataclass(frozen=True, slots=True)
class Changing:
    """The newest request to change, stop or end; `amount_yen` is the grant that it would make.

    `shift_percent` is how much of the planned costs moves, whole per cent, rounded down.
    """

    kind: ChangeKind
    reason: str
    lines: tuple[ChangedLine, ...]
    done_on: date | None
    asked_yen: int
    amount_yen: int
    shift_percent: int
    at: datetime

    @property
    def is_much(self) -> bool:
        """Say whether more than a fifth moves; source: subsidy design, part 7, row 16."""
        return self.shift_percent > 20  # noqa: PLR2004  the fifth of the design


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One payment order; `state_words` is a msgid. A final payment has a day until it is due."""

    order_id: int
    kind: OrderKind
    number: int
    amount_yen: int
    state: OrderState
    state_words: str
    reason: str
    asked_on: date
    due_on: date | None
    paid_on: date | None
    slip_no: str


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One inspection of the report: who, when, how, with what result."""

    number: int
    inspected_on: date
    inspector: str
    by_officer: bool
    method: str
    note: str
    amount_yen: int


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Yen that came back, shared out."""

    receipt_no: str
    received_on: date
    principal_yen: int
    additional_yen: int
    late_yen: int

    @property
    def total_yen(self) -> int:
        """All that came in."""
        return self.principal_yen + self.additional_yen + self.late_yen


@dataclass(frozen=True, slots=True)
class Returning:
    """The newest decision that asks money back, and what is to come back of it; `cause` is a msgid.

    `principal_yen` is what is asked back at all. The `today_` amounts pay it off today. Without an
    order yet `order_no` is empty and there is no day.
    """

    kind: DecisionKind
    cancel_no: str
    cancelled_on: date
    cancelled_yen: int
    left_yen: int
    cause: str
    reason: str
    hearing: str
    principal_yen: int
    has_charge: bool
    order_no: str
    due_on: date | None
    will_be_due_on: date
    today_principal_yen: int
    today_additional_yen: int
    today_late_yen: int
    receipts: tuple[ReceiptRow, ...]

    @property
    def today_yen(self) -> int:
        """What pays it off today."""
        return self.today_principal_yen + self.today_additional_yen + self.today_late_yen


@dataclass(frozen=True, slots=True)
class BudgetState:
    """One budget line with its counters in yen; `in_review_yen` is asked for and not decided."""

    budget_line_id: int
    programme: str
    fiscal_year: int
    account_text: str
    allotted_yen: int
    available_yen: int
    reserved_yen: int
    committed_yen: int
    advanced_yen: int
    payable_yen: int
    paid_yen: int
    recoverable_yen: int
    recovered_yen: int
    in_review_yen: int

    @property
    def used_yen(self) -> int:
        """All that is no longer free."""
        return self.allotted_yen - self.available_yen

    @property
    def left_if_all_pass_yen(self) -> int:
        """What stays when everything under review is granted as asked; below 0 it is not enough."""
        return self.available_yen - self.in_review_yen


@dataclass(frozen=True, slots=True)
class ClaimHead:
    """What every page says of a claim first; `*_words` are msgids."""

    claim_id: int
    version: int
    reference: str
    receipt_no: str
    title: str
    group_id: int
    group: str
    firm: str
    programme: str
    programme_version: int
    is_example: bool
    state: ClaimState
    stage: Stage
    state_words: str
    applicant_words: str
    round: int
    submitted_at: datetime | None
    received_on: date | None
    decided_on: date | None
    withdraw_until: date | None
    report_due: date | None
    due: Due | None
    asked_yen: int | None
    entitled_yen: int | None
    granted_yen: int | None
    fixed_yen: int | None
    paid_yen: int | None

    @property
    def left_yen(self) -> int:
        """What is still to be paid of the fixed amount: what was advanced is not paid twice."""
        return max(0, (self.fixed_yen or 0) - (self.paid_yen or 0))

    @property
    def number(self) -> str:
        """Short form of the reference for buttons: 0147 of C-2026-0147."""
        return self.reference.rsplit("-", 1)[-1]
