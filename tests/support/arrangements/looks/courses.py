"""Looks at a joint training for which a firm has signed up."""

from collections.abc import Mapping

from hub.platform.db import Store
from models.vocab import Role
from tests.support.arrangements.case import WARD, only
from tests.support.arrangements.looks.look import FIRMS, OWN, WATCHERS, Home, Look
from tests.support.training import NOW, a_course, a_town, sign_up

# Source: groups-and-training design, D: the courses of a ward are open to its firms and experts.
READERS = WATCHERS | FIRMS | {Role.EXPERT}
IN_WARD = dict.fromkeys(Role, frozenset({WARD}))


def course_scene(store: Store) -> Mapping[str, Look]:
    """A course with its teacher; at home are the first firm and the teacher."""
    town = a_town(store)
    course_id = a_course(town, teacher={"person_id": town.expert.person_id})
    signed = sign_up(town, course_id, town.firms[0], "荒木 一")
    home = Home(town.ward, town.firms[0].seat.firm_id, town.expert.person_id)
    one, ward = {"training_id": course_id}, {"ward_id": town.ward}
    firm: dict[str, object] = {"firm_id": home.firm}
    return {
        "training:course": Look(one, READERS, home, IN_WARD, NOW),
        "training:courses": Look(ward, READERS, home, IN_WARD, NOW),
        "training:firm": Look(firm, FIRMS, home, OWN, NOW),
        "training:firm_feed": Look(firm, FIRMS, home, OWN, NOW),
        "training:firm_sizes": Look({"firm_ids": (home.firm,)}, only(), home, OWN, NOW),
        "training:my_sign_up": Look({"sign_up_id": signed.sign_up_id}, FIRMS, home, OWN, NOW),
        "training:my_sign_ups": Look(firm, FIRMS, home, OWN, NOW),
        "training:roster": Look(one, only(Role.COORDINATOR, Role.WARD_CLERK), home, OWN, NOW),
        "training:sign_up_form": Look(firm | one, FIRMS, home, OWN, NOW),
        "training:staff_courses": Look(ward, WATCHERS, home, OWN, NOW),
        "training:trainer_feed": Look(
            {"person_id": home.person}, only(Role.EXPERT), home, OWN, NOW
        ),
        "training:trainers": Look(ward, only(Role.COORDINATOR), home, OWN, NOW),
    }
