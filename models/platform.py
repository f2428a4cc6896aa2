"""Rows of the platform: audit chain, outbox, idempotency, jobs, files, drafts, preferences."""

from datetime import datetime

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
    text,
    whole,
    within,
    word,
)
from models.vocab import (
    Channel,
    DataClass,
    DeliveryState,
    FileKind,
    FileState,
    JobState,
    OutboxState,
)


class AuditHead(SQLModel, table=True):
    """The one row that says where the audit chain ends; locked before each append."""

    __tablename__ = "audit_head"
    __table_args__ = (sa.CheckConstraint("id = 1", name="single"), at_least("seq", 0))

    id: int | None = key()
    seq: int = whole()
    hash: str = text(64, DataClass.C1)


class AuditRow(SQLModel, table=True):
    """One recorded act: ids and hashes only, never personal text."""

    __tablename__ = "audit"
    __table_args__ = (
        sa.UniqueConstraint("seq"),
        at_least("seq", 1),
        *(
            sa.Index(
                f"ix_audit_{name}",
                *columns,
                sqlite_where=sa.text("on_behalf_of IS NOT NULL"),
                postgresql_where=sa.text("on_behalf_of IS NOT NULL"),
            )
            for name, columns in (
                ("on_behalf_of", ("on_behalf_of",)),
                ("record_on_behalf", ("record", "record_id")),
            )
        ),
    )

    id: int | None = key()
    seq: int = whole()
    prev: str = text(64, DataClass.C1)
    at: datetime = moment()
    actor_id: int | None = whole(optional=True)
    on_behalf_of: int | None = whole(optional=True)
    command: str = text(80, DataClass.C1, index=True)
    record: str = text(40, DataClass.C1)
    record_id: str = text(64, DataClass.C1)
    record_version: int = whole(default=0)
    commitment: str = text(64, DataClass.C1)
    hash: str = text(64, DataClass.C1)
    channel: str | None = text(20, DataClass.C1, optional=True)
    request_id: str | None = text(32, DataClass.C1, optional=True)


class AuditSalt(SQLModel, table=True):
    """Salt of one audit commitment; erasing it severs the tie to the payload."""

    __tablename__ = "audit_salt"

    id: int | None = key()
    seq: int = whole()
    salt: str = text(64, DataClass.C1)


class OnceKey(SQLModel, table=True):
    """The first answer to a one-time key of one actor."""

    __tablename__ = "once_key"
    __table_args__ = (sa.UniqueConstraint("actor", "key"),)

    id: int | None = key()
    actor: str = text(64, DataClass.C1)
    key: str = text(64, DataClass.C1)
    payload_hash: str = text(64, DataClass.C1)
    answer: str = text(0, DataClass.C1)
    at: datetime = moment()


class RateWindow(SQLModel, table=True):
    """How often something was tried since the window opened, e.g. misses of one address."""

    __tablename__ = "rate_window"
    __table_args__ = (at_least("used", 0),)

    id: int | None = key()
    bucket: str = text(120, DataClass.C2, unique=True)
    opened_at: datetime = moment()
    used: int = whole(default=0)


class OutboxRow(SQLModel, table=True):
    """One notice to one person on one channel, written with the act that caused it."""

    __tablename__ = "outbox"
    __table_args__ = (
        sa.UniqueConstraint("kind", "subject", "version", "person_id", "channel"),
        one_of("channel", Channel),
        one_of("state", OutboxState),
    )

    id: int | None = key()
    kind: str = text(80, DataClass.C1)
    subject: str = text(80, DataClass.C1)
    version: int = whole(default=0)
    person_id: int = link("person.id")
    channel: Channel = word(Channel)
    state: OutboxState = word(OutboxState)
    msgid: str = text(400, DataClass.C1)
    params: dict[str, object] = document(DataClass.C2)
    page: str | None = text(120, DataClass.C1, optional=True)
    at: datetime = moment()
    read_at: datetime | None = moment(optional=True)


class LetterBatch(SQLModel, table=True):
    """Letters that were printed together; their PDF is a file of this record for 90 days."""

    __tablename__ = "letter_batch"
    __table_args__ = (at_least("count", 1),)

    id: int | None = key()
    ward_id: int = link("ward.id")
    count: int = whole()
    by_id: int | None = link("person.id", optional=True)
    at: datetime = moment()


