"""What pages and other rooms may know of rounds, wishes, plans and weeks."""

from hub.internship.consent_letters import GuardianLetter, consent_letter
from hub.internship.exports import WEEKS_PAPER
from hub.internship.guardians import Asked, asked
from hub.internship.held_back import HeldBack
from hub.internship.holding import Stand
from hub.internship.plan_rows import PlanRow, PlanSummary
from hub.internship.reads.changing import (
    ChangeForm,
    ChangeSaid,
    Comparison,
    MovedRow,
    MoveSeen,
    Side,
    StudentPlaces,
    change_form,
    comparison,
    listed,
    move_seen,
)
from hub.internship.reads.consents import ConsentRow, consents
from hub.internship.reads.feed import firm_feed, student_feed
from hub.internship.reads.holding import ConsentTask, consent_tasks
from hub.internship.reads.my_changes import MyChange, my_changes
from hub.internship.reads.plans import (
    PlanPage,
    Unfilled,
    frozen_round,
    has_plan,
    plan_anchor,
    plan_page,
    round_plans,
)
from hub.internship.reads.rounds import (
    FirmOffers,
    OfferedProgramme,
    RoundCard,
    RoundPage,
    RoundStudent,
    SpanFacts,
    firm_offers,
    round_cards,
    round_page,
    round_students,
)
from hub.internship.reads.unfilled import UnfilledPage, UnfilledWish, unfilled_wishes
from hub.internship.reads.weeks import (
    ArrivalRow,
    ProgrammeChoice,
    SentWishes,
    WeekRow,
    WishForm,
    firm_weeks,
    my_weeks,
    wish_form,
)

__all__ = [
    "WEEKS_PAPER",
    "ArrivalRow",
    "Asked",
    "ChangeForm",
    "ChangeSaid",
    "Comparison",
    "ConsentRow",
    "ConsentTask",
    "FirmOffers",
    "GuardianLetter",
    "HeldBack",
    "MoveSeen",
    "MovedRow",
    "MyChange",
    "OfferedProgramme",
    "PlanPage",
    "PlanRow",
    "PlanSummary",
    "ProgrammeChoice",
    "RoundCard",
    "RoundPage",
    "RoundStudent",
    "SentWishes",
    "Side",
    "SpanFacts",
    "Stand",
    "StudentPlaces",
    "Unfilled",
    "UnfilledPage",
    "UnfilledWish",
    "WeekRow",
    "WishForm",
    "asked",
    "change_form",
    "comparison",
    "consent_letter",
    "consent_tasks",
    "consents",
    "firm_feed",
    "firm_offers",
    "firm_weeks",
    "frozen_round",
    "has_plan",
    "listed",
    "move_seen",
    "my_changes",
    "my_weeks",
    "plan_anchor",
    "plan_page",
    "round_cards",
    "round_page",
    "round_plans",
    "round_students",
    "student_feed",
    "unfilled_wishes",
    "wish_form",
]
