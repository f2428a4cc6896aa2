"""A violation: which rule, who, where, when, and the two figures that differ."""

from dataclasses import dataclass
from typing import TypeAlias

Figure: TypeAlias = int | float | str | None


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken promise of a plan; empty words mean that the rule has no such part."""

    rule: str
    cause: str
    student: str = ""
    programme: str = ""
    period: str = ""
    found: Figure = None
    expected: Figure = None
