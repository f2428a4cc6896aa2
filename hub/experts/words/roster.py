"""Refusals and labels of the roster and of free days."""

from typing import Final

from hub.experts.slots import DayRefusal, DayWord
from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.experts import (
    CertificateGrade,
    DayPart,
    ExpertAction,
    ExpertState,
    Language,
    SkillLevel,
)

NOT_YOURS: Final = Reason("experts.not_yours", N_("この操作は、本人と担当の職員だけができます。"))
ALREADY_LISTED: Final = Reason("experts.already_listed", N_("この人はもう名簿にあります。"))
SKILL_TWICE: Final = Reason("experts.skill_twice", N_("同じ技能が2回入っています。"))
UNKNOWN_SKILL: Final = Reason(
    "experts.unknown_skill", N_("技能の一覧に「{code}」はありません。一覧から選んでください。")
)
CERTIFICATE_TWICE: Final = Reason("experts.certificate_twice", N_("同じ資格が2回入っています。"))
NO_SKILL: Final = Reason("experts.no_skill", N_("技能を1つ以上入れてください。"))
NO_PATTERN: Final = Reason("experts.no_pattern", N_("来られる曜日を1つ以上選んでください。"))
NO_CONSENT: Final = Reason("experts.no_consent", N_("名簿に載せる同意がまだありません。"))
NOTE_NEEDED: Final = Reason("experts.roster_note_needed", N_("理由を入れてください。"))
DAY_PAST: Final = Reason("experts.day_past", N_("{day}は過ぎています。先の日を選んでください。"))
DAY_TAKEN: Final = Reason(
    "experts.day_taken",
    N_("{day}は約束か依頼があるため、休みにできません。窓口へお電話ください。"),
)
DAY_CLOSED: Final = Reason("experts.day_closed", N_("{day}は窓口の休業日です。"))
MONTH_PAST: Final = Reason("experts.month_past", N_("終わった月は変えられません。"))
RULE_TWICE: Final = Reason("experts.rule_twice", N_("同じ曜日が2回入っています。"))
NTH_RANGE: Final = Reason("experts.nth_range", N_("第1から第5、または最終を選んでください。"))
DAY_REFUSALS: Final = {DayRefusal.TAKEN: DAY_TAKEN, DayRefusal.CLOSED: DAY_CLOSED}

EXPERT_LABELS: Final = {
    ExpertState.DRAFT: N_("下書き"),
    ExpertState.SUBMITTED: N_("申請中"),
    ExpertState.REVIEWING: N_("確認中"),
    ExpertState.LISTED: N_("掲載中"),
    ExpertState.PAUSED: N_("お休み中"),
    ExpertState.ENDED: N_("掲載終了"),
    ExpertState.RETURNED: N_("差戻し"),
    ExpertState.SUSPENDED: N_("停止中"),
}
EXPERT_ACTIONS: Final = {
    ExpertAction.SUBMIT: N_("掲載を申請する"),
    ExpertAction.TAKE_UP: N_("確認を始める"),
    ExpertAction.LIST: N_("名簿に載せる"),
    ExpertAction.SEND_BACK: N_("直してもらう"),
    ExpertAction.PAUSE: N_("しばらく休む"),
    ExpertAction.RESUME: N_("再び載せる"),
    ExpertAction.END: N_("掲載を終える"),
    ExpertAction.SUSPEND: N_("掲載を止める"),
    ExpertAction.REINSTATE: N_("停止を解く"),
}
SKILL_LEVELS: Final = {
    SkillLevel.TEACHES: N_("教えられる"),
    SkillLevel.ALONE: N_("一人でできる"),
    SkillLevel.BASICS: N_("基礎を教えられる"),
}
LANGUAGES: Final = {
    Language.EN: N_("英語"),
    Language.ZH: N_("中国語"),
    Language.KO: N_("韓国語"),
    Language.VI: N_("ベトナム語"),
    Language.NE: N_("ネパール語"),
    Language.ID: N_("インドネシア語"),
    Language.TL: N_("フィリピノ語"),
    Language.PT: N_("ポルトガル語"),
    Language.SIGN: N_("手話"),
}
GRADES: Final = {
    CertificateGrade.SPECIAL: N_("特級"),
    CertificateGrade.FIRST: N_("1級"),
    CertificateGrade.SECOND: N_("2級"),
    CertificateGrade.THIRD: N_("3級"),
    CertificateGrade.SINGLE: N_("単一等級"),
    CertificateGrade.NONE: N_("等級なし"),
}
DAY_WORDS: Final = {
    DayWord.FREE: N_("空き"),
    DayWord.AM: N_("午前"),
    DayWord.PM: N_("午後"),
    DayWord.OFF: N_("休み"),
    DayWord.REQUESTED: N_("依頼"),
    DayWord.BOOKED: N_("約束"),
    DayWord.CAPPED: N_("満杯"),
    DayWord.CLOSED: N_("休業"),
    DayWord.HOLIDAY: N_("祝日"),
    DayWord.YEAR_END: N_("年末"),
    DayWord.NEW_YEAR: N_("年始"),
    DayWord.TOO_SOON: N_("締切"),
    DayWord.PAST: N_("過去"),
}
DAY_PARTS: Final = {
    DayPart.FULL: N_("空き"),
    DayPart.AM: N_("午前"),
    DayPart.PM: N_("午後"),
    DayPart.CLOSED: N_("休み"),
}
SWITCH_PARTS: Final = {
    DayPart.CLOSED: N_("休み"),
    DayPart.FULL: N_("一日"),
    DayPart.AM: N_("午前"),
    DayPart.PM: N_("午後"),
}
WEEKDAYS: Final = (
    N_("月曜日"),
    N_("火曜日"),
    N_("水曜日"),
    N_("木曜日"),
    N_("金曜日"),
    N_("土曜日"),
    N_("日曜日"),
)
NTH_WORDS: Final = {
    1: N_("第1"),
    2: N_("第2"),
    3: N_("第3"),
    4: N_("第4"),
    5: N_("第5"),
    -1: N_("最終"),
}
