"""The life of a record held against a table written anew from the design: state × action × role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from hub.kernel.errors import Refused
from hub.kernel.states import Transition, follow, open_actions
from models.vocab import Role

Table = Sequence[Transition[Any, Any, Role]]


@dataclass(frozen=True, slots=True)
class Machine:
    """A table of the product, its states, and what the design lists: "state action" to the next."""

    table: Table
    states: type[StrEnum]
    listed: Mapping[str, str]

    @property
    def actions(self) -> list[StrEnum]:
        """Every word of the table's vocabulary of actions; an action of no row counts too."""
        vocabulary: type[StrEnum] = type(self.table[0].action)
        return list(vocabulary)

    @property
    def words(self) -> set[str]:
        """Every state with every action."""
        return {f"{state} {action}" for state in self.states for action in self.actions}

    def target(self, state: StrEnum, action: StrEnum) -> str | None:
        """Where the design lets this step lead; None where it does not list it."""
        return self.listed.get(f"{state} {action}")

    def goes_where_listed(self, state: StrEnum, action: StrEnum) -> bool:
        """Say whether the product takes a listed step as listed and refuses any other."""
        target = self.target(state, action)
        if target is not None:
            return bool(follow(self.table, state, action).target == target)
        try:
            follow(self.table, state, action)
        except Refused as refusal:
            return refusal.reason.code == "states.not_allowed"
        return False

    def offered(self, state: StrEnum, action: StrEnum) -> set[Role]:
        """Roles that the product offers this step."""
        return {role for role in Role if action in open_actions(self.table, state, (role,))}


def cells(machines: Mapping[str, Machine]) -> list[Any]:
    """Every state of every machine with every one of its actions."""
    return [
        pytest.param(machine, state, action, id=f"{name}-{state}-{action}")
        for name, machine in machines.items()
        for state in machine.states
        for action in machine.actions
    ]
