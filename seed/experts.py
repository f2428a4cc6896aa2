"""The demo's experts: their cards, closing days, and the days that two of them have painted."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from hub.accounts import service as accounts
from hub.experts import reads, service
from hub.kernel.calendar import japan_date, month_after
from hub.platform import commands
from hub.platform.context import Actor, Seat
from models.vocab import Role
from models.vocab.experts import CertificateGrade, DayPart, SkillLevel
from seed import engagements
from seed.expert_cards import CARDS, Card
from seed.planting import SEEDER, Planter, Story

LISTED_DAYS_AGO: Final = 200
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LEVELS: Final = {"t": SkillLevel.TEACHES, "a": SkillLevel.ALONE, "b": SkillLevel.BASICS}
GRADES: Final = {
    "0": CertificateGrade.SPECIAL,
    "1": CertificateGrade.FIRST,
    "2": CertificateGrade.SECOND,
    "3": CertificateGrade.THIRD,
    "s": CertificateGrade.SINGLE,
    "-": CertificateGrade.NONE,
}
FORMER_EMPLOYER: Final = "大森台第一工機"
FAMILY_FIRM: Final = "蓮沼第二精工"
YEAR_ENDS: Final = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))
OBON: Final = ((8, 13), (8, 14), (8, 15))


def plant(planter: Planter, story: Story) -> None:
    """Make them by the same commands as the pages."""
    early = planter.earlier(LISTED_DAYS_AGO)
    _close_days(planter, story.ward_id)
    entries = {card.name: _list(early, story, card) for card in CARDS}
    for card in CARDS[:2]:
        _paint(planter, entries[card.name])
    name = CARDS[0].name
    expert = Actor(story.people[name], name, Seat(0, Role.EXPERT, story.ward_id))
    planter.run_as(
        expert, service.declare_conflict, "declared-employer", expert_id=entries[name],
        kind="employed", name=FORMER_EMPLOYER, left_on=japan_date(early.now),
    )  # fmt: skip
    name = CARDS[1].name
    expert = Actor(story.people[name], name, Seat(0, Role.EXPERT, story.ward_id))
    planter.run_as(
        expert, service.declare_conflict, "declared-family", expert_id=entries[name],
        kind="family", name=FAMILY_FIRM,
    )  # fmt: skip
    engagements.plant(planter, story)


def _list(planter: Planter, story: Story, card: Card) -> int:
    """One expert as a person and as an entry of the roster."""
    today = japan_date(planter.now)
    person_id = story.people.get(card.name) or planter.run(
        accounts.add_person, f"expert-{card.name}", name=card.name, kana=card.kana,
        role=Role.EXPERT, ward_id=story.ward_id,
        birth_date=today - timedelta(days=card.age * 366),
    ).person_id  # fmt: skip
    return planter.run(
        service.list_expert, f"expert-card-{card.name}", person_id=person_id,
        ward_id=story.ward_id, headline=card.headline, bio=card.bio, years=card.years,
        fee_yen=card.fee_yen, travel_yen=card.travel_yen, notice_days=card.notice_days,
        is_invoice_registered=card.is_invoice_registered, consented_on=today,
        languages=card.languages,
        cap_month_days=16, cap_week_hours=24,
        skills=[_skill(words, today) for words in card.skills],
        certificates=[_certificate(words, today) for words in card.certificates],
        week=[_rule(words) for words in card.week.split(", ")],
    ).expert_id  # fmt: skip


def _skill(words: str, today: date) -> dict[str, Any]:
    code, level, years, since = words.split()
    return {
        "code": code,
        "level": LEVELS[level],
        "years": int(years),
        "last_used_year": today.year - int(since),
        "checked_on": today if level == "t" else None,
    }


def _certificate(words: str, today: date) -> dict[str, Any]:
    name, grade, checked = words.rsplit(" ", 2)
    return {
        "name": name,
        "grade": GRADES[grade],
        "checked_on": today if checked == "c" else None,
    }


def _rule(words: str) -> Mapping[str, object]:
    """`sat#3 am` is the morning of the third Saturday."""
    weekday, _space, part = words.partition(" ")
    name, _sign, nth = weekday.partition("#")
    return {
        "weekday": WEEKDAYS.index(name),
        "part": DayPart(part or "full"),
        "nth": int(nth) if nth else None,
    }


def _close_days(planter: Planter, ward_id: int) -> None:
    """New Year for everybody and Obon in the ward, from last year to the year after next."""
    first = japan_date(planter.now).year
    for year in range(first - 1, first + 3):
        for month, number in YEAR_ENDS:
            day = date(year, month, number)
            planter.run(service.close_day, f"closed-{day}", day=day, note="年末年始")
        for month, number in OBON:
            day = date(year, month, number)
            planter.run(service.close_day, f"closed-{day}", ward_id=ward_id, day=day, note="お盆")


def _paint(planter: Planter, expert_id: int) -> None:
    """A free day becomes a morning and another a day off, in this month and the next."""
    shown = commands.look(
        planter.store, reads.month_of, actor=SEEDER, now=planter.now, expert_id=expert_id
    )
    for first in (shown.first, month_after(shown.first)):
        month = commands.look(
            planter.store, reads.month_of, actor=SEEDER, now=planter.now,
            expert_id=expert_id, first=first,
        )  # fmt: skip
        free = [cell.day for cell in month.cells if cell.kind == "free"]
        if len(free) > 4:  # noqa: PLR2004  enough to leave some
            days = [{"day": free[-2], "part": "am"}, {"day": free[-3], "part": "closed"}]
            planter.run(
                service.paint_days, f"painted-{expert_id}-{first}",
                expert_id=expert_id, days=days,
            )  # fmt: skip
