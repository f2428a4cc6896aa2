"""Every command × every role × {own place, other ward, other firm, other person, missing record}.

What may is written in the arrangements, from the design; everything else must be refused as
forbidden or as not found, and nothing may be written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from hub.kernel.errors import Forbidden, HubError, Invalid, NotFound
from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.vocab import Role
from tests.registry.conftest import World
from tests.registry.test_faults import PlantedFault, fault_at_commit
from tests.support.arrangements.case import FIRM, WARD, Case
from tests.support.arrangements.looks.look import ELSEWHERE, PLACES
from tests.support.database import digest
from tests.support.measure import rounds


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


def strangers(case: Case, every: int = 1) -> Iterator[tuple[Role, str, Actor]]:
    """Everybody who must be refused, or every so-many-th of them."""
    return islice(_strangers(case), 0, None, every)


def _strangers(case: Case) -> Iterator[tuple[Role, str, Actor]]:
    for role in Role:
        for place in PLACES:
            at_home = not PLACES[place] & case.own.get(role, case.bound)
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
    # The rules of access are the same code on both engines: PostgreSQL asks every third person.
    every = rounds(1, 3) if store.kind == "postgresql" else 1
    leaks = [
        f"{role} in {place}: {answer or 'went through'}"
        for role, place, actor in strangers(case, every)
        if (answer := refused(store, name, case, actor, case.raw))
        not in {Forbidden.__name__, NotFound.__name__}
    ]
    assert leaks == []
    assert digest(store) == before


def test_every_role_that_may_gets_through_to_the_commit(world: World) -> None:
    """Where it breaks, so that the next finds the same; the commit itself is in the replays."""
    store, name, case = world.store, world.name, world.case
    bound = case.own.get(case.actor.role, case.bound)
    alike = [role for role in sorted(case.roles) if case.own.get(role, case.bound) == bound]
    before = digest(store)
    refusals = {}
    for role in alike:
        try:
            with fault_at_commit(store.engine):
                answer = refused(store, name, case, an_actor(case.actor, role, "own"), case.raw)
        except PlantedFault:
            continue
        refusals[role] = answer
    assert refusals == {}
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
