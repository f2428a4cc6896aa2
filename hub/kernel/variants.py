"""Kanji that are written in several shapes: one shape for searching, one for narrow alphabets.

What a person typed is kept as it was typed; both forms here are made beside it. Source of the
pairs: 常用漢字表 (内閣告示, 2010), the older shapes in its brackets; 人名用漢字
(戸籍法施行規則 別表第二); and shapes of names that registers of families hold beside them
(髙, 﨑, 𠮷, 槗, 桒, 濵, 邉).
Source of the rule: design "Variants and 外字", "CP932".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hub.kernel.folding import folded

# noqa: i18n one shape, then the others of the same kanji
PAIRS: Final = """
亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 応應 桜櫻 奥奧 横橫
温溫 価價 会會 絵繪 壊壞 懐懷 学學斈 覚覺 楽樂 巻卷 関關 観觀 巌巖 気氣 帰歸 亀龜 旧舊 挙擧 強强
教敎 暁曉 区區 駆驅 勲勳 薫薰 恵惠 渓溪 経經 蛍螢 軽輕 鶏鷄 芸藝 県縣 剣劍劒 顕顯 験驗 厳嚴 広廣
効效 恒恆 黄黃 鉱鑛 号號 国國圀 黒黑 済濟 斎齋斉齊 雑雜 桟棧 賛贊 児兒 歯齒 実實 写寫冩 寿壽 収收
従從 渋澁澀 獣獸 縦縱 将將 焼燒 奨奬 条條 状狀 乗乘 浄淨 剰剩 畳疊 譲讓 醸釀 真眞 慎愼 尽盡 図圖
粋粹 穂穗 数數 瀬瀨 声聲 静靜 摂攝 専專 浅淺 銭錢 繊纖 禅禪 双雙 壮壯 荘莊 捜搜 挿插 総總 聡聰
蔵藏 属屬 続續 対對 体體 滞滯 台臺 滝瀧 沢澤 担擔 団團 遅遲 昼晝 虫蟲 鋳鑄 庁廳 聴聽 鎮鎭 鉄鐵
転轉 点點 伝傳 党黨 灯燈 当當 闘鬪 徳德 独獨 読讀 届屆 縄繩 弐貳 悩惱 脳腦 廃廢 拝拜 売賣 麦麥
発發 髪髮 抜拔 浜濱濵 富冨 払拂 仏佛 並竝 辺邊邉 変變 宝寶寳 豊豐 万萬 満滿 黙默 薬藥 訳譯 予豫
余餘 与與 誉譽 揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 礼禮 励勵 霊靈 齢齡 恋戀
労勞 楼樓 録錄 湾灣 高髙 崎﨑嵜碕 吉𠮷 橋槗 島嶋嶌 桑桒 柳栁 曽曾 渕淵渊 柏栢 館舘 峰峯 船舩 槙槇
村邨 松枩 秋穐 野埜 梅楳 桧檜 角⻆ 研硏 隆隆 都都 祐祐 福福 神神 祥祥 嶺岺 鴎鷗
"""
SEARCHED: Final = {
    ord(other): shapes[0] for shapes in PAIRS.split() for other in shapes[1:] if other != shapes[0]
}
# noqa: i18n forms of a company, not words of ours
_LEGAL_FORMS: Final = re.compile(
    r"(株式会社|有限会社|合同会社|合資会社|合名会社|\(株\)|\(有\)|\(同\)|\(資\)|\(名\))"
)
# Signs that the same key writes differently in the two alphabets.
# noqa: i18n signs, not words
TWINS: Final = {"〜": "～", "−": "－", "—": "―", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢"}
LOST: Final = "〓"  # noqa: i18n a sign, not a word
_UNSEEN: Final = re.compile(r"[\ufe00-\ufe0f\U000e0100-\U000e01ef\u200b-\u200f\u2060\ufeff]")


@lru_cache(maxsize=20_000)
def searched(name: str) -> str:
    """Form of a name for searching: one shape of each kanji, one width, no form of company."""
    plain = _LEGAL_FORMS.sub("", unicodedata.normalize("NFKC", name))
    # Folded before and after: a shape may stand for one that folds further.
    return folded(folded(plain).translate(SEARCHED)).replace(" ", "")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A sign that the narrow alphabet lacks, with its marks, and what stands there instead."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Narrow:
    """A text in CP932's alphabet, with everything that was replaced, in the order of the text."""

    text: str
    replaced: tuple[Replaced, ...]


def narrow(text: str) -> Narrow:
    """Write a text in the alphabet of CP932: twin signs, then other shapes, else 〓; never ?."""
    if _fits(text):
        return Narrow(text, ())
    made: list[str] = []
    replaced: list[Replaced] = []
    for sign in _signs(text):
        after = sign if _fits(sign) else _instead(sign)
        made.append(after)
        if after != sign:
            replaced.append(Replaced(sign, after))
    return Narrow("".join(made), tuple(replaced))


def is_twin(replaced: Replaced) -> bool:
    """Say whether only the key of a sign differs; nobody reads another text."""
    return TWINS.get(replaced.before) == replaced.after


def codes(sign: str) -> str:
    """The numbers of a sign, which tell apart what looks alike: U+845B U+E0100."""
    return " ".join(f"U+{ord(part):04X}" for part in sign)


def _signs(text: str) -> list[str]:
    """Signs as they are seen: each with the marks and the chosen shape that follow it."""
    found: list[str] = []
    for part in text:
        if found and (_UNSEEN.match(part) or unicodedata.combining(part)):
            found[-1] += part
        else:
            found.append(part)
    return found


def _instead(sign: str) -> str:
    """What stands for one sign; a voicing mark of its own joins its kana."""
    bare = unicodedata.normalize("NFC", _UNSEEN.sub("", sign))
    return "".join(part if _fits(part) else _shape(part) for part in bare)


def _shape(sign: str) -> str:
    other = TWINS.get(sign) or SEARCHED.get(ord(sign))
    if other and _fits(other):
        return other
    plain = unicodedata.normalize("NFKC", sign)
    return plain if plain != sign and _fits(plain) else LOST


def _fits(text: str) -> bool:
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeEncodeError:
        return False
