"""Who may take a plan away as a table, and the own weeks as a sheet of paper."""

from pathlib import Path
from typing import Final

from hub.internship import access, queries
from hub.kernel.errors import Reason
from hub.platform.context import Ctx

PLAN: Final = "plan_export"
WEEKS: Final = "weeks_export"
WEEKS_PAPER: Final = Path(__file__).with_name("templates") / "weeks.typ"


def may_take_plan(ctx: Ctx, scenario_id: int) -> Reason | None:
    """Coordinators of the ward, who place the students."""
    held = queries.round_of(ctx, queries.scenario_of(ctx, scenario_id).round_id)
    return access.may_run_round(ctx.actor, held.ward_id)


def may_take_weeks(ctx: Ctx, person_id: int) -> Reason | None:
    """The student alone: record and person are the same number."""
    return access.may_wish(ctx.actor, person_id)
