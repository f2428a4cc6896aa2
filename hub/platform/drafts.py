"""What a person has typed so far: kept in the database, because a reload empties every widget.

A draft is guarded by the version it was loaded with: whoever holds an older one overwrites nothing.
How drafts end stands in `hub.platform.draft_ends`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, select

from hub.kernel.errors import FieldProblem, Invalid, Reason, Refused, Stale
from hub.kernel.text import N_
from hub.platform import commands
from hub.platform.db import Store, insert_into, retry
from models.platform import Draft

ELSEWHERE: Final = Reason("drafts.elsewhere", N_("別の画面で更新されました。"))
NOT_KEPT: Final = Reason("drafts.not_kept", N_("いまは保存できません。入力はこの画面にあります。"))
TOO_MUCH: Final = Reason("drafts.too_much", N_("長すぎて保存できません。短くしてください。"))
# No text of any command is longer; a whole form is far shorter.
LONGEST_TEXT: Final = 4_000
LONGEST_DRAFT: Final = 40_000
UNSAVED: Final = -1


class Place(NamedTuple):
    """Whose draft, of which flow, about which subject."""

    person_id: int
    flow: str
    subject: str


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers of one flow, their one-time key, when and as which version they were saved."""

    answers: dict[str, Any]
    once: str
    updated_at: datetime | None
    version: int = UNSAVED

    def is_same(self, other: "Kept") -> bool:
        """Whether both are the same state of the same draft."""
        both_new = self.version == UNSAVED and other.version == UNSAVED
        return both_new or (self.once, self.version) == (other.once, other.version)


def load(store: Store, place: Place) -> Kept:
    """Return the draft of a person, an empty one with a new key when there is none."""
    with store.reading() as session:
        row = session.exec(select(Draft).where(*_at(place))).first()
    if row is None:
        return Kept({}, commands.new_once(), None)
    return Kept(dict(row.answers), row.once, row.updated_at, row.version)


def save(store: Store, place: Place, kept: Kept, answers: Mapping[str, Any], now: datetime) -> Kept:
    """Keep the answers as the next version of the draft that was loaded; its new state.

    Raises `Stale` when another window was faster, `Invalid` for what no database would keep and
    `Refused` when the database cannot be written; nothing is overwritten then.
    """
    check(answers)
    newer = Kept(dict(answers), kept.once, now, kept.version + 1)
    is_new = kept.version == UNSAVED

    def written() -> bool:
        with store.writing() as session:
            statement = _first(session, place, newer) if is_new else _next(place, kept, newer)
            return session.connection().execute(statement).first() is not None

    try:
        if retry(written):
            return newer
        found = load(store, place)
    except SQLAlchemyError as fault:
        raise Refused(NOT_KEPT) from fault
    if found.answers == newer.answers:
        return found
    raise Stale(ELSEWHERE)


def drop(store: Store, place: Place, kept: Kept | None = None) -> None:
    """Throw a finished draft away; what another window has saved since `kept` stays."""
    gone = sa.delete(Draft).where(*_at(place))
    if kept is not None:
        gone = gone.where(col(Draft.once) == kept.once, col(Draft.version) == kept.version)

    def dropped() -> None:
        with store.writing() as session:
            session.connection().execute(gone)

    retry(dropped)


def check(answers: Mapping[str, Any]) -> None:
    """Refuse what no command would take: control characters, broken signs, endless text."""
    problems = list(commands.unfit("", dict(answers)))
    if not problems and (length := _length(answers)) > LONGEST_DRAFT:
        problems = [FieldProblem("form", TOO_MUCH, {"length": length})]
    if not problems:
        problems = list(_unwritable("", answers))
    if problems:
        raise Invalid(*problems)


def _unwritable(name: str, value: object) -> Iterator[FieldProblem]:
    """Say where a text is too long or holds half of a sign."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            yield FieldProblem(name, commands.TOO_LONG, {"limit": LONGEST_TEXT})
        elif any("\ud800" <= sign <= "\udfff" for sign in value):
            yield FieldProblem(name, commands.CONTROL)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _unwritable(f"{name}.{key}".lstrip("."), part)
    elif isinstance(value, list | tuple):
        for at, part in enumerate(value):
            yield from _unwritable(f"{name}.{at}", part)


def _length(value: object) -> int:
    """Signs of all texts within a value."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(_length(part) + len(str(key)) for key, part in value.items())
    return sum(map(_length, value)) if isinstance(value, list | tuple) else 1


def _at(place: Place) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Draft.person_id) == place.person_id,
        col(Draft.flow) == place.flow,
        col(Draft.subject) == place.subject,
    )


def _first(session: Session, place: Place, newer: Kept) -> sa.Executable:
    """Add the draft unless another window has added one."""
    statement = insert_into(session, Draft).values(
        **place._asdict(), step="", answers=newer.answers,
        once=newer.once, version=newer.version, updated_at=newer.updated_at,
    )  # fmt: skip
    return statement.on_conflict_do_nothing().returning(col(Draft.id))


def _next(place: Place, kept: Kept, newer: Kept) -> sa.Executable:
    """Write the answers if the draft is still as it was loaded."""
    return (
        sa.update(Draft)
        .where(
            *_at(place),
            col(Draft.once) == kept.once,
            col(Draft.version) == kept.version,
        )
        .values(answers=newer.answers, version=newer.version, updated_at=newer.updated_at)
        .returning(col(Draft.id))
    )
