"""Refusals and labels of what keeps experts and firms apart."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.experts import ConflictAct, ConflictKind

NAME_NEEDED: Final = Reason(
    "experts.conflict_name_needed", N_("会社の名前を入れて、下から選んでください。")
)
KIND_NEEDED: Final = Reason("experts.conflict_kind_needed", N_("どんな関わりかを選んでください。"))
NAME_EMPTY: Final = Reason(
    "experts.conflict_name_empty", N_("会社の名前を入れてください。例：髙﨑精密")
)
WRONG_NUMBER: Final = Reason(
    "experts.conflict_number", N_("法人番号は13桁の数字です。例：7000012050002")
)
DECLARED_TWICE: Final = Reason(
    "experts.conflict_twice", N_("「{name}」との同じ関わりは、もう届いています。")
)
LEFT_AHEAD: Final = Reason("experts.conflict_left_ahead", N_("辞めた日は、今日までの日です。"))
ONLY_WORK_IS_LEFT: Final = Reason(
    "experts.conflict_only_work", N_("辞めた日は、勤め先だけに入れます。")
)
NOT_REVIEWED: Final = Reason(
    "experts.conflict_not_reviewed", N_("この関わりは、確かめても頼めるようになりません。")
)
REVIEW_NOTE_NEEDED: Final = Reason(
    "experts.conflict_review_note", N_("確かめたことを書いてください。例：本人と電話で確かめた")
)
NOTHING_TO_REMIND: Final = Reason("experts.conflict_not_due", N_("いま知らせる期限はありません。"))
CONFIRM_BY: Final = N_("引き受けない会社に変わりがないか、{due}までに確かめてください。")
CONFIRM_LATE: Final = N_("引き受けない会社を、1年確かめていません。変わりがないか見てください。")
DESK_CALLS: Final = N_("届け出を1年確かめていない専門家がいます。お電話してください。")
ALLOWED: Final = N_("「{name}」から依頼が届くようになりました。補助金は使えません。")
STOPPED: Final = N_("「{name}」から依頼が届かなくなりました。")
CAME_SINCE: Final = N_("{expert}さんと{group}の関わりが届きました。「{title}」を確かめてください。")
CHANGED_BY_DESK: Final = N_("窓口が、「{name}」についての届け出を変えました。")

KINDS: Final = {
    ConflictKind.EMPLOYED: N_("勤め先・役員"),
    ConflictKind.FAMILY: N_("家族の会社"),
    ConflictKind.SHAREHOLDER: N_("出資・株"),
    ConflictKind.CLIENT: N_("いまの取引先"),
    ConflictKind.COMPETITOR: N_("競争相手を手伝う"),
    ConflictKind.PUBLIC_SERVANT: N_("公務で関わる"),
    ConflictKind.REFUSED: N_("理由は言わない"),
    ConflictKind.REFUSED_BY_FIRM: N_("会社からの断り"),
}
ACTS: Final = {
    ConflictAct.DECLARED: N_("届け出"),
    ConflictAct.LEFT: N_("辞めた日を控えた"),
    ConflictAct.ALLOWED: N_("補助なしで頼めるようにした"),
    ConflictAct.STOPPED: N_("頼めないようにした"),
    ConflictAct.ENDED: N_("届け出を外した"),
    ConflictAct.CONFIRMED: N_("変わりがないと確かめた"),
    ConflictAct.REMINDED: N_("確かめるよう知らせた"),
}
