"""What pages and other rooms may know of the vocabulary."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hub.accounts import reads as people
from hub.kernel.errors import Refused
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.skills import access, queries, words
from hub.skills.vocabulary import Vocabulary
from models.skills import Skill
from models.vocab import DataClass
from models.vocab.skills import AliasKind, AliasStatus

LATELY: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class CurrentVocabulary:
    """The vocabulary that holds, with its number and hash."""

    number: int
    sha256: str
    words: Vocabulary


@dataclass(frozen=True, slots=True)
class SkillLabel:
    """Name of a skill for choosing and showing."""

    code: str
    name: str
    name_en: str
    family: str


@read(name="skills:current_vocabulary", data_class=DataClass.C0)
def current_vocabulary(ctx: Ctx) -> CurrentVocabulary:
    """The newest vocabulary, whole; refused while none has been loaded."""
    require(ctx, access.may_read(ctx.actor))
    version = queries.newest(ctx.session)
    if version is None:
        raise Refused(words.NO_VOCABULARY)
    return CurrentVocabulary(version.number, version.sha256, queries.whole(ctx.session))


@read(name="skills:version", data_class=DataClass.C0)
def vocabulary_number(ctx: Ctx) -> int:
    """Number of the newest vocabulary; 0 when none has been loaded."""
    require(ctx, access.may_read(ctx.actor))
    version = queries.newest(ctx.session)
    return version.number if version else 0


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A saying that was put forward; `is_own`: by who looks."""

    proposal_id: int
    version: int
    text: str
    kind: AliasKind
    skill: SkillLabel
    status: AliasStatus
    proposed_by: str
    at: datetime
    is_own: bool


@read(name="skills:word_proposals", data_class=DataClass.C1)
def word_proposals(ctx: Ctx, *, ward_id: int) -> tuple[ProposalRow, ...]:
    """Sayings put forward in a ward: all that wait, then what was decided within 90 days."""
    require(ctx, access.may_see_proposals(ctx.actor, ward_id))
    rows = queries.proposals_of(ctx.session, ward_id, ctx.now - LATELY)
    names = people.names_of(ctx, person_ids=tuple({row.proposed_by for row in rows}))
    labels = skill_labels(ctx)
    found = [
        ProposalRow(
            proposal_id=row.id or 0,
            version=row.version,
            text=row.text,
            kind=row.kind,
            skill=labels.get(row.skill_code) or SkillLabel(row.skill_code, row.skill_code, "", ""),
            status=row.status,
            proposed_by=names.get(row.proposed_by, ""),
            at=row.decided_at or row.proposed_at,
            is_own=row.proposed_by == ctx.actor.person_id,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda row: row.status is not AliasStatus.PROPOSED))


@read(name="skills:labels", data_class=DataClass.C0)
def skill_labels(ctx: Ctx) -> dict[str, SkillLabel]:
    """Skills by code, in the order of the vocabulary."""
    require(ctx, access.may_read(ctx.actor))
    return {
        row.code: SkillLabel(row.code, row.name_ja, row.name_en, row.family)
        for row in queries.live(ctx.session, Skill)
    }
