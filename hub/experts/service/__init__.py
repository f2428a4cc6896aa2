"""Use cases of the experts room, by noun."""

from hub.experts.pattern import WeekRule
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
from hub.experts.service.roster import ExpertSaved, advance_expert, list_expert

__all__ = [
    "CapSet",
    "DayClosed",
    "DaysPainted",
    "ExpertSaved",
    "WeekRule",
    "WeekSet",
    "advance_expert",
    "close_day",
    "copy_month",
    "list_expert",
    "paint_days",
    "set_cap",
    "set_week",
]
