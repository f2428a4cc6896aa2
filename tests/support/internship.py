"""Builders of the internship room: a ward, its people, a round; made by commands only."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlmodel import SQLModel, col, func, select

from hub import wiring
from hub.accounts import service as accounts
from hub.directory import service as directory
from hub.internship import reads, service
from hub.platform import commands, files
from hub.platform.context import Actor, Seat, system_actor
from hub.platform.db import Store
from models.vocab import FileKind, Role
from models.vocab.internship import ProgrammeAction, RoundAction
from tests.support.kept import kept

NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LAST_DAY: Final = date(2027, 1, 31)
AFTER_LAST_DAY: Final = datetime(2027, 1, 31, 15, 0, tzinfo=UTC)  # 1 February in Tokyo
ADULT: Final = date(2005, 5, 5)
MINOR: Final = date(2010, 1, 15)
SYSTEM: Final = system_actor("test")
PERIODS: Final = (
    {"starts_on": "2027-07-05", "ends_on": "2027-07-16"},
    {"starts_on": "2027-07-19", "ends_on": "2027-07-30"},
    {"starts_on": "2027-08-02", "ends_on": "2027-08-13"},
)


@dataclass(frozen=True, slots=True)
class Place:
    """Two wards, two firms of the first one, and somebody in each part."""

    store: Store
    ward: int
    other_ward: int
    firm: int
    other_firm: int
    coordinator: Actor
    other_coordinator: Actor
    tutor: Actor
    other_tutor: Actor
    student: Actor
    minor: Actor


@dataclass(frozen=True, slots=True)
class OpenRound:
    """A round that takes wishes: its periods and its programmes by id."""

    round_id: int
    periods: tuple[int, ...]
    lathe: int
    press: int
    adults_only: int


def do(
    store: Store,
    function: Callable[..., Any],
    actor: Actor = SYSTEM,
    *,
    now: datetime = NOW,
    once: str = "",
    **raw: Any,  # noqa: ANN401  typed by a person, so anything
) -> Any:  # noqa: ANN401  each command has its own answer
    """Press a button once."""
    key = once or commands.new_once()
    return commands.run(store, function, actor=actor, now=now, once=key, raw=raw)


def see(store: Store, function: Callable[..., Any], actor: Actor = SYSTEM, **values: object) -> Any:  # noqa: ANN401  each read has its own answer
    """Open a page."""
    return commands.look(store, function, actor=actor, now=NOW, **values)


def count(store: Store, table: type[SQLModel]) -> int:
    """Rows of a table."""
    with store.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


def rows(store: Store, table: type[SQLModel]) -> list[Any]:
    """All rows of a table in id order."""
    with store.reading() as session:
        return list(session.exec(select(table).order_by(col(table.id))).all())  # type: ignore[attr-defined]  # every table has an id


def a_ward(store: Store, code: str = "13111", name: str = "大田区") -> int:
    """A ward; the same code gives the same ward."""
    return int(do(store, directory.add_ward, code=code, name=name, name_en="City").ward_id)


def a_firm(store: Store, ward_id: int, name: str = "髙﨑精密") -> int:
    """A firm of a ward."""
    added = do(store, directory.add_firm, ward_id=ward_id, name=name, kana="タカサキ", town="蒲田")
    return int(added.firm_id)


def a_person(
    store: Store,
    role: Role,
    *,
    ward_id: int | None = None,
    firm_id: int | None = None,
    birth_date: date | None = ADULT,
    name: str = "橋本 凜",
) -> Actor:
    """A signed-in person in one seat."""
    added = do(
        store, accounts.add_person, name=name, kana="ハシモト リン", role=role,
        birth_date=birth_date, ward_id=ward_id, firm_id=firm_id,
    )  # fmt: skip
    return Actor(added.person_id, name, Seat(added.membership_id, role, ward_id, firm_id))


@kept
def a_place(store: Store) -> Place:
    """Everybody a round needs."""
    ward, other = a_ward(store), a_ward(store, "13109", "品川区")
    firm, second = a_firm(store, ward), a_firm(store, ward, "渡邊製作所")
    tutor = Role.FIRM_TUTOR
    return Place(
        store=store,
        ward=ward,
        other_ward=other,
        firm=firm,
        other_firm=second,
        coordinator=a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子"),
        other_coordinator=a_person(store, Role.COORDINATOR, ward_id=other, name="別の区の人"),
        tutor=a_person(store, tutor, ward_id=ward, firm_id=firm, name="髙﨑 美咲"),
        other_tutor=a_person(store, tutor, ward_id=ward, firm_id=second, name="渡邊 健一"),
        student=a_person(store, Role.STUDENT, ward_id=ward, name="𠮷田 蒼"),
        minor=a_person(store, Role.STUDENT, ward_id=ward, birth_date=MINOR),
    )


def round_input(place: Place, **other: object) -> dict[str, Any]:
    """What the coordinator types for a new round."""
    typed: dict[str, Any] = {
        "ward_id": place.ward,
        "name": "令和9年度 夏",
        "rotations": 2,
        "min_trades": 1,
        "wishes_until": LAST_DAY.isoformat(),
        "periods": PERIODS,
    }
    return typed | other


def a_draft(place: Place, **other: object) -> int:
    """A round in preparation."""
    typed = round_input(place, **other)
    return int(do(place.store, service.open_round, place.coordinator, **typed).round_id)


def step(place: Place, round_id: int, action: RoundAction, note: str = "") -> service.RoundSaved:
    """Take the next step of a round with the version on the screen."""
    page = see(place.store, reads.round_page, place.coordinator, round_id=round_id)
    moved: service.RoundSaved = do(
        place.store, service.advance_round, place.coordinator, round_id=round_id, action=action,
        version=page.card.version, note=note,
    )  # fmt: skip
    return moved


def a_calling_round(place: Place, **other: object) -> int:
    """A round that calls for firms."""
    round_id = a_draft(place, **other)
    step(place, round_id, RoundAction.CALL_FIRMS)
    return round_id


def period_ids(place: Place, round_id: int) -> tuple[int, ...]:
    """Periods of a round in time order."""
    page = see(place.store, reads.round_page, place.coordinator, round_id=round_id)
    return tuple(period.period_id for period in page.periods)


def offer_input(place: Place, round_id: int, **other: object) -> dict[str, Any]:
    """What a tutor types for a programme: one seat in each period."""
    typed: dict[str, Any] = {
        "round_id": round_id,
        "firm_id": place.firm,
        "title": "旋盤の基本",
        "trade": "旋盤",
        "tasks": "丸棒の外径を削る",
        "places": dict.fromkeys(period_ids(place, round_id), 1),
    }
    return typed | other


def an_offer(place: Place, round_id: int, **other: object) -> int:
    """A programme that waits for the coordinator's word."""
    typed = offer_input(place, round_id, **other)
    actor = place.tutor if typed["firm_id"] == place.firm else place.other_tutor
    return int(do(place.store, service.offer_programme, actor, **typed).programme_id)


