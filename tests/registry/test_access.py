"""Every command × every role × {own place, other ward, other firm, other person, missing record}.

What may is written in the arrangements, from the design; everything else must be refused as
forbidden or as not found, and nothing may be written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound
from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.vocab import Role
from tests.registry.conftest import World
from tests.support.arrangements.case import FIRM, PERSON, WARD, Case
from tests.support.database import digest

ELSEWHERE = 999_999
PLACES = ("own", WARD, FIRM, PERSON)


def an_actor(like: Actor, role: Role, place: str) -> Actor:
    """Somebody of a role in the place of the rightful actor, or in another ward, firm or body."""
    seat = Seat(like.seat.membership_id, role, like.seat.ward_id, like.seat.firm_id)
    person_id = like.person_id
    if role is Role.SYSTEM:
        return Actor(None, "test", seat)
    if place == WARD:
        seat = replace(seat, ward_id=ELSEWHERE, firm_id=seat.firm_id and ELSEWHERE)
    elif place == FIRM:
        seat = replace(seat, firm_id=ELSEWHERE)
    if place != "own" or person_id is None:
        person_id = ELSEWHERE
    return Actor(person_id, "somebody", seat)


def strangers(case: Case) -> Iterator[tuple[Role, str, Actor]]:
    """Everybody who must be refused."""
    for role in Role:
        for place in PLACES:
            at_home = place == "own" or place not in case.own.get(role, case.bound)
            may = role in case.roles and (at_home or role is Role.SYSTEM)
            if not may:
                yield role, place, an_actor(case.actor, role, place)


def refused(store: Store, name: str, case: Case, actor: Actor, raw: Mapping[str, object]) -> str:
    """How a press was refused; empty when it went through."""
    function = commands.COMMANDS[name].function
    try:
        commands.run(store, function, actor=actor, now=case.now, once=commands.new_once(), raw=raw)
    except HubError as refusal:
        return type(refusal).__name__
    return ""


def test_nobody_but_those_who_may_gets_through_and_nothing_is_written(world: World) -> None:
    store, name, case = world.store, world.name, world.case
    before = digest(store)
    leaks = [
        f"{role} in {place}: {answer or 'went through'}"
        for role, place, actor in strangers(case)
        if (answer := refused(store, name, case, actor, case.raw))
        not in {Forbidden.__name__, NotFound.__name__}
    ]
    assert leaks == []
    assert digest(store) == before


def test_a_record_that_is_not_there_is_not_found(world: World) -> None:
    store, name, case = world.store, world.name, world.case
    ids = [key for key in case.raw if key.endswith("_id") and isinstance(case.raw[key], int)]
    before = digest(store)
    answers = {
        key: refused(store, name, case, case.actor, {**case.raw, key: ELSEWHERE}) for key in ids
    }
    allowed = {Forbidden.__name__, NotFound.__name__, Invalid.__name__}
    assert {key: said for key, said in answers.items() if said not in allowed} == {}
    assert digest(store) == before
