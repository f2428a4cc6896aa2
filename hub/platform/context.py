"""Who acts, when, in which transaction; and the one way to ask whether they may."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from sqlmodel import Session

from hub.kernel.errors import Forbidden, Reason
from models.vocab import Role

Query = TypeVar("Query", bound=Callable[..., Any])


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
    kept: dict[object, Any] | None = None


def once_a_read(query: Query) -> Query:
    """Let a query ask the database once in one read, however many parts of it need the rows.

    In a use case, which changes rows, every call asks. Nobody changes what a query has returned.
    """

    @wraps(query)
    def asked(ctx: Ctx, *args: Any, **values: Any) -> Any:  # noqa: ANN401  the query's own types
        if ctx.kept is None:
            return query(ctx, *args, **values)
        key = (query, args, tuple(sorted(values.items())))
        if key not in ctx.kept:
            ctx.kept[key] = query(ctx, *args, **values)
        return ctx.kept[key]

    return asked  # type: ignore[return-value]  # the same signature


def require(ctx: Ctx, refusal: Reason | None) -> None:
    """Record that access was asked, and stop with `Forbidden` when there is a reason."""
    ctx.trace.access_asked = True
    if refusal is not None:
        raise Forbidden(refusal)
