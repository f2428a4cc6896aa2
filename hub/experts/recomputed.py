"""Compares a kept order of experts with the same search of today; pure.

Source: design "experts" B9 (match_run).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """How the order of today stands to the kept one."""

    SAME = "same"
    ORDER_SAME = "order_same"
    OTHER = "other"


class Changed(StrEnum):
    """What a search is made of that is another one today."""

    VOCABULARY = "vocabulary"
    ENCODER = "encoder"
    WEIGHTS = "weights"
    LISTED = "listed"
    SKILLS = "skills"


@dataclass(frozen=True, slots=True)
class Place:
    """One expert: place and score in millionths then and now; none when not found today."""

    expert_id: int
    before: int
    now: int | None
    score_before: int
    score_now: int | None
    is_same: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everybody who was shown, in the kept order, and what may be the cause of differences."""

    outcome: Outcome
    places: tuple[Place, ...]
    changed: tuple[Changed, ...]


def compared(
    kept: Sequence[Mapping[str, Any]],
    anew: Sequence[Mapping[str, Any]],
    changed: Sequence[Changed],
) -> Comparison:
    """Put both orders beside each other; rows are those that `keep_ranking` takes."""
    today = {int(row["expert_id"]): (at, row) for at, row in enumerate(anew, start=1)}
    places = []
    for before, row in enumerate(kept, start=1):
        now, found = today.get(int(row["expert_id"]), (None, None))
        places.append(
            Place(
                expert_id=int(row["expert_id"]),
                before=before,
                now=now,
                score_before=int(row["score"]),
                score_now=None if found is None else int(found["score"]),
                is_same=found is not None and _plain(found) == _plain(row),
            )
        )
    if all(each.is_same and each.now == each.before for each in places):
        outcome = Outcome.SAME
    elif all(each.now == each.before for each in places):
        outcome = Outcome.ORDER_SAME
    else:
        outcome = Outcome.OTHER
    return Comparison(outcome, tuple(places), tuple(changed))


def _plain(row: Mapping[str, Any]) -> tuple[object, ...]:
    """The facts of a row whose lists may be tuples."""
    parts = [
        (
            part["leg"],
            part["skill"],
            int(part["weight"]),
            tuple(part["asked"]),
            part["field"],
            tuple(part["found"]),
        )
        for part in row["parts"]
    ]
    return (row["word"], int(row["score"]), tuple(parts))
