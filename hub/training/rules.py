"""Decisions on the plan of a course from what was typed alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.kernel.calendar import japan_date
from hub.kernel.errors import FieldProblem
from hub.kernel.intervals import Span, is_on_cells
from hub.training import words
from hub.training.seats import Deadlines


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan promises, as far as its parts must fit each other."""

    sessions: tuple[Span, ...]
    opens_at: datetime
    closes_at: datetime
    deadlines: Deadlines
    capacity: int
    minimum: int
    total_yen: int
    subsidy_yen: int
    quotas: tuple[int, int, int]


def plan_problems(facts: PlanFacts, now: datetime) -> list[FieldProblem]:
    """Say everything that does not fit, each at its field."""
    found = session_problems(facts.sessions, now)
    if facts.closes_at > facts.deadlines.latest_close:
        latest: dict[str, object] = {"latest": facts.deadlines.latest_close}
        found.append(FieldProblem("places.closes_at", words.CLOSES_TOO_LATE, latest))
    if facts.closes_at <= max(now, facts.opens_at):
        found.append(FieldProblem("places.closes_at", words.CLOSES_BEFORE_OPENING))
    if facts.minimum > facts.capacity:
        params = {"capacity": facts.capacity}
        found.append(FieldProblem("places.minimum", words.MINIMUM_TOO_LARGE, params))
    if facts.subsidy_yen > facts.total_yen:
        found.append(FieldProblem("money.subsidy_yen", words.SUBSIDY_TOO_LARGE))
    if list(facts.quotas) != sorted(facts.quotas):
        found.append(FieldProblem("terms.quotas", words.QUOTAS_FALL))
    return found


def session_problems(sessions: Sequence[Span], now: datetime) -> list[FieldProblem]:
    """Sessions lie in the future, on the half hour, within one day, and not over each other."""
    found = []
    for at, span in enumerate(sessions):
        one_day = japan_date(span.start) == japan_date(span.end)
        if not is_on_cells(span) or not one_day:
            found.append(FieldProblem(f"sessions.{at}", words.SESSION_TIMES))
        elif span.start <= now:
            found.append(FieldProblem(f"sessions.{at}", words.SESSION_PAST))
        elif any(span.overlaps(earlier) for earlier in sessions[:at]):
            found.append(FieldProblem(f"sessions.{at}", words.SESSIONS_OVERLAP))
    return found
