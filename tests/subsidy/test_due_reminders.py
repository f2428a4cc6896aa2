"""Reminders of due days: 7 and 1 day before, on the day, 7 days after, on open days only, once."""

from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest

from hub.kernel.calendar import at_japan, is_working_day, japan_date
from hub.kernel.errors import Forbidden, Refused
from hub.platform import clock, jobs
from hub.platform.db import Store
from hub.platform.post import recipients
from hub.subsidy import reads, reminder_worker, reminding, service
from hub.subsidy.reminding import Step, is_to_send, newest_step
from models.accounts import Membership
from models.platform import Delivery, OutboxRow
from models.subsidy import Claim
from models.vocab import Role
from tests.support import claims
from tests.support.claims import AFTER_PAYMENT, Office, an_office
from tests.support.database import digest
from tests.support.internship import SYSTEM, do, rows, see

# A Wednesday with working days around it; the Saturday after it; a Monday after a long rest.
WEDNESDAY: Final = date(2027, 2, 3)
APPLICANTS: Final = {Role.GROUP_LEADER, Role.FIRM_REPRESENTATIVE}
TOLD: Final = frozenset(
    {"outbox", "delivery", "audit", "audit_head", "audit_salt", "once_key", "periodic"}
)


def days(due: date, closed: frozenset[date] = frozenset()) -> list[tuple[int, date]]:
    """Every day of four weeks around a due day on which a reminder is new, with its step."""
    found, last, since = [], None, due - timedelta(days=20)
    for number in range(-20, 30):
        today = due + timedelta(days=number)
        step = newest_step(due, today, closed)
        if step is not None and is_to_send(step, since, last):
            found.append((step.offset, today))
            last = today
    return found


def test_four_reminders_around_a_due_day_in_the_middle_of_a_week() -> None:
    assert days(WEDNESDAY) == [
        (-7, date(2027, 1, 27)),
        (-1, date(2027, 2, 2)),
        (0, WEDNESDAY),
        (7, date(2027, 2, 10)),
    ]


def test_what_falls_on_a_weekend_or_a_holiday_is_sent_on_the_next_open_day() -> None:
    # 11 February is a holiday, 13 and 14 a weekend.
    assert days(date(2027, 2, 14)) == [
        (-7, date(2027, 2, 8)),
        (0, date(2027, 2, 15)),
        (7, date(2027, 2, 22)),
    ]
    assert days(date(2027, 2, 11)) == [
        (-7, date(2027, 2, 4)),
        (-1, date(2027, 2, 10)),
        (0, date(2027, 2, 12)),
        (7, date(2027, 2, 18)),
    ]


def test_over_the_new_year_one_reminder_speaks_for_those_that_fall_together() -> None:
    assert days(date(2026, 12, 31)) == [
        (-7, date(2026, 12, 24)),
        (0, date(2027, 1, 4)),
        (7, date(2027, 1, 7)),
    ]


def test_a_closing_day_of_the_ward_is_no_day_for_a_reminder() -> None:
    closed = frozenset({WEDNESDAY, WEDNESDAY + timedelta(days=1)})
    assert days(WEDNESDAY, closed)[2] == (0, date(2027, 2, 5))


@pytest.mark.parametrize("start", [date(2026, 4, 1), date(2027, 4, 1)])
def test_no_reminder_of_a_whole_year_is_on_a_day_without_work(start: date) -> None:
    seen = 0
    for number in range(365):
        due = start + timedelta(days=number)
        sent = days(due)
        seen += len(sent)
        assert all(is_working_day(day) for _offset, day in sent), due
        assert 3 <= len(sent) <= 4, due
        assert [offset for offset, _day in sent] == sorted({offset for offset, _day in sent})
    assert seen > 365 * 3


def test_a_step_before_the_act_that_set_the_day_is_left_out() -> None:
    step = Step(-7, date(2027, 1, 27))
    assert not is_to_send(step, date(2027, 1, 27), None)
    assert is_to_send(step, date(2027, 1, 26), None)
    assert not is_to_send(step, date(2027, 1, 26), date(2027, 1, 27))
    assert is_to_send(step, date(2027, 1, 20), date(2027, 1, 26))


