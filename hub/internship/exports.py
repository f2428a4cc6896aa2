"""Who may take a plan away as a table."""

from typing import Final

from hub.internship import access, queries
from hub.kernel.errors import Reason
from hub.platform.context import Ctx

PLAN: Final = "plan_export"


def may_take_plan(ctx: Ctx, scenario_id: int) -> Reason | None:
    """Coordinators of the ward, who place the students."""
    held = queries.round_of(ctx, queries.scenario_of(ctx, scenario_id).round_id)
    return access.may_run_round(ctx.actor, held.ward_id)
