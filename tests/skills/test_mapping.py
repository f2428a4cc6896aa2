"""A need in own words leads to skills, with the place where it says so."""

import numpy as np
import pytest

from hub.skills.encoder import NullEncoder
from hub.skills.mapping import evidence, mapped, understand
from hub.skills.model import Signs, SkillModel, readable
from hub.skills.weights import MAPPING
from tests.support.skills import LetterEncoder, few_skills, whole_vocabulary


@pytest.fixture(scope="module")
def model() -> SkillModel:
    return SkillModel(few_skills(), LetterEncoder())


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("旋盤で軸を削りたい", "machining.lathe"),
        ("せんばんを教えてほしい", "machining.lathe"),
        ("ﾌﾗｲｽ盤の使い方", "machining.milling"),
        ("ＴＩＧ溶接を習いたい", "welding.tig"),
        ("help with surface grinding", "machining.grinding"),
        ("補助金の書き方", "grant.application"),
        ("鍍金がはがれる", "plating.general"),
    ],
)
def test_a_named_skill_is_the_first_guess(model: SkillModel, text: str, skill: str) -> None:
    need = understand(model, text)
    assert need.chips[0] == skill
    start, end = need.phrases[skill]
    assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("溶け込みが浅くて外れる事が多い", "welding.general"),
        ("薄いものを付けると穴があく", "welding.tig"),
        ("機械が夜に止まっても気付けない", "iot.monitor"),
    ],
)
def test_a_complaint_leads_to_its_skill_without_naming_it(
    model: SkillModel, text: str, skill: str
) -> None:
    assert skill in understand(model, text).chips


def test_what_is_taken_out_gets_no_share_with_all_under_it() -> None:
    model = SkillModel(whole_vocabulary(), NullEncoder())
    need = understand(model, "溶接以外で板金ができる人")
    assert set(need.excluded) == set(model.words.below("welding.general"))
    assert need.chips == ("sheet.general",)
    assert all(need.shares[model.number[code]] == 0 for code in need.excluded)


def test_without_the_encoder_a_complaint_still_leads_to_its_skill() -> None:
    model = SkillModel(whole_vocabulary(), NullEncoder())
    text = "細い軸を削ると、びびって肌が荒れます。若手に刃先の合わせ方を見せてください。"
    need = understand(model, text)
    assert need.chips[0] == "machining.lathe"


def test_kept_skills_share_nine_tenths(model: SkillModel) -> None:
    need = understand(model, "面が荒れる", chosen=("machining.lathe", "machining.grinding"))
    assert need.chips == ("machining.lathe", "machining.grinding")
    assert need.shares[model.number["machining.lathe"]] == pytest.approx(0.45)
    assert need.shares.sum() == pytest.approx(1.0)


def test_a_skill_that_is_no_longer_in_the_vocabulary_is_passed_over(model: SkillModel) -> None:
    assert understand(model, "軸を削る", chosen=("machining.old",)).chosen == ()


def test_at_most_three_guesses_are_shown(model: SkillModel) -> None:
    need = understand(model, "困っています。面が荒れて、角度も合わず、値も合いません")
    assert 1 <= len(need.chips) <= 3


@pytest.mark.parametrize("text", ["", "  ", "！？", "🙂🙂"])
def test_a_request_without_words_breaks_nothing(model: SkillModel, text: str) -> None:
    assert understand(model, text).excluded == ()


def test_phrases_point_into_the_typed_text(model: SkillModel) -> None:
    text = "いつも ＴＩＧ 溶接で、裏が焼けます"
    start, end = understand(model, text).phrases["welding.tig"]
    assert text[start:end] == "ＴＩＧ 溶接"


def test_a_sentence_of_a_profile_is_evidence_of_the_skill_it_names(model: SkillModel) -> None:
    texts = ["旋盤で四十年働きました。", "趣味は釣りです。"]
    found = evidence(model, texts, model.encoded(texts))
    best = found[0].proofs[0]
    assert (best.skill, best.is_named) == ("machining.lathe", True)
    assert not any(one.is_named for one in found[1].proofs)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("旋 盤 の ﾋﾞﾋﾞﾘ", "旋盤のビビリ"), ("press  brake\n曲げ", "press brake 曲げ")],
)
def test_the_encoder_reads_one_width_without_gaps(typed: str, read: str) -> None:
    assert readable(typed) == read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "平日の午後にお願いします。薄いものを付けると穴があく。よろしくお願いします",
            "薄いものを付けると穴があく",
        ),
        ("What should we do. help with surface grinding", "help with surface grinding"),
        ("一度見に来てもらえませんか。お世話になっております", None),
        (
            "お世話になっております。型番はVF-2です。角度が合わない",
            "型番はVF-2です。角度が合わない",
        ),
    ],
)
def test_small_talk_around_the_matter_is_passed_over(
    model: SkillModel, text: str, told: str | None
) -> None:
    """Places still count in the whole text; talk alone is read as it stands."""
    need = understand(model, text)
    assert need.texts[0].strip(" 。") == (told or text)
    assert len(need.texts) == 1 + len(need.clauses)
    assert next(text[start:end] for start, end in need.clauses) in (told or text)
    if told is not None and told != text:
        assert need.shares.argmax() == understand(model, told).shares.argmax()
    assert need.vectors is not None
    assert len(need.vectors) == 1 + len(need.clauses)


@pytest.mark.parametrize("text", ["歯が痛いのでいい歯医者を教えてください", "my cat is sick"])
def test_of_a_matter_of_home_alone_no_skill_is_guessed(model: SkillModel, text: str) -> None:
    assert understand(model, text).chips == ()
    assert understand(model, text, ["machining.lathe"]).chips == ("machining.lathe",)
    assert understand(model, f"{text}。旋盤で軸を削りたい").chips == ("machining.lathe",)


def test_a_sentence_of_a_profile_about_times_and_manners_shows_no_skill(model: SkillModel) -> None:
    texts = ["春と秋なら長く時間を取れます", "旋盤で軸を削ってきました"]
    talk, work = evidence(model, texts, model.encoded(texts))
    assert talk.shares.values.sum() < 0.5 < work.shares.values.sum()


def test_one_clause_about_another_trade_does_not_outshout_the_story() -> None:
    """Shares of the whole, the clause in passing, and the two that say what hurts."""
    shares = np.array([[0.55, 0.3], [0.05, 0.8], [0.3, 0.05], [0.3, 0.05]])
    rest = (1 - shares.sum(axis=1, keepdims=True)) / 8
    told = np.hstack([shares, np.repeat(rest, 8, axis=1)])
    said = np.log(told) * MAPPING.bare_temperature / MAPPING.alias
    story, passing = mapped(Signs(said, np.zeros_like(said), None, None))[:2]
    assert story > passing
