"""Who acts, when, in which transaction; and the one way to ask whether they may."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Final, Generic, TypeVar

from sqlmodel import Session

from hub.kernel.errors import Forbidden, Reason, Refused
from hub.kernel.text import N_
from models.vocab import Role

PROVE_AGAIN: Final = Reason(
    "context.prove_again",
    N_("大事な操作なので、先に本人であることを確かめます。確かめてから、もう一度押してください。"),
)
Query = TypeVar("Query", bound=Callable[..., Any])
Answer = TypeVar("Answer")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Seat:
    """One present membership of the actor."""

    membership_id: int
    role: Role
    ward_id: int | None = None
    firm_id: int | None = None
    # Whose seat it is when a colleague has lent it; None when it is the actor's own.
    for_id: int | None = None
    for_name: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person acting in one seat; `person_id` is None for the system itself."""

    person_id: int | None
    name: str
    seat: Seat
    others: tuple[Seat, ...] = ()
    # Who types at the desk for this person; None when the person acts.
    staff_id: int | None = None
    # Too long ago that somebody has proved who sits here; sessions say so, see `require_fresh`.
    is_stale: bool = False

    @property
    def role(self) -> Role:
        """Role of the seat in use."""
        return self.seat.role

    @property
    def people(self) -> tuple[int, ...]:
        """Who stands behind an act: the person, and the colleague in whose seat it is done."""
        return tuple(at for at in (self.person_id, self.seat.for_id) if at is not None)

    @property
    def once_scope(self) -> str:
        """Scope of one-time keys: one per person, one per named system actor."""
        if self.staff_id:
            return f"person:{self.staff_id}:for:{self.person_id}"
        return f"person:{self.person_id}" if self.person_id else f"system:{self.name}"


def system_actor(name: str) -> Actor:
    """Return the named actor of jobs and of the command line."""
    return Actor(None, name, Seat(0, Role.SYSTEM))


@dataclass(slots=True)
class Trace:
    """What happened inside one command, so that forgetting a check cannot commit."""

    access_asked: bool = False
    tells: bool = False
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


class Each(Generic[Answer]):
    """A query about one record that a list asks for all its records in one statement.

    `members(ctx, group_id)` asks for one. `members.foresee(ctx, group_ids)` asks for many before a
    list draws its rows one by one; each of them then finds its answer. In a use case, which changes
    rows, every call asks. Nobody changes what a query has returned.
    """

    def __init__(
        self,
        load: Callable[[Ctx, Collection[int]], Mapping[int, Answer]],
        nothing: Callable[[], Answer],
    ) -> None:
        self._load = load
        self._nothing = nothing
        self.__doc__ = load.__doc__

    def __call__(self, ctx: Ctx, key: int) -> Answer:
        """Answer for one record."""
        if ctx.kept is None:
            found = self._load(ctx, (key,))
            return found[key] if key in found else self._nothing()
        if (self, key) not in ctx.kept:
            self.foresee(ctx, (key,))
        answer: Answer = ctx.kept[self, key]
        return answer

    def foresee(self, ctx: Ctx, keys: Iterable[int]) -> None:
        """Ask for these records now, those already known left out; nothing in a use case."""
        if ctx.kept is None:
            return
        new = [key for key in dict.fromkeys(keys) if (self, key) not in ctx.kept]
        if not new:
            return
        found = self._load(ctx, new)
        for key in new:
            ctx.kept[self, key] = found[key] if key in found else self._nothing()


def each(
    nothing: Callable[[], Answer],
) -> Callable[[Callable[[Ctx, Collection[int]], Mapping[int, Answer]]], Each[Answer]]:
    """Turn a query for many records, which answers by their ids, into one for each."""

    def made(load: Callable[[Ctx, Collection[int]], Mapping[int, Answer]]) -> Each[Answer]:
        return Each(load, nothing)

    return made


def each_one(load: Callable[[Ctx, Collection[int]], Mapping[int, Answer]]) -> Each[Answer | None]:
    """Turn a query for many records into one for each; None for what is not there."""
    return Each(load, lambda: None)


def grouped(rows: Iterable[Row], key: Callable[[Row], int]) -> dict[int, list[Row]]:
    """Rows by the record they belong to, each in the order in which it came."""
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def require(ctx: Ctx, refusal: Reason | None) -> None:
    """Record that access was asked, and stop with `Forbidden` when there is a reason."""
    ctx.trace.access_asked = True
    if refusal is not None:
        raise Forbidden(refusal)


def require_fresh(ctx: Ctx) -> None:
    """Stop with `Refused` unless somebody has proved within ten minutes who sits here.

    For money, roles, credentials, addresses and exports of people; asked after `require`.
    """
    if ctx.actor.is_stale:
        raise Refused(PROVE_AGAIN)
