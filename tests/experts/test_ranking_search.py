"""A whole search over a small roster: order, reasons with their places, what is taken out."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest

from hub.experts import engine, reasons, taking_over
from hub.experts.lines import GivenExpert, profile_of
from hub.experts.matches import Leg
from hub.experts.profiles import Line, Profile, chunks, scrubbed
from hub.experts.roster_index import RosterIndex
from hub.experts.text_legs import text_legs
from hub.experts.weights import RANKING
from hub.kernel.folding import folded
from hub.skills.encoder import Matrix, NullEncoder
from hub.skills.model import SkillModel
from models.vocab.skills import MatchWord
from tests.support.skills import BrokenEncoder, LetterEncoder, few_skills

NEEDS = (
    "旋盤で細い軸を削ると、びびって困っています",
    "ＴＩＧ 溶接で裏が焼ける",
    "溶接以外で板金ができる人",
    "面が荒れるので見てほしい",
    "help with surface grinding",
    "補助金の書類が難しい",
)


class Interrupted(LetterEncoder):
    """An encoder that fails until it works again."""

    works = False

    def encode(self, texts: Sequence[str]) -> Matrix:
        """Refuse while it does not work."""
        return super().encode(texts) if self.works else BrokenEncoder().encode(texts)


def someone(key: str, bio: str, *tags: str, certs: Sequence[str] = ()) -> GivenExpert:
    return GivenExpert(key, bio, tags, tuple(certs), 30)


PEOPLE = (
    someone("lathe", "旋盤で軸を四十年削ってきました。若手に刃物の研ぎ方を教えます。", "旋盤"),
    someone("weld", "ステンレスのTIG溶接が専門です。薄い箱のひずみを抑えます。", "溶接"),
    someone("sheet", "精密板金の曲げと展開を教えます。", "板金"),
    someone("grind", "平面研削で面を仕上げてきました。", "研削", certs=["平面研削盤作業1級"]),
    someone("grant", "補助金の計画書を百件書きました。", "補助金申請"),
    someone("iot", "古い機械に電流計を付けて稼働を見える化しました。", "IoT"),
    someone("plain", "釣りが好きです。", ""),
)


@pytest.fixture(scope="module")
def model() -> SkillModel:
    return SkillModel(few_skills(), LetterEncoder())


@pytest.fixture(scope="module")
def by_words() -> SkillModel:
    """Words alone lead to a skill: letters that mean nothing cannot outvote its name."""
    return SkillModel(few_skills(), NullEncoder())


@pytest.fixture(scope="module")
def index(model: SkillModel) -> RosterIndex:
    return made(model, PEOPLE)


def made(model: SkillModel, people: Sequence[GivenExpert]) -> RosterIndex:
    return RosterIndex(model, [profile_of(model, one) for one in people])


def keys(index: RosterIndex, text: str) -> list[str]:
    return [one.key for one in engine.search(index, text).ranked]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("旋盤を教えてほしい", "lathe"),
        ("ステンレスの薄板をきれいに付けたい、TIG溶接で", "weld"),
        ("板金の展開が合わない", "sheet"),
        ("help with surface grinding", "grind"),
        ("補助金の書類が難しい", "grant"),
    ],
)
def test_the_person_with_the_skill_comes_first(index: RosterIndex, text: str, first: str) -> None:
    found = engine.search(index, text)
    assert found.ranked[0].key == first
    assert found.ranked[0].word is MatchWord.FIT
    assert len(found.ranked) == len(PEOPLE)


@pytest.mark.parametrize("text", NEEDS)
def test_scores_fall_and_words_stand_in_their_bands(index: RosterIndex, text: str) -> None:
    found = engine.search(index, text)
    scores = [one.score for one in found.ranked]
    assert scores == sorted(scores, reverse=True)
    bands = [engine.band_drop(found.need, one.word) for one in found.ranked if not one.is_exact]
    assert bands == sorted(bands)


def test_beside_somebody_who_fits_nobody_is_offered_of_whom_no_fit_is_claimed(
    index: RosterIndex,
) -> None:
    found = engine.search(index, "旋盤を教えてほしい")
    assert found.ranked[0].word is MatchWord.FIT
    assert any(one.word is None for one in found.ranked)
    assert engine.further(found) == ()


def test_those_of_whom_no_fit_is_claimed_have_signs_and_were_not_taken_out(
    index: RosterIndex,
) -> None:
    found = engine.search(index, "旋盤を教えてほしい")
    drop = engine.band_drop(found.need, None)
    none = [
        dataclasses.replace(one, word=None, score=score - drop)
        for one, score in zip(found.ranked, (2.0, 1.0, -0.5, -100.0), strict=False)
    ]
    left = engine.further(dataclasses.replace(found, ranked=tuple(none)))
    assert [one.key for one in left] == [one.key for one in none[:2]]


@pytest.mark.parametrize("text", NEEDS)
def test_every_reason_says_where_it_stands_in_both_texts(index: RosterIndex, text: str) -> None:
    found = engine.search(index, text)
    for one in found.ranked:
        lines = {line.field: line.text for line in index.profile(one.person).lines}
        for reason in one.reasons:
            assert text[reason.request.start : reason.request.end] == reason.request.text
            shown = reason.profile
            assert lines[shown.field][shown.start : shown.end] == shown.text
            assert shown.text
            assert reason.request.text
        assert list(one.reasons) == sorted(one.reasons, key=lambda r: -r.weight)


@pytest.mark.parametrize("text", NEEDS)
def test_taking_a_reason_away_lowers_the_score(index: RosterIndex, text: str) -> None:
    found = engine.search(index, text)
    assert any(one.reasons for one in found.ranked)
    for one in found.ranked:
        assert all(reason.weight > 0 for reason in one.reasons)


def test_what_is_spoken_of_alike_is_told_with_its_skill_and_weight(index: RosterIndex) -> None:
    found = engine.search(index, "旋盤で細い軸を削ると、びびって困っています")
    leg = engine._scores(index, found.need, text_legs(index, found.need)).topic
    for one in found.ranked:
        told = [reason for reason in one.reasons if reason.leg is Leg.TOPIC]
        adds = round(leg.part_of(one.person), 6)
        assert [reason.weight for reason in told] == [adds] * (adds >= reasons.LEAST)
    first = next(r for r in found.ranked[0].reasons if r.leg is Leg.TOPIC)
    assert (first.skill, first.label) == ("machining.lathe", "普通旋盤")


def test_without_the_skill_behind_a_reason_the_person_falls(model: SkillModel) -> None:
    text = "旋盤を教えてほしい"
    before = engine.search(made(model, PEOPLE), text).ranked[0]
    bridge = next(reason for reason in before.reasons if reason.leg is Leg.BRIDGE)
    less = tuple(
        dataclasses.replace(one, bio=one.bio.replace(bridge.profile.text, ""), tags=())
        if one.id == before.key
        else one
        for one in PEOPLE
    )
    after = engine.search(made(model, less), text).ranked
    assert next(one.score for one in after if one.key == before.key) < before.score


def test_an_explicit_denial_sends_those_with_nothing_else_to_the_end(by_words: SkillModel) -> None:
    found = engine.search(made(by_words, PEOPLE), "溶接以外で板金ができる人").ranked
    assert found[0].key == "sheet"
    assert found[-1].key == "weld"
    assert found[-1].word is None
    assert found[-1].score < -50


def test_a_rare_machine_or_certificate_named_word_for_word_comes_first(model: SkillModel) -> None:
    people = (*PEOPLE, someone("ls", "池貝旋盤とオークマ LSを直せます。"))
    ranked = engine.search(made(model, people), "オークマ LS の主軸がうなる").ranked
    assert (ranked[0].key, ranked[0].is_exact) == ("ls", True)
    holder = engine.search(made(model, PEOPLE), "平面研削盤作業1級の人").ranked[0]
    assert holder.key == "grind"


def test_a_complaint_never_makes_the_first_tier(index: RosterIndex) -> None:
    found = engine.search(index, "面がむしれて仕上がりの肌が荒い").ranked
    assert not any(one.is_exact for one in found)


def test_the_same_need_in_other_widths_ranks_alike(index: RosterIndex) -> None:
    plain = keys(index, "フライスと旋盤を教えてほしい")[:5]
    assert keys(index, "ﾌﾗｲｽ と 旋 盤を教えてほしい")[:5] == plain


def test_equal_people_are_ordered_by_their_id(model: SkillModel) -> None:
    twins = [someone(key, "旋盤で働きました。", "旋盤") for key in ("b", "a", "c")]
    assert keys(made(model, twins), "旋盤を習いたい") == ["a", "b", "c"]


OLDER = ("71歳の男性です。", "女性、35歳。", "昭和30年生まれ。", "日本人です。", "60代。", "",
         "韓国出身。")  # fmt: skip
YOUNGER = ("35歳の女性です。", "男性、71歳。", "平成2年生まれ。", "中国人です。", "30代。", "",
           "日本出身。")  # fmt: skip
LONGER = ("ネパール出身の男性です。", "I am 34 years old, female. ", "平成2年生まれ、女性です。",
          "", "台湾人の女性で、今年で58歳です。", "Born in 1951, male. ", "")  # fmt: skip


def saying(words: Sequence[str]) -> list[GivenExpert]:
    return [
        dataclasses.replace(one, bio=f"{said}{one.bio}")
        for one, said in zip(PEOPLE, words, strict=True)
    ]


def test_age_sex_and_nation_move_nobody_and_no_score(model: SkillModel) -> None:
    """However long they are told, and told at all or not."""
    told = [made(model, saying(words)) for words in (("",) * 7, OLDER, YOUNGER, LONGER)]
    for text in NEEDS:
        first, *others = (
            [(one.key, one.score) for one in engine.search(index, text).ranked] for index in told
        )
        assert others == [first] * len(others)


def test_a_long_sentence_is_cut_at_the_same_words_whatever_age_it_tells() -> None:
    text = "{}で旋盤一筋、" + "軸を削って若手に刃物の研ぎ方を見せて、" * 9 + "終わり。"
    short, long = (
        [" ".join(one.text.split()) for one in chunks(profile)]
        for profile in (
            Profile("x", (Line("bio", text.format(age)),)) for age in ("9歳", "満103歳")
        )
    )
    assert short == long
    assert len(short) > 1


def test_blanking_keeps_every_place() -> None:
    text = "満71歳、男性です。昭和30年生まれで旋盤一筋。"
    assert len(scrubbed(text)) == len(text)
    assert "旋盤一筋" in scrubbed(text)
    assert "71" not in scrubbed(text)


@pytest.mark.parametrize("encoder", [NullEncoder(), BrokenEncoder()], ids=["absent", "broken"])
def test_without_the_encoder_a_search_goes_on_and_says_so(
    encoder: NullEncoder | BrokenEncoder,
) -> None:
    index = made(SkillModel(few_skills(), encoder), PEOPLE)
    found = engine.search(index, "旋盤を教えてほしい")
    assert found.ranked[0].key == "lathe"
    assert not found.has_encoder


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_need_ranks_nobody(index: RosterIndex, text: str) -> None:
    assert engine.search(index, text).ranked == ()


def test_while_the_skills_are_a_guess_a_neighbouring_field_is_no_lower_band(
    index: RosterIndex,
) -> None:
    named = engine.search(index, "旋盤を教えてほしい").need
    guessed = engine.search(index, "面がむしれて仕上がりの肌が荒い").need
    kept = engine.search(index, "面がむしれて仕上がりの肌が荒い", chosen=("machining.lathe",)).need
    drops = [engine.band_drop(need, MatchWord.NEAR) for need in (named, kept, guessed)]
    assert drops == [engine.NEAR_DROP, engine.NEAR_DROP, RANKING.guess_near]
    weak = dataclasses.replace(named, shares=np.full_like(named.shares, 1 / len(named.shares)))
    assert engine.is_sure(named, index)
    assert not engine.is_sure(weak, index)


def test_who_tells_of_what_was_asked_is_nearer_by_topic(by_words: SkillModel) -> None:
    people = [
        someone("a", "旋盤の前で四十年働きました。", "旋盤"),
        someone("b", "薄い板の曲げと展開を教えます。", "旋盤"),
    ]
    index = made(by_words, people)
    need = engine.search(index, "板金の展開が合わない").need
    topic = text_legs(index, need).topic
    best, _mean = index.by_person(topic)
    assert best[1] > 2 * best[0]


@pytest.mark.parametrize("text", ["！？", "🙂", "。", "溶接以外の人", "a"])
def test_a_need_without_a_wish_still_ranks_everybody(index: RosterIndex, text: str) -> None:
    found = engine.search(index, text)
    assert len(found.ranked) == len(PEOPLE)
    for one in found.ranked:
        for reason in one.reasons:
            assert text[reason.request.start : reason.request.end] == reason.request.text


def test_a_need_that_only_takes_out_puts_those_last(index: RosterIndex) -> None:
    assert keys(index, "溶接以外の人")[-1] == "weld"


def test_an_empty_roster_ranks_nobody(model: SkillModel) -> None:
    assert engine.search(made(model, ()), "旋盤").ranked == ()


def test_people_without_text_are_ranked_last_and_break_nothing(model: SkillModel) -> None:
    bare = [GivenExpert(key, "", (), (), None) for key in ("x", "y")]
    assert keys(made(model, bare), "旋盤") == ["x", "y"]
    assert keys(made(model, [*PEOPLE, *bare]), "旋盤を教えて")[0] == "lathe"


def test_a_checked_skill_counts_more_than_a_declared_one(model: SkillModel) -> None:
    one, two = (profile_of(model, someone(key, "働きました。", "旋盤")) for key in ("a", "b"))
    checked = tuple(dataclasses.replace(it, is_verified=True) for it in two.declared)
    found = engine.search(
        RosterIndex(model, [one, dataclasses.replace(two, declared=checked)]), "旋盤を習う"
    )
    assert [it.key for it in found.ranked] == ["b", "a"]


def test_an_expired_certificate_adds_nothing(model: SkillModel) -> None:
    profile = profile_of(model, someone("a", "研削です。", certs=["平面研削盤作業1級"]))
    gone = tuple(dataclasses.replace(held, is_expired=True) for held in profile.held)
    fresh = RosterIndex(model, [profile])
    old = RosterIndex(model, [dataclasses.replace(profile, held=gone)])
    at = model.number["machining.grinding"]
    assert fresh.shelves[0].grades[0, at] == pytest.approx(0.4)
    assert old.shelves[0].grades[0, at] == 0.0


def test_a_missing_wish_is_told_as_uncovered(model: SkillModel) -> None:
    index = made(model, PEOPLE)
    found = engine.search(index, "旋盤と補助金", chosen=("machining.lathe", "grant.application"))
    lathe = next(one for one in found.ranked if one.key == "lathe")
    assert lathe.uncovered == ("grant.application",)
    assert lathe.word is MatchWord.ABLE


def test_the_same_input_gives_the_same_numbers(model: SkillModel) -> None:
    for text in NEEDS:
        first = engine.search(made(model, PEOPLE), text)
        again = engine.search(made(model, PEOPLE[::-1]), text)
        assert [dataclasses.replace(one, person=0) for one in first.ranked] == [
            dataclasses.replace(one, person=0) for one in again.ranked
        ]


def test_an_index_after_a_change_answers_like_one_made_anew(
    model: SkillModel, index: RosterIndex
) -> None:
    left = [one for one in PEOPLE if one.id != "weld"]
    new = [someone("cut", "フライス盤で板を削り、旋盤も教えます。", "フライス"), *left[1:]]
    after = RosterIndex(model, [profile_of(model, one) for one in new], index)
    fresh = made(model, new)
    assert after.shelves[0] is index.shelves[0], "nothing is copied for those who have not changed"
    assert after.shelves[1].keys == ("cut",), "who has not changed is not read again"
    assert after.kept.moved > 0
    for text in NEEDS:
        found, wanted = (engine.search(one, text).ranked for one in (after, fresh))
        assert [one.key for one in found] == [one.key for one in wanted]
        assert [one.word for one in found] == [one.word for one in wanted]
        scores = [one.score for one in wanted]
        assert [one.score for one in found] == pytest.approx(scores, abs=0.05)
    assert "weld" not in keys(after, "TIG溶接で裏が焼ける")


def test_two_shelves_answer_like_one(model: SkillModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_over, "MOST_BESIDE", 9.0)
    monkeypatch.setattr(taking_over, "MOST_MOVED", 9.0)
    given = {one.id: one for one in PEOPLE}
    two = made(model, PEOPLE)
    changes = (
        {"cut": someone("cut", "フライス盤で板を削り、旋盤も教えます。", "フライス")},
        {"weld": someone("weld", "TIG溶接の裏波を教えます。", "溶接", certs=["溶接技能者"])},
        {"cut": None, "a": someone("a", "", "研削"), "sheet": someone("sheet", "曲げと展開。")},
        {"weld": None, "zz": someone("zz", "平面研削の砥石。図面も読みます。")},
    )
    for change in changes:
        given = {key: one for key, one in (given | change).items() if one is not None}
        two = RosterIndex(model, [profile_of(model, one) for one in given.values()], two)
        whole = two.on_one_shelf()
        slots = {key: at for at, key in enumerate(whole.keys)}
        kept = dataclasses.replace(two.kept, shelves=(whole,), slots=slots)
        one = RosterIndex(model, [profile_of(model, one) for one in given.values()], kept)
        assert (len(two.shelves), len(one.shelves)) == (2, 1)
        assert one.keys == two.keys == tuple(sorted(given))
        for text in (*NEEDS, "溶接以外で板金ができる人", "平面研削盤作業1級"):
            found, wanted = engine.search(two, text), engine.search(one, text)
            assert found.ranked == wanted.ranked
            assert found.holders == wanted.holders


def test_a_person_who_comes_back_is_found_as_before(model: SkillModel, index: RosterIndex) -> None:
    profiles = [profile_of(model, one) for one in PEOPLE]
    without = RosterIndex(model, profiles[1:], index)
    again = RosterIndex(model, profiles, without)
    for text in NEEDS:
        assert engine.search(again, text).ranked == engine.search(index, text).ranked


def test_runs_are_learnt_anew_when_much_has_changed(model: SkillModel) -> None:
    few = made(model, PEOPLE[:1])
    said = [f"{at}番目の仕事を教えます。" for at in range(len(model.folded_texts) // 10)]
    many = [someone(f"p{at:04d}", text, "旋盤") for at, text in enumerate(said)]
    after = RosterIndex(model, [profile_of(model, one) for one in many], few)
    assert after.kept.moved == 0
    assert engine.search(after, "旋盤").ranked == engine.search(made(model, many), "旋盤").ranked


def test_an_encoder_that_comes_back_reads_everybody(model: SkillModel) -> None:
    profiles = [profile_of(model, one) for one in PEOPLE]
    encoder = Interrupted()
    broken = SkillModel(model.words, encoder)
    index = RosterIndex(broken, profiles)
    assert not index.has_meaning
    encoder.works = True
    assert RosterIndex(broken, profiles, index).has_meaning


def test_a_long_need_is_quoted_by_the_clause_that_matters(index: RosterIndex) -> None:
    text = "いつもお世話になります。補助金の計画書を書きたいです。来月までに始めます。"
    row = engine.search(index, text).ranked[0]
    assert row.key == "grant"
    assert {one.request.text for one in row.reasons if one.leg is Leg.LEXICAL} == {
        "補助金の計画書を書きたいです"
    }


def test_reasons_stay_few(index: RosterIndex) -> None:
    for text in NEEDS:
        assert all(len(one.reasons) <= reasons.MOST for one in engine.search(index, text).ranked)


def test_folded_lines_hold_every_exact_term(index: RosterIndex) -> None:
    assert folded("平面研削盤作業1級") in index.shelves[0].whole[index.person_of("grind")]
    assert index.shown(index.person_of("grind")).strengths.max() <= 1.0
