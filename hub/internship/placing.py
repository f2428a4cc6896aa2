"""Writes the places of a publication, takes their seats and tells the students."""

from collections import Counter
from collections.abc import Collection
from typing import Final

import sqlalchemy as sa
from sqlmodel import col

from hub.internship import queries, words
from hub.internship.advance import advance
from hub.internship.instance import Triple
from hub.kernel.errors import Refused
from hub.kernel.text import N_
from hub.platform import outbox
from hub.platform.context import Ctx
from hub.platform.db import guarded
from models.internship import Application, Placement, Publication, Round, Seat
from models.vocab.internship import ApplicationAction, ApplicationState

TOLD: Final = N_("実習の行き先が決まりました。「わたしの予定」で見られます。")
HELD: Final = N_(
    "保護者の同意がまだないため、実習の行き先をお知らせできません。コーディネーターが連絡します。"
)


def place(
    ctx: Ctx,
    held: Round,
    publication: Publication,
    students: Collection[Application],
    triples: Collection[Triple],
) -> None:
    """Write what these students have in the plan; seats are taken in id order."""
    round_id = held.id or 0
    named = {row.label: row for row in students}
    programmes = {row.label: row for row in queries.programmes(ctx, round_id)}
    periods = {row.label: row.id or 0 for row in queries.periods(ctx, round_id)}
    rows = [
        Placement(
            publication_id=publication.id or 0,
            application_id=named[triple.student].id or 0,
            programme_id=programmes[triple.programme].id or 0,
            period_id=periods[triple.period],
        )
        for triple in sorted(triples)
        if triple.student in named
    ]
    ctx.session.add_all(rows)
    titles = {row.id: row.title for row in programmes.values()}
    taken = Counter((row.programme_id, row.period_id) for row in rows)
    for seat in queries.seats(ctx, round_id):
        count = taken[seat.programme_id, seat.period_id]
        if count and not _take(ctx, seat, count):
            raise Refused(words.SEAT_FULL, title=titles[seat.programme_id])
    held_by = Counter(row.application_id for row in rows)
    for student in students:
        _tell(ctx, held, student, held_by[student.id or 0], publication.number)


def tell_held(ctx: Ctx, students: Collection[Application], version: int) -> None:
    """Tell students that their places wait for the guardian's word."""
    for student in students:
        outbox.notice(
            ctx, "internship:held", f"application-{student.id}", student.person_id, HELD,
            version=version,
        )  # fmt: skip


def _take(ctx: Ctx, seat: Seat, count: int) -> bool:
    take = (
        sa.update(Seat)
        .where(col(Seat.id) == seat.id, col(Seat.taken) + count <= col(Seat.capacity))
        .values(taken=Seat.taken + count)
    )
    return guarded(ctx.session, take)


def _tell(ctx: Ctx, held: Round, student: Application, count: int, version: int) -> None:
    if student.state != ApplicationState.WISHES_LOCKED:
        return
    full = ApplicationAction.PLACE if count >= held.rotations else ApplicationAction.PLACE_PARTLY
    advance(ctx, student, full if count else ApplicationAction.LEAVE_OUT)
    outbox.notice(
        ctx, "internship:published", f"application-{student.id}", student.person_id, TOLD,
        version=version, page="weeks",
    )  # fmt: skip
