"""Groups of firms, their members, agreements as data with signatures, shares, eligibility."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import SQLModel

from models.columns import (
    at_least,
    day,
    document,
    flag,
    key,
    link,
    moment,
    one_of,
    text,
    whole,
    within,
    word,
)
from models.vocab import DataClass
from models.vocab.groups import (
    AgreementState,
    CostKind,
    EligibilityRule,
    GroupAction,
    GroupState,
    MemberRole,
    ShareMethod,
    SignMethod,
)


class FirmGroup(SQLModel, table=True):
    """Firms of a ward that work together (連携グループ), from the first talk to the end."""

    __tablename__ = "firm_group"
    __table_args__ = (
        within("name", 80),
        within("purpose", 400),
        one_of("state", GroupState),
        at_least("applications", 0),
        at_least("version", 0),
        sa.UniqueConstraint("ward_id", "name"),
        sa.UniqueConstraint("ward_id", "registration"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    leader_firm_id: int = link("firm.id")
    name: str = text(80, DataClass.C0)
    purpose: str = text(400, DataClass.C1)
    state: GroupState = word(GroupState)
    founded_on: date = day(DataClass.C0)
    registration: str | None = text(20, DataClass.C0, optional=True)
    valid_until: date | None = day(DataClass.C0, optional=True)
    applications: int = whole(default=0)
    version: int = whole(default=0)
    created_at: datetime = moment()


class GroupMember(SQLModel, table=True):
    """A firm of a group; `place` is the order of the agreement."""

    __tablename__ = "group_member"
    __table_args__ = (
        one_of("role", MemberRole),
        at_least("place", 1),
        sa.CheckConstraint("left_on IS NULL OR left_on >= joined_on", name="dates_in_order"),
        sa.UniqueConstraint("group_id", "firm_id"),
        sa.UniqueConstraint("group_id", "place"),
    )

    id: int | None = key()
    group_id: int = link("firm_group.id")
    firm_id: int = link("firm.id")
    role: MemberRole = word(MemberRole)
    place: int = whole()
    joined_on: date = day()
    left_on: date | None = day(optional=True)


class GroupStep(SQLModel, table=True):
    """One step a group has taken: who, when, why; duties are told apart by these rows."""

    __tablename__ = "group_step"
    __table_args__ = (
        one_of("action", GroupAction),
        one_of("target", GroupState),
        sa.CheckConstraint("length(note) <= 400", name="note_length"),
        sa.UniqueConstraint("group_id", "version"),
    )

    id: int | None = key()
    group_id: int = link("firm_group.id")
    version: int = whole()
    action: GroupAction = word(GroupAction)
    target: GroupState = word(GroupState)
    person_id: int | None = link("person.id", optional=True)
    note: str = text(400, DataClass.C1)
    at: datetime = moment()


class AgreementVersion(SQLModel, table=True):
    """One version of a group's agreement; its digest covers every clause, member and share."""

    __tablename__ = "agreement_version"
    __table_args__ = (
        one_of("state", AgreementState),
        at_least("number", 1),
        sa.CheckConstraint("booking_ceiling_yen BETWEEN 0 AND 10000000", name="ceiling_range"),
        at_least("version", 0),
        sa.CheckConstraint("length(digest) = 64", name="digest_length"),
        sa.CheckConstraint(
            "(state IN ('signed', 'ended')) = (signed_on IS NOT NULL)", name="signed_has_a_day"
        ),
        sa.CheckConstraint("(state = 'ended') = (replaced_on IS NOT NULL)", name="ended_has_a_day"),
        sa.UniqueConstraint("group_id", "number"),
    )

    id: int | None = key()
    group_id: int = link("firm_group.id")
    number: int = whole()
    state: AgreementState = word(AgreementState)
    clauses: dict[str, object] = document(DataClass.C1)
    digest: str = text(64, DataClass.C1)
    booking_ceiling_yen: int = whole()
    effective_from: date = day()
    signed_on: date | None = day(optional=True)
    replaced_on: date | None = day(optional=True)
    version: int = whole(default=0)
    created_at: datetime = moment()


class AgreementSignature(SQLModel, table=True):
    """The signature of one member firm under one version; the digest is what was read."""

    __tablename__ = "agreement_signature"
    __table_args__ = (
        one_of("method", SignMethod),
        sa.CheckConstraint("length(digest) = 64", name="digest_length"),
        sa.UniqueConstraint("version_id", "firm_id"),
    )

    id: int | None = key()
    version_id: int = link("agreement_version.id")
    firm_id: int = link("firm.id")
    person_id: int = link("person.id")
    method: SignMethod = word(SignMethod)
    digest: str = text(64, DataClass.C1)
    signed_at: datetime = moment()


class ShareRow(SQLModel, table=True):
    """The part of one firm in one kind of cost: fixed yen first, the rest by weights."""

    __tablename__ = "share_row"
    __table_args__ = (
        one_of("cost_kind", CostKind),
        one_of("method", ShareMethod),
        at_least("place", 1),
        sa.CheckConstraint("weight BETWEEN 0 AND 1000000", name="weight_range"),
        sa.CheckConstraint("fixed_yen BETWEEN 0 AND 100000000", name="fixed_yen_range"),
        sa.UniqueConstraint("version_id", "cost_kind", "firm_id"),
    )

    id: int | None = key()
    version_id: int = link("agreement_version.id")
    cost_kind: CostKind = word(CostKind)
    method: ShareMethod = word(ShareMethod)
    firm_id: int = link("firm.id")
    place: int = whole()
    weight: int = whole()
    fixed_yen: int = whole(default=0)


class GroupRule(SQLModel, table=True):
    """A figure that a ward sets for registration from a day on: a part (num/den) or a least."""

    __tablename__ = "group_rule"
    __table_args__ = (
        one_of("rule", EligibilityRule),
        within("source", 200),
        sa.CheckConstraint("num BETWEEN 0 AND 1000", name="num_range"),
        sa.CheckConstraint("den BETWEEN 1 AND 1000", name="den_range"),
        sa.UniqueConstraint("ward_id", "rule", "valid_from"),
    )

    id: int | None = key()
    ward_id: int = link("ward.id")
    rule: EligibilityRule = word(EligibilityRule)
    valid_from: date = day(DataClass.C0)
    num: int = whole(DataClass.C0)
    den: int = whole(DataClass.C0)
    source: str = text(200, DataClass.C0)


class GroupVerdict(SQLModel, table=True):
    """What one rule said of one application of a group, with the figures it looked at."""

    __tablename__ = "group_verdict"
    __table_args__ = (
        one_of("rule", EligibilityRule),
        at_least("application", 1),
        sa.UniqueConstraint("group_id", "application", "rule"),
    )

    id: int | None = key()
    group_id: int = link("firm_group.id")
    application: int = whole()
    rule: EligibilityRule = word(EligibilityRule)
    passed: bool = flag()
    inputs: dict[str, object] = document(DataClass.C1)
    person_id: int | None = link("person.id", optional=True)
    at: datetime = moment()


class GroupNumber(SQLModel, table=True):
    """The last registration number of a ward's fiscal year; moves by guarded updates only."""

    __tablename__ = "group_number"
    __table_args__ = (within("series", 40), at_least("last", 0), sa.UniqueConstraint("series"))

    id: int | None = key()
    series: str = text(40, DataClass.C0)
    last: int = whole(default=0)
