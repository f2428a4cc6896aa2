"""Work of the platform that somebody of an office has open: calls taken, and drafts."""

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlmodel import col, select

from hub.accounts import queries
from hub.accounts.ports import Work
from hub.kernel.text import N_
from hub.platform.context import Ctx
from models.platform import Delivery, Draft
from models.vocab import Channel, DeliveryState
from models.vocab.people import WorkKind

CALL = N_("電話の受け持ち")


class Calls:
    """Calls that somebody has taken and not ended."""

    def of(self, ctx: Ctx, *, person_id: int, ward_id: int) -> Sequence[Work]:
        """Those of the ward, with the name of whom to call."""
        query = select(Delivery).where(
            col(Delivery.by_id) == person_id,
            col(Delivery.ward_id) == ward_id,
            col(Delivery.channel) == Channel.PHONE,
            col(Delivery.state) == DeliveryState.WAITING,
        )
        rows = ctx.session.exec(query.order_by(col(Delivery.id))).all()
        named = queries.names(ctx, {row.person_id for row in rows})
        return [Work(WorkKind.CALL, row.id or 0, CALL, named[row.person_id]) for row in rows]

    def barred(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> Collection[int]:  # noqa: ARG002  nobody is barred from a call
        """Everybody of the office may call."""
        return ()

    def give(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> None:
        """The call bears the name of who has taken it."""
        ids = [one.record_id for one in work]
        given = sa.update(Delivery).where(
            col(Delivery.id).in_(ids), col(Delivery.state) == DeliveryState.WAITING
        )
        ctx.session.connection().execute(given.values(by_id=person_id))


class Drafts:
    """What somebody has typed for the office and not sent; own letters stay with the person."""

    def __init__(self, flows: Mapping[str, str]) -> None:
        """Remember the flows of an office, with the msgid of each."""
        self.flows = dict(flows)

    def of(self, ctx: Ctx, *, person_id: int, ward_id: int) -> Sequence[Work]:  # noqa: ARG002  a draft lies in no ward
        """Drafts of the flows of an office."""
        query = select(Draft).where(
            col(Draft.person_id) == person_id, col(Draft.flow).in_(list(self.flows))
        )
        rows = ctx.session.exec(query.order_by(col(Draft.id))).all()
        return [Work(WorkKind.DRAFT, row.id or 0, self.flows[row.flow]) for row in rows]

    def barred(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> Collection[int]:
        """What the successor has a draft of already: none is thrown away."""
        mine = self._rows(ctx, col(Draft.person_id) == person_id)
        own = {(row.flow, row.subject) for row in mine}
        ids = [one.record_id for one in work]
        rows = self._rows(ctx, col(Draft.id).in_(ids))
        return {row.id or 0 for row in rows if (row.flow, row.subject) in own}

    def give(self, ctx: Ctx, *, work: Sequence[Work], person_id: int) -> None:
        """The draft opens for the successor as it opened for the leaver."""
        ids = [one.record_id for one in work]
        given = sa.update(Draft).where(col(Draft.id).in_(ids)).values(person_id=person_id)
        ctx.session.connection().execute(given)

    def _rows(self, ctx: Ctx, which: sa.ColumnElement[bool]) -> Sequence[Draft]:
        return ctx.session.exec(select(Draft).where(which)).all()
