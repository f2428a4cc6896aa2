"""Who bears how much: shares as typed, and an amount divided by them to the yen.

Source: groups-and-training, part B (shares, largest remainder).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from hub.groups import words
from hub.groups.rules.clauses import Portion
from hub.kernel.errors import FieldProblem, Refused
from hub.kernel.money import NO_WEIGHT, split
from models.vocab.groups import CostKind, ShareMethod

WHOLE: Final = 10_000
MOST_WEIGHT: Final = 1_000_000
MOST_YEN: Final = 100_000_000
MANDATORY: Final = (CostKind.EXPERT_FEE, CostKind.TRAINING)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How one kind of cost is shared: parts by firm (percent in hundredths), fixed yen first."""

    cost_kind: CostKind
    method: ShareMethod
    parts: Mapping[int, int]
    fixed_yen: Mapping[int, int]


def even_parts(count: int) -> tuple[int, ...]:
    """Hundredths of a percent that are as equal as whole numbers can be and fill 100 %."""
    return split(WHOLE, [1] * count)


def percent_words(parts: int) -> str:
    """Hundredths of a percent as written: 9999 is 99.99, 3333 is 33.33, 5000 is 50."""
    whole, rest = divmod(parts, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") if rest else str(whole)


def share_problems(sharing: Sharing, firm_ids: Sequence[int]) -> list[FieldProblem]:
    """Say what is wrong with the shares of one kind of cost, with the exact offer to correct."""
    field = f"share-{sharing.cost_kind}"
    if set(sharing.parts) - set(firm_ids) or set(sharing.fixed_yen) - set(firm_ids):
        return [FieldProblem(field, words.SHARE_OF_STRANGER)]
    parts = [sharing.parts.get(firm_id, 0) for firm_id in firm_ids]
    fixed = [sharing.fixed_yen.get(firm_id, 0) for firm_id in firm_ids]
    if not all(0 <= part <= MOST_WEIGHT for part in parts) or not all(
        0 <= yen <= MOST_YEN for yen in fixed
    ):
        return [FieldProblem(field, words.SHARE_OUT_OF_RANGE)]
    if sharing.method is ShareMethod.PERCENT and sum(parts) != WHOLE:
        even = [percent_words(part) for part in even_parts(len(firm_ids))]
        params = {"total": percent_words(sum(parts)), "offer": " / ".join(even)}
        return [FieldProblem(field, words.NOT_A_WHOLE, params)]
    if sharing.method is ShareMethod.CAPACITY and sum(parts) == 0:
        return [FieldProblem(field, NO_WEIGHT)]
    return []


def portions(sharing: Sharing, firm_ids: Sequence[int]) -> tuple[Portion, ...]:
    """Share rows of one kind of cost in member order; equal and fixed weigh each firm once."""
    once = sharing.method in {ShareMethod.EQUAL, ShareMethod.FIXED}
    return tuple(
        Portion(
            sharing.cost_kind,
            sharing.method,
            firm_id,
            place,
            1 if once else sharing.parts.get(firm_id, 0),
            sharing.fixed_yen.get(firm_id, 0) if sharing.method is ShareMethod.FIXED else 0,
        )
        for place, firm_id in enumerate(firm_ids, start=1)
    )


def divided(total: int, rows: Sequence[Portion]) -> tuple[tuple[int, int], ...]:
    """(firm, yen) of an amount: fixed yen first, the rest by the largest remainder."""
    fixed = sum(row.fixed_yen for row in rows)
    if fixed > total:
        raise Refused(words.FIXED_ABOVE_TOTAL, fixed=fixed, total=total)
    rest = split(total - fixed, [row.weight for row in rows])
    return tuple((row.firm_id, row.fixed_yen + part) for row, part in zip(rows, rest, strict=True))
