"""Lifecycle of a claim as a table; no queries.

The numbers are the rows of the design's state table (subsidy, part 7). Guards stand in the use
cases: what a row allows may still be refused there with the numbers that speak against it. Rows
of one profile only are kept apart by `profiles`.
"""

from typing import Final

from hub.kernel.states import Transition
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import ClaimState as In
from models.vocab.subsidy import FindingAction, FindingState, OrderAction, OrderState
from models.vocab.subsidy import OrderAction as Step
from models.vocab.subsidy import OrderState as Paid

APPLICANT: Final = (Role.GROUP_LEADER,)
CLERK: Final = (Role.WARD_CLERK,)
APPROVER: Final = (Role.WARD_APPROVER,)
# A clerk inspects only where the programme allows it (`officer_may_inspect`).
INSPECTOR: Final = (Role.INSPECTOR, Role.WARD_CLERK)
ACCOUNTING: Final = (Role.ACCOUNTING,)
BEFORE_DECISION: Final = (In.SUBMITTED, In.REVIEW, In.RETURNED, In.WAITING_BUDGET)
# What has been granted can be cancelled from here on, also after the money is paid (row 41).
CANCELLABLE: Final = (
    In.GRANTED, In.REPORT_REVIEW, In.REPORT_RETURNED, In.INSPECTED, In.DETERMINED, In.PAID,
    In.COMPLETED, In.REPAID,
)  # fmt: skip

Row: Final = Transition
CLAIM: Final[tuple[Transition[In, Do, Role], ...]] = (
    Row((In.DRAFT,), Do.SUBMIT, In.SUBMITTED, APPLICANT),  # 1
    Row((In.DRAFT,), Do.DISCARD, In.DISCARDED, APPLICANT),  # 2
    Row((In.SUBMITTED,), Do.ACCEPT, In.REVIEW, CLERK),  # 3
    Row((In.REVIEW,), Do.RETURN, In.RETURNED, CLERK),  # 4
    Row((In.RETURNED,), Do.RESUBMIT, In.REVIEW, APPLICANT),  # 5
    Row((In.RETURNED,), Do.LAPSE, In.WITHDRAWN, CLERK, needs_note=True),  # 6
    Row((*BEFORE_DECISION, In.GRANTED), Do.WITHDRAW, In.WITHDRAWN, APPLICANT),  # 7, 15
    Row((In.REVIEW,), Do.PROPOSE, In.DECIDING, CLERK),  # 8
    Row((In.REVIEW,), Do.WAIT, In.WAITING_BUDGET, CLERK),  # 9
    Row((In.WAITING_BUDGET,), Do.RESUME, In.REVIEW, CLERK),  # 10
    Row((In.DECIDING,), Do.SEND_BACK, In.REVIEW, APPROVER, needs_note=True),  # 12
    Row((In.DECIDING,), Do.GRANT, In.GRANTED, APPROVER),  # 13
    Row((In.DECIDING,), Do.REFUSE, In.REFUSED, APPROVER),  # 14
    Row((In.GRANTED,), Do.REQUEST_CHANGE, In.CHANGE_REVIEW, APPLICANT),  # 16
    Row((In.GRANTED,), Do.REQUEST_END, In.CHANGE_REVIEW, APPLICANT),  # 16, 廃止
    Row((In.CHANGE_REVIEW,), Do.RETURN_CHANGE, In.GRANTED, CLERK, needs_note=True),  # 17
    Row((In.CHANGE_REVIEW,), Do.PROPOSE_CHANGE, In.CHANGE_DECIDING, CLERK),  # 18
    Row(
        (In.CHANGE_DECIDING,), Do.SEND_BACK_CHANGE, In.CHANGE_REVIEW, APPROVER, needs_note=True
    ),  # 19
    Row((In.CHANGE_DECIDING,), Do.ALLOW_CHANGE, In.GRANTED, APPROVER),  # 20
    Row((In.CHANGE_DECIDING,), Do.DENY_CHANGE, In.GRANTED, APPROVER),  # 20
    Row((In.CHANGE_DECIDING,), Do.ALLOW_END, In.ENDED, APPROVER),  # 21, nothing advanced
    Row((In.CHANGE_DECIDING,), Do.ALLOW_END, In.RETURNING, APPROVER),  # 21, advanced
    Row((In.GRANTED,), Do.REPORT, In.REPORT_REVIEW, APPLICANT),  # 23
    Row((In.REPORT_REVIEW,), Do.RETURN_REPORT, In.REPORT_RETURNED, INSPECTOR),  # 24
    Row((In.REPORT_RETURNED,), Do.RESUBMIT_REPORT, In.REPORT_REVIEW, APPLICANT),  # 25
    Row((In.REPORT_REVIEW,), Do.INSPECT, In.INSPECTED, INSPECTOR),  # 26, full
    Row((In.INSPECTED,), Do.REINSPECT, In.REPORT_REVIEW, CLERK, needs_note=True),  # 27, full
    Row((In.REPORT_REVIEW, In.INSPECTED), Do.PROPOSE_AMOUNT, In.FIXING, CLERK),  # 28: light, full
    Row((In.FIXING,), Do.SEND_BACK_AMOUNT, In.REPORT_REVIEW, APPROVER, needs_note=True),  # 29
    Row((In.FIXING,), Do.SEND_BACK_AMOUNT, In.INSPECTED, APPROVER, needs_note=True),  # 29, full
    Row((In.FIXING,), Do.DETERMINE, In.DETERMINED, APPROVER),  # 30, A > 0
    Row((In.FIXING,), Do.DETERMINE, In.RETURNING, APPROVER),  # 30, A < advanced
    Row((In.FIXING,), Do.DETERMINE_NOTHING, In.PAID, APPROVER),  # 30, A = advanced, or A = 0
    Row((In.DETERMINED,), Do.PAY, In.PAID, CLERK),  # 36 as the light profile has it
    Row((In.PAID,), Do.COME_BACK, In.DETERMINED, CLERK, needs_note=True),  # 37 likewise
    Row((In.DETERMINED,), Do.TRANSFER, In.PAID, ACCOUNTING),  # 36, full
    Row((In.PAID,), Do.BOUNCE, In.DETERMINED, ACCOUNTING, needs_note=True),  # 37, full
    Row((In.PAID, In.REPAID), Do.COMPLETE, In.COMPLETED, CLERK),  # 40
    Row(CANCELLABLE, Do.PROPOSE_CANCEL, In.CANCELLING, CLERK),  # 41
    *(
        Row((In.CANCELLING,), Do.SEND_BACK_CANCEL, state, APPROVER, needs_note=True)  # 42
        for state in CANCELLABLE
    ),
    Row((In.CANCELLING,), Do.CANCEL, In.CANCELLED, APPROVER),  # 43, nothing paid
    Row((In.CANCELLING,), Do.CANCEL, In.RETURNING, APPROVER),  # 43, paid
    *(
        Row((In.CANCELLING,), Do.CANCEL_PART, state, APPROVER)  # 44, less paid than remains
        for state in CANCELLABLE[:5]
    ),
    Row((In.CANCELLING,), Do.CANCEL_PART, In.PAID, APPROVER),  # 44, as much as was advanced
    Row((In.CANCELLING,), Do.CANCEL_PART, In.RETURNING, APPROVER),  # 44, more paid
    Row((In.RETURNING,), Do.ORDER_RETURN, In.RETURNING, APPROVER),  # 45
    Row((In.RETURNING,), Do.RECEIVE, In.RETURNING, ACCOUNTING),  # 46, something is left
    Row((In.RETURNING,), Do.RECEIVE, In.REPAID, ACCOUNTING),  # 46, nothing is left
)

