"""The proposed team covers what can be covered, with the fewest people."""

import random
from dataclasses import replace
from itertools import combinations

import pytest

from hub.experts import team
from hub.experts.diversity import varied
from hub.experts.matches import MatchRow
from hub.experts.team import Candidate, proposed
from models.vocab.skills import MatchWord


def one(
    expert_id: int, *covers: str, score: float = 0.0, free: str = "", fee: int = 0
) -> Candidate:
    return Candidate(expert_id, score, frozenset(covers), frozenset(free), fee)


def ids(found: team.Team | None) -> list[int]:
    assert found is not None
    return [expert_id for expert_id, _covers in found.members]


def test_one_who_holds_everything_is_a_team_alone() -> None:
    found = proposed(["a", "b"], [one(1, "a"), one(2, "b"), one(3, "a", "b", score=-5.0)])
    assert ids(found) == [3]
    assert found is not None
    assert found.is_whole


def test_two_share_the_skills_and_each_is_told_with_its_own() -> None:
    found = proposed(["a", "b"], [one(1, "a", score=1.0), one(2, "b", score=2.0)])
    assert found is not None
    assert found.members == ((2, ("b",)), (1, ("a",)))
    assert found.missing == ()


def test_what_nobody_holds_is_said_and_the_rest_is_covered() -> None:
    found = proposed(["a", "b", "c"], [one(1, "a"), one(2, "b")])
    assert found is not None
    assert sorted(ids(found)) == [1, 2]
    assert found.missing == ("c",)
    assert not found.is_whole


def test_equal_teams_go_by_shared_time_then_fee_then_score_then_id() -> None:
    first = one(1, "a", free="xy")
    assert sorted(ids(proposed("ab", [first, one(2, "b", free="z"), one(3, "b", free="x")]))) == [
        1,
        3,
    ]
    dear, cheap = one(2, "b", free="x", fee=9, score=5.0), one(3, "b", free="x", fee=8)
    assert sorted(ids(proposed("ab", [first, dear, cheap]))) == [1, 3]
    good, less = one(2, "b", score=1.0), one(3, "b", score=2.0)
    assert sorted(ids(proposed("ab", [first, good, less]))) == [1, 3]
    assert sorted(ids(proposed("ab", [first, one(3, "b"), one(2, "b")]))) == [1, 2]


def test_who_has_declared_a_skill_comes_before_who_only_tells_of_it() -> None:
    first = one(1, "a", free="x")
    told = one(2, "b", free="xyz", fee=1)
    declared = replace(one(3, "b", free="z", fee=9), sure=frozenset("b"))
    assert sorted(ids(proposed("ab", [first, told, declared]))) == [1, 3]


def test_common_days_beyond_enough_count_no_more_than_a_lower_fee() -> None:
    many, enough = "abcdefghijklmnop", "abcdefgh"
    first = one(1, "a", free=many)
    dear, cheap = one(2, "b", free=many, fee=9), one(3, "b", free=enough, fee=8)
    assert sorted(ids(proposed("ab", [first, dear, cheap]))) == [1, 3]
    few = one(3, "b", free=enough[:7], fee=8)
    assert sorted(ids(proposed("ab", [first, dear, few]))) == [1, 2]


def test_a_team_of_three_holds_what_it_can_of_four() -> None:
    found = proposed("abcd", [one(1, "a"), one(2, "b"), one(3, "c"), one(4, "d", "a")])
    assert found is not None
    assert len(found.members) == team.USUAL_SIZE
    assert len(found.missing) == 0
    spread = proposed("abcd", [one(at, sign) for at, sign in enumerate("abcd", 1)])
    assert spread is not None
    assert len(spread.members) == team.USUAL_SIZE
    assert len(spread.missing) == 1


def test_nobody_is_no_team() -> None:
    assert proposed("ab", []) is None
    assert proposed("ab", [one(1), one(2, "c")]) is None


def test_no_more_people_than_trying_everybody_finds() -> None:
    dice = random.Random(5)  # noqa: S311  a sample, not a secret
    for _turn in range(200):
        skills = "abcd"[: dice.randint(2, 4)]
        people = [
            one(at, *(s for s in skills if dice.random() < 0.2), score=dice.random())
            for at in range(40)
        ]
        held = {skill for each in people for skill in each.covers}
        covers = {each.covers for each in people}
        least = next(
            (n for n in range(1, 4) for some in combinations(covers, n)
             if frozenset().union(*some) >= held), None,
        )  # fmt: skip
        found = proposed(skills, people)
        if not held:
            assert found is None
            continue
        got = {skill for _at, own in found.members for skill in own} if found else set()
        assert least is None or (got == held and len(ids(found)) == least)


def test_too_many_for_trying_all_still_cover_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(team, "MOST_TRIED", 10)
    people = [one(1, "a", "b", score=9.0), one(2, "c"), one(3, "b", "c"), one(4, "a"), one(5, "a")]
    found = proposed("abc", people)
    assert found is not None
    assert found.is_whole
    assert len(found.members) == 2


def row(expert_id: int, score: float, main: str, word: MatchWord = MatchWord.ABLE) -> MatchRow:
    return MatchRow(expert_id, word, score, (), (), main=main)


def order(*rows: MatchRow) -> list[int]:
    return [each.expert_id for each in varied(rows, lambda each: each.score)]


def test_of_two_nearly_alike_another_trade_comes_first() -> None:
    assert order(row(1, 1.0, "a"), row(2, 0.9, "a"), row(3, 0.8, "b")) == [1, 3, 2]
    assert order(row(1, 1.0, "a"), row(2, 0.9, "a"), row(3, 0.7, "b")) == [1, 2, 3]
    assert order(row(1, 1.0, ""), row(2, 0.9, ""), row(3, 0.8, "b")) == [1, 2, 3]


def test_words_and_exact_terms_keep_their_places() -> None:
    exact = MatchRow(9, MatchWord.ABLE, 101.0, (), (), is_exact=True, main="a")
    also = MatchRow(8, MatchWord.ABLE, 100.95, (), (), is_exact=True, main="a")
    other = MatchRow(7, MatchWord.ABLE, 100.9, (), (), is_exact=True, main="b")
    near = row(4, 0.95, "b", MatchWord.NEAR)
    mixed = [exact, also, other, row(1, 1.0, "a"), near, row(2, 0.9, "a"), row(3, 0.8, "b")]
    assert order(*mixed) == [9, 8, 7, 1, 4, 3, 2]


def test_an_order_without_penalty_stays_as_it_is() -> None:
    rows = [row(at, 1.0 - at / 10, "a") for at in range(5)]
    assert varied(rows, lambda each: each.score, 0.0) == tuple(rows)
