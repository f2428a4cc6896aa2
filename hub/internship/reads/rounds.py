"""Rounds and offered programmes for coordinators and firms."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from hub.accounts import reads as people
from hub.directory import reads as directory
from hub.internship import access, queries, states, words
from hub.kernel.states import open_actions
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Programme, Round
from models.vocab import DataClass
from models.vocab.internship import ProgrammeAction, ProgrammeState, RoundAction, RoundState

BY_PLAN = frozenset({RoundAction.COMPUTE, RoundAction.ANNOUNCE, RoundAction.PUBLISH})


@dataclass(frozen=True, slots=True)
class SpanFacts:
    """One period of a round."""

    period_id: int
    label: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round in a list; `state_words` is a msgid."""

    round_id: int
    name: str
    state: RoundState
    state_words: str
    version: int
    rotations: int
    wishes_until: date
    students: int
    programmes: int
    waiting_programmes: int
    seats: int

    @property
    def wanted(self) -> int:
        """Placements that all students together may have."""
        return self.students * self.rotations


@dataclass(frozen=True, slots=True)
class OfferedProgramme:
    """A programme as staff and its firm see it."""

    programme_id: int
    label: str
    firm: str
    title: str
    trade: str
    tasks: str
    min_age: int
    seats: int
    state: ProgrammeState
    state_words: str
    note: str | None
    version: int
    actions: tuple[ProgrammeAction, ...]


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round with its periods, programmes and next steps."""

    card: RoundCard
    min_trades: int
    periods: tuple[SpanFacts, ...]
    programmes: tuple[OfferedProgramme, ...]
    actions: tuple[RoundAction, ...]
    can_compute: bool


@dataclass(frozen=True, slots=True)
class FirmOffers:
    """Rounds that call for firms, and what the firm has offered so far."""

    calls: tuple[tuple[RoundCard, tuple[SpanFacts, ...]], ...]
    offered: tuple[OfferedProgramme, ...]


@read(name="internship:rounds", data_class=DataClass.C1)
def round_cards(ctx: Ctx, *, ward_id: int) -> tuple[RoundCard, ...]:
    """Rounds of a ward for its staff, the newest first."""
    require(ctx, access.may_see_rounds(ctx.actor, ward_id))
    rows = queries.rounds(ctx)
    queries.counts.foresee(ctx, [row.id or 0 for row in rows])
    return tuple(_card(ctx, row) for row in rows)


@read(name="internship:round", data_class=DataClass.C1)
def round_page(ctx: Ctx, *, round_id: int) -> RoundPage:
    """Return one round for the staff of its ward."""
    row = queries.round_of(ctx, round_id)
    require(ctx, access.may_see_rounds(ctx.actor, row.ward_id))
    steps = open_actions(states.ROUND, row.state, (ctx.actor.role,))
    return RoundPage(
        card=_card(ctx, row),
        min_trades=row.min_trades,
        periods=_spans(ctx, round_id),
        programmes=_offered(ctx, queries.programmes(ctx, round_id)),
        actions=tuple(step for step in steps if step not in BY_PLAN),
        can_compute=RoundAction.COMPUTE in steps,
    )


@dataclass(frozen=True, slots=True)
class RoundStudent:
    """A student of a round in a list; `state_words` is a msgid."""

    person_id: int
    name: str
    label: str
    reference: str
    state_words: str


@read(name="internship:round_students", data_class=DataClass.C2)
def round_students(ctx: Ctx, *, round_id: int) -> tuple[RoundStudent, ...]:
    """Students of a round in the order of their kana, for the coordinator of the ward."""
    row = queries.round_of(ctx, round_id)
    require(ctx, access.may_run_round(ctx.actor, row.ward_id))
    found = {each.person_id: each for each in queries.applications(ctx, round_id)}
    return tuple(
        RoundStudent(
            person_id,
            name,
            found[person_id].label,
            found[person_id].reference,
            words.APPLICATION_LABELS[found[person_id].state],
        )
        for person_id, name in people.names_of(ctx, person_ids=tuple(found)).items()
    )


@read(name="internship:firm_offers", data_class=DataClass.C1)
def firm_offers(ctx: Ctx, *, firm_id: int) -> FirmOffers:
    """What a firm may offer now and what it has offered."""
    require(ctx, access.may_offer(ctx.actor, firm_id))
    calls = queries.rounds(ctx, [RoundState.INTAKE])
    queries.counts.foresee(ctx, [row.id or 0 for row in calls])
    return FirmOffers(
        tuple((_card(ctx, row), _spans(ctx, row.id or 0)) for row in calls),
        _offered(ctx, queries.firm_programmes(ctx, firm_id)),
    )


def _card(ctx: Ctx, row: Round) -> RoundCard:
    round_id = row.id or 0
    counts = queries.counts(ctx, round_id)
    return RoundCard(
        round_id=round_id,
        name=row.name,
        state=row.state,
        state_words=words.ROUND_LABELS[row.state],
        version=row.version,
        rotations=row.rotations,
        wishes_until=row.wishes_until,
        students=counts.students,
        programmes=counts.programmes,
        waiting_programmes=counts.waiting,
        seats=counts.seats,
    )


def _spans(ctx: Ctx, round_id: int) -> tuple[SpanFacts, ...]:
    return tuple(
        SpanFacts(row.id or 0, row.label, row.starts_on, row.ends_on)
        for row in queries.periods(ctx, round_id)
    )


def _offered(ctx: Ctx, rows: list[Programme]) -> tuple[OfferedProgramme, ...]:
    firms = directory.firms_of(ctx, firm_ids=tuple({row.firm_id for row in rows}))
    seats: Counter[int] = Counter()
    for round_id in sorted({row.round_id for row in rows}):
        for seat in queries.seats(ctx, round_id):
            seats[seat.programme_id] += seat.capacity
    return tuple(
        OfferedProgramme(
            programme_id=row.id or 0,
            label=row.label,
            firm=firms[row.firm_id].name,
            title=row.title,
            trade=row.trade,
            tasks=row.tasks,
            min_age=row.min_age,
            seats=seats[row.id or 0],
            state=row.state,
            state_words=words.PROGRAMME_LABELS[row.state],
            note=row.note,
            version=row.version,
            actions=open_actions(states.PROGRAMME, row.state, (ctx.actor.role,)),
        )
        for row in rows
    )
