"""The vocabulary of skills as plain values, its canonical bytes, and what may be wrong with it.

Knows no table and no file. Source: design "experts" A1 to A4.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

from hub.kernel.errors import FieldProblem, Reason
from hub.kernel.folding import folded
from hub.skills import words
from models.vocab.experts import CertificateGrade
from models.vocab.skills import AliasKind, AliasLang, AliasStatus, EdgeKind

CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*")
WEIGHTS: Final = {
    AliasKind.FORMAL: 100,
    AliasKind.EN: 100,
    AliasKind.KANA: 100,
    AliasKind.SHOP: 90,
    AliasKind.OLD: 90,
    AliasKind.MACHINE: 80,
    AliasKind.SYMPTOM: 80,
    AliasKind.PRODUCT: 60,
}
LEAST_ALIASES: Final = 6
LEAST_SYMPTOMS: Final = 4
LEAST_ENGLISH: Final = 1
LEAST_SIGNS: Final = 2
MOST_SIGNS: Final = 120
MOST_FAMILIES: Final = 0.15
FEW_FAMILIES: Final = 2


@dataclass(frozen=True, slots=True)
class SkillRow:
    """One skill."""

    code: str
    name_ja: str
    name_en: str
    reading: str
    family: str
    parent_code: str | None
    kentei_job: str | None
    kentei_work: str | None
    definition_ja: str
    definition_en: str
    hazard_tags: tuple[str, ...] = ()
    source_note: str | None = None


@dataclass(frozen=True, slots=True)
class AliasRow:
    """One saying that leads to a skill; weight in hundredths."""

    skill_code: str
    text: str
    lang: AliasLang
    kind: AliasKind
    weight: int
    status: AliasStatus = AliasStatus.ACTIVE
    source_note: str | None = None


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """Two skills of which one helps out for the other."""

    a: str
    b: str
    kind: EdgeKind
    is_symmetric: bool
    reason: str
    source_note: str | None = None


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate and the skills it speaks for."""

    code: str
    name_ja: str
    name_en: str
    aliases: tuple[str, ...]
    grade: CertificateGrade
    skill_codes: tuple[str, ...]
    expires_after_years: int | None = None
    source_note: str | None = None


@dataclass(frozen=True)
class Vocabulary:
    """A whole vocabulary, in the order of its files."""

    skills: tuple[SkillRow, ...]
    aliases: tuple[AliasRow, ...]
    edges: tuple[EdgeRow, ...]
    certificates: tuple[CertificateRow, ...]
    stop_aliases: tuple[str, ...]

    @cached_property
    def by_code(self) -> Mapping[str, SkillRow]:
        """Skills by code."""
        return {row.code: row for row in self.skills}

    def below(self, code: str) -> frozenset[str]:
        """The skill itself and every skill under it."""
        found = {code}
        while True:
            more = {row.code for row in self.skills if row.parent_code in found} - found
            if not more:
                return frozenset(found)
            found |= more

    @cached_property
    def sha256(self) -> str:
        """Hash of the canonical export: the same rows in any order give the same hash."""
        parts: dict[str, tuple[Any, ...]] = {
            "skills": self.skills,
            "aliases": self.aliases,
            "edges": self.edges,
            "certificates": self.certificates,
        }
        lines = [
            json.dumps([part, values(row)], ensure_ascii=False, sort_keys=True)
            for part, rows in parts.items()
            for values in [_values_of(rows)]
            for row in rows
        ]
        lines += [json.dumps(["stop", text], ensure_ascii=False) for text in self.stop_aliases]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _values_of(rows: Sequence[Any]) -> Callable[[Any], dict[str, Any]]:
    """What takes the values of one row by name, as `asdict` does; thousands of rows are asked."""
    names = [each.name for each in fields(rows[0])] if rows else []
    return lambda row: {name: getattr(row, name) for name in names}


def problems(given: Vocabulary) -> list[FieldProblem]:
    """Everything that is wrong, each with its table and row number (the first row is 1)."""
    found = [*_skills(given), *_aliases(given), *_counts(given), *_edges(given)]
    return [*found, *_certificates(given)]


def _problem(place: str, number: int, field: str, reason: Reason, **params: object) -> FieldProblem:
    return FieldProblem(f"{place}[{number}].{field}", reason, params)


def _skills(given: Vocabulary) -> Iterator[FieldProblem]:
    seen: set[str] = set()
    for number, row in enumerate(given.skills, start=1):
        if not CODE.fullmatch(row.code) or not row.code.startswith(f"{row.family}."):
            yield _problem("skills", number, "code", words.BAD_CODE, value=row.code)
        if row.code in seen:
            yield _problem("skills", number, "code", words.CODE_TWICE, value=row.code)
        seen.add(row.code)
        for field in ("name_ja", "name_en", "reading", "definition_ja", "definition_en"):
            if not getattr(row, field).strip():
                yield _problem("skills", number, field, words.EMPTY_FIELD)
        yield from _parent(given, number, row)


