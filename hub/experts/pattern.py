"""The usual week of an expert as it is typed, and the one way to write it."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field, field_validator

from hub.experts import slots
from hub.experts.queries import roster as queries
from hub.experts.words import roster as words
from hub.kernel.errors import FieldProblem, Invalid
from hub.platform import audit
from hub.platform.commands import Wrong
from hub.platform.context import Ctx
from models.experts.roster import AvailabilityRule
from models.vocab.experts import DayPart


class WeekRule(BaseModel):
    """A weekday (Monday is 0) with its part of the day; `nth` for the nth of a month."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    part: DayPart
    nth: int | None = None
    on_holidays: bool = False

    @field_validator("part")
    @classmethod
    def _comes(cls, part: DayPart) -> DayPart:
        if part is DayPart.CLOSED:
            raise Wrong(words.NO_PATTERN)
        return part

    @field_validator("nth")
    @classmethod
    def _known(cls, nth: int | None) -> int | None:
        if nth not in {None, slots.LAST, 1, 2, 3, 4, 5}:
            raise Wrong(words.NTH_RANGE)
        return nth


def write_rules(ctx: Ctx, expert_id: int, rules: Sequence[WeekRule]) -> None:
    """Replace the weekly rules of an expert; one weekday stands once per place in the month."""
    places = Counter((rule.weekday, rule.nth) for rule in rules)
    if any(count > 1 for count in places.values()):
        raise Invalid(FieldProblem("rules", words.RULE_TWICE))
    queries.clear_rules(ctx, expert_id)
    ctx.session.add_all(
        AvailabilityRule(
            expert_id=expert_id,
            weekday=rule.weekday,
            part=rule.part,
            nth=rule.nth,
            on_holidays=rule.on_holidays,
        )
        for rule in rules
    )
    ctx.session.flush()
    told = [rule.model_dump(mode="json") for rule in rules]
    audit.record(ctx, "availability_rule", expert_id, payload=told)
