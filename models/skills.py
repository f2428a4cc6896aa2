"""The skill vocabulary: versions, skills, sayings, neighbours, certificates; and its epoch.

Rows are never changed: a version adds rows and retires others, so that every version can be read
again. Version N holds the rows with `taxonomy_version_from` <= N that N had not retired yet.
Source: design "experts" A1 and A4.
"""

from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    document,
    flag,
    key,
    link,
    moment,
    one_of,
    whole,
    within,
    word,
)
from models.columns import text as line
from models.vocab import DataClass
from models.vocab.experts import CertificateGrade
from models.vocab.skills import AliasKind, AliasLang, AliasStatus, EdgeKind

LIFE: Final = "retired_in IS NULL OR retired_in > taxonomy_version_from"


def _life() -> sa.CheckConstraint:
    """A row is retired after the version that brought it."""
    return sa.CheckConstraint(LIFE, name="life_in_order")


class TaxonomyVersion(SQLModel, table=True):
    """One released vocabulary; the highest number holds."""

    __tablename__ = "taxonomy_version"
    __table_args__ = (
        at_least("number", 1),
        within("note", 200),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
        sa.CheckConstraint("author_id IS NULL OR author_id <> approver_id", name="two_people"),
        sa.UniqueConstraint("number"),
    )

    id: int | None = key()
    number: int = whole(DataClass.C0)
    valid_from: datetime = moment(DataClass.C0)
    sha256: str = line(64, DataClass.C0)
    author_id: int | None = link("person.id", optional=True)
    approver_id: int | None = link("person.id", optional=True)
    note: str = line(200, DataClass.C0)


class Skill(SQLModel, table=True):
    """One skill; `code` is `family.slug` and is never reused."""

    __tablename__ = "skill"
    __table_args__ = (
        within("code", 80),
        within("name_ja", 60),
        within("name_en", 80),
        within("reading", 120),
        within("family", 40),
        within("definition_ja", 300),
        within("definition_en", 400),
        at_least("taxonomy_version_from", 1),
        _life(),
        sa.UniqueConstraint("code", "taxonomy_version_from"),
    )

    id: int | None = key()
    code: str = line(80, DataClass.C0)
    name_ja: str = line(60, DataClass.C0)
    name_en: str = line(80, DataClass.C0)
    reading: str = line(120, DataClass.C0)
    family: str = line(40, DataClass.C0)
    parent_code: str | None = line(80, DataClass.C0, optional=True)
    kentei_job: str | None = line(60, DataClass.C0, optional=True)
    kentei_work: str | None = line(60, DataClass.C0, optional=True)
    definition_ja: str = line(300, DataClass.C0)
    definition_en: str = line(400, DataClass.C0)
    hazard_tags: list[str] = document(DataClass.C0)
    taxonomy_version_from: int = whole(DataClass.C0)
    retired_in: int | None = whole(DataClass.C0, optional=True)
    source_note: str | None = line(200, DataClass.C0, optional=True)


class SkillAlias(SQLModel, table=True):
    """One saying that leads to a skill; the weight in hundredths (30 to 100)."""

    __tablename__ = "skill_alias"
    __table_args__ = (
        within("text", 120),
        one_of("lang", AliasLang),
        one_of("kind", AliasKind),
        one_of("status", AliasStatus),
        sa.CheckConstraint("weight BETWEEN 30 AND 100", name="weight_range"),
        at_least("taxonomy_version_from", 1),
        _life(),
    )

    id: int | None = key()
    skill_code: str = line(80, DataClass.C0, index=True)
    text: str = line(120, DataClass.C0)
    lang: AliasLang = word(AliasLang, DataClass.C0)
    kind: AliasKind = word(AliasKind, DataClass.C0)
    weight: int = whole(DataClass.C0)
    status: AliasStatus = word(AliasStatus, DataClass.C0)
    taxonomy_version_from: int = whole(DataClass.C0)
    retired_in: int | None = whole(DataClass.C0, optional=True)
    source_note: str | None = line(200, DataClass.C0, optional=True)


