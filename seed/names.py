"""Invented names of firms and students, with the variant kanji that real ones have."""

from collections.abc import Iterator
from itertools import islice, product
from typing import Final

STORY_FIRMS: Final = (
    ("髙﨑精密", "タカサキセイミツ", "蒲田"),
    ("渡邊製作所", "ワタナベセイサクショ", "大森南"),
)
FAMILIES: Final = (
    ("荒木", "アラキ"), ("石黒", "イシグロ"), ("宇佐美", "ウサミ"), ("遠藤", "エンドウ"),
    ("大槗", "オオハシ"), ("梶原", "カジワラ"), ("喜多川", "キタガワ"), ("桒田", "クワタ"),
    ("小笠原", "オガサワラ"), ("齊藤", "サイトウ"), ("澤村", "サワムラ"), ("篠﨑", "シノザキ"),
    ("関根", "セキネ"), ("髙橋", "タカハシ"), ("辻村", "ツジムラ"), ("德永", "トクナガ"),
    ("中嶋", "ナカジマ"), ("西濱", "ニシハマ"), ("橋口", "ハシグチ"), ("廣田", "ヒロタ"),
    ("冨永", "トミナガ"), ("邉見", "ヘンミ"), ("眞鍋", "マナベ"), ("柳瀨", "ヤナセ"),
)  # fmt: skip
TRADES: Final = (
    ("製作所", "セイサクショ"), ("精機", "セイキ"), ("金属工業", "キンゾクコウギョウ"),
    ("鉄工", "テッコウ"), ("プレス", "プレス"), ("研磨", "ケンマ"), ("樹脂", "ジュシ"),
    ("電機", "デンキ"), ("鋳造", "チュウゾウ"), ("光学", "コウガク"),
)  # fmt: skip
TOWNS: Final = (
    "蒲田", "大森南", "羽田", "糀谷", "六郷", "矢口", "下丸子", "池上", "雪谷", "久が原", "東糀谷",
    "本羽田", "城南島", "京浜島", "昭和島",
)  # fmt: skip
GIVEN: Final = (
    ("陽菜", "ヒナ"), ("蓮", "レン"), ("結衣", "ユイ"), ("大和", "ヤマト"), ("咲良", "サクラ"),
    ("湊", "ミナト"), ("美桜", "ミオ"), ("悠真", "ユウマ"),
)  # fmt: skip


def firms(count: int) -> Iterator[tuple[str, str, str]]:
    """Name, kana and town of firms; the two of the story first."""
    made = (
        (f"{family}{trade}", f"{kana}{reading}", TOWNS[number % len(TOWNS)])
        for number, ((trade, reading), (family, kana)) in enumerate(product(TRADES, FAMILIES))
    )
    yield from STORY_FIRMS
    yield from islice(made, count - len(STORY_FIRMS))


def students(count: int) -> Iterator[tuple[str, str]]:
    """Name and kana of students, no two alike; neighbours of a list share neither half."""
    for number in range(min(count, len(FAMILIES) * len(GIVEN))):
        turn, at = divmod(number, len(FAMILIES))
        family, kana = FAMILIES[at]
        given, reading = GIVEN[(at + turn) % len(GIVEN)]
        yield f"{family} {given}", f"{kana} {reading}"
