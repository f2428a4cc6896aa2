"""The demo is whole on any day: today, in spring, on the two sides of the fiscal year."""

from datetime import datetime

from hub.accounts import reads as people
from hub.internship import reads
from hub.kernel.calendar import japan_date
from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.vocab import Role
from models.vocab.internship import RoundState, ScenarioState
from seed import demo
from seed.planting import SEEDER
from tests.demo.conftest import Town
from tests.support.database import digest


def _student(store: Store, name: str, now: datetime) -> Actor:
    found = commands.look(store, people.demo_people, actor=SEEDER, now=now)
    person = next(each for each in found if each.name == name)
    return Actor(person.person_id, name, Seat(1, Role.STUDENT, 1))


def test_the_demo_has_a_round_at_each_point_of_its_life(town: Town) -> None:
    now = town.now
    cards = commands.look(town.store, reads.round_cards, actor=SEEDER, now=now, ward_id=1)
    assert [card.state for card in cards] == [
        RoundState.INTAKE,
        RoundState.OPEN,
        RoundState.MATCHING,
        RoundState.PUBLISHED,
        RoundState.COMPLETED,
    ]
    assert cards[1].wishes_until > japan_date(now)
    assert cards[1].students == 15
    assert all(card.seats > 0 for card in cards)


def test_a_drop_out_waits_to_be_repaired_and_two_plans_to_be_compared(town: Town) -> None:
    store, now = town.store, town.now
    cards = commands.look(store, reads.round_cards, actor=SEEDER, now=now, ward_id=1)
    plans = {
        card.state: commands.look(
            store, reads.round_plans, actor=SEEDER, now=now, round_id=card.round_id
        )
        for card in cards
    }
    for state, kinds in (
        (RoundState.PUBLISHED, ["repair", "plan"]),
        (RoundState.MATCHING, ["edit", "plan"]),
    ):
        newest, base = plans[state]
        assert [newest.kind, base.kind] == kinds
        assert (newest.state, newest.base_id) == (ScenarioState.CHECKED, base.scenario_id)
        seen = commands.look(
            store, reads.comparison, actor=SEEDER, now=now,
            scenario_id=newest.scenario_id, with_id=base.scenario_id,
        )  # fmt: skip
        assert seen.moved
        assert seen.is_open


def test_the_first_student_has_a_past_and_can_send_wishes_now(town: Town) -> None:
    store, now = town.store, town.now
    actor = _student(store, "橋本 凜", now)
    form = commands.look(store, reads.wish_form, actor=actor, now=now, person_id=actor.person_id)
    weeks = commands.look(store, reads.my_weeks, actor=actor, now=now, person_id=actor.person_id)
    assert form.is_open
    assert form.sent is None
    assert len(form.choices) == 36
    assert weeks
    assert all(week.is_over for week in weeks)


def test_making_the_demo_twice_changes_nothing(town: Town) -> None:
    before = digest(town.store)
    demo.fill(town.store, town.now)
    assert digest(town.store) == before
