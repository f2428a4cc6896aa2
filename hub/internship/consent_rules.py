"""When a guardian's consent is needed; pure. Source: internship design, gate G-guardian."""

from datetime import date, datetime
from typing import Final

from hub.kernel.calendar import age_on, japan_date
from models.vocab.consents import ConsentState

ADULT: Final = 18


def is_needed(birth: date, applied_at: datetime, first_day: date) -> bool:
    """Under 18 on the day of the application or on the first day; the earlier of them decides."""
    return age_on(birth, min(japan_date(applied_at), first_day)) < ADULT


def holds_back(
    birth: date, applied_at: datetime, first_day: date, today: date, said: ConsentState | None
) -> bool:
    """Say whether a place may not be published today: needed, still under 18, and not agreed.

    Who has turned 18 since the application decides alone; the guardian gets information only.
    """
    still = is_needed(birth, applied_at, first_day) and age_on(birth, today) < ADULT
    return still and said is not ConsentState.AGREED
