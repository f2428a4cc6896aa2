"""Rows of engagements and visits; what the actor has no part in answers like what is missing."""

from collections.abc import Collection, Iterable
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import col, select

from hub.experts.engagement_access import Parties
from hub.groups import reads as groups
from hub.kernel.errors import NOT_FOUND, STALE, NotFound, Stale
from hub.kernel.intervals import Span
from hub.platform.context import Ctx, each, each_one, grouped, once_a_read
from hub.platform.db import guarded, insert_into
from models.experts.engagements import (
    Engagement,
    EngagementCandidate,
    EngagementSpan,
    EngagementStep,
    OpenRequest,
    Visit,
)
from models.experts.roster import Expert
from models.vocab import FIRM_ROLES, STAFF_ROLES, Role
from models.vocab.engagements import CandidateAnswer, EngagementState


def engagement(ctx: Ctx, engagement_id: int) -> Engagement:
    """One engagement within reach; the caller asks `engagement_access` for what may be done."""
    row = ctx.session.get(Engagement, engagement_id)
    if row is None or not _in_scope(ctx, row):
        raise NotFound(NOT_FOUND)
    return row


def parties(ctx: Ctx, row: Engagement) -> Parties:
    """Whose engagement it is today; rights follow the present membership."""
    group = groups.group_facts(ctx, group_id=row.group_id)
    return Parties(
        row.ward_id,
        group.leader_firm_id,
        [member.firm_id for member in group.members],
        person_of(ctx, row.expert_id),
    )


@each_one
def person_of(ctx: Ctx, expert_ids: Collection[int]) -> dict[int, int | None]:
    """Person behind an entry of the roster."""
    query = select(Expert.id, Expert.person_id).where(col(Expert.id).in_(expert_ids))
    return {at or 0: person_id for at, person_id in ctx.session.exec(query)}


def take(ctx: Ctx, row: Engagement, version: int | None = None) -> None:
    """Lock an engagement as it was seen, before calendars are locked; `Stale` when it has moved.

    Everybody locks in this order: engagement, count of open requests, calendars, audit.
    """
    same = (
        sa.update(Engagement)
        .where(
            col(Engagement.id) == row.id,
            col(Engagement.version) == (row.version if version is None else version),
            col(Engagement.version) == row.version,
        )
        .values(version=Engagement.version)
    )
    if not guarded(ctx.session, same):
        raise Stale(STALE)


def of_group(ctx: Ctx, group_id: int) -> list[Engagement]:
    """Engagements of a group, the newest first."""
    query = select(Engagement).where(col(Engagement.group_id) == group_id)
    return list(ctx.session.exec(query.order_by(col(Engagement.id).desc())).all())


def of_expert(ctx: Ctx, expert_id: int) -> list[Engagement]:
    """Engagements whose present candidate is this expert, the newest first."""
    query = select(Engagement).where(col(Engagement.expert_id) == expert_id)
    return list(ctx.session.exec(query.order_by(col(Engagement.id).desc())).all())


def at_firm(ctx: Ctx, firm_id: int) -> list[Engagement]:
    """Engagements whose visits take place at a firm, the newest first."""
    query = select(Engagement).where(col(Engagement.place_firm_id) == firm_id)
    return list(ctx.session.exec(query.order_by(col(Engagement.id).desc())).all())


def in_state(
    ctx: Ctx, states: Iterable[EngagementState], *, ward_id: int | None = None
) -> list[Engagement]:
    """Engagements in some states, of one ward or of all, the oldest first."""
    query = select(Engagement).where(col(Engagement.state).in_(list(states)))
    if ward_id is not None:
        query = query.where(col(Engagement.ward_id) == ward_id)
    return list(ctx.session.exec(query.order_by(col(Engagement.id))).all())


def run_out(ctx: Ctx, group_id: int | None = None) -> list[Engagement]:
    """Offers past their deadline that nobody has ended yet, of one group or of all."""
    query = select(Engagement).where(
        col(Engagement.state) == EngagementState.OFFERED, col(Engagement.offer_until) <= ctx.now
    )
    if group_id is not None:
        query = query.where(col(Engagement.group_id) == group_id)
    return list(ctx.session.exec(query.order_by(col(Engagement.id))).all())


def begun(ctx: Ctx) -> list[Engagement]:
    """Contracts whose first visit has started."""
    query = (
        select(Engagement)
        .join(Visit, col(Visit.engagement_id) == col(Engagement.id))
        .where(col(Engagement.state) == EngagementState.CONTRACTED, col(Visit.starts_at) <= ctx.now)
    )
    return list(ctx.session.exec(query.order_by(col(Engagement.id))).unique().all())


@each(list[EngagementCandidate])
def candidates(ctx: Ctx, engagement_ids: Collection[int]) -> dict[int, list[EngagementCandidate]]:
    """Candidates of a request in the order in which they are asked."""
    query = select(EngagementCandidate).where(
        col(EngagementCandidate.engagement_id).in_(engagement_ids)
    )
    rows = ctx.session.exec(query.order_by(col(EngagementCandidate.place)))
    return grouped(rows, lambda row: row.engagement_id)


def asked_candidate(ctx: Ctx, engagement_id: int) -> EngagementCandidate | None:
    """The candidate who has the live offer."""
    return next(
        (c for c in candidates(ctx, engagement_id) if c.answer == CandidateAnswer.OFFERED), None
    )


