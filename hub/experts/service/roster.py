"""Staff enter an expert's card; the entry is listed once everything that listing needs is there.

Source: experts, parts C1 and C2.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from hub.accounts import reads as people
from hub.directory import service as directory
from hub.experts import access
from hub.experts.advance import advance
from hub.experts.pattern import WeekRule, write_rules
from hub.experts.queries import roster as queries
from hub.experts.words import roster as words
from hub.kernel.errors import NOT_FOUND, STALE, FieldProblem, Invalid, NotFound, Refused, Stale
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.skills import reads as vocabulary
from hub.skills import service as skills_room
from models.experts.roster import Expert, ExpertCertificate, ExpertSkill
from models.vocab.experts import (
    CertificateGrade,
    ExpertAction,
    ExpertState,
    Language,
    SkillLevel,
)

Years = Annotated[int, Field(ge=0, le=80)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]


class SkillCard(BaseModel):
    """A skill by its code in the taxonomy."""

    code: Name
    level: SkillLevel
    years: Years
    last_used_year: Annotated[int, Field(ge=1900, le=2200)] | None = None
    checked_on: date | None = None


class CertificateCard(BaseModel):
    """A certificate as it is written on the paper."""

    name: Name
    grade: CertificateGrade = CertificateGrade.NONE
    code: Name | None = None
    checked_on: date | None = None
    expires_on: date | None = None


class ListExpert(BaseModel):
    """An expert's card with everything that listing needs."""

    person_id: int
    ward_id: int
    headline: Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
    bio: Annotated[str, StringConstraints(min_length=1, max_length=1200, strip_whitespace=True)]
    years: Years
    fee_yen: Annotated[int, Field(ge=0, le=1_000_000)]
    travel_yen: Annotated[int, Field(ge=0, le=100_000)]
    is_invoice_registered: bool = False
    languages: Annotated[tuple[Language, ...], Field(max_length=len(Language))] = ()
    consented_on: date | None = None
    notice_days: Annotated[int, Field(ge=0, le=60)] = 5
    cap_month_days: Annotated[int, Field(ge=1, le=31)] = 10
    cap_week_hours: Annotated[int, Field(ge=1, le=60)] = 20
    skills: Annotated[tuple[SkillCard, ...], Field(max_length=40)]
    certificates: Annotated[tuple[CertificateCard, ...], Field(max_length=40)] = ()
    week: Annotated[tuple[WeekRule, ...], Field(max_length=21)]


class AdvanceExpert(BaseModel):
    """One step of an entry; `version` is what the person saw."""

    expert_id: int
    action: ExpertAction
    version: int
    note: Annotated[str, StringConstraints(max_length=400)] = ""


class SetLanguages(BaseModel):
    """Languages besides Japanese in which an expert can teach; they replace those before."""

    expert_id: int
    languages: Annotated[tuple[Language, ...], Field(max_length=len(Language))]


@dataclass(frozen=True, slots=True)
class LanguagesSet:
    """The languages that hold now."""

    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class ExpertSaved:
    """The entry and where it stands."""

    expert_id: int
    state: ExpertState
    version: int


