"""Use cases of the training room, by noun."""

from hub.training.service.courses import CourseSaved, advance_course, plan_course, settle_course
from hub.training.service.sign_ups import (
    Answered,
    SignedUp,
    accept_promotion,
    decline_promotion,
    sign_up,
    withdraw,
)

__all__ = [
    "Answered",
    "CourseSaved",
    "SignedUp",
    "accept_promotion",
    "advance_course",
    "decline_promotion",
    "plan_course",
    "settle_course",
    "sign_up",
    "withdraw",
]
