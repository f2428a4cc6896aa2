"""The search over the listed experts of the database, held in memory until something changes.

One index per process; it is made anew when the matching epoch or the vocabulary has moved.
Source: design "experts" B9.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from hub.experts import engine
from hub.experts.matches import Chip, Holder, MatchRow, SearchResult
from hub.experts.profiles import Declared, Held, Line, Profile
from hub.experts.queries import roster
from hub.experts.reading import Listing
from hub.experts.remembered import Memory
from hub.experts.roster_index import RosterIndex
from hub.experts.taking_over import Before
from hub.kernel.calendar import japan_date
from hub.platform.context import Ctx
from hub.skills.reads import current_vocabulary
from hub.skills.service import (
    SkillModel,
    default_encoder,
    matching_epoch,
    shared_model,
    vocabulary_sha,
)
from models.experts.roster import Expert, ExpertCertificate, ExpertSkill
from models.vocab.experts import CertificateGrade, SkillLevel
from models.vocab.skills import MatchWord

Key = tuple[str, int, str, date]
MOST_ROWS: Final = 200
MOST_FURTHER: Final = 10
KEEP_SECONDS: Final = 600.0
# Experts that are read from the database at once.
SLICE: Final = 500


class _Kept:
    """The index of this process and what it was made from; one maker at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: Key | None = None
        self._index: RosterIndex | None = None
        self._kept: RosterIndex | None = None
        self._kept_at: float | None = None
        self.memory: Memory | None = None

    def get(self, ctx: Ctx) -> RosterIndex:
        """The index for the present state of the database."""
        key = (
            str(ctx.session.get_bind().engine.url),
            matching_epoch(ctx),
            vocabulary_sha(ctx),
            japan_date(ctx.now),
        )
        with self._lock:
            if self._index is None or self._key != key:
                model = self._model(ctx, key)
                before = self._index or self._read(model)
                self._index = RosterIndex(model, listing(ctx, model), before)
                self._key = key
            return self._index

    def _model(self, ctx: Ctx, key: Key) -> SkillModel:
        """The model of the vocabulary that holds, which is read only when it has moved."""
        encoder = default_encoder()
        held = None if self._index is None else self._index.model
        if held is not None and held.words.sha256 == key[2] and held.encoder is encoder:
            return held
        return shared_model(current_vocabulary(ctx).words, encoder)

    def _read(self, model: SkillModel) -> Before | None:
        return None if self.memory is None else self.memory.read(model)

    def keep(self) -> bool:
        """Write down what has been read, unless it was just done; say whether it was."""
        with self._lock:
            now = time.monotonic()
            is_new = self._kept_at is None or now - self._kept_at >= KEEP_SECONDS
            index = self._index
            if self.memory is None or index is None or index is self._kept or not is_new:
                return False
            self._kept, self._kept_at = index, now
            return self.memory.keep(index)


@lru_cache(maxsize=1)
def _kept() -> _Kept:
    return _Kept()


def remember(memory: Memory | None) -> None:
    """Say where this process keeps what it has read; None: nowhere."""
    _kept().memory = memory


def keep() -> bool:
    """Write down what this process has read since it last did; say whether it was."""
    return _kept().keep()


def forget() -> None:
    """Take away what is kept: nobody is listed."""
    memory = _kept().memory
    if memory is not None:
        memory.forget()


def search(ctx: Ctx, *, text: str, chosen: Sequence[str] = ()) -> SearchResult:
    """Listed experts for a need in own words, best first; the next few stand in `further`.

    `chosen` are the skills that a person kept or added as chips.
    """
    return answered(_kept().get(ctx), text, chosen)


