"""Runs commands as the seeder, at any moment of the demo's story."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from hub.platform import commands
from hub.platform.context import Actor, system_actor
from hub.platform.db import Store

Answer = TypeVar("Answer")
SEEDER: Final = system_actor("demo")


@dataclass(frozen=True, slots=True)
class Story:
    """Where the demo plays: the ward, its firms and its story people by name."""

    ward_id: int
    firms: Mapping[str, int]
    people: Mapping[str, int]


class Planter:
    """Knows the store and the present moment of the story."""

    def __init__(self, store: Store, now: datetime) -> None:
        """Start at the moment the demo is made."""
        self.store = store
        self.now = now

    def earlier(self, days: int) -> "Planter":
        """Return a planter that works some days earlier."""
        return Planter(self.store, self.now - timedelta(days=days))

    def run(self, function: Callable[..., Answer], once: str, **raw: object) -> Answer:
        """Run one command as the seeder; the same key never acts twice."""
        answer: Answer = commands.run(
            self.store, function, actor=SEEDER, now=self.now, once=f"demo-{once}", raw=raw
        )
        return answer

    def run_as(
        self, actor: Actor, function: Callable[..., Answer], once: str, **raw: object
    ) -> Answer:
        """Run one command as a person of the story, for acts that only a person may do."""
        answer: Answer = commands.run(
            self.store, function, actor=actor, now=self.now, once=f"demo-{once}", raw=raw
        )
        return answer
