"""Stored words of subsidy claims: states, duties, findings, accounts, documents."""

from enum import StrEnum
from typing import Final


class Profile(StrEnum):
    """How many sides a programme has: clerk and approver, or also inspector and accounting."""

    LIGHT = "light"
    FULL = "full"


class ClaimState(StrEnum):
    """Life of a claim (補助金案件); `inspected` exists in the full profile only."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEW = "review"
    RETURNED = "returned"
    WAITING_BUDGET = "waiting_budget"
    DECIDING = "deciding"
    GRANTED = "granted"
    REFUSED = "refused"
    REPORT_REVIEW = "report_review"
    REPORT_RETURNED = "report_returned"
    FIXING = "fixing"
    DETERMINED = "determined"
    PAID = "paid"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"
    CANCELLING = "cancelling"
    RETURNING = "returning"
    REPAID = "repaid"
    CANCELLED = "cancelled"
    CHANGE_REVIEW = "change_review"
    CHANGE_DECIDING = "change_deciding"
    ENDED = "ended"
    INSPECTED = "inspected"


# A claim in one of these states uses nothing up: its visits may be claimed again.
DEAD_CLAIMS: Final = (ClaimState.REFUSED, ClaimState.WITHDRAWN, ClaimState.DISCARDED)
RETURNED_CLAIMS: Final = (ClaimState.RETURNED, ClaimState.REPORT_RETURNED)


class ClaimAction(StrEnum):
    """What moves a claim on; the numbers of the state table stand in `hub.subsidy.states`."""

    SUBMIT = "submit"
    DISCARD = "discard"
    ACCEPT = "accept"
    RETURN = "return"
    RESUBMIT = "resubmit"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"
    PROPOSE = "propose"
    WAIT = "wait"
    RESUME = "resume"
    SEND_BACK = "send_back"
    GRANT = "grant"
    REFUSE = "refuse"
    REPORT = "report"
    RETURN_REPORT = "return_report"
    RESUBMIT_REPORT = "resubmit_report"
    PROPOSE_AMOUNT = "propose_amount"
    SEND_BACK_AMOUNT = "send_back_amount"
    DETERMINE = "determine"
    DETERMINE_NOTHING = "determine_nothing"
    PAY = "pay"
    COME_BACK = "come_back"
    COMPLETE = "complete"
    PROPOSE_CANCEL = "propose_cancel"
    SEND_BACK_CANCEL = "send_back_cancel"
    CANCEL = "cancel"
    CANCEL_PART = "cancel_part"
    ORDER_RETURN = "order_return"
    RECEIVE = "receive"
    REQUEST_CHANGE = "request_change"
    RETURN_CHANGE = "return_change"
    PROPOSE_CHANGE = "propose_change"
    SEND_BACK_CHANGE = "send_back_change"
    ALLOW_CHANGE = "allow_change"
    DENY_CHANGE = "deny_change"
    REQUEST_END = "request_end"
    ALLOW_END = "allow_end"
    INSPECT = "inspect"
    REINSPECT = "reinspect"
    TRANSFER = "transfer"
    BOUNCE = "bounce"


class OrderKind(StrEnum):
    """What a payment order pays: before the report, or after the amount is fixed."""

    ADVANCE = "advance"
    FINAL = "final"


class OrderState(StrEnum):
    """Life of one payment order: an advance (概算払), or what the final amount leaves to pay."""

    REQUESTED = "requested"
    ORDERED = "ordered"
    PASSED = "passed"
    PAID = "paid"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class OrderAction(StrEnum):
    """What moves a payment order on."""

    SEND_BACK = "send_back"
    ORDER = "order"
    EXAMINE = "examine"
    REJECT = "reject"
    PAY = "pay"
    COME_BACK = "come_back"
    CORRECT = "correct"


class Stage(StrEnum):
    """Whether something belongs to the application or to the report (申請・実績)."""

    PLANNED = "planned"
    ACTUAL = "actual"


class Duty(StrEnum):
    """On which side of one claim a person stands; one side for its whole life."""

    APPLICANT = "applicant"
    CLERK = "clerk"
    APPROVER = "approver"
    INSPECTOR = "inspector"
    ORDERER = "orderer"
    ACCOUNTING = "accounting"


class Check(StrEnum):
    """Which automatic check found something; `clerk` is a person's own finding."""

    CLERK = "clerk"
    EVIDENCE = "c5"
    CAPS = "c7"
    VISIT = "c13"
    BILLED_TWICE = "c14"
    BUDGET = "c24"


