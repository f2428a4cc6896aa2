"""Ranks the people of an index for a request; the one way for pages and the command line.

Source: design B4 to B8.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from hub.experts import reasons
from hub.experts.covering import Columns
from hub.experts.matches import MatchReason
from hub.experts.ranking import (
    NO_WORD,
    WORDS,
    Cover,
    Leg,
    Nearness,
    Scores,
    Words,
    adapted,
    covered,
    joined,
    leg,
    no_farther,
    term_part,
    words_of,
)
from hub.experts.roster_index import RosterIndex
from hub.experts.text_legs import TextLegs, text_legs
from hub.experts.weights import RANKING
from hub.kernel.folding import folded
from hub.skills.service import Need, single_thread, understand
from models.vocab.skills import AliasKind, MatchWord

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
EXACT_KINDS: Final = frozenset({AliasKind.FORMAL, AliasKind.MACHINE})
_MODEL_TOKEN: Final = re.compile(r"[a-z]+[- ]?[a-z]*[0-9][0-9a-z-]*|[0-9]+[a-z]+[0-9a-z-]*")
SHORTEST_TOKEN: Final = 3
MOST_HOLDERS: Final = 200
NEAR_DROP: Final = 20.0
NO_WORD_DROP: Final = 40.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """One person in the answer: place in the index, score, word and reasons."""

    person: int
    key: str
    score: float
    word: MatchWord | None
    reasons: tuple[MatchReason, ...]
    uncovered: tuple[str, ...]
    is_exact: bool
    main: str


class Held(NamedTuple):
    """Wanted skills that a person holds, and those of them that are declared or proved."""

    person: int
    score: float
    covers: tuple[str, ...]
    sure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The need as understood, everybody asked for in order, and who surely holds which skills."""

    need: Need
    ranked: tuple[Ranked, ...]
    has_encoder: bool
    holders: tuple[Held, ...] = ()


def search(
    index: RosterIndex,
    text: str,
    *,
    chosen: Sequence[str] = (),
    top: int | None = None,
    among: Flags | None = None,
) -> Answer:
    """Rank everybody for a request in own words.

    `among` hides people, in the order of the index, without changing score or order of the rest.
    """
    need = understand(index.model, text, chosen)
    if not index.keys or not folded(text).strip():
        return Answer(need, (), index.has_meaning)
    with single_thread():
        legs = text_legs(index, need)
        scores = _scores(index, need, legs)
    words = _words(index, need, legs, scores)
    drops = np.array([band_drop(need, word) for word in WORDS])
    total = np.round(scores.total - drops[words], 6)
    # People stand in the order of their keys, which a stable sort keeps among equals.
    order = np.argsort(-total, kind="stable")
    words = no_farther(words, order)
    shown = (order if among is None else order[among[order]])[:top].tolist()
    close = _wanted(index.close, index, need)
    ranked = tuple(
        Ranked(
            person=at,
            key=index.keys[at],
            score=float(total[at]),
            word=WORDS[words[at]],
            reasons=reasons.of(index, need, legs, scores, at),
            uncovered=_uncovered(need, close[at]),
            is_exact=bool(scores.is_exact[at]),
            main=next((one.skill for one in index.profile(at).declared), ""),
        )
        for at in shown
    )
    holders = tuple(_holders(index, need, total, scores.is_last))
    return Answer(need, ranked, legs.encoder is not None, holders)


def further(found: Answer) -> tuple[Ranked, ...]:
    """Those without a word for whom the signs together still speak; nobody who was taken out.

    Beside somebody who is ぴったり the others would only be noise. Source: ADR 54.
    """
    return () if any(one.word is MatchWord.FIT for one in found.ranked) else without_word(found)


def without_word(found: Answer) -> tuple[Ranked, ...]:
    """The same whoever else is there: whether somebody fits is told by those who may be seen."""
    drop = band_drop(found.need, None)
    return tuple(one for one in found.ranked if one.word is None and one.score + drop > 0)


def _holders(index: RosterIndex, need: Need, total: Floats, is_last: Flags) -> Iterator[Held]:
    """The best of those who hold each wanted skill themselves; those taken out hold none."""
    codes = tuple(dict.fromkeys([*need.chips, *stated(need, index)]))
    wanted = [index.model.number[code] for code in codes]
    own = index.own.of(wanted)
    holds = own >= RANKING.team_strength
    holds[is_last] = False
    is_sure = own >= RANKING.declared
    found: set[int] = set()
    for column in holds.T:
        people = np.flatnonzero(column)
        found.update(people[np.argsort(-total[people], kind="stable")][:MOST_HOLDERS].tolist())
    for at in sorted(found):
        held = tuple(code for code, has in zip(codes, holds[at], strict=True) if has)
        sure = tuple(code for code, has in zip(codes, is_sure[at], strict=True) if has)
        yield Held(at, float(total[at]), held, sure)


def named(need: Need) -> frozenset[str]:
    """Skills that the request says by name."""
    return frozenset(one.skill for hit in need.hits for one in hit.meanings if one.is_naming)


