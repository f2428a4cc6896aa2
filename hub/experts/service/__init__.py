"""Use cases of the experts room, by noun."""

from hub.experts.pattern import WeekRule
from hub.experts.service.answers import Answered, accept_offer, cancel_booking, decline_offer
from hub.experts.service.availability import (
    CapSet,
    DayClosed,
    DaysPainted,
    WeekSet,
    close_day,
    copy_month,
    paint_days,
    set_cap,
    set_week,
)
from hub.experts.service.conflicts import ConflictSaved, declare_conflict, end_conflict
from hub.experts.service.contracts import Signed, sign_terms
from hub.experts.service.declining import Explained, explain_decline
from hub.experts.service.payments import Paid, fix_fee, record_payment
from hub.experts.service.rankings import RankingKept, RankingsEnded, end_rankings, keep_ranking
from hub.experts.service.requests import (
    CallAsked,
    RequestSaved,
    ask_coordinator,
    ask_for_call,
    need_problem,
    send_request,
    withdraw_request,
)
from hub.experts.service.reviewing import (
    ConfirmReminded,
    ConflictReviewed,
    ConflictsConfirmed,
    confirm_conflicts,
    remind_to_confirm,
    review_conflict,
)
from hub.experts.service.roster import (
    ExpertSaved,
    LanguagesSet,
    advance_expert,
    list_expert,
    set_languages,
)
from hub.experts.service.sweep import Swept, sweep_engagements
from hub.experts.service.unserved import NeedDecided, decide_need
from hub.experts.service.visits import (
    VisitSaved,
    inspect,
    raise_dispute,
    record_visit,
    settle_dispute,
)

__all__ = [
    "Answered",
    "CallAsked",
    "CapSet",
    "ConfirmReminded",
    "ConflictReviewed",
    "ConflictSaved",
    "ConflictsConfirmed",
    "DayClosed",
    "DaysPainted",
    "ExpertSaved",
    "Explained",
    "LanguagesSet",
    "NeedDecided",
    "Paid",
    "RankingKept",
    "RankingsEnded",
    "RequestSaved",
    "Signed",
    "Swept",
    "VisitSaved",
    "WeekRule",
    "WeekSet",
    "accept_offer",
    "advance_expert",
    "ask_coordinator",
    "ask_for_call",
    "cancel_booking",
    "close_day",
    "confirm_conflicts",
    "copy_month",
    "decide_need",
    "declare_conflict",
    "decline_offer",
    "end_conflict",
    "end_rankings",
    "explain_decline",
    "fix_fee",
    "inspect",
    "keep_ranking",
    "list_expert",
    "need_problem",
    "paint_days",
    "raise_dispute",
    "record_payment",
    "record_visit",
    "remind_to_confirm",
    "review_conflict",
    "send_request",
    "set_cap",
    "set_languages",
    "set_week",
    "settle_dispute",
    "sign_terms",
    "sweep_engagements",
    "withdraw_request",
]
