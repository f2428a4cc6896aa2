"""The coordinator decides what becomes of a need that nobody could serve.

Source: design "experts" A5.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints

from hub.experts import engagement_access as access
from hub.experts.queries import unserved as queries
from hub.experts.words import unserved as words
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.skills.reads import skill_labels
from models.vocab.needs import UnservedOutcome

Code = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Note = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class DecideNeed(BaseModel):
    """What becomes of it; an unmet one says which skills are lacking."""

    need_id: int
    version: int
    outcome: Literal["answered", "unmet", "discarded"]
    skills: Annotated[tuple[Code, ...], Field(max_length=5)] = ()
    note: Note = ""


@dataclass(frozen=True, slots=True)
class NeedDecided:
    """Where the need stands now."""

    need_id: int
    outcome: UnservedOutcome
    version: int


@command(name="experts:unserved:decide", input=DecideNeed, audit="unserved_need")
def decide_need(
    ctx: Ctx, *, need_id: int, version: int, outcome: str, skills: tuple[str, ...], note: str
) -> NeedDecided:
    """Somebody was found, nobody can be found, or it is no need; once for each."""
    row = queries.need(ctx, need_id)
    require(ctx, access.may_see_ward(ctx.actor, row.ward_id))
    if row.outcome is not UnservedOutcome.OPEN:
        raise Refused(words.DECIDED_ALREADY)
    decided = UnservedOutcome(outcome)
    if decided is UnservedOutcome.UNMET and not skills:
        raise Invalid(FieldProblem("skills", words.WHICH_SKILLS))
    known = skill_labels(ctx)
    if any(code not in known for code in skills):
        raise Invalid(FieldProblem("skills", words.UNKNOWN_SKILL))
    queries.decide(
        ctx, row, version, outcome=decided, decided_by=ctx.actor.person_id, decided_at=ctx.now,
        note=note, skills=list(skills or row.skills),
    )  # fmt: skip
    told = {"outcome": decided, "skills": row.skills, "note": note}
    audit.record(ctx, "unserved_need", need_id, version=row.version, payload=told)
    return NeedDecided(need_id, decided, row.version)
