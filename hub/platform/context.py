"""Who acts, when, in which transaction; and the one way to ask whether they may."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from hub.kernel.errors import Forbidden, Reason
from models.vocab import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """One present membership of the actor."""

    membership_id: int
    role: Role
    ward_id: int | None = None
    firm_id: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person acting in one seat; `person_id` is None for the system itself."""

    person_id: int | None
    name: str
    seat: Seat
    others: tuple[Seat, ...] = ()

    @property
    def role(self) -> Role:
        """Role of the seat in use."""
        return self.seat.role

    @property
    def once_scope(self) -> str:
        """Scope of one-time keys: one per person, one per named system actor."""
        return f"person:{self.person_id}" if self.person_id else f"system:{self.name}"


def system_actor(name: str) -> Actor:
    """Return the named actor of jobs and of the command line."""
    return Actor(None, name, Seat(0, Role.SYSTEM))


@dataclass(slots=True)
class Trace:
    """What happened inside one command, so that forgetting a check cannot commit."""

    access_asked: bool = False
    records: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ctx:
    """First argument of every use case: session, actor, one instant per click."""

    session: Session
    actor: Actor
    now: datetime
    command: str = ""
    trace: Trace = field(default_factory=Trace)


def require(ctx: Ctx, refusal: Reason | None) -> None:
    """Record that access was asked, and stop with `Forbidden` when there is a reason."""
    ctx.trace.access_asked = True
    if refusal is not None:
        raise Forbidden(refusal)
