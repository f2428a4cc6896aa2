"""What the sealed need of a kept order is bound to."""

from typing import Final

PURPOSE: Final = "match_run"


def subject(group_id: int, need_hash: str) -> str:
    """Group and need: moved to another row it does not open."""
    return f"match_run:{group_id}:{need_hash}"
