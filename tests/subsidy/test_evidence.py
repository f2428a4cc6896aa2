"""Papers behind a claim: added by its leader, opened by its firms and, once sent, its ward."""

from datetime import timedelta

import pytest

from hub import wiring
from hub.kernel.errors import Forbidden, HubError, Invalid, Refused
from hub.platform import clock, files
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.subsidy import reads, service
from hub.subsidy.reads import EvidencePage
from hub.subsidy.service import EvidenceKept, evidence
from models.platform import OutboxRow
from models.subsidy import Finding
from models.vocab import Role
from models.vocab.subsidy import FindingLevel, FindingState
from tests.support import claims
from tests.support.claims import AFTER_PAYMENT, NEXT_DAY, Office, an_office
from tests.support.internship import a_firm, a_person, a_ward, do, rows, see

BODY = b"%PDF-1.7 receipt"


@pytest.fixture
def office(store: Store) -> Office:
    wiring.bind()
    return an_office(store)


def add(
    office: Office, claim_id: int, body: bytes = BODY, actor: Actor | None = None
) -> EvidenceKept:
    source = {"name": "領収書.pdf", "kind": "pdf", "stored": files.set_down(office.store, body)}
    kept: EvidenceKept = do(
        office.store, service.add_evidence, actor or office.leader, now=AFTER_PAYMENT,
        claim_id=claim_id, version=claims.stored_version(office.store, claim_id), source=source,
    )  # fmt: skip
    return kept


def drop(office: Office, claim_id: int, file_id: int) -> None:
    version = claims.stored_version(office.store, claim_id)
    do(
        office.store, service.drop_evidence, office.leader, now=NEXT_DAY, claim_id=claim_id,
        version=version, file_id=file_id,
    )  # fmt: skip


def shown(office: Office, claim_id: int, actor: Actor) -> EvidencePage:
    page: EvidencePage = see(office.store, reads.claim_evidence, actor, claim_id=claim_id)
    return page


def test_a_paper_is_kept_with_its_number_and_opened_by_the_firm_and_the_clerk(
    office: Office,
) -> None:
    claim_id = claims.a_draft(office)
    kept = add(office, claim_id)
    assert shown(office, claim_id, office.leader).can_add
    with pytest.raises(HubError):
        shown(office, claim_id, office.clerk)
    claims.press(office, service.submit_claim, office.leader, claim_id, pledged=claims.ALL_PLEDGES)
    for actor in (office.leader, office.clerk, office.approver):
        page = shown(office, claim_id, actor)
        assert (len(page.rows), page.can_add) == (1, False)
        facts: files.FileFacts = see(office.store, files.file_facts, actor, file_id=kept.file_id)
        assert facts.stored.sha256 == page.rows[0].sha256
        assert files.body_of(office.store, facts.stored) == BODY
    row = shown(office, claim_id, office.leader).rows[0]
    assert (row.name, row.by) == ("領収書.pdf", office.leader.name)
    told = [one.params for one in rows(office.store, OutboxRow) if one.kind == "file_received"]
    assert [one["sha256"] for one in told] == [row.sha256]


def test_nobody_else_sees_a_paper_or_adds_one(office: Office) -> None:
    claim_id = claims.a_draft(office)
    kept = add(office, claim_id)
    other_ward = a_ward(office.store, "13109", "品川区")
    firm = a_firm(office.store, office.ward, "別の会社")
    strangers = [
        a_person(office.store, Role.WARD_CLERK, ward_id=other_ward),
        a_person(office.store, Role.FIRM_REPRESENTATIVE, ward_id=office.ward, firm_id=firm),
        a_person(office.store, Role.COORDINATOR, ward_id=office.ward),
        office.accounting,
    ]
    for actor in strangers:
        with pytest.raises(HubError):
            shown(office, claim_id, actor)
        with pytest.raises(HubError):
            see(office.store, files.file_facts, actor, file_id=kept.file_id)
    for actor in (*strangers, office.clerk):
        with pytest.raises(HubError):
            add(office, claim_id, b"other", actor)


def test_the_same_paper_twice_is_refused_at_its_field(office: Office) -> None:
    claim_id = claims.a_draft(office)
    add(office, claim_id)
    with pytest.raises(Invalid) as refused:
        add(office, claim_id)
    assert [each.field for each in refused.value.problems] == ["evidence"]
    add(office, claim_id, BODY + b"2")
    assert len(shown(office, claim_id, office.leader).rows) == 2


