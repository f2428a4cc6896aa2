"""Sessions of courses as entries of a private calendar: of a firm, and of who teaches."""

from typing import Final

from hub.kernel.intervals import Span
from hub.kernel.text import N_
from hub.platform.calendar_feed import Entry
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.training import access, queries
from models.training import Training
from models.vocab import DataClass
from models.vocab.training import PUBLIC_STATES, SignUpState, TrainingState

COURSE: Final = N_("共同研修　{title}")
TEACHING: Final = N_("共同研修の講師　{title}")
LEFT: Final = (SignUpState.WITHDRAWN, SignUpState.WITHDRAWN_LATE, SignUpState.CALLED_OFF)


@read(name="training:firm_feed", data_class=DataClass.C1)
def firm_feed(ctx: Ctx, *, firm_id: int) -> tuple[Entry, ...]:
    """Sessions of the courses in which a firm has a seat; what it has left is cancelled."""
    require(ctx, access.may_sign_up(ctx.actor, firm_id))
    rows = [
        row
        for row in queries.firm_sign_ups(ctx, firm_id)
        if row.state == SignUpState.CONFIRMED or row.state in LEFT
    ]
    courses = queries.courses_by_id(ctx, {row.training_id for row in rows})
    found: list[Entry] = []
    for training_id, course in sorted(courses.items()):
        own = [row for row in rows if row.training_id == training_id]
        is_gone = all(row.state in LEFT for row in own)
        version = sum(row.version for row in own)
        found += _entries(ctx, course, COURSE, version, is_gone=is_gone)
    return tuple(found)


@read(name="training:trainer_feed", data_class=DataClass.C1)
def trainer_feed(ctx: Ctx, *, person_id: int) -> tuple[Entry, ...]:
    """Sessions of the announced courses that a person teaches."""
    require(ctx, access.may_see_own(ctx.actor, person_id))
    return tuple(
        entry
        for course in queries.courses(ctx, PUBLIC_STATES)
        if course.trainer_id == person_id
        for entry in _entries(ctx, course, TEACHING, 0, is_gone=False)
    )


def _entries(
    ctx: Ctx, course: Training, summary: str, version: int, *, is_gone: bool
) -> list[Entry]:
    return [
        Entry(
            uid=f"training-{session.id}",
            sequence=course.version + version,
            summary=summary,
            params={"title": course.title},
            place=course.place,
            page="trainings",
            span=Span(session.starts_at, session.ends_at),
            is_cancelled=is_gone or course.state == TrainingState.CANCELLED,
        )
        for session in queries.sessions(ctx, course.id or 0)
    ]
