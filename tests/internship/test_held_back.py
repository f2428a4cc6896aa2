"""No place of a student under 18 is published before a guardian agrees; others do not wait."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from hub.internship import consent_rules, reads, service, words
from hub.internship.formats.reader import read_instance
from hub.internship.reads import ConsentTask, Stand
from hub.kernel.errors import Forbidden, HubError, NotFound, Refused
from hub.platform.db import Store
from models.accounts import Person
from models.consents import GuardianConsent
from models.internship import Application, Placement, Programme, Seat
from models.platform import OutboxRow
from models.vocab import Role
from models.vocab.consents import ConsentChannel, ConsentState
from models.vocab.internship import ApplicationState
from tests.support.internship import NOW, a_person, a_scan, count, do, rows, see
from tests.support.plans import (
    Asked,
    a_checked_plan,
    an_announced_plan,
    an_asked_plan,
    guardians_agree,
)

LINK = "1" * 64
LATER = NOW + timedelta(hours=1)


def states(store: Store) -> dict[str, ApplicationState]:
    return {row.label: row.state for row in rows(store, Application)}


def paper(asked: Asked, *, agrees: bool, now: datetime = NOW) -> None:
    young = see(asked.store, reads.consents, asked.place.coordinator, round_id=asked.round_id)
    do(
        asked.store, service.record_paper, asked.place.coordinator, now=now, guardian="橋本 薫",
        application_id=young[0].application_id, student=young[0].name, does_agree=agrees,
        scan=a_scan(asked.store),
    )  # fmt: skip


def held(asked: Asked) -> list[tuple[str, Stand, str, int]]:
    page = see(asked.store, reads.plan_page, asked.place.coordinator, scenario_id=asked.scenario_id)
    return [(each.student, each.stand, each.state_words, each.places) for each in page.held]


def tasks(asked: Asked) -> list[ConsentTask]:
    found = see(asked.store, reads.consent_tasks, asked.place.coordinator, ward_id=asked.place.ward)
    return list(found)


def test_the_place_of_a_student_under_eighteen_waits_and_the_others_are_published(
    store: Store,
) -> None:
    asked = an_announced_plan(store, is_agreed=False)
    assert held(asked) == [("s2", Stand.HELD, "まだ頼んでいません", 1)]
    asked.staff(service.publish_plan)
    assert states(store) == {
        "s1": ApplicationState.PLACED,
        "s2": ApplicationState.WISHES_LOCKED,
        "s3": ApplicationState.UNPLACED,
    }
    assert count(store, Placement) == 2
    assert sum(seat.taken for seat in rows(store, Seat)) == 2
    told = {row.person_id: (row.kind, row.page) for row in rows(store, OutboxRow)}
    students = {row.label: row.person_id for row in rows(store, Application)}
    assert told[students["s2"]][0] == "internship:held"
    assert told[students["s1"]] == ("internship:published", "weeks")


def test_a_signed_paper_lets_the_place_be_published_afterwards_once(store: Store) -> None:
    asked = an_announced_plan(store, is_agreed=False)
    asked.staff(service.publish_plan)
    with pytest.raises(Refused) as early:
        asked.staff(service.release_places)
    assert early.value.reason.code == "internship.nobody_agreed"
    paper(asked, agrees=True)
    assert held(asked) == [("s2", Stand.READY, "同意あり", 1)]
    assert tasks(asked) == [ConsentTask("夏", asked.scenario_id, 1, 0)]
    asked.staff(service.release_places)
    assert states(store)["s2"] == ApplicationState.PARTLY_PLACED
    assert (count(store, Placement), sum(seat.taken for seat in rows(store, Seat))) == (3, 3)
    assert (held(asked), tasks(asked)) == ([], [])
    with pytest.raises(Refused):
        asked.staff(service.release_places)


def test_a_paper_that_agrees_before_publishing_needs_no_second_step(store: Store) -> None:
    asked = an_announced_plan(store)
    assert held(asked) == []
    asked.staff(service.publish_plan)
    assert count(store, Placement) == 3


def test_after_a_refusal_the_plan_leaves_the_seats_to_others_and_says_why(store: Store) -> None:
    asked = an_asked_plan(store, is_agreed=False)
    paper(asked, agrees=False)
    do(store, service.stop_plan, asked.place.coordinator, scenario_id=asked.scenario_id)
    again = do(store, service.request_plan, asked.place.coordinator, round_id=asked.round_id)
    second = Asked(asked.place, asked.round_id, again.scenario_id, again.job_id)
    frozen = read_instance(second.frozen())
    assert {(ban.programme, ban.period) for ban in frozen.bans if ban.student == "s2"} == {
        ("A", None),
        ("B", None),
    }
    second.begin()
    second.keep(second.solved())
    second.end()
    page = see(store, reads.plan_page, asked.place.coordinator, scenario_id=second.scenario_id)
    reasons = {each.student: each.reasons for each in page.unfilled}
    assert reasons["s2"] == (("", "no_consent"),)
    # A word that comes after the calculation does not make the plan a different one.
    paper(second, agrees=True, now=LATER)
    second.staff(service.announce_plan)
    second.staff(service.publish_plan)
    assert states(store)["s2"] == ApplicationState.UNPLACED


def test_a_refusal_after_the_calculation_stops_the_place_and_not_the_round(store: Store) -> None:
    asked = a_checked_plan(store, is_agreed=False)
    paper(asked, agrees=False, now=LATER)
    asked.staff(service.announce_plan)
    assert held(asked) == [("s2", Stand.HELD, "同意しない", 1)]
    asked.staff(service.publish_plan)
    assert count(store, Placement) == 2


def test_a_consent_taken_back_after_publishing_is_a_task_of_the_coordinator(store: Store) -> None:
    asked = a_checked_plan(store, is_agreed=False)
    young = see(store, reads.consents, asked.place.coordinator, round_id=asked.round_id)
    do(
        store, service.ask_consent, asked.place.coordinator,
        application_id=young[0].application_id, token_hash=LINK, code_hash="2" * 64,
    )  # fmt: skip
    do(
        store, service.answer_consent, secret_hash=LINK, channel=ConsentChannel.LINK,
        guardian="橋本 薫", does_agree=True,
    )  # fmt: skip
    asked.staff(service.announce_plan)
    asked.staff(service.publish_plan)
    assert (count(store, Placement), tasks(asked)) == (3, [])
    do(store, service.withdraw_consent, secret_hash=LINK)
    assert held(asked) == [("s2", Stand.LOST, "同意の取り消し", 1)]
    assert tasks(asked) == [ConsentTask("夏", asked.scenario_id, 0, 1)]
    assert count(store, Placement) == 3
    assert rows(store, GuardianConsent)[0].state is ConsentState.WITHDRAWN


def test_who_takes_the_link_back_has_said_no_although_a_paper_was_signed_since(
    store: Store,
) -> None:
    asked = a_checked_plan(store, is_agreed=False)
    young = see(store, reads.consents, asked.place.coordinator, round_id=asked.round_id)
    do(
        store, service.ask_consent, asked.place.coordinator,
        application_id=young[0].application_id, token_hash=LINK, code_hash="2" * 64,
    )  # fmt: skip
    do(
        store, service.answer_consent, secret_hash=LINK, channel=ConsentChannel.LINK,
        guardian="橋本 薫", does_agree=True,
    )  # fmt: skip
    paper(asked, agrees=True, now=NOW + timedelta(minutes=1))
    assert held(asked) == []
    do(store, service.withdraw_consent, now=LATER, secret_hash=LINK)
    asked.staff(service.announce_plan)
    assert held(asked) == [("s2", Stand.HELD, "同意の取り消し", 1)]
    asked.staff(service.publish_plan)
    assert states(store)["s2"] is ApplicationState.WISHES_LOCKED


def test_a_birth_date_that_was_put_right_counts_at_once(store: Store) -> None:
    asked = an_announced_plan(store)
    assert held(asked) == []
    with store.writing() as session:
        row = next(one for one in session.exec(select(Application)) if one.label == "s1")
        person = session.get_one(Person, row.person_id)
        person.birth_date = date(2010, 1, 15)
    assert [(student, stand) for student, stand, *_more in held(asked)] == [("s1", Stand.HELD)]


def test_periods_that_have_begun_are_not_published_later(store: Store) -> None:
    asked = an_announced_plan(store, is_agreed=False)
    asked.staff(service.publish_plan)
    guardians_agree(asked.place, asked.round_id)
    late = datetime.fromisoformat("2027-09-01T09:00:00+09:00")
    do(store, service.release_places, asked.place.coordinator, now=late,
       scenario_id=asked.scenario_id)  # fmt: skip
    assert count(store, Placement) == 2
    assert states(store)["s2"] == ApplicationState.UNPLACED


def test_nobody_else_publishes_what_was_held_back(store: Store) -> None:
    asked = an_announced_plan(store, is_agreed=False)
    asked.staff(service.publish_plan)
    guardians_agree(asked.place, asked.round_id)
    for actor in (asked.place.other_coordinator, asked.place.student, asked.place.tutor):
        with pytest.raises((Forbidden, NotFound)):
            do(store, service.release_places, actor, scenario_id=asked.scenario_id)
        with pytest.raises(HubError):
            see(store, reads.consent_tasks, actor, ward_id=asked.place.ward)


FIRST = date(2027, 7, 5)


@pytest.mark.parametrize(
    ("birth", "today", "said", "holds"),
    [
        pytest.param(date(2010, 1, 15), date(2027, 6, 1), None, True, id="nobody-asked"),
        pytest.param(date(2010, 1, 15), date(2027, 6, 1), "asked", True, id="no-answer"),
        pytest.param(date(2010, 1, 15), date(2027, 6, 1), "refused", True, id="refused"),
        pytest.param(date(2010, 1, 15), date(2027, 6, 1), "withdrawn", True, id="withdrawn"),
        pytest.param(date(2010, 1, 15), date(2027, 6, 1), "agreed", False, id="agreed"),
        pytest.param(date(2009, 6, 1), date(2027, 5, 31), None, True, id="eighteen-tomorrow"),
        pytest.param(date(2009, 6, 1), date(2027, 6, 1), None, False, id="eighteen-today"),
        pytest.param(date(2009, 6, 1), date(2027, 6, 1), "refused", False, id="decides-alone"),
        pytest.param(date(2005, 5, 5), date(2027, 6, 1), None, False, id="always-grown-up"),
    ],
)
def test_it_holds_back_while_the_student_is_under_eighteen_and_nobody_agrees(
    birth: date, today: date, said: Any, *, holds: bool  # noqa: ANN401  a word or none
) -> None:  # fmt: skip
    state = ConsentState(said) if said else None
    applied = NOW - timedelta(days=1)
    assert consent_rules.holds_back(birth, applied, FIRST, today, state) is holds


def test_a_published_place_is_held_when_the_guardian_takes_the_consent_back(store: Store) -> None:
    asked = an_announced_plan(store)
    asked.staff(service.publish_plan)
    row = next(row for row in rows(store, Application) if row.label == "s2")
    stay = next(one for one in rows(store, Placement) if one.application_id == row.id)
    host = next(one for one in rows(store, Programme) if one.id == stay.programme_id)
    boss = a_person(
        store, Role.FIRM_REPRESENTATIVE, ward_id=asked.place.ward, firm_id=host.firm_id
    )  # fmt: skip
    before = [one.is_stopped for one in see(store, reads.firm_weeks, boss, firm_id=host.firm_id)]
    assert not any(before)
    paper(asked, agrees=False, now=LATER)
    weeks = see(store, reads.firm_weeks, boss, firm_id=host.firm_id)
    assert {one.student for one in weeks if one.is_stopped} == {"s2"}
    assert {one.student for one in weeks if not one.is_stopped} == {
        one.student for one in weeks
    } - {"s2"}
    told = {
        (one.person_id, one.msgid, one.page)
        for one in rows(store, OutboxRow)
        if one.kind == "internship.stopped"
    }
    assert (boss.person_id, words.STOPPED_FIRM, "arrivals") in told
    assert (asked.place.coordinator.person_id, words.STOPPED_WARD, "rounds") in told
    assert held(asked) == [("s2", Stand.LOST, "同意しない", 1)]


def test_an_unpublished_place_tells_no_firm(store: Store) -> None:
    asked = an_announced_plan(store, is_agreed=False)
    asked.staff(service.publish_plan)
    paper(asked, agrees=False)
    assert [one for one in rows(store, OutboxRow) if one.kind == "internship.stopped"] == []
