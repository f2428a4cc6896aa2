"""The demo's courses: three seats left, one full with two firms waiting, one held, one planned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hub.kernel.calendar import (
    add_working_days,
    at_japan,
    is_working_day,
    japan_date,
    monday_of,
    next_working_day,
)
from hub.kernel.errors import Refused
from hub.platform import commands
from hub.platform.context import Actor, Seat
from hub.training import reads, service
from models.vocab import Role
from models.vocab.training import CostKind, SizeBand, TrainingAction
from seed.planting import SEEDER, Planter, Story

WEDNESDAY: Final = 2
SATURDAY: Final = 5
TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class Course:
    """What one course of the demo is like; costs of trainer, room and material."""

    key: str
    title: str
    goal: str
    place: str
    contents: tuple[str, ...]
    costs: tuple[int, int, int]
    subsidy_yen: int
    capacity: int
    bring: str = ""
    entry: str = ""
    min_age: int = 0
    trainer: str = ""
    trainer_note: str = ""
    hours: tuple[int, int] = (9, 16)


LATHE: Final = Course(
    "lathe",
    "NC旋盤 段取り短縮の基礎",
    "つめと工具の置き方を見直し、段取りの時間を半分にする方法を実機で学びます。",
    "髙﨑精密 研修室（大田区蒲田、駅から徒歩9分）",
    ("つめ交換と工具の配置", "自社の図面で段取り計画"),
    (96_000, 40_000, 24_000),
    96_000,
    10,
    bring="作業着、安全靴、自社の図面1枚",
    entry="旋盤を3か月以上使った人",
    min_age=18,
    trainer="小澤 德次郎",
    trainer_note="1級旋盤技能士",
)
WELDING: Final = Course(
    "welding",
    "TIG溶接の基本と安全",
    "薄い板のTIG溶接を、姿勢と手順から学びます。",
    "大田区 ものづくり実習室（羽田）",
    ("座学と実技",),
    (30_000, 12_000, 6_000),
    28_800,
    4,
    bring="作業着、革手袋、保護めがね",
    min_age=18,
    trainer="関根 昭二",
    trainer_note="溶接技能者の指導歴20年",
    hours=(9, 16),
)
GAUGES: Final = Course(
    "gauges",
    "測定具の正しい使い方",
    "ノギスとマイクロメーターの誤差を減らし、検査の手戻りを減らします。",
    "渡邊製作所 2階会議室（大森南）",
    ("測り方と校正",),
    (42_000, 12_000, 9_000),
    37_800,
    12,
    bring="ふだん使っている測定具",
    trainer="中嶋 房子",
    trainer_note="検査の責任者を18年",
    hours=(13, 17),
)
DRAWING: Final = Course(
    "drawing",
    "三次元CAD入門",
    "手書きの部品図を、自分で三次元の形にできるようになります。",
    "大田区 産業プラザ 研修室",
    ("形の作り方", "部品の組み立て", "自社の部品を描く"),
    (240_000, 80_000, 40_000),
    216_000,
    16,
    bring="描きたい部品の図面",
    trainer="冨永 直樹",
    trainer_note="設計歴15年",
    hours=(10, 16),
)
# Firm, people and the moment, in days before now; the people of the story's firm come by name.
LATHE_PARTIES: Final = (
    ("荒木製作所", ("荒木 健太",), 9),
    ("石黒製作所", ("石黒 隼人", "石黒 沙織"), 8),
    ("宇佐美製作所", ("宇佐美 亮",), 6),
    ("遠藤製作所", ("遠藤 翔太", "遠藤 舞"), 5),
    ("梶原製作所", ("梶原 勇気",), 2),
)
WELDING_PARTIES: Final = (
    ("髙﨑精密", ("髙﨑 直人",), 9),
    ("喜多川製作所", ("喜多川 誠", "喜多川 望"), 8),
    ("桒田製作所", ("桒田 進",), 7),
    ("渡邊製作所", ("渡邊 大樹",), 5),
    ("荒木製作所", ("荒木 健太",), 3),
)
GAUGES_PARTIES: Final = (
    ("髙﨑精密", ("髙﨑 直人", "高木 美穂"), 66),
    ("渡邊製作所", ("渡邊 大樹", "渡邊 結子"), 65),
    ("澤村製作所", ("澤村 剛",), 64),
)
READINGS: Final = {
    "髙﨑 直人": ("タカサキ ナオト", "1996-06-12"),
    "高木 美穂": ("タカギ ミホ", "2001-02-28"),
    "渡邊 大樹": ("ワタナベ ダイキ", "1993-09-03"),
    "渡邊 結子": ("ワタナベ ユウコ", "1988-12-20"),
}


def plant(planter: Planter, story: Story) -> None:
    """Make them by the same commands as the pages, at earlier moments."""
    today = japan_date(planter.now)
    _held(planter, story, today)
    saturday = _quiet(_weekday(today + timedelta(days=36), SATURDAY))
    lathe = _announced(planter.earlier(10), story, LATHE, saturday)
    _parties(planter, story, lathe, LATHE, LATHE_PARTIES)
    weekday = _quiet(_weekday(today + timedelta(days=33), WEDNESDAY))
    welding = _announced(planter.earlier(10), story, WELDING, weekday)
    _parties(planter, story, welding, WELDING, WELDING_PARTIES)
    drawing = _quiet(_weekday(today + timedelta(days=60), SATURDAY))
    _planned(planter.earlier(1), story, DRAWING, drawing)


def _held(planter: Planter, story: Story, today: date) -> None:
    """A course from its plan to the day after its only session, some weeks ago."""
    first = next_working_day(today - timedelta(days=24))
    training_id = _announced(planter.earlier(70), story, GAUGES, first)
    _parties(planter, story, training_id, GAUGES, GAUGES_PARTIES)
    for days, action in ((-10, TrainingAction.CLOSE), (-2, TrainingAction.CONFIRM)):
        moment = at_japan(add_working_days(first, days), 17)
        then = Planter(planter.store, moment)
        if action is TrainingAction.CLOSE:
            then.run(service.settle_course, "gauges-close", training_id=training_id)
        else:
            _step(then, story, training_id, action, GAUGES)
    begun = Planter(planter.store, at_japan(first, GAUGES.hours[0]))
    begun.run(service.settle_course, "gauges-begin", training_id=training_id)


def _announced(planter: Planter, story: Story, course: Course, first: date) -> int:
    """A reviewed and announced course that takes sign-ups at once."""
    training_id = _planned(planter, story, course, first)
    for action in (TrainingAction.REVIEW, TrainingAction.ANNOUNCE):
        _step(planter, story, training_id, action, course)
    return training_id


def _planned(planter: Planter, story: Story, course: Course, first: date) -> int:
    """A plan; when the trainer of the roster is busy on that day, a week later."""
    for week in range(TRIES):
        typed = _typed(planter, story, course, first + timedelta(weeks=week))
        coordinator = _staff(story, "栗原 眞理子", Role.COORDINATOR)
        key = f"{course.key}-plan-{week}"
        try:
            made = planter.run_as(coordinator, service.plan_course, key, **typed)
        except Refused:
            if week == TRIES - 1:
                raise
        else:
            return made.training_id
    raise AssertionError


def _typed(planter: Planter, story: Story, course: Course, first: date) -> dict[str, Any]:
    days = [first + timedelta(weeks=number) for number in range(len(course.contents))]
    start, end = course.hours
    known = course.trainer in story.people
    kinds = (CostKind.TRAINER_FEE, CostKind.ROOM, CostKind.MATERIAL)
    return {
        "ward_id": story.ward_id,
        "about": {
            "title": course.title, "goal": course.goal, "place": course.place,
            "bring": course.bring, "entry": course.entry, "min_age": course.min_age,
        },
        "teacher": {
            "person_id": story.people[course.trainer] if known else None,
            "name": "" if known else course.trainer,
            "note": course.trainer_note,
        },
        "places": {
            "capacity": course.capacity,
            "minimum": 3,
            "opens_at": planter.now,
            "closes_at": at_japan(add_working_days(first, -10), 17),
        },
        "sessions": [
            {
                "starts_at": at_japan(day, start), "ends_at": at_japan(day, end),
                "content": content,
            }
            for day, content in zip(days, course.contents, strict=True)
        ],
        "money": {
            "lines": [
                {"kind": kind, "unit_yen": amount}
                for kind, amount in zip(kinds, course.costs, strict=True)
            ],
            "subsidy_yen": course.subsidy_yen,
        },
    }  # fmt: skip


def _parties(
    planter: Planter,
    story: Story,
    training_id: int,
    course: Course,
    parties: Sequence[tuple[str, Sequence[str], int]],
) -> None:
    """Firms sign their people up, each at its moment."""
    for firm, people, days in parties:
        planter.earlier(days).run_as(
            _of_firm(story, firm), service.sign_up, f"{course.key}-sign-up-{firm}",
            training_id=training_id, firm_id=story.firms[firm], size_band=SizeBand.UP_TO_5,
            newcomers=[_named(name, number) for number, name in enumerate(people)],
        )  # fmt: skip


def _named(name: str, number: int) -> dict[str, str]:
    kana, born = READINGS.get(name, ("ケンシュウ サンカ", f"{1980 + number * 7}-05-10"))
    return {"name": name, "kana": kana, "birth_date": born}


def _of_firm(story: Story, firm: str) -> Actor:
    """Who acts for a firm: people of the story where it has some, else the seeder."""
    told = {
        "髙﨑精密": ("髙﨑 美咲", Role.FIRM_REPRESENTATIVE),
        "渡邊製作所": ("渡邊 健一", Role.FIRM_TUTOR),
    }
    if firm not in told:
        return SEEDER
    name, role = told[firm]
    return Actor(story.people[name], name, Seat(0, role, story.ward_id, story.firms[firm]))


def _staff(story: Story, name: str, role: Role) -> Actor:
    return Actor(story.people[name], name, Seat(0, role, story.ward_id))


def _step(
    planter: Planter, story: Story, training_id: int, action: TrainingAction, course: Course
) -> None:
    is_review = action is TrainingAction.REVIEW
    name, role = ("濵田 直子", Role.WARD_CLERK) if is_review else ("栗原 眞理子", Role.COORDINATOR)
    seen = commands.look(
        planter.store, reads.course_page, actor=SEEDER, now=planter.now, training_id=training_id
    )
    planter.run_as(
        _staff(story, name, role), service.advance_course, f"{course.key}-{action}",
        training_id=training_id, action=action, version=seen.card.version,
    )  # fmt: skip


def _weekday(day: date, number: int) -> date:
    """The first day of a name (Monday is 0) from a day on."""
    return day + timedelta(days=(number - day.weekday()) % 7)


def _quiet(day: date) -> date:
    """A week in which offices work all five days, and the next week too: no holidays."""
    while not all(
        is_working_day(monday_of(day) + timedelta(days=at)) for at in (*range(5), *range(7, 12))
    ):
        day += timedelta(weeks=1)
    return day
