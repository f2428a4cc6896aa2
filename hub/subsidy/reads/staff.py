"""What the ward's staff see: the inbox, one claim, the page of a decision."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from hub.accounts.reads import Keeper
from hub.subsidy.faces import (
    BudgetState,
    Changing,
    ClaimHead,
    DutyRow,
    EventRow,
    FindingRow,
    InspectionRow,
    LinePair,
    NoticeRow,
    OrderRow,
    Proposal,
    Returning,
    ShareRow,
    Working,
)
from models.vocab.subsidy import ClaimAction


class Tab(StrEnum):
    """Lists of the inbox by the next act."""

    TODAY = "today"
    OVERDUE = "overdue"
    CORRECTED = "corrected"
    NEW = "new"
    DECIDING = "deciding"
    REVIEW = "review"
    PAYMENT = "payment"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Tag:
    """Why a row needs a look: a msgid with values, and its tone (bad, wait, good, act, plain)."""

    words: str
    params: dict[str, object]
    tone: Literal["act", "good", "wait", "plain", "bad"]


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One claim that waits for somebody of the ward, or for the applicant.

    `next_words` is the msgid of the next act; `proposed_yen` is what the clerk has proposed,
    or what is to be ordered back.
    """

    head: ClaimHead
    tabs: tuple[Tab, ...]
    tags: tuple[Tag, ...]
    next_words: str
    actions: tuple[ClaimAction, ...]
    proposed_yen: int | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """Every open claim of the ward, the most urgent first; counts equal the lists."""

    rows: tuple[InboxRow, ...]
    counts: dict[Tab, int]
    budgets: tuple[BudgetState, ...]
    first_claim_id: int | None


@dataclass(frozen=True, slots=True)
class StaffClaim:
    """One claim, one screen.

    `actions` are those this person may take now. `hindrance` is a msgid (with `hindrance_params`)
    that says why no proposal is possible yet, empty when one is. `returned_before` warns of a
    second return. `in_force_yen` is what a cancellation could take away at most.
    """

    head: ClaimHead
    basis: str
    members: tuple[str, ...]
    lines: tuple[LinePair, ...]
    shares: tuple[ShareRow, ...]
    working: Working
    findings: tuple[FindingRow, ...]
    open_serious: int
    checks_passed: int
    history: tuple[EventRow, ...]
    duties: tuple[DutyRow, ...]
    keeper: Keeper | None
    notices: tuple[NoticeRow, ...]
    proposal: Proposal | None
    proposable_yen: int
    actions: tuple[ClaimAction, ...]
    hindrance: str
    hindrance_params: dict[str, object]
    returned_before: bool
    late_reason: str
    budget: BudgetState
    in_force_yen: int
    returning: Returning | None
    changing: Changing | None
    is_full: bool
    inspections: tuple[InspectionRow, ...]
    orders: tuple[OrderRow, ...]


@dataclass(frozen=True, slots=True)
class LastYear:
    """The group's earlier claim under the same programme, for the comparison."""

    reference: str
    amount_yen: int
    visits: int
    firms: int


@dataclass(frozen=True, slots=True)
class DecidePage:
    """Everything an approver needs: amount and why, accepted findings, budget before and after.

    `change_yen` is what the decision does to what is left: minus for a grant, plus for a release.
    """

    claim: StaffClaim
    waived: tuple[FindingRow, ...]
    last: LastYear | None
    visits: int
    firms: int
    before_yen: int
    change_yen: int
    after_yen: int
    place: int
    of: int
    next_claim_id: int | None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One entry of the ledger; `words` and the accounts are msgids, yen have their sign."""

    entry_id: int
    budget_line_id: int
    at: datetime
    words: str
    claim_id: int | None
    reference: str
    accounts: tuple[tuple[str, int], ...]
    person: str
    note: str


@dataclass(frozen=True, slots=True)
class BudgetPage:
    """Budget lines of the ward, the newest year first, and their journal, the newest first.

    `faults` are differences between the counters and the journal replayed; empty when all is well.
    """

    lines: tuple[BudgetState, ...]
    journal: tuple[JournalRow, ...]
    faults: tuple[str, ...]
