"""What the law keeps from young people at machines, by date; rows, and the questions to them.

Source: 労働基準法 61条–62条; 年少者労働基準規則 7条–8条; 女性労働基準規則 2条–3条. A row that ends
is closed by `until` and followed by a new one: what was right on a day stays right for that day.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from hub.kernel.calendar import age_on
from hub.kernel.text import N_
from models.vocab.directory import Hazard

MINORS: Final = "年少者労働基準規則8条"  # noqa: i18n a law's name
START: Final = date(1954, 7, 1)
ADULT: Final = 18


class Sex(StrEnum):
    """As the two regulations on weights tell people apart."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True)
class AgeRule:
    """A kind of work, the age from which it is allowed, since when and until when."""

    hazard: Hazard
    least_age: int
    law: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class WeightRule:
    """From which weight on a person must not carry, now and then or all the time."""

    sex: Sex
    from_age: int
    to_age: int | None
    now_and_then_kg: int
    all_the_time_kg: int
    law: str
    since: date
    until: date | None = None


AGES: Final = tuple(AgeRule(hazard, ADULT, MINORS, START) for hazard in Hazard)
# noqa: i18n laws' names
WEIGHTS: Final = (
    WeightRule(Sex.FEMALE, 0, 15, 12, 8, "年少者労働基準規則7条", START),
    WeightRule(Sex.MALE, 0, 15, 15, 10, "年少者労働基準規則7条", START),
    WeightRule(Sex.FEMALE, 16, 17, 25, 15, "年少者労働基準規則7条", START),
    WeightRule(Sex.MALE, 16, 17, 30, 20, "年少者労働基準規則7条", START),
    WeightRule(Sex.FEMALE, 18, None, 30, 20, "女性労働基準規則2条", START),
)
NIGHT: Final = (time(22), time(5))
LABELS: Final = {
    Hazard.CRANE: N_("クレーン・玉掛け"),
    Hazard.PRESS_SETTING: N_("プレスの金型・シャーの刃の調整と掃除"),
    Hazard.RUNNING_PARTS: N_("動いている部分の掃除・注油・修理"),
    Hazard.CIRCULAR_SAW: N_("直径25cm以上の丸のこ"),
    Hazard.BAND_SAW: N_("のこ車75cm以上の帯のこ"),
    Hazard.BOILER: N_("ボイラー"),
    Hazard.EXPLOSIVES: N_("爆発・発火しやすいもの"),
    Hazard.HARMFUL_AIR: N_("有害なガス・粉じんの場所"),
    Hazard.HEAT_COLD: N_("とても暑い・寒い場所"),
    Hazard.VIBRATION: N_("強い振動"),
    Hazard.NOISE: N_("強い騒音の場所"),
    Hazard.HEIGHT: N_("5m以上の高い所"),
}


def least_age(hazards: Collection[Hazard], day: date, rules: Collection[AgeRule] = AGES) -> int:
    """Age from which somebody may do all this work on a day; 0 when no rule holds."""
    held = [rule.least_age for rule in rules if rule.hazard in hazards and _holds(rule, day)]
    return max(held, default=0)


def may_work(
    birth: date, hazards: Collection[Hazard], day: date, rules: Collection[AgeRule] = AGES
) -> tuple[AgeRule, ...]:
    """The rules that keep a person from this work on a day; empty means that nothing does."""
    age = age_on(birth, day)
    return tuple(
        rule
        for rule in rules
        if rule.hazard in hazards and _holds(rule, day) and age < rule.least_age
    )


def weight_rule(sex: Sex, birth: date, day: date) -> WeightRule | None:
    """The limits of weight for a person on a day, from which weight on it is forbidden."""
    age = age_on(birth, day)
    return next(
        (
            rule
            for rule in WEIGHTS
            if rule.sex is sex
            and rule.from_age <= age
            and (rule.to_age is None or age <= rule.to_age)
            and _holds(rule, day)
        ),
        None,
    )


def is_night_for(birth: date, day: date, at: time) -> bool:
    """Whether a person under eighteen may not work at this time of a day (22:00 to 5:00)."""
    late, early = NIGHT
    return age_on(birth, day) < ADULT and (at >= late or at < early)


def _holds(rule: AgeRule | WeightRule, day: date) -> bool:
    return rule.since <= day and (rule.until is None or day < rule.until)
