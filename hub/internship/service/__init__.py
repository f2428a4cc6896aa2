"""Use cases of the internship room, by noun."""

from hub.internship.service.importing import Imported, ImportRound, import_round
from hub.internship.service.plans import (
    JOB,
    PlanAsked,
    PlanMoved,
    announce_plan,
    begin_plan,
    end_plan,
    keep_plan,
    publish_plan,
    request_plan,
    stop_plan,
)
from hub.internship.service.programmes import (
    ProgrammeSaved,
    judge_programme,
    offer_programme,
)
from hub.internship.service.rounds import RoundSaved, advance_round, even_periods, open_round
from hub.internship.service.wishes import MOST_WISHES, WishesSent, ranked_order, send_wishes

__all__ = [
    "JOB",
    "MOST_WISHES",
    "ImportRound",
    "Imported",
    "PlanAsked",
    "PlanMoved",
    "ProgrammeSaved",
    "RoundSaved",
    "WishesSent",
    "advance_round",
    "announce_plan",
    "begin_plan",
    "end_plan",
    "even_periods",
    "import_round",
    "judge_programme",
    "keep_plan",
    "offer_programme",
    "open_round",
    "publish_plan",
    "ranked_order",
    "request_plan",
    "send_wishes",
    "stop_plan",
]
