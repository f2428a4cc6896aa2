"""An expert, or staff for him, declares a firm or group that he stays apart from, and ends it.

From then on neither is shown to the other: a waiting offer goes on to the next candidate, and
the coordinator looks at what is agreed already. Source: experts, part C2; ADR 50.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, StringConstraints, field_validator

from hub.directory import reads as directory
from hub.experts import access, notices, offering
from hub.experts.queries import conflicts as queries
from hub.experts.queries import roster
from hub.experts.words import conflicts as words
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.kernel.errors import NOT_FOUND, FieldProblem, Invalid, NotFound, Refused
from hub.kernel.numbers_of_firms import corporate_digits, is_corporate_number
from hub.kernel.variants import searched
from hub.platform import audit
from hub.platform.commands import Wrong, command
from hub.platform.context import Ctx, require
from models.experts.conflicts import ExpertConflict
from models.vocab.experts import ConflictAct, ConflictKind

KEY = 160
Name = Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class DeclareConflict(BaseModel):
    """A firm of the hub, a group, or a name and number of one that may still come; and why."""

    expert_id: int
    kind: ConflictKind
    firm_id: int | None = None
    group_id: int | None = None
    name: Name = ""
    number: str = ""
    left_on: date | None = None
    note: Note = ""

    @field_validator("number")
    @classmethod
    def _checked(cls, typed: str) -> str:
        digits = corporate_digits(typed)
        if digits and not is_corporate_number(digits):
            raise Wrong(words.WRONG_NUMBER)
        return digits


class EndConflict(BaseModel):
    """It does not stand any more; with `left_on` a place of work counts for two more years."""

    conflict_id: int
    version: int
    left_on: date | None = None
    note: Note = ""


@dataclass(frozen=True, slots=True)
class ConflictSaved:
    """The declaration as it stands now, and how many agreed visits the coordinator looks at."""

    conflict_id: int
    version: int
    agreed: int = 0


@command(name="experts:conflict:declare", input=DeclareConflict, audit="expert_conflict")
def declare_conflict(  # noqa: PLR0913  the facts of one declaration
    ctx: Ctx,
    *,
    expert_id: int,
    kind: ConflictKind,
    firm_id: int | None,
    group_id: int | None,
    name: str,
    number: str,
    left_on: date | None,
    note: str,
) -> ConflictSaved:
    """Keep an expert and a firm or group apart; what a firm has said is staff's to write."""
    expert = roster.kept_expert(ctx, expert_id)
    require(ctx, access.may_declare(ctx.actor, expert.person_id, expert.ward_id, kind))
    _refuse_left(ctx, kind, left_on)
    row = ExpertConflict(
        expert_id=expert_id,
        kind=kind,
        name="",
        until_on=left_on,
        note=note,
        declared_by=ctx.actor.person_id,
        declared_at=ctx.now,
    )
    _point(ctx, row, firm_id, group_id, name, number)
    _refuse_second(ctx, row)
    ctx.session.add(row)
    ctx.session.flush()
    queries.add_step(ctx, ConflictAct.DECLARED, expert_id, row.id, note=note)
    _record(ctx, row, "declare")
    notices.conflict_to_expert(ctx, expert, row)
    return ConflictSaved(row.id or 0, row.version, offering.settle(ctx, expert_id, row))


@command(name="experts:conflict:end", input=EndConflict, audit="expert_conflict")
def end_conflict(
    ctx: Ctx, *, conflict_id: int, version: int, left_on: date | None, note: str
) -> ConflictSaved:
    """End a declaration, or write down that a place of work was left; nothing is deleted."""
    row = queries.kept_conflict(ctx, conflict_id)
    expert = roster.kept_expert(ctx, row.expert_id)
    require(ctx, access.may_declare(ctx.actor, expert.person_id, expert.ward_id, row.kind))
    _refuse_left(ctx, row.kind, left_on)
    if left_on is not None:
        queries.change(ctx, row, version, until_on=left_on)
        act = ConflictAct.LEFT
    else:
        queries.change(ctx, row, version, ended_by=ctx.actor.person_id, ended_at=ctx.now)
        act = ConflictAct.ENDED
    queries.add_step(ctx, act, row.expert_id, row.id, until_on=left_on, note=note)
    _record(ctx, row, "end", note)
    notices.conflict_to_expert(ctx, expert, row)
    return ConflictSaved(conflict_id, row.version)


def _refuse_left(ctx: Ctx, kind: ConflictKind, left_on: date | None) -> None:
    if left_on is None:
        return
    if kind is not ConflictKind.EMPLOYED:
        raise Invalid(FieldProblem("left_on", words.ONLY_WORK_IS_LEFT))
    if left_on > japan_date(ctx.now):
        raise Invalid(FieldProblem("left_on", words.LEFT_AHEAD))


def _point(
    ctx: Ctx,
    row: ExpertConflict,
    firm_id: int | None,
    group_id: int | None,
    name: str,
    number: str,
) -> None:
    """Say whom the row is about: one of the hub by its id, any other by name and number."""
    if firm_id is not None:
        firm = directory.firms_of(ctx, firm_ids=(firm_id,)).get(firm_id)
        if firm is None:
            raise NotFound(NOT_FOUND)
        row.firm_id, row.name = firm_id, firm.name
    elif group_id is not None:
        known = groups.group_names(ctx, group_ids=(group_id,)).get(group_id)
        if known is None:
            raise NotFound(NOT_FOUND)
        row.group_id, row.name = group_id, known
    else:
        row.name, row.name_key, row.number = name, searched(name)[:KEY], number or None
        if not row.name_key:
            raise Invalid(FieldProblem("name", words.NAME_EMPTY))


def _refuse_second(ctx: Ctx, row: ExpertConflict) -> None:
    """Nothing is declared twice; who works again where the expert had left ends what was left."""
    same = (row.kind, row.firm_id, row.group_id, row.name_key)
    for other in queries.of_expert(ctx, row.expert_id):
        if (other.kind, other.firm_id, other.group_id, other.name_key) != same:
            continue
        if other.until_on is None or row.until_on is not None:
            raise Refused(words.DECLARED_TWICE, name=row.name)
        by = ctx.actor.person_id
        queries.change(ctx, other, other.version, ended_by=by, ended_at=ctx.now)
        queries.add_step(ctx, ConflictAct.ENDED, other.expert_id, other.id)
        _record(ctx, other, "end")


def _record(ctx: Ctx, row: ExpertConflict, act: str, note: str = "") -> None:
    payload = {
        "action": act, "kind": row.kind.value, "firm": row.firm_id, "group": row.group_id,
        "until": row.until_on.isoformat() if row.until_on else None, "note": note or row.note,
    }  # fmt: skip
    audit.record(ctx, "expert_conflict", row.id or 0, version=row.version, payload=payload)
