"""What was wished at the desk, by the names of the records, in the order of the wishes."""

from hub.i18n.values import span
from hub.platform.context import Ctx
from models.internship import Period, Programme


def programmes(ctx: Ctx, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Titles of programmes."""
    found = (ctx.session.get(Programme, number) for number in numbers)
    return tuple(row.title for row in found if row is not None)


def periods(ctx: Ctx, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """First and last day of periods: their labels are for the solver."""
    found = (ctx.session.get(Period, number) for number in numbers)
    return tuple(span(row.starts_on, row.ends_on) for row in found if row is not None)