def candidate_of(ctx: Ctx, row: Engagement) -> EngagementCandidate:
    """Candidate row of the engagement's present expert."""
    return next(c for c in candidates(ctx, row.id or 0) if c.expert_id == row.expert_id)


def spans_of(ctx: Ctx, candidate_ids: Iterable[int]) -> dict[int, tuple[Span, ...]]:
    """Times proposed to candidates, in the group's order, by candidate id."""
    query = select(EngagementSpan).where(col(EngagementSpan.candidate_id).in_(list(candidate_ids)))
    found: dict[int, list[Span]] = {}
    for row in ctx.session.exec(query.order_by(col(EngagementSpan.place))):
        found.setdefault(row.candidate_id, []).append(Span(row.starts_at, row.ends_at))
    return {at: tuple(spans) for at, spans in found.items()}


@once_a_read
def steps(ctx: Ctx, engagement_id: int) -> list[EngagementStep]:
    """Steps of an engagement, the oldest first."""
    query = select(EngagementStep).where(col(EngagementStep.engagement_id) == engagement_id)
    return list(ctx.session.exec(query.order_by(col(EngagementStep.version))).all())


@each(list[Visit])
def visits_of(ctx: Ctx, engagement_ids: Collection[int]) -> dict[int, list[Visit]]:
    """Visits of an engagement in time order."""
    query = select(Visit).where(col(Visit.engagement_id).in_(engagement_ids))
    rows = ctx.session.exec(query.order_by(col(Visit.starts_at), col(Visit.id)))
    return grouped(rows, lambda row: row.engagement_id)


def visits(ctx: Ctx, engagement_ids: Collection[int]) -> list[Visit]:
    """Visits of engagements in time order."""
    visits_of.foresee(ctx, engagement_ids)
    found = [row for at in engagement_ids for row in visits_of(ctx, at)]
    return sorted(found, key=lambda row: (row.starts_at, row.id))


def visit(ctx: Ctx, visit_id: int) -> tuple[Visit, Engagement]:
    """A visit with its engagement, within reach."""
    row = ctx.session.get(Visit, visit_id)
    if row is None:
        raise NotFound(NOT_FOUND)
    return row, engagement(ctx, row.engagement_id)


def add_candidate(
    ctx: Ctx, engagement_id: int, place: int, expert_id: int, spans: Iterable[Span]
) -> EngagementCandidate:
    """Write a candidate and the times proposed to this person."""
    row = EngagementCandidate(
        engagement_id=engagement_id,
        place=place,
        expert_id=expert_id,
        answer=CandidateAnswer.WAITING,
        note="",
    )
    ctx.session.add(row)
    ctx.session.flush()
    ctx.session.add_all(
        EngagementSpan(
            candidate_id=row.id or 0, place=number, starts_at=span.start, ends_at=span.end
        )
        for number, span in enumerate(spans, start=1)
    )
    return row


def open_request(ctx: Ctx, group_id: int, expert_id: int, most: int) -> bool:
    """Count one more waiting request; False when the group has as many as it may."""
    made = insert_into(ctx.session, OpenRequest).values(
        group_id=group_id, expert_id=expert_id, open=0
    )
    ctx.session.connection().execute(
        made.on_conflict_do_nothing(index_elements=["group_id", "expert_id"])
    )
    more = (
        sa.update(OpenRequest)
        .where(
            col(OpenRequest.group_id) == group_id,
            col(OpenRequest.expert_id) == expert_id,
            col(OpenRequest.open) < most,
        )
        .values(open=OpenRequest.open + 1)
    )
    return guarded(ctx.session, more)


def close_request(ctx: Ctx, group_id: int, expert_id: int) -> None:
    """Count one waiting request less."""
    less = (
        sa.update(OpenRequest)
        .where(
            col(OpenRequest.group_id) == group_id,
            col(OpenRequest.expert_id) == expert_id,
            col(OpenRequest.open) > 0,
        )
        .values(open=OpenRequest.open - 1)
    )
    guarded(ctx.session, less)


def accepted_since(ctx: Ctx, expert_ids: Iterable[int], since: datetime) -> dict[int, int]:
    """How many engagements each expert has accepted since a moment, by expert id."""
    query = (
        select(col(Engagement.expert_id), sa.func.count())
        .where(
            col(Engagement.expert_id).in_(list(expert_ids)), col(Engagement.accepted_at) >= since
        )
        .group_by(col(Engagement.expert_id))
    )
    return {int(expert_id): int(count) for expert_id, count in ctx.session.exec(query)}


def _in_scope(ctx: Ctx, row: Engagement) -> bool:
    """Staff reach their ward, an expert the own engagements, firms those of their groups."""
    role = ctx.actor.role
    if role is Role.SYSTEM:
        return True
    if role is Role.EXPERT:
        own = [
            c.expert_id for c in candidates(ctx, row.id or 0) if c.answer != CandidateAnswer.WAITING
        ]
        return any(person_of(ctx, at) == ctx.actor.person_id for at in own)
    if role in STAFF_ROLES:
        return ctx.actor.seat.ward_id == row.ward_id
    if role not in FIRM_ROLES:
        return False
    own_groups = groups.groups_of_firm(ctx, firm_id=ctx.actor.seat.firm_id or 0)
    return any(group.group_id == row.group_id for group in own_groups)
