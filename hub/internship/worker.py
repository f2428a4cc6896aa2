"""Computes a waiting plan in a worker process and keeps the best plan at each stage."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from hub.internship import service, words
from hub.internship.formats.published import read_published
from hub.internship.formats.reader import read_instance
from hub.internship.formats.writer import plan_to_json
from hub.internship.plan import Plan
from hub.internship.reads import frozen_round, has_plan, plan_anchor
from hub.platform import clock, commands, jobs
from hub.platform.context import system_actor
from hub.platform.db import Store

if TYPE_CHECKING:
    from hub.internship.solver.pins import InfeasiblePins

SECONDS: Final = 60
WORKER: Final = system_actor("schedule")


def compute(store: Store, job_id: int) -> None:
    """Do the job; whatever happens, the last plan that was kept stays."""
    from hub.internship.solver.pins import InfeasiblePins  # noqa: PLC0415  heavy: a job pays, not the server
    from hub.internship.solver.run import solve  # noqa: PLC0415  as above
    from hub.internship.solver.whatif import mended  # noqa: PLC0415  as above

    _run(store, service.begin_plan, job_id, "begin")
    document = commands.look(store, frozen_round, actor=WORKER, now=clock.now(), job_id=job_id)
    anchor = commands.look(store, plan_anchor, actor=WORKER, now=clock.now(), job_id=job_id)
    instance = read_instance(document.encode())
    how: dict[str, Any] = {
        "seconds": SECONDS,
        "on_plan": lambda found: _keep(store, job_id, found, f"keep-{len(found.stages)}"),
        "should_stop": lambda: jobs.is_cancelled(store, job_id),
    }
    try:
        if anchor:
            plan = mended(instance, read_published(anchor.encode()), **how)
        else:
            plan = solve(instance, **how)
    except InfeasiblePins as conflict:
        _run(store, service.end_plan, job_id, "end", outcome="infeasible", note=_said(conflict))
        return
    _keep(store, job_id, plan, "keep-last")
    stopped = plan.stages[-1].stage == "cancelled"
    _run(store, service.end_plan, job_id, "end", outcome="cancelled" if stopped else "done")


def lost(store: Store, job_id: int) -> None:
    """End a job whose process is gone: with its last plan when there is one."""
    kept = commands.look(store, has_plan, actor=WORKER, now=clock.now(), job_id=job_id)
    _run(store, service.end_plan, job_id, "end", outcome="cancelled" if kept else "failed")


def _said(conflict: "InfeasiblePins") -> str:
    """The rules that cannot stand together, by the labels of the round."""
    parts = []
    for each in conflict.conflicts:
        if each.pin is not None:
            parts.append(f"{each.pin.student}→{each.pin.programme} {each.pin.period}")
        elif each.programme:
            parts.append(f"{each.programme} {each.period}")
        if each.why is not None:
            parts.append(words.REASON_LABELS[each.why.value])
    return words.CONFLICT.format(parts="、".join(dict.fromkeys(parts)))[:400]


def _keep(store: Store, job_id: int, plan: Plan, turn: str) -> None:
    row = plan.stages[-1]
    _run(
        store, service.keep_plan, job_id, turn, stage=row.stage.value,
        document=plan_to_json(plan).decode(), placed=plan.objective.placed,
        value=plan.objective.value, bound_value=plan.bound.value, bound_placed=plan.bound.placed,
    )  # fmt: skip
    jobs.note(
        store, job_id, stage=row.stage.value, facts={"placed": row.placed, "value": row.value}
    )


def _run(store: Store, function: Callable[..., Any], job_id: int, turn: str, **raw: object) -> None:
    commands.run(
        store, function, actor=WORKER, now=clock.now(), once=f"job:{job_id}:{turn}",
        raw={"job_id": job_id, **raw},
    )  # fmt: skip
