"""Rows of what keeps experts and firms apart."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from hub.experts.renewal import a_year_after, step_due
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Stale
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.experts.conflicts import ConflictStep, ExpertConflict
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.experts import ConflictAct, ConflictKind

MOST_NAMED: Final = 500


@dataclass(frozen=True, slots=True)
class Named:
    """The ids, folded names and corporate numbers by which a group and its firms are known."""

    group_id: int
    firm_ids: tuple[int, ...]
    name_keys: tuple[str, ...]
    numbers: tuple[str, ...]


def standing(ctx: Ctx, named: Named, since: date) -> list[ExpertConflict]:
    """What stands against a group today; work that ended before a day counts no more."""
    row = ExpertConflict
    query = select(row).where(
        col(row.ended_at).is_(None),
        sa.or_(col(row.until_on).is_(None), col(row.until_on) > since),
        sa.or_(
            col(row.firm_id).in_(named.firm_ids),
            col(row.group_id) == named.group_id,
            col(row.name_key).in_(named.name_keys),
            col(row.number).in_(named.numbers),
        ),
    )
    return list(ctx.session.exec(query.order_by(col(row.expert_id), col(row.id))).all())


def kept_conflict(ctx: Ctx, conflict_id: int) -> ExpertConflict:
    """One declaration; what a firm has said is missing for an expert. The caller asks `access`."""
    row = ctx.session.get(ExpertConflict, conflict_id)
    is_firms = row is not None and row.kind is ConflictKind.REFUSED_BY_FIRM
    if row is None or (is_firms and ctx.actor.role is Role.EXPERT):
        raise NotFound(NOT_FOUND)
    return row


def of_expert(ctx: Ctx, expert_id: int) -> list[ExpertConflict]:
    """What stands for an expert, the newest first."""
    query = select(ExpertConflict).where(
        col(ExpertConflict.expert_id) == expert_id, col(ExpertConflict.ended_at).is_(None)
    )
    return list(ctx.session.exec(query.order_by(col(ExpertConflict.id).desc())).all())


def counts_of_ward(ctx: Ctx, ward_id: int) -> dict[int, int]:
    """How much stands for each expert of a ward; those without are not there."""
    query = (
        select(ExpertConflict.expert_id, sa.func.count())
        .join(Expert, col(Expert.id) == col(ExpertConflict.expert_id))
        .where(col(Expert.ward_id) == ward_id, col(ExpertConflict.ended_at).is_(None))
        .group_by(col(ExpertConflict.expert_id))
    )
    return {expert_id: int(count) for expert_id, count in ctx.session.exec(query).all()}


def change(ctx: Ctx, row: ExpertConflict, version: int, **values: object) -> None:
    """Write over a declaration as it was seen; `Stale` when it has moved or is ended."""
    same = (
        sa.update(ExpertConflict)
        .where(
            col(ExpertConflict.id) == row.id,
            col(ExpertConflict.version) == version,
            col(ExpertConflict.ended_at).is_(None),
        )
        .values(version=version + 1, **values)
    )
    if not guarded(ctx.session, same):
        raise Stale(STALE)
    ctx.session.refresh(row)


def add_step(  # noqa: PLR0913  the facts of one step
    ctx: Ctx,
    act: ConflictAct,
    expert_id: int,
    conflict_id: int | None = None,
    *,
    until_on: date | None = None,
    days: int | None = None,
    note: str = "",
) -> None:
    """Write down what was done; nobody changes it afterwards."""
    step = ConflictStep(
        expert_id=expert_id, conflict_id=conflict_id, act=act, until_on=until_on, days=days,
        note=note, person_id=ctx.actor.person_id, at=ctx.now,
    )  # fmt: skip
    ctx.session.add(step)
    ctx.session.flush()


def steps_of(ctx: Ctx, conflict_id: int) -> list[ConflictStep]:
    """What was done with one declaration, the newest first."""
    query = select(ConflictStep).where(col(ConflictStep.conflict_id) == conflict_id)
    return list(ctx.session.exec(query.order_by(col(ConflictStep.id).desc())).all())


def allowed_until(ctx: Ctx, conflict_ids: Collection[int]) -> dict[int, date]:
    """Until when requests are allowed in spite of declarations, by the last word on each."""
    if not conflict_ids:
        return {}
    last = (
        select(sa.func.max(ConflictStep.id))
        .where(
            col(ConflictStep.conflict_id).in_(conflict_ids),
            col(ConflictStep.act).in_([ConflictAct.ALLOWED, ConflictAct.STOPPED]),
        )
        .group_by(col(ConflictStep.conflict_id))
    )
    query = select(ConflictStep).where(
        col(ConflictStep.id).in_(last), col(ConflictStep.act) == ConflictAct.ALLOWED
    )
    rows = ctx.session.exec(query).all()
    return {row.conflict_id: row.until_on for row in rows if row.conflict_id and row.until_on}


def last_of_all(ctx: Ctx, expert_ids: Collection[int], act: ConflictAct) -> dict[int, ConflictStep]:
    """The newest confirmation or reminder of each expert; those without are not there."""
    last = (
        select(sa.func.max(ConflictStep.id))
        .where(_among(expert_ids), col(ConflictStep.act) == act)
        .group_by(col(ConflictStep.expert_id))
    )
    rows = ctx.session.exec(select(ConflictStep).where(col(ConflictStep.id).in_(last))).all()
    return {row.expert_id: row for row in rows}


def is_anybody_late_since(ctx: Ctx, ward_id: int, moment: datetime) -> bool:
    """Say whether an expert of a ward was reminded since then of a year that is over."""
    query = (
        select(ConflictStep.id)
        .join(Expert, col(Expert.id) == col(ConflictStep.expert_id))
        .where(
            col(Expert.ward_id) == ward_id,
            col(ConflictStep.act) == ConflictAct.REMINDED,
            col(ConflictStep.days) == 0,
            col(ConflictStep.at) >= moment,
        )
    )
    return ctx.session.exec(query.limit(1)).first() is not None


def _among(expert_ids: Collection[int]) -> sa.ColumnElement[bool]:
    """Steps of some experts; of everybody where they are more than one statement should name."""
    if len(expert_ids) > MOST_NAMED:
        return col(ConflictStep.expert_id).is_not(None)
    return col(ConflictStep.expert_id).in_(expert_ids)


def due_days(ctx: Ctx, experts: Collection[Expert]) -> dict[int, date]:
    """By when each is to confirm: a year after the last time, else after the consent."""
    last = last_of_all(ctx, [row.id or 0 for row in experts], ConflictAct.CONFIRMED)
    return {
        row.id or 0: a_year_after(
            japan_date(last[row.id or 0].at)
            if row.id in last
            else row.consented_on or japan_date(row.created_at)
        )
        for row in experts
    }


def reminder_of(ctx: Ctx, experts: Collection[Expert]) -> dict[int, tuple[date, int]]:
    """Whom to remind now, of which day and how many days before it."""
    due = due_days(ctx, experts)
    told = last_of_all(ctx, list(due), ConflictAct.REMINDED)
    today = japan_date(ctx.now)
    found = {}
    for expert_id, day in due.items():
        last = told.get(expert_id)
        known = (last.until_on, last.days or 0) if last and last.until_on else None
        step = step_due(day, today, known)
        if step is not None:
            found[expert_id] = (day, step)
    return found
