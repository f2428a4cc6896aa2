"""Why somebody stands in an answer, in the words of the need and of the profile.

For the reads of this room. Source: experts, part B8.
"""

from collections.abc import Sequence
from typing import Final

from hub.experts.matches import MatchReason, MatchRow
from hub.platform.context import Ctx
from hub.skills.reads import SkillLabel, skill_labels

SHOWN_PAIRS: Final = 2
PHRASE: Final = 30
# A reason is shown when it adds this much to the score, and this part of what the strongest adds.
TELLING: Final = 0.15
TELLING_PART: Final = 0.3
Pairs = tuple[tuple[str, str], ...]


class Reasoned:
    """Why each of some rows is there: pairs, else the main skill; a row without either is left out.

    Names of skills are read only when somebody has no pair.
    """

    def __init__(self, ctx: Ctx, rows: Sequence[MatchRow]) -> None:
        """Look at every row once."""
        self._pairs = {row.expert_id: pairs_of(row) for row in rows}
        self._labels = skill_labels(ctx) if not all(self._pairs.values()) else {}

    def has(self, row: MatchRow) -> bool:
        """Whether anything can be said of a row."""
        return bool(self._pairs[row.expert_id]) or row.main in self._labels

    def shown(self, rows: Sequence[MatchRow]) -> list[tuple[MatchRow, Pairs, SkillLabel | None]]:
        """Rows with what is said of them."""
        return [
            (row, pairs, None if pairs else self._labels.get(row.main))
            for row in rows
            for pairs in (self._pairs[row.expert_id],)
        ]


def pairs_of(row: MatchRow) -> Pairs:
    """The strongest phrases of the need, each with the profile line that says most about it.

    A weak reason convinces nobody and is left out: better none than one that looks like chance.
    """
    by_phrase: dict[str, list[MatchReason]] = {}
    most = max((reason.weight for reason in row.reasons), default=0.0)
    for reason in row.reasons:
        is_strong = reason.weight >= max(TELLING, TELLING_PART * most)
        if is_strong and reason.profile.text:
            by_phrase.setdefault(reason.request.text, []).append(reason)
    found: dict[str, str] = {}
    for phrase, reasons in by_phrase.items():
        line = _telling(reasons).profile.text
        if line not in found.values():
            found.setdefault(_cut(phrase.strip()), line)
    return tuple(found.items())[:SHOWN_PAIRS]


def _telling(reasons: list[MatchReason]) -> MatchReason:
    """A sentence of the profile rather than a bare label, unless it weighs much less."""
    strongest = reasons[0]
    sentences = [
        r for r in reasons if r.profile.field == "bio" and r.weight * 2 >= strongest.weight
    ]
    return sentences[0] if sentences else strongest


def _cut(phrase: str) -> str:
    return phrase if len(phrase) <= PHRASE else f"{phrase[: PHRASE - 1]}…"
