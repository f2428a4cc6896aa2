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
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from hub.platform.audit_check import verify
from hub.platform.context import Ctx
from hub.platform.db import Store, open_store
from hub.subsidy import recheck, service
from models.subsidy import Claim
from models.vocab.subsidy import ClaimState, Profile
from tests.support import claims
from tests.support.claim_walk import Walk
from tests.support.claims import CANCELLED_AT, NEXT_DAY, Office, an_office, press
from tests.support.engines import Databases, fresh_store
from tests.support.internship import SYSTEM
from tests.support.kept import kept

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
        claim = self.claim
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


Last = tuple[Callable[[Office], int], str, Any, Profile, dict[str, object]]
# Where the money is decided, fixed and paid: the stage before, who presses what.
DECISIVE: Final[dict[str, Last]] = {
    "decide": (claims.proposed, "approver", service.decide_grant, Profile.LIGHT, {}),
    "determine": (claims.fixing, "approver", service.determine, Profile.LIGHT, {}),
    "record a payment": (
        claims.determined, "clerk", service.record_payment, Profile.LIGHT,
        {"slip_no": "S-1", "paid_on": "令和8年12月29日"},
    ),
    "pay an order": (
        claims.payment_passed, "accounting", service.pay_order, Profile.FULL,
        {"order_id": 1, "slip_no": "支-1", "paid_on": "令和8年12月29日"},
    ),
    "cancel": (claims.cancelling, "approver", service.decide_cancellation, Profile.LIGHT, {}),
}  # fmt: skip


@kept
def _before(store: Store, name: str) -> Office:
    """An office in which only the decisive press is left."""
    stage, _who, _command, profile, _raw = DECISIVE[name]
    office = an_office(store, profile=profile)
    stage(office)
    return office


def kill_decisive(databases: Databases, folder: Path, cycles: int, seed: int = 0) -> Killed:
    """Kill in the middle of one decisive press after the other, each in an office of its own.

    The first press of each kind is let through: it says how long one takes here, and when to kill.
    """
    dice = random.Random(seed)  # noqa: S311  moments of a kill, no secrets
    found = Killed()
    lasts: dict[str, float] = {}
    for cycle in range(-len(DECISIVE), cycles):
        name = list(DECISIVE)[cycle % len(DECISIVE)]
        # What a killed writer leaves beside its file must not reach the next one.
        own = folder / f"{name} {cycle}"
        own.mkdir()
        with fresh_store(databases, own) as store:
            office = _before(store, name)
            with store.reading() as session:
                state = session.get_one(Claim, 1).state
            took, said = _pressed(office, own, name, dice.uniform(0, 1.2 * lasts.get(name, 60.0)))
            if cycle < 0:
                lasts[name] = took
                continue
            found.kills += 1
            found.told += said
            _look_at_one(store, name, state, found, said=said)
    return found


def _pressed(office: Office, folder: Path, name: str, seconds: float) -> tuple[float, bool]:
    """Fork, wait for the press to begin, kill after some time; how long it took, what was told."""
    url = office.store.engine.url.render_as_string(hide_password=False)
    office.store.dispose()
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            own = replace(
                office, scene=replace(office.scene, store=open_store(url, data_dir=folder))
            )
            claims.stored_version(own.store, 1)
            _stage, who, command, _profile, raw = DECISIVE[name]
            day = CANCELLED_AT if name == "cancel" else NEXT_DAY
            os.write(told, b"b")
            press(own, command, getattr(own, who), 1, now=day, **raw)
            os.write(told, b"d")
        os._exit(0)
    os.close(told)
    os.read(heard, 1)
    begun = time.monotonic()
    select.select([heard], [], [], seconds)
    took = time.monotonic() - begun
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard, "rb") as pipe:
        return took, pipe.read() == b"d"


def _look_at_one(store: Store, name: str, state: ClaimState, found: Killed, *, said: bool) -> None:
    """All of the press or nothing of it; all of it where it was told."""
    with store.reading() as session:
        moved = session.get_one(Claim, 1).state is not state
        checked = recheck.everything(Ctx(session, SYSTEM, CANCELLED_AT))
        damage = verify(session).damage
    found.during[f"{name}: {'told' if said else 'after' if moved else 'before'}"] += 1
    found.faults += [f"{name}: {difference}" for difference in checked.differences]
    if damage:
        found.faults.append(f"{name}: chain: {damage}")
    if said and not moved:
        found.faults.append(f"{name} was told as done and is not there")
