"""Subsidy claims, their programmes, budget lines, decisions and documents."""

from sqlmodel import SQLModel

from models.subsidy import append_only
from models.subsidy.budget import BudgetLine, JournalEntry, JournalLine
from models.subsidy.claims import (
    Claim,
    ClaimDuty,
    ClaimEvent,
    ClaimLine,
    ClaimShare,
    ClaimSource,
    ClaimVersion,
    Finding,
)
from models.subsidy.decisions import (
    Decision,
    DecisionDraft,
    DocCounter,
    IssuedDocument,
    IssuedFile,
    PaymentRecord,
)
from models.subsidy.programmes import Programme, ProgrammeVersion

append_only.guard(SQLModel.metadata)

__all__ = [
    "BudgetLine",
    "Claim",
    "ClaimDuty",
    "ClaimEvent",
    "ClaimLine",
    "ClaimShare",
    "ClaimSource",
    "ClaimVersion",
    "Decision",
    "DecisionDraft",
    "DocCounter",
    "Finding",
    "IssuedDocument",
    "IssuedFile",
    "JournalEntry",
    "JournalLine",
    "PaymentRecord",
    "Programme",
    "ProgrammeVersion",
]
