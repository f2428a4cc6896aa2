"""The fields of a new course and how what was typed becomes a plan."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import streamlit as st

from hub.i18n import _, translated
from hub.kernel.calendar import at_japan
from hub.kernel.dates import read_date
from hub.kernel.text import number_text
from hub.kernel.typed import read_time, read_yen
from hub.platform.commands import REQUIRED
from hub.training import words
from models.vocab.training import CostKind
from pages.kit import widgets

DAY: Final = ("day", "first", "last", "content")
NEEDED: Final = ("title", "goal", "place")
TEXTS: Final = ("title", "goal", "place", "bring", "entry")
COUNTS: Final = ("capacity", "minimum")
DATES: Final = ("opens", "closes")
MONEY: Final = (*(kind.value for kind in CostKind), "subsidy")
AGES: Final = (0, 15, 18)
CLOSING_HOUR: Final = 17
OPENING_HOUR: Final = 9
# Field of the command -> field of the form, where the two differ.
PLACES: Final[Mapping[str, str]] = {
    "about.title": "title",
    "about.goal": "goal",
    "about.place": "place",
    "about.bring": "bring",
    "about.entry": "entry",
    "teacher.name": "trainer",
    "teacher.person_id": "trainer_id",
    "places.capacity": "capacity",
    "places.minimum": "minimum",
    "places.opens_at": "opens",
    "places.closes_at": "closes",
    "money.lines": "trainer_fee",
    "money.subsidy_yen": "subsidy",
}


def field_of(name: str) -> str:
    """Field of the form for a field of the command."""
    if name.startswith("sessions"):
        parts = name.split(".")
        return f"day-{parts[1]}" if len(parts) > 1 else "day-0"
    return PLACES.get(name, name)


def labels() -> dict[str, tuple[str, str]]:
    """Label and hint of each field, in the language of this run."""
    return {
        "title": (_("研修の名前"), _("例：NC旋盤 段取り短縮の基礎")),
        "goal": (_("ねらい"), _("終わると何ができるかを、1つの文で書いてください。")),
        "place": (_("場所"), _("例：髙﨑精密 研修室（東糀谷、駅から徒歩9分）")),
        "bring": (_("持ち物（任意）"), _("例：作業着、安全靴")),
        "entry": (_("参加の条件（任意）"), _("例：旋盤を3か月以上使った人")),
        "capacity": (_("定員（名）"), _("例：10")),
        "minimum": (_("最少の人数（名）"), _("この人数に足りないとき、行うかを決めます。例：3")),
        "opens": (_("募集を始める日"), _("9:00に始まります。今日や前の日なら、告知と同時です。")),
        "closes": (_("締切の日"), _("17:00に締め切ります。最初の日の10営業日前までです。")),
        "trainer_fee": (_("講師の謝金（円、税込み）"), _("例：60,000")),
        "room": (_("会場と機械（円、税込み）"), _("なければ空のままにします。")),
        "material": (_("材料（円、税込み）"), _("なければ空のままにします。")),
        "other": (_("そのほか（円、税込み）"), _("なければ空のままにします。")),
        "subsidy": (_("区の補助の見込み（円）"), _("要綱の補助率で計算した額を入れてください。")),
        "trainer": (_("名簿にない講師の氏名"), _("名簿の専門家を選んだときは空のままにします。")),
        "trainer_note": (_("講師の紹介（任意）"), _("例：1級旋盤技能士")),
        "day": (_("日にち"), _("例：2027-01-16")),
        "first": (_("始まり"), _("例：9:00")),
        "last": (_("終わり"), _("例：16:00")),
        "content": (_("内容"), _("例：つめ交換")),
    }


def texts(names: Sequence[str], answers: dict[str, Any], errors: Mapping[str, str]) -> None:
    """Fields of one block, two beside each other where wide."""
    known = labels()
    for start in range(0, len(names), 2):
        columns = st.columns(2, vertical_alignment="bottom")
        for column, name in zip(columns, names[start : start + 2], strict=False):
            label, hint = known[name]
            with column, widgets.field(name, hint, errors.get(name)):
                widgets.seed(f"training.new.{name}", answers.get(name, ""))
                answers[name] = st.text_input(label, key=f"training.new.{name}", max_chars=200)


def days(answers: dict[str, Any], errors: Mapping[str, str]) -> None:
    """One row a day; an error of a day stands above its row."""
    known = labels()
    for at, one in enumerate(answers["days"]):
        with widgets.field(f"day-{at}", None, errors.get(f"day-{at}")):
            widgets.heading(_("{number}日目").format(number=at + 1), 3)
        for column, name in zip(
            st.columns([3, 2, 2, 5], vertical_alignment="bottom"), DAY, strict=True
        ):
            label, hint = known[name]
            with column, widgets.field(f"day-{at}-{name}", hint):
                widgets.seed(f"training.new.{at}.{name}", one.get(name, ""))
                one[name] = st.text_input(label, key=f"training.new.{at}.{name}", max_chars=120)


def wrong_fields(answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is missing or cannot be read, told at once and before anything is sent."""
    found = [(name, REQUIRED) for name in NEEDED if not answers[name].strip()]
    if not int(answers["trainer_id"]) and not answers["trainer"].strip():
        found.append(("trainer", REQUIRED))
    found += [(name, words.NOT_A_DATE) for name in DATES if read_date(answers[name]) is None]
    found += [
        (name, words.NOT_A_COUNT) for name in COUNTS if not number_text(answers[name]).isdecimal()
    ]
    found += [
        (name, words.NOT_YEN)
        for name in MONEY
        if answers[name].strip() and read_yen(answers[name]) is None
    ]
    if not any(answers[kind.value].strip() for kind in CostKind):
        found.append((CostKind.TRAINER_FEE.value, words.NO_COST))
    found += [
        (f"day-{at}", words.NOT_A_SESSION)
        for at, one in enumerate(answers["days"])
        if not _is_day(one)
    ]
    return [(name, translated(reason.text)) for name, reason in found]


