"""Words for needs that nobody could serve, lacking skills and succession."""

from typing import Final

from hub.experts.succession import Danger
from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.needs import UnservedCause

DECIDED_ALREADY: Final = Reason(
    "experts.unserved_decided", N_("この相談は、もう扱いが決まっています。")
)
WHICH_SKILLS: Final = Reason(
    "experts.unserved_which_skills", N_("足りない技能を1つ以上選んでください。")
)
UNKNOWN_SKILL: Final = Reason(
    "experts.unserved_unknown_skill", N_("今の一覧にない技能です。選び直してください。")
)
CAUSES: Final = {
    UnservedCause.HANDED_OVER: N_("グループが相談員に頼みました。電話してください。"),
    UnservedCause.NO_SKILL: N_("言葉から技能をはっきり決められませんでした。"),
    UnservedCause.NOBODY: N_("合う専門家がいませんでした。"),
    UnservedCause.REJECTED: N_("出した技能を、グループが全部外しました。"),
}
DANGERS: Final = {
    Danger.ONE: N_("1人だけ"),
    Danger.OLD: N_("全員が高齢"),
    Danger.GONE: N_("いまは0人"),
}
