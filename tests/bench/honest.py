"""Two questions beside the order: does who somebody is move it, and is it told when nobody serves.

The first puts sentences about age, sex and nation of several lengths into every profile, another
one for every person each time, and compares orders and scores. The second counts how many requests
with nobody to serve them are put before the coordinator (no skill is sure, or nobody is shown), and
how many of the others are so too. Source: design "experts" B9 and part F.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from hub.experts.engine import Answer, search, stated
from hub.experts.lines import GivenExpert, GivenRequest, profile_of
from hub.experts.roster_index import RosterIndex
from hub.experts.weights import RANKING
from hub.skills.model import SkillModel

# noqa: i18n sentences about a person, not of the product
SAID: Final = (
    "71歳の男性です。", "女性、35歳。", "昭和30年生まれ。", "平成2年生まれ、女性です。",
    "日本人です。", "韓国出身。", "60代。", "ネパール出身の男性です。",
    "I am 34 years old, female. ", "台湾人の女性で、今年で58歳です。",
    "Born in 1951, male. ", "",
)  # fmt: skip
TURNS: Final = (1, 5, 8)


def impartial(
    people: Sequence[GivenExpert], asked: Sequence[GivenRequest], model: SkillModel
) -> None:
    """Print how many requests keep order and scores when such sentences change hands."""
    plain, *others = (
        RosterIndex(model, [profile_of(model, one) for one in _saying(people, turn)])
        for turn in (0, *TURNS)
    )
    first = [_order(plain, one) for one in asked]
    same = sum(
        _order(other, one) == found
        for other in others
        for one, found in zip(asked, first, strict=True)
    )
    print(
        f"    age, sex and nation changed: {same} of {len(others) * len(asked)} orders the same,"
        " scores too"
    )


def _saying(people: Sequence[GivenExpert], turn: int) -> list[GivenExpert]:
    """Everybody with one of the sentences before the biography."""
    return [
        replace(one, bio=SAID[(at + turn) % len(SAID)] + one.bio) for at, one in enumerate(people)
    ]


def _order(index: RosterIndex, asked: GivenRequest) -> list[tuple[str, float]]:
    return [(one.key, one.score) for one in search(index, asked.text).ranked]


def admitted(
    people: Sequence[GivenExpert],
    asked: Sequence[GivenRequest],
    grades: Mapping[str, Mapping[str, int]],
    model: SkillModel,
) -> None:
    """Print how often it is said that nobody can be named, with and without somebody to serve."""
    index = RosterIndex(model, [profile_of(model, one) for one in people])
    told: dict[bool, list[bool]] = {True: [], False: []}
    for one in asked:
        if one.qid in grades:
            told[bool(grades[one.qid])].append(_is_open(index, search(index, one.text)))
    print(
        f"    put before the coordinator: {sum(told[False])} of {len(told[False])} requests nobody"
        f" serves, {sum(told[True])} of {len(told[True])} that somebody does"
    )


def _is_open(index: RosterIndex, found: Answer) -> bool:
    """No skill is named or likely enough, or nobody is shown: as the page tells it."""
    need = found.need
    shares = [float(need.shares[index.model.number[code]]) for code in need.chips]
    is_sure = bool(stated(need, index)) or any(one >= RANKING.queue_share for one in shares)
    return not is_sure or all(one.word is None for one in found.ranked)