class SkillEdge(SQLModel, table=True):
    """Two skills of which one helps out for the other; one hop only."""

    __tablename__ = "skill_edge"
    __table_args__ = (
        one_of("kind", EdgeKind),
        sa.CheckConstraint("a <> b", name="two_skills"),
        within("reason", 120),
        at_least("taxonomy_version_from", 1),
        _life(),
    )

    id: int | None = key()
    a: str = line(80, DataClass.C0, index=True)
    b: str = line(80, DataClass.C0, index=True)
    kind: EdgeKind = word(EdgeKind, DataClass.C0)
    is_symmetric: bool = flag(DataClass.C0, default=True)
    reason: str = line(120, DataClass.C0)
    taxonomy_version_from: int = whole(DataClass.C0)
    retired_in: int | None = whole(DataClass.C0, optional=True)
    source_note: str | None = line(200, DataClass.C0, optional=True)


class Certificate(SQLModel, table=True):
    """A certificate that speaks for skills (技能士, 溶接技能者, 作業主任者 and others)."""

    __tablename__ = "certificate"
    __table_args__ = (
        within("code", 80),
        within("name_ja", 80),
        within("name_en", 120),
        one_of("grade", CertificateGrade),
        sa.CheckConstraint(
            "expires_after_years IS NULL OR expires_after_years BETWEEN 1 AND 20",
            name="expires_after_years_range",
        ),
        at_least("taxonomy_version_from", 1),
        _life(),
        sa.UniqueConstraint("code", "taxonomy_version_from"),
    )

    id: int | None = key()
    code: str = line(80, DataClass.C0)
    name_ja: str = line(80, DataClass.C0)
    name_en: str = line(120, DataClass.C0)
    aliases: list[str] = document(DataClass.C0)
    grade: CertificateGrade = word(CertificateGrade, DataClass.C0)
    skill_codes: list[str] = document(DataClass.C0)
    expires_after_years: int | None = whole(DataClass.C0, optional=True)
    taxonomy_version_from: int = whole(DataClass.C0)
    retired_in: int | None = whole(DataClass.C0, optional=True)
    source_note: str | None = line(200, DataClass.C0, optional=True)


class StopAlias(SQLModel, table=True):
    """A word that says nothing about a skill because nearly every trade uses it."""

    __tablename__ = "stop_alias"
    __table_args__ = (within("text", 60), at_least("taxonomy_version_from", 1), _life())

    id: int | None = key()
    text: str = line(60, DataClass.C0)
    taxonomy_version_from: int = whole(DataClass.C0)
    retired_in: int | None = whole(DataClass.C0, optional=True)
    source_note: str | None = line(200, DataClass.C0, optional=True)


class WordProposal(SQLModel, table=True):
    """A saying that somebody wants in the vocabulary; another person decides on it.

    An accepted one came in with the version of number `taxonomy`.
    """

    __tablename__ = "word_proposal"
    __table_args__ = (
        within("text", 120),
        within("text_key", 240),
        within("skill_code", 80),
        one_of("kind", AliasKind),
        one_of("status", AliasStatus),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> proposed_by", name="two_people"),
        sa.CheckConstraint("(status = 'proposed') = (decided_at IS NULL)", name="decided_known"),
        sa.CheckConstraint("(status = 'active') = (taxonomy IS NOT NULL)", name="taxonomy_known"),
        at_least("version", 0),
        sa.Index(
            "uq_word_proposal_open",
            "skill_code",
            "text_key",
            unique=True,
            sqlite_where=sa.text("status = 'proposed'"),
            postgresql_where=sa.text("status = 'proposed'"),
        ),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    skill_code: str = line(80, DataClass.C0)
    text: str = line(120, DataClass.C1)
    text_key: str = line(240, DataClass.C1)
    kind: AliasKind = word(AliasKind, DataClass.C0)
    status: AliasStatus = word(AliasStatus, DataClass.C0)
    proposed_by: int = link("person.id")
    proposed_at: datetime = moment()
    decided_by: int | None = link("person.id", optional=True)
    decided_at: datetime | None = moment(optional=True)
    taxonomy: int | None = whole(DataClass.C0, optional=True)
    version: int = whole(default=0)


class MatchingEpoch(SQLModel, table=True):
    """The one row that grows with every write to roster, consent or vocabulary.

    Bumped inside the same transaction by `hub.skills.service.touch_matching`; a process that holds
    an index of an older epoch builds it anew. Source: design "experts" B9.
    """

    __tablename__ = "matching_epoch"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"), at_least("epoch", 0))

    id: int | None = key()
    epoch: int = whole(DataClass.C0, default=0)
