"""Use cases of claims, each registered under the name in its line."""

from hub.subsidy.issuing import JOB
from hub.subsidy.sending import ClaimMoved
from hub.subsidy.service.advancing import request_advance
from hub.subsidy.service.answering import (
    answer_and_resubmit,
    prepare_report,
    report,
    resubmit_report,
)
from hub.subsidy.service.applying import (
    ClaimStarted,
    discard_claim,
    start_claim,
    submit_claim,
    withdraw_claim,
)
from hub.subsidy.service.cancelling import decide_cancellation, draft_cancellation
from hub.subsidy.service.changing import (
    decide_change,
    draft_change,
    request_change,
    return_change,
)
from hub.subsidy.service.deciding import (
    decide_grant,
    decide_refusal,
    determine,
    draft_decision,
    draft_determination,
    send_back_decision,
)
from hub.subsidy.service.ending import decide_end, draft_end, request_end, request_pause
from hub.subsidy.service.evidence import EvidenceKept, add_evidence, drop_evidence
from hub.subsidy.service.inspecting import inspect_report, reinspect
from hub.subsidy.service.invoicing import request_payment
from hub.subsidy.service.lines import LinesChanged, add_line, change_line, drop_line
from hub.subsidy.service.notices import (
    NoticeAsked,
    NoticeKept,
    fail_notice,
    keep_notice,
    retry_notice,
)
from hub.subsidy.service.ordering import (
    correct_account,
    examine_order,
    give_order,
    order_came_back,
    pay_order,
    reject_order,
    send_back_order,
)
from hub.subsidy.service.paying import complete, record_payment
from hub.subsidy.service.programmes import Allotted, VersionAdded, add_version, allot
from hub.subsidy.service.recovering import order_return, payment_came_back, receive_return
from hub.subsidy.service.reminding import NOTHING_DUE, Reminded, remind_of_due
from hub.subsidy.service.reviewing import (
    FindingKept,
    accept_claim,
    add_finding,
    lapse_claim,
    remind_applicant,
    resume_claim,
    return_claim,
    wait_for_budget,
    waive_finding,
)
from hub.subsidy.service.simulating import JOB as SIMULATION
from hub.subsidy.service.simulating import (
    SimulationAsked,
    SimulationKept,
    fail_simulation,
    keep_simulation,
    start_simulation,
)
from hub.subsidy.standard import standard_sheet

__all__ = [
    "JOB",
    "NOTHING_DUE",
    "SIMULATION",
    "Allotted",
    "ClaimMoved",
    "ClaimStarted",
    "EvidenceKept",
    "FindingKept",
    "LinesChanged",
    "NoticeAsked",
    "NoticeKept",
    "Reminded",
    "SimulationAsked",
    "SimulationKept",
    "VersionAdded",
    "accept_claim",
    "add_evidence",
    "add_finding",
    "add_line",
    "add_version",
    "allot",
    "answer_and_resubmit",
    "change_line",
    "complete",
    "correct_account",
    "decide_cancellation",
    "decide_change",
    "decide_end",
    "decide_grant",
    "decide_refusal",
    "determine",
    "discard_claim",
    "draft_cancellation",
    "draft_change",
    "draft_decision",
    "draft_determination",
    "draft_end",
    "drop_evidence",
    "drop_line",
    "examine_order",
    "fail_notice",
    "fail_simulation",
    "give_order",
    "inspect_report",
    "keep_notice",
    "keep_simulation",
    "lapse_claim",
    "order_came_back",
    "order_return",
    "pay_order",
    "payment_came_back",
    "prepare_report",
    "receive_return",
    "record_payment",
    "reinspect",
    "reject_order",
    "remind_applicant",
    "remind_of_due",
    "report",
    "request_advance",
    "request_change",
    "request_end",
    "request_pause",
    "request_payment",
    "resubmit_report",
    "resume_claim",
    "retry_notice",
    "return_change",
    "return_claim",
    "send_back_decision",
    "send_back_order",
    "standard_sheet",
    "start_claim",
    "start_simulation",
    "submit_claim",
    "wait_for_budget",
    "waive_finding",
    "withdraw_claim",
]
