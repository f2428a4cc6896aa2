"""Answers the post: on which days a ward is closed."""

from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.experts.roster import ClosingDay

AHEAD: Final = timedelta(days=366)


class OfficeDays:
    """The room's answers; bound in the wiring."""

    def closed(self, session: Session, ward_id: int | None, first: date) -> frozenset[date]:
        """Closing days of the ward, and of the whole hub."""
        own: sa.ColumnElement[bool] = col(ClosingDay.ward_id).is_(None)
        if ward_id is not None:
            own = sa.or_(own, col(ClosingDay.ward_id) == ward_id)
        query = select(col(ClosingDay.day)).where(
            own, col(ClosingDay.day).between(first, first + AHEAD)
        )
        return frozenset(session.exec(query).all())
