"""The demo's engagements of the story group, each at another point of its way.

Every step is taken by the person whose step it is, at the moment at which it would have been taken.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from hub.experts import reads, service
from hub.experts.reads import ExpertFacts, FreeTime
from hub.groups import reads as groups
from hub.kernel.calendar import at_japan, fiscal_year, japan_date, next_working_day
from hub.platform import commands
from hub.platform.context import Actor, Seat
from models.vocab import Role
from models.vocab.engagements import DeclineReason
from seed.planting import SEEDER, Planter, Story
from seed.shown_orders import orders

STORY_GROUP: Final = "糀谷旋盤技能継承グループ"
LATHE: Final = "小澤 德次郎"
CONTROL: Final = "宮﨑 由紀"
COORDINATOR: Final = "栗原 眞理子"
LONGEST: Final = 95
LONGER: Final = (20, 24, 30, 38, 46)


@dataclass(frozen=True, slots=True)
class Need:
    """A request of the story: whom, in which words, how many days ago."""

    key: str
    expert: str
    text: str
    days: int
    spans: int = 1


WAITING: Final = Need(
    "waiting", LATHE,
    "細い軸を削ると、びびって仕上がりの肌が荒れます。若手に刃先の合わせ方を見せてください。",
    1, spans=3,
)  # fmt: skip
AGREED: Final = Need(
    "agreed", CONTROL,
    "納期に追われて段取りが崩れます。山積みの表の作り方を、事務の者にも教えてください。",
    3, spans=2,
)  # fmt: skip
RECORDED: Final = Need(
    "recorded", LATHE,
    "新しい旋盤の段取りに半日かかります。順番を紙にまとめるところから見てください。",
    17,
)  # fmt: skip
CLAIMABLE: Final = Need(
    "claimable", LATHE,
    "若手だけだと寸法がばらつきます。工具の研ぎ方と測り方を、現場で見てください。",
    80,
)  # fmt: skip
ALSO_CLAIMABLE: Final = (
    Need(
        "claimed-first", CONTROL,
        "止まった機械の時間が分かりません。古い機械でも記録できる方法を教えてください。",
        92,
    ),
    Need(
        "claimed-second", "牧野 貞夫",
        "平面研削で薄い板が反ります。吸着と研ぐ順番を見てください。",
        88,
    ),
)  # fmt: skip
DECLINED: Final = Need(
    "declined", "牧野 貞夫",
    "円筒研削の砥石の選び方が人によって違います。決め方を教えてください。",
    14,
)  # fmt: skip


LOOKED_AT: Final = (AGREED, WAITING)
UNSURE: Final = Need(
    "unsure", LATHE, "もっと若い人に来てほしいです。会社の良さの伝え方が分かりません。", 6
)
LACKING: Final = Need(
    "lacking", LATHE,
    "古い木型から図面を起こして、型を直したいです。木型が分かる方をさがしてください。",
    40,
)  # fmt: skip
HANDED_OVER: Final = Need(
    "handed-over", LATHE,
    "桒原社長の代からの七宝焼きの色が出せません。窯の温度の決め方を教えてください。",
    2,
)  # fmt: skip
UNMET: Final = "casting.pattern"


def plant(planter: Planter, story: Story) -> None:
    """Requests, an appointment, a record to inspect, paid visits and a refusal."""
    stage = Stage(planter, story)
    stage.looked((LACKING, UNSURE, *LOOKED_AT))
    stage.unserved(story)
    for need in (*ALSO_CLAIMABLE, CLAIMABLE):
        stage.paid(need)
    stage.recorded(RECORDED)
    stage.declined(DECLINED)
    stage.agreed(AGREED)
    stage.sent(WAITING)


class Stage:
    """The group, its leader and the experts, at any moment of the story."""

    def __init__(self, planter: Planter, story: Story) -> None:
        """Find everybody by name."""
        self.planter = planter
        firm_id = story.firms["髙﨑精密"]
        leader = story.people["桒原 勝"]
        seat = Seat(0, Role.GROUP_LEADER, story.ward_id, firm_id)
        self.leader = Actor(leader, "桒原 勝", seat)
        found = commands.look(
            planter.store, groups.groups_of_firm, actor=SEEDER, now=planter.now, firm_id=firm_id
        )
        self.group_id = next(each.group_id for each in found if each.name == STORY_GROUP)
        listed = commands.look(planter.store, reads.listed_experts, actor=SEEDER, now=planter.now)
        self.experts: dict[str, ExpertFacts] = {each.name: each for each in listed}

    def at(self, moment: datetime) -> Planter:
        """The same story at another moment, never later than now."""
        return Planter(self.planter.store, min(moment, self.planter.now))

    def ago(self, days: int) -> datetime:
        """Some days ago; long ones are drawn together where that keeps them in the fiscal year."""
        today = japan_date(self.planter.now)
        gone = (today - date(fiscal_year(today), 4, 1)).days
        near = days < LONGEST // 2 or gone >= LONGEST or gone < LONGEST // 2
        return self.planter.now - timedelta(days=days if near else days * gone // LONGEST)

    def over(self, need: Need) -> Need:
        """The same need asked early enough for its visit to be over now."""
        limit = self.planter.now - timedelta(hours=4)
        for days in (need.days, *LONGER):
            if days >= need.days and self.free(need, self.ago(days))[0].span.end < limit:
                return replace(need, days=days)
        return need

    def expert(self, need: Need) -> Actor:
        """The expert of a need as a person."""
        facts = self.experts[need.expert]
        return Actor(facts.person_id, need.expert, Seat(0, Role.EXPERT, facts.ward_id))

    def free(
        self, need: Need, moment: datetime, *, after: datetime | None = None
    ) -> list[FreeTime]:
        """Half-days that could be asked for at that moment, from another moment on."""
        choice = commands.look(
            self.planter.store, reads.time_choice, actor=self.leader, now=moment,
            group_id=self.group_id, expert_id=self.experts[need.expert].expert_id,
        )  # fmt: skip
        return [time for time in choice.times if after is None or time.span.start > after]

    def looked(self, needs: Sequence[Need]) -> None:
        """The orders that the group was shown before it asked, while meaning was not searched."""
        kept = orders(self.planter, [need.text for need in needs])
        for need in needs:
            self.at(self.ago(need.days)).run_as(
                self.leader, service.keep_ranking, f"{need.key}-looked", group_id=self.group_id,
                need=need.text, **kept[need.text],
            )  # fmt: skip

    def unserved(self, story: Story) -> None:
        """Needs that the leader put before the coordinator; one cannot be met today."""
        for need in (LACKING, HANDED_OVER):
            self.at(self.ago(need.days)).run_as(
                self.leader, service.ask_coordinator, f"{need.key}-asked",
                group_id=self.group_id, need=need.text,
            )  # fmt: skip
        coordinator = Actor(
            story.people[COORDINATOR], COORDINATOR, Seat(0, Role.COORDINATOR, story.ward_id)
        )
        rows = commands.look(
            self.planter.store, reads.unserved_needs, actor=coordinator, now=self.planter.now,
            ward_id=story.ward_id,
        )  # fmt: skip
        lacking = next(row for row in rows if row.at == min(each.at for each in rows))
        self.at(self.ago(LACKING.days - 2)).run_as(
            coordinator, service.decide_need, "lacking-decided", need_id=lacking.need_id,
            version=lacking.version, outcome="unmet", skills=(UNMET,),
            note="都内の窯元に聞いています。",
        )  # fmt: skip

    def sent(self, need: Need, *, after: datetime | None = None) -> service.RequestSaved:
        """The request; its times are held."""
        moment = self.ago(need.days)
        times = self.free(need, moment, after=after)[: need.spans]
        return self.at(moment).run_as(
            self.leader, service.send_request, f"{need.key}-send", group_id=self.group_id,
            need=need.text, expert_id=self.experts[need.expert].expert_id,
            spans=[{"start": time.span.start, "end": time.span.end} for time in times],
        )  # fmt: skip

    def agreed(self, need: Need, *, after: datetime | None = None) -> service.Answered:
        """The expert has said yes to the first time, a day later."""
        saved = self.sent(need, after=after or self.planter.now + timedelta(days=2))
        spans = self.spans(saved.engagement_id)
        return self.at(self.ago(need.days - 1)).run_as(
            self.expert(need), service.accept_offer, f"{need.key}-accept",
            engagement_id=saved.engagement_id, starts_at=spans[0], version=saved.version,
        )  # fmt: skip

    def signed(self, need: Need) -> tuple[int, int, datetime]:
        """A contract; the engagement, its version and the end of the visit."""
        answer = self.agreed(need, after=self.ago(need.days))
        done = self.at(self.ago(need.days - 2)).run_as(
            self.leader, service.sign_terms, f"{need.key}-sign",
            engagement_id=answer.engagement_id, version=answer.version,
        )  # fmt: skip
        page = commands.look(
            self.planter.store, reads.booking, actor=SEEDER, now=self.planter.now,
            engagement_id=answer.engagement_id,
        )  # fmt: skip
        return answer.engagement_id, done.version, page.visits[0].span.end

    def recorded(self, need: Need) -> tuple[service.VisitSaved, datetime]:
        """The visit is over and its record is written the same evening."""
        engagement_id, version, ends = self.signed(self.over(need))
        page = commands.look(
            self.planter.store, reads.booking, actor=SEEDER, now=self.planter.now,
            engagement_id=engagement_id,
        )  # fmt: skip
        moment = ends + timedelta(hours=2)
        saved = self.at(moment).run_as(
            self.expert(need), service.record_visit, f"{need.key}-record",
            visit_id=page.visits[0].visit_id, version=version, attendees=4,
            minutes=int((ends - page.visits[0].span.start).total_seconds()) // 60,
            what="現場で作業を見て、順番と手の当て方を直しました。",
            result="若手2人が、同じ品を続けて公差の内に収めました。",
            next_step="手順を紙1枚にまとめ、次回に確かめます。",
        )  # fmt: skip
        return saved, moment

    def paid(self, need: Need) -> service.Paid:
        """Inspected the next morning and paid some days later."""
        saved, moment = self.recorded(need)
        inspected = self.at(moment + timedelta(hours=16)).run_as(
            self.leader, service.inspect, f"{need.key}-inspect",
            engagement_id=saved.engagement_id, version=saved.version,
        )  # fmt: skip
        pay_day = next_working_day(japan_date(moment) + timedelta(days=6))
        later = self.at(at_japan(pay_day, 14))
        return later.run_as(
            self.leader, service.record_payment, f"{need.key}-pay",
            engagement_id=saved.engagement_id, version=inspected.version,
            paid_on=japan_date(later.now),
        )  # fmt: skip

    def declined(self, need: Need) -> service.Answered:
        """The expert has said no, with the reason."""
        saved = self.sent(need)
        return self.at(self.ago(need.days - 2)).run_as(
            self.expert(need), service.decline_offer, f"{need.key}-decline",
            engagement_id=saved.engagement_id, version=saved.version,
            reason=DeclineReason.NO_TIME,
            note="その週は通院があります。翌月なら伺えます。",
        )  # fmt: skip

    def spans(self, engagement_id: int) -> list[datetime]:
        """Starts of the proposed times."""
        page = commands.look(
            self.planter.store, reads.booking, actor=SEEDER, now=self.planter.now,
            engagement_id=engagement_id,
        )  # fmt: skip
        return [span.start for span in page.candidates[0].spans]
