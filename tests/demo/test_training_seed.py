"""The demo's courses are as the story tells, on any day of the year."""

from datetime import timedelta

import pytest

from hub import wiring
from hub.accounts import reads as people
from hub.kernel.calendar import at_japan
from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from hub.training import reads, service
from models.directory import Firm
from models.vocab import Role
from models.vocab.training import SignUpState, TrainingState
from seed import demo
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


@pytest.mark.slow
@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
def test_when_the_storys_firm_withdraws_the_next_firm_of_the_story_is_asked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The story of the demo; the same on both engines is tested with the courses themselves."""
    monkeypatch.setattr(demo, "FIRM_COUNT", 36)
    monkeypatch.setattr(demo, "STUDENT_COUNT", 14)
    wiring.bind()
    now = at_japan(DAYS["autumn"], 12)
    demo.fill(store, now)
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
