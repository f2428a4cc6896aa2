"""A saying is found however it is typed: width, kana alone, old kanji, forms of English words."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

import pytest

from hub.kernel.folding import _VARIANTS, fold, folded
from hub.skills.encoder import NullEncoder
from hub.skills.english import alike, loose, plain
from hub.skills.kana import hiragana, katakana
from hub.skills.mapping import understand
from hub.skills.model import SkillModel
from hub.skills.readings import FILE, Readings, Word, readings
from models.vocab.skills import AliasKind, AliasLang, AliasStatus
from tests.support.skills import few_skills, whole_vocabulary

NARROW: Final = {
    unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFFA0)
} | {"\u3099": "\uff9e", "\u309a": "\uff9f"}
MANY: Final = re.compile(r"[a-z]{3}[b-hj-rtvwz]$")
OLD: Final = {new: old for old, new in _VARIANTS.items()}
WORDS: Final = (
    Word("剥がれる", "はがれる", 3), Word("めっき", "めっき", 9), Word("が", "が", 90),
    Word("モーター", "もーたー", 5), Word("鳴る", "なる", 1), Word("なる", "なる", 4),
    Word("焼ける", "やける", 2),
)  # fmt: skip


@pytest.fixture(scope="module")
def model() -> SkillModel:
    return SkillModel(whole_vocabulary(), NullEncoder())


def narrow(text: str) -> str:
    signs = unicodedata.normalize("NFD", katakana(text))
    return "".join(NARROW.get(sign, sign) for sign in signs)


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def old(text: str) -> str:
    return "".join(OLD.get(sign, sign) for sign in text)


def is_kana(text: str) -> bool:
    return all("\u3041" <= sign <= "\u30fc" for sign in text)


def missed(model: SkillModel, typed: Callable[[str], str], kind: Callable[[str], bool]) -> set[str]:
    """Sayings of this kind that, so typed, no longer lead to their skill."""
    stopped = {folded(text) for text in model.words.stop_aliases}
    found: set[str] = set()
    for row in model.words.aliases:
        text = typed(row.text)
        if row.status is not AliasStatus.ACTIVE or folded(row.text) in stopped:
            continue
        if kind(row.text) and row.skill_code not in meant(model, text):
            found.add(row.text)
    return found


def meant(model: SkillModel, text: str) -> set[str]:
    read = readings().written(text)
    told = model.loans.restored(text) if read is None else read.text
    return {one.skill for hit in model.finder.find(fold(told), told) for one in hit.meanings}


@pytest.mark.parametrize("typed", [hiragana, katakana, narrow], ids=lambda one: one.__name__)
def test_every_saying_in_kana_is_found_in_the_other_kana(
    model: SkillModel, typed: Callable[[str], str]
) -> None:
    assert missed(model, typed, is_kana) == set()


@pytest.mark.parametrize("typed", [str, hiragana, wide, old], ids=lambda one: one.__name__)
def test_every_saying_is_found_as_it_stands_and_in_other_letters(
    model: SkillModel, typed: Callable[[str], str]
) -> None:
    assert missed(model, typed, lambda text: typed is str or typed(text) != text) == set()


@pytest.mark.parametrize(
    "typed",
    [
        lambda text: f"{text}s",
        lambda text: text.replace(" ", "-"),
        lambda text: text.replace("-", " ").upper(),
        lambda text: f"the {text}",
    ],
    ids=["many", "joined", "apart", "article"],
)
def test_every_english_saying_is_found_in_other_forms(
    model: SkillModel, typed: Callable[[str], str]
) -> None:
    """Only where the last word can be many, and what is typed is no saying itself."""
    english = {row.text for row in model.words.aliases if row.lang is AliasLang.EN}

    def is_tried(text: str) -> bool:
        return text in english and bool(MANY.search(text)) and typed(text) not in english

    assert missed(model, typed, is_tried) == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mouldings", "molding"), ("anodising", "anodizing"), ("colours", "color"),
        ("bodies", "body"), ("boxes", "box"), ("fibre", "fiber"), ("aluminium", "aluminum"),
    ],
)  # fmt: skip
def test_spelling_and_number_are_one(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize("word", ["glass", "brass", "analysis", "press", "bus"])
def test_a_word_that_ends_so_is_not_many(word: str) -> None:
    assert plain(word) == word


def test_tenses_are_one_only_among_several_words(model: SkillModel) -> None:
    assert loose("stripped") == loose("stripping") == loose("strips") == loose("strip")
    assert loose("worn") == loose("wears")
    assert plain("printing") != plain("print")
    assert "print.press" not in meant(model, "reading the print")


def test_the_place_of_a_form_covers_the_words_as_typed() -> None:
    given = "the two welds-cracked again"
    made = alike(given, is_loose=True)
    at = made.text.index("weld crack")
    start, end = made.span(at, at + len("weld crack"))
    assert given[start:end] == "welds-cracked"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("めっきがはがれる", "めっきが剥がれる"),
        ("ﾒｯｷｶﾞﾊｶﾞﾚﾙ", "めっきが剥がれる"),
        ("モーターガヤケル", "モーターが焼ける"),
        ("もーたーがなる", "モーターがなる"),
        ("もーたーがぬれる", "モーターがぬれる"),
        ("メッキがはがれる", "メッキが剥がれる"),
        ("めっきが\nはがれる", "めっきが\n剥がれる"),
        ("めっきがはがれる、VF-2", "めっきが剥がれる、vf-2"),
    ],
)
def test_kana_alone_is_read_as_it_is_usually_written(typed: str, written: str) -> None:
    found = Readings(WORDS).written(typed)
    assert found is not None
    assert folded(found.text) == folded(written)
    assert found.text.replace("\n", "").startswith(written[:4].replace("\n", ""))
    for at in range(len(found.text)):
        start, end = found.span(at, at + 1)
        assert 0 <= start < end <= len(typed)


@pytest.mark.parametrize("typed", ["めっきが剥がれる", "めっき", "VF-2", "", "🙂"])
def test_with_kanji_or_hardly_any_kana_nothing_is_rewritten(typed: str) -> None:
    assert Readings(WORDS).written(typed) is None


def test_reasons_of_a_need_in_narrow_kana_point_at_what_was_typed() -> None:
    model = SkillModel(few_skills(), NullEncoder())
    typed = "ｺﾝﾆﾁﾊ｡ﾖｳｾﾂｼﾀﾄｺﾛｶﾞﾊｽﾞﾚﾙ"
    need = understand(model, typed)
    start, end = need.phrases["welding.general"]
    assert typed[start:end] == "ﾖｳｾﾂ"
    assert need.chips[0] == "welding.general"
    assert "溶接" in need.texts[0]
    assert all(0 <= first < last <= len(typed) for first, last in need.clauses)


def test_every_word_of_the_file_has_a_reading_in_kana_and_stands_once() -> None:
    found = [line.split(" ") for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert len({(written, reading) for written, reading, _count in found}) == len(found)
    assert all(is_kana(reading) and int(count) > 0 for _written, reading, count in found)


def test_kana_sayings_are_compared_as_written(model: SkillModel) -> None:
    kana = {row.text for row in model.words.aliases if row.kind is AliasKind.KANA}
    assert "せんばん" in kana
    assert model.finder.find(fold("旋盤"), "旋盤")


@pytest.mark.parametrize(
    ("typed", "skill"),
    [
        ("厚いものの真ん中だけ甘い", "casting.sand"),
        ("夏の電気代が高くつく", "leather.shoes"),
        ("図面が変わるたびに混乱する", "machining.tool-grinding"),
        ("鏡の面の型にくもり", "welding.repair"),
        ("着替える所やトイレがない", "machining.jig"),
        ("it started last month and does not last", "leather.shoes"),
        ("the drawing has no tolerance", "press.drawing"),
        ("hardness does not reach the spec", "quality.environment"),
        ("we got a crack at the base", "plc.hmi"),
        ("we got a crack at the base", "sales.ec"),
        ("oily rags caught fire, which led to a stop", "ai.generative"),
        ("custom form tool", "export.documents"),
    ],
)
def test_other_words_that_look_alike_name_no_skill(
    model: SkillModel, typed: str, skill: str
) -> None:
    assert skill not in meant(model, typed)


@pytest.mark.parametrize(
    ("typed", "skill"),
    [
        ("いものの中に穴がある", "casting.sand"),
        ("鉄めっきの白い粉", "plating.general"),
        ("真鍮ねじを作りたい", "machining.lathe"),
        ("the GOT shows no picture", "plc.hmi"),
        ("gotの画面が出ない", "plc.hmi"),
        ("a shoe last of wood", "leather.shoes"),
    ],
)
def test_the_same_letters_as_a_word_of_their_own_are_found(
    model: SkillModel, typed: str, skill: str
) -> None:
    assert skill in meant(model, typed)
