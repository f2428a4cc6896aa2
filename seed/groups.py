"""The demo's groups: one registered, one that waits for the approver, one for a signature."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import service as accounts
from hub.groups import reads, service
from hub.kernel.calendar import fiscal_year, japan_date
from hub.platform import commands
from hub.platform.context import Actor, Seat
from models.vocab import Role
from models.vocab.groups import CostKind, EligibilityRule, GroupAction, ShareMethod
from seed.planting import SEEDER, Planter, Story

STORY_GROUP: Final = "糀谷旋盤技能継承グループ"
LONGEST: Final = 90
OWNERS: Final = (
    ("渡邊製作所", "渡邊 昭一", "ワタナベ ショウイチ"),
    ("荒木製作所", "荒木 良子", "アラキ ヨシコ"),
    ("篠﨑製作所", "篠﨑 博", "シノザキ ヒロシ"),
    ("大槗製作所", "大槗 和夫", "オオハシ カズオ"),
    ("柳瀨製作所", "柳瀨 節子", "ヤナセ セツコ"),
    ("冨永製作所", "冨永 茂", "トミナガ シゲル"),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one group of the demo is like; the first firm leads."""

    key: str
    name: str
    purpose: str
    firms: tuple[str, ...]
    duties: tuple[str, ...]
    percent: tuple[int, ...]
    ceiling: int


REGISTERED: Final = Plan(
    "story",
    STORY_GROUP,
    "旋盤の熟練者が退く前に、段取りと刃物の技を若手へ伝えます。",
    ("髙﨑精密", "渡邊製作所", "荒木製作所"),
    ("専門家の予約と区への手続をする", "実習と研修の場所を出す", "研修の材料を用意する"),
    (5000, 3000, 2000),
    120_000,
)
WAITING: Final = Plan(
    "waiting",
    "六郷研磨技能継承グループ",
    "平面研削と測定の技を、3社の若手がいっしょに学びます。",
    ("篠﨑製作所", "大槗製作所", "柳瀨製作所"),
    ("区への手続をする", "研削盤を使える日を出す", "測定の手順をまとめる"),
    (4000, 3000, 3000),
    100_000,
)
UNSIGNED: Final = Plan(
    "unsigned",
    "蒲田機械見える化準備組合",
    "機械の動きを数字で見られるようにし、止まる時間を減らします。",
    ("髙﨑精密", "渡邊製作所", "冨永製作所"),
    ("専門家の予約をする", "試しに使う機械を出す", "使い方の資料をまとめる"),
    (3334, 3333, 3333),
    80_000,
)


def plant(planter: Planter, story: Story) -> None:
    """Make them by the same commands as the pages, at earlier moments of this fiscal year."""
    people = _people(planter, story)
    figure = {
        "ward_id": story.ward_id,
        "valid_from": date(fiscal_year(japan_date(planter.now)), 4, 1),
        "source": "連携支援補助金交付要綱 第3条",
    }
    for rule, num, den in ((EligibilityRule.HEAD_OFFICE, 2, 3), (EligibilityRule.SIZE, 3, 1)):
        planter.run(service.set_figure, f"figure-{rule}", rule=rule, num=num, den=den, **figure)
    first = _signed(planter, story, people, REGISTERED, 90, REGISTERED.firms)
    _applied(_at(planter, 70), people, REGISTERED, first)
    _decided(_at(planter, 63), people, REGISTERED, first)
    second = _signed(planter, story, people, WAITING, 30, WAITING.firms)
    _applied(_at(planter, 6), people, WAITING, second)
    _signed(planter, story, people, UNSIGNED, 1, UNSIGNED.firms[1:])


