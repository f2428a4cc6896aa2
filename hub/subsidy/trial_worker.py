"""Computes a waiting trial of changed rules in a worker process and keeps what came out."""

from collections.abc import Callable
from typing import Any, Final

from hub.platform import clock, commands
from hub.platform.context import system_actor
from hub.platform.db import Store
from hub.subsidy import service, simulating
from hub.subsidy.reads import TrialWork, trial_work

WORKER: Final = system_actor("simulation")


def compute(store: Store, job_id: int) -> None:
    """Do the job: claims are read in one transaction and kept in another, none between."""
    work: TrialWork = commands.look(store, trial_work, actor=WORKER, now=clock.now(), job_id=job_id)
    pairs = simulating.compare(work.claims, work.old, work.new)
    found = [_kept(work, pair) for pair in pairs]
    _run(store, service.keep_simulation, job_id, "keep", claims=found)


def lost(store: Store, job_id: int) -> None:
    """End a job whose process is gone."""
    _run(store, service.fail_simulation, job_id, "fail")


def _kept(work: TrialWork, pair: simulating.Pair) -> dict[str, object]:
    return {
        "claim_id": pair.claim_id,
        "size": work.sizes[pair.claim_id],
        "old_yen": pair.old.yen,
        "new_yen": pair.new.yen,
        "old_limit": pair.old.limited_by.value,
        "new_limit": pair.new.limited_by.value,
        "old_waits": pair.old.waits,
        "new_waits": pair.new.waits,
        "old_short": pair.old.is_short,
        "new_short": pair.new.is_short,
    }


def _run(store: Store, function: Callable[..., Any], job_id: int, turn: str, **raw: object) -> None:
    commands.run(
        store, function, actor=WORKER, now=clock.now(), once=f"simulation:{job_id}:{turn}",
        raw={"job_id": job_id, **raw},
    )  # fmt: skip
