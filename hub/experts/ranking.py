"""Scores experts for a need from three legs, and says in a word how well each fits.

Decides on numbers alone; where they come from is `index_of_roster`. Source: design B4 to B8.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from hub.experts.weights import RANKING, RankingWeights
from models.vocab.skills import MatchWord

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.int64]
FLAT: Final = 1e-9
# Below this a leg only holds the rounding of its vectors, which would be blown up to a difference.
EVEN: Final = 1e-6
WORDS: Final = (MatchWord.FIT, MatchWord.ABLE, MatchWord.NEAR, None)
FIT, ABLE, NEAR, NO_WORD = range(len(WORDS))
EXACT_LIFT: Final = 100.0
LAST_DROP: Final = 100.0


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg over the whole roster: its weight, raw values, mean and spread."""

    weight: float
    raw: Floats
    mean: float
    spread: float

    @property
    def z(self) -> Floats:
        """Values in spreads from the mean; all 0 when the leg tells nobody apart."""
        if self.spread < EVEN:
            return np.zeros_like(self.raw)
        made: Floats = (self.raw - self.mean) / self.spread
        return made

    def part_of(self, person: int) -> float:
        """What the leg adds to the score of one."""
        if self.spread < EVEN:
            return 0.0
        return self.weight * ((float(self.raw[person]) - self.mean) / self.spread)

    @property
    def part(self) -> Floats:
        """What the leg adds to the score."""
        made: Floats = self.weight * self.z
        return made

    def share_of(self, raw: float) -> float:
        """What a piece of the raw value adds to the score."""
        return 0.0 if self.spread < EVEN else self.weight * raw / self.spread


@dataclass(frozen=True, slots=True)
class Scores:
    """The legs, the certificate and years term, and the score of everybody."""

    bridge: Leg
    topic: Leg
    encoder: Leg | None
    lexical: Leg
    term: Floats
    is_exact: npt.NDArray[np.bool_]
    is_last: npt.NDArray[np.bool_]

    @property
    def total(self) -> Floats:
        """S + T, with the tiers: exact rare terms first, those taken out last."""
        made = self.bridge.part + self.topic.part + self.lexical.part + self.term
        if self.encoder is not None:
            made = made + self.encoder.part
        made = made + EXACT_LIFT * (self.is_exact & ~self.is_last)
        lowered: Floats = made - LAST_DROP * self.is_last
        return lowered


def leg(weight: float, raw: Floats) -> Leg:
    """Standardise a leg over the whole roster, before any filter."""
    if not len(raw):
        return Leg(weight, raw, 0.0, 0.0)
    return Leg(weight, raw, float(raw.mean()), float(raw.std()))


class LegWeights(NamedTuple):
    """How much each leg counts; together 1."""

    bridge: float
    topic: float
    encoder: float
    lexical: float


def adapted(coverage: float, *, has_encoder: bool, weights: RankingWeights = RANKING) -> LegWeights:
    """Weights of the legs: words count more when a profile holds them.

    Without an encoder its weight falls to the others in proportion.
    """
    bridge, topic, lexical = weights.bridge, weights.topic, weights.lexical
    encoder = weights.encoder if has_encoder else 0.0
    rest = bridge + topic + encoder + lexical
    bridge, topic, encoder, lexical = (one / rest for one in (bridge, topic, encoder, lexical))
    alpha = min(1.0, max(0.0, (coverage - weights.coverage_from) / weights.coverage_span))
    raised = lexical + alpha * max(0.0, weights.lexical_most - lexical)
    shrunk = (1 - raised) / (1 - lexical)
    return LegWeights(bridge * shrunk, topic * shrunk, encoder * shrunk, raised)


def softened(shares: Floats, weights: RankingWeights = RANKING) -> Floats:
    """Shares brought nearer to one another, so that a second and third guess count too."""
    made: Floats = shares**weights.topic_power
    return made


