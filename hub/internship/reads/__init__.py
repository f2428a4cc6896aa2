"""What pages and other rooms may know of rounds, wishes, plans and weeks."""

from hub.internship.reads.plans import (
    PlanPage,
    PlanRow,
    PlanSummary,
    Unfilled,
    frozen_round,
    has_plan,
    plan_page,
    round_plans,
)
from hub.internship.reads.rounds import (
    FirmOffers,
    OfferedProgramme,
    RoundCard,
    RoundPage,
    SpanFacts,
    firm_offers,
    round_cards,
    round_page,
)
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
    "ArrivalRow",
    "FirmOffers",
    "OfferedProgramme",
    "PlanPage",
    "PlanRow",
    "PlanSummary",
    "ProgrammeChoice",
    "RoundCard",
    "RoundPage",
    "SentWishes",
    "SpanFacts",
    "Unfilled",
    "WeekRow",
    "WishForm",
    "firm_offers",
    "firm_weeks",
    "frozen_round",
    "has_plan",
    "my_weeks",
    "plan_page",
    "round_cards",
    "round_page",
    "round_plans",
    "wish_form",
]
