"""Constants of the way from a request to skills; a change gets a new version.

Tuned on sayings of the vocabulary held out in turn (ADR 31). Source: design "experts" B3. Among 245
skills a guess is spread thinner than among the 106 it was first tuned for; the lower temperature
gives the best ones back their weight.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class MappingWeights:
    """How much each sign counts, and how sharp the answer is."""

    version: str
    alias: float
    lexical: float
    encoder: float
    classifier: float
    temperature: float
    # Without the encoder fewer signs add up; the same temperature would leave no guess standing.
    bare_temperature: float
    whole: float
    # A clause that is four times as sure speaks twice as loud.
    loudness: float
    talk_most: float
    chip_least: float
    chip_beside: float
    chip_near: float
    chip_sure: float
    chosen_share: float
    most_chips: int
    evidence_least: float
    share_least: float
    pointing: float


MAPPING: Final = MappingWeights(
    version="mapping-7",
    alias=5.0,
    lexical=0.6,
    encoder=0.9,
    classifier=2.0,
    temperature=1.5,
    bare_temperature=1.0,
    whole=0.5,
    loudness=0.5,
    talk_most=0.4,
    chip_least=0.06,
    chip_beside=0.15,
    chip_near=0.25,
    chip_sure=0.8,
    chosen_share=0.9,
    most_chips=3,
    evidence_least=0.25,
    share_least=0.005,
    pointing=0.5,
)
