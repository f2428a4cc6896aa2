"""Background work: the job table is the truth, so a lost queue or a restart loses nothing."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col

from hub.platform import clock, jobs
from hub.platform.db import Store
from models.platform import JobRow
from models.vocab import JobState
from tests.support.internship import NOW, rows

KIND = "test.kind"


def a_job(store: Store, state: JobState, *, silent_seconds: int = 0, subject: str = "1") -> int:
    """Write a job whose process was last heard of some seconds ago."""
    with store.writing() as session:
        row = JobRow(
            kind=KIND, subject=subject, state=state, stage="", facts={}, created_at=NOW,
            heartbeat=NOW - timedelta(seconds=silent_seconds),
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id or 0


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Jobs that were ended because their process is gone."""
    found: list[int] = []

    def lost(store: Store, job_id: int) -> None:
        found.append(job_id)
        with store.writing() as session:
            stopped = sa.update(JobRow).where(col(JobRow.id) == job_id)
            session.connection().execute(stopped.values(state=JobState.STOPPED))

    monkeypatch.setitem(jobs.KINDS, KIND, jobs.Kind(lambda _store, _job_id: None, lost))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return found


def test_a_waiting_job_is_found_again_after_the_queue_is_lost(
    store: Store, ended: list[int]
) -> None:
    first = a_job(store, JobState.QUEUED)
    second = a_job(store, JobState.QUEUED, subject="2")
    assert jobs.sweep(store) == [first, second]
    assert ended == []


def test_a_job_whose_process_is_silent_for_a_minute_is_ended_once(
    store: Store, ended: list[int]
) -> None:
    silent = a_job(store, JobState.RUNNING, silent_seconds=61)
    living = a_job(store, JobState.RUNNING, silent_seconds=59, subject="2")
    assert jobs.sweep(store) == []
    assert jobs.sweep(store) == []
    assert ended == [silent]
    states = {row.id: row.state for row in rows(store, JobRow)}
    assert states == {silent: JobState.STOPPED, living: JobState.RUNNING}


def test_a_job_is_taken_by_one_worker_only(
    store: Store, ended: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    kind = jobs.Kind(lambda _store, job_id: done.append(job_id), lambda _store, _job_id: None)
    monkeypatch.setitem(jobs.KINDS, KIND, kind)
    job_id = a_job(store, JobState.QUEUED)
    jobs.do_now(store, job_id)
    jobs.do_now(store, job_id)
    assert done == [job_id]
    assert rows(store, JobRow)[0].started_at == NOW
    assert ended == []


@pytest.mark.parametrize("state", [JobState.DONE, JobState.STOPPED, JobState.CANCELLED])
def test_what_has_ended_is_left_alone(store: Store, ended: list[int], state: JobState) -> None:
    a_job(store, state, silent_seconds=3600)
    assert jobs.sweep(store) == []
    assert ended == []
