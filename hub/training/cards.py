"""A course as it is shown in lists and on its page: one frozen value from its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.platform.context import Ctx
from hub.training import queries, words
from hub.training.amounts import CostCard, CostLine, cost_card
from hub.training.seats import Window
from models.training import SeatPool, SignUp, Training, TrainingCost, TrainingSession
from models.vocab.training import CostKind, SignUpState, TrainingState


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One day of a course."""

    starts_at: datetime
    ends_at: datetime
    content: str


@dataclass(frozen=True, slots=True)
class CourseCard:
    """A course in a list; `state_words` is a msgid, `is_open` says whether firms may sign up."""

    training_id: int
    number: str
    title: str
    state: TrainingState
    state_words: str
    version: int
    is_open: bool
    is_over: bool
    opens_at: datetime
    closes_at: datetime
    free_until: datetime
    sessions: tuple[SessionFacts, ...]
    capacity: int
    taken: int
    waiting: int
    confirmed_people: int
    minimum: int
    costs: CostCard

    @property
    def left(self) -> int:
        """Seats that nobody has."""
        return self.capacity - self.taken

    @property
    def next_place(self) -> int:
        """Number the next party would get in the waiting list."""
        return self.waiting + 1


def cards(ctx: Ctx, rows: Sequence[Training]) -> tuple[CourseCard, ...]:
    """Cards of courses, in the given order."""
    ids = [row.id or 0 for row in rows]
    sessions, costs = queries.sessions_of(ctx, ids), queries.costs_of(ctx, ids)
    pools = queries.pools_of(ctx, ids)
    live: dict[int, list[SignUp]] = {}
    for sign_up in queries.sign_ups(ctx, ids):
        live.setdefault(sign_up.training_id, []).append(sign_up)
    return tuple(
        _card(ctx, row, sessions[at], costs[at], pools[at], live.get(at, []))
        for at, row in zip(ids, rows, strict=True)
    )


def cost_lines(rows: Sequence[TrainingCost]) -> tuple[tuple[CostKind, int], ...]:
    """Kind and sum of each line of a cost plan."""
    return tuple((row.kind, row.quantity * row.unit_yen) for row in rows)


def _card(
    ctx: Ctx,
    row: Training,
    days: list[TrainingSession],
    costs: list[TrainingCost],
    pool: SeatPool,
    live: list[SignUp],
) -> CourseCard:
    cancelled = row.state == TrainingState.CANCELLED
    is_over = days[-1].ends_at <= ctx.now and not cancelled
    lines = [CostLine(cost.quantity, cost.unit_yen) for cost in costs]
    return CourseCard(
        training_id=row.id or 0,
        number=row.number,
        title=row.title,
        state=row.state,
        state_words=words.OVER if is_over else words.TRAINING_LABELS[row.state],
        version=row.version,
        is_open=Window(row.state, row.opens_at, row.closes_at).is_open(ctx.now),
        is_over=is_over,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        free_until=row.free_until,
        sessions=tuple(SessionFacts(day.starts_at, day.ends_at, day.content) for day in days),
        capacity=pool.capacity,
        taken=pool.taken,
        waiting=sum(one.state == SignUpState.WAITING for one in live),
        confirmed_people=sum(one.people for one in live if one.state == SignUpState.CONFIRMED),
        minimum=row.minimum,
        costs=cost_card(lines, row.subsidy_yen, pool.capacity),
    )
