"""What pages and other rooms may know of the vocabulary."""

from dataclasses import dataclass

from hub.kernel.errors import Refused
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.skills import access, queries, words
from hub.skills.rows import PARTS, vocabulary_of
from hub.skills.vocabulary import Vocabulary
from models.skills import Skill
from models.vocab import DataClass


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
    rows = {part.field: queries.live(ctx.session, part.table) for part in PARTS}
    return CurrentVocabulary(version.number, version.sha256, vocabulary_of(rows))


@read(name="skills:version", data_class=DataClass.C0)
def vocabulary_number(ctx: Ctx) -> int:
    """Number of the newest vocabulary; 0 when none has been loaded."""
    require(ctx, access.may_read(ctx.actor))
    version = queries.newest(ctx.session)
    return version.number if version else 0


@read(name="skills:labels", data_class=DataClass.C0)
def skill_labels(ctx: Ctx) -> dict[str, SkillLabel]:
    """Skills by code, in the order of the vocabulary."""
    require(ctx, access.may_read(ctx.actor))
    return {
        row.code: SkillLabel(row.code, row.name_ja, row.name_en, row.family)
        for row in queries.live(ctx.session, Skill)
    }
