"""The demo's rounds, each at another point of its life.

One is finished, one published (with a drop-out to repair), one has plans to compare, one takes
wishes, one calls for firms.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from hub.internship import reads, service
from hub.kernel.calendar import japan_date, monday_of
from hub.kernel.wareki import wareki
from hub.platform import commands, documents, files, jobs
from models.vocab import FileKind
from models.vocab.internship import ChangeKind, ProgrammeAction, RoundAction
from seed.planting import SEEDER, Planter

WORK: Final = (
    ("旋盤", "旋盤で軸を削る", "図面を読み、段取りをして、小さな軸を削ります。"),
    ("研削", "平面研削と精密測定", "研削盤で面を仕上げ、マイクロメーターで測ります。"),
    ("金型", "金型の放電加工", "放電加工機の準備と、仕上げの磨きをします。"),
    ("板金", "精密板金とレーザー加工", "薄い板を切り、曲げ、寸法を確かめます。"),
    ("溶接", "治具を使った溶接の補助", "部品を並べ、仮止めと検査を手伝います。"),
    ("プレス", "プレス部品の検査", "できた部品を測り、不良を分けます。"),
    ("樹脂", "樹脂の成形と仕上げ", "成形品を取り出し、ばりを取ります。"),
    ("電子", "基板の組立と検査", "はんだ付けと、動きの確認をします。"),
    ("光学", "レンズの検査と画像", "レンズの傷を画像で見つけます。"),
    ("設計", "CADで部品を描く", "実物を測り、3次元の図にします。"),
    ("めっき", "めっきの前処理", "部品を洗い、治具に掛けます。"),
    ("鋳造", "鋳物の仕上げ", "鋳物の形を整え、寸法を測ります。"),
)
PAPER: Final = Path(documents.__file__).with_name("templates") / "receipt.typ"
ADULT_TRADES: Final = frozenset({"溶接", "めっき", "鋳造"})
WEEKS: Final = 2
WISHES: Final = 12


@dataclass(frozen=True, slots=True)
class Town:
    """Who takes part."""

    ward_id: int
    firms: tuple[int, ...]
    first: int
    second: int
    students: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one round of the demo is like."""

    key: str
    name: str
    first_day: date
    periods: int
    rotations: int


def plant(planter: Planter, town: Town) -> None:
    """Make the rounds."""
    today = japan_date(planter.now)
    _finished(planter.earlier(170), town)
    _published(planter.earlier(12), town)
    _compared(planter.earlier(3), town)
    _open(planter, town, today)
    _calling(planter, town, today)


def _finished(planter: Planter, town: Town) -> None:
    """Everything from the call to the end, some months ago."""
    start = monday_of(japan_date(planter.now) + timedelta(days=40))
    plan = Plan("past", f"{start.year}年 前の実習", start, 4, 2)
    round_id = _with_wishes(
        planter, town, plan, town.firms[:60], (town.first, town.second, *town.students[:40])
    )
    _step(planter, round_id, RoundAction.CLOSE_WISHES, "past")
    _papers(planter, round_id, "past")
    _made_public(planter, round_id, "past")
    _step(planter, round_id, RoundAction.BEGIN, "past")
    _step(planter, round_id, RoundAction.COMPLETE, "past")


def _made_public(planter: Planter, round_id: int, key: str) -> int:
    """A plan of the round, computed, announced and published."""
    asked = planter.run(service.request_plan, f"{key}-plan", round_id=round_id)
    jobs.do_now(planter.store, asked.job_id)
    for how in (service.announce_plan, service.publish_plan):
        planter.run(how, f"{key}-{how.__name__}", scenario_id=asked.scenario_id)
    return int(asked.scenario_id)


