"""Constants of the ranking of experts; a change gets a new version.

Tuned on development data only, and only where the difference was beyond noise. Source: design
"experts" B4, B6 to B8. `able_mass` is below the half of the design so that of two guessed wishes
of nearly equal share each alone is enough.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """How the legs are weighed, what lifts an exact match, and what the words mean."""

    version: str
    bridge: float
    topic: float
    topic_power: float
    encoder: float
    lexical: float
    mean_share: float
    coverage_from: float
    coverage_span: float
    lexical_most: float
    exact_least: int
    exact_share: float
    term: float
    term_grade: float
    term_years: float
    own_edge: float
    close_edge: float
    fit_mass: float
    fit_strength: float
    able_mass: float
    able_strength: float
    sure_share: float
    guess_near: float
    guess_none: float
    said_coverage: float
    near_bridge: float
    near_encoder: float
    near_lexical: float
    near_places: int
    verified: float
    declared: float
    inferred: float
    basic: float
    exposure: float
    alike: float
    team_strength: float
    queue_share: float


RANKING: Final = RankingWeights(
    version="ranking-7",
    bridge=0.23,
    topic=0.46,
    topic_power=0.7,
    encoder=0.22,
    lexical=0.09,
    mean_share=1.0,
    coverage_from=0.35,
    coverage_span=0.35,
    lexical_most=0.75,
    exact_least=3,
    exact_share=0.01,
    term=0.25,
    term_grade=0.6,
    term_years=0.4,
    own_edge=0.9,
    close_edge=0.6,
    fit_mass=0.8,
    fit_strength=0.7,
    able_mass=0.4,
    able_strength=0.5,
    sure_share=0.4,
    guess_near=0.15,
    guess_none=0.3,
    said_coverage=0.8,
    near_bridge=0.25,
    near_encoder=0.5,
    near_lexical=0.3,
    near_places=10,
    verified=1.0,
    declared=0.9,
    inferred=0.7,
    basic=0.6,
    exposure=0.5,
    alike=0.15,
    team_strength=0.6,
    queue_share=0.25,
)
