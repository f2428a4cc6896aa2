"""Walks a lifecycle that is written as a table of rows; holds no lifecycle of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

State = TypeVar("State")
Action = TypeVar("Action")
Role = TypeVar("Role")

NOT_ALLOWED: Final = Reason(
    "states.not_allowed", N_("今の状態では、この操作はできません。画面を読み直してください。")
)


@dataclass(frozen=True, slots=True)
class Transition(Generic[State, Action, Role]):
    """One row: from which states an action leads where, and which roles may take it."""

    sources: tuple[State, ...]
    action: Action
    target: State
    roles: tuple[Role, ...]
    needs_note: bool = False


def follow(
    table: Sequence[Transition[State, Action, Role]],
    state: State,
    action: Action,
    target: State | None = None,
) -> Transition[State, Action, Role]:
    """Return the row for this state and action, or refuse with `states.not_allowed`.

    Where an action leads to several states, `target` says to which one; else the first row counts.
    """
    for row in table:
        if row.action == action and state in row.sources and target in {None, row.target}:
            return row
    raise Refused(NOT_ALLOWED)


def open_actions(
    table: Sequence[Transition[State, Action, Role]], state: State, roles: Iterable[Role]
) -> tuple[Action, ...]:
    """Actions that the given roles may take in this state, in table order."""
    held = set(roles)
    found = (row.action for row in table if state in row.sources and held & set(row.roles))
    return tuple(dict.fromkeys(found))
