"""Rows of the roster and of free days."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

import sqlalchemy as sa
from sqlmodel import col, select

from hub.experts import access
from hub.kernel.errors import NOT_FOUND, NotFound
from hub.platform.context import Ctx
from hub.platform.db import insert_into
from models.experts.roster import (
    AvailabilityException,
    AvailabilityRule,
    ClosingDay,
    Expert,
    ExpertCertificate,
    ExpertSkill,
)
from models.vocab.experts import DayPart, ExpertState

_LISTED: Final = (
    col(Expert.state) == ExpertState.LISTED,
    col(Expert.consented_on).is_not(None),
)


def expert(ctx: Ctx, expert_id: int) -> Expert:
    """Entry by its id; the caller asks `access` what of it may be seen."""
    row = ctx.session.get(Expert, expert_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row


def kept_expert(ctx: Ctx, expert_id: int) -> Expert:
    """Entry of the actor, or one that the actor's ward keeps; others are missing."""
    row = expert(ctx, expert_id)
    if access.may_see_days(ctx.actor, row.person_id, row.ward_id) is not None:
        raise NotFound(NOT_FOUND)
    return row


def expert_of_person(ctx: Ctx, person_id: int) -> Expert | None:
    """Entry of a person, if there is one."""
    return ctx.session.exec(select(Expert).where(col(Expert.person_id) == person_id)).first()


def of_persons(ctx: Ctx, person_ids: Collection[int]) -> dict[int, int]:
    """Entry by the person whose it is; those without one are not there."""
    if not person_ids:
        return {}
    query = select(Expert.person_id, Expert.id).where(col(Expert.person_id).in_(person_ids))
    return {person_id: at or 0 for person_id, at in ctx.session.exec(query)}


def listed(ctx: Ctx) -> list[Expert]:
    """Entries that groups may ask, in id order."""
    query = select(Expert).where(*_LISTED)
    return list(ctx.session.exec(query.order_by(col(Expert.id))).all())


def kept(ctx: Ctx) -> list[Expert]:
    """Everybody listed or resting, who is asked for news once a year."""
    states = (ExpertState.LISTED, ExpertState.PAUSED)
    query = select(Expert).where(col(Expert.state).in_(states)).order_by(col(Expert.id))
    return list(ctx.session.exec(query).all())


def count_listed(ctx: Ctx, but: Collection[int] = ()) -> int:
    """How many entries groups may ask, some of them left out."""
    query = select(sa.func.count(col(Expert.id))).where(*_LISTED)
    return int(ctx.session.exec(query.where(col(Expert.id).not_in(but))).one())


def is_anybody_listed(ctx: Ctx) -> bool:
    """Say whether groups may ask anybody."""
    query = select(Expert.id).where(*_LISTED).limit(1)
    return ctx.session.exec(query).first() is not None


def listed_among(ctx: Ctx, expert_ids: Iterable[int]) -> list[Expert]:
    """Those of some entries that groups may ask, in id order."""
    query = select(Expert).where(*_LISTED, col(Expert.id).in_(list(expert_ids)))
    return list(ctx.session.exec(query.order_by(col(Expert.id))).all())


def listed_marks(ctx: Ctx) -> list[tuple[int, int]]:
    """Id and mark of each entry that groups may ask, in id order."""
    columns = sa.select(col(Expert.id), col(Expert.mark))
    query = columns.where(*_LISTED).order_by(col(Expert.id))
    return [(at or 0, mark) for at, mark in ctx.session.connection().execute(query)]


def expired_certificates(ctx: Ctx, today: date) -> dict[int, int]:
    """By expert how many certificates had expired before a day; those without are not there."""
    query = (
        select(ExpertCertificate.expert_id, sa.func.count())
        .where(col(ExpertCertificate.expires_on) < today)
        .group_by(col(ExpertCertificate.expert_id))
    )
    return {expert_id: int(count) for expert_id, count in ctx.session.exec(query).all()}


