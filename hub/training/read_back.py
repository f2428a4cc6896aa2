"""What was asked for at the desk, by the names of courses and people."""

from hub.platform.context import Ctx
from models.training import SignUp, Trainee, Training


def courses(ctx: Ctx, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Titles of courses."""
    found = (ctx.session.get(Training, number) for number in numbers)
    return tuple(row.title for row in found if row is not None)


def of_sign_ups(ctx: Ctx, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Titles of the courses that firms have asked for."""
    found = (ctx.session.get(SignUp, number) for number in numbers)
    return courses(ctx, tuple(row.training_id for row in found if row is not None))


def people(ctx: Ctx, numbers: tuple[int, ...]) -> tuple[str, ...]:
    """Names of people whom a firm has named before."""
    found = (ctx.session.get(Trainee, number) for number in numbers)
    return tuple(row.name for row in found if row is not None)
