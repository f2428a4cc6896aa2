"""What pages and other rooms may know of claims, budgets and notices."""

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
    StepRow,
    Working,
)
from hub.subsidy.papers import RECEIPT as EVIDENCE_RECEIPT
from hub.subsidy.reads.applicant import (
    Claimable,
    ClaimRow,
    ClaimStart,
    FirmClaim,
    MyClaims,
    Payment,
    claim_start,
    firm_claim,
    my_claims,
)
from hub.subsidy.reads.budget import budget_page
from hub.subsidy.reads.evidence import EvidencePage, EvidenceRow, claim_evidence
from hub.subsidy.reads.inbox import inbox
from hub.subsidy.reads.notices import FrozenNotice, frozen_notice
from hub.subsidy.reads.one_claim import decide_page, staff_claim
from hub.subsidy.reads.set_up import MoneyRow, ProgrammeRow, VersionRow, set_up
from hub.subsidy.reads.staff import (
    BudgetPage,
    DecidePage,
    Inbox,
    InboxRow,
    JournalRow,
    LastYear,
    StaffClaim,
    Tab,
    Tag,
)

__all__ = [
    "EVIDENCE_RECEIPT",
    "BudgetPage",
    "BudgetState",
    "ClaimHead",
    "ClaimRow",
    "ClaimStart",
    "Claimable",
    "DecidePage",
    "Due",
    "DutyRow",
    "EventRow",
    "EvidencePage",
    "EvidenceRow",
    "FindingRow",
    "FirmClaim",
    "FrozenNotice",
    "Inbox",
    "InboxRow",
    "JournalRow",
    "LastYear",
    "LinePair",
    "LineRow",
    "MoneyRow",
    "MyClaims",
    "NoticeRow",
    "Payment",
    "ProgrammeRow",
    "Proposal",
    "ShareRow",
    "StaffClaim",
    "StepRow",
    "Tab",
    "Tag",
    "VersionRow",
    "Working",
    "budget_page",
    "claim_evidence",
    "claim_start",
    "decide_page",
    "firm_claim",
    "frozen_notice",
    "inbox",
    "my_claims",
    "set_up",
    "staff_claim",
]
