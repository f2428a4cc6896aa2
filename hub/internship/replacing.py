"""Writes the next version of a published round, moves its seats, tells those it concerns."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import sqlalchemy as sa
from sqlmodel import col

from hub.accounts import reads as people
from hub.internship import queries, words
from hub.internship.access import HOSTS
from hub.internship.adopting import adopt
from hub.internship.advance import advance
from hub.internship.changes import Change
from hub.internship.instance import Triple
from hub.internship.versions import Version
from hub.kernel.errors import Refused
from hub.kernel.text import N_
from hub.platform import outbox
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.internship import Application, Placement, Programme, Publication, Round, Seat
from models.vocab.internship import ApplicationAction, ApplicationState

FIRST: Final = N_("実習の行き先が決まりました。「わたしの予定」で見られます。")
MOVED: Final = N_("実習の予定が変わりました。「わたしの予定」で、前と後を確かめてください。")
GONE: Final = N_("実習の取りやめを受け付けました。これからの予定はありません。")
ARRIVALS: Final = N_("来る実習生が変わりました。「実習生の予定」で確かめてください。")
_ACTIONS: Final[Mapping[ApplicationState, ApplicationAction]] = {
    ApplicationState.PLACED: ApplicationAction.PLACE,
    ApplicationState.PARTLY_PLACED: ApplicationAction.PLACE_PARTLY,
    ApplicationState.UNPLACED: ApplicationAction.LEAVE_OUT,
}


def replace(
    ctx: Ctx, held: Round, made: Publication, version: Version, changes: Iterable[Change]
) -> None:
    """Give seats back, write the changes, take seats, write the places, tell."""
    round_id = held.id or 0
    programmes = {row.label: row for row in queries.programmes(ctx, round_id)}
    periods = {row.label: row.id or 0 for row in queries.periods(ctx, round_id)}
    before = _seats(version.before, version.ahead, programmes, periods)
    after = _seats(version.after, version.ahead, programmes, periods)
    titles = {row.id: row.title for row in programmes.values()}
    for seat in queries.seats(ctx, round_id):
        place = (seat.programme_id, seat.period_id)
        _move(ctx, seat, -before[place], titles)
    adopt(ctx, held, changes)
    for seat in queries.seats(ctx, round_id):
        place = (seat.programme_id, seat.period_id)
        _move(ctx, seat, after[place], titles)
    students = {row.label: row for row in queries.applications(ctx, round_id)}
    ctx.session.add_all(
        Placement(
            publication_id=made.id or 0,
            application_id=students[place.student].id or 0,
            programme_id=programmes[place.programme].id or 0,
            period_id=periods[place.period],
        )
        for place in sorted(version.after)
    )
    _tell_students(ctx, held, made, version, students)
    _tell_firms(ctx, made, {programmes[label].firm_id for label in version.programmes})


def _seats(
    places: Iterable[Triple], ahead: frozenset[str], programmes: Mapping[str, Programme],
    periods: Mapping[str, int],
) -> Counter[tuple[int, int]]:  # fmt: skip
    return Counter(
        (programmes[place.programme].id or 0, periods[place.period])
        for place in places
        if place.period in ahead
    )


def _move(ctx: Ctx, seat: Seat, count: int, titles: Mapping[int | None, str]) -> None:
    if not count:
        return
    moved = (
        sa.update(Seat)
        .where(
            col(Seat.id) == seat.id,
            col(Seat.taken) + count <= col(Seat.capacity),
            col(Seat.taken) + count >= 0,
        )
        .values(taken=Seat.taken + count)
    )
    if not guarded(ctx.session, moved):
        raise Refused(words.SEAT_FULL, title=titles[seat.programme_id])
    ctx.session.refresh(seat)


def _tell_students(
    ctx: Ctx, held: Round, made: Publication, version: Version,
    students: Mapping[str, Application],
) -> None:  # fmt: skip
    count = Counter(place.student for place in version.after)
    for label, row in students.items():
        was = row.state
        if was is ApplicationState.WITHDRAWN:
            if label in version.people:
                _notice(ctx, "internship:withdrawn", row, made, GONE)
            continue
        if was is ApplicationState.WISHES_LOCKED and label in version.waiting:
            continue
        target = _target(count[label], held.rotations)
        if was is not target:
            advance(ctx, row, _ACTIONS[target])
        if was is ApplicationState.WISHES_LOCKED:
            _notice(ctx, "internship:published", row, made, FIRST)
        elif label in version.people:
            _notice(ctx, "internship:moved", row, made, MOVED)


def _target(count: int, rotations: int) -> ApplicationState:
    if count >= rotations:
        return ApplicationState.PLACED
    return ApplicationState.PARTLY_PLACED if count else ApplicationState.UNPLACED


def _notice(ctx: Ctx, kind: str, row: Application, made: Publication, msgid: str) -> None:
    outbox.notice(
        ctx, kind, f"application-{row.id}", row.person_id, msgid,
        version=made.number, page="weeks", is_urgent=kind == "internship:moved",
    )  # fmt: skip


def _tell_firms(ctx: Ctx, made: Publication, firm_ids: Iterable[int]) -> None:
    told = dict.fromkeys(
        person_id
        for firm_id in sorted(firm_ids)
        for role in HOSTS
        for person_id in people.holders_of(ctx, role=role, firm_id=firm_id)
    )
    for person_id in told:
        outbox.notice(
            ctx, "internship:arrivals", f"publication-{made.id}", person_id, ARRIVALS,
            version=made.number, page="arrivals", is_urgent=True,
        )  # fmt: skip
