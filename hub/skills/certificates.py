"""Reads what stands on a certificate: which skills it speaks for, and its grade."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hub.kernel.folding import fold, folded
from hub.skills.hits import Finder
from hub.skills.vocabulary import CertificateRow, Vocabulary
from models.vocab.experts import CertificateGrade

# The same few certificates stand in many profiles.
MOST_KNOWN: Final = 2000
VALUES: Final = {
    CertificateGrade.SPECIAL: 1.0,
    CertificateGrade.FIRST: 0.8,
    CertificateGrade.SINGLE: 0.8,
    CertificateGrade.SECOND: 0.5,
    CertificateGrade.THIRD: 0.3,
    CertificateGrade.NONE: 0.3,
}
_TEST: Final = "技能士"  # noqa: i18n the title after a trade test
# noqa: i18n grades as they are printed on certificates
_PRINTED: Final = (
    (re.compile("特級|まいすた"), CertificateGrade.SPECIAL),
    (re.compile(r"(?<!準)1級|単一等級"), CertificateGrade.FIRST),
    (re.compile("2級|準1級"), CertificateGrade.SECOND),
    (re.compile("3級"), CertificateGrade.THIRD),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a certificate says: skills, the worth of its grade, and the name it was known by."""

    skills: tuple[str, ...]
    worth: float
    is_known: bool


class CertificateFinder:
    """Certificates of the vocabulary by every name they go by."""

    def __init__(self, words: Vocabulary, finder: Finder) -> None:
        """Fold the names, the longest first."""
        self._finder = finder
        named: dict[str, CertificateRow] = {}
        for row in words.certificates:
            for name in (row.name_ja, row.name_en, *row.aliases):
                named.setdefault(folded(name), row)
        self._named = sorted(named.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        self._works = _by_length((row.kentei_work, row.code) for row in words.skills)
        self._jobs = _by_length((row.kentei_job, row.code) for row in words.skills)
        self._known: dict[tuple[str, CertificateGrade | None], Reading] = {}

    def read(self, text: str, grade: CertificateGrade | None = None) -> Reading:
        """Look a certificate up; an unknown one still names the skills in its title."""
        known = self._known.get((text, grade))
        if known is None:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            known = self._known[text, grade] = self._looked_up(text, grade)
        return known

    def _looked_up(self, text: str, grade: CertificateGrade | None) -> Reading:
        given = fold(text)
        row = next((row for name, row in self._named if name in given.text), None)
        printed = grade or _grade_of(given.text)
        works = self._works_in(given.text)
        if row is not None:
            codes = works or row.skill_codes
            return Reading(codes, VALUES[printed or row.grade], is_known=True)
        tested = works or self._jobs_in(given.text)
        if tested:
            return Reading(tested, VALUES[printed or CertificateGrade.SECOND], is_known=True)
        hits = self._finder.find(given, text)
        named = [m.skill for hit in hits for m in hit.meanings if m.is_naming]
        worth = VALUES[printed or CertificateGrade.NONE]
        return Reading(tuple(dict.fromkeys(named)), worth, is_known=False)

    def _works_in(self, text: str) -> tuple[str, ...]:
        """Skills of the work (作業) of a trade test; it says more than the name of the trade."""
        none: tuple[str, ...] = ()
        return next((codes for work, codes in self._works if work in text), none)

    def _jobs_in(self, text: str) -> tuple[str, ...]:
        """Skills of a trade test by its trade (職種), for titles that no certificate here bears."""
        none: tuple[str, ...] = ()
        if _TEST not in text:
            return none
        return next((codes for job, codes in self._jobs if job in text), none)

    def named_in(self, text: str) -> tuple[tuple[int, int], ...]:
        """Places in folded text where a certificate is named, the longest names first."""
        found: list[tuple[int, int]] = []
        for name, _row in self._named:
            at = text.find(name)
            if at >= 0:
                found.append((at, at + len(name)))
        return tuple(found)


def _by_length(
    named: Iterable[tuple[str | None, str]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Codes by folded name, the longest name first."""
    found: dict[str, tuple[str, ...]] = {}
    for name, code in named:
        if name:
            key = folded(name)
            found[key] = (*found.get(key, ()), code)
    return tuple(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _grade_of(text: str) -> CertificateGrade | None:
    return next((grade for pattern, grade in _PRINTED if pattern.search(text)), None)