def _published(planter: Planter, town: Town) -> None:
    """Begins soon; one student has called to leave, and the repair waits for a decision."""
    start = monday_of(japan_date(planter.now) + timedelta(days=40))
    plan = Plan("soon", f"{start.year}年 まもなく始まる実習", start, 4, 3)
    leaving, *others = town.students[len(town.students) // 2 :][:17]
    round_id = _with_wishes(
        planter,
        town,
        plan,
        (*town.firms[:2], *town.firms[-22:]),
        (town.second, leaving, *others),
    )
    _step(planter, round_id, RoundAction.CLOSE_WISHES, plan.key)
    _papers(planter, round_id, plan.key)
    scenario_id = _made_public(planter, round_id, plan.key)
    asked = planter.run(
        service.request_change, "soon-repair", scenario_id=scenario_id, note="本人から電話",
        changes=[{"kind": ChangeKind.LEAVE, "student": f"S{leaving:05d}"}],
    )  # fmt: skip
    jobs.do_now(planter.store, asked.job_id)


def _compared(planter: Planter, town: Town) -> None:
    """Wishes are in; a plan and a trial without one of the firms stand side by side."""
    start = monday_of(japan_date(planter.now) + timedelta(days=60))
    plan = Plan("plans", f"{start.year}年 案を選ぶ実習", start, 4, 3)
    round_id = _with_wishes(
        planter, town, plan, town.firms[-36:-22], town.students[: len(town.students) // 2][:16]
    )
    _step(planter, round_id, RoundAction.CLOSE_WISHES, plan.key)
    _papers(planter, round_id, plan.key)
    asked = planter.run(service.request_plan, "plans-plan", round_id=round_id)
    jobs.do_now(planter.store, asked.job_id)
    trial = planter.run(
        service.request_change, "plans-trial", scenario_id=asked.scenario_id,
        changes=[{"kind": ChangeKind.CLOSE, "programme": "P0001"}], keeps_others=True,
    )  # fmt: skip
    jobs.do_now(planter.store, trial.job_id)


def _papers(planter: Planter, round_id: int, key: str) -> None:
    """A signed paper of the guardian for each student under 18."""
    young = commands.look(
        planter.store, reads.consents, actor=SEEDER, now=planter.now, round_id=round_id
    )
    for row in young:
        family = row.name.split()[0]
        planter.run(
            service.record_paper, f"{key}-paper-{row.application_id}",
            application_id=row.application_id, student=row.name, guardian=f"{family} 薫",
            does_agree=True,
            scan={
                "name": "paper.pdf", "kind": FileKind.PDF,
                "stored": _signed(planter, row.name, f"{family} 薫"),
            },
        )  # fmt: skip


def _signed(planter: Planter, student: str, guardian: str) -> files.Stored:
    """The paper that a guardian has signed."""
    today = japan_date(planter.now)
    values: dict[str, object] = {
        "title": "保護者の同意書",  # noqa: i18n  a paper of the ward, in Japanese only
        "subject": "保護者の同意書",  # noqa: i18n  as above
        "issued": today.isoformat(), "day": wareki(today), "name": student,
        "rows": [["保護者の署名", guardian]],  # noqa: i18n  as above
        "notes": [],
    }  # fmt: skip
    return files.set_down(planter.store, documents.render(PAPER, values))


def _open(planter: Planter, town: Town, today: date) -> None:
    """The round in which students send wishes now; the first story person has not yet."""
    start = monday_of(today + timedelta(days=70))
    plan = Plan("open", f"{start.year}年 輪番実習", start, 6, 4)
    _with_wishes(planter.earlier(9), town, plan, town.firms, (town.second, *town.students))


def _calling(planter: Planter, town: Town, today: date) -> None:
    """The next round, for which firms are asked; a few have answered."""
    start = monday_of(today + timedelta(days=190))
    plan = Plan("next", f"{start.year}年 次の輪番実習", start, 6, 3)
    round_id, periods = _opened(planter, town, plan)
    _offers(planter, plan, round_id, periods, town.firms[2:8])


def _with_wishes(
    planter: Planter, town: Town, plan: Plan, firms: Sequence[int], students: Sequence[int]
) -> int:
    round_id, periods = _opened(planter, town, plan)
    programmes = _offers(planter, plan, round_id, periods, firms)
    for programme_id in programmes:
        planter.run(
            service.judge_programme, f"{plan.key}-judge-{programme_id}",
            programme_id=programme_id, action=ProgrammeAction.CONFIRM, version=0,
        )  # fmt: skip
    _step(planter, round_id, RoundAction.CONFIRM_SAFETY, plan.key)
    _step(planter, round_id, RoundAction.OPEN_WISHES, plan.key)
    dice = random.Random(plan.key)  # noqa: S311  a story, not a secret
    for person_id in students:
        wanted = _wishes(dice, programmes)
        planter.run(
            service.send_wishes, f"{plan.key}-wish-{person_id}",
            round_id=round_id, person_id=person_id, ranked=wanted[:WISHES],
            acceptable=wanted[WISHES:],
            absent=[dice.choice(periods)] if dice.random() < 0.3 else [],  # noqa: PLR2004  share
        )  # fmt: skip
    return round_id


def _opened(planter: Planter, town: Town, plan: Plan) -> tuple[int, list[int]]:
    """A round that calls for firms, and the ids of its periods."""
    length = timedelta(weeks=WEEKS)
    spans = [
        {
            "starts_on": plan.first_day + number * length,
            "ends_on": plan.first_day + number * length + timedelta(days=11),
        }
        for number in range(plan.periods)
    ]
    made = planter.run(
        service.open_round, f"{plan.key}-round", ward_id=town.ward_id, name=plan.name,
        rotations=plan.rotations, min_trades=2,
        wishes_until=japan_date(planter.now) + timedelta(days=21), periods=spans,
    )  # fmt: skip
    _step(planter, made.round_id, RoundAction.CALL_FIRMS, plan.key)
    return made.round_id, list(made.period_ids)


def _offers(
    planter: Planter, plan: Plan, round_id: int, periods: Sequence[int], firms: Sequence[int]
) -> list[int]:
    dice = random.Random(f"{plan.key}-offers")  # noqa: S311  a story, not a secret
    made = []
    for number, firm_id in enumerate(firms):
        trade, title, tasks = WORK[number % len(WORK)]
        days = dice.sample(periods, k=dice.randint(min(3, len(periods)), len(periods)))
        made.append(
            planter.run(
                service.offer_programme, f"{plan.key}-offer-{firm_id}",
                round_id=round_id, firm_id=firm_id, title=title, trade=trade, tasks=tasks,
                min_age=18 if trade in ADULT_TRADES else 15,
                places={at: dice.choice((1, 1, 2, 2, 3)) for at in days},
            ).programme_id
        )  # fmt: skip
    return made


def _wishes(dice: random.Random, programmes: Sequence[int]) -> list[int]:
    """A list in which some programmes are loved by many; grown-up trades stay out."""
    young = [at for number, at in enumerate(programmes) if WORK[number % 12][0] not in ADULT_TRADES]
    keyed = sorted(young, key=lambda at: dice.random() ** (1 + young.index(at) % 7))
    return keyed[-(WISHES + 4) :][::-1]


def _step(planter: Planter, round_id: int, action: RoundAction, key: str) -> None:
    seen = commands.look(
        planter.store, reads.round_page, actor=SEEDER, now=planter.now, round_id=round_id
    )
    planter.run(
        service.advance_round, f"{key}-{action}",
        round_id=round_id, action=action, version=seen.card.version,
    )  # fmt: skip