def of_ward(ctx: Ctx, ward_id: int) -> list[Expert]:
    """All entries of a ward, in id order."""
    query = select(Expert).where(col(Expert.ward_id) == ward_id)
    return list(ctx.session.exec(query.order_by(col(Expert.id))).all())


def skills(ctx: Ctx, expert_ids: Iterable[int]) -> list[ExpertSkill]:
    """Skills of experts, the longest practised first."""
    query = select(ExpertSkill).where(col(ExpertSkill.expert_id).in_(list(expert_ids)))
    ordered = query.order_by(
        col(ExpertSkill.expert_id), col(ExpertSkill.years).desc(), col(ExpertSkill.id)
    )
    return list(ctx.session.exec(ordered).all())


def certificates(ctx: Ctx, expert_ids: Iterable[int]) -> list[ExpertCertificate]:
    """Certificates of experts in the order they were given."""
    query = select(ExpertCertificate).where(col(ExpertCertificate.expert_id).in_(list(expert_ids)))
    ordered = query.order_by(col(ExpertCertificate.expert_id), col(ExpertCertificate.id))
    return list(ctx.session.exec(ordered).all())


def rules(ctx: Ctx, expert_ids: Iterable[int]) -> list[AvailabilityRule]:
    """Weekly rules of experts, from Monday on."""
    query = select(AvailabilityRule).where(col(AvailabilityRule.expert_id).in_(list(expert_ids)))
    ordered = query.order_by(
        col(AvailabilityRule.expert_id), col(AvailabilityRule.weekday), col(AvailabilityRule.id)
    )
    return list(ctx.session.exec(ordered).all())


def exceptions(
    ctx: Ctx, expert_ids: Iterable[int], first: date, last: date
) -> list[AvailabilityException]:
    """Single days of experts between two dates, both included."""
    query = select(AvailabilityException).where(
        col(AvailabilityException.expert_id).in_(list(expert_ids)),
        col(AvailabilityException.day).between(first, last),
    )
    return list(ctx.session.exec(query.order_by(col(AvailabilityException.day))).all())


def closing_days(ctx: Ctx, first: date, last: date) -> list[ClosingDay]:
    """Closing days of the hub and of all wards between two dates, both included."""
    query = select(ClosingDay).where(col(ClosingDay.day).between(first, last))
    return list(ctx.session.exec(query.order_by(col(ClosingDay.day))).all())


def closing_day(ctx: Ctx, ward_id: int | None, day: date) -> ClosingDay | None:
    """Closing day of one ward, or of the whole hub."""
    owner = col(ClosingDay.ward_id)
    own = owner.is_(None) if ward_id is None else owner == ward_id
    return ctx.session.exec(select(ClosingDay).where(own, col(ClosingDay.day) == day)).first()


def clear_rules(ctx: Ctx, expert_id: int) -> None:
    """Take every weekly rule of an expert away; the caller writes the new ones."""
    gone = sa.delete(AvailabilityRule).where(col(AvailabilityRule.expert_id) == expert_id)
    ctx.session.connection().execute(gone)


def clear_exceptions(ctx: Ctx, expert_id: int, days: Iterable[date]) -> None:
    """Take what an expert said of single days away."""
    gone = sa.delete(AvailabilityException).where(
        col(AvailabilityException.expert_id) == expert_id,
        col(AvailabilityException.day).in_(list(days)),
    )
    ctx.session.connection().execute(gone)


def keep_exception(ctx: Ctx, expert_id: int, day: date, part: DayPart) -> None:
    """Write what an expert says of one date over what was said of it before."""
    row = insert_into(ctx.session, AvailabilityException).values(
        expert_id=expert_id, day=day, part=part, set_at=ctx.now
    )
    ctx.session.connection().execute(
        row.on_conflict_do_update(
            index_elements=["expert_id", "day"], set_={"part": part, "set_at": ctx.now}
        )
    )