class FindingLevel(StrEnum):
    """How much a finding weighs (重大・注意・情報)."""

    SERIOUS = "serious"
    CAUTION = "caution"
    INFO = "info"


class FindingState(StrEnum):
    """Whether a finding still waits."""

    OPEN = "open"
    FIXED = "fixed"
    WAIVED = "waived"


class FindingAction(StrEnum):
    """What ends a finding."""

    FIX = "fix"
    WAIVE = "waive"


class SourceKind(StrEnum):
    """Which record of the hub a line was filled from."""

    EXPERT_FEE = "expert_fee"
    EXPERT_TRAVEL = "expert_travel"
    TRAINING_SEAT = "training_seat"


class TaxStatus(StrEnum):
    """How a firm stands to consumption tax."""

    TAXABLE = "taxable"
    EXEMPT = "exempt"
    SIMPLIFIED = "simplified"


class DecisionKind(StrEnum):
    """What is proposed and decided on a claim, each with its own paper."""

    GRANT = "grant"
    REFUSAL = "refusal"
    DETERMINATION = "determination"
    CANCELLATION = "cancellation"
    CHANGE = "change"
    CHANGE_REFUSAL = "change_refusal"
    ENDING = "ending"


class ChangeKind(StrEnum):
    """What a firm asks for: another plan, to stop for a while (中止), to give it up (廃止)."""

    CHANGE = "change"
    PAUSE = "pause"
    END = "end"


class CancelCause(StrEnum):
    """Why a grant is cancelled; only what nobody is to blame for costs no additional charge."""

    FALSE_CLAIM = "false_claim"
    OTHER_USE = "other_use"
    CONDITION = "condition"
    NOT_DONE = "not_done"
    NO_FAULT = "no_fault"


class BudgetAccount(StrEnum):
    """Where the yen of a budget line stand; `external` is the other side of the allotment."""

    AVAIL = "avail"
    RESERVED = "reserved"
    COMMIT = "commit"
    ADVANCED = "advanced"
    PAYABLE = "payable"
    PAID = "paid"
    RECOVERABLE = "recoverable"
    RECOVERED = "recovered"
    EXTERNAL = "external"


class BudgetEvent(StrEnum):
    """Why yen moved on a budget line."""

    ALLOT = "allot"
    GRANT = "grant"
    WITHDRAW = "withdraw"
    DETERMINE = "determine"
    PAY = "pay"
    COME_BACK = "come_back"
    CANCEL = "cancel"
    RECOVER = "recover"
    RESTORE = "restore"
    CHANGE = "change"
    END = "end"
    ADVANCE_ORDER = "advance_order"
    ADVANCE_PAY = "advance_pay"
    ADVANCE_BACK = "advance_back"


class Outcome(StrEnum):
    """How the computing of a trial of changed rules ended (制度の試算)."""

    DONE = "done"
    FAILED = "failed"


class AmountLimit(StrEnum):
    """What sets the amount of a claim; the words of the calculator."""

    RATE = "rate"
    TOTAL_CAP = "total_cap"
    YEAR_CAP = "year_cap"
    OTHER_MONEY = "other_money"
    ASKED = "asked"
    BUDGET = "budget"
    FLOOR = "floor"
    COUNT = "count"


class FirmSize(StrEnum):
    """Regular employees of the leading firm of a claim; `unknown` where it has never said."""

    UP_TO_5 = "up_to_5"
    FROM_6_TO_20 = "from_6_to_20"
    OVER_20 = "over_20"
    UNKNOWN = "unknown"
