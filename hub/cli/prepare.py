"""`hub prepare`: makes what the search learns from the vocabulary; no start waits for it then."""

from hub.skills.service import default_encoder, shared_model
from seed.reference import skill_vocabulary


def prepare() -> None:
    """Once after every installation; a second call finds everything kept and ends at once."""
    shared_model(skill_vocabulary(), default_encoder())
