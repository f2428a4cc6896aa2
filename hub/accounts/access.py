"""Who may open, close and see accounts."""

from hub.accounts import words
from hub.kernel.errors import Reason
from hub.platform.context import Actor
from models.vocab import Role


def may_run_as_system(actor: Actor) -> Reason | None:
    """Sign-in and set-up acts are taken by the system itself, never by a page."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY
