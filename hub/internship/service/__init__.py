"""Use cases of the internship room, by noun."""

from hub.internship.changes import Change
from hub.internship.consent_letters import keep_consent_letter, letter_sheet
from hub.internship.guardians import folded_code, new_consent_code
from hub.internship.queueing import PlanAsked, PlanMoved
from hub.internship.service.changing import accept_repair, discard_plan, request_change
from hub.internship.service.consents import (
    ConsentChanged,
    answer_consent,
    ask_consent,
    record_paper,
    withdraw_consent,
)
from hub.internship.service.importing import Imported, ImportRound, import_round
from hub.internship.service.plans import (
    JOB,
    announce_plan,
    begin_plan,
    end_plan,
    keep_plan,
    publish_plan,
    release_places,
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
    "Change",
    "ConsentChanged",
    "ImportRound",
    "Imported",
    "PlanAsked",
    "PlanMoved",
    "ProgrammeSaved",
    "RoundSaved",
    "WishesSent",
    "accept_repair",
    "advance_round",
    "announce_plan",
    "answer_consent",
    "ask_consent",
    "begin_plan",
    "discard_plan",
    "end_plan",
    "even_periods",
    "folded_code",
    "import_round",
    "judge_programme",
    "keep_consent_letter",
    "keep_plan",
    "letter_sheet",
    "new_consent_code",
    "offer_programme",
    "open_round",
    "publish_plan",
    "ranked_order",
    "record_paper",
    "release_places",
    "request_change",
    "request_plan",
    "send_wishes",
    "stop_plan",
    "withdraw_consent",
]
