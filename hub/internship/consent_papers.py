"""The pictures of papers that guardians have signed: which there are, and who may see them."""

from collections.abc import Collection
from typing import Final

from sqlmodel import col, select

from hub.internship import access, queries
from hub.kernel.errors import NOT_FOUND, Reason
from hub.platform.context import Ctx
from models.consents import GuardianConsent
from models.internship import Application
from models.platform import FileRow
from models.vocab import FileState

RECORD: Final = "guardian_consent"


def may_read_paper(ctx: Ctx, consent_id: int) -> Reason | None:
    """Whoever runs the round of the student."""
    row = ctx.session.get(GuardianConsent, consent_id)
    application = ctx.session.get(Application, row.application_id) if row else None
    if application is None:
        return NOT_FOUND
    return access.may_run_round(ctx.actor, queries.round_of(ctx, application.round_id).ward_id)


def of(ctx: Ctx, consent_ids: Collection[int]) -> dict[int, int]:
    """The file of each consent that has one."""
    query = select(FileRow.record_id, FileRow.id).where(
        col(FileRow.record) == RECORD,
        col(FileRow.record_id).in_(consent_ids),
        col(FileRow.state) == FileState.KEPT,
    )
    return {consent_id: file_id or 0 for consent_id, file_id in ctx.session.exec(query).all()}
