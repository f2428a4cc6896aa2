"""A process that writes without pause and is killed with signal 9 in the middle of it."""

import contextlib
import multiprocessing
import random
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from pickle import UnpicklingError
from typing import Final

from sqlmodel import func, select

from hub.accounts import service as accounts
from hub.platform import commands
from hub.platform.audit_check import verify
from hub.platform.context import system_actor
from hub.platform.db import Store, open_store
from models.accounts import Membership, Person
from models.platform import AuditRow, OnceKey
from models.vocab import Role

NOW: Final = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)
WRITER: Final = system_actor("writer")
FIRST_SECONDS: Final = 60.0
LONGEST_SECONDS: Final = 0.6
WRITTEN: Final = (Person, Membership, AuditRow, OnceKey)


@dataclass(slots=True)
class Outcome:
    """What was acknowledged before each kill and what is wrong afterwards."""

    kills: int = 0
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def write_on(url: str, folder: str, told: Connection) -> None:
    """Add people by the real command until the process is killed; tell each once it is kept."""
    store = open_store(url, data_dir=Path(folder))
    raw = {"name": "荒木 一", "kana": "あらき はじめ", "role": Role.ADMIN}
    while True:
        once = commands.new_once()
        done = commands.run(store, accounts.add_person, actor=WRITER, now=NOW, once=once, raw=raw)
        told.send((done.person_id, once))


def kill_often(store: Store, folder: Path, cycles: int, seed: int = 0) -> Outcome:
    """Start a writer, kill it at a random moment, look at the database; `cycles` times."""
    dice = random.Random(seed)  # noqa: S311  moments of a kill, no secrets
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload(["tests.support.killing"])
    url = store.engine.url.render_as_string(hide_password=False)
    outcome = Outcome()
    for _cycle in range(cycles):
        heard, told = processes.Pipe(duplex=False)
        writer = processes.Process(target=write_on, args=(url, str(folder), told), daemon=True)
        writer.start()
        told.close()
        if not heard.poll(FIRST_SECONDS):
            outcome.faults.append("the writer never wrote")
        time.sleep(dice.uniform(0.0, LONGEST_SECONDS))
        writer.kill()
        writer.join()
        outcome.kills += 1
        outcome.acknowledged += _heard(heard)
        outcome.faults += _faults(store)
    outcome.lost = _lost(store, outcome.acknowledged)
    return outcome


def _heard(heard: Connection) -> list[tuple[int, str]]:
    """Everything that was told before the kill; the last message may have been cut."""
    found: list[tuple[int, str]] = []
    with heard, contextlib.suppress(EOFError, OSError, UnpicklingError):
        while heard.poll():
            found.append(heard.recv())
    return found


def _faults(store: Store) -> list[str]:
    """A broken chain, or an act of which only a part was kept."""
    with store.reading() as session:
        verdict = verify(session)
        counts = {
            table.__tablename__: session.exec(select(func.count()).select_from(table)).one()
            for table in WRITTEN
        }
    found = [f"chain: {verdict.damage} at {verdict.seq}"] if verdict.damage else []
    if len(set(counts.values())) > 1:
        found.append(f"half an act: {counts}")
    return found


def _lost(store: Store, acknowledged: list[tuple[int, str]]) -> list[tuple[int, str]]:
    with store.reading() as session:
        people = set(session.exec(select(Person.id)).all())
        keys = set(session.exec(select(OnceKey.key)).all())
    return [(number, once) for number, once in acknowledged if {number} - people or {once} - keys]