def confirm(place: Place, programme_id: int) -> None:
    """Say that a programme is safe."""
    do(
        place.store, service.judge_programme, place.coordinator, programme_id=programme_id,
        action=ProgrammeAction.CONFIRM, version=0,
    )  # fmt: skip


def an_open_round(place: Place, **other: object) -> OpenRound:
    """A round that takes wishes: three programmes at two firms, one for adults only."""
    round_id = a_calling_round(place, **other)
    second = place.other_firm
    lathe = an_offer(place, round_id)
    press = an_offer(place, round_id, firm_id=second, title="板金の基本", trade="板金")
    adults = an_offer(
        place, round_id, firm_id=second, title="プレスの金型", trade="プレス", min_age=18
    )
    for programme_id in (lathe, press, adults):
        confirm(place, programme_id)
    step(place, round_id, RoundAction.CONFIRM_SAFETY)
    step(place, round_id, RoundAction.OPEN_WISHES)
    return OpenRound(round_id, period_ids(place, round_id), lathe, press, adults)


def send(
    place: Place, opened: OpenRound, actor: Actor, *ranked: int, **other: object
) -> service.WishesSent:
    """Send the wishes of a student."""
    typed: dict[str, Any] = {
        "round_id": opened.round_id,
        "person_id": actor.person_id,
        "ranked": ranked,
    }
    sent: service.WishesSent = do(place.store, service.send_wishes, actor, **typed | other)
    return sent


def small_round() -> dict[str, Any]:
    """Three periods, two firms, three students: one fits twice, one once, one never."""
    two_seats = {"p1": 2, "p2": 2, "p3": 1}
    return {
        "format": "hub-rotation/1",
        "periods": [
            {"id": f"p{at}", "start": span["starts_on"], "end": span["ends_on"]}
            for at, span in enumerate(PERIODS, start=1)
        ],
        "rotations_per_student": 2,
        "min_trades": 2,
        "programmes": [
            {
                "id": "A", "firm": "甲製作所", "trade": "旋盤", "capacity": two_seats,
                "min_cohort": 1, "min_age": 15, "hazards": ["none"], "ward": "13111",
            },
            {
                "id": "B", "firm": "乙工業", "trade": "板金", "capacity": {"p1": 1, "p2": 2},
                "min_cohort": 1, "min_age": 18, "hazards": ["press"], "ward": "13111",
                "after": ["A"],
            },
        ],
        "students": [
            {
                "id": "s1", "birth_date": "2005-05-05", "wishes": ["B", "A"],
                "acceptable": ["A"], "unavailable": ["p3"],
            },
            {"id": "s2", "birth_date": "2010-01-15", "wishes": ["A", "B"]},
            {"id": "s3", "birth_date": "2006-02-28", "wishes": [], "acceptable": ["A"]},
        ],
        "ratings": [
            {"student": "s1", "programme": "A", "value": 2},
            {"student": "s3", "programme": "A", "value": "veto"},
        ],
        "pins": [{"student": "s1", "programme": "A", "period": "p1"}],
        "bans": [
            {"student": "s2", "programme": "B"},
            {"student": "s2", "programme": "A", "period": "p1"},
        ],
        "seed": 7,
    }  # fmt: skip


def a_small_file(changed: Mapping[str, object] | None = None) -> str:
    """The small round as the text of a `hub-rotation/1` file."""
    return json.dumps(small_round() | dict(changed or {}), ensure_ascii=False)


def a_scan(store: Store) -> dict[str, Any]:
    """The picture of a signed paper, as the page hands it over."""
    wiring.bind()
    stored = files.set_down(store, b"%PDF-1.7 signed")
    return {"name": "paper.pdf", "kind": FileKind.PDF, "stored": stored}
