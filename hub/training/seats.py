"""Seats decided on facts alone: who gets them, how many per firm, from what age, until when.

Source: groups-and-training, part D (quotas, D3 guards, D5). Numbers of days are what a ward sets;
here stand only the usual ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from hub.kernel.calendar import add_working_days, age_on, at_japan
from hub.kernel.errors import FieldProblem, Reason
from hub.kernel.intervals import Span
from hub.training import words
from models.vocab.training import SignUpAction, SizeBand, TrainingState

CLOSE_DAYS: Final = 10
CANCEL_DAYS: Final = 5
STOP_DAYS: Final = 2
EVENING: Final = 17
QUOTAS: Final = (2, 3, 4)
GROWN_UP: Final = 18


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Moments counted back from the first session: closing, free withdrawal, last promotion."""

    latest_close: datetime
    free_until: datetime
    promote_until: datetime


def deadlines(
    first_day: date,
    close_days: int = CLOSE_DAYS,
    cancel_days: int = CANCEL_DAYS,
    stop_days: int = STOP_DAYS,
) -> Deadlines:
    """Return 17:00 of the working day that lies so many working days before the first session."""
    return Deadlines(
        *(
            at_japan(add_working_days(first_day, -days), EVENING)
            for days in (close_days, cancel_days, stop_days)
        )
    )


def quota_of(band: SizeBand, quotas: tuple[int, int, int]) -> int:
    """Most seats of one firm of this size: up to 5 people, 6 to 20, over 20."""
    return quotas[list(SizeBand).index(band)]


@dataclass(frozen=True, slots=True)
class Window:
    """When a course takes sign-ups."""

    state: TrainingState
    opens_at: datetime
    closes_at: datetime

    def is_open(self, now: datetime) -> bool:
        """Say whether a sign-up is taken now; at the closing moment itself it is not."""
        return self.refusal(now) is None

    def refusal(self, now: datetime) -> Reason | None:
        """Say why a sign-up is not taken now."""
        if self.state not in {TrainingState.ANNOUNCED, TrainingState.OPEN}:
            return words.CLOSED
        if now >= self.closes_at:
            return words.CLOSED
        return words.NOT_OPEN_YET if now < self.opens_at else None


@dataclass(frozen=True, slots=True)
class Seats:
    """Seats of a pool and of one firm in it; `firm_waiting` are the firm's people in the list."""

    capacity: int
    taken: int
    waiting_parties: int
    is_strict: bool
    firm_most: int
    firm_used: int
    firm_waiting: int

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return self.capacity - self.taken

    @property
    def firm_left(self) -> int:
        """People the firm may still name."""
        return self.firm_most - self.firm_used - self.firm_waiting


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """Seats at once, a number in the waiting list, or a reason why neither."""

    action: SignUpAction | None
    reason: Reason | None = None
    params: Mapping[str, object] = field(default_factory=dict)


def party_answer(seats: Seats, size: int) -> PartyAnswer:
    """Seat a party whole or not at all; the firm's quota comes before the seats.

    In a strict list nobody passes those who wait; in a filling one free seats go to who fits.
    """
    if size > seats.firm_left:
        params = {"most": seats.firm_most, "left": seats.firm_left}
        reason = words.QUOTA_FULL if seats.firm_left < 1 else words.QUOTA_LEFT
        return PartyAnswer(None, reason, params)
    may_pass = not (seats.is_strict and seats.waiting_parties)
    fits = size <= seats.free and may_pass
    return PartyAnswer(SignUpAction.PLACE if fits else SignUpAction.QUEUE)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody to be signed up, and the field of the form the name stands in."""

    field: str
    name: str
    birth_date: date


def age_problems(people: Sequence[Named], first_day: date, min_age: int) -> list[FieldProblem]:
    """Say who is too young on the first session's day; 18 is the law's age for such machines.

    Source: 労働基準法 62条 and 年少者労働基準規則 8条 (dangerous work below 18).
    """
    reason = words.TOO_YOUNG_FOR_HAZARD if min_age >= GROWN_UP else words.TOO_YOUNG
    return [
        FieldProblem(
            one.field,
            reason,
            {
                "name": one.name,
                "day": first_day,
                "age": age_on(one.birth_date, first_day),
                "least": min_age,
            },
        )
        for one in people
        if age_on(one.birth_date, first_day) < min_age
    ]


def clash(own: Sequence[Span], other: Sequence[Span]) -> Span | None:
    """Return the first session of the other course that overlaps one of these."""
    hits = [late for late in sorted(other) if any(late.overlaps(one) for one in own)]
    return hits[0] if hits else None
