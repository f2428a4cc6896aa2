"""Entries of the roster: the own one, and those that groups may ask."""

from dataclasses import dataclass
from datetime import date

from hub.accounts import reads as people
from hub.experts import access
from hub.experts.queries import roster as queries
from hub.experts.words import roster as words
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from models.experts.roster import Expert
from models.vocab import DataClass
from models.vocab.experts import CertificateGrade, ExpertState, Language, SkillLevel


@dataclass(frozen=True, slots=True)
class SkillFacts:
    """A skill of an expert; names come from the taxonomy by the code."""

    code: str
    level: SkillLevel
    level_words: str
    years: int
    last_used_year: int | None
    is_checked: bool


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """A certificate of an expert."""

    name: str
    grade: CertificateGrade
    is_checked: bool
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class ExpertFacts:
    """What an entry says; `state_words` is a msgid."""

    expert_id: int
    person_id: int
    ward_id: int
    name: str
    headline: str
    bio: str
    years: int
    fee_yen: int
    travel_yen: int
    is_invoice_registered: bool
    languages: tuple[Language, ...]
    state: ExpertState
    state_words: str
    notice_days: int
    version: int
    skills: tuple[SkillFacts, ...]
    certificates: tuple[CertificateFacts, ...]


@read(name="experts:own_id", data_class=DataClass.C1)
def my_expert_id(ctx: Ctx) -> int | None:
    """Id of the actor's own entry, if there is one."""
    require(ctx, None)
    row = queries.expert_of_person(ctx, ctx.actor.person_id or 0)
    return row.id if row else None


@read(name="experts:profile", data_class=DataClass.C2)
def profile(ctx: Ctx, *, expert_id: int) -> ExpertFacts:
    """The own entry, or one that the actor's ward keeps."""
    row = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_see_days(ctx.actor, row.person_id, row.ward_id))
    return _facts(ctx, [row])[0]


@read(name="experts:listed_one", data_class=DataClass.C1)
def listed_expert(ctx: Ctx, *, expert_id: int) -> ExpertFacts:
    """A listed entry for firms and staff; any other is missing."""
    require(ctx, access.may_see_roster(ctx.actor))
    row = queries.expert(ctx, expert_id)
    if row.state != ExpertState.LISTED or row.consented_on is None:
        raise NotFound(NOT_FOUND)
    return _facts(ctx, [row])[0]


@read(name="experts:listed", data_class=DataClass.C1)
def listed_experts(ctx: Ctx) -> tuple[ExpertFacts, ...]:
    """All entries that groups may ask."""
    require(ctx, access.may_see_roster(ctx.actor))
    return _facts(ctx, queries.listed(ctx))


def _facts(ctx: Ctx, rows: list[Expert]) -> tuple[ExpertFacts, ...]:
    ids = [row.id or 0 for row in rows]
    names = people.names_of(ctx, person_ids=tuple(row.person_id for row in rows))
    skills = queries.skills(ctx, ids)
    certificates = queries.certificates(ctx, ids)
    return tuple(
        ExpertFacts(
            expert_id=row.id or 0,
            person_id=row.person_id,
            ward_id=row.ward_id,
            name=names[row.person_id],
            headline=row.headline,
            bio=row.bio,
            years=row.years,
            fee_yen=row.fee_yen,
            travel_yen=row.travel_yen,
            is_invoice_registered=row.is_invoice_registered,
            languages=tuple(map(Language, row.languages)),
            state=row.state,
            state_words=words.EXPERT_LABELS[row.state],
            notice_days=row.notice_days,
            version=row.version,
            skills=tuple(
                SkillFacts(
                    one.skill_code,
                    one.level,
                    words.SKILL_LEVELS[one.level],
                    one.years,
                    one.last_used_year,
                    one.checked_on is not None,
                )
                for one in skills
                if one.expert_id == row.id
            ),
            certificates=tuple(
                CertificateFacts(one.name, one.grade, one.checked_on is not None, one.expires_on)
                for one in certificates
                if one.expert_id == row.id
            ),
        )
        for row in rows
    )
