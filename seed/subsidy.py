"""The demo's claims: one at every point of its way, each with a next step that can be taken.

Every step is taken by the person whose step it is, at the moment at which it would have been taken.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from hub.experts import reads as experts
from hub.groups import reads as groups
from hub.kernel.calendar import is_working_day, japan_date
from hub.platform import commands, documents, files, jobs
from hub.platform.context import Actor, Seat
from hub.subsidy import reads, service
from models.vocab import FileKind, Role
from models.vocab.subsidy import FindingLevel, FindingState
from seed import programmes
from seed.claim_groups import APPROVER, CLERK, ORDERER, staff
from seed.engagements import ALSO_CLAIMABLE, STORY_GROUP
from seed.planting import SEEDER, Planter, Story

PLEDGES: Final = (1, 2, 3)
TRIED: Final = {"rate": [3, 4], "total": 600_000}
INVOICE: Final = Path(__file__).with_name("reference") / "papers" / "invoice.typ"


@dataclass(frozen=True, slots=True)
class Cost:
    """A typed cost of a claim: what, from whom, for how much, behind which paper."""

    title: str
    vendor: str
    yen: int
    paper: str
    category: str = "material"


STEEL: Final = Cost("試し削りの材料", "城東鋼材", 138_050, "26-1107")
GAUGE: Final = Cost("測定具の校正", "品川計測", 330_000, "", "rent")
RESIN: Final = Cost("試し成形の樹脂", "大井樹脂", 264_000, "R-0412")
METER: Final = Cost("電流計と記録器", "蒲田電機商会", 198_000, "")
STONE: Final = Cost("試し研ぎの砥石", "池上砥石店", 121_000, "T-88")
BOARD: Final = Cost("治具の板", "六郷鋼板", 660_000, "K-2201")


def plant(planter: Planter, story: Story, known: dict[str, tuple[Actor, int]]) -> None:
    """Claims of the story group and of seven others, from the newest to the paid one."""
    desk = Desk(planter, story)
    leader, visits = _story_group(planter, story)
    desk.paid("first", leader, visits[0], 50)
    desk.granted("second", leader, visits[1], 24)
    desk.fixing("yaguchi", *known["yaguchi"], 22, STONE)
    desk.determined("ikegami", *known["ikegami"], 40, STONE)
    desk.advance_ordered("denen", *known["denen"], 26, RESIN)
    desk.end_asked("magome", *known["magome"], 25, STONE)
    desk.reported("haneda", *known["haneda"], 20, STEEL)
    desk.proposed("kamata", *known["kamata"], 12, BOARD)
    desk.returned("kojiya", *known["kojiya"], 9, METER)
    desk.received("omori", *known["omori"], 14, RESIN)
    desk.sent("rokugo", *known["rokugo"], 1, GAUGE)
    desk.try_rules(story)


def _story_group(planter: Planter, story: Story) -> tuple[Actor, list[int]]:
    """The story's leader, and the two engagements that are claimed already."""
    firm_id = story.firms["髙﨑精密"]
    seat = Seat(0, Role.GROUP_LEADER, story.ward_id, firm_id)
    leader = Actor(story.people["桒原 勝"], "桒原 勝", seat)
    found = commands.look(
        planter.store, groups.groups_of_firm, actor=SEEDER, now=planter.now, firm_id=firm_id
    )
    group_id = next(each.group_id for each in found if each.name == STORY_GROUP)
    listed = commands.look(
        planter.store, experts.claimable_engagements, actor=SEEDER, now=planter.now,
        group_id=group_id,
    )  # fmt: skip
    by_expert = {each.expert_name: each.engagement_id for each in listed}
    return leader, [by_expert[need.expert] for need in ALSO_CLAIMABLE]


