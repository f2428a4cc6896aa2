"""Is a plan right, and is it still one of the round as it stands? Asked before it is published."""

import hashlib
from collections.abc import Iterable

from hub.internship import checker, words
from hub.internship.changes import Change
from hub.internship.freezing import frozen
from hub.kernel.errors import Refused
from hub.platform.context import Ctx
from models.internship import Round, Scenario
from models.vocab.internship import ScenarioKind

ANCHORED = frozenset({ScenarioKind.EDIT, ScenarioKind.REPAIR})


def anchor_of(ctx: Ctx, row: Scenario) -> bytes | None:
    """The plan from which a changed plan may differ only for good reason."""
    if row.kind not in ANCHORED or row.base_id is None:
        return None
    base = ctx.session.get(Scenario, row.base_id)
    return None if base is None or base.plan is None else base.plan.encode()


def faults(ctx: Ctx, row: Scenario) -> int:
    """How many things the checker finds wrong; a plan it cannot read is wrong too."""
    plan = (row.plan or "").encode()
    try:
        report = checker.check(row.instance.encode(), plan, anchor_of(ctx, row))
    except checker.Unreadable as unreadable:
        return len(unreadable.problems)
    return len(report.violations)


def still_true(ctx: Ctx, held: Round, row: Scenario, changes: Iterable[Change] = ()) -> None:
    """Refuse a plan whose round has changed since, or which the checker does not accept."""
    now = hashlib.sha256(frozen(ctx, held, row.created_at, changes)).hexdigest()
    if now != row.instance_sha256:
        raise Refused(words.ROUND_MOVED)
    found = faults(ctx, row)
    if found:
        raise Refused(words.PLAN_BROKEN, count=found)
