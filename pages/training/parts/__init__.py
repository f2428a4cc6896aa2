"""What the pages of this room share: words for days, seats, deadlines and states."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from hub.i18n import _
from hub.i18n.values import clock_time, hours, short_day, yen
from hub.kernel.calendar import japan_date
from hub.training.reads import CourseCard
from models.vocab import Role
from models.vocab.training import SignUpState, TrainingState
from pages.kit.facts import Tone

FIRM: Final = (Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER)
STAFF: Final = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
LISTED_DAYS: Final = 3
TONES: Final[Mapping[TrainingState, Tone]] = {
    TrainingState.PLANNED: "wait",
    TrainingState.REVIEWED: "wait",
    TrainingState.ANNOUNCED: "act",
    TrainingState.OPEN: "good",
    TrainingState.CONFIRMED: "good",
    TrainingState.CANCELLED: "bad",
}
SIGN_UP_TONES: Final[Mapping[SignUpState, Tone]] = {
    SignUpState.WAITING: "wait",
    SignUpState.OFFERED: "wait",
    SignUpState.CONFIRMED: "good",
    SignUpState.CALLED_OFF: "bad",
}


def days_words(card: CourseCard) -> str:
    """The days of a course: one with its hours, a few by name, many by first and last."""
    if len(card.sessions) == 1:
        return hours(card.sessions[0].starts_at, card.sessions[0].ends_at)
    days = [short_day(japan_date(one.starts_at)) for one in card.sessions]
    if len(days) <= LISTED_DAYS:
        return _("{days}の{count}日間").format(days=_("・").join(days), count=len(days))
    sentence = _("{first}から{last}までの{count}日間")
    return sentence.format(first=days[0], last=days[-1], count=len(days))


def seats_words(card: CourseCard) -> str:
    """How many seats are left, always in words."""
    if card.left > 0:
        return _("のこり{count}席").format(count=card.left)
    return _("満席・補欠{place}番目から").format(place=card.next_place)


def closing_words(card: CourseCard) -> tuple[str, str]:
    """Day and hour of the closing, or of the opening that is still to come."""
    is_coming = card.state == TrainingState.ANNOUNCED and not card.is_open
    moment = card.opens_at if is_coming else card.closes_at
    time = clock_time(moment)
    note = _("{time}から") if is_coming else _("{time}まで")
    return short_day(japan_date(moment)), note.format(time=time)


def short_moment(value: datetime) -> str:
    """Day and hour without the year, for what is near."""
    return _("{day} {time}").format(day=short_day(japan_date(value)), time=clock_time(value))


def own_share(card: CourseCard) -> str:
    """What one person is expected to pay."""
    return yen(card.costs.person_own_yen)


def apply_words(card: CourseCard) -> str:
    """The button that leads to the sign-up."""
    return _("申し込む") if card.left > 0 else _("補欠に申し込む")