def _is_day(one: Mapping[str, str]) -> bool:
    """Say whether date, times and content of a day can be read."""
    times = (read_time(one["first"]), read_time(one["last"]))
    return read_date(one["day"]) is not None and None not in times and bool(one["content"].strip())


def plan(answers: Mapping[str, Any], ward_id: int | None) -> dict[str, Any]:
    """What the command is given; everything has been read before."""
    costs = [(kind, read_yen(answers[kind.value])) for kind in CostKind if answers[kind.value]]
    trainer_id = int(answers["trainer_id"]) or None
    return {
        "ward_id": ward_id,
        "about": {name: answers[name] for name in TEXTS} | {"min_age": int(answers["min_age"])},
        "teacher": {
            "person_id": trainer_id,
            "name": "" if trainer_id else answers["trainer"],
            "note": answers["trainer_note"],
        },
        "places": {
            "capacity": number_text(answers["capacity"]),
            "minimum": number_text(answers["minimum"]),
            "opens_at": _at(answers["opens"], OPENING_HOUR),
            "closes_at": _at(answers["closes"], CLOSING_HOUR),
        },
        "sessions": [
            {
                "starts_at": _moment(one["day"], one["first"]),
                "ends_at": _moment(one["day"], one["last"]),
                "content": one["content"],
            }
            for one in answers["days"]
        ],
        "money": {
            "lines": [{"kind": kind, "unit_yen": amount} for kind, amount in costs if amount],
            "subsidy_yen": read_yen(answers["subsidy"] or "0"),
        },
    }


def _at(typed: str, hour: int) -> datetime | None:
    day = read_date(typed)
    return at_japan(day, hour) if day else None


def _moment(day: str, time: str) -> datetime | None:
    read, clock = read_date(day), read_time(time)
    return at_japan(read, clock.hour, clock.minute) if read and clock else None