def _parent(given: Vocabulary, number: int, row: SkillRow) -> Iterator[FieldProblem]:
    if row.parent_code is None:
        return
    parent = given.by_code.get(row.parent_code)
    if parent is None:
        yield _problem("skills", number, "parent_code", words.UNKNOWN_CODE, value=row.parent_code)
        return
    if parent.family != row.family:
        yield _problem("skills", number, "parent_code", words.OTHER_FAMILY, value=row.parent_code)
    passed: set[str] = set()
    at: SkillRow | None = row
    while at is not None and at.code not in passed:
        passed.add(at.code)
        at = given.by_code.get(at.parent_code or "")
    if at is not None and at.code == row.code:
        yield _problem("skills", number, "parent_code", words.PARENT_LOOP, value=row.code)


def _aliases(given: Vocabulary) -> Iterator[FieldProblem]:
    stopped = {folded(text) for text in given.stop_aliases}
    families = {row.family for row in given.skills}
    seen: set[tuple[str, str]] = set()
    spread: defaultdict[str, set[str]] = defaultdict(set)
    for number, row in enumerate(given.aliases, start=1):
        text = folded(row.text)
        skill = given.by_code.get(row.skill_code)
        if skill is None:
            yield _problem(
                "aliases", number, "skill_code", words.UNKNOWN_CODE, value=row.skill_code
            )
            continue
        spread[text].add(skill.family)
        if (row.skill_code, text) in seen:
            yield _problem("aliases", number, "text", words.ALIAS_TWICE, value=row.text)
        seen.add((row.skill_code, text))
        if text in stopped:
            yield _problem("aliases", number, "text", words.ALIAS_STOPPED, value=row.text)
        yield from _one_alias(number, row, text)
        count = len(spread[text])
        if count > max(FEW_FAMILIES, MOST_FAMILIES * len(families)):
            yield _problem("aliases", number, "text", words.TOO_COMMON, value=row.text, count=count)


def _one_alias(number: int, row: AliasRow, text: str) -> Iterator[FieldProblem]:
    if len(text) < LEAST_SIGNS:
        yield _problem("aliases", number, "text", words.ALIAS_SHORT, value=row.text)
    if len(row.text) > MOST_SIGNS:
        yield _problem("aliases", number, "text", words.ALIAS_LONG)
    expected = WEIGHTS[row.kind]
    lower = row.kind is AliasKind.PRODUCT and row.weight < expected
    if not 30 <= row.weight <= 100 or (  # noqa: PLR2004  hundredths of the design's 0.3 to 1.0
        row.weight != expected and not lower and not row.source_note
    ):
        yield _problem(
            "aliases", number, "weight", words.WRONG_WEIGHT, value=row.weight, expected=expected
        )


def _counts(given: Vocabulary) -> Iterator[FieldProblem]:
    """Each skill can be found by sayings, by complaints and in English."""
    sayings, symptoms, english = Counter[str](), Counter[str](), Counter[str]()
    for row in given.aliases:
        sayings[row.skill_code] += row.kind is not AliasKind.SYMPTOM
        symptoms[row.skill_code] += row.kind is AliasKind.SYMPTOM
        english[row.skill_code] += row.kind is AliasKind.EN
    for number, skill in enumerate(given.skills, start=1):
        code = skill.code
        counts = (sayings[code], symptoms[code], english[code])
        least = (LEAST_ALIASES, LEAST_SYMPTOMS, LEAST_ENGLISH)
        if any(count < wanted for count, wanted in zip(counts, least, strict=True)):
            yield _problem(
                "skills", number, "code", words.TOO_FEW, value=code,
                aliases=counts[0], symptoms=counts[1], english=counts[2],
            )  # fmt: skip


def _edges(given: Vocabulary) -> Iterator[FieldProblem]:
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(given.edges, start=1):
        for field in ("a", "b"):
            code = getattr(row, field)
            if code not in given.by_code:
                yield _problem("edges", number, field, words.UNKNOWN_CODE, value=code)
        if row.a == row.b:
            yield _problem("edges", number, "b", words.EDGE_SELF, value=row.a)
        pair = (min(row.a, row.b), max(row.a, row.b)) if row.is_symmetric else (row.a, row.b)
        if pair in seen:
            yield _problem("edges", number, "b", words.EDGE_TWICE, value=f"{row.a} {row.b}")
        seen.add(pair)


def _certificates(given: Vocabulary) -> Iterator[FieldProblem]:
    seen: set[str] = set()
    for number, row in enumerate(given.certificates, start=1):
        if row.code in seen:
            yield _problem("certificates", number, "code", words.CODE_TWICE, value=row.code)
        seen.add(row.code)
        for code in row.skill_codes:
            if code not in given.by_code:
                yield _problem(
                    "certificates", number, "skill_codes", words.UNKNOWN_CODE, value=code
                )
