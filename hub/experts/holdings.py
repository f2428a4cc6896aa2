"""What each person holds: skills with where the profile shows them, years and certificates.

Source: design "experts" B4.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from hub.experts.profiles import Declared, Place, Profile
from hub.experts.weights import RANKING
from hub.skills.service import CertificateFinder, Evidence, SkillModel

TELLING: Final = 0.3
HALF_LIFE_YEARS: Final = 10.0
GROWTH_YEARS: Final = 10.0


@dataclass(frozen=True, slots=True)
class Proof:
    """Where a profile shows a skill: a piece of one of its lines, or of no line of text."""

    strength: float
    line: int
    start: int
    end: int


@dataclass(slots=True)
class Holding:
    """What one person holds, by skill."""

    proofs: dict[str, Proof] = field(default_factory=dict)
    told: dict[str, Proof] = field(default_factory=dict)
    chunks: dict[str, set[int]] = field(default_factory=dict)
    years: dict[str, float] = field(default_factory=dict)
    grades: dict[str, tuple[float, int]] = field(default_factory=dict)

    def prove(self, skill: str, proof: Proof) -> None:
        """Keep the strongest proof."""
        if skill not in self.proofs or self.proofs[skill].strength < proof.strength:
            self.proofs[skill] = proof

    def tell(self, skill: str, proof: Proof, chunk: int) -> None:
        """Keep the sentence in which the person tells most of the skill; it proves it too."""
        self.chunks.setdefault(skill, set()).add(chunk)
        if skill not in self.told or self.told[skill].strength < proof.strength:
            self.told[skill] = proof
        self.prove(skill, proof)

    def shown(self, skill: str) -> Proof:
        """What a reader is shown: a sentence of the person where there is one."""
        told = self.told.get(skill)
        return self.proofs[skill] if told is None or told.strength < TELLING else told


class Holder:
    """Reads what a person holds by one vocabulary."""

    def __init__(self, model: SkillModel, certificates: CertificateFinder) -> None:
        """Keep what the profiles are read by."""
        self.model = model
        self.certificates = certificates

    def of(
        self, profile: Profile, own: Sequence[Place], shown: Sequence[Sequence[Evidence]]
    ) -> Holding:
        """What the person's own sentences, declared skills and certificates show."""
        holding = Holding()
        for at, (place, found) in enumerate(zip(own, shown, strict=True)):
            if not profile.lines[place.line].is_told:
                continue
            for one in found:
                proof = Proof(RANKING.inferred * one.strength, *place)
                holding.tell(one.skill, proof, at)
        self._declare(holding, profile)
        self._certify(holding, profile)
        self._age(holding, profile)
        return holding

    def _declare(self, holding: Holding, profile: Profile) -> None:
        for one in profile.declared:
            if one.skill not in self.model.number:
                continue
            strength = RANKING.verified if one.is_verified else RANKING.declared
            if one.is_basic:
                strength = RANKING.basic
            end = len(profile.lines[one.line].text)
            holding.prove(one.skill, Proof(strength, one.line, 0, end))
            if one.years is not None:
                holding.years[one.skill] = _practice(one)

    def _certify(self, holding: Holding, profile: Profile) -> None:
        for held in profile.held:
            text = profile.lines[held.line].text
            read = self.certificates.read(text, held.grade)
            worth = 0.0 if held.is_expired else read.worth * (1.0 if held.is_verified else 0.5)
            strength = RANKING.verified if held.is_verified else RANKING.declared
            for skill in read.skills:
                if worth > holding.grades.get(skill, (0.0, 0))[0]:
                    holding.grades[skill] = (worth, held.line)
                if read.is_known and not held.is_expired:
                    holding.prove(skill, Proof(strength, held.line, 0, len(text)))

    @staticmethod
    def _age(holding: Holding, profile: Profile) -> None:
        """Years of the whole career count for skills the profile surely shows."""
        if profile.years is None:
            return
        worth = _practice(Declared("", 0, years=profile.years))
        for skill, proof in holding.proofs.items():
            if proof.strength >= RANKING.able_strength:
                holding.years.setdefault(skill, worth)


def _practice(one: Declared) -> float:
    """(1 - e^(-years/10)) * 0.5^(gap/10)."""
    years = one.years or 0.0
    made: float = (1 - np.exp(-years / GROWTH_YEARS)) * 0.5 ** (one.gap_years / HALF_LIFE_YEARS)
    return float(made)
