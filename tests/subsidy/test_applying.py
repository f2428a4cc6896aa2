"""The applicant's side: a claim filled from the hub, sent, corrected, taken back."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from hub.experts import ports
from hub.experts import reads as experts
from hub.kernel.errors import Forbidden, Invalid, NotFound, Refused, Stale
from hub.platform import commands
from hub.platform.db import Store
from hub.subsidy import reads, service, standing
from models.subsidy import (
    Claim,
    ClaimDuty,
    ClaimLine,
    ClaimSource,
    ClaimVersion,
    JournalEntry,
)
from models.vocab.subsidy import ClaimAction, ClaimState, Profile, SourceKind, Stage
from tests.support.claims import (
    AFTER_PAYMENT,
    ALL_PLEDGES,
    Office,
    a_draft,
    a_programme,
    a_sheet,
    an_office,
    answered,
    firm,
    granted,
    in_review,
    money,
    press,
    returned,
    submitted,
)
from tests.support.engagements import a_scene, paid
from tests.support.internship import SYSTEM, count, do, rows, see


def wrong(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(each.field, each.reason.code) for each in refusal.value.problems]


def test_a_claim_is_filled_from_the_finished_engagement(store: Store) -> None:
    office = an_office(store)
    seen = firm(office, a_draft(office))
    assert [(line.category_key, line.gross_yen) for line in seen.lines] == [
        ("expert", 24_000),
        ("travel", 1_040),
    ]
    assert all(line.is_from_hub and line.vendor and line.used_on for line in seen.lines)
    assert [(share.firm, share.weight) for share in seen.shares] == [
        ("髙﨑精密", 5000),
        ("渡邊製作所", 3000),
        ("荒木製作所", 2000),
    ]
    assert seen.working.base_yen == 25_040
    assert seen.working.amount_yen == 16_000
    assert sum(share.amount_yen for share in seen.shares) == 16_000
    assert seen.head.title
    assert {ClaimAction.SUBMIT, ClaimAction.DISCARD} <= set(seen.actions)


def test_starting_twice_leads_to_the_same_draft(store: Store) -> None:
    office = an_office(store)
    first = a_draft(office)
    again = do(store, service.start_claim, office.leader, now=AFTER_PAYMENT,
               engagement_id=office.engagement_id)  # fmt: skip
    assert (again.claim_id, again.is_new) == (first, False)
    assert count(store, Claim) == 1


def test_a_draft_that_was_thrown_away_can_be_started_anew(store: Store) -> None:
    office = an_office(store)
    first = a_draft(office)
    press(office, service.discard_claim, office.leader, first)
    assert a_draft(office) != first
    assert len(see_mine(office).rows) == 1


def see_mine(office: Office) -> reads.MyClaims:
    found: reads.MyClaims = commands.look(
        office.store, reads.my_claims, actor=office.leader, now=AFTER_PAYMENT,
        firm_id=office.leader.seat.firm_id,
    )  # fmt: skip
    return found


def test_the_leader_sees_what_can_be_claimed_until_it_is(store: Store) -> None:
    office = an_office(store)
    (offer,) = see_mine(office).claimable
    assert (offer.engagement_id, offer.visits, offer.cost_yen) == (office.engagement_id, 1, 25_040)
    a_draft(office)
    mine = see_mine(office)
    assert mine.claimable == ()
    assert [row.can_act for row in mine.rows] == [True]


def test_a_sent_application_has_a_number_a_frozen_copy_and_its_sides(store: Store) -> None:
    office = an_office(store)
    submitted(office)
    claim = rows(store, Claim)[0]
    assert (claim.state, claim.reference) == (ClaimState.SUBMITTED, "C-2026-0001")
    assert (claim.asked_yen, claim.entitled_yen) == (16_000, 16_000)
    (copy,) = rows(store, ClaimVersion)
    assert (copy.number, copy.stage, len(copy.snapshot["lines"])) == (1, Stage.PLANNED, 2)
    named = {duty.person_id for duty in rows(store, ClaimDuty)}
    assert {office.leader.person_id, office.scene.member.person_id} <= named
    assert count(store, ClaimSource) == 2 * 3
    assert count(store, JournalEntry) == 1, "sending moves no money"


def test_every_cause_is_told_at_once_and_nothing_is_written(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.submit_claim, office.leader, claim_id, pledged=(1,),
              now=datetime(2027, 3, 1, 1, 0, tzinfo=UTC))  # fmt: skip
    assert wrong(refusal) == [
        ("form", "subsidy.window_closed"),
        ("pledge-2", "subsidy.not_pledged"),
        ("pledge-3", "subsidy.not_pledged"),
    ]
    assert rows(store, Claim)[0].state is ClaimState.DRAFT
    assert count(store, ClaimSource) == 0


def test_less_may_be_asked_and_more_is_refused_at_the_field(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    with pytest.raises(Invalid) as refusal:
        press(office, service.submit_claim, office.leader, claim_id, pledged=ALL_PLEDGES,
              asked="16,001円")  # fmt: skip
    assert wrong(refusal) == [("asked", "subsidy.asked_too_much")]
    press(office, service.submit_claim, office.leader, claim_id, pledged=ALL_PLEDGES,
          asked="１２，３４５円")  # fmt: skip
    claim = rows(store, Claim)[0]
    assert (claim.asked_yen, claim.entitled_yen) == (12_345, 12_000)


def test_a_changed_record_shows_how_far_it_was_changed(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    line = firm(office, claim_id).lines[0]
    press(office, service.change_line, office.leader, claim_id, line_id=line.line_id,
          gross="3万円")  # fmt: skip
    changed = firm(office, claim_id).lines[0]
    assert (changed.gross_yen, changed.difference_yen) == (30_000, 6_000)


def test_a_typed_cost_takes_amounts_and_days_as_people_write_them(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    press(office, service.add_line, office.leader, claim_id, category="material", title="鋼材",
          gross="１２，０００円", used_on="令和8年12月7日")  # fmt: skip
    line = rows(store, ClaimLine)[-1]
    assert (line.position, line.gross_yen, str(line.used_on)) == (3, 12_000, "2026-12-07")


def test_a_cost_typed_before_the_report_is_begun_does_not_stand_in_its_place(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    for _begun in range(2):
        press(office, service.add_line, office.leader, claim_id, category="material", title="鋼材",
              gross="12,000円")  # fmt: skip
    press(office, service.prepare_report, office.leader, claim_id)
    seen = firm(office, claim_id)
    assert seen.stage is Stage.ACTUAL
    assert [(row.position, row.category_key, row.gross_yen) for row in seen.lines] == [
        (1, "expert", 24_000),
        (2, "travel", 1_040),
        (3, "material", 12_000),
        (4, "material", 12_000),
    ]


@pytest.mark.parametrize(
    ("typed", "field", "code"),
    [
        pytest.param({"gross": "-5"}, "gross", "subsidy.not_an_amount", id="negative"),
        pytest.param({"used_on": "13月1日"}, "used_on", "subsidy.not_a_day", id="no day"),
        pytest.param({"category": "beer"}, "category", "subsidy.no_category", id="no category"),
    ],
)
def test_a_wrong_cost_is_refused_at_its_field(
    store: Store, typed: dict[str, str], field: str, code: str
) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    whole: dict[str, Any] = {"category": "material", "title": "鋼材", "gross": "1000", **typed}
    with pytest.raises(Invalid) as refusal:
        press(office, service.add_line, office.leader, claim_id, **whole)
    assert wrong(refusal) == [(field, code)]
    assert count(store, ClaimLine) == 2


def test_the_last_cost_stays(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    first, second = firm(office, claim_id).lines
    press(office, service.drop_line, office.leader, claim_id, line_id=first.line_id)
    with pytest.raises(Refused) as refusal:
        press(office, service.drop_line, office.leader, claim_id, line_id=second.line_id)
    assert refusal.value.reason.code == "subsidy.no_lines"


def test_after_sending_no_cost_can_be_changed(store: Store) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    line = firm(office, claim_id).lines[0]
    line_id = line.line_id
    assert not line.can_change
    with pytest.raises(Refused) as refusal:
        press(office, service.change_line, office.leader, claim_id, line_id=line_id, gross="1")
    assert refusal.value.reason.code == "states.not_allowed"


def test_two_tabs_never_overwrite_each_other(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    press(office, service.drop_line, office.leader, claim_id,
          line_id=firm(office, claim_id).lines[1].line_id)  # fmt: skip
    with pytest.raises(Stale):
        do(store, service.submit_claim, office.leader, now=AFTER_PAYMENT, claim_id=claim_id,
           version=0, pledged=ALL_PLEDGES)  # fmt: skip


def test_a_visit_is_never_claimed_twice_and_the_other_claim_is_named(store: Store) -> None:
    office = an_office(store)
    submitted(office)
    with store.writing() as session:
        twin = Claim(**rows(store, Claim)[0].model_dump(exclude={"id", "source_kind", "source_id",
                     "reference"}) | {"state": ClaimState.DRAFT, "version": 0})  # fmt: skip
        session.add(twin)
        session.flush()
        for row in rows(store, ClaimLine):
            session.add(ClaimLine(**row.model_dump(exclude={"id"}) | {"claim_id": twin.id}))
        twin_id = twin.id or 0
    copy_shares(store, twin_id)
    with pytest.raises(Refused) as refusal:
        press(office, service.submit_claim, office.leader, twin_id, pledged=ALL_PLEDGES)
    assert refusal.value.reason.code == "subsidy.billed_elsewhere"
    assert refusal.value.params == {"reference": "C-2026-0001"}


def copy_shares(store: Store, claim_id: int) -> None:
    from models.subsidy import ClaimShare  # noqa: PLC0415  used by this arrangement alone

    with store.writing() as session:
        for row in rows(store, ClaimShare):
            session.add(ClaimShare(**row.model_dump(exclude={"id"}) | {"claim_id": claim_id}))


def test_the_database_itself_refuses_the_same_visit_twice(store: Store) -> None:
    office = an_office(store)
    submitted(office)
    used = rows(store, ClaimSource)[0]
    assert used.source_kind is SourceKind.EXPERT_FEE
    with pytest.raises(Exception, match=r"(?i)unique"), store.writing() as session:
        session.add(ClaimSource(**used.model_dump(exclude={"id"})))


def test_a_withdrawn_claim_gives_its_visits_free(store: Store) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    press(office, service.withdraw_claim, office.leader, claim_id, note="金額を見直します")
    assert [row.is_live for row in rows(store, ClaimSource)] == [False] * 6
    again = submitted(office)
    assert firm(office, again).head.reference == "C-2026-0002"


def test_a_grant_can_be_given_back_until_its_last_day_and_the_money_returns(store: Store) -> None:
    office = an_office(store)
    claim_id = granted(office)
    until = firm(office, claim_id).head.withdraw_until
    assert str(until) == "2027-01-11", "fifteen days, the day of the notice counted"
    with pytest.raises(Refused) as refusal:
        press(office, service.withdraw_claim, office.leader, claim_id,
              now=datetime(2027, 1, 12, 1, 0, tzinfo=UTC))  # fmt: skip
    assert refusal.value.reason.code == "subsidy.withdraw_late"
    press(office, service.withdraw_claim, office.leader, claim_id,
          now=datetime(2027, 1, 11, 1, 0, tzinfo=UTC))  # fmt: skip
    line = see_budget(office)
    assert (line.available_yen, line.committed_yen) == (6_000_000, 0)


def see_budget(office: Office) -> reads.BudgetState:
    page: reads.BudgetPage = see(office.store, reads.budget_page, office.clerk, ward_id=office.ward)
    assert page.faults == ()
    return page.lines[0]


def test_only_the_named_costs_are_open_after_a_return(store: Store) -> None:
    office = an_office(store)
    claim_id = returned(office)
    first, second = firm(office, claim_id).lines
    assert (first.can_change, second.can_change) == (True, False)
    with pytest.raises(Refused) as refusal:
        press(office, service.change_line, office.leader, claim_id, line_id=second.line_id,
              gross="900")  # fmt: skip
    assert refusal.value.reason.code == "subsidy.line_closed"
    press(office, service.change_line, office.leader, claim_id, line_id=first.line_id,
          gross="24,000", invoice_no="R-7")  # fmt: skip
    assert firm(office, claim_id).lines[0].invoice_no == "R-7"


def test_sending_again_needs_an_answer_to_every_finding(store: Store) -> None:
    office = an_office(store)
    claim_id = returned(office)
    (asked,) = firm(office, claim_id).asked
    with pytest.raises(Invalid) as refusal:
        press(office, service.answer_and_resubmit, office.leader, claim_id, answers={})
    assert wrong(refusal) == [(f"answer-{asked.finding_id}", "subsidy.not_answered")]
    answered(office, claim_id)
    claim = rows(store, Claim)[0]
    assert (claim.state, claim.stopped_on, claim.answer_due) == (ClaimState.REVIEW, None, None)
    assert [copy.number for copy in rows(store, ClaimVersion)] == [1, 2]
    assert rows(store, ClaimVersion)[1].snapshot["answers"] == {
        str(asked.finding_id): "直しました。"
    }


def test_only_the_leader_acts_for_the_group(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    for actor in (office.scene.member, office.scene.coordinator, office.clerk):
        with pytest.raises((Forbidden, NotFound)):
            press(office, service.submit_claim, actor, claim_id, pledged=ALL_PLEDGES)
    with pytest.raises(NotFound):
        press(office, service.submit_claim, office.scene.outsider, claim_id, pledged=ALL_PLEDGES)


def test_a_member_reads_the_claim_without_anything_to_press(store: Store) -> None:
    office = an_office(store)
    seen = firm(office, in_review(office), office.scene.member)
    assert (seen.is_leader, seen.actions) == (False, ())


def test_a_firm_outside_the_group_and_another_ward_find_nothing(store: Store) -> None:
    office = an_office(store)
    claim_id = submitted(office)
    with pytest.raises(NotFound):
        firm(office, claim_id, office.scene.outsider)


def test_without_programme_or_budget_nothing_can_be_started(store: Store) -> None:
    scene = a_scene(store)
    ports.bind_subsidy_estimate(None)
    engagement_id = paid(scene).engagement_id
    with pytest.raises((NotFound, Refused)):
        do(store, service.start_claim, scene.leader, now=AFTER_PAYMENT,
           engagement_id=engagement_id)  # fmt: skip


def test_a_new_version_of_the_rules_never_changes_a_claim_that_exists(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    a_programme(store, office.ward, terms=[{"of": "base", "rate": [1, 2], "unit": 1000}])
    assert firm(office, claim_id).working.amount_yen == 16_000
    press(office, service.discard_claim, office.leader, claim_id)
    assert firm(office, a_draft(office)).working.amount_yen == 12_000


def test_the_booking_stops_asking_for_a_claim_once_it_is_sent(store: Store) -> None:
    office = an_office(store)
    ports.bind_sent_claims(standing.Claims())
    try:
        assert booked(office).waits_for_group
        claim_id = a_draft(office)
        assert booked(office).waits_for_group, "a draft is nothing yet"
        press(office, service.submit_claim, office.leader, claim_id, pledged=ALL_PLEDGES)
        assert not booked(office).waits_for_group
        press(office, service.withdraw_claim, office.leader, claim_id)
        assert booked(office).waits_for_group
    finally:
        ports.bind_sent_claims(None)


def booked(office: Office) -> experts.BookingRow:
    (row,) = commands.look(
        office.store, experts.bookings_of_group, actor=office.leader, now=AFTER_PAYMENT,
        group_id=office.scene.group_id,
    )  # fmt: skip
    found: experts.BookingRow = row
    return found


def test_a_second_allotment_is_added_to_the_first(store: Store) -> None:
    office = an_office(store)
    money(store, office.ward, 500_000)
    assert see_budget(office).available_yen == 6_500_000


def test_an_amount_that_is_cut_to_nothing_is_refused_at_its_field(store: Store) -> None:
    office = an_office(store)
    claim_id = a_draft(office)
    with pytest.raises(Invalid) as refusal:
        press(
            office,
            service.submit_claim,
            office.leader,
            claim_id,
            pledged=ALL_PLEDGES,
            asked="999円",
        )
    assert [problem.field for problem in refusal.value.problems] == ["asked"]
    assert count(store, ClaimSource) == 0


def test_of_several_open_programmes_one_must_be_chosen_and_only_an_open_one(store: Store) -> None:
    office = an_office(store)
    second = do(
        store, service.add_version, SYSTEM, ward_id=office.ward, slug="kensa", title="検査あり",
        fiscal_year=2026, basis="要綱（例）", opens_on=date(2026, 4, 1),
        closes_on=date(2027, 2, 28), sheet=a_sheet(), profile=Profile.FULL,
    )  # fmt: skip
    closed = do(
        store, service.add_version, SYSTEM, ward_id=office.ward, slug="owari", title="終わった",
        fiscal_year=2026, basis="要綱（例）", opens_on=date(2026, 4, 1), closes_on=date(2026, 5, 1),
        sheet=a_sheet(),
    )  # fmt: skip
    do(store, service.allot, SYSTEM, ward_id=office.ward, slug="kensa", fiscal_year=2026,
       account_text="商工費", yen=1_000_000)  # fmt: skip
    seen = commands.look(store, reads.claim_start, actor=office.leader, now=AFTER_PAYMENT,
                         engagement_id=office.engagement_id)  # fmt: skip
    assert [each.title for each in seen.programmes] == [
        "共同研修・シェアードエキスパート補助金", "検査あり",
    ]  # fmt: skip
    for wrong in (None, closed.programme_id, 999):
        with pytest.raises(Invalid) as refusal:
            do(store, service.start_claim, office.leader, now=AFTER_PAYMENT,
               engagement_id=office.engagement_id, programme_id=wrong)  # fmt: skip
        assert refusal.value.problems[0].field == "programme"
    assert rows(store, Claim) == []
    started = do(store, service.start_claim, office.leader, now=AFTER_PAYMENT,
                 engagement_id=office.engagement_id, programme_id=second.programme_id)  # fmt: skip
    assert started.is_new
    assert rows(store, Claim)[0].programme_version_id == second.version_id
