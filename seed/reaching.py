"""Where the story people can be reached; the addresses are made up and lead nowhere."""

from typing import Any, Final

from hub.accounts import service
from hub.platform.context import Actor, Seat
from models.vocab import Channel, Role
from seed.planting import Planter, Story

MAILS: Final = {
    "髙﨑 美咲": "takasaki@takasaki-seimitsu.example",
    "橋本 凜": "rin@student.example",
    "宮﨑 由紀": "miyazaki@expert.example",
    "桒原 勝": "kuwahara@takasaki-seimitsu.example",
}
WISHES: Final[dict[str, dict[str, Any]]] = {
    **{name: {"told_by": Channel.MAIL, "mail": mail} for name, mail in MAILS.items()},
    "小澤 德次郎": {
        "told_by": Channel.LETTER, "postal": "144-0000", "phone": "03-0000-0001",
        "address": "東京都大田区糀谷0-0-0",
    },
    "橋本 佳代": {"told_by": Channel.PHONE, "phone": "03-0000-0002"},
}  # fmt: skip


def plant(planter: Planter, story: Story) -> None:
    """Say it before anything is told, each person for oneself."""
    for name, wishes in WISHES.items():
        person = Actor(story.people[name], name, Seat(0, Role.STUDENT))
        planter.run_as(person, service.keep_wishes, f"wishes-{name}", **wishes)
