"""One real server on a small demo."""

import shutil
from collections.abc import Iterator
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
from tests.support.server import Server, database, running

VISITED: Final = engagements.Need(
    "journey",
    engagements.LATHE,
    "溝入れの刃がすぐに欠けます。回転数と送りの決め方を、実物で教えてください。",
    20,
)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a data folder with the demo's story, with fewer firms and students; made once."""
    folder = tmp_path_factory.mktemp("journey") / "data"
    with pytest.MonkeyPatch.context() as patch, database(folder) as store:
        patch.setattr(demo, "FIRM_COUNT", 36)
        patch.setattr(demo, "STUDENT_COUNT", 14)
        wiring.bind()
        demo.fill(store, clock.now())
        _visited(store)
    return folder


def _visited(store: Store) -> None:
    """Add what no browser can wait for: a signed visit that is over and has no record yet."""
    now = clock.now()
    found = commands.look(store, people.demo_people, actor=SEEDER, now=now)
    with store.reading() as session:
        ward = session.exec(select(Ward)).one()
        firms = {firm.name: firm.id or 0 for firm in session.exec(select(Firm))}
    ids = {person.name: person.person_id for person in found}
    stage = engagements.Stage(Planter(store, now), Story(ward.id or 0, firms, ids))
    stage.signed(stage.over(VISITED))


@pytest.fixture(scope="module")
def server(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server that the journeys of one file share."""
    with running(_copied(filled, tmp_path_factory)) as started:
        yield started


@pytest.fixture
def fresh_server(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server for one journey alone."""
    with running(_copied(filled, tmp_path_factory)) as started:
        yield started


def _copied(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journey") / "data"
    shutil.copytree(filled, folder)
    folder.chmod(0o700)
    return folder