def answered(index: RosterIndex, text: str, chosen: Sequence[str] = ()) -> SearchResult:
    """The answer of an index whose keys are ids of the roster."""
    found = engine.search(index, text, chosen=chosen, top=MOST_ROWS)
    need = found.need

    def chip(code: str) -> Chip:
        row = index.model.words.by_code[code]
        share = float(need.shares[index.model.number[code]])
        return Chip(code, row.name_ja, row.name_en, share, is_guess=code not in need.chosen)

    def row(one: engine.Ranked) -> MatchRow:
        return MatchRow(
            expert_id=int(one.key),
            word=one.word or MatchWord.FURTHER,
            score=one.score,
            reasons=one.reasons,
            uncovered=tuple(chip(code) for code in one.uncovered),
            is_exact=one.is_exact,
            main=one.main,
        )

    return SearchResult(
        rows=tuple(row(one) for one in found.ranked if one.word is not None),
        chips=tuple(chip(code) for code in need.chips),
        excluded=tuple(chip(code) for code in need.excluded),
        to_ask=tuple(chip(code) for code in need.to_ask),
        listed=len(index.keys),
        has_encoder=found.has_encoder,
        encoder_hash=index.model.encoder.model_hash if found.has_encoder else "",
        stated=tuple(chip(code) for code in engine.stated(need, index)),
        holders=tuple(
            Holder(int(index.keys[one.person]), one.score, one.covers, one.sure)
            for one in found.holders
        ),
        further=tuple(row(one) for one in engine.without_word(found)[:MOST_FURTHER]),
    )


def profiles(ctx: Ctx, model: SkillModel) -> list[Profile]:
    """What the matcher may know of every listed expert; no name, age or address."""
    found = listing(ctx, model)
    return list(found.read(tuple(found.marks)))


def listing(ctx: Ctx, model: SkillModel) -> Listing:
    """Who is listed, told by marks; profiles are read only of those who are asked for.

    A mark changes with the card, with the year (how long a skill has rested) and when a certificate
    expires.
    """
    today = japan_date(ctx.now)
    expired = roster.expired_certificates(ctx, today)
    marks = {
        _key(expert_id): f"{mark}.{today.year}.{expired.get(expert_id, 0)}"
        for expert_id, mark in roster.listed_marks(ctx)
    }
    names = {code: row.name_ja for code, row in model.words.by_code.items()}
    return Listing(marks, lambda keys: _profiles(ctx, keys, names, today))


def _key(expert_id: int) -> str:
    return f"{expert_id:010d}"


def _profiles(
    ctx: Ctx, keys: Sequence[str], names: dict[str, str], today: date
) -> Iterator[Profile]:
    for first in range(0, len(keys), SLICE):
        some = [int(key) for key in keys[first : first + SLICE]]
        skills: defaultdict[int, list[ExpertSkill]] = defaultdict(list)
        for skill in roster.skills(ctx, some):
            skills[skill.expert_id].append(skill)
        held: defaultdict[int, list[ExpertCertificate]] = defaultdict(list)
        for certificate in roster.certificates(ctx, some):
            held[certificate.expert_id].append(certificate)
        for row in roster.listed_among(ctx, some):
            yield _profile(row, skills[row.id or 0], held[row.id or 0], names, today)


def _profile(
    row: Expert,
    skills: Sequence[ExpertSkill],
    held: Sequence[ExpertCertificate],
    names: dict[str, str],
    today: date,
) -> Profile:
    lines = [
        Line("bio", row.bio, is_told=True),
        Line("headline", row.headline, is_told=True, is_title=True),
    ]
    declared: list[Declared] = []
    for skill in skills:
        if skill.skill_code not in names:
            continue
        declared.append(_declared(skill, len(lines), today))
        lines.append(Line("skill", names[skill.skill_code]))
    certificates: list[Held] = []
    for certificate in held:
        certificates.append(
            Held(
                line=len(lines),
                grade=None if certificate.grade is CertificateGrade.NONE else certificate.grade,
                is_verified=certificate.checked_on is not None,
                is_expired=certificate.expires_on is not None and certificate.expires_on < today,
            )
        )
        lines.append(Line("certificate", certificate.name))
    return Profile(
        _key(row.id or 0), tuple(lines), tuple(declared), tuple(certificates), float(row.years)
    )


def _declared(skill: ExpertSkill, line: int, today: date) -> Declared:
    last = skill.last_used_year
    return Declared(
        skill=skill.skill_code,
        line=line,
        is_verified=skill.checked_on is not None,
        is_basic=skill.level is SkillLevel.BASICS,
        years=float(skill.years),
        gap_years=0.0 if last is None else float(max(0, today.year - last)),
    )