# ------------------------------------------------------------------ with a database


def sent(office: Office, monkeypatch: pytest.MonkeyPatch, first: date, last: date) -> list[Any]:
    """What the hub tells by itself from the first day to the last, looked at at ten each day."""
    before = {row.id for row in rows(office.store, OutboxRow)}
    for number in range((last - first).days + 1):
        at_ten(office.store, monkeypatch, first + timedelta(days=number))
    return [row for row in rows(office.store, OutboxRow) if row.id not in before]


def at_ten(store: Store, monkeypatch: pytest.MonkeyPatch, day: date, hour: int = 10) -> list[int]:
    """One look of the hour at this moment."""
    moment: datetime = at_japan(day, hour)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return reminder_worker.sweep_hourly(store)


def told(found: list[Any]) -> list[tuple[str, date]]:
    """Each sentence with its day, once however many people read it."""
    return list(dict.fromkeys((row.msgid, japan_date(row.at)) for row in found))


def sentences(found: list[Any]) -> list[str]:
    """The sentences in order."""
    return [msgid for msgid, _day in told(found)]


def readers(office: Office, found: list[Any]) -> set[Role]:
    """Roles of those who were told, of the ward and of the leading firm only."""
    seats = {row.person_id: row for row in rows(office.store, Membership)}
    assert {seats[row.person_id].firm_id for row in found} <= {None, office.scene.firms[0]}
    return {seats[row.person_id].role for row in found}


def the_claim(office: Office) -> Claim:
    found: Claim = rows(office.store, Claim)[0]
    return found


