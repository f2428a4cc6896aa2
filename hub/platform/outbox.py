"""Writes notices in the transaction of the act that causes them; sends nothing itself."""

from sqlmodel import col, func, select

from hub.platform.context import Ctx
from models.platform import OutboxRow
from models.vocab import Channel, OutboxState


def notice(  # noqa: PLR0913  the facts of one notice
    ctx: Ctx,
    kind: str,
    subject: str,
    person_id: int,
    msgid: str,
    *,
    version: int = 0,
    page: str | None = None,
) -> None:
    """Tell one person once about one version of one subject, in the product itself."""
    ctx.session.add(
        OutboxRow(
            kind=kind,
            subject=subject,
            version=version,
            person_id=person_id,
            channel=Channel.IN_APP,
            state=OutboxState.SENT,
            msgid=msgid,
            params={},
            page=page,
            at=ctx.now,
        )
    )


def unread(ctx: Ctx, person_id: int) -> int:
    """How many notices a person has not opened."""
    query = select(func.count()).where(
        col(OutboxRow.person_id) == person_id,
        col(OutboxRow.channel) == Channel.IN_APP,
        col(OutboxRow.read_at).is_(None),
    )
    return int(ctx.session.exec(query).one())