def stated(need: Need, index: RosterIndex) -> tuple[str, ...]:
    """Skills that were kept, and those the request says by name, of a shared name the likeliest.

    The request may name more than the few that its chips show.
    """
    found = list(need.chosen)
    for hit in need.hits:
        codes = [one.skill for one in hit.meanings if one.is_naming]
        if codes:
            found.append(max(codes, key=lambda code: need.shares[index.model.number[code]]))
    return tuple(dict.fromkeys(code for code in found if code not in need.excluded))


def is_sure(need: Need, index: RosterIndex) -> bool:
    """Say whether a person kept the skills, or the guess stands out."""
    shares = [float(need.shares[index.model.number[code]]) for code in need.chips]
    return bool(need.chosen) or sum(shares) >= RANKING.sure_share


def is_settled(need: Need) -> bool:
    """Say whether a person kept the skills, or the request says the first of them by name."""
    return bool(need.chosen) or named(need).issuperset(need.chips[:1])


def band_drop(need: Need, word: MatchWord | None) -> float:
    """ぴったり and 対応可 come first, by score, then 近い分野, then the rest. Source: design B6.

    While the skills are a guess, the word may be the guess's fault: it only weighs a little then.
    """
    if word is MatchWord.NEAR:
        return NEAR_DROP if is_settled(need) else RANKING.guess_near
    if word is None:
        return NO_WORD_DROP if is_settled(need) else RANKING.guess_none
    return 0.0


def _scores(index: RosterIndex, need: Need, legs: TextLegs) -> Scores:
    has_encoder = legs.encoder is not None
    said = index.by_person(legs.coverage)[0]
    weights = adapted(float(said.max(initial=0.0)), has_encoder=has_encoder)
    encoder: Leg | None = None
    if legs.encoder is not None:
        encoder = leg(weights.encoder, joined(*index.by_person(legs.encoder)))
    return Scores(
        bridge=leg(weights.bridge, index.reach @ need.shares),
        topic=leg(weights.topic, joined(*index.by_person(legs.topic))),
        encoder=encoder,
        lexical=leg(weights.lexical, joined(*index.by_person(legs.lexical))),
        term=term_part(need.shares, index.worth),
        is_exact=_exact(index, need),
        is_last=_last(index, need),
    )


def _exact(index: RosterIndex, need: Need) -> Flags:
    """Holders of a rare term that the request says word for word."""
    found = np.zeros(len(index.keys), dtype=bool)
    for term in exact_terms(index, need):
        found[index.holders(term)] = True
    return found


def exact_terms(index: RosterIndex, need: Need) -> tuple[str, ...]:
    """Formal names, machines, certificates, standard numbers and models in the request."""
    text = need.folded.text
    terms = [hit.text for hit in need.hits if any(one.kind in EXACT_KINDS for one in hit.meanings)]
    terms += [text[start:end] for start, end in index.certificates.named_in(text)]
    terms += [
        found.group()
        for found in _MODEL_TOKEN.finditer(text)
        if len(found.group()) >= SHORTEST_TOKEN
    ]
    return tuple(dict.fromkeys(terms))


def _last(index: RosterIndex, need: Need) -> Flags:
    """People who have nothing for the request but what it takes out."""
    none = np.zeros(len(index.keys), dtype=bool)
    if not need.excluded:
        return none
    columns = [index.model.number[code] for code in need.excluded]
    edges = index.model.edges[[index.model.number[code] for code in need.chips]]
    near = np.flatnonzero(edges.any(axis=0))
    left = index.strengths.of(near)
    left[:, np.isin(near, columns)] = 0.0
    reach = covered(left, edges[:, near])
    has_other = (reach >= RANKING.able_strength).any(axis=1)
    has_excluded = (index.strengths.of(columns) >= RANKING.able_strength).any(axis=1)
    flags: Flags = np.logical_and(has_excluded, np.logical_not(has_other))
    return flags


def _words(index: RosterIndex, need: Need, legs: TextLegs, scores: Scores) -> Words:
    """The word of everybody, as its place in `WORDS`; nobody who is last has one."""
    encoder = np.zeros_like(legs.lexical) if legs.encoder is None else legs.encoder
    found = words_of(
        Cover(
            need.shares[[index.model.number[code] for code in need.chips]],
            _wanted(index.own, index, need),
            _wanted(index.close, index, need),
            is_sure=is_sure(need, index),
        ),
        Nearness(
            _wanted(index.reach, index, need).max(axis=1, initial=0.0),
            index.by_person(encoder)[0],
            index.by_person(legs.lexical)[0],
            index.by_person(legs.coverage)[0],
            scores.total,
        ),
    )
    found[scores.is_last] = NO_WORD
    return found


def _wanted(of: Columns, index: RosterIndex, need: Need) -> Floats:
    """The columns of the wanted skills."""
    return of.of([index.model.number[code] for code in need.chips])


def _uncovered(need: Need, close: Floats) -> tuple[str, ...]:
    """Wanted skills that a person has neither itself nor by a close one."""
    return tuple(
        code
        for code, strength in zip(need.chips, close, strict=True)
        if strength < RANKING.able_strength
    )
