"""The registry of use cases and the one way to run them: one click, one transaction."""

import hashlib
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from hub.kernel.errors import (
    NOT_FOUND,
    STALE,
    FieldProblem,
    Forbidden,
    HubError,
    Invalid,
    NotFound,
    Reason,
    Refused,
    Stale,
)
from hub.kernel.text import N_, has_control, hidden_sign, shows_nothing
from hub.platform import logs
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store, insert_into, retry
from hub.platform.life import LIFE
from models.platform import OnceKey
from models.vocab import DataClass

REQUIRED: Final = Reason("input.required", N_("入力してください。"))
TOO_LONG: Final = Reason("input.too_long", N_("{limit}文字までで入力してください。"))
WRONG_FORM: Final = Reason("input.wrong_form", N_("書き方を確かめてください。"))
HIDDEN_SIGN: Final = Reason(
    "input.hidden_sign",
    N_("{at}文字目のあたりに、目に見えない文字があります。消して、打ち直してください。"),
)
# Fields that say who or what something is, in whatever room.
NAMED: Final = frozenset(
    {"name", "kana", "name_en", "title", "guardian", "student", "vendor", "town", "address"}
)
CONTROL: Final = Reason("input.control", N_("使えない文字があります。打ち直してください。"))
IN_PERSON: Final = Reason(
    "desk.in_person", N_("これは本人だけができます。代わりに入力することはできません。")
)
OTHER_CONTENT: Final = Reason(
    "once.other_content", N_("この画面の内容はもう送られています。画面を読み直してください。")
)
# The largest whole number that both engines keep.
LARGEST: Final = 2**63 - 1
Answer = TypeVar("Answer")
Function = TypeVar("Function", bound=Callable[..., Any])


class Wrong(ValueError):
    """Raised by an input model's own validator: a reason with values."""

    def __init__(self, reason: Reason, **params: object) -> None:
        """Keep the reason for the field's message."""
        super().__init__(reason.code)
        self.reason = reason
        self.params = params


class Fault(RuntimeError):
    """A use case broke a promise of the registry; nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class Command:
    """A registered use case that writes."""

    name: str
    function: Callable[..., Any]
    input: type[BaseModel]
    audit: str
    in_person: bool = False


@dataclass(frozen=True, slots=True)
class Read:
    """A registered read, with the closest class of data it gives out."""

    name: str
    function: Callable[..., Any]
    data_class: DataClass


# Called after a command that told somebody something; set by a process that sends notices.
TELLING: Final[list[Callable[[], None]]] = []
# Called inside a command that somebody types at the desk for somebody else, once it has run.
AT_DESK: Final[list[Callable[[Ctx, BaseModel], None]]] = []
COMMANDS: Final[dict[str, Command]] = {}
READS: Final[dict[str, Read]] = {}


def command(
    *,
    name: str,
    input: type[BaseModel],  # noqa: A002  the word of the design
    audit: str,
    in_person: bool = False,
) -> Callable[[Function], Function]:
    """Register a use case `verb(ctx, *, ...)` under `room:noun:verb`.

    What is done `in_person` nobody types at the desk for somebody else.
    """

    def register(function: Function) -> Function:
        if name in COMMANDS:
            msg = f"command {name} is registered twice"
            raise Fault(msg)
        COMMANDS[name] = Command(name, function, input, audit, in_person)
        return function

    return register


def read(*, name: str, data_class: DataClass) -> Callable[[Function], Function]:
    """Register a read `what(ctx, *, ...)` under `room:noun`."""

    def register(function: Function) -> Function:
        if name in READS:
            msg = f"read {name} is registered twice"
            raise Fault(msg)
        READS[name] = Read(name, function, data_class)
        return function

    return register


def of(function: Callable[..., Any]) -> Command:
    """Return the registration of a use case."""
    return next(c for c in COMMANDS.values() if c.function is function)


def new_once() -> str:
    """Mint a one-time key of 128 random bits."""
    return secrets.token_hex(16)


def run(
    store: Store,
    function: Callable[..., Any],
    *,
    actor: Actor,
    now: datetime,
    once: str,
    raw: Mapping[str, object],
) -> Any:  # noqa: ANN401  the use case's own result type
    """Validate, then run the use case once for this key; a repeat gets the first answer.

    Raises a `HubError` for everything a person can cure; `Fault` rolls back what forgot a check.
    Nothing begins while the process ends.
    """
    found = of(function)
    if found.in_person and actor.staff_id is not None:
        raise Forbidden(IN_PERSON)
    data = checked(found.input, raw)
    digest = hashlib.sha256(data.model_dump_json().encode()).hexdigest()
    result_type = TypeAdapter(get_type_hints(function)["return"])

    told: list[bool] = []

    def attempt() -> Any:  # noqa: ANN401  as above
        told.clear()
        with store.writing() as session:
            row = OnceKey(actor=actor.once_scope, key=once, payload_hash=digest, answer="", at=now)
            if not _claimed(session, row):
                return result_type.validate_json(_first_answer(session, row))
            ctx = Ctx(session, actor, now, found.name)
            values = {name: getattr(data, name) for name in type(data).model_fields}
            result = _known(function, ctx, values)
            if actor.staff_id is not None:
                for keep in AT_DESK:
                    keep(ctx, data)
            if not ctx.trace.access_asked or found.audit not in ctx.trace.records:
                msg = f"{found.name}: access not asked or nothing recorded"
                raise Fault(msg)
            _stored(session, row, result_type.dump_json(result).decode())
            told.append(ctx.trace.tells)
            return result

    answer = _told(found.name, actor, lambda: retry(attempt))
    if any(told):
        for wake in TELLING:
            wake()
    return answer


def after_telling(wake: Callable[[], None] | None) -> None:
    """Say what to do after a command that has told somebody something; None for nothing."""
    TELLING[:] = [wake] if wake else []


def at_desk(keep: Callable[[Ctx, BaseModel], None]) -> None:
    """Say what remembers the values that are typed at the desk; called by the wiring only."""
    AT_DESK[:] = [keep]


def _told(name: str, actor: Actor, work: Callable[[], Answer]) -> Answer:
    """Log how a command ended; a refusal leaves a line here and no row anywhere."""
    started = time.perf_counter()
    facts: dict[str, Any] = {"command": name, "actor_id": actor.person_id, "role": actor.role}
    try:
        with LIFE.acting():
            answer = work()
    except HubError as refusal:
        kind = type(refusal).__name__.lower()
        logs.event("refusal", **facts, outcome=kind, reason=refusal.reason.code, ms=_ms(started))
        raise
    logs.event("command", **facts, outcome="done", ms=_ms(started))
    return answer


def _ms(started: float) -> int:
    return round((time.perf_counter() - started) * 1000)


def _known(function: Callable[..., Any], ctx: Ctx, values: Mapping[str, object]) -> Any:  # noqa: ANN401  as above
    """Run the use case; a race that only a UNIQUE could see says that someone was faster."""
    try:
        result = function(ctx, **values)
        ctx.session.flush()
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        raise Stale(STALE) from error
    return result


def look(
    store: Store,
    function: Callable[..., Any],
    *,
    actor: Actor,
    now: datetime,
    memo: Any = None,  # noqa: ANN401  rows of any kind, by what asked for them
    **values: object,
) -> Any:  # noqa: ANN401  the read's own result type
    """Run a registered read in its own short session; no record has a number beyond `LARGEST`.

    Reads of one person that are given the same `memo` share the rows they ask for.
    """
    name = next(r.name for r in READS.values() if r.function is function)
    if any(_too_large(value) for value in values.values()):
        raise NotFound(NOT_FOUND)
    with store.reading() as session:
        ctx = Ctx(session, actor, now, name, kept={} if memo is None else memo)
        result = function(ctx, **values)
        if not ctx.trace.access_asked:
            msg = f"{name}: access not asked"
            raise Fault(msg)
        return result


def checked(model: type[BaseModel], raw: Mapping[str, object]) -> BaseModel:
    """Turn typed values into the input model, or raise `Invalid` with every field's reason."""
    try:
        data = model.model_validate(dict(raw))
    except ValidationError as error:
        problems = [_problem(dict(found)) for found in error.errors()]
        raise Invalid(*problems) from error
    values = data.model_dump()
    if wrong := tuple(unfit("", values)) or tuple(_misnamed("", values)):
        raise Invalid(*wrong)
    return data


