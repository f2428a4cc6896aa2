"""Rows of programmes, budget lines, the journal and the counters of numbers."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import col, select

from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx, each, grouped, once_a_read
from hub.platform.db import insert_into
from models.subsidy import (
    BudgetLine,
    Claim,
    DocCounter,
    JournalEntry,
    JournalLine,
    Programme,
    ProgrammeVersion,
)


def programme_by_slug(ctx: Ctx, ward_id: int, slug: str) -> Programme | None:
    """Programme of a ward by its short name."""
    return ctx.session.exec(
        select(Programme).where(col(Programme.ward_id) == ward_id, col(Programme.slug) == slug)
    ).first()


def is_claimed(ctx: Ctx, programme_id: int) -> bool:
    """Say whether there is a claim of any version of the programme, drafts included."""
    query = (
        select(Claim.id)
        .join(ProgrammeVersion, col(ProgrammeVersion.id) == col(Claim.programme_version_id))
        .where(col(ProgrammeVersion.programme_id) == programme_id)
    )
    return ctx.session.exec(query.limit(1)).first() is not None


@once_a_read
def programme_of(ctx: Ctx, programme_id: int) -> Programme:
    """One programme."""
    return ctx.session.get_one(Programme, programme_id)


@once_a_read
def version_of(ctx: Ctx, version_id: int) -> ProgrammeVersion:
    """One version of a rule sheet."""
    row = ctx.session.get(ProgrammeVersion, version_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def versions_of_ward(ctx: Ctx, ward_id: int) -> list[tuple[Programme, ProgrammeVersion]]:
    """Programmes of a ward with all their versions, the newest version first."""
    query = (
        select(Programme, ProgrammeVersion)
        .join(ProgrammeVersion, col(ProgrammeVersion.programme_id) == col(Programme.id))
        .where(col(Programme.ward_id) == ward_id)
        .order_by(col(Programme.id), col(ProgrammeVersion.number).desc())
    )
    return list(ctx.session.exec(query).all())


def budget_line_for(ctx: Ctx, programme_id: int, fiscal_year: int) -> BudgetLine | None:
    """Budget line of a programme in a fiscal year."""
    return ctx.session.exec(
        select(BudgetLine).where(
            col(BudgetLine.programme_id) == programme_id,
            col(BudgetLine.fiscal_year) == fiscal_year,
        )
    ).first()


@once_a_read
def budget_line_of(ctx: Ctx, line_id: int) -> BudgetLine:
    """One budget line, as it stands now."""
    row = ctx.session.get(BudgetLine, line_id, populate_existing=True)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def budget_lines(ctx: Ctx, ward_id: int) -> list[BudgetLine]:
    """Budget lines of a ward, the newest fiscal year first."""
    query = (
        select(BudgetLine)
        .where(col(BudgetLine.ward_id) == ward_id)
        .order_by(col(BudgetLine.fiscal_year).desc(), col(BudgetLine.id))
    )
    return list(ctx.session.exec(query).all())


@each(list[tuple[JournalEntry, JournalLine]])
def journal(
    ctx: Ctx, line_ids: Collection[int]
) -> dict[int, list[tuple[JournalEntry, JournalLine]]]:
    """Journal of a budget line, the oldest entry first."""
    query = (
        select(JournalEntry, JournalLine)
        .join(JournalLine, col(JournalLine.entry_id) == col(JournalEntry.id))
        .where(col(JournalEntry.budget_line_id).in_(line_ids))
        .order_by(col(JournalEntry.id), col(JournalLine.id))
    )
    return grouped(ctx.session.exec(query), lambda row: row[0].budget_line_id)


def next_number(ctx: Ctx, ward_id: int, series: str) -> int:
    """Take the next number of a series of a ward: one guarded update, never read-then-write."""
    connection = ctx.session.connection()
    first = insert_into(ctx.session, DocCounter).values(ward_id=ward_id, series=series, last=0)
    connection.execute(first.on_conflict_do_nothing())
    bump = (
        sa.update(DocCounter)
        .where(col(DocCounter.ward_id) == ward_id, col(DocCounter.series) == series)
        .values(last=DocCounter.last + 1)
        .returning(col(DocCounter.last))
    )
    return int(connection.execute(bump).scalar_one())
