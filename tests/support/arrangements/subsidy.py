"""Arrangements of the applicant's side of a claim: write, send, answer, report."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from hub import wiring
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.subsidy import service
from models.vocab import Role
from tests.support import claims
from tests.support.arrangements.case import FIRM, WARD, Arrangement, Case, only
from tests.support.claims import AFTER_PAYMENT, ALL_PLEDGES, NEXT_DAY, Office, an_office
from tests.support.engagements import a_scene
from tests.support.internship import a_person, do

# Source: subsidy design, part 7: the leading firm's leader acts for the group.
LEADER: Final = frozenset({Role.GROUP_LEADER})
CLERK: Final = frozenset({Role.WARD_CLERK})
SET_UP: Final = only(Role.ADMIN)
Stage = Callable[[Office], int]


def on_claim(
    office: Office,
    actor: Actor,
    claim_id: int,
    *,
    late: bool = False,
    **raw: Any,  # noqa: ANN401  values of the press
) -> Case:
    """A press on the claim as it stands, by its rightful person."""
    values = {"claim_id": claim_id, "version": claims.stored_version(office.store, claim_id)} | raw
    is_leader = actor.role is Role.GROUP_LEADER
    roles = frozenset({actor.role})
    bound = frozenset({FIRM if is_leader else WARD})
    return Case(actor, values, roles, bound, NEXT_DAY if late else AFTER_PAYMENT)


def by_leader(stage: Stage, *, late: bool = False, **raw: Any) -> Arrangement:  # noqa: ANN401  values of the press
    """The leader presses on a claim at a stage."""

    def arranged(store: Store) -> Case:
        office = an_office(store)
        return on_claim(office, office.leader, stage(office), late=late, **raw)

    return arranged


def _started(store: Store) -> Case:
    office = an_office(store)
    raw = {"engagement_id": office.engagement_id}
    return Case(office.leader, raw, LEADER, frozenset({FIRM}), AFTER_PAYMENT)


def _line_changed(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.a_draft(office)
    line_id = claims.firm(office, claim_id).lines[0].line_id
    return on_claim(office, office.leader, claim_id, line_id=line_id, gross="20,000")


def _line_dropped(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.a_draft(office)
    line_id = claims.firm(office, claim_id).lines[1].line_id
    return on_claim(office, office.leader, claim_id, line_id=line_id)


def _answered(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.returned(office)
    answers = {row.finding_id: "直しました。" for row in claims.firm(office, claim_id).asked}
    return on_claim(office, office.leader, claim_id, answers=answers)


def _prepared(office: Office) -> int:
    claim_id = claims.granted(office)
    claims.press(office, service.prepare_report, office.leader, claim_id)
    return claim_id


def _report_answered(store: Store) -> Case:
    office = an_office(store)
    claim_id = claims.reported(office)
    do(store, service.add_finding, office.clerk, now=NEXT_DAY, claim_id=claim_id,
       sentence="領収書の番号を書いてください。", anchor="line:1")  # fmt: skip
    claims.send_back(office, claim_id, now=NEXT_DAY)
    answers = {row.finding_id: "書きました。" for row in claims.firm(office, claim_id).asked}
    return on_claim(office, office.leader, claim_id, late=True, answers=answers)


def _allotted(store: Store) -> Case:
    scene = a_scene(store)
    claims.a_programme(store, scene.ward)
    raw = {
        "ward_id": scene.ward, "slug": "demo", "fiscal_year": 2026,
        "account_text": "商工費", "yen": 6_000_000,
    }  # fmt: skip
    admin = a_person(store, Role.ADMIN, ward_id=scene.ward)
    return Case(admin, raw, SET_UP, frozenset({WARD}))


def _version_added(store: Store) -> Case:
    scene = a_scene(store)
    raw = {
        "ward_id": scene.ward, "slug": "demo", "title": "補助金", "fiscal_year": 2026,
        "basis": "要綱（例）", "opens_on": date(2026, 4, 1), "closes_on": date(2027, 2, 28),
        "sheet": claims.a_sheet(), "is_example": True,
    }  # fmt: skip
    admin = a_person(store, Role.ADMIN, ward_id=scene.ward)
    return Case(admin, raw, SET_UP, frozenset({WARD}))


PAPER: Final[dict[str, Any]] = {
    "name": "領収書.pdf",
    "kind": "pdf",
    "stored": {"place": "e" * 40, "size": 9, "sha256": "f" * 64},
}


def _paper_added(store: Store) -> Case:
    wiring.bind()
    office = an_office(store)
    return on_claim(office, office.leader, claims.a_draft(office), source=PAPER)


def _paper_dropped(store: Store) -> Case:
    case = _paper_added(store)
    made = do(store, service.add_evidence, case.actor, now=case.now, **dict[str, Any](case.raw))
    raw = {"claim_id": made.claim_id, "version": made.version, "file_id": made.file_id}
    return Case(case.actor, raw, case.roles, case.bound, case.now)


MATERIAL: Final[dict[str, Any]] = {
    "category": "material", "title": "試し削りの材料", "vendor": "城東鋼材",
    "invoice_no": "26-1107", "used_on": "2026-12-07", "gross": "12,000円",
}  # fmt: skip
CASES: Final[dict[str, Arrangement]] = {
    "subsidy:budget:allot": _allotted,
    "subsidy:programme:add_version": _version_added,
    "subsidy:claim:start": _started,
    "subsidy:claim:discard": by_leader(claims.a_draft),
    "subsidy:claim:submit": by_leader(claims.a_draft, pledged=ALL_PLEDGES),
    "subsidy:claim:withdraw": by_leader(claims.submitted, note="取りやめます。"),
    "subsidy:claim:resubmit": _answered,
    "subsidy:line:add": by_leader(claims.a_draft, **MATERIAL),
    "subsidy:line:change": _line_changed,
    "subsidy:line:drop": _line_dropped,
    "subsidy:evidence:add": _paper_added,
    "subsidy:evidence:drop": _paper_dropped,
    "subsidy:change:request": by_leader(
        claims.granted, late=True, amounts={1: "18,000"}, reason="訪問を短くします。"
    ),
    "subsidy:report:prepare": by_leader(claims.granted),
    "subsidy:report:send": by_leader(_prepared, late=True),
    "subsidy:report:resubmit": _report_answered,
}
