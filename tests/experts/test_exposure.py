"""Who is seldom asked comes before others who fit alike; nobody is lifted over a better fit."""

import pytest

from hub.experts.exposure import shared
from hub.experts.matches import MatchRow
from models.vocab.skills import MatchWord


def row(expert_id: int, score: float, *, is_exact: bool = False) -> MatchRow:
    return MatchRow(expert_id, MatchWord.ABLE, score, (), (), is_exact)


def order(rows: list[MatchRow], accepted: dict[int, int], **more: float) -> list[int]:
    return [one.expert_id for one in shared(rows, accepted, **more)]


def test_of_two_who_fit_alike_the_one_who_is_seldom_asked_comes_first() -> None:
    assert order([row(1, 1.0), row(2, 0.9)], {1: 4}) == [2, 1]
    assert order([row(1, 1.0), row(2, 0.9)], {1: 4, 2: 4}) == [1, 2]


def test_a_much_better_fit_stays_first_however_often_it_was_asked() -> None:
    assert order([row(1, 5.0), row(2, 0.9)], {1: 30}) == [1, 2]


def test_who_holds_the_exact_term_stays_first() -> None:
    assert order([row(1, 100.2, is_exact=True), row(2, 100.1, is_exact=True)], {1: 50}) == [1, 2]


def test_nobody_rises_out_of_the_neighbouring_fields() -> None:
    able, near = row(1, 0.2), row(2, 1.9 - 20)
    assert order([able, near], {1: 200}) == [1, 2]


@pytest.mark.parametrize("accepted", [{}, {1: 3, 2: 3, 3: 3}])
def test_equals_keep_their_order(accepted: dict[int, int]) -> None:
    assert order([row(3, 1.0), row(1, 1.0), row(2, 1.0)], accepted) == [1, 2, 3]


def test_a_dial_of_nothing_leaves_the_ranking_as_it_is() -> None:
    assert order([row(1, 1.0), row(2, 0.99)], {1: 9}, dial=0.0) == [1, 2]
