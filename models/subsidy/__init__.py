"""Subsidy claims, their programmes, budget lines, decisions and documents."""

from models.subsidy.budget import BudgetLine, JournalEntry, JournalLine
from models.subsidy.claims import (
    ChangeRequest,
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
    PaymentReturn,
    ReturnOrder,
    ReturnReceipt,
)
from models.subsidy.inspections import Inspection
from models.subsidy.orders import PaymentOrder, PaymentStep
from models.subsidy.programmes import Programme, ProgrammeVersion
from models.subsidy.simulations import SimulatedClaim, Simulation

__all__ = [
    "BudgetLine",
    "ChangeRequest",
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
    "Inspection",
    "IssuedDocument",
    "IssuedFile",
    "JournalEntry",
    "JournalLine",
    "PaymentOrder",
    "PaymentRecord",
    "PaymentReturn",
    "PaymentStep",
    "Programme",
    "ProgrammeVersion",
    "ReturnOrder",
    "ReturnReceipt",
    "SimulatedClaim",
    "Simulation",
]
