"""The score: legs, weights that follow the request, tiers, and the word for how well one fits."""

import numpy as np
import pytest

from hub.experts.ranking import (
    WORDS,
    Cover,
    Nearness,
    Scores,
    adapted,
    covered,
    joined,
    leg,
    no_farther,
    rare,
    term_part,
    term_worth,
    words_of,
)
from hub.experts.weights import RANKING
from models.vocab.skills import MatchWord


def near(*values: float) -> Nearness:
    """What speaks for one person besides the skills: bridge, encoder, lexical, coverage, score."""
    return Nearness(*(np.array([value]) for value in values))


def cover(
    shares: list[float], own: list[float], close: list[float], *, is_sure: bool = True
) -> Cover:
    """What one person has for the wanted skills."""
    return Cover(np.array(shares), np.array([own]), np.array([close]), is_sure)


FAR = near(0.0, 0.0, 0.0, 0.0, 1.0)


def scores(bridge: list[float], **other: list[bool]) -> Scores:
    none = np.zeros(len(bridge), dtype=bool)
    flat = np.zeros(len(bridge))
    return Scores(
        bridge=leg(0.5, np.array(bridge)),
        topic=leg(0.2, flat),
        encoder=None,
        lexical=leg(0.5, flat),
        term=flat,
        is_exact=np.array(other.get("is_exact", none)),
        is_last=np.array(other.get("is_last", none)),
    )


def test_a_leg_is_measured_in_spreads_over_the_whole_roster() -> None:
    made = leg(0.5, np.array([1.0, 3.0]))
    assert made.z.tolist() == [-1.0, 1.0]
    assert made.part.tolist() == [-0.5, 0.5]
    assert made.share_of(0.5) == 0.25


def test_a_leg_that_tells_nobody_apart_says_nothing() -> None:
    made = leg(0.5, np.array([0.2, 0.2, 0.2]))
    assert made.part.tolist() == [0.0, 0.0, 0.0]
    assert made.share_of(0.2) == 0.0
    assert leg(0.5, np.array([])).part.tolist() == []


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        (0.0, (0.23, 0.46, 0.22, 0.09)),
        (0.35, (0.23, 0.46, 0.22, 0.09)),
        (0.525, (0.1465934066, 0.2931868132, 0.1402197802, 0.42)),
        (0.7, (0.0631868132, 0.1263736264, 0.0604395604, 0.75)),
        (1.0, (0.0631868132, 0.1263736264, 0.0604395604, 0.75)),
    ],
)
def test_words_count_more_when_a_profile_holds_them(
    coverage: float, expected: tuple[float, float, float, float]
) -> None:
    assert adapted(coverage, has_encoder=True) == pytest.approx(expected)


@pytest.mark.parametrize("coverage", [0.0, 0.5, 1.0])
def test_the_weights_always_make_one(coverage: float) -> None:
    for has_encoder in (True, False):
        weights = adapted(coverage, has_encoder=has_encoder)
        assert sum(weights) == pytest.approx(1.0)
        assert (weights.encoder == 0.0) is not has_encoder


def test_whose_sentences_all_speak_of_it_stands_before_who_mentions_it_once() -> None:
    master, other = joined(np.array([0.8, 0.8]), np.array([0.7, 0.4])).tolist()
    assert master > other > joined(np.array([0.7]), np.array([0.4]))[0]


def test_the_rounding_of_vectors_tells_nobody_apart() -> None:
    assert leg(0.5, np.array([0.2, 0.2 + 1e-8, 0.2])).part.tolist() == [0.0, 0.0, 0.0]


def test_a_neighbour_covers_a_skill_by_its_edge_and_never_over_two_steps() -> None:
    edges = np.array([[1.0, 0.6, 0.0], [0.6, 1.0, 0.3], [0.0, 0.3, 1.0]])
    strengths = np.array([[0.0, 0.0, 1.0], [0.7, 0.9, 0.0]])
    assert covered(strengths, edges).tolist() == pytest.approx(
        np.array([[0.0, 0.3, 1.0], [0.7, 0.9, 0.27]])
    )


@pytest.mark.parametrize(
    ("holders", "listed", "expected"),
    [(0, 20, False), (1, 20, True), (3, 20, True), (4, 20, False), (9, 1000, True)],
)
def test_a_term_is_rare_up_to_three_holders_or_one_in_a_hundred(
    holders: int, listed: int, *, expected: bool
) -> None:
    assert rare(holders, listed) is expected


