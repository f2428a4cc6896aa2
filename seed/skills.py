"""Loads the vocabulary of skills, which every instance needs."""

from hub.skills import service
from seed.planting import Planter, Story
from seed.reference import skill_vocabulary

LOADED_DAYS_AGO = 240


def plant(planter: Planter, story: Story) -> None:  # noqa: ARG001  the same for every ward
    """Release the vocabulary of `seed/reference/skills`; a second time changes nothing."""
    words = skill_vocabulary()
    planter.earlier(LOADED_DAYS_AGO).run(
        service.load_vocabulary, f"skills-{words.sha256[:16]}", words=words, note="最初の技能の一覧"
    )