def test_an_answer_is_asked_for_four_times_and_then_may_lapse(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claim_id = claims.returned(office)
    claim = the_claim(office)
    due = claim.answer_due
    assert due is not None
    before = digest(store, but=TOLD)
    found = sent(office, monkeypatch, japan_date(AFTER_PAYMENT), due + timedelta(days=20))
    assert told(found) == [(reminding.ANSWER.before, day) for _step, day in days(due)[:-1]] + [
        (reminding.ANSWER.after, days(due)[-1][1])
    ]
    assert readers(office, found) == APPLICANTS
    assert {row.page for row in found} == {f"claim?claim={claim_id}"}
    assert digest(store, but=TOLD) == before
    deliveries = [row for row in rows(store, Delivery) if row.notice_id in {at.id for at in found}]
    assert len(deliveries) == len(found)
    assert all(row.is_reminder for row in deliveries)
    done = claims.press(
        office, service.lapse_claim, office.clerk, claim_id,
        now=at_japan(due + timedelta(days=21), 10), note="回答がありません。",
    )  # fmt: skip
    assert done.state == "withdrawn"


def test_without_two_reminders_an_answer_does_not_lapse(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claim_id = claims.returned(office)
    due = the_claim(office).answer_due
    assert due is not None
    assert at_ten(store, monkeypatch, days(due)[0][1]) == [claim_id]
    with pytest.raises(Refused) as refusal:
        claims.press(
            office, service.lapse_claim, office.clerk, claim_id,
            now=at_japan(due + timedelta(days=1), 10), note="回答がありません。",
        )  # fmt: skip
    assert (refusal.value.reason.code, refusal.value.params["count"]) == (
        "subsidy.remind_first",
        1,
    )


def test_a_report_and_a_payment_are_reminded_of_those_whom_they_concern(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claims.granted(office)
    due = the_claim(office).report_due
    assert due is not None
    found = sent(office, monkeypatch, due - timedelta(days=1), due)
    assert {row.msgid for row in found} == {reminding.REPORT.before}
    assert readers(office, found) == APPLICANTS


def test_a_review_is_reminded_of_the_clerk_who_works_on_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claims.in_review(office)
    due = the_claim(office).review_due
    assert due is not None
    found = sent(office, monkeypatch, due, due + timedelta(days=3))
    assert {row.msgid for row in found} == {reminding.REVIEW.before}
    assert {row.person_id for row in found} == {office.clerk.person_id}


def test_a_review_that_nobody_has_begun_is_told_to_all_clerks(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claims.submitted(office)
    due = the_claim(office).review_due
    assert due is not None
    found = sent(office, monkeypatch, due, due + timedelta(days=3))
    assert readers(office, found) == {Role.WARD_CLERK}
    assert {row.person_id for row in found} > {office.clerk.person_id, office.other_clerk.person_id}


def test_a_payment_is_reminded_of_the_clerk(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office(store)
    claim_id = claims.determined(office)
    due = see(store, reads.staff_claim, office.clerk, claim_id=claim_id).head.due.on
    found = sent(office, monkeypatch, due, due + timedelta(days=8))
    assert sentences(found) == [reminding.PAYMENT.before, reminding.PAYMENT.after]
    assert {row.page for row in found} == {f"claim-review?claim={claim_id}"}


def test_money_to_come_back_is_reminded_of_and_told_as_late(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claims.ordered(office)
    due = the_claim(office).return_due
    assert due is not None
    found = sent(office, monkeypatch, due, due + timedelta(days=9))
    assert sentences(found) == [reminding.REPAYMENT.before, reminding.REPAYMENT.after]


def test_who_was_reminded_by_hand_is_not_reminded_again_for_the_same_step(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claim_id = claims.returned(office)
    due = the_claim(office).answer_due
    assert due is not None
    first = days(due)[0][1]
    claims.press(office, service.remind_applicant, office.clerk, claim_id, now=at_japan(first, 9))
    assert at_ten(store, monkeypatch, first) == []
    assert at_ten(store, monkeypatch, days(due)[1][1]) == [claim_id]
    with pytest.raises(Refused) as refusal:
        claims.press(
            office, service.remind_applicant, office.clerk, claim_id,
            now=at_japan(days(due)[1][1], 11),
        )  # fmt: skip
    assert refusal.value.reason.code == "subsidy.reminded_today"


def test_a_day_on_which_the_server_stood_still_is_made_up_for_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claims.granted(office)
    due = the_claim(office).report_due
    assert due is not None
    found = sent(office, monkeypatch, due + timedelta(days=11), due + timedelta(days=14))
    assert sentences(found) == [reminding.REPORT.after]


def test_only_by_day_and_once_an_hour(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office(store)
    claim_id = claims.granted(office)
    due = the_claim(office).report_due
    assert due is not None
    assert at_ten(store, monkeypatch, due, 7) == []
    assert at_ten(store, monkeypatch, due, 8) == [claim_id]
    assert not jobs.take(store, reminder_worker.NAME, due.toordinal() * 24 + 8)
    assert at_ten(store, monkeypatch, due, 9) == []


def test_the_wards_own_closing_day_moves_a_reminder(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = an_office(store)
    claim_id = claims.granted(office)
    due = the_claim(office).report_due
    assert due is not None
    day = next(at for step, at in days(due) if step == 0)

    class Closed:
        def closed(self, session: object, ward_id: int | None, first: date) -> frozenset[date]:
            assert (session is not None, ward_id, first <= day) == (True, office.ward, True)
            return frozenset({day})

    monkeypatch.setattr(recipients, "calendar", Closed)
    at_ten(store, monkeypatch, day - timedelta(days=1))
    assert at_ten(store, monkeypatch, day) == []
    after = day + timedelta(days=1)
    while not is_working_day(after):
        after += timedelta(days=1)
    assert at_ten(store, monkeypatch, after) == [claim_id]


def test_nobody_but_the_hub_reminds_in_its_name(store: Store) -> None:
    office = an_office(store)
    claim_id = claims.granted(office)
    with pytest.raises(Forbidden):
        do(store, service.remind_of_due, office.clerk, now=AFTER_PAYMENT, claim_id=claim_id)
    with pytest.raises(Refused) as refusal:
        do(store, service.remind_of_due, SYSTEM, now=AFTER_PAYMENT, claim_id=claim_id)
    assert refusal.value.reason is service.NOTHING_DUE
