"""Inspection of a report in the full profile: who, when, what is kept, and the way back."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import col

from hub.kernel.errors import Forbidden, HubError, Invalid, Refused
from hub.platform import commands
from hub.platform.context import Actor, Ctx, system_actor
from hub.platform.db import Store
from hub.subsidy import reads, recheck, service
from models.subsidy import Claim, ClaimDuty, Inspection, IssuedDocument
from models.vocab.subsidy import ClaimAction, ClaimState, Duty, Profile
from tests.support import claims
from tests.support.claims import NEXT_DAY, Office, an_office, press
from tests.support.internship import do, rows

FULL: dict[str, Any] = {"profile": Profile.FULL}
OFFICER: dict[str, Any] = {"profile": Profile.FULL, "officer_may_inspect": True}


@pytest.fixture
def office(store: Store) -> Office:
    """A ward whose programme has the full profile."""
    return an_office(store, **FULL)


def claim(office: Office) -> Claim:
    """The claim as it is stored."""
    found: Claim = rows(office.store, Claim)[0]
    return found


def differences(office: Office) -> list[Any]:
    """What the nightly check finds."""
    with office.store.reading() as session:
        ctx = Ctx(session, system_actor("recheck"), NEXT_DAY)
        return list(recheck.everything(ctx).differences)


def refused(office: Office, function: Any, actor: Actor, **raw: Any) -> str:  # noqa: ANN401  any command
    """The code with which a press is refused; nothing moves."""
    before = claims.stored_version(office.store, 1)
    with pytest.raises(HubError) as refusal:
        press(office, function, actor, 1, now=NEXT_DAY, **raw)
    assert claims.stored_version(office.store, 1) == before
    if isinstance(refusal.value, Invalid):
        return ",".join(problem.field for problem in refusal.value.problems)
    return refusal.value.reason.code


RECORD = {"inspected_on": "2026-12-29", "method": "書類", "note": "適正です。"}


def test_an_inspected_report_goes_on_to_the_final_amount_with_its_record(office: Office) -> None:
    claim_id = claims.inspected(office)
    assert claim(office).state is ClaimState.INSPECTED
    (row,) = rows(office.store, Inspection)
    assert (row.amount_yen, row.by_officer, row.person_id) == (
        16_000, False, office.inspector.person_id,
    )  # fmt: skip
    (paper,) = [each for each in rows(office.store, IssuedDocument) if each.inspection_id]
    assert (paper.template, paper.inspection_id, paper.decision_id) == ("inspection", row.id, None)
    assert paper.frozen["inspector"] == "冨田 聡"
    assert paper.frozen["amount"] == 16_000
    assert differences(office) == []
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY, doc_no="K1")
    press(office, service.send_back_decision, office.approver, claim_id, now=NEXT_DAY, note="確認")
    assert claim(office).state is ClaimState.INSPECTED
    assert differences(office) == []
    press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY, doc_no="K2")
    press(office, service.determine, office.approver, claim_id, now=NEXT_DAY)
    assert (claim(office).state, claim(office).fixed_yen) == (ClaimState.DETERMINED, 16_000)
    assert differences(office) == []


def test_without_an_inspection_no_amount_is_proposed_and_the_light_way_has_none(
    store: Store,
) -> None:
    office = an_office(store, **FULL)
    claims.accepted(office, claims.reported(office))
    draft = service.draft_determination
    assert refused(office, draft, office.clerk, doc_no="K1") == "states.not_allowed"


def test_the_light_profile_knows_no_inspection(store: Store) -> None:
    office = an_office(store)
    claims.accepted(office, claims.reported(office))
    for actor in (office.inspector, office.clerk):
        assert refused(office, service.inspect_report, actor, **RECORD) == "states.not_allowed"
    seen = claims.staff(office, 1, office.inspector)
    assert (seen.actions, seen.is_full) == ((), False)
    with pytest.raises(Forbidden):
        do(store, service.add_finding, office.inspector, now=NEXT_DAY, claim_id=1, sentence="何")


def test_whoever_checked_or_decides_does_not_inspect_and_the_other_way_round(
    office: Office,
) -> None:
    claim_id = claims.reported(office)
    claims.accepted(office, claim_id)
    for who in (office.clerk, office.approver, office.accounting, office.leader):
        with pytest.raises(Forbidden):
            press(office, service.inspect_report, who, claim_id, now=NEXT_DAY, **RECORD)
    with office.store.writing() as session:
        session.add(ClaimDuty(claim_id=claim_id, person_id=office.inspector.person_id or 0,
                              duty=Duty.CLERK, at=NEXT_DAY))  # fmt: skip
    inspect = service.inspect_report
    assert refused(office, inspect, office.inspector, **RECORD) == "subsidy.side_clerk"
    with office.store.writing() as session:
        mine = col(ClaimDuty.person_id) == office.inspector.person_id
        session.connection().execute(sa.delete(ClaimDuty).where(mine))
    claims.inspect(office, claim_id)
    sides = {row.person_id: row.duty for row in rows(office.store, ClaimDuty)}
    assert sides[office.inspector.person_id] is Duty.INSPECTOR


def test_the_officer_inspects_only_where_the_programme_allows_it_and_never_decides(
    store: Store,
) -> None:
    office = an_office(store, **OFFICER)
    claim_id = claims.reported(office)
    claims.accepted(office, claim_id)
    assert ClaimAction.INSPECT in claims.staff(office, claim_id).actions
    claims.inspect(office, claim_id, office.other_clerk)
    (row,) = rows(store, Inspection)
    assert row.by_officer
    (paper,) = [each for each in rows(store, IssuedDocument) if each.inspection_id]
    assert paper.frozen["by_officer"] is True
    sides = {row.person_id: row.duty for row in rows(store, ClaimDuty)}
    assert sides[office.other_clerk.person_id] is Duty.CLERK
    assert differences(office) == []


def test_a_day_that_cannot_be_or_an_empty_record_is_named_at_its_field(office: Office) -> None:
    claims.accepted(office, claims.reported(office))
    inspect = service.inspect_report
    for day in ("", "2026-12-28", "2026-12-30", "平成42年1月1日"):
        raw = RECORD | {"inspected_on": day}
        assert refused(office, inspect, office.inspector, **raw) == "inspected_on", day
    raw = {"inspected_on": "2026-12-29", "method": "", "note": ""}
    assert refused(office, inspect, office.inspector, **raw) == "method,note"
    assert rows(office.store, Inspection) == []


def test_a_serious_finding_stands_against_it_and_the_inspector_returns_the_report(
    office: Office,
) -> None:
    claim_id = claims.reported(office)
    claims.accepted(office, claim_id)
    do(office.store, service.add_finding, office.inspector, now=NEXT_DAY, claim_id=claim_id,
       sentence="出勤の記録がありません。", anchor="line:1")  # fmt: skip
    inspect = service.inspect_report
    assert refused(office, inspect, office.inspector, **RECORD) == "subsidy.still_open"
    seen = claims.staff(office, claim_id, office.inspector)
    sentences = {row.finding_id: row.sentence for row in seen.findings if row.state == "open"}
    press(office, service.return_claim, office.inspector, claim_id, now=NEXT_DAY,
          sentences=sentences)  # fmt: skip
    assert claim(office).state is ClaimState.REPORT_RETURNED
    claims.answered(office, claim_id, now=NEXT_DAY)
    claims.accepted(office, claim_id)
    claims.inspect(office, claim_id)
    assert claim(office).state is ClaimState.INSPECTED
    assert differences(office) == []


def test_the_clerk_has_it_inspected_once_more_and_both_records_stay(office: Office) -> None:
    claim_id = claims.inspected(office)
    again = service.reinspect
    assert refused(office, again, office.clerk, note="") == "subsidy.note_needed"
    press(office, again, office.clerk, claim_id, now=NEXT_DAY, note="日付が違います。")
    assert claim(office).state is ClaimState.REPORT_REVIEW
    draft = service.draft_determination
    assert refused(office, draft, office.clerk, doc_no="K1") == "states.not_allowed"
    claims.inspect(office, claim_id)
    assert [row.number for row in rows(office.store, Inspection)] == [1, 2]
    assert differences(office) == []


def test_an_inspected_claim_can_be_cancelled_in_part_and_goes_back_to_where_it_was(
    office: Office,
) -> None:
    claim_id = claims.inspected(office)
    claims.cancelled(office, lambda _office: claim_id, amount="6,000")
    assert (claim(office).state, claim(office).granted_yen) == (ClaimState.INSPECTED, 10_000)
    assert differences(office) == []


def test_the_record_stays_in_the_office_and_the_inspector_reads_no_budget(office: Office) -> None:
    claim_id = claims.inspected(office)
    assert "検査調書" in [row.title for row in claims.staff(office, claim_id).notices]
    assert "検査調書" not in [row.title for row in claims.firm(office, claim_id).notices]
    for look in (reads.inbox, reads.budget_page):
        with pytest.raises(Forbidden):
            commands.look(office.store, look, actor=office.inspector, now=NEXT_DAY,
                          ward_id=office.ward)  # fmt: skip


def test_the_inspector_sees_the_papers_behind_the_costs(office: Office) -> None:
    claim_id = claims.reported(office)
    page = commands.look(office.store, reads.claim_evidence, actor=office.inspector, now=NEXT_DAY,
                         claim_id=claim_id)  # fmt: skip
    assert page.can_add is False


def test_the_list_of_the_inspector_holds_what_waits_for_an_inspection(office: Office) -> None:
    claim_id = claims.reported(office)

    def listed(actor: Actor) -> list[tuple[int, bool]]:
        found = commands.look(office.store, reads.inspections, actor=actor, now=NEXT_DAY,
                              ward_id=office.ward)  # fmt: skip
        return [(row.head.claim_id, bool(row.hindrance)) for row in found]

    assert listed(office.inspector) == [(claim_id, False)]
    claims.accepted(office, claim_id)
    claims.inspect(office, claim_id)
    assert listed(office.inspector) == []


def test_the_profile_is_fixed_from_the_first_claim_on(store: Store) -> None:
    office = an_office(store)
    claims.a_programme(store, office.ward, **OFFICER)
    claims.a_draft(office)
    for way in (FULL, {"profile": Profile.LIGHT}):
        with pytest.raises(Refused) as refusal:
            claims.a_programme(store, office.ward, **way)
        assert refusal.value.reason.code == "subsidy.profile_fixed"
    claims.a_programme(store, office.ward)
    claims.a_programme(store, office.ward, **OFFICER)
    for change in ("profile = 'light'", "officer_may_inspect = false"):
        statement = sa.text(f"UPDATE subsidy_programme SET {change}")
        with pytest.raises(DBAPIError, match="in use"), store.writing() as session:
            session.connection().execute(statement)


def test_a_light_programme_has_no_inspecting_officer(store: Store) -> None:
    office = an_office(store)
    with pytest.raises(Invalid) as refusal:
        claims.a_programme(store, office.ward, profile=Profile.LIGHT, officer_may_inspect=True)
    assert refusal.value.problems[0].field == "officer_may_inspect"
    statement = sa.text("UPDATE subsidy_programme SET officer_may_inspect = true")
    with pytest.raises(IntegrityError), store.writing() as session:
        session.connection().execute(statement)


def test_an_inspection_can_neither_be_changed_nor_deleted(office: Office) -> None:
    claims.inspected(office)
    for statement in ("UPDATE inspection SET note = 'x'", "DELETE FROM inspection"):
        with pytest.raises(DBAPIError, match="append only"), office.store.writing() as session:
            session.connection().execute(sa.text(statement))


def test_the_nightly_check_names_an_inspection_of_somebody_else(office: Office) -> None:
    claims.inspected(office)
    with office.store.writing() as session:
        row = rows(office.store, Inspection)[0]
        facts = row.model_dump(exclude={"id", "number"})
        session.add(Inspection(**facts, number=2))
    assert {found.what for found in differences(office)} == {recheck.PROFILE}
