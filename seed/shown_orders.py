"""Orders of experts as a search by words and skills shows them, for the demo's records.

Without the encoder, as on a day when the search by meaning stood still: the demo would otherwise
load its weights only for this.
"""

from collections.abc import Sequence
from typing import Any

from hub.experts import index
from hub.experts.roster_index import RosterIndex
from hub.experts.told import is_sure, millionths, told
from hub.experts.weights import RANKING
from hub.platform.context import Ctx
from hub.skills.reads import current_vocabulary
from hub.skills.service import NullEncoder, SkillModel
from seed.planting import SEEDER, Planter


def orders(planter: Planter, needs: Sequence[str]) -> dict[str, dict[str, Any]]:
    """For each need what `keep_ranking` takes."""
    with planter.store.reading() as session:
        ctx = Ctx(session, SEEDER, planter.now)
        model = SkillModel(current_vocabulary(ctx).words, NullEncoder())
        roster = RosterIndex(model, index.profiles(ctx, model))
    return {need: _order(roster, need) for need in needs}


def _order(roster: RosterIndex, need: str) -> dict[str, Any]:
    found = index.answered(roster, need)
    return {
        "encoder_hash": found.encoder_hash,
        "weights": RANKING.version,
        "dial": millionths(RANKING.exposure),
        "listed": found.listed,
        "chips": tuple(chip.code for chip in found.chips),
        "kept_skills": 0,
        "is_sure": is_sure(found),
        "filters": (),
        "shown": tuple(told(row, 0) for row in found.rows),
    }
