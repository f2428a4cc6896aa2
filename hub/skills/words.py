"""Sentences and labels of the room skills."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.skills import AliasKind, MatchWord

SYSTEM_ONLY: Final = Reason("skills.system_only", N_("技能の一覧は画面から変えられません。"))
NOT_SIGNED_IN: Final = Reason("skills.not_signed_in", N_("ログインしてください。"))
NO_VOCABULARY: Final = Reason(
    "skills.no_vocabulary", N_("技能の一覧がまだ読み込まれていません。区の窓口へ連絡してください。")
)
NOT_YOURS: Final = Reason(
    "skills.not_yours", N_("言葉の提案は、その区のコーディネーターと審査担当だけが扱えます。")
)
TWO_PEOPLE: Final = Reason("skills.two_people", N_("自分が提案した言葉は、別の担当が確かめます。"))
DECIDED_ALREADY: Final = Reason("skills.word_decided", N_("この言葉は、もう扱いが決まっています。"))
PROPOSED_ALREADY: Final = Reason(
    "skills.word_proposed", N_("同じ言葉が、同じ技能にもう提案されています。")
)
UNKNOWN_SKILL: Final = Reason("skills.unknown_skill", N_("技能を一覧から選んでください。"))
MASKED: Final = Reason(
    "skills.word_masked", N_("名前や番号を伏せたところは入れず、困りごとの言葉だけにしてください。")
)
WORD_WAITS: Final = N_("{name}さんが、専門家を探す言葉「{text}」を提案しました。確かめてください。")
WORD_ADDED: Final = N_("提案した言葉「{text}」が一覧に加わりました。")
WORD_ASIDE: Final = N_("提案した言葉「{text}」は加えないことになりました。")
BAD_CODE: Final = Reason(
    "skills.bad_code", N_("符号「{value}」は「分野.名前」の形の小文字で書いてください。")
)
CODE_TWICE: Final = Reason("skills.code_twice", N_("符号「{value}」が2回あります。"))
UNKNOWN_CODE: Final = Reason("skills.unknown_code", N_("符号「{value}」の技能はありません。"))
OTHER_FAMILY: Final = Reason(
    "skills.other_family", N_("上位の技能「{value}」は同じ分野のものにしてください。")
)
PARENT_LOOP: Final = Reason("skills.parent_loop", N_("上位の技能をたどると「{value}」に戻ります。"))
ALIAS_SHORT: Final = Reason(
    "skills.alias_short", N_("言い方「{value}」は2文字以上にしてください。")
)
ALIAS_LONG: Final = Reason("skills.alias_long", N_("言い方は120文字までにしてください。"))
ALIAS_TWICE: Final = Reason(
    "skills.alias_twice", N_("同じ技能に、同じ言い方「{value}」が2回あります。")
)
ALIAS_STOPPED: Final = Reason(
    "skills.alias_stopped", N_("「{value}」は多くの分野で使う言葉なので、使えません。")
)
WRONG_WEIGHT: Final = Reason(
    "skills.wrong_weight",
    N_("重み{value}は種類の決まり（{expected}）と違います。理由を書いてください。"),
)
TOO_COMMON: Final = Reason(
    "skills.too_common",
    N_("「{value}」は{count}分野にあります。使わない言葉の表に入れてください。"),
)
TOO_FEW: Final = Reason(
    "skills.too_few",
    N_("「{value}」の言い方が足りません（全体{aliases}、困りごと{symptoms}、英語{english}）。"),
)
EDGE_SELF: Final = Reason("skills.edge_self", N_("同じ技能どうしは結べません（{value}）。"))
EDGE_TWICE: Final = Reason("skills.edge_twice", N_("「{value}」の結び付きが2回あります。"))
UNKNOWN_WORD: Final = Reason("skills.unknown_word", N_("「{value}」は使えない値です。"))
EMPTY_FIELD: Final = Reason("skills.empty_field", N_("空のままにはできません。"))

KIND_LABELS: Final = {
    AliasKind.FORMAL: N_("正式名"),
    AliasKind.SHOP: N_("現場言葉"),
    AliasKind.OLD: N_("旧称"),
    AliasKind.KANA: N_("読み・表記"),
    AliasKind.EN: N_("英語"),
    AliasKind.MACHINE: N_("機械・メーカー・型式"),
    AliasKind.SYMPTOM: N_("困りごと"),
    AliasKind.PRODUCT: N_("品物"),
}
MATCH_LABELS: Final = {
    MatchWord.FIT: N_("ぴったり"),
    MatchWord.ABLE: N_("対応可"),
    MatchWord.NEAR: N_("近い分野"),
    MatchWord.FURTHER: N_("ほかの候補"),
}
