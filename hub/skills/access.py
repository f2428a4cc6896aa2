"""Who may change and who may read the skill vocabulary."""

from hub.kernel.errors import Reason
from hub.platform.context import Actor
from hub.skills import words
from models.vocab import Role


def may_load(actor: Actor) -> Reason | None:
    """Only set-up and the command line load a whole vocabulary."""
    return None if actor.role is Role.SYSTEM else words.SYSTEM_ONLY


def may_read(actor: Actor) -> Reason | None:
    """The vocabulary is open to everybody who is signed in, and to the system."""
    known = actor.role is Role.SYSTEM or actor.person_id is not None
    return None if known else words.NOT_SIGNED_IN
