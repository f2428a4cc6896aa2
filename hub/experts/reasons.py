"""Tells why: the contributions of a score with the two phrases behind each. Source: design B8."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from hub.experts.holdings import Proof
from hub.experts.matches import Leg as Name
from hub.experts.matches import MatchReason, Phrase
from hub.experts.ranking import Scores, softened
from hub.experts.roster_index import RosterIndex, Shown
from hub.experts.text_legs import TextLegs
from hub.experts.weights import RANKING
from hub.skills.service import Need, SkillModel

Floats = npt.NDArray[np.float64]
MOST: Final = 6
LEAST: Final = 0.01
SMALL: Final = 0.001
TELLING: Final = 0.25
CLOSE: Final = 0.5
TITLE: Final = 0.6


class _About(NamedTuple):
    """The request, what was worked out for it, and the person that is told of."""

    model: SkillModel
    need: Need
    legs: TextLegs
    scores: Scores
    person: int
    one: Shown


def of(
    index: RosterIndex, need: Need, legs: TextLegs, scores: Scores, person: int
) -> tuple[MatchReason, ...]:
    """Contributions that lift this person, heaviest first; taking one away lowers the score."""
    about = _About(index.model, need, legs, scores, person, index.shown(person))
    found = [*_bridge(about), *_topic(about), *_texts(about), *_term(about)]
    found = [one for one in found if one.weight >= LEAST]
    return tuple(sorted(found, key=lambda one: (-one.weight, one.leg, one.skill))[:MOST])


def _bridge(about: _About) -> Iterator[MatchReason]:
    """Wanted skills with the skill of the person that answers; one entry per answering skill."""
    model, need, legs, one = about.model, about.need, about.legs, about.one
    held = np.flatnonzero(one.strengths)
    reached = model.edges[:, held] * one.strengths[held]
    worth = need.shares * reached.max(axis=1, initial=0.0)
    found: dict[int, tuple[int, float]] = {}
    for at in np.argsort(-worth, kind="stable"):
        weight = about.scores.bridge.share_of(float(worth[at]))
        if weight < SMALL or model.codes[at] not in need.phrases or not legs.by_clause.size:
            break
        by = int(held[np.argmax(reached[at])])
        first, sum_so_far = found.get(by, (int(at), 0.0))
        found[by] = (first, sum_so_far + weight)
    for by, (at, weight) in found.items():
        row = model.words.by_code[model.codes[by]]
        place = need.phrases[model.codes[at]]
        proof = _sentence(one, legs.by_clause[:, _clause_of(need, place)], row.code)
        yield MatchReason(
            Name.BRIDGE, row.code, row.name_ja, row.name_en,
            _asked(need, place), _shown(one, proof),
            round(weight, 6),
        )  # fmt: skip


def _clause_of(need: Need, place: tuple[int, int]) -> int:
    """Number of the clause in which a place of the request stands."""
    starts = [start for start, _end in need.clauses]
    return max(0, bisect_right(starts, place[0]) - 1)


def _sentence(one: Shown, close: Floats, skill: str) -> Proof:
    """The person's sentence that answers best: near to the clause, and telling of the skill.

    A skill that only a certificate or a list shows keeps that line, unless a sentence is close.
    """
    telling = one.holding.chunks.get(skill, set())
    mine = [at for at, is_told in enumerate(one.is_told) if is_told]
    near = close[one.chunks.start : one.chunks.stop].tolist()
    lines = one.profile.lines

    def worth(at: int) -> float:
        title = lines[one.places[at].line].is_title
        return float(near[at]) + TELLING * (at in telling) - TITLE * title

    best = max(mine, key=worth, default=None)
    if best is None or (best not in telling and near[best] < CLOSE):
        return one.holding.shown(skill)
    return Proof(0.0, *one.places[best])


def _topic(about: _About) -> Iterator[MatchReason]:
    """The sentence most alike in what it speaks of, under the skill both guesses share most."""
    need, one = about.need, about.one
    weight = about.scores.topic.part_of(about.person)
    if not one.places or weight < LEAST:
        return
    best = int(np.argmax(about.legs.topic[one.chunks.start : one.chunks.stop]))
    shared = one.shares[best] * softened(need.shares)
    code = about.model.codes[int(np.argmax(shared))]
    place = need.phrases.get(code)
    if place is None or not shared.any():
        return
    row = about.model.words.by_code[code]
    yield MatchReason(
        Name.TOPIC, row.code, row.name_ja, row.name_en, _asked(need, place),
        _shown(one, Proof(0.0, *one.places[best])), round(weight, 6),
    )  # fmt: skip


def _texts(about: _About) -> Iterator[MatchReason]:
    """The nearest sentence by words and by meaning."""
    need, legs, scores, one = about.need, about.legs, about.scores, about.one
    if not one.places or not need.clauses:
        return
    first = one.chunks.start
    for name, leg, values, asked in (
        (Name.LEXICAL, scores.lexical, legs.lexical, legs.asked_lexical),
        (Name.ENCODER, scores.encoder, legs.encoder, legs.asked_encoder),
    ):
        if leg is None or values is None:
            continue
        weight = leg.part_of(about.person)
        if weight >= LEAST:
            best = int(np.argmax(values[first : one.chunks.stop]))
            yield MatchReason(
                name, "", "", "", _asked(need, need.clauses[int(asked[first + best])]),
                _shown(one, Proof(0.0, *one.places[best])), round(weight, 6),
            )  # fmt: skip


def _term(about: _About) -> Iterator[MatchReason]:
    """Certificates in wanted skills."""
    need, one = about.need, about.one
    for skill, (worth, line) in sorted(one.holding.grades.items()):
        share = float(need.shares[about.model.number[skill]])
        weight = RANKING.term * RANKING.term_grade * share * worth
        place = need.phrases.get(skill)
        if weight < LEAST or place is None:
            continue
        row = about.model.words.by_code[skill]
        text = one.profile.lines[line].text
        yield MatchReason(
            Name.TERM, skill, row.name_ja, row.name_en, _asked(need, place),
            _shown(one, Proof(worth, line, 0, len(text))), round(weight, 6),
        )  # fmt: skip


def _asked(need: Need, place: tuple[int, int]) -> Phrase:
    start, end = place
    return Phrase(need.source[start:end], start, end)


def _shown(one: Shown, proof: Proof) -> Phrase:
    line = one.profile.lines[proof.line]
    return Phrase(line.text[proof.start : proof.end], proof.start, proof.end, line.field)
