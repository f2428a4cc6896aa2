"""What pages and other rooms may know of experts, their days and engagements."""

from hub.experts.reads.availability import (
    FREE_WORDS,
    DayCell,
    MonthPage,
    WeekLine,
    WeekPage,
    month_of,
    week_of,
)
from hub.experts.reads.claims import (
    ClaimableEngagement,
    ClaimableVisit,
    claimable_engagement,
    claimable_engagements,
)
from hub.experts.reads.offers import (
    Asker,
    ExpertBooking,
    ExpertVisit,
    OfferCard,
    bookings_of_expert,
    offers_for_expert,
    visits_of_expert,
)
from hub.experts.reads.roster import (
    CertificateFacts,
    ExpertFacts,
    SkillFacts,
    listed_expert,
    listed_experts,
    my_expert_id,
    profile,
)

__all__ = [
    "FREE_WORDS",
    "Asker",
    "CertificateFacts",
    "ClaimableEngagement",
    "ClaimableVisit",
    "DayCell",
    "ExpertBooking",
    "ExpertFacts",
    "ExpertVisit",
    "MonthPage",
    "OfferCard",
    "SkillFacts",
    "WeekLine",
    "WeekPage",
    "bookings_of_expert",
    "claimable_engagement",
    "claimable_engagements",
    "listed_expert",
    "listed_experts",
    "month_of",
    "my_expert_id",
    "offers_for_expert",
    "profile",
    "visits_of_expert",
    "week_of",
]