def unfit(name: str, value: object) -> Iterator[FieldProblem]:
    """Say where a control character, a text of which nothing is seen, or too large a number is."""
    if isinstance(value, str) and (has_control(value) or shows_nothing(value)):
        yield FieldProblem(name, CONTROL)
    elif _too_large(value):
        yield FieldProblem(name, WRONG_FORM)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from unfit(f"{name}.{key}".lstrip("."), part)
    elif isinstance(value, list | tuple):
        for at, part in enumerate(value):
            yield from unfit(f"{name}.{at}", part)


def _misnamed(name: str, value: object) -> Iterator[FieldProblem]:
    """Say where a name holds a sign that nobody sees."""
    if isinstance(value, str):
        at = hidden_sign(value) if name.rpartition(".")[2] in NAMED else None
        if at is not None:
            yield FieldProblem(name, HIDDEN_SIGN, {"at": at})
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _misnamed(f"{name}.{key}".lstrip("."), part)
    elif isinstance(value, list | tuple):
        for at, part in enumerate(value):
            yield from _misnamed(f"{name}.{at}", part)


def _too_large(value: object) -> bool:
    return isinstance(value, int) and abs(value) > LARGEST


def _problem(found: dict[str, Any]) -> FieldProblem:
    name = ".".join(str(part) for part in found["loc"]) or "form"
    limits = found.get("ctx", {})
    own = limits.get("error")
    if isinstance(own, Wrong):
        return FieldProblem(name, own.reason, own.params)
    if found["type"] in {"missing", "string_too_short"} or found.get("input") in ("", None):
        return FieldProblem(name, REQUIRED)
    if found["type"] == "string_too_long":
        return FieldProblem(name, TOO_LONG, {"limit": limits["max_length"]})
    return FieldProblem(name, WRONG_FORM)


def _claimed(session: Session, row: OnceKey) -> bool:
    values = row.model_dump(exclude={"id"})
    first = insert_into(session, OnceKey).values(**values).on_conflict_do_nothing()
    return session.connection().execute(first.returning(col(OnceKey.id))).first() is not None


def _first_answer(session: Session, row: OnceKey) -> str:
    first = session.exec(
        select(OnceKey).where(col(OnceKey.actor) == row.actor, col(OnceKey.key) == row.key)
    ).one()
    if first.payload_hash != row.payload_hash:
        raise Refused(OTHER_CONTENT)
    return first.answer


def _stored(session: Session, row: OnceKey, answer: str) -> None:
    first = session.exec(
        select(OnceKey).where(col(OnceKey.actor) == row.actor, col(OnceKey.key) == row.key)
    ).one()
    first.answer = answer
    session.add(first)
