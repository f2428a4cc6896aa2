"""The demo's courses are as the story tells, on any day of the year."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from hub.accounts import reads as people
from hub.kernel.calendar import at_japan
from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.platform.db import Store, open_store
from hub.training import reads, service
from models.directory import Firm
from models.vocab import Role
from models.vocab.training import SignUpState, TrainingState
from seed.planting import SEEDER
from tests.demo.conftest import DAYS, Town
from tests.support.internship import rows


def firm_actor(store: Store, name: str, person: str) -> Actor:
    """The story person of a firm."""
    firm = next(row for row in rows(store, Firm) if row.name == name)
    now = at_japan(DAYS["autumn"], 12)
    known = commands.look(store, people.demo_people, actor=SEEDER, now=now)
    found = next(one for one in known if one.name == person)
    role = Role.FIRM_TUTOR if person == "渡邊 健一" else Role.FIRM_REPRESENTATIVE
    return Actor(found.person_id, person, Seat(1, role, 1, firm.id))


@pytest.mark.slow
def test_three_seats_are_left_one_course_is_full_one_is_over_one_waits_for_its_review(
    town: Town,
) -> None:
    store, now = town.store, town.now
    cards = commands.look(store, reads.staff_courses, actor=SEEDER, now=now, ward_id=1)
    found = {one.card.title: one.card for one in cards}
    lathe, welding = found["NC旋盤 段取り短縮の基礎"], found["TIG溶接の基本と安全"]
    assert (lathe.is_open, lathe.left, lathe.waiting) == (True, 3, 0)
    assert (welding.is_open, welding.left, welding.waiting) == (True, 0, 2)
    assert min(lathe.closes_at, welding.closes_at) > now + timedelta(days=5)
    assert (lathe.costs.person_own_yen, welding.costs.person_own_yen) == (6_400, 4_800)
    assert found["測定具の正しい使い方"].is_over
    assert found["測定具の正しい使い方"].state == TrainingState.RUNNING
    assert found["三次元CAD入門"].state == TrainingState.PLANNED


@pytest.fixture
def own_town(town: Town, tmp_path: Path) -> Iterator[Town]:
    """Copy the database of a town, for a test that changes it."""
    found = town.store.engine.url.database
    assert found
    copy = shutil.copy(found, tmp_path / "own.sqlite3")
    store = open_store(f"sqlite:///{copy}", data_dir=tmp_path)
    try:
        yield Town(store, town.now)
    finally:
        store.dispose()


@pytest.mark.slow
@pytest.mark.parametrize("town", [("sqlite", "autumn")], ids=["sqlite-autumn"], indirect=True)
def test_when_the_storys_firm_withdraws_the_next_firm_of_the_story_is_asked(own_town: Town) -> None:
    """The story of the demo; the same on both engines is tested with the courses themselves."""
    store, now = own_town.store, own_town.now
    first = firm_actor(store, "髙﨑精密", "髙﨑 美咲")
    second = firm_actor(store, "渡邊製作所", "渡邊 健一")

    def own(actor: Actor) -> list[reads.MySignUp]:
        values = {"firm_id": actor.seat.firm_id}
        found = commands.look(store, reads.my_sign_ups, actor=actor, now=now, **values)
        return [one for one in found if one.is_live]

    assert [one.state for one in own(first)] == [SignUpState.CONFIRMED]
    assert [one.state for one in own(second)] == [SignUpState.WAITING]
    commands.run(
        store, service.withdraw, actor=first, now=now, once="w",
        raw={"sign_up_id": own(first)[0].sign_up_id},
    )  # fmt: skip
    assert own(first) == []
    assert [one.state for one in own(second)] == [SignUpState.OFFERED]
