"""Puts people of different trades side by side; pure.

Of two who fit nearly alike, the one whose main skill was not shown yet comes first, so that a
group sees more than one way to its answer. Source: design "experts" B6.
"""

from collections.abc import Callable, Sequence

from hub.experts.matches import MatchRow
from hub.experts.weights import RANKING


def varied(
    rows: Sequence[MatchRow],
    worth: Callable[[MatchRow], float],
    penalty: float = RANKING.alike,
) -> tuple[MatchRow, ...]:
    """The rows, best first; each word keeps its places, and so does an exact term.

    Among people of one word the next is the one with most worth, less the penalty where somebody
    before has the same main skill.
    """
    found = list(rows)
    for word in dict.fromkeys(row.word for row in rows):
        places = [at for at, row in enumerate(rows) if row.word is word and not row.is_exact]
        again = _in_turn([rows[at] for at in places], worth, penalty)
        for at, row in zip(places, again, strict=True):
            found[at] = row
    return tuple(found)


def _in_turn(
    rows: list[MatchRow], worth: Callable[[MatchRow], float], penalty: float
) -> list[MatchRow]:
    seen: set[str] = set()
    left, order = rows, []
    while left:
        # The best of a new main skill can only be the first one of it.
        new = next((row for row in left if row.main not in seen), left[0])
        best = new if worth(new) > worth(left[0]) - penalty else left[0]
        order.append(best)
        left = [row for row in left if row is not best]
        if best.main:
            seen.add(best.main)
    return order