# One payment order (rows 32 to 38): an advance (row 22) moves while its claim is granted, a final
# payment while the amount is fixed. Asking for it (row 31) writes its first row.
ORDER: Final[tuple[Transition[OrderState, OrderAction, Role], ...]] = (
    Row((Paid.REQUESTED,), Step.SEND_BACK, Paid.WITHDRAWN, CLERK, needs_note=True),  # 32
    Row((Paid.RETURNED,), Step.SEND_BACK, Paid.WITHDRAWN, CLERK, needs_note=True),  # 32
    Row((Paid.REQUESTED,), Step.ORDER, Paid.ORDERED, APPROVER),  # 33
    Row((Paid.ORDERED,), Step.EXAMINE, Paid.PASSED, ACCOUNTING),  # 34
    Row((Paid.ORDERED,), Step.REJECT, Paid.REQUESTED, ACCOUNTING, needs_note=True),  # 35
    Row((Paid.PASSED,), Step.PAY, Paid.PAID, ACCOUNTING),  # 36
    Row((Paid.PASSED, Paid.PAID), Step.COME_BACK, Paid.RETURNED, ACCOUNTING, needs_note=True),  # 37
    Row((Paid.RETURNED,), Step.CORRECT, Paid.ORDERED, APPLICANT, needs_note=True),  # 38
)

FINDING: Final[tuple[Transition[FindingState, FindingAction, Role], ...]] = (
    Transition((FindingState.OPEN,), FindingAction.FIX, FindingState.FIXED, (*APPLICANT, *CLERK)),
    Transition(
        (FindingState.OPEN,), FindingAction.WAIVE, FindingState.WAIVED, CLERK, needs_note=True
    ),
)