def test_a_claim_takes_so_many_papers_and_no_more(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST", 2)
    claim_id = claims.a_draft(office)
    add(office, claim_id)
    add(office, claim_id, BODY + b"2")
    with pytest.raises(Invalid) as refused:
        add(office, claim_id, BODY + b"3")
    problem = refused.value.problems[0]
    assert (problem.field, problem.reason.code) == ("evidence", "subsidy.evidence_many")


def test_before_it_is_sent_a_paper_goes_opens_for_nobody_and_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_id = claims.a_draft(office)
    kept = add(office, claim_id)
    assert shown(office, claim_id, office.leader).rows[0].can_drop
    drop(office, claim_id, kept.file_id)
    assert shown(office, claim_id, office.leader).rows == ()
    with pytest.raises(HubError):
        see(office.store, files.file_facts, office.leader, file_id=kept.file_id)
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=25))
    assert files.sweep(office.store) == 1


def test_what_the_ward_has_stays_and_a_returned_claim_takes_more(office: Office) -> None:
    claim_id = claims.a_draft(office)
    first = add(office, claim_id)
    claims.press(office, service.submit_claim, office.leader, claim_id, pledged=claims.ALL_PLEDGES)
    with pytest.raises(Refused):
        add(office, claim_id, b"late")
    claims.press(office, service.accept_claim, office.clerk, claim_id)
    do(office.store, service.add_finding, office.clerk, now=NEXT_DAY, claim_id=claim_id,
       sentence="領収書を付けてください。", anchor="line:1")  # fmt: skip
    claims.send_back(office, claim_id, now=NEXT_DAY)
    with pytest.raises(Refused) as refused:
        drop(office, claim_id, first.file_id)
    assert refused.value.reason.code == "subsidy.evidence_sent"
    add(office, claim_id, b"asked for")
    rows_now = shown(office, claim_id, office.leader).rows
    assert (len(rows_now), rows_now[0].can_drop) == (2, False)


def test_members_of_the_group_read_the_papers_and_do_not_change_them(office: Office) -> None:
    claim_id = claims.a_draft(office)
    add(office, claim_id)
    member = office.scene.member
    page = shown(office, claim_id, member)
    assert (len(page.rows), page.can_add, page.rows[0].can_drop) == (1, False, False)
    with pytest.raises(Forbidden):
        add(office, claim_id, b"other", member)


def findings(office: Office) -> list[tuple[str, FindingLevel, FindingState]]:
    return [(row.anchor, row.level, row.state) for row in rows(office.store, Finding)]


def test_a_typed_number_without_a_paper_is_named_and_stands_against_the_report(
    office: Office,
) -> None:
    claim_id = claims.submitted(office, material=11_000)
    assert findings(office) == [("line:3", FindingLevel.CAUTION, FindingState.OPEN)]
    claims.press(office, service.accept_claim, office.clerk, claim_id)
    claims.press(office, service.draft_decision, office.clerk, claim_id, doc_no="1")
    claims.press(office, service.decide_grant, office.approver, claim_id)
    claims.press(office, service.prepare_report, office.leader, claim_id)
    claims.press(office, service.report, office.leader, claim_id, now=NEXT_DAY)
    assert findings(office)[1:] == [("line:3", FindingLevel.SERIOUS, FindingState.OPEN)]
    with pytest.raises(Refused) as refusal:
        claims.press(office, service.draft_determination, office.clerk, claim_id, now=NEXT_DAY,
                     doc_no="2")  # fmt: skip
    assert refusal.value.reason.code == "subsidy.still_open"


def test_an_added_paper_closes_what_missed_it(office: Office) -> None:
    claim_id = claims.submitted(office, material=11_000)
    claims.press(office, service.accept_claim, office.clerk, claim_id)
    claims.send_back(office, claim_id)
    add(office, claim_id)
    claims.answered(office, claim_id)
    assert findings(office) == [("line:3", FindingLevel.CAUTION, FindingState.FIXED)]


def test_fewer_papers_than_numbers_are_a_caution(office: Office) -> None:
    claim_id = claims.a_draft(office, material=11_000)
    claims.press(office, service.add_line, office.leader, claim_id, category="material",
                 title="鋼材", vendor="城東鋼材", invoice_no="26-1108", gross="5,500")  # fmt: skip
    add(office, claim_id)
    claims.press(office, service.submit_claim, office.leader, claim_id, pledged=(1, 2, 3))
    assert findings(office) == [("claim", FindingLevel.CAUTION, FindingState.OPEN)]
    assert "2件のはずですが、書類は1件" in rows(office.store, Finding)[0].sentence