class Delivery(SQLModel, table=True):
    """One way of one notice out of the product; without a channel until it is sent on its way."""

    __tablename__ = "delivery"
    __table_args__ = (
        sa.UniqueConstraint("notice_id", "channel"),
        one_of("channel", Channel),
        one_of("state", DeliveryState),
        at_least("tries", 0),
        sa.CheckConstraint(
            "(state = 'sending') = (lease_until IS NOT NULL)", name="lease_while_sending"
        ),
        sa.Index("ix_delivery_due", "state", "not_before"),
    )

    id: int | None = key()
    notice_id: int = link("outbox.id")
    person_id: int = link("person.id")
    ward_id: int | None = link("ward.id", optional=True)
    channel: Channel | None = word(Channel, optional=True)
    state: DeliveryState = word(DeliveryState)
    not_before: datetime = moment()
    is_urgent: bool = flag()
    is_digest: bool = flag()
    is_reminder: bool = flag()
    tries: int = whole(default=0)
    lease_until: datetime | None = moment(optional=True)
    reason: str | None = text(40, DataClass.C1, optional=True)
    reply_code: int | None = whole(optional=True)
    sent_at: datetime | None = moment(optional=True)
    by_id: int | None = link("person.id", optional=True)
    at: datetime = moment()
    batch_id: int | None = link("letter_batch.id", optional=True)


class JobRow(SQLModel, table=True):
    """A long piece of work: where it stands, how good it is, who asked."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("state", JobState),
        sa.Index(
            "uq_job_live_subject",
            "kind",
            "subject",
            unique=True,
            sqlite_where=sa.text("state IN ('queued', 'running')"),
            postgresql_where=sa.text("state IN ('queued', 'running')"),
        ),
    )

    id: int | None = key()
    kind: str = text(40, DataClass.C1)
    subject: str = text(64, DataClass.C1)
    owner_id: int | None = link("person.id", optional=True)
    state: JobState = word(JobState)
    stage: str = text(40, DataClass.C1)
    facts: dict[str, object] = document(DataClass.C1)
    cancel_asked: bool = flag()
    keep_plan: bool = flag(default=True)
    created_at: datetime = moment()
    started_at: datetime | None = moment(optional=True)
    heartbeat: datetime | None = moment(optional=True)
    ended_at: datetime | None = moment(optional=True)
    process: int | None = whole(optional=True)
    failure: str | None = text(200, DataClass.C1, optional=True)


class Periodic(SQLModel, table=True):
    """Until which slot of time a piece of periodic work was taken: one process does it."""

    __tablename__ = "periodic"

    id: int | None = key()
    name: str = text(40, DataClass.C1, unique=True)
    slot: int = whole()


class FileRow(SQLModel, table=True):
    """One kept file: whose it is, how it is called, and under which name its bytes lie."""

    __tablename__ = "file"
    __table_args__ = (
        sa.Index("ix_file_owner", "record", "record_id"),
        at_least("record_id", 1),
        at_least("size", 1),
        within("name", 200),
        one_of("kind", FileKind),
        one_of("data_class", DataClass),
        one_of("state", FileState),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_length"),
    )

    id: int | None = key()
    record: str = text(40, DataClass.C1)
    record_id: int = whole()
    name: str = text(200, DataClass.C2)
    kind: FileKind = word(FileKind)
    size: int = whole()
    sha256: str = text(64, DataClass.C1)
    data_class: DataClass = word(DataClass)
    state: FileState = word(FileState)
    place: str = text(40, DataClass.C1, unique=True)
    by_id: int | None = link("person.id", optional=True)
    at: datetime = moment()
    expires_at: datetime | None = moment(optional=True)


class Draft(SQLModel, table=True):
    """What a person has typed so far in one flow about one subject."""

    __tablename__ = "draft"
    __table_args__ = (sa.UniqueConstraint("person_id", "flow", "subject"),)

    id: int | None = key()
    person_id: int = link("person.id")
    flow: str = text(60, DataClass.C1)
    subject: str = text(64, DataClass.C1)
    step: str = text(40, DataClass.C1)
    answers: dict[str, object] = document(DataClass.C2)
    once: str = text(64, DataClass.C1)
    version: int = whole(default=0)
    updated_at: datetime = moment()


class Preference(SQLModel, table=True):
    """Language and text size of one person, and how the person wants to be told."""

    __tablename__ = "preference"
    __table_args__ = (
        sa.CheckConstraint("lang IN ('ja', 'en')", name="lang_known"),
        sa.CheckConstraint("text_size IN (18, 21, 24)", name="text_size_known"),
        one_of("told_by", Channel),
    )

    id: int | None = key()
    person_id: int = link("person.id", unique=True)
    lang: str = text(2, DataClass.C1)
    text_size: int = whole(default=18)
    told_by: Channel = word(Channel, default=Channel.MAIL)
    is_digest: bool = flag()
