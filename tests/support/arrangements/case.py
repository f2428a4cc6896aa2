"""What one command needs to be pressed once: who may, with which values, in which world."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from hub.platform.context import Actor
from hub.platform.db import Store
from models.vocab import Role
from tests.support.internship import NOW

WARD, FIRM, PERSON = "ward", "firm", "person"


@dataclass(frozen=True, slots=True)
class Case:
    """A command that succeeds when `actor` presses it with `raw` at `now`.

    `roles` may press it in the actor's own place; `bound` names which of ward, firm and person
    must be the actor's own; `own` says it for a role that differs. Written from the design, not
    read from the access functions.
    """

    actor: Actor
    raw: Mapping[str, object]
    roles: frozenset[Role]
    bound: frozenset[str] = frozenset()
    now: datetime = NOW
    own: Mapping[Role, frozenset[str]] = field(default_factory=dict)


Arrangement: TypeAlias = Callable[[Store], Case]


def only(*roles: Role) -> frozenset[Role]:
    """Roles that may, and the system itself."""
    return frozenset({*roles, Role.SYSTEM})
