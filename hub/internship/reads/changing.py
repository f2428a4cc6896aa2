"""What can be changed in a plan, what a move would do, and two plans beside each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import reads as people
from hub.internship import access, queries, words
from hub.internship.access import HOSTS
from hub.internship.changes import Change, changes_of
from hub.internship.freezing import OUT, periods_ahead, places_of
from hub.internship.instance import Triple
from hub.internship.kept_plan import places_in, round_in
from hub.internship.moving import Plan
from hub.internship.plan_rows import PlanRow, PlanSummary, plan_rows, summary
from hub.internship.reads.rounds import (
    OfferedProgramme,
    RoundCard,
    RoundPage,
    SpanFacts,
    round_page,
)
from hub.internship.versions import next_version
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Round, Scenario
from models.vocab import DataClass
from models.vocab.internship import (
    ApplicationState,
    ChangeKind,
    RoundState,
    ScenarioKind,
    ScenarioState,
)

TOP: Final = 2


@dataclass(frozen=True, slots=True)
class Side:
    """One of two plans: its name and its figures."""

    plan: PlanSummary
    placed: int
    first: int
    top: int
    short: int
    nowhere: int
    worst: int | None


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A student whose places differ: firms by period, before and after."""

    student: str
    label: str
    before: tuple[str | None, ...]
    after: tuple[str | None, ...]
    is_leaving: bool
    # The places that a pin would keep; none where nothing could be kept.
    keeps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangeSaid:
    """A change as a msgid with its values."""

    msgid: str
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans of a round, and who differs; `told` counts the people a repair would tell."""

    card: RoundCard
    periods: tuple[SpanFacts, ...]
    base: Side
    other: Side
    others: tuple[PlanSummary, ...]
    moved: tuple[MovedRow, ...]
    changes: tuple[ChangeSaid, ...]
    raw: tuple[Mapping[str, object], ...]  # the own changes of `other`, to ask for them again
    note: str | None
    told_students: int
    told_firms: int
    is_ours: bool  # `other` was made from `base`
    is_open: bool  # `other` can still be chosen


@dataclass(frozen=True, slots=True)
class StudentPlaces:
    """A student of the form, with the places that can still be given up."""

    label: str
    name: str
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangeForm:
    """What the page offers: students in kana order, programmes by firm, periods ahead."""

    card: RoundCard
    plan: PlanSummary
    is_repair: bool
    can_change: bool
    periods: tuple[SpanFacts, ...]
    first: int  # number of the first period ahead in the whole round
    students: tuple[StudentPlaces, ...]
    programmes: tuple[OfferedProgramme, ...]
    seats: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class MoveSeen:
    """What moving one student would do; `why` is a word of the engine, empty when it fits."""

    why: str
    is_hard: bool
    holders: tuple[str, ...]
    reached_on: date | None
    in_the_way: str | None
    price: int | None
    rank_before: int | None
    rank_after: int | None


@read(name="internship:comparison", data_class=DataClass.C2)
def comparison(ctx: Ctx, *, scenario_id: int, with_id: int) -> Comparison:
    """Two plans of one round side by side; for a repair the places that hold and those to come."""
    other, held = _seen(ctx, scenario_id)
    base, _ = _seen(ctx, with_id)
    require(ctx, access.may_see_rounds(ctx.actor, held.ward_id))
    if base.round_id != other.round_id:
        base = other
    page = round_page(ctx, round_id=other.round_id)
    every = queries.scenarios(ctx, other.round_id)
    is_repair = other.kind is ScenarioKind.REPAIR and other.state is ScenarioState.CHECKED
    is_next = is_repair and base.id == other.base_id and base.state is ScenarioState.PUBLISHED
    if is_next and other.plan is not None:
        version = next_version(ctx, held, other)
        before, after = version.before, version.after
    else:
        before, after = places_in(base), places_in(other)
    spans = [each.label for each in page.periods]
    old = plan_rows(ctx, other.round_id, before, spans, held.rotations)
    new = plan_rows(ctx, other.round_id, after, spans, held.rotations)
    lost = _can_stay(other, before, after, frozenset(periods_ahead(ctx, held)))
    moved = _moved(other, old, new, lost)
    gone = _gone(ctx, other.round_id)
    leaving = gone | {each.label for each in moved if each.is_leaving}
    hosts = {place.programme for place in before ^ after}
    return Comparison(
        card=page.card,
        periods=page.periods,
        base=_side(base, every, _without(old, gone), held),
        other=_side(other, every, _without(new, leaving), held),
        others=tuple(
            summary(row, every) for row in every if row.plan is not None and row.id != other.id
        ),
        moved=moved,
        changes=tuple(_said(each, page, new) for each in changes_of(other)),
        raw=tuple(_own_changes(other, base)),
        note=other.note,
        told_students=len(moved),
        told_firms=_told_firms(ctx, other.round_id, hosts),
        is_ours=other.base_id == base.id,
        is_open=other.state is ScenarioState.CHECKED
        and (is_next or (not is_repair and held.state is RoundState.MATCHING)),
    )


@read(name="internship:change_form", data_class=DataClass.C2)
def change_form(ctx: Ctx, *, scenario_id: int) -> ChangeForm:
    """Return what can be changed in a plan, for the coordinator of its ward."""
    row, held = _seen(ctx, scenario_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    page = round_page(ctx, round_id=row.round_id)
    ahead = frozenset(periods_ahead(ctx, held))
    places = _holding(ctx, held, row)
    gone = _gone(ctx, row.round_id)
    spans = [each.label for each in page.periods]
    rows = plan_rows(ctx, row.round_id, places, spans, held.rotations)
    open_places: dict[str, list[tuple[str, str]]] = {}
    for place in sorted(places):
        if place.period in ahead:
            open_places.setdefault(place.student, []).append((place.programme, place.period))
    instance = round_in(row)
    is_repair = held.state in OUT and row.state is ScenarioState.PUBLISHED
    first = row.state in {ScenarioState.CHECKED, ScenarioState.CHOSEN}
    return ChangeForm(
        card=page.card,
        plan=summary(row, queries.scenarios(ctx, row.round_id)),
        is_repair=is_repair,
        can_change=is_repair or (held.state is RoundState.MATCHING and first),
        periods=tuple(each for each in page.periods if each.label in ahead),
        first=1 + len(page.periods) - len(ahead),
        students=tuple(
            StudentPlaces(
                each.label, each.student,
                tuple(open_places.get(each.label, ())),
            )
            for each in rows
            if each.label not in gone
        ),
        programmes=page.programmes,
        seats={
            (each.id, period): seats
            for each in instance.programmes
            for period, seats in each.capacity.items()
        },
    )  # fmt: skip


@read(name="internship:listed", data_class=DataClass.C2)
def listed(ctx: Ctx, *, scenario_id: int, student: str) -> tuple[str, ...]:
    """Labels of the programmes a student has put on the list, wishes first."""
    row, held = _seen(ctx, scenario_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    instance = round_in(row)
    return next(
        ((*each.wishes, *(one for one in each.acceptable if one not in each.wishes))
         for each in instance.students if each.id == student),
        (),
    )  # fmt: skip


@read(name="internship:move", data_class=DataClass.C2)
def move_seen(  # noqa: PLR0913  who, from where, to where
    ctx: Ctx, *, scenario_id: int, student: str, programme: str, period: str,
    from_programme: str = "", from_period: str = "",
) -> MoveSeen | None:  # fmt: skip
    """Judge a move by hand against the plan as it stands; None when a label is unknown."""
    row, held = _seen(ctx, scenario_id)
    require(ctx, access.may_run_round(ctx.actor, held.ward_id))
    plan = Plan(round_in(row), _holding(ctx, held, row))
    if student not in plan.students or programme not in plan.programmes or period not in plan.order:
        return None
    instead = Triple(student, from_programme, from_period) if from_programme else None
    verdict = plan.judge(Triple(student, programme, period), instead)
    students = {each.label: each for each in queries.applications(ctx, row.round_id)}
    firms = {each.id: each.firm for each in plan.instance.programmes}
    named = people.names_of(
        ctx, person_ids=tuple(students[who].person_id for who in verdict.holders)
    )
    wishes = plan.students[student].wishes
    return MoveSeen(
        why=verdict.why.value if verdict.why else "",
        is_hard=verdict.is_hard,
        holders=tuple(named.values()),
        reached_on=verdict.reached_on,
        in_the_way=firms.get(verdict.other.programme) if verdict.other else None,
        price=verdict.price,
        rank_before=_rank(wishes, from_programme),
        rank_after=_rank(wishes, programme),
    )


def _seen(ctx: Ctx, scenario_id: int) -> tuple[Scenario, Round]:
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_see_rounds(ctx.actor, held.ward_id))
    return row, held


def _gone(ctx: Ctx, round_id: int) -> frozenset[str]:
    """Labels of the students who have left."""
    return frozenset(
        each.label
        for each in queries.applications(ctx, round_id)
        if each.state is ApplicationState.WITHDRAWN
    )


def _without(rows: tuple[PlanRow, ...], gone: frozenset[str]) -> tuple[PlanRow, ...]:
    return tuple(row for row in rows if row.label not in gone)


def _can_stay(
    row: Scenario, before: frozenset[Triple], after: frozenset[Triple], ahead: frozenset[str]
) -> frozenset[Triple]:
    """Places that are given up although they could be kept: no change takes them away."""
    changes = changes_of(row)
    closed = {each.programme for each in changes if each.kind is ChangeKind.CLOSE}
    banned = {each.triple for each in changes if each.kind is ChangeKind.BAN}
    return frozenset(
        place
        for place in before - after - banned
        if place.period in ahead and place.programme not in closed
    )


def _moved(
    row: Scenario, old: tuple[PlanRow, ...], new: tuple[PlanRow, ...], lost: frozenset[Triple]
) -> tuple[MovedRow, ...]:
    leaving = {each.student for each in changes_of(row) if each.kind is ChangeKind.LEAVE}
    return tuple(
        MovedRow(
            was.student, was.label, was.firms, now.firms, was.label in leaving,
            tuple(
                (place.programme, place.period)
                for place in sorted(lost)
                if place.student == was.label
            ),
        )
        for was, now in zip(old, new, strict=True)
        if was.firms != now.firms
    )  # fmt: skip


def _own_changes(row: Scenario, base: Scenario) -> list[dict[str, object]]:
    """What a plan changes beyond the plan it was made from; a repair stands for itself."""
    every: list[dict[str, object]] = list(row.changes)
    return every if row.kind is ScenarioKind.REPAIR else every[len(base.changes) :]


def _holding(ctx: Ctx, held: Round, row: Scenario) -> frozenset[Triple]:
    """The places of a plan; of the version that holds those that were published."""
    is_out = held.state in OUT and row.state is ScenarioState.PUBLISHED
    return frozenset(places_of(ctx, row.round_id)) if is_out else places_in(row)


def _side(row: Scenario, every: list[Scenario], rows: tuple[PlanRow, ...], held: Round) -> Side:
    ranks = [rank for each in rows for rank in each.ranks if rank is not None]
    return Side(
        plan=summary(row, every),
        placed=sum(held.rotations - each.missing for each in rows),
        first=ranks.count(1),
        top=sum(rank <= TOP for rank in ranks),
        short=sum(each.missing > 0 for each in rows),
        nowhere=sum(each.missing >= held.rotations for each in rows),
        worst=max(ranks, default=None),
    )


def _rank(wishes: tuple[str, ...], programme: str) -> int | None:
    return wishes.index(programme) + 1 if programme in wishes else None


def _told_firms(ctx: Ctx, round_id: int, hosts: Iterable[str]) -> int:
    """How many people of firms would hear of other arrivals."""
    wanted = set(hosts)
    firm_ids = {row.firm_id for row in queries.programmes(ctx, round_id) if row.label in wanted}
    return len(
        {
            person_id
            for firm_id in sorted(firm_ids)
            for role in HOSTS
            for person_id in people.holders_of(ctx, role=role, firm_id=firm_id)
        }
    )


def _said(change: Change, page: RoundPage, rows: tuple[PlanRow, ...]) -> ChangeSaid:
    """A change in words."""
    at = {each.label: each for each in page.programmes}.get(change.programme)
    number = {each.label: no for no, each in enumerate(page.periods, start=1)}.get(change.period)
    name = {each.label: each.student for each in rows}.get(change.student, change.student)
    params = {
        "student": name,
        "firm": at.firm if at else "",
        "title": at.title if at else "",
        "period": number or 0,
        "seats": change.seats,
    }
    msgid = words.CHANGE_WORDS[change.kind]
    if change.kind is ChangeKind.BAN and not change.period:
        msgid = words.BAN_ALL
    return ChangeSaid(msgid, params)