def joined(best: Floats, mean: Floats, weights: RankingWeights = RANKING) -> Floats:
    """A leg's value of a person from the chunks: the best one, and the mean beside it.

    The mean tells whose main matter it is from those who mention it among others.
    """
    made: Floats = best + weights.mean_share * mean
    return made


def covered(strengths: Floats, edges: Floats) -> Floats:
    """How far each person (row) covers each wanted skill (row of edges), itself or by another."""
    made = np.zeros((len(strengths), len(edges)))
    for at in range(edges.shape[0]):
        near = np.flatnonzero(edges[at])
        made[:, at] = (strengths[:, near] * edges[at, near]).max(axis=1)
    return made


def rare(count: int, listed: int, weights: RankingWeights = RANKING) -> bool:
    """Say whether so few people hold a term that it leads to them."""
    return 0 < count <= max(weights.exact_least, weights.exact_share * listed)


class Weighable(Protocol):
    """A value per person and skill that can be weighed by a share per skill."""

    def __matmul__(self, shares: Floats, /) -> Floats:
        """Add up each person's values so weighed."""
        ...


def term_part(shares: Floats, worth: Weighable, weights: RankingWeights = RANKING) -> Floats:
    """Certificates and years in the wanted skills: orders equals, never beats relevance."""
    made: Floats = weights.term * (worth @ shares)
    return made


def term_worth(grades: Floats, years: Floats, weights: RankingWeights = RANKING) -> Floats:
    """What certificates and years are worth per person and skill, between 0 and 1.

    `years` holds (1 - e^(-years/10)) * 0.5^(gap/10) per person and skill.
    """
    made: Floats = weights.term_grade * grades + weights.term_years * years
    return made


@dataclass(frozen=True, slots=True)
class Cover:
    """What the people (rows) have for the wanted skills (columns), and the shares of those.

    `is_sure`: a person kept the skills, or the guess stands out; else nobody is ぴったり.
    """

    shares: Floats
    own: Floats
    close: Floats
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Nearness:
    """What else speaks for each person: the nearest skill, the two text legs, and the score.

    `coverage` is how much of the request's own words one sentence of the profile holds.
    """

    bridge: Floats
    encoder: Floats
    lexical: Floats
    coverage: Floats
    score: Floats


def words_of(cover: Cover, near: Nearness, weights: RankingWeights = RANKING) -> Words:
    """The word of each person as its place in `WORDS`.

    対応可 takes as much of the whole guess as keeps a need out of the coordinator's queue; who
    covers the likeliest skills of a weaker guess is 近い分野. Source: ADR 54.
    """
    mass = cover.shares.sum()
    fit = (cover.own >= weights.fit_strength - FLAT) @ cover.shares
    able = (np.maximum(cover.own, cover.close) >= weights.able_strength - FLAT) @ cover.shares
    is_fit = (fit >= weights.fit_mass * mass - FLAT) & bool(mass > 0 and cover.is_sure)
    covers = (able >= weights.able_mass * mass - FLAT) & bool(mass > 0)
    is_able = covers & (able >= weights.queue_share - FLAT)
    is_able |= near.coverage >= weights.said_coverage
    is_near = (
        covers
        | (near.bridge >= weights.near_bridge)
        | (near.encoder >= weights.near_encoder)
        | (near.lexical >= weights.near_lexical)
    ) & (near.score > 0)
    made: Words = np.select([is_fit, is_able, is_near], [FIT, ABLE, NEAR], NO_WORD)
    return made


def no_farther(words: Words, order: Words, weights: RankingWeights = RANKING) -> Words:
    """Whoever stands in the first places before somebody with a word is 近い分野 as well.

    All signs together put this person nearer, though no sign alone does. Where nobody has a word,
    nobody gets one: what nobody can serve is still told so. Source: ADR 54.
    """
    worded = np.flatnonzero(words[order] != NO_WORD)
    made = words.copy()
    if len(worded):
        before = order[: min(int(worded[-1]), weights.near_places)]
        made[before[words[before] == NO_WORD]] = NEAR
    return made
