"""The listed people ready for searching: chunks with vectors, and how strongly each holds a skill.

Made from profiles and a skill model; the same input gives the same numbers. Source: design B4, B9.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from hub.experts.profiles import Chunk, Declared, Profile, chunks
from hub.experts.ranking import covered
from hub.experts.weights import RANKING
from hub.kernel.folding import folded
from hub.skills.service import (
    CertificateFinder,
    CharVectors,
    SkillModel,
    evidence,
    single_thread,
)

Floats = npt.NDArray[np.float64]
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


class RosterIndex:
    """People by number, in the order of their keys."""

    def __init__(self, model: SkillModel, profiles: Sequence[Profile]) -> None:
        """Read every profile once."""
        self.model = model
        self.profiles = tuple(sorted(profiles, key=lambda one: one.key))
        self.chunks: list[Chunk] = []
        owners: list[int] = []
        for number, profile in enumerate(self.profiles):
            for chunk in chunks(profile):
                self.chunks.append(chunk)
                owners.append(number)
        self.owners: npt.NDArray[np.int64] = np.array(owners, dtype=np.int64)
        self._folded = [folded(chunk.text) for chunk in self.chunks]
        self.certificates = CertificateFinder(model.words, model.finder)
        with single_thread():
            self.characters = CharVectors([*self._folded, *model.folded_texts])
            self.lexical: Any = self.characters.of(self._folded) if self.chunks else None
            self.meaning = model.encoded([chunk.text for chunk in self.chunks])
        self.holdings = self._holdings()

    def _holdings(self) -> list[Holding]:
        found = [Holding() for _profile in self.profiles]
        told = [at for at in range(len(self.chunks)) if self.is_told(at)]
        shown_by = evidence(self.model, [self.chunks[at].text for at in told])
        for at, shown in zip(told, shown_by, strict=True):
            owner, chunk = int(self.owners[at]), self.chunks[at]
            for one in shown:
                proof = Proof(RANKING.inferred * one.strength, chunk.line, chunk.start, chunk.end)
                found[owner].tell(one.skill, proof, at)
        for holding, profile in zip(found, self.profiles, strict=True):
            self._declare(holding, profile)
            self._certify(holding, profile)
            self._age(holding, profile)
        return found

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

    def _matrix(self, of: dict[int, dict[str, float]]) -> Floats:
        made = np.zeros((len(self.profiles), len(self.model.codes)))
        for person, values in of.items():
            for skill, value in values.items():
                made[person, self.model.number[skill]] = value
        return made

    @cached_property
    def strengths(self) -> Floats:
        """How strongly each person holds each skill itself."""
        return self._matrix(
            {
                person: {skill: proof.strength for skill, proof in one.proofs.items()}
                for person, one in enumerate(self.holdings)
            }
        )

    @cached_property
    def reach(self) -> Floats:
        """How far each person covers each skill, neighbours included."""
        return covered(self.strengths, self.model.edges)

    @cached_property
    def own(self) -> Floats:
        """How strongly each person holds each skill itself or a part of it."""
        return covered(self.strengths, (self.model.edges >= RANKING.own_edge).astype(float))

    @cached_property
    def close(self) -> Floats:
        """How strongly each person holds each skill or one that helps out for it."""
        return covered(self.strengths, (self.model.edges >= RANKING.close_edge).astype(float))

    @cached_property
    def years(self) -> Floats:
        """Worth of the years per person and skill, between 0 and 1."""
        return self._matrix({at: dict(one.years) for at, one in enumerate(self.holdings)})

    @cached_property
    def grades(self) -> Floats:
        """Worth of certificates per person and skill, between 0 and 1."""
        return self._matrix(
            {
                at: {skill: worth for skill, (worth, _line) in one.grades.items()}
                for at, one in enumerate(self.holdings)
            }
        )

    @cached_property
    def whole_texts(self) -> tuple[str, ...]:
        """All folded lines of each person, for exact terms."""
        return tuple(
            "\n".join(folded(line.text) for line in profile.lines) for profile in self.profiles
        )

    def by_person(self, values: Floats) -> tuple[Floats, Floats]:
        """Best and mean of chunk values per person; 0 for a person without text."""
        count = len(self.profiles)
        best = np.full(count, -np.inf)
        np.maximum.at(best, self.owners, values)
        total = np.bincount(self.owners, weights=values, minlength=count)
        number = np.bincount(self.owners, minlength=count)
        mean: Floats = total / np.maximum(number, 1)
        best[number == 0] = 0.0
        return best, mean

    def person_of(self, key: str) -> int:
        """Number of a person."""
        return next(at for at, one in enumerate(self.profiles) if one.key == key)

    def is_told(self, chunk: int) -> bool:
        """Say whether a chunk stands in the person's own words."""
        owner = int(self.owners[chunk])
        return self.profiles[owner].lines[self.chunks[chunk].line].is_told

    def chunks_of(self, person: int) -> Iterator[int]:
        """Numbers of the chunks of a person."""
        first = int(np.searchsorted(self.owners, person))
        last = int(np.searchsorted(self.owners, person, side="right"))
        yield from range(first, last)


def _practice(one: Declared) -> float:
    """(1 - e^(-years/10)) * 0.5^(gap/10)."""
    years = one.years or 0.0
    made: float = (1 - np.exp(-years / GROWTH_YEARS)) * 0.5 ** (one.gap_years / HALF_LIFE_YEARS)
    return float(made)
