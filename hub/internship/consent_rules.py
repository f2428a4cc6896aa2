"""When a guardian's consent is needed; pure. Source: internship design, gate G-guardian."""

from datetime import date, datetime
from typing import Final

from hub.kernel.calendar import age_on, japan_date

ADULT: Final = 18


def is_needed(birth: date, applied_at: datetime, first_day: date) -> bool:
    """Under 18 on the day of the application or on the first day; the earlier of them decides."""
    return age_on(birth, min(japan_date(applied_at), first_day)) < ADULT
