"""Looks at a round whose plan has been published."""

from collections.abc import Mapping

from hub.internship import reads, service
from hub.platform.db import Store
from models.internship import Application, Placement, Programme
from models.vocab import Role
from tests.support import plans
from tests.support.arrangements.case import only
from tests.support.arrangements.looks.look import FIRMS, WATCHERS, Home, Look
from tests.support.internship import a_scan, do, rows, see

# Source: internship design, part (a): staff read the round, firms and students what is theirs.
STUDENT = only(Role.STUDENT)


def round_scene(store: Store) -> Mapping[str, Look]:
    """The small round with its published plan in a second version, one place to be released.

    At home are a host and one of its students.
    """
    first, asked = _two_versions(store)
    young = see(store, reads.consents, asked.place.coordinator, round_id=asked.round_id)[0]
    paper = do(
        store, service.record_paper, asked.place.coordinator, guardian="橋本 薫",
        application_id=young.application_id, student=young.name, does_agree=True,
        scan=a_scan(store),
    )  # fmt: skip
    stay: Placement = rows(store, Placement)[0]
    host: Programme = next(row for row in rows(store, Programme) if row.id == stay.programme_id)
    student: Application = next(
        row for row in rows(store, Application) if row.id == stay.application_id
    )
    home = Home(asked.place.ward, host.firm_id, student.person_id)
    firm, mine = {"firm_id": home.firm}, {"person_id": home.person}
    one, job = {"round_id": asked.round_id}, {"job_id": asked.job_id}
    seen, asked_one = {"scenario_id": asked.scenario_id}, {"consent_id": paper.consent_id}
    return {
        "internship:change_form": Look(seen, only(Role.COORDINATOR), home),
        "internship:comparison": Look({**seen, "with_id": first.scenario_id}, WATCHERS, home),
        "internship:consent_tasks": Look({"ward_id": home.ward}, only(Role.COORDINATOR), home),
        "internship:consent_letter": Look(asked_one, only(Role.COORDINATOR), home),
        "internship:consents": Look(one, only(Role.COORDINATOR), home),
        "internship:firm_feed": Look(firm, FIRMS, home),
        "internship:firm_offers": Look(firm, FIRMS, home),
        "internship:firm_weeks": Look(firm, FIRMS, home),
        "internship:frozen_round": Look(job, only(), home),
        "internship:has_plan": Look(job, only(), home),
        "internship:listed": Look({**seen, "student": "s1"}, only(Role.COORDINATOR), home),
        "internship:move": Look(
            {**seen, "student": "s1", "programme": "B", "period": "p1"},
            only(Role.COORDINATOR),
            home,
        ),
        "internship:my_changes": Look(mine, STUDENT, home),
        "internship:my_weeks": Look(mine, STUDENT, home),
        "internship:plan": Look({"scenario_id": asked.scenario_id}, WATCHERS, home),
        "internship:plan_anchor": Look(job, only(), home),
        "internship:plans": Look(one, WATCHERS, home),
        "internship:round": Look(one, WATCHERS, home),
        "internship:round_students": Look(one, only(Role.COORDINATOR), home),
        "internship:rounds": Look({"ward_id": home.ward}, WATCHERS, home),
        "internship:student_feed": Look(mine, STUDENT, home),
        "internship:unfilled": Look({**seen, "page": 1}, WATCHERS, home),
        "internship:wish_form": Look(mine, STUDENT, home),
    }


def _two_versions(store: Store) -> tuple[plans.Asked, plans.Asked]:
    """The plan as it was published first, and the repaired one that holds."""
    first = plans.an_announced_plan(store, is_agreed=False)
    first.staff(service.publish_plan)
    less = {"kind": "ban", "student": "s1", "programme": "B", "period": "p2"}
    asked = plans.a_changed_plan(first, less, note="体調")
    asked.staff(service.accept_repair)
    return first, asked