def _at(planter: Planter, days: int) -> Planter:
    """Some days earlier, drawn together early in a fiscal year so that it stays the same one."""
    today = japan_date(planter.now)
    gone = (today - date(fiscal_year(today), 4, 1)).days
    return planter.earlier(days * min(gone, LONGEST) // LONGEST)


def _people(planter: Planter, story: Story) -> dict[str, Actor]:
    """Who acts for a firm, by its name, and who acts for the ward, by role."""
    seats = {
        "髙﨑精密": ("髙﨑 美咲", Role.FIRM_REPRESENTATIVE),
        "leader": ("桒原 勝", Role.GROUP_LEADER),
        "clerk": ("濵田 直子", Role.WARD_CLERK),
        "approver": ("廣瀨 誠", Role.WARD_APPROVER),
    }
    known = {
        key: Actor(story.people[name], name, Seat(0, role, story.ward_id, _firm(story, role)))
        for key, (name, role) in seats.items()
    }
    for firm, name, kana in OWNERS:
        added = planter.run(
            accounts.add_person, f"owner-{firm}", name=name, kana=kana,
            role=Role.FIRM_REPRESENTATIVE, ward_id=story.ward_id, firm_id=story.firms[firm],
        )  # fmt: skip
        seat = Seat(added.membership_id, Role.FIRM_REPRESENTATIVE, story.ward_id, story.firms[firm])
        known[firm] = Actor(added.person_id, name, seat)
    return known


def _firm(story: Story, role: Role) -> int | None:
    ours = role in {Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER}
    return story.firms["髙﨑精密"] if ours else None


def _leader(people: dict[str, Actor], plan: Plan) -> Actor:
    """The group leader of the story, for the firm that has one."""
    return people["leader"] if plan.firms[0] == "髙﨑精密" else people[plan.firms[0]]


def _signed(
    planter: Planter,
    story: Story,
    people: dict[str, Actor],
    plan: Plan,
    days: int,
    signers: Sequence[str],
) -> int:
    """A group from its founding to the signatures of these firms."""
    leader = _leader(people, plan)
    firm_ids = [story.firms[name] for name in plan.firms]
    group_id = (
        _at(planter, days)
        .run_as(
            leader, service.found_group, f"{plan.key}-found", ward_id=story.ward_id,
            name=plan.name, purpose=plan.purpose, leader_firm_id=firm_ids[0],
            firm_ids=firm_ids[1:],
        )
        .group_id
    )  # fmt: skip
    later = _at(planter, days * 8 // 10)
    drafted = later.run_as(
        leader, service.draft_agreement, f"{plan.key}-draft", group_id=group_id,
        purpose=plan.purpose, duties=dict(zip(firm_ids, plan.duties, strict=True)),
        booking_ceiling_yen=plan.ceiling, effective_from=japan_date(later.now),
        shares=[
            {
                "cost_kind": CostKind.EXPERT_FEE,
                "method": ShareMethod.PERCENT,
                "parts": dict(zip(firm_ids, plan.percent, strict=True)),
            },
            {"cost_kind": CostKind.TRAINING, "method": ShareMethod.EQUAL},
        ],
    )  # fmt: skip
    for name in signers:
        later.run_as(
            people[name], service.sign_agreement, f"{plan.key}-sign-{name}",
            group_id=group_id, number=drafted.number, digest=drafted.digest,
        )  # fmt: skip
    return group_id


def _applied(planter: Planter, people: dict[str, Actor], plan: Plan, group_id: int) -> None:
    """The application and the clerk's check."""
    leader = _leader(people, plan)
    planter.run_as(
        leader, service.apply_for_registration, f"{plan.key}-apply",
        group_id=group_id, version=_version(planter, group_id),
    )  # fmt: skip
    planter.run_as(
        people["clerk"], service.check_registration, f"{plan.key}-check",
        group_id=group_id, version=_version(planter, group_id),
        tax=True, pledge=True, small_firm=True, note="3社の納税証明書と誓約書を確認しました。",
    )  # fmt: skip


def _decided(planter: Planter, people: dict[str, Actor], plan: Plan, group_id: int) -> None:
    planter.run_as(
        people["approver"], service.decide_registration, f"{plan.key}-register",
        group_id=group_id, version=_version(planter, group_id), action=GroupAction.REGISTER,
    )  # fmt: skip


def _version(planter: Planter, group_id: int) -> int:
    seen = commands.look(
        planter.store, reads.group_page, actor=SEEDER, now=planter.now, group_id=group_id
    )
    return int(seen.version)
