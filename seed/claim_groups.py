"""Registered groups of the demo beside the story's own, each with one paid engagement to claim."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from hub.accounts import service as accounts
from hub.experts import reads as experts
from hub.groups import reads, service
from hub.kernel.calendar import fiscal_year, japan_date
from hub.platform import commands
from hub.platform.context import Actor, Seat
from models.vocab import Role
from models.vocab.groups import CostKind, GroupAction, ShareMethod
from seed import names
from seed.engagements import Need, Stage
from seed.planting import SEEDER, Planter, Story

FOUNDED_DAYS_AGO: Final = 95
ASKED_DAYS_AGO: Final = 80
CLERK: Final = ("濵田 直子", Role.WARD_CLERK)
APPROVER: Final = ("廣瀨 誠", Role.WARD_APPROVER)
ORDERER: Final = ("早坂 文", Role.WARD_APPROVER)


@dataclass(frozen=True, slots=True)
class Plan:
    """A group: its firms, the first leads; who leads; whom they asked for what."""

    key: str
    name: str
    firms: tuple[str, ...]
    leader: tuple[str, str]
    expert: str
    need: str


PLANS: Final = (
    Plan(
        "haneda", "羽田シャフト加工グループ", ("石黒製作所", "宇佐美製作所", "遠藤製作所"),
        ("石黒 武", "イシグロ タケシ"), "小澤 德次郎",
        "長い軸の芯が振れます。心押しの当て方と、削る順番を見てください。",
    ),
    Plan(
        "rokugo", "六郷測定の会", ("梶原製作所", "喜多川製作所", "邉見製作所"),
        ("梶原 静江", "カジワラ シズエ"), "金成 美智子",
        "三次元測定の結果が人によって違います。測る順番を決めてください。",
    ),
    Plan(
        "omori", "大森樹脂成形の会", ("桒田製作所", "小笠原製作所", "齊藤製作所"),
        ("桒田 進", "クワタ ススム"), "堀越 光男",
        "成形品にひけが出ます。条件の決め方を若手に教えてください。",
    ),
    Plan(
        "kojiya", "糀谷IoT研究会", ("澤村製作所", "関根製作所", "眞鍋製作所"),
        ("澤村 幸子", "サワムラ サチコ"), "宮﨑 由紀",
        "古い機械の止まる時間を残したいです。安く始める方法を教えてください。",
    ),
    Plan(
        "kamata", "蒲田治具づくりの会", ("髙橋製作所", "辻村製作所", "德永製作所"),
        ("髙橋 明", "タカハシ アキラ"), "桑名 良平",
        "治具の芯出しに時間がかかります。段取りの手本を見せてください。",
    ),
    Plan(
        "ikegami", "池上研削グループ", ("中嶋製作所", "西濱製作所", "荒木精機"),
        ("中嶋 清", "ナカジマ キヨシ"), "牧野 貞夫",
        "円筒研削で縞が出ます。砥石と回転の合わせ方を見てください。",
    ),
    Plan(
        "yaguchi", "矢口技能継承の会", ("橋口製作所", "廣田製作所", "石黒精機"),
        ("橋口 勇", "ハシグチ イサム"), "栂野 恵",
        "熟練者の技を若手に残したいです。聞き取りの進め方を教えてください。",
    ),
    Plan(
        "magome", "馬込プレス金型の会", ("宇佐美精機", "遠藤精機", "大槗精機"),
        ("宇佐美 稔", "ウサミ ミノル"), "堀越 光男",
        "金型の合わせに時間がかかります。すきまの見方を教えてください。",
    ),
    Plan(
        "denen", "田園調布計測グループ", ("梶原精機", "桒田精機", "喜多川精機"),
        ("梶原 実", "カジワラ ミノル"), "桑名 良平",
        "測定具の置き場と手入れが決まりません。現場で手本を見せてください。",
    ),
)  # fmt: skip
OWNERS: Final = (("修", "オサム"), ("和子", "カズコ"), ("豊", "ユタカ"))


def plant(planter: Planter, story: Story) -> dict[str, tuple[Actor, int]]:
    """Found and register every group, let its engagement end; leader and engagement by key."""
    return {plan.key: _planted(planter, story, plan) for plan in PLANS}


def staff(story: Story, who: tuple[str, Role]) -> Actor:
    """Somebody of the ward as a person of the story."""
    name, role = who
    return Actor(story.people[name], name, Seat(0, role, story.ward_id))


def _planted(planter: Planter, story: Story, plan: Plan) -> tuple[Actor, int]:
    leader = _person(planter, story, plan)
    signers = [leader, *_owners(planter, story, plan)]
    group_id = _registered(_at(planter, FOUNDED_DAYS_AGO), story, plan, signers)
    stage = GroupStage(planter, leader, group_id)
    need = Need(f"claim-{plan.key}", plan.expert, plan.need, ASKED_DAYS_AGO)
    return leader, stage.paid(need).engagement_id


def _at(planter: Planter, days: int) -> Planter:
    """Some days earlier, but within the fiscal year whose figures the ward has set."""
    today = japan_date(planter.now)
    gone = (today - date(fiscal_year(today), 4, 1)).days
    return planter.earlier(min(days, gone))


def _person(planter: Planter, story: Story, plan: Plan) -> Actor:
    name, kana = plan.leader
    firm_id = story.firms[plan.firms[0]]
    added = planter.run(
        accounts.add_person, f"claim-leader-{plan.key}", name=name, kana=kana,
        role=Role.GROUP_LEADER, ward_id=story.ward_id, firm_id=firm_id,
    )  # fmt: skip
    return Actor(
        added.person_id, name, Seat(added.membership_id, Role.GROUP_LEADER, story.ward_id, firm_id)
    )


def _owners(planter: Planter, story: Story, plan: Plan) -> list[Actor]:
    """Who signs for each of the other firms."""
    readings = dict(names.FAMILIES)
    signers = []
    for firm, (given, kana) in zip(plan.firms[1:], OWNERS, strict=False):
        family = next(each for each in readings if firm.startswith(each))
        seat = Seat(0, Role.FIRM_REPRESENTATIVE, story.ward_id, story.firms[firm])
        added = planter.run(
            accounts.add_person, f"claim-owner-{firm}", name=f"{family} {given}",
            kana=f"{readings[family]} {kana}", role=seat.role, ward_id=story.ward_id,
            firm_id=seat.firm_id,
        )  # fmt: skip
        signers.append(Actor(added.person_id, f"{family} {given}", seat))
    return signers


def _registered(planter: Planter, story: Story, plan: Plan, signers: Sequence[Actor]) -> int:
    leader = signers[0]
    firms = [story.firms[name] for name in plan.firms]
    made = planter.run_as(
        leader, service.found_group, f"claim-{plan.key}-found", ward_id=story.ward_id,
        name=plan.name, purpose=plan.need, leader_firm_id=firms[0], firm_ids=firms[1:],
    )  # fmt: skip
    drafted = planter.run_as(
        leader, service.draft_agreement, f"claim-{plan.key}-draft", group_id=made.group_id,
        purpose=plan.need, duties=dict.fromkeys(firms, "専門家の技を若手に学ばせる"),
        booking_ceiling_yen=120_000, effective_from=japan_date(planter.now),
        shares=[{"cost_kind": kind, "method": ShareMethod.EQUAL} for kind in CostKind],
    )  # fmt: skip
    for signer in signers:
        planter.run_as(
            signer, service.sign_agreement, f"claim-{plan.key}-sign-{signer.seat.firm_id}",
            group_id=made.group_id, number=drafted.number, digest=drafted.digest,
        )  # fmt: skip
    clerk, approver = staff(story, CLERK), staff(story, APPROVER)
    _step(planter, leader, service.apply_for_registration, plan.key, made.group_id)
    _step(
        planter, clerk, service.check_registration, plan.key, made.group_id,
        tax=True, pledge=True, small_firm=True, note="各社の納税証明書と誓約書を確認しました。",
    )  # fmt: skip
    _step(
        planter, approver, service.decide_registration, plan.key, made.group_id,
        action=GroupAction.REGISTER,
    )  # fmt: skip
    return made.group_id


def _step(
    planter: Planter, actor: Actor, step: Callable[..., Any], key: str, group_id: int, **raw: object
) -> None:
    seen = commands.look(
        planter.store, reads.group_page, actor=SEEDER, now=planter.now, group_id=group_id
    )
    planter.run_as(
        actor, step, f"claim-{key}-{step.__name__}",
        group_id=group_id, version=seen.version, **raw,
    )  # fmt: skip


class GroupStage(Stage):
    """The same way to a paid engagement, for another group and its leader."""

    def __init__(self, planter: Planter, leader: Actor, group_id: int) -> None:
        """Take group and leader as they are."""
        self.planter = planter
        self.leader = leader
        self.group_id = group_id
        listed = commands.look(planter.store, experts.listed_experts, actor=SEEDER, now=planter.now)
        self.experts = {each.name: each for each in listed}

    def ago(self, days: int) -> datetime:
        """Some days ago, in whatever fiscal year."""
        return self.planter.now - timedelta(days=days)
