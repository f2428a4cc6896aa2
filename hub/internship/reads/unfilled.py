"""Wishes that a plan does not fill: the true reason of each, and what would help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hub.accounts import reads as people
from hub.internship import access, holding, queries
from hub.internship.instance import Programme, Student, Triple
from hub.internship.kept_plan import document_in, places_in, round_in
from hub.internship.moving import Plan, unfilled
from hub.internship.reads.rounds import round_page
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.internship import Scenario
from models.vocab import DataClass, Role
from models.vocab.internship import ApplicationState

SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class UnfilledWish:
    """One wish; `why` is a word of the engine, `period` a number from 1 (0: all alike)."""

    student: str
    label: str
    rank: int
    firm: str
    title: str
    is_short: bool
    why: str
    period: int
    holders: tuple[str, ...]
    reached_on: date | None
    is_verified: bool


@dataclass(frozen=True, slots=True)
class UnfilledPage:
    """Some of the wishes that were not filled, and how many there are in all."""

    total: int
    rows: tuple[UnfilledWish, ...]


@read(name="internship:unfilled", data_class=DataClass.C2)
def unfilled_wishes(ctx: Ctx, *, scenario_id: int, page: int) -> UnfilledPage:
    """Return twenty wishes at a time; students with too few places first."""
    row = queries.scenario_of(ctx, scenario_id)
    held = queries.round_of(ctx, row.round_id)
    require(ctx, access.may_see_rounds(ctx.actor, held.ward_id))
    if row.plan is None:
        return UnfilledPage(0, ())
    plan = Plan(round_in(row), places_in(row))
    order = _order(ctx, row)
    wishes = [
        (student, *wish)
        for label in order
        if (student := plan.students.get(label)) is not None
        for wish in unfilled(plan, student)
    ]
    wishes.sort(key=lambda each: each[3] is not None)
    first = max(page - 1, 0) * SHOWN
    return UnfilledPage(len(wishes), _told(ctx, row, plan, wishes[first : first + SHOWN], order))


def _order(ctx: Ctx, row: Scenario) -> dict[str, str]:
    """Names by label in kana order; who has left wishes nothing more."""
    students = {
        each.person_id: each
        for each in queries.applications(ctx, row.round_id)
        if each.state is not ApplicationState.WITHDRAWN
    }
    named = people.names_of(ctx, person_ids=tuple(students))
    return {students[at].label: name for at, name in named.items()}


def _told(
    ctx: Ctx,
    row: Scenario,
    plan: Plan,
    wishes: list[tuple[Student, int, Programme, Triple | None]],
    order: Mapping[str, str],
) -> tuple[UnfilledWish, ...]:
    by_engine: dict[tuple[str, str], dict[str, Any]] = {
        (each["student"], why["programme"]): why
        for each in document_in(row).get("unplaced", [])
        for why in each["reasons"]
    }
    refused = holding.refused_by(ctx, row.round_id, row.created_at)
    said_no = {a.label for a in queries.applications(ctx, row.round_id) if a.id in refused}
    page = round_page(ctx, round_id=row.round_id)
    titles = {each.label: each.title for each in page.programmes}
    firms = {each.label: each.firm for each in page.programmes}
    shows_names = ctx.actor.role in {Role.COORDINATOR, Role.SYSTEM}
    found = []
    for student, rank, programme, instead in wishes:
        period, verdict = plan.best(student.id, programme.id, instead)
        engine = by_engine.get((student.id, programme.id), {})
        own = verdict.why.value if verdict.why else "possible"
        why = str(engine.get("reason", own)) if instead is None else own
        if student.id in said_no:
            why = "no_consent"
        found.append(
            UnfilledWish(
                order[student.id], student.id, rank, firms[programme.id], titles[programme.id],
                instead is None, why, plan.order[period] + 1,
                tuple(order.get(who, who) for who in verdict.holders) if shows_names else (),
                verdict.reached_on, bool(engine.get("verified")),
            )
        )  # fmt: skip
    return tuple(found)
