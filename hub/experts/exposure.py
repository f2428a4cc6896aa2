"""Shares the requests: of people who fit alike, who is seldom asked comes first; pure.

Source: design "experts" B6.
"""

import math
from collections.abc import Mapping, Sequence

from hub.experts.matches import MatchRow
from hub.experts.weights import RANKING


def shared(
    rows: Sequence[MatchRow], accepted: Mapping[int, int], dial: float = RANKING.exposure
) -> tuple[MatchRow, ...]:
    """The rows by S - dial * ln(1 + accepted engagements of the last twelve months).

    An exact term stays where it is, before all others. Nobody rises out of 近い分野: the bands lie
    further apart than any number of engagements moves a row. Equals keep the order of their ids.
    """
    return tuple(sorted(rows, key=lambda row: (-worth(row, accepted, dial), row.expert_id)))


def worth(row: MatchRow, accepted: Mapping[int, int], dial: float = RANKING.exposure) -> float:
    """The score of a row, less for each engagement of the last twelve months."""
    times = 0 if row.is_exact else accepted.get(row.expert_id, 0)
    return lessened(row.score, times, dial)


def lessened(score: float, times: int, dial: float = RANKING.exposure) -> float:
    """A score less for each engagement."""
    return score - dial * math.log1p(times)
