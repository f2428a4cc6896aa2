"""What one read needs to be asked once: who gets an answer, with which values, in which place."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, TypeAlias

from hub.platform.context import Actor, Seat
from hub.platform.db import Store
from models.vocab import FIRM_ROLES, Role
from tests.support.arrangements.case import FIRM, PERSON, WARD
from tests.support.internship import NOW

ELSEWHERE: Final = 999_999
# What is another's in each place: in another ward also firm and person are others.
PLACES: Final[Mapping[str, frozenset[str]]] = {
    "own": frozenset(),
    PERSON: frozenset({PERSON}),
    FIRM: frozenset({FIRM, PERSON}),
    WARD: frozenset({WARD, FIRM, PERSON}),
}
PEOPLE: Final = frozenset(Role) - {Role.SYSTEM}
EVERYBODY: Final = frozenset(Role)
WATCHERS: Final = frozenset(
    {Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR, Role.SYSTEM}
)
FIRMS: Final = frozenset({*FIRM_ROLES, Role.SYSTEM})
# Which of the three must be the actor's own, for each role: people of firms, experts and students
# read their own, staff read their ward's.
OWN: Final[Mapping[Role, frozenset[str]]] = {
    **dict.fromkeys(FIRM_ROLES, frozenset({FIRM})),
    Role.EXPERT: frozenset({PERSON}),
    Role.STUDENT: frozenset({PERSON}),
}
REFUSED: Final = object()


@dataclass(frozen=True, slots=True)
class Home:
    """The place in which the record lies: whoever belongs to it is in the own place."""

    ward: int
    firm: int | None = None
    person: int | None = None
    membership: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A read that answers those of `roles` who are at home; written from the design.

    `own` says what must be the actor's own; a role that it does not name reads its ward's. A read
    without a record of its own gives strangers `nothing` and is not refused. `settings` are those
    of the server under which there is something to see.
    """

    raw: Mapping[str, object]
    roles: frozenset[Role]
    home: Home
    own: Mapping[Role, frozenset[str]] = field(default_factory=lambda: OWN)
    now: datetime = NOW
    nothing: object = REFUSED
    settings: Mapping[str, Any] = field(default_factory=dict)

    def is_home(self, role: Role, place: str) -> bool:
        """Whether a role in a place gets an answer."""
        if role is Role.SYSTEM:
            return role in self.roles
        bound = self.own.get(role, frozenset({WARD}))
        return role in self.roles and not bound & PLACES[place]


Scene: TypeAlias = Callable[[Store], Mapping[str, Look]]
OPEN: Final[Mapping[Role, frozenset[str]]] = dict.fromkeys(Role, frozenset())
EACH_OWN: Final[Mapping[Role, frozenset[str]]] = dict.fromkeys(Role, frozenset({PERSON}))


def principals(home: Home) -> Iterator[tuple[Role, str, Actor]]:
    """Every role in every place."""
    for role in Role:
        for place in PLACES:
            yield role, place, an_actor(home, role, place)


def an_actor(home: Home, role: Role, place: str) -> Actor:
    """Somebody of a role at home, or in another body, firm or ward."""
    if role is Role.SYSTEM:
        return Actor(None, "test", Seat(0, role))
    foreign = PLACES[place]
    seat = Seat(
        home.membership,
        role,
        ELSEWHERE if WARD in foreign else home.ward,
        ELSEWHERE if FIRM in foreign else home.firm,
    )
    person = ELSEWHERE if PERSON in foreign else home.person or ELSEWHERE
    return Actor(person, "somebody", seat)


# Nobody who is signed in: no person, no ward, no firm.
ANONYMOUS: Final = Actor(None, "nobody", Seat(0, Role.GUARDIAN))