class Desk:
    """Clerk, approver and applicants at work, at any moment of the story."""

    is_full = False

    def __init__(self, planter: Planter, story: Story) -> None:
        """Know the people of the ward; papers are numbered as they come."""
        self.planter = planter
        self.clerk = staff(story, CLERK)
        self.approver = staff(story, APPROVER)
        self.orderer = staff(story, ORDERER)
        self.papers = 100

    def at(self, days: int) -> Planter:
        """Some days ago, on a day on which the ward's office works."""
        back = max(days, 0)
        while back and not is_working_day(japan_date(self.planter.earlier(back).now)):
            back += 1
        return self.planter.earlier(back)

    def press(
        self, days: int, actor: Actor, step: Callable[..., Any], claim_id: int, **raw: object
    ) -> Any:  # noqa: ANN401  each command has its own answer
        """One step on the claim as it stands."""
        version = self.version(claim_id)
        once = f"claim-{claim_id}-{step.__name__}-{version}"
        return self.at(days).run_as(actor, step, once, claim_id=claim_id, version=version, **raw)

    def version(self, claim_id: int) -> int:
        """Version of the claim now, also of a draft."""
        seen: reads.FirmClaim = commands.look(
            self.planter.store, reads.firm_claim, actor=SEEDER, now=self.planter.now,
            claim_id=claim_id,
        )  # fmt: skip
        return seen.head.version

    def programme_id(self, leader: Actor, engagement_id: int, days: int) -> int:
        """The programme of this desk's claims."""
        seen: reads.ClaimStart = commands.look(
            self.planter.store, reads.claim_start, actor=leader, now=self.at(days).now,
            engagement_id=engagement_id,
        )  # fmt: skip
        full = programmes.FULL[1]
        return next(
            each.programme_id for each in seen.programmes if (each.title == full) is self.is_full
        )

    def doc_no(self) -> str:
        """The next number of the ward's own document system."""
        self.papers += 1
        return f"8大産振第{self.papers}号"

    def try_rules(self, story: Story) -> None:
        """What three quarters and a higher cap would have cost this year."""
        found: reads.TrialsPage = commands.look(
            self.planter.store, reads.trials, actor=self.clerk, now=self.planter.now,
            ward_id=story.ward_id,
        )  # fmt: skip
        asked = self.planter.run_as(
            self.clerk, service.start_simulation, "trial",
            budget_line_id=found.choices[0].budget_line_id,
            version_id=found.choices[0].version_id, change=TRIED,
        )  # fmt: skip
        jobs.do_now(self.planter.store, asked.job_id)

    def set_paper(self, moved: service.ClaimMoved) -> None:
        """Make the PDF at once: no worker runs while the demo is made."""
        if moved.job_id is not None:
            jobs.do_now(self.planter.store, moved.job_id)

    def sent(
        self, key: str, leader: Actor, engagement_id: int, days: int, cost: Cost | None = None
    ) -> int:
        """A claim that waits for the ward."""
        started = self.at(days).run_as(
            leader, service.start_claim, f"claim-{key}-start", engagement_id=engagement_id,
            programme_id=self.programme_id(leader, engagement_id, days),
        )  # fmt: skip
        claim_id = int(started.claim_id)
        if cost is not None:
            day = japan_date(self.at(days).now) - timedelta(days=7)
            self.press(
                days, leader, service.add_line, claim_id, category=cost.category,
                title=cost.title, vendor=cost.vendor, invoice_no=cost.paper,
                used_on=day.isoformat(), gross=str(cost.yen),
            )  # fmt: skip
            if cost.paper:
                self.add_paper(days, leader, claim_id, cost)
        self.press(days, leader, service.submit_claim, claim_id, pledged=PLEDGES)
        return claim_id

    def add_paper(self, days: int, leader: Actor, claim_id: int, cost: Cost) -> None:
        """The invoice behind a typed cost, as a file."""
        values = {
            "to": leader.name, "title": cost.title, "vendor": cost.vendor,
            "amount": f"{cost.yen:,}円", "number": cost.paper,
        }  # fmt: skip
        stored = files.set_down(self.planter.store, documents.render(INVOICE, values))
        source = {"name": f"請求書 {cost.paper}.pdf", "kind": FileKind.PDF, "stored": stored}
        self.press(days, leader, service.add_evidence, claim_id, source=source)

    def received(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A claim under review, received the same day."""
        claim_id = self.sent(*who)
        self.press(who[3], self.clerk, service.accept_claim, claim_id)
        return claim_id

    def returned(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A claim that was returned once with everything."""
        claim_id, days = self.received(*who), who[3] - 4
        self.at(days).run_as(
            self.clerk, service.add_finding, f"claim-{claim_id}-purpose", claim_id=claim_id,
            sentence="記録器を置く機械と、使い方を書いてください。", anchor="line:3",
            level=FindingLevel.CAUTION,
        )  # fmt: skip
        sentences = {row.finding_id: row.sentence for row in self.open(claim_id)}
        self.press(days, self.clerk, service.return_claim, claim_id, sentences=sentences)
        return claim_id

    def open(self, claim_id: int) -> list[reads.FindingRow]:
        """Findings that wait."""
        seen: reads.StaffClaim = commands.look(
            self.planter.store, reads.staff_claim, actor=self.clerk, now=self.planter.now,
            claim_id=claim_id,
        )  # fmt: skip
        return [row for row in seen.findings if row.state is FindingState.OPEN]

    def proposed(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A claim that waits for the approver; one finding was accepted with a reason."""
        claim_id, days = self.received(*who), who[3] - 3
        if len(who) > 4:  # noqa: PLR2004  with a typed cost
            kept = self.at(days).run_as(
                self.clerk, service.add_finding, f"claim-{claim_id}-two", claim_id=claim_id,
                sentence="請求書は1枚、納品は2回です。", anchor="line:3",
            )  # fmt: skip
            self.at(days).run_as(
                self.clerk, service.waive_finding, f"claim-{claim_id}-waive", claim_id=claim_id,
                finding_id=kept.finding_id, why="納品書2枚の合計が請求と同じでした。",
            )  # fmt: skip
        self.press(days, self.clerk, service.draft_decision, claim_id, doc_no=self.doc_no())
        return claim_id

    def granted(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A granted claim with its notice."""
        claim_id = self.proposed(*who)
        self.set_paper(self.press(who[3] - 5, self.approver, service.decide_grant, claim_id))
        return claim_id

    def advance_ordered(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A granted claim whose advance is ordered and waits for accounting."""
        claim_id, days, leader = self.granted(*who), who[3] - 16, who[1]
        seen: reads.FirmClaim = commands.look(
            self.planter.store, reads.firm_claim, actor=leader, now=self.planter.now,
            claim_id=claim_id,
        )  # fmt: skip
        self.press(
            days, leader, service.request_advance, claim_id,
            amount=str(min(50_000, seen.advance_left_yen or 0)),
            reason="樹脂を先に仕入れます。仕入先は前払いだけです。",
        )  # fmt: skip
        page = commands.look(
            self.planter.store, reads.order_page, actor=self.orderer, now=self.planter.now,
            claim_id=claim_id,
        )  # fmt: skip
        order_id = page.shown.order_id if page else 0
        self.press(days - 4, self.orderer, service.give_order, claim_id, order_id=order_id)
        return claim_id

    def end_asked(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A granted claim whose firms ask to give the project up."""
        claim_id, leader = self.granted(*who), who[1]
        self.press(
            2, leader, service.request_end, claim_id,
            reason="機械の故障で、今年度は続けられません。",
        )  # fmt: skip
        return claim_id

    def reported(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A claim whose report is being checked."""
        claim_id, days, leader = self.granted(*who), who[3] - 12, who[1]
        self.press(days, leader, service.prepare_report, claim_id)
        self.press(days, leader, service.report, claim_id)
        return claim_id

    def fixing(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """Less was spent than granted; the final amount waits for the approver."""
        claim_id, days, leader = self.granted(*who), who[3] - 12, who[1]
        self.press(days, leader, service.prepare_report, claim_id)
        seen: reads.FirmClaim = commands.look(
            self.planter.store, reads.firm_claim, actor=leader, now=self.planter.now,
            claim_id=claim_id,
        )  # fmt: skip
        self.press(
            days, leader, service.change_line, claim_id, line_id=seen.lines[-1].line_id,
            gross="104,500円", invoice_no="T-91",
        )  # fmt: skip
        self.press(days, leader, service.report, claim_id)
        self.press(
            days - 4, self.clerk, service.draft_determination, claim_id, doc_no=self.doc_no()
        )
        return claim_id

    def determined(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A claim whose amount is fixed and waits for the payment."""
        claim_id, days = self.reported(*who), who[3] - 15
        self.press(days, self.clerk, service.draft_determination, claim_id, doc_no=self.doc_no())
        self.set_paper(self.press(days - 2, self.approver, service.determine, claim_id))
        return claim_id

    def paid(self, *who: Any) -> int:  # noqa: ANN401  passed on
        """A paid claim whose file is closed."""
        claim_id, days = self.determined(*who), who[3] - 25
        self.press(
            days, self.clerk, service.record_payment, claim_id, slip_no=f"支-{claim_id:04d}",
            paid_on=_day(self.at(days)),
        )  # fmt: skip
        self.press(days, self.clerk, service.complete, claim_id)
        return claim_id


def _day(planter: Planter) -> str:
    day: date = japan_date(planter.now)
    return day.isoformat()
