"""Tells why: the contributions of a score with the two phrases behind each. Source: design B8."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from hub.experts.holdings import Proof
from hub.experts.matches import Leg as Name
from hub.experts.matches import MatchReason, Phrase
from hub.experts.ranking import Scores, softened
from hub.experts.roster_index import RosterIndex
from hub.experts.text_legs import TextLegs
from hub.experts.weights import RANKING
from hub.skills.service import Need

Floats = npt.NDArray[np.float64]
MOST: Final = 6
LEAST: Final = 0.01
SMALL: Final = 0.001
TELLING: Final = 0.25
CLOSE: Final = 0.5
TITLE: Final = 0.6


def of(
    index: RosterIndex, need: Need, legs: TextLegs, scores: Scores, person: int
) -> tuple[MatchReason, ...]:
    """Contributions that lift this person, heaviest first; taking one away lowers the score."""
    found = [
        *_bridge(index, need, legs, scores, person),
        *_topic(index, need, legs, scores, person),
        *_texts(index, need, legs, scores, person),
        *_term(index, need, person),
    ]
    found = [one for one in found if one.weight >= LEAST]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.leg, one.skill))[:MOST])


def _bridge(
    index: RosterIndex, need: Need, legs: TextLegs, scores: Scores, person: int
) -> Iterator[MatchReason]:
    """Wanted skills with the skill of the person that answers; one entry per answering skill."""
    model = index.model
    strengths = index.strengths[person]
    worth = need.shares * index.reach[person]
    found: dict[int, tuple[int, float]] = {}
    for at in np.argsort(-worth, kind="stable"):
        weight = scores.bridge.share_of(float(worth[at]))
        if weight < SMALL or model.codes[at] not in need.phrases or not legs.by_clause.size:
            break
        by = int(np.argmax(model.edges[at] * strengths))
        first, sum_so_far = found.get(by, (int(at), 0.0))
        found[by] = (first, sum_so_far + weight)
    for by, (at, weight) in found.items():
        row = model.words.by_code[model.codes[by]]
        place = need.phrases[model.codes[at]]
        proof = _sentence(index, legs.by_clause[:, _clause_of(need, place)], person, row.code)
        yield MatchReason(
            Name.BRIDGE, row.code, row.name_ja, row.name_en,
            _asked(need, place), _shown(index, person, proof),
            round(weight, 6),
        )  # fmt: skip


def _clause_of(need: Need, place: tuple[int, int]) -> int:
    """Number of the clause in which a place of the request stands."""
    starts = [start for start, _end in need.clauses]
    return max(0, bisect_right(starts, place[0]) - 1)


def _sentence(index: RosterIndex, close: Floats, person: int, skill: str) -> Proof:
    """The person's sentence that answers best: near to the clause, and telling of the skill.

    A skill that only a certificate or a list shows keeps that line, unless a sentence is close.
    """
    holding = index.holdings[person]
    first = int(index.ends[person])
    telling = {first + at for at in holding.chunks.get(skill, ())}
    mine = [at for at in index.chunks_of(person) if index.is_told(at)]
    lines = index.profiles[person].lines

    def worth(at: int) -> float:
        title = lines[index.chunks[at].line].is_title
        return float(close[at]) + TELLING * (at in telling) - TITLE * title

    best = max(mine, key=worth, default=None)
    if best is None or (best not in telling and close[best] < CLOSE):
        return holding.shown(skill)
    chunk = index.chunks[best]
    return Proof(0.0, chunk.line, chunk.start, chunk.end)


def _topic(
    index: RosterIndex, need: Need, legs: TextLegs, scores: Scores, person: int
) -> Iterator[MatchReason]:
    """The sentence most alike in what it speaks of, under the skill both guesses share most."""
    mine = list(index.chunks_of(person))
    weight = scores.topic.part_of(person)
    if not mine or weight < LEAST:
        return
    best = mine[int(np.argmax(legs.topic[mine]))]
    shared = index.told_shares[best].toarray()[0] * softened(need.shares)
    code = index.model.codes[int(np.argmax(shared))]
    place = need.phrases.get(code)
    if place is None or not shared.any():
        return
    row, chunk = index.model.words.by_code[code], index.chunks[best]
    yield MatchReason(
        Name.TOPIC, row.code, row.name_ja, row.name_en, _asked(need, place),
        _shown(index, person, Proof(0.0, chunk.line, chunk.start, chunk.end)), round(weight, 6),
    )  # fmt: skip


def _texts(
    index: RosterIndex, need: Need, legs: TextLegs, scores: Scores, person: int
) -> Iterator[MatchReason]:
    """The nearest sentence by words and by meaning."""
    mine = list(index.chunks_of(person))
    if not mine or not need.clauses:
        return
    for name, leg, values, asked in (
        (Name.LEXICAL, scores.lexical, legs.lexical, legs.asked_lexical),
        (Name.ENCODER, scores.encoder, legs.encoder, legs.asked_encoder),
    ):
        if leg is None or values is None:
            continue
        weight = leg.part_of(person)
        best = mine[int(np.argmax(values[mine]))]
        chunk = index.chunks[best]
        if weight >= LEAST:
            proof = Proof(0.0, chunk.line, chunk.start, chunk.end)
            yield MatchReason(
                name, "", "", "", _asked(need, need.clauses[int(asked[best])]),
                _shown(index, person, proof), round(weight, 6),
            )  # fmt: skip


def _term(index: RosterIndex, need: Need, person: int) -> Iterator[MatchReason]:
    """Certificates in wanted skills."""
    for skill, (worth, line) in sorted(index.holdings[person].grades.items()):
        share = float(need.shares[index.model.number[skill]])
        weight = RANKING.term * RANKING.term_grade * share * worth
        place = need.phrases.get(skill)
        if weight < LEAST or place is None:
            continue
        row = index.model.words.by_code[skill]
        text = index.profiles[person].lines[line].text
        yield MatchReason(
            Name.TERM, skill, row.name_ja, row.name_en, _asked(need, place),
            _shown(index, person, Proof(worth, line, 0, len(text))), round(weight, 6),
        )  # fmt: skip


def _asked(need: Need, place: tuple[int, int]) -> Phrase:
    start, end = place
    return Phrase(need.source[start:end], start, end)


def _shown(index: RosterIndex, person: int, proof: Proof) -> Phrase:
    line = index.profiles[person].lines[proof.line]
    return Phrase(line.text[proof.start : proof.end], proof.start, proof.end, line.field)
