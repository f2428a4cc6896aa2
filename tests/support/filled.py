"""The small demo of today as a data folder: filled once a run, copied for every server."""

import fcntl
import os
import shutil
from pathlib import Path
from typing import Final

import pytest
from sqlmodel import select

from hub import wiring
from hub.accounts import reads as people
from hub.platform import clock, commands
from hub.platform.db import Store
from models.directory import Firm, Ward
from seed import demo, engagements
from seed.planting import SEEDER, Planter, Story
from tests.support.server import database

VISITED: Final = engagements.Need(
    "journey",
    engagements.LATHE,
    "溝入れの刃がすぐに欠けます。回転数と送りの決め方を、実物で教えてください。",
    20,
)


def small_demo(store: Store) -> None:
    """Fill the story of the demo with fewer firms and students, and one visit more.

    The visit is what no browser can wait for: signed, over, and without a record yet.
    """
    now = clock.now()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "FIRM_COUNT", 36)
        patch.setattr(demo, "STUDENT_COUNT", 14)
        wiring.bind()
        demo.fill(store, now)
    found = commands.look(store, people.demo_people, actor=SEEDER, now=now)
    with store.reading() as session:
        ward = session.exec(select(Ward)).one()
        firms = {firm.name: firm.id or 0 for firm in session.exec(select(Firm))}
    ids = {person.name: person.person_id for person in found}
    stage = engagements.Stage(Planter(store, now), Story(ward.id or 0, firms, ids))
    stage.signed(stage.over(VISITED))


def once_a_run(temporary: pytest.TempPathFactory) -> Path:
    """Fill the folder or wait until another worker of this run has filled it; for copying only."""
    base = temporary.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made = shared / "small-demo"
    with (shared / "small-demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            begun = shared / "small-demo-begun"
            with database(begun) as store:
                small_demo(store)
            begun.rename(made)
    return made


def copied(made: Path, folder: Path) -> Path:
    """Copy a filled data folder for one server."""
    shutil.copytree(made, folder)
    folder.chmod(0o700)
    return folder
