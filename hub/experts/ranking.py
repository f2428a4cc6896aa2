"""Scores experts for a need from three legs, and says in a word how well each fits.

Decides on numbers alone; where they come from is `index_of_roster`. Source: design B4 to B8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hub.experts.weights import RANKING, RankingWeights
from models.vocab.skills import MatchWord

Floats = npt.NDArray[np.float64]
FLAT: Final = 1e-9
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
        if self.spread < FLAT:
            return np.zeros_like(self.raw)
        made: Floats = (self.raw - self.mean) / self.spread
        return made

    @property
    def part(self) -> Floats:
        """What the leg adds to the score."""
        made: Floats = self.weight * self.z
        return made

    def share_of(self, raw: float) -> float:
        """What a piece of the raw value adds to the score."""
        return 0.0 if self.spread < FLAT else self.weight * raw / self.spread


@dataclass(frozen=True, slots=True)
class Scores:
    """The legs, the certificate and years term, and the score of everybody."""

    bridge: Leg
    encoder: Leg | None
    lexical: Leg
    term: Floats
    is_exact: npt.NDArray[np.bool_]
    is_last: npt.NDArray[np.bool_]

    @property
    def total(self) -> Floats:
        """S + T, with the tiers: exact rare terms first, those taken out last."""
        made = self.bridge.part + self.lexical.part + self.term
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


def adapted(
    coverage: float, *, has_encoder: bool, weights: RankingWeights = RANKING
) -> tuple[float, float, float]:
    """Weights of bridge, encoder and lexical leg: words count more when a profile holds them.

    Without an encoder its weight falls to the other two in proportion.
    """
    bridge, encoder, lexical = weights.bridge, weights.encoder, weights.lexical
    if not has_encoder:
        rest = bridge + lexical
        bridge, encoder, lexical = bridge / rest, 0.0, lexical / rest
    alpha = min(1.0, max(0.0, (coverage - weights.coverage_from) / weights.coverage_span))
    raised = lexical + alpha * max(0.0, weights.lexical_most - lexical)
    shrunk = (1 - raised) / (1 - lexical)
    return bridge * shrunk, encoder * shrunk, raised


def joined(best: Floats, mean: Floats, weights: RankingWeights = RANKING) -> Floats:
    """A leg's value of a person from the chunks: the best one, and a quarter of the mean."""
    made: Floats = best + weights.mean_share * mean
    return made


def covered(strengths: Floats, edges: Floats) -> Floats:
    """How far each person (row) covers each wanted skill, by the skill itself or a neighbour."""
    made = np.zeros_like(strengths)
    for at in range(edges.shape[0]):
        near = np.flatnonzero(edges[at])
        made[:, at] = (strengths[:, near] * edges[at, near]).max(axis=1)
    return made


def rare(count: int, listed: int, weights: RankingWeights = RANKING) -> bool:
    """Say whether so few people hold a term that it leads to them."""
    return 0 < count <= max(weights.exact_least, weights.exact_share * listed)


def term_part(
    shares: Floats, grades: Floats, years: Floats, weights: RankingWeights = RANKING
) -> Floats:
    """Certificates and years in the wanted skills: orders equals, never beats relevance.

    `years` holds (1 - e^(-years/10)) * 0.5^(gap/10) per person and skill.
    """
    mixed = weights.term_grade * grades + weights.term_years * years
    made: Floats = weights.term * (mixed @ shares)
    return made


@dataclass(frozen=True, slots=True)
class Cover:
    """What one person has for the wanted skills, one value per wanted skill.

    `is_sure`: a person kept the skills, or the guess stands out; else nobody is ぴったり.
    """

    shares: Sequence[float]
    own: Sequence[float]
    close: Sequence[float]
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Nearness:
    """What else speaks for a person: the nearest skill, the two text legs, and the score.

    `coverage` is how much of the request's own words one sentence of the profile holds.
    """

    bridge: float
    encoder: float
    lexical: float
    coverage: float
    score: float


def word_of(cover: Cover, near: Nearness, weights: RankingWeights = RANKING) -> MatchWord | None:
    """ぴったり, 対応可, 近い分野 or nothing."""
    mass = sum(cover.shares)
    fit = sum(
        share
        for share, own in zip(cover.shares, cover.own, strict=True)
        if own >= weights.fit_strength - FLAT
    )
    able = sum(
        share
        for share, own, close in zip(cover.shares, cover.own, cover.close, strict=True)
        if max(own, close) >= weights.able_strength - FLAT
    )
    if mass > 0 and cover.is_sure and fit >= weights.fit_mass * mass:
        return MatchWord.FIT
    if (mass > 0 and able >= weights.able_mass * mass) or near.coverage >= weights.said_coverage:
        return MatchWord.ABLE
    is_near = (
        near.bridge >= weights.near_bridge
        or near.encoder >= weights.near_encoder
        or near.lexical >= weights.near_lexical
    )
    return MatchWord.NEAR if is_near and near.score > 0 else None
