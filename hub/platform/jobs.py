"""Background work: the job table is the truth, the Huey queue a wake-up, the work a child process.

Source: design decision "Huey for background work". A lost queue file loses nothing, because a sweep
finds waiting rows; a job without heartbeat is ended with what it kept.
"""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from huey import SqliteHuey
from huey.consumer import Consumer
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform import clock, commands, runtime
from hub.platform.context import Ctx
from hub.platform.db import Store, guarded, insert_into
from hub.platform.life import LIFE
from models.platform import JobRow, Periodic
from models.vocab import JobState

ROOT: Final = Path(__file__).resolve().parents[2]
HEARTBEAT_SECONDS: Final = 5
SILENT: Final = timedelta(seconds=60)
GRACE_SECONDS: Final = 10
LIVE: Final = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of job is done, and how it is ended when its process is gone."""

    work: Callable[[Store, int], None]
    lost: Callable[[Store, int], None]


KINDS: Final[dict[str, Kind]] = {}
EACH_MINUTE: Final[dict[str, Callable[[Store], object]]] = {}
POST: Final[dict[str, Callable[[Store], object]]] = {}
LOG: Final = logging.getLogger("hub.jobs")


def register(name: str, kind: Kind) -> None:
    """Bind a kind of job; called by the wiring only."""
    KINDS[name] = kind


def repeat(name: str, work: Callable[[Store], object]) -> None:
    """Bind something that is looked at every minute; called by the wiring only.

    One process does it, whichever is first in the minute.
    """
    EACH_MINUTE[name] = work


def bind_post(work: Callable[[Store], object]) -> None:
    """Say what sends the notices that are due; called by the wiring only."""
    POST["work"] = work


def do_repeated(store: Store, minute: int | None = None) -> None:
    """Do all that is looked at every minute; one that fails is logged and hinders no other.

    With a minute, what another process has taken in it is left out.
    """
    for name, work in EACH_MINUTE.items():
        if minute is not None and not take(store, name, minute):
            continue
        try:
            work(store)
        except Exception:  # the edge of background work: tried again in a minute
            LOG.exception("jobs.repeated.fault", extra={"repeated": name})


def take(store: Store, name: str, slot: int) -> bool:
    """Take a piece of periodic work for a slot of time; False when another process has it."""
    with store.writing() as session:
        later = sa.update(Periodic).where(col(Periodic.name) == name, col(Periodic.slot) < slot)
        if guarded(session, later.values(slot=slot)):
            return True
        first = insert_into(session, Periodic).values(name=name, slot=slot).on_conflict_do_nothing()
        return session.connection().execute(first.returning(col(Periodic.id))).first() is not None


@lru_cache(maxsize=1)
def queue() -> Any:  # noqa: ANN401  Huey has no types
    """Return the queue of this instance, in its own file beside the database."""
    folder = runtime.settings().data_dir
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return SqliteHuey("hub", filename=str(folder / "queue.sqlite3"))


@lru_cache(maxsize=1)
def _task() -> Any:  # noqa: ANN401  Huey has no types
    return queue().task(name="job")(in_child)


@lru_cache(maxsize=1)
def post_queue() -> Any:  # noqa: ANN401  Huey has no types
    """Return the queue of the post: a long calculation must not keep the mails waiting."""
    queue()
    return SqliteHuey("post", filename=str(runtime.settings().data_dir / "queue.sqlite3"))


@lru_cache(maxsize=1)
def _post_task() -> Any:  # noqa: ANN401  Huey has no types
    return post_queue().task(name="post")(send_post)


def wake_post() -> None:
    """Ask a worker to look at the notices now; forgetting to ask only costs a minute."""
    _post_task()()


def send_post() -> None:
    """Send the notices that are due; a fault is logged, and the next minute tries again."""
    work = POST.get("work")
    try:
        if work is not None:
            work(runtime.store())
    except Exception:  # the edge of background work: tried again in a minute
        LOG.exception("jobs.post.fault")


def wake(job_id: int) -> None:
    """Ask a worker to look at a job now; forgetting to ask only costs time."""
    _task()(job_id)


def in_child(job_id: int) -> None:
    """Run a waiting job in a child process and end it for good when the child is gone."""
    store = runtime.store()
    if not _take(store, job_id):
        return
    child = subprocess.Popen([sys.executable, "-m", "hub", "job", str(job_id)], cwd=ROOT)
    waited = 0
    while child.poll() is None:
        try:
            child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            waited = waited + 1 if _row(store, job_id).cancel_asked else 0
            if waited > GRACE_SECONDS:
                child.kill()
    _end_if_lost(store, job_id)


def sweep(store: Store) -> list[int]:
    """End jobs whose process is gone; return the jobs that wait for a worker."""
    silent_since = clock.now() - SILENT
    with store.reading() as session:
        rows = session.exec(
            select(JobRow).where(col(JobRow.state).in_(LIVE)).order_by(col(JobRow.id))
        ).all()
    for row in rows:
        if row.state == JobState.RUNNING and (row.heartbeat or row.created_at) < silent_since:
            _end_if_lost(store, row.id or 0)
    return [row.id or 0 for row in rows if row.state == JobState.QUEUED]


def work(store: Store, job_id: int) -> None:
    """Do a job in this process, with a heartbeat while it lasts."""
    _mark(store, job_id, process=os.getpid())
    with _heart(store, job_id):
        KINDS[_row(store, job_id).kind].work(store, job_id)


def do_now(store: Store, job_id: int) -> None:
    """Take and do a waiting job in this process; for set-up, where no worker runs yet."""
    if _take(store, job_id):
        work(store, job_id)


def is_cancelled(store: Store, job_id: int) -> bool:
    """Say whether somebody asked the job to stop."""
    return _row(store, job_id).cancel_asked


def note(store: Store, job_id: int, *, stage: str, facts: dict[str, object]) -> None:
    """Say how far a job is."""
    _mark(store, job_id, stage=stage, facts=facts)


def ask(ctx: Ctx, kind: str, subject: str, facts: Mapping[str, object] | None = None) -> int:
    """Put a piece of work in line with what it is asked for; the id of the job.

    Of one kind and subject one lives at a time: an index refuses the second.
    """
    job = JobRow(
        kind=kind,
        subject=subject,
        owner_id=ctx.actor.person_id,
        state=JobState.QUEUED,
        stage="",
        facts=dict(facts or {}),
        created_at=ctx.now,
    )
    ctx.session.add(job)
    ctx.session.flush()
    return job.id or 0


def end(ctx: Ctx, job_id: int, state: JobState) -> None:
    """Write the end of a job in the transaction that keeps its result."""
    ended = sa.update(JobRow).where(col(JobRow.id) == job_id)
    done = ctx.session.connection().execute(ended.values(state=state, ended_at=ctx.now))
    if done.rowcount == 0:
        raise NotFound(NOT_FOUND)


class Workers:
    """Consumer threads of one server process; no signal handlers of their own."""

    def __init__(self) -> None:
        """Prepare, start nothing yet."""
        self._stop = threading.Event()
        self._sweeper = threading.Thread(target=self._sweep, name="hub-sweep", daemon=True)
        _task()
        _post_task()
        self._consumers = [
            _Quiet(each, workers=1, periodic=False, initial_delay=0.1)
            for each in (queue(), post_queue())
        ]

    def start(self) -> None:
        """Start taking jobs; from now on a command that tells somebody wakes the post."""
        for consumer in self._consumers:
            consumer.start()
        self._sweeper.start()
        commands.after_telling(wake_post)

    def stop(self) -> None:
        """Take no further job; running ones end by themselves."""
        commands.after_telling(None)
        self._stop.set()
        for consumer in self._consumers:
            consumer.stop()

    def wait(self) -> None:
        """Wait until somebody stops the workers or the process ends."""
        while not (self._stop.is_set() or LIFE.is_ending):
            self._stop.wait(1)

    def _sweep(self) -> None:
        while not (self._stop.is_set() or LIFE.is_ending):
            LIFE.beat()
            for job_id in sweep(runtime.store()):
                wake(job_id)
            do_repeated(runtime.store(), int(clock.now().timestamp()) // 60)
            wake_post()
            self._stop.wait(SILENT.total_seconds())


class _Quiet(Consumer):  # type: ignore[misc]  # Huey has no types
    """Leaves signals to the server."""

    def _set_signal_handlers(self) -> None:
        """Do nothing: the server ends its own process."""


def _take(store: Store, job_id: int) -> bool:
    """Move a waiting job to running; False when another worker was faster."""
    with store.writing() as session:
        taken = (
            sa.update(JobRow)
            .where(col(JobRow.id) == job_id, col(JobRow.state) == JobState.QUEUED)
            .values(state=JobState.RUNNING, started_at=clock.now(), heartbeat=clock.now())
            .returning(col(JobRow.id))
        )
        return session.connection().execute(taken).first() is not None


def _end_if_lost(store: Store, job_id: int) -> None:
    row = _row(store, job_id)
    if row.state in LIVE:
        KINDS[row.kind].lost(store, job_id)


def _row(store: Store, job_id: int) -> JobRow:
    with store.reading() as session:
        return session.exec(select(JobRow).where(col(JobRow.id) == job_id)).one()


def _mark(store: Store, job_id: int, **values: object) -> None:
    with store.writing() as session:
        marked = sa.update(JobRow).where(col(JobRow.id) == job_id).values(**values)
        session.connection().execute(marked)


@contextmanager
def _heart(store: Store, job_id: int) -> Iterator[None]:
    """Beat every few seconds while the body runs."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(HEARTBEAT_SECONDS):
            _mark(store, job_id, heartbeat=clock.now())

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
