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

    def worth(row: MatchRow) -> float:
        times = 0 if row.is_exact else accepted.get(row.expert_id, 0)
        return row.score - dial * math.log1p(times)

    return tuple(sorted(rows, key=lambda row: (-worth(row), row.expert_id)))