def test_certificates_and_years_never_pass_a_quarter() -> None:
    shares = np.array([0.5, 0.5])
    best = np.ones((1, 2))
    none = np.zeros((1, 2))
    assert term_part(shares, term_worth(best, best)).tolist() == pytest.approx([RANKING.term])
    assert term_part(shares, term_worth(none, none)).tolist() == [0.0]


def test_an_exact_term_comes_first_and_what_is_taken_out_last() -> None:
    found = scores(
        [3.0, 2.0, 1.0], is_exact=[False, False, True], is_last=[True, False, False]
    ).total
    assert np.argsort(-found).tolist() == [2, 1, 0]


def test_somebody_taken_out_is_last_even_with_the_exact_term() -> None:
    found = scores([3.0, 1.0], is_exact=[True, False], is_last=[True, False]).total
    assert np.argsort(-found).tolist() == [1, 0]


@pytest.mark.parametrize(
    ("has", "expected"),
    [
        pytest.param(cover([0.9], [1.0], [1.0]), MatchWord.FIT, id="holds the one skill"),
        pytest.param(cover([0.9], [0.7], [0.7]), MatchWord.FIT, id="tells of it by name"),
        pytest.param(cover([0.9], [0.69], [0.69]), MatchWord.ABLE, id="tells of it loosely"),
        pytest.param(
            cover([0.4, 0.1], [1.0, 0.0], [1.0, 0.0]), MatchWord.FIT, id="four fifths of the mass"
        ),
        pytest.param(
            cover([0.46, 0.52], [1.0, 0.0], [1.0, 0.0]), MatchWord.ABLE, id="one wish of two"
        ),
        pytest.param(
            cover([0.3, 0.3, 0.3], [1.0, 0.0, 0.0], [1.0, 0.0, 0.0]), None, id="one wish of three"
        ),
        pytest.param(cover([0.9], [0.0], [0.9]), MatchWord.ABLE, id="holds a close skill"),
        pytest.param(
            cover([0.26], [1.0], [1.0], is_sure=False), MatchWord.ABLE, id="the guess is weak"
        ),
        pytest.param(
            cover([0.24], [1.0], [1.0], is_sure=False), MatchWord.NEAR, id="it is too weak to claim"
        ),
        pytest.param(cover([0.9], [0.4], [0.4]), None, id="too little"),
        pytest.param(cover([], [], []), None, id="nothing understood"),
    ],
)
def test_the_word_follows_from_what_is_covered(has: Cover, expected: MatchWord | None) -> None:
    assert [WORDS[at] for at in words_of(has, FAR)] == [expected]


@pytest.mark.parametrize(
    ("signs", "expected"),
    [
        (near(0.3, 0.0, 0.0, 0.0, 0.1), MatchWord.NEAR),
        (near(0.0, 0.6, 0.0, 0.0, 0.1), MatchWord.NEAR),
        (near(0.0, 0.0, 0.4, 0.0, 0.1), MatchWord.NEAR),
        (near(0.3, 0.6, 0.4, 0.0, -0.1), None),
        (near(0.1, 0.1, 0.1, 0.0, 2.0), None),
    ],
)
def test_a_neighbouring_field_needs_a_sign_and_more_than_the_average(
    signs: Nearness, expected: MatchWord | None
) -> None:
    found = words_of(cover([0.9], [0.0], [0.0]), signs)
    assert [WORDS[at] for at in found] == [expected]


def test_somebody_who_says_the_same_in_own_words_is_able() -> None:
    found = words_of(cover([0.9], [0.0], [0.0]), near(0.0, 0.0, 0.0, 0.8, 0.1))
    assert [WORDS[at] for at in found] == [MatchWord.ABLE]


FIT, ABLE, NEAR, NO_WORD = range(len(WORDS))


def test_who_stands_before_somebody_of_a_near_field_is_near_as_well() -> None:
    words = np.array([NO_WORD, NEAR, NO_WORD, ABLE, NO_WORD])
    order = np.array([0, 3, 2, 1, 4])
    assert no_farther(words, order).tolist() == [NEAR, NEAR, NEAR, ABLE, NO_WORD]
    assert words.tolist() == [NO_WORD, NEAR, NO_WORD, ABLE, NO_WORD]


def test_where_nobody_has_a_word_nobody_gets_one() -> None:
    nobody = np.full(4, NO_WORD)
    assert no_farther(nobody, np.arange(4)).tolist() == [NO_WORD] * 4


def test_only_the_first_places_are_lifted_to_a_near_field() -> None:
    words = np.array([NO_WORD] * (RANKING.near_places + 1) + [NEAR])
    lifted = no_farther(words, np.arange(len(words)))
    assert lifted.tolist() == [NEAR] * RANKING.near_places + [NO_WORD, NEAR]
