"""A claim office worked by a process that is killed with signal 9 in the middle of a press.

The child tells before and after each press; what it told as done must be there, and everything must
recompute, whatever it was doing when it was killed.
"""

import contextlib
import os
import random
import select
import signal
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from hub.platform.audit_check import verify
from hub.platform.context import Ctx
from hub.platform.db import Store, open_store
from hub.subsidy import recheck
from models.subsidy import Claim
from tests.support.claim_walk import Walk
from tests.support.claims import NEXT_DAY, Office
from tests.support.internship import SYSTEM

LONGEST_SECONDS: Final = 1.5
FIRST_SECONDS: Final = 60.0
NUMBERS: Final = 10_000


@dataclass(slots=True)
class Killed:
    """How often, in which act, how much had been told as done, what is lost or half done."""

    kills: int = 0
    told: int = 0
    during: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Telling(Walk):
    """A walk that tells each press before it begins and after it is kept."""

    def __init__(self, office: Office, seed: int, pipe: int) -> None:
        """Tell into a pipe."""
        super().__init__(office, seed)
        self.pipe = pipe

    def _press(self, name: str, who: str) -> None:
        os.write(self.pipe, f"begin {name} 0 0\n".encode())
        before = self.done.total()
        super()._press(name, who)
        claim = self._claim()
        if claim is not None and self.done.total() > before:
            os.write(self.pipe, f"done {name} {claim.id} {claim.version}\n".encode())
        else:
            os.write(self.pipe, f"refused {name} 0 0\n".encode())


def kill_often(office: Office, folder: Path, cycles: int, seed: int = 0) -> Killed:
    """Start a worker, kill it at a random moment, look at everything; `cycles` times."""
    dice = random.Random(seed)  # noqa: S311  moments of a kill, no secrets
    url = office.store.engine.url.render_as_string(hide_password=False)
    found = Killed()
    for cycle in range(cycles):
        office.store.dispose()
        heard, told = os.pipe()
        child = os.fork()
        if child == 0:
            _work(office, url, folder, seed * cycles + cycle, told)
        os.close(told)
        said = _until_one_is_done(heard)
        time.sleep(dice.uniform(0.0, LONGEST_SECONDS))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        lines = _rest(heard, said)
        found.kills += 1
        _look(office.store, lines, found)
    return found


def _until_one_is_done(heard: int) -> bytes:
    """What was told up to the first press that was kept."""
    said = b""
    while b"done" not in said and select.select([heard], [], [], FIRST_SECONDS)[0]:
        said += os.read(heard, 4096)
    return said


def _work(office: Office, url: str, folder: Path, seed: int, pipe: int) -> None:
    """The child: press until it is killed."""
    with contextlib.suppress(BaseException):
        store = open_store(url, data_dir=folder)
        own = replace(office, scene=replace(office.scene, store=store))
        walk = Telling(own, seed, pipe)
        walk.number = seed * NUMBERS
        while True:
            walk.go(1)
    os._exit(1)


def _rest(heard: int, said: bytes) -> list[list[str]]:
    """Whole lines of what was told; the last one may have been cut."""
    with os.fdopen(heard, "rb") as pipe:
        text = (said + pipe.read()).decode()
    return [line.split() for line in text.split("\n")[:-1]]


def _look(store: Store, lines: list[list[str]], found: Killed) -> None:
    """What was told as done is there; nothing is half done."""
    if lines and lines[-1][0] == "begin":
        found.during[lines[-1][1]] += 1
    with store.reading() as session:
        for word, name, claim_id, version in lines:
            claim = session.get(Claim, int(claim_id)) if word == "done" else None
            found.told += word == "done"
            if word == "done" and (claim is None or claim.version < int(version)):
                found.faults.append(f"{name} was told as done and is not there")
        checked = recheck.everything(Ctx(session, SYSTEM, NEXT_DAY))
        found.faults += [str(difference) for difference in checked.differences]
        verdict = verify(session)
    if verdict.damage:
        found.faults.append(f"chain: {verdict.damage} at {verdict.seq}")
