"""The demo's ward and its story people, made by calling the same commands as the pages."""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from hub.accounts import reads
from hub.accounts import service as accounts
from hub.directory import service as directory
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from hub.platform import commands
from hub.platform.db import Store
from models.vocab import Role
from seed import (
    claim_groups,
    experts,
    firm_entries,
    full_claims,
    groups,
    internship,
    names,
    programmes,
    reaching,
    skills,
    subsidy,
    training,
)
from seed.planting import SEEDER, Planter, Story


class StoryPerson(NamedTuple):
    """Someone whose place a visitor of the demo can take."""

    name: str
    kana: str
    role: Role
    says: str
    years: int
    firm: str = ""


FIRM_COUNT: Final = 240
STUDENT_COUNT: Final = 188
STORY_DAYS: Final = 500
STORY: Final = (
    StoryPerson(
        "髙﨑 美咲",
        "タカサキ ミサキ",
        Role.FIRM_REPRESENTATIVE,
        N_("髙﨑精密・代表"),
        46,
        "髙﨑精密",
    ),
    StoryPerson("橋本 凜", "ハシモト リン", Role.STUDENT, N_("工業高校・17歳"), 17),
    StoryPerson("𠮷田 蒼", "ヨシダ アオイ", Role.STUDENT, N_("求職中・24歳"), 24),
    StoryPerson("小澤 德次郎", "オザワ トクジロウ", Role.EXPERT, N_("旋盤の元職長"), 71),
    StoryPerson("宮﨑 由紀", "ミヤザキ ユキ", Role.EXPERT, N_("生産管理・IoT"), 66),
    StoryPerson(
        "渡邊 健一", "ワタナベ ケンイチ", Role.FIRM_TUTOR, N_("渡邊製作所・指導"), 52, "渡邊製作所"
    ),
    StoryPerson("濵田 直子", "ハマダ ナオコ", Role.WARD_CLERK, N_("産業振興課・審査"), 38),
    StoryPerson("廣瀨 誠", "ヒロセ マコト", Role.WARD_APPROVER, N_("産業振興課長"), 54),
    StoryPerson("早坂 文", "ハヤサカ フミ", Role.WARD_APPROVER, N_("支出命令の担当"), 51),
    StoryPerson("栗原 眞理子", "クリハラ マリコ", Role.COORDINATOR, N_("コーディネーター"), 49),
    StoryPerson("橋本 佳代", "ハシモト カヨ", Role.GUARDIAN, N_("保護者"), 45),
    StoryPerson(
        "桒原 勝", "クワハラ マサル", Role.GROUP_LEADER, N_("グループ代表"), 58, "髙﨑精密"
    ),
    StoryPerson("齋藤 学", "サイトウ マナブ", Role.SCHOOL, N_("工業高校の先生"), 41),
    StoryPerson("冨田 聡", "トミタ サトシ", Role.INSPECTOR, N_("検査担当"), 44),
    StoryPerson("嶋村 恵", "シマムラ メグミ", Role.ACCOUNTING, N_("会計担当"), 36),
    StoryPerson("曾根 隆", "ソネ タカシ", Role.AUDITOR, N_("監査担当"), 57),
    StoryPerson("邉見 亮", "ヘンミ リョウ", Role.ADMIN, N_("システム管理者"), 33),
)


def people() -> tuple[StoryPerson, ...]:
    """People of the story, the suggested one first."""
    return STORY


def fill(store: Store, now: datetime) -> None:
    """Make the ward, its people, firms and rounds once; a second call changes nothing."""
    if commands.look(store, reads.demo_people, actor=SEEDER, now=now):
        return
    planter = Planter(store, now)
    # The ward and its people were there before the story, so that its notices reach them.
    before = planter.earlier(STORY_DAYS)
    ward_id = before.run(
        directory.add_ward, "ward", code="13111", name="大田区", name_en="Ota City"
    ).ward_id
    firms = {
        name: before.run(
            directory.add_firm, f"firm-{name}", ward_id=ward_id, name=name, kana=kana, town=town
        ).firm_id
        for name, kana, town in names.firms(FIRM_COUNT)
    }
    people = {
        one.name: before.run(
            accounts.add_person,
            f"person-{rank}",
            name=one.name,
            kana=one.kana,
            role=one.role,
            birth_date=_born(now, one.years),
            ward_id=ward_id,
            firm_id=firms.get(one.firm),
            demo_rank=rank,
            demo_role=one.says,
        ).person_id
        for rank, one in enumerate(STORY, start=1)
    }
    story = Story(ward_id, firms, people)
    reaching.plant(before, story)
    students = _students(before, now, ward_id)
    internship.plant(
        planter,
        internship.Town(
            ward_id,
            tuple(firms.values()),
            first=people["橋本 凜"],
            second=people["𠮷田 蒼"],
            students=students,
        ),
    )
    for room in (skills, firm_entries, groups, programmes, experts, training):
        room.plant(planter, story)
    known = claim_groups.plant(planter, story)
    subsidy.plant(planter, story, known)
    full_claims.plant(planter, story, known)


def _students(before: Planter, now: datetime, ward_id: int) -> tuple[int, ...]:
    """Students without a story of their own."""
    return tuple(
        before.run(
            accounts.add_person, f"student-{number}", name=name, kana=kana, role=Role.STUDENT,
            birth_date=_born(now, 16 + number % 9), ward_id=ward_id,
        ).person_id
        for number, (name, kana) in enumerate(names.students(STUDENT_COUNT))
    )  # fmt: skip


def _born(now: datetime, years: int) -> date:
    """A birth date that gives this age at the start of the demo, with room to spare."""
    return japan_date(now) - timedelta(days=years * 366 + 30)
