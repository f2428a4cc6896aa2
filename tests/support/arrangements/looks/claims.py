"""Looks at a group, its engagement and its claim: one world for four rooms."""

from collections.abc import Mapping
from typing import Any

from hub import wiring
from hub.experts import service as experts
from hub.platform.db import Store
from hub.skills import service as skills
from hub.subsidy import service
from models.platform import JobRow
from models.subsidy import PaymentOrder, Simulation
from models.vocab import FIRM_ROLES, Role
from models.vocab.subsidy import OrderKind, Profile
from tests.support import claims, engagements, trials
from tests.support.arrangements.case import WARD, only
from tests.support.arrangements.looks import own, people
from tests.support.arrangements.looks.look import EVERYBODY, FIRMS, OPEN, OWN, WATCHERS, Home, Look
from tests.support.claims import AFTER_PAYMENT, NEXT_DAY, Office
from tests.support.engagements import NEED, SLOTS, ranking_input
from tests.support.internship import do, rows
from tests.support.skills import few_skills

# Source: groups design A and B; experts design C and D; subsidy design 7 and 8.
PARTIES = FIRMS | WATCHERS
LEADER = only(Role.GROUP_LEADER)
EXPERT = only(Role.EXPERT)
STAFF = only(Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
OFFICE = STAFF | {Role.INSPECTOR}
MONEY = STAFF | {Role.ACCOUNTING}


def claim_scene(store: Store) -> Mapping[str, Look]:
    """A registered group, a paid engagement and a claim that is being repaid."""
    wiring.bind()
    do(store, skills.load_vocabulary, words=few_skills(), note="初めの版")
    office = claims.an_office(store)
    claim_id = claims.ordered(office)
    _add_advance(office, claim_id)
    tried = trials.tried(office).card.simulation_id
    scene = office.scene
    asked = engagements.sent(scene, spans=engagements.times(SLOTS[2:]))
    do(store, experts.ask_for_call, scene.expert, engagement_id=asked.engagement_id)
    do(store, experts.ask_coordinator, scene.leader, group_id=scene.group_id, need=NEED)
    expert = scene.expert
    home = Home(scene.ward, scene.firms[0], expert.person_id, expert.seat.membership_id)
    return (
        of_groups(office, home)
        | of_experts(office, home)
        | of_conflicts(office, home)
        | of_claims(office, home, claim_id)
        | of_trials(office, home, tried)
        | own.of_person(store, home, expert)
        | own.of_everybody(store, home)
        | own.of_desk(store, home, office.clerk)
        | people.of_inviters(store, home)
    )


def inspected_scene(store: Store) -> Mapping[str, Look]:
    """A claim of the full profile whose report waits for the inspector."""
    wiring.bind()
    office = claims.an_office(store, profile=Profile.FULL)
    claims.reported(office)
    scene = office.scene
    home = Home(scene.ward, scene.firms[0], scene.expert.person_id, scene.expert.seat.membership_id)
    ward = {"ward_id": home.ward}
    in_ward = dict.fromkeys(Role, frozenset({WARD})) | {role: OWN[role] for role in FIRM_ROLES}
    return {"subsidy:inspections": Look(ward, OFFICE, home, in_ward, NEXT_DAY, nothing=())}


def _add_advance(office: Office, claim_id: int) -> None:
    """An advance under way, written by hand: a claim that is repaid has none."""
    with office.store.writing() as session:
        session.add(
            PaymentOrder(
                ward_id=office.ward, claim_id=claim_id, kind=OrderKind.ADVANCE, number=1,
                amount_yen=1, reason="材料", person_id=office.leader.person_id or 0,
                at=AFTER_PAYMENT,
            )
        )  # fmt: skip


def of_groups(office: Office, home: Home) -> dict[str, Look]:
    """Reads of the groups."""
    group = {"group_id": office.scene.group_id}
    firm = {"firm_id": home.firm}
    # An expert learns for whom the work is, also of a group that has not asked yet.
    known = dict(OWN) | {Role.EXPERT: frozenset()}
    return {
        "groups:agreement": Look(group, PARTIES, home),
        "groups:facts": Look(group, PARTIES | {Role.EXPERT}, home, known),
        "groups:firm_groups": Look(firm, PARTIES, home, nothing=()),
        "groups:group": Look(group, PARTIES, home),
        "groups:names": Look({"group_ids": (office.scene.group_id,)}, EVERYBODY, home, OPEN),
        "groups:of_firm": Look(firm, PARTIES, home, nothing=()),
        "groups:ward_groups": Look({"ward_id": home.ward}, WATCHERS, home),
    }


def of_experts(office: Office, home: Home) -> dict[str, Look]:
    """Reads of the experts and their engagements."""
    scene = office.scene
    engagement = {"engagement_id": office.engagement_id}
    group = {"group_id": scene.group_id}
    mine = {"person_id": scene.expert.person_id}
    entry = {"expert_id": scene.expert_id}
    asked = group | entry
    start: dict[str, object] = {"start": SLOTS[0].start}
    listed = FIRMS | WATCHERS
    kept = WATCHERS | EXPERT
    ranked: experts.RankingKept = do(office.store, experts.keep_ranking, scene.leader,
                                     **ranking_input(scene))  # fmt: skip
    raw: dict[str, Any] = {
        "ward_id": home.ward,
        "skill": "machining.lathe",
        "text": "削った面がざらざらする",
    }
    do(office.store, skills.propose_word, scene.coordinator, **raw)
    return {
        "experts:booking": Look(engagement, PARTIES | EXPERT, home),
        "experts:bookings": Look(group, PARTIES, home),
        "experts:calls": Look({"ward_id": home.ward}, only(Role.COORDINATOR), home),
        "experts:claimable_engagement": Look(engagement, PARTIES | EXPERT, home),
        "experts:claimable_engagements": Look(group, PARTIES, home),
        "experts:expert_bookings": Look(mine, EXPERT, home),
        "experts:expert_feed": Look(mine, EXPERT, home),
        "experts:expert_visits": Look(mine, EXPERT, home),
        "experts:for_need": Look(group | {"text": NEED}, LEADER, home),
        "experts:listed": Look({}, listed, home, OPEN),
        "experts:listed_one": Look(entry, listed, home, OPEN),
        "experts:month": Look(entry, kept, home),
        "experts:offers": Look(mine, EXPERT, home),
        "experts:place_feed": Look({"firm_id": home.firm}, FIRMS, home),
        "experts:profile": Look(entry, kept, home),
        "experts:ranking": Look({"run_id": ranked.run_id}, only(Role.AUDITOR), home),
        "experts:rankings": Look({"ward_id": home.ward}, only(Role.AUDITOR), home),
        "experts:skill_report": Look({"ward_id": home.ward}, only(Role.COORDINATOR), home),
        "skills:word_proposals": Look(
            {"ward_id": home.ward}, only(Role.COORDINATOR, Role.WARD_CLERK), home
        ),
        "experts:unserved": Look({"ward_id": home.ward}, only(Role.COORDINATOR), home),
        "experts:time_choice": Look(asked, LEADER, home),
        "experts:visit_cost": Look(start | asked, LEADER, home),
        "experts:week": Look(entry, kept, home),
    }


def of_conflicts(office: Office, home: Home) -> dict[str, Look]:
    """Reads of what keeps experts and firms apart."""
    entry = {"expert_id": office.scene.expert_id}
    saved = do(office.store, experts.declare_conflict, office.scene.expert, kind="family",
               name="よその工場", expert_id=office.scene.expert_id)  # fmt: skip
    both = EXPERT | {Role.COORDINATOR}
    ward: dict[str, object] = {"ward_id": home.ward, "text": ""}
    return {
        "experts:conflict": Look({"conflict_id": saved.conflict_id}, only(Role.COORDINATOR), home),
        "experts:conflicts": Look(entry, both, home),
        "experts:conflict_choices": Look(entry | {"text": "荒木"}, both, home),
        "experts:conflict_entries": Look(ward, only(Role.COORDINATOR), home),
    }


def of_claims(office: Office, home: Home, claim_id: int) -> dict[str, Look]:
    """Reads of the subsidies."""
    claim, ward = {"claim_id": claim_id}, {"ward_id": home.ward}
    firm = {"firm_id": home.firm}
    engagement = {"engagement_id": office.engagement_id}
    papers = [row.id for row in rows(office.store, JobRow) if row.kind == service.JOB]
    job = {"job_id": papers[-1]}
    leader = frozenset({Role.GROUP_LEADER})
    now = AFTER_PAYMENT
    in_ward = dict.fromkeys(Role, frozenset({WARD})) | {role: OWN[role] for role in FIRM_ROLES}
    return {
        "subsidy:set_up": Look({"ward_id": home.ward}, only(Role.ADMIN), home),
        "subsidy:budget": Look(ward, STAFF, home, in_ward, now),
        "subsidy:claim_start": Look(engagement, leader, home, in_ward, now),
        "subsidy:decide_page": Look(claim, STAFF, home, in_ward, now),
        "subsidy:evidence": Look(claim, FIRMS | OFFICE, home, in_ward, now),
        "subsidy:firm_claim": Look(claim, FIRMS, home, in_ward, now),
        "subsidy:frozen_notice": Look(job, only(), home, in_ward, now),
        "subsidy:inbox": Look(ward, STAFF, home, in_ward, now),
        "subsidy:my_claims": Look(firm, FIRMS, home, in_ward, now),
        "subsidy:return_page": Look(claim, MONEY, home, in_ward, now),
        "subsidy:order_page": Look(claim, MONEY, home, in_ward, now),
        "subsidy:orders": Look(ward, MONEY, home, in_ward, now, nothing=()),
        "subsidy:returns": Look(ward, MONEY, home, in_ward, now),
        "subsidy:staff_claim": Look(claim, OFFICE, home, in_ward, now),
    }


def of_trials(office: Office, home: Home, number: int) -> dict[str, Look]:
    """Reads of trials of changed rules."""
    one = {"simulation_id": number}
    job = {"job_id": rows(office.store, Simulation)[0].job_id}
    in_ward = dict.fromkeys(Role, frozenset({WARD}))
    makers = frozenset({Role.WARD_CLERK, Role.WARD_APPROVER})
    return {
        "subsidy:trial": Look(one, STAFF, home, in_ward, AFTER_PAYMENT),
        "subsidy:trial_claims": Look(one, makers, home, in_ward, AFTER_PAYMENT),
        "subsidy:trial_work": Look(job, only(), home, in_ward, AFTER_PAYMENT),
        "subsidy:trials": Look({"ward_id": home.ward}, STAFF, home, in_ward, AFTER_PAYMENT),
    }
