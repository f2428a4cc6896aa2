"""Words for kept orders of experts."""

from typing import Final

from hub.experts.matches import Leg
from hub.experts.recomputed import Changed, Outcome
from hub.kernel.text import N_

OUTCOMES: Final = {
    Outcome.SAME: N_("まったく同じ"),
    Outcome.ORDER_SAME: N_("順番は同じ"),
    Outcome.OTHER: N_("順番が違う"),
}
OUTCOME_SENTENCES: Final = {
    Outcome.SAME: N_("いま計算し直しても、順番も点数も理由も同じです。"),
    Outcome.ORDER_SAME: N_("いま計算し直すと、順番は同じで、点数か理由が少し違います。"),
    Outcome.OTHER: N_("いま計算し直すと、順番が違います。下の表で比べてください。"),
}
CHANGES: Final = {
    Changed.VOCABULARY: N_("技能の言葉の一覧が新しくなっています。"),
    Changed.ENCODER: N_("意味検索の有無か、その版が違います。"),
    Changed.WEIGHTS: N_("点数の重みの版が違います。"),
    Changed.LISTED: N_("登録している専門家の人数が違います。"),
    Changed.SKILLS: N_("相談から決まる技能が違います。"),
}
LEGS: Final[dict[str, str]] = {
    Leg.BRIDGE: N_("求める技能を持っている"),
    Leg.TOPIC: N_("話している技能が近い"),
    Leg.ENCODER: N_("文の意味が近い"),
    Leg.LEXICAL: N_("言葉が同じ"),
    Leg.TERM: N_("資格と経験の年数"),
}
OTHER_LEG: Final = N_("そのほか")
FIELDS: Final = {
    "bio": N_("経歴"),
    "headline": N_("見出し"),
    "skill": N_("技能"),
    "fitting": N_("相談に合う {count}名"),
    "certificate": N_("資格"),
}
OTHER_FIELD: Final = N_("登録")
FILTERS: Final = {
    "apart": N_("利害のない {count}名"),
    "fitting": N_("相談に合う {count}名"),
    "certificate": N_("資格が合う {count}名"),
    "years": N_("経験が合う {count}名"),
    "language": N_("言葉が合う {count}名"),
    "ward": N_("来られる {count}名"),
    "free": N_("空きあり {count}名"),
    "day": N_("日が合う {count}名"),
    "budget": N_("予算内 {count}名"),
}
