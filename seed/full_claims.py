"""The demo's claims of the programme with inspection: one before each desk of the long way."""

from dataclasses import dataclass
from typing import Any, Final

from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.platform import commands
from hub.platform.context import Actor
from hub.subsidy import reads, service
from models.vocab import Role
from seed.claim_groups import GroupStage, staff
from seed.engagements import Need
from seed.planting import SEEDER, Planter, Story
from seed.subsidy import Cost, Desk

INSPECTOR: Final = ("冨田 聡", Role.INSPECTOR)
ACCOUNTING: Final = ("嶋村 恵", Role.ACCOUNTING)
ASKED_DAYS_AGO: Final = 70


@dataclass(frozen=True, slots=True)
class More:
    """A second engagement of a group that is claimed already, and a cost beside it."""

    key: str
    expert: str
    need: str
    cost: Cost


LATHE: Final = More(
    "haneda", "小澤 德次郎", "太い軸の段取りを、若手に続けて見せてください。",
    Cost("旋盤の芯押し台の部品", "東糀谷機工", 220_000, "H-310"),
)  # fmt: skip
MOULD: Final = More(
    "omori", "堀越 光男", "金型の温度の決め方を、現場で教えてください。",
    Cost("温度計と配管の部品", "大井樹脂", 176_000, "R-0533"),
)  # fmt: skip
GRIND: Final = More(
    "ikegami", "牧野 貞夫", "砥石の直し方を、続けて見せてください。",
    Cost("砥石を直す道具", "池上砥石店", 143_000, "T-120"),
)  # fmt: skip
JIG: Final = More(
    "kamata", "桑名 良平", "治具の検査の手順を、続けて教えてください。",
    Cost("検査用の定盤", "六郷鋼板", 275_000, "K-2290"),
)  # fmt: skip
SKILL: Final = More(
    "yaguchi", "栂野 恵", "聞き取りの記録を、教材にまとめる方法を教えてください。",
    Cost("教材の印刷", "矢口印刷", 66_000, "Y-88"),
)  # fmt: skip


def plant(planter: Planter, story: Story, known: dict[str, tuple[Actor, int]]) -> None:
    """A report to inspect, one inspected, an amount to ask for, an order to give and to examine."""
    desk = LongWay(planter, story)
    desk.reported("full-haneda", *desk.engaged(known, LATHE), 20, LATHE.cost)
    desk.inspected("full-yaguchi", *desk.engaged(known, SKILL), 26, SKILL.cost)
    desk.fixed("full-ikegami", *desk.engaged(known, GRIND), 32, GRIND.cost)
    desk.asked("full-omori", *desk.engaged(known, MOULD), 33, MOULD.cost)
    desk.ordered("full-kamata", *desk.engaged(known, JIG), 34, JIG.cost)


class LongWay(Desk):
    """The same desk, with inspector, orderer and accounting."""

    is_full = True

    def __init__(self, planter: Planter, story: Story) -> None:
        """Know two more people; numbers of papers begin where the other desk does not come."""
        super().__init__(planter, story)
        self.inspector = staff(story, INSPECTOR)
        self.accounting = staff(story, ACCOUNTING)
        self.papers = 300

    def engaged(self, known: dict[str, tuple[Actor, int]], more: More) -> tuple[Actor, int]:
        """The leader of a group, and one more engagement that is paid."""
        leader = known[more.key][0]
        found = commands.look(
            self.planter.store, groups.groups_of_firm, actor=SEEDER, now=self.planter.now,
            firm_id=leader.seat.firm_id,
        )  # fmt: skip
        stage = GroupStage(self.planter, leader, found[0].group_id)
        need = Need(f"full-{more.key}", more.expert, more.need, ASKED_DAYS_AGO)
        return leader, stage.paid(need).engagement_id

    def inspected(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A report that was inspected; the clerk may propose the final amount."""
        claim_id, days = self.reported(*who), who[3] - 14
        self.set_paper(
            self.press(
                days, self.inspector, service.inspect_report, claim_id,
                inspected_on=japan_date(self.at(days).now).isoformat(),
                method="領収書と訪問の記録を照らし合わせ、会社で現物を見た",
                note="報告のとおり行われ、費用も適正だった",
            )
        )  # fmt: skip
        return claim_id

    def fixed(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A fixed amount that the firms may ask for."""
        claim_id, days = self.inspected(*who), who[3] - 16
        self.press(days, self.clerk, service.draft_determination, claim_id, doc_no=self.doc_no())
        self.set_paper(self.press(days - 2, self.approver, service.determine, claim_id))
        return claim_id

    def asked(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A payment that is asked for and waits for the order."""
        claim_id, leader, days = self.fixed(*who), who[1], who[3] - 22
        self.press(days, leader, service.request_payment, claim_id, is_checked=True)
        return claim_id

    def ordered(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A payment that is ordered and waits for accounting."""
        claim_id, days = self.asked(*who), who[3] - 25
        page: reads.OrderPage | None = commands.look(
            self.planter.store, reads.order_page, actor=self.orderer, now=self.planter.now,
            claim_id=claim_id,
        )  # fmt: skip
        order_id = page.shown.order_id if page else 0
        self.set_paper(
            self.press(days, self.orderer, service.give_order, claim_id, order_id=order_id)
        )
        return claim_id
