"""The trainer's time in the one reservation ledger; for trainers of the ward's roster of experts.

Parts of use cases, run in their transaction. Source: groups-and-training, parts A and D1.
"""

from collections.abc import Sequence

from hub.accounts import reads as people
from hub.directory import service as directory
from hub.directory.service import Holder, Wanted
from hub.kernel.calendar import add_working_days, at_japan, japan_date
from hub.kernel.intervals import Span
from hub.platform.context import Ctx
from hub.training import queries
from hub.training.seats import CANCEL_DAYS, EVENING
from models.training import Training
from models.vocab import Role
from models.vocab.directory import HolderKind


def known(ctx: Ctx, ward_id: int) -> dict[int, str]:
    """Names of the experts of a ward by person, in kana order."""
    ids = people.holders_of(ctx, role=Role.EXPERT, ward_id=ward_id)
    return people.names_of(ctx, person_ids=ids)


def hold(ctx: Ctx, course: Training, spans: Sequence[Span]) -> None:
    """Hold the trainer's time for 5 working days; `Refused` names the first clash."""
    if course.trainer_id is None:
        return
    until = at_japan(add_working_days(japan_date(ctx.now), CANCEL_DAYS), EVENING)
    directory.hold(ctx, wanted=_wanted(ctx, course, spans), holder=_holder(course), until=until)


def confirm(ctx: Ctx, course: Training) -> None:
    """Make the hold firm; one that has run out is taken anew, if the time is still free."""
    if course.trainer_id is None:
        return
    spans = [Span(row.starts_at, row.ends_at) for row in queries.sessions(ctx, course.id or 0)]
    holder = _holder(course)
    if {each.span for each in directory.held_spans(ctx, holder=holder)} >= set(spans):
        directory.confirm(ctx, holder=holder)
        return
    directory.release(ctx, holder=holder)
    directory.hold(ctx, wanted=_wanted(ctx, course, spans), holder=holder, until=None)


def release(ctx: Ctx, course: Training) -> None:
    """Free the trainer's time."""
    directory.release(ctx, holder=_holder(course))


def _holder(course: Training) -> Holder:
    return Holder(HolderKind.TRAINING, course.id or 0)


def _wanted(ctx: Ctx, course: Training, spans: Sequence[Span]) -> tuple[Wanted, ...]:
    calendar = directory.person_calendar(
        ctx, person_id=course.trainer_id or 0, name=course.trainer_name
    )
    return tuple(Wanted(calendar, span) for span in spans)
