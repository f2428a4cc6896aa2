"""What was wished at the desk, by the names of the records, in the order of the wishes."""

from hub.platform.context import Ctx
from models.internship import Period, Programme


def programmes(ctx: Ctx, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Titles of programmes."""
    found = (ctx.session.get(Programme, number) for number in numbers)
    return tuple(row.title for row in found if row is not None)


def periods(ctx: Ctx, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Labels of periods."""
    found = (ctx.session.get(Period, number) for number in numbers)
    return tuple(row.label for row in found if row is not None)
