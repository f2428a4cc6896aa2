"""Arrangements of joint training."""

from typing import Final

from hub.platform.db import Store
from hub.training import service
from models.vocab import FIRM_ROLES, Role
from models.vocab.training import SizeBand, TrainingAction
from tests.support.arrangements.case import FIRM, WARD, Arrangement, Case, only
from tests.support.internship import SYSTEM, do
from tests.support.training import (
    NOW,
    Town,
    a_course,
    a_plan,
    a_small_course,
    a_town,
    newcomer,
    plan_input,
    sign_up,
)

OWN_FIRM: Final = frozenset({FIRM, WARD})
HOSTS: Final = only(*FIRM_ROLES)


def _planned(store: Store) -> Case:
    town = a_town(store)
    return Case(town.coordinator, plan_input(town), only(Role.COORDINATOR), frozenset({WARD}), NOW)


def _reviewed(store: Store) -> Case:
    town = a_town(store)
    raw = {"training_id": a_plan(town), "action": TrainingAction.REVIEW, "version": 0}
    return Case(town.clerk, raw, only(Role.WARD_CLERK), frozenset({WARD}), NOW)


def _settled(store: Store) -> Case:
    return Case(SYSTEM, {"training_id": a_course(a_town(store))}, only(), now=NOW)


def _signed_up(store: Store) -> Case:
    town = a_town(store)
    actor = town.firms[0]
    raw = {
        "training_id": a_course(town),
        "firm_id": actor.seat.firm_id,
        "size_band": SizeBand.UP_TO_5,
        "newcomers": [newcomer("荒木 一")],
    }
    return Case(actor, raw, HOSTS, OWN_FIRM, NOW)


def _withdrawn(store: Store) -> Case:
    town, seated, _waiting = _full(store)
    return Case(town.firms[0], {"sign_up_id": seated}, HOSTS, OWN_FIRM, NOW)


def _answered(store: Store) -> Case:
    town, seated, waiting = _full(store)
    do(store, service.withdraw, town.firms[0], now=NOW, sign_up_id=seated)
    return Case(town.firms[1], {"sign_up_id": waiting}, HOSTS, OWN_FIRM, NOW)


def _full(store: Store) -> tuple[Town, int, int]:
    """One seat that is taken, one firm that waits for it."""
    town = a_town(store)
    training_id = a_small_course(town, 1)
    parties = [
        sign_up(town, training_id, firm, f"荒木 {at}").sign_up_id
        for at, firm in enumerate(town.firms[:2])
    ]
    return town, parties[0], parties[1]


CASES: Final[dict[str, Arrangement]] = {
    "training:course:plan": _planned,
    "training:course:advance": _reviewed,
    "training:course:settle": _settled,
    "training:sign_up:add": _signed_up,
    "training:sign_up:withdraw": _withdrawn,
    "training:offer:accept": _answered,
    "training:offer:decline": _answered,
}
