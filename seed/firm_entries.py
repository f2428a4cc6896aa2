"""What the firms of the demo say of themselves; numbers of corporations are invented.

Source of the numbers: 9999 is the number of no registry, so that none of them names a real firm.
"""

from collections.abc import Mapping
from typing import Any, Final

from hub.directory import reads, service
from hub.platform import commands
from seed.planting import SEEDER, Planter, Story

ENTERED: Final = 30
TECHNOLOGY: Final = (
    "丸物の精密旋削。直径5〜300mm、1個から。",
    "板金と溶接。ステンレスとアルミ、板厚0.5〜6mm。",
    "平面研削と円筒研削。精度は±0.002mmまで。",
    "プレス加工と金型の直し。月に1万個まで。",
)
MACHINES: Final[tuple[Mapping[str, Any], ...]] = (
    {"name": "NC旋盤", "maker": "オークマ", "model": "LB3000", "year": "2012", "quantity": "2",
     "ability": "直径300mm、長さ500mm", "sharing": "ask"},
    {"name": "汎用旋盤", "maker": "ワシノ", "model": "LEO-80A", "year": "1986", "quantity": "1",
     "ability": "直径180mm", "sharing": "yes", "hazards": ["running_parts"]},
    {"name": "プレス機", "maker": "アイダ", "model": "NC1-80", "year": "2005", "quantity": "3",
     "ability": "80トン", "sharing": "no", "hazards": ["press_setting", "noise"]},
    {"name": "平面研削盤", "maker": "岡本", "model": "PSG-52", "year": "1998", "quantity": "1",
     "ability": "500×200mm、±0.002mm", "sharing": "ask", "visibility": "private"},
)  # fmt: skip


def plant(planter: Planter, story: Story) -> None:
    """Enter the first firms with their kind, their work and their machines."""
    before = planter.earlier(90)
    for at, firm_id in enumerate(list(story.firms.values())[:ENTERED]):
        seen: reads.FirmPage = commands.look(
            planter.store, reads.firm_page, actor=SEEDER, now=before.now, firm_id=firm_id
        )
        is_sole = at % 3 == 2  # noqa: PLR2004  every third firm
        entry = {
            "kind": "sole" if is_sole else "corporation",
            "number": "" if is_sole else number(at),
            "name": seen.name,
            "kana": seen.kana,
            "town": seen.town,
            "address": f"東京都大田区{seen.town}{at % 6 + 1}-{at % 9 + 1}-1",
            "phone": f"03-0000-{1000 + at}",
            "technology": TECHNOLOGY[at % len(TECHNOLOGY)],
        }
        before.run(
            service.change_firm, f"firm-says-{at}", firm_id=firm_id, version=seen.version,
            entry=entry,
        )  # fmt: skip
        for place, machine in enumerate(MACHINES[: at % len(MACHINES) + 1]):
            before.run(service.put_machine, f"machine-{at}-{place}", firm_id=firm_id, entry=machine)
    first = next(iter(story.firms.values()))
    site = {"kind": "training_room", "name": "研修室", "address": "東京都大田区蒲田1-1-1",
            "way": "蒲田駅から徒歩9分。入口に段差はありません。"}  # fmt: skip
    before.run(service.put_site, "site-1", firm_id=first, entry=site)


def number(at: int) -> str:
    """Invented number of a corporation with its check digit."""
    body = f"999901{at + 1:06}"
    weights = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(body)))
    return f"{9 - sum(weights) % 9}{body}"
