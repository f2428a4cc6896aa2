"""Tells the people of an engagement what has happened, in the transaction of the act.

Source: experts, part D6 (in-app; letter and phone list follow the outbox).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import reads as people
from hub.experts.queries import engagements as queries
from hub.experts.words import engagements as words
from hub.experts.words.conflicts import (
    CAME_SINCE,
    CHANGED_BY_DESK,
    CONFIRM_BY,
    CONFIRM_LATE,
    DESK_CALLS,
)
from hub.groups import reads as groups
from hub.groups.reads import GroupFacts
from hub.platform import outbox
from hub.platform.context import Ctx
from models.experts.conflicts import ExpertConflict
from models.experts.engagements import Engagement
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.experts import ConflictKind

GROUP_PAGE: Final = "booking"
OFFER_PAGE: Final = "home"
EXPERT_PAGE: Final = "my-visits"


@dataclass(frozen=True, slots=True)
class News:
    """One notice: what it is about, its sentence with values, the page it opens."""

    kind: str
    msgid: str
    params: Mapping[str, object]
    page: str


def leaders(ctx: Ctx, row: Engagement) -> tuple[int, ...]:
    """People who lead the group today."""
    firm_id = groups.group_facts(ctx, group_id=row.group_id).leader_firm_id
    return people.holders_of(ctx, role=Role.GROUP_LEADER, firm_id=firm_id)


def members(ctx: Ctx, row: Engagement) -> tuple[int, ...]:
    """Representatives of the member firms."""
    group = groups.group_facts(ctx, group_id=row.group_id)
    found = [
        person_id
        for member in group.members
        for person_id in people.holders_of(
            ctx, role=Role.FIRM_REPRESENTATIVE, firm_id=member.firm_id
        )
    ]
    return tuple(dict.fromkeys(found))


def coordinators(ctx: Ctx, row: Engagement) -> tuple[int, ...]:
    """Coordinators of the ward."""
    return people.holders_of(ctx, role=Role.COORDINATOR, ward_id=row.ward_id)


def expert_name(ctx: Ctx, row: Engagement) -> str:
    """Name of the present candidate."""
    person_id = queries.person_of(ctx, row.expert_id) or 0
    return people.names_of(ctx, person_ids=(person_id,)).get(person_id, "")


def to_group(
    ctx: Ctx, row: Engagement, kind: str, msgid: str, params: Mapping[str, object]
) -> None:
    """Tell the leaders of the group once about this version."""
    for person_id in leaders(ctx, row):
        _tell(ctx, row, person_id, News(kind, msgid, params, f"{GROUP_PAGE}?booking={row.id}"))


def to_members(
    ctx: Ctx, row: Engagement, kind: str, msgid: str, params: Mapping[str, object]
) -> None:
    """Tell the representatives of the member firms, who are told of every contract."""
    for person_id in set(members(ctx, row)) - set(leaders(ctx, row)):
        _tell(ctx, row, person_id, News(kind, msgid, params, f"{GROUP_PAGE}?booking={row.id}"))


def to_coordinators(
    ctx: Ctx, row: Engagement, kind: str, msgid: str, params: Mapping[str, object]
) -> None:
    """Tell the coordinators of the ward."""
    for person_id in coordinators(ctx, row):
        _tell(ctx, row, person_id, News(kind, msgid, params, f"{GROUP_PAGE}?booking={row.id}"))


def to_expert(
    ctx: Ctx, row: Engagement, kind: str, msgid: str, params: Mapping[str, object]
) -> None:
    """Tell the present candidate."""
    person_id = queries.person_of(ctx, row.expert_id)
    if person_id:
        page = OFFER_PAGE if kind in {"offered", "withdrawn"} else EXPERT_PAGE
        _tell(ctx, row, person_id, News(kind, msgid, params, page))


def of_request(ctx: Ctx, row: Engagement) -> None:
    """The receipt of a request, for the group and the ward."""
    told = {"expert": expert_name(ctx, row), "title": row.title, "until": row.offer_until}
    for tell in (to_group, to_coordinators):
        tell(ctx, row, "sent", words.REQUEST_SENT, told)


def need_to_coordinators(ctx: Ctx, group: GroupFacts, title: str, told: Iterable[int]) -> None:
    """Tell coordinators that a group would like help with a need; a new one each time."""
    stamp = f"{ctx.now:%Y%m%dT%H%M%S}"
    for person_id in told:
        outbox.notice(
            ctx,
            "experts:need",
            f"group:{group.group_id}:{stamp}",
            person_id,
            words.CALL_FOR_GROUP,
            page=f"one-group?group={group.group_id}",
            params={"group": group.name, "title": title},
        )


def conflict_to_coordinators(ctx: Ctx, row: Engagement, conflict: ExpertConflict) -> None:
    """Tell coordinators that a visit has come to meet a conflict; once for each step of it."""
    told = {"expert": expert_name(ctx, row), "group": row.group_name, "title": row.title}
    for person_id in coordinators(ctx, row):
        outbox.notice(
            ctx,
            "experts:conflict",
            f"engagement:{row.id}:conflict:{conflict.id}",
            person_id,
            CAME_SINCE,
            version=conflict.version,
            page=f"{GROUP_PAGE}?booking={row.id}",
            params=told,
        )


def conflict_to_expert(ctx: Ctx, expert: Expert, conflict: ExpertConflict) -> None:
    """Tell an expert what staff have changed; never what a firm has said, nor the own doing."""
    is_own = ctx.actor.person_id == expert.person_id
    if not is_own and conflict.kind is not ConflictKind.REFUSED_BY_FIRM:
        review_to_expert(ctx, expert, conflict, CHANGED_BY_DESK)


def review_to_expert(ctx: Ctx, expert: Expert, conflict: ExpertConflict, msgid: str) -> None:
    """Tell an expert what a coordinator has come to about a declaration."""
    outbox.notice(
        ctx,
        "experts:conflict",
        f"conflict:{conflict.id}",
        expert.person_id,
        msgid,
        version=conflict.version,
        page="conflicts",
        params={"name": conflict.name},
    )


def confirm_to_expert(ctx: Ctx, expert: Expert, due: date, days: int) -> None:
    """Remind an expert to say once a year that the declarations hold."""
    msgid, params = (CONFIRM_BY, {"due": due}) if days else (CONFIRM_LATE, {})
    outbox.notice(
        ctx,
        "experts:confirm",
        f"expert:{expert.id}:{due:%Y%m%d}:{days}",
        expert.person_id,
        msgid,
        page="conflicts",
        params=params,
        is_reminder=True,
    )


def unconfirmed_to_coordinators(ctx: Ctx, ward_id: int, today: date) -> None:
    """Tell the coordinators of a ward that there is somebody to call; once a day, for everybody."""
    for person_id in people.holders_of(ctx, role=Role.COORDINATOR, ward_id=ward_id):
        outbox.notice(
            ctx,
            "experts:confirm",
            f"ward:{ward_id}:{today:%Y%m%d}",
            person_id,
            DESK_CALLS,
            page="conflicts",
        )


def _tell(ctx: Ctx, row: Engagement, person_id: int, news: News) -> None:
    outbox.notice(
        ctx,
        f"experts:{news.kind}",
        f"engagement:{row.id}",
        person_id,
        news.msgid,
        version=row.version,
        page=news.page,
        params=news.params,
    )
