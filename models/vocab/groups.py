"""Stored words of the firm groups."""

from enum import StrEnum
from typing import Final


class GroupState(StrEnum):
    """Life of a group of firms (連携グループ・準備組合)."""

    INTEREST = "interest"
    PREPARATORY = "preparatory"
    AGREED = "agreed"
    UNDER_REVIEW = "under_review"
    REGISTERED = "registered"
    ACTIVE = "active"
    CHANGED = "changed"
    SUSPENDED = "suspended"
    DISSOLVED = "dissolved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


BOOKING_STATES: Final = (GroupState.REGISTERED, GroupState.ACTIVE, GroupState.CHANGED)


class GroupAction(StrEnum):
    """What moves a group on."""

    TALK = "talk"
    FOUND = "found"
    AGREE = "agree"
    REOPEN = "reopen"
    APPLY = "apply"
    CHECK = "check"
    REGISTER = "register"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    BOOK = "book"
    CHANGE = "change"
    SUSPEND = "suspend"
    DISSOLVE = "dissolve"


class MemberRole(StrEnum):
    """What a firm is in its group."""

    REPRESENTATIVE = "representative"
    DEPUTY = "deputy"
    TREASURER = "treasurer"
    MEMBER = "member"
    OBSERVER = "observer"


class AgreementState(StrEnum):
    """Life of one version of an agreement (連携協約書)."""

    DRAFT = "draft"
    SIGNING = "signing"
    SIGNED = "signed"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class AgreementAction(StrEnum):
    """What moves a version on."""

    SIGN = "sign"
    COMPLETE = "complete"
    WITHDRAW = "withdraw"
    END = "end"


class SignMethod(StrEnum):
    """How a firm has signed."""

    HUB = "hub"
    LINK = "link"
    PAPER = "paper"


class CostKind(StrEnum):
    """A kind of cost that the members share."""

    EXPERT_FEE = "expert_fee"
    TRAINING = "training"
    VENUE = "venue"
    MACHINE = "machine"
    MATERIAL = "material"
    TRAVEL = "travel"
    INSURANCE = "insurance"
    OFFICE = "office"


class ShareMethod(StrEnum):
    """How one kind of cost is shared."""

    EQUAL = "equal"
    PERCENT = "percent"
    FIXED = "fixed"
    CAPACITY = "capacity"


class EligibilityRule(StrEnum):
    """A rule of registration; the names are those of the ward's checklist."""

    HEAD_OFFICE = "head_office"
    SIZE = "size"
    AGREEMENT = "agreement"
    TAX = "tax"
    PLEDGE = "pledge"
    SMALL_FIRM = "small_firm"