@command(name="experts:expert:list", input=ListExpert, audit="expert")
def list_expert(  # noqa: PLR0913  the facts of one card
    ctx: Ctx,
    *,
    person_id: int,
    ward_id: int,
    headline: str,
    bio: str,
    years: int,
    fee_yen: int,
    travel_yen: int,
    is_invoice_registered: bool,
    languages: tuple[Language, ...],
    consented_on: date | None,
    notice_days: int,
    cap_month_days: int,
    cap_week_hours: int,
    skills: tuple[SkillCard, ...],
    certificates: tuple[CertificateCard, ...],
    week: tuple[WeekRule, ...],
) -> ExpertSaved:
    """Enter a card and list it; without skills, days or consent it is refused."""
    require(ctx, access.may_keep_roster(ctx.actor, ward_id))
    _refuse_gaps(skills, certificates, week, consented_on)
    _refuse_unknown(ctx, skills)
    _refuse_second(ctx, person_id)
    row = Expert(
        person_id=person_id,
        ward_id=ward_id,
        resource_id=_calendar(ctx, person_id),
        state=ExpertState.DRAFT,
        headline=headline,
        bio=bio,
        years=years,
        fee_yen=fee_yen,
        travel_yen=travel_yen,
        is_invoice_registered=is_invoice_registered,
        languages=list(dict.fromkeys(each.value for each in languages)),
        consented_on=consented_on,
        notice_days=notice_days,
        cap_month_days=cap_month_days,
        cap_week_hours=cap_week_hours,
        created_at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    _write_evidence(ctx, row.id or 0, skills, certificates)
    write_rules(ctx, row.id or 0, week)
    _list(ctx, row)
    skills_room.touch_matching(ctx)
    return ExpertSaved(row.id or 0, row.state, row.version)


def _refuse_second(ctx: Ctx, person_id: int) -> None:
    if queries.expert_of_person(ctx, person_id) is not None:
        raise Refused(words.ALREADY_LISTED)


def _list(ctx: Ctx, row: Expert) -> None:
    for action in (ExpertAction.SUBMIT, ExpertAction.TAKE_UP, ExpertAction.LIST):
        advance(ctx, row, action)


@command(name="experts:expert:advance", input=AdvanceExpert, audit="expert")
def advance_expert(
    ctx: Ctx, *, expert_id: int, action: ExpertAction, version: int, note: str
) -> ExpertSaved:
    """Take one step of an entry: pause, come back, end; staff also list, return and suspend."""
    row = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_move_entry(ctx.actor, row.person_id, row.ward_id))
    if row.version != version:
        raise Stale(STALE)
    if action is ExpertAction.LIST and row.consented_on is None:
        raise Refused(words.NO_CONSENT)
    advance(ctx, row, action, note=note)
    skills_room.touch_matching(ctx)
    return ExpertSaved(expert_id, row.state, row.version)


@command(name="experts:languages:set", input=SetLanguages, audit="expert")
def set_languages(ctx: Ctx, *, expert_id: int, languages: tuple[Language, ...]) -> LanguagesSet:
    """Say in which languages besides Japanese an expert can teach; groups can look for them."""
    row = queries.kept_expert(ctx, expert_id)
    require(ctx, access.may_move_entry(ctx.actor, row.person_id, row.ward_id))
    spoken = tuple(each for each in Language if each in languages)
    row.languages = [each.value for each in spoken]
    ctx.session.add(row)
    audit.record(ctx, "expert", expert_id, payload={"languages": row.languages})
    return LanguagesSet(spoken)


def _refuse_gaps(
    skills: Sequence[SkillCard],
    certificates: Sequence[CertificateCard],
    week: Sequence[WeekRule],
    consented_on: date | None,
) -> None:
    """Everything that keeps a card from being listed, at once."""
    gaps = {
        "skills": (not skills, words.NO_SKILL),
        "week": (not week, words.NO_PATTERN),
        "consented_on": (consented_on is None, words.NO_CONSENT),
    }
    problems = [FieldProblem(name, why) for name, (missing, why) in gaps.items() if missing]
    if _repeats(card.code for card in skills):
        problems.append(FieldProblem("skills", words.SKILL_TWICE))
    if _repeats(card.name for card in certificates):
        problems.append(FieldProblem("certificates", words.CERTIFICATE_TWICE))
    if problems:
        raise Invalid(*problems)


def _refuse_unknown(ctx: Ctx, skills: Sequence[SkillCard]) -> None:
    """Skills that stand in no list; while no vocabulary has been loaded there is nothing to ask."""
    known = vocabulary.skill_labels(ctx)
    unknown = [card.code for card in skills if known and card.code not in known]
    if unknown:
        raise Invalid(
            *(FieldProblem("skills", words.UNKNOWN_SKILL, {"code": code}) for code in unknown)
        )


def _repeats(names: Iterable[str]) -> bool:
    return any(count > 1 for count in Counter(names).values())


def _calendar(ctx: Ctx, person_id: int) -> int:
    name = people.names_of(ctx, person_ids=(person_id,)).get(person_id)
    if name is None:
        raise NotFound(NOT_FOUND)
    return directory.person_calendar(ctx, person_id=person_id, name=name)


def _write_evidence(
    ctx: Ctx,
    expert_id: int,
    skills: Sequence[SkillCard],
    certificates: Sequence[CertificateCard],
) -> None:
    ctx.session.add_all(
        ExpertSkill(
            expert_id=expert_id,
            skill_code=card.code,
            level=card.level,
            years=card.years,
            last_used_year=card.last_used_year,
            checked_on=card.checked_on,
        )
        for card in skills
    )
    ctx.session.add_all(
        ExpertCertificate(
            expert_id=expert_id,
            name=card.name,
            certificate_code=card.code,
            grade=card.grade,
            checked_on=card.checked_on,
            expires_on=card.expires_on,
        )
        for card in certificates
    )
    ctx.session.flush()
