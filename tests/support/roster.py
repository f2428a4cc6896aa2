"""Builders of the roster: a listed expert with a week, and times that are held or agreed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from hub.directory import service as directory
from hub.directory.service import Holder, Wanted
from hub.experts import service
from hub.kernel.calendar import at_japan
from hub.kernel.intervals import Span
from hub.platform.context import Actor, Ctx
from hub.platform.db import Store
from models.experts.roster import Expert
from models.vocab import Role
from models.vocab.directory import HolderKind
from tests.support.internship import NOW, SYSTEM, a_person, a_ward, do

EARLIER: Final = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)
LATER: Final = datetime(2026, 12, 20, 1, 0, tzinfo=UTC)
WEEK: Final = (
    {"weekday": 0, "part": "full"},
    {"weekday": 1, "part": "full"},
    {"weekday": 3, "part": "am"},
)


def card(person_id: int, ward_id: int, **other: object) -> dict[str, Any]:
    """What a coordinator types from an expert's paper card."""
    typed: dict[str, Any] = {
        "person_id": person_id,
        "ward_id": ward_id,
        "headline": "旋盤の元職長",
        "bio": "汎用旋盤とNC旋盤で四十年働きました。",
        "years": 40,
        "fee_yen": 24_000,
        "travel_yen": 1_040,
        "consented_on": date(2026, 4, 1),
        "skills": [{"code": "machining.lathe", "level": "teaches", "years": 40}],
        "certificates": [{"name": "機械加工技能士", "grade": "special"}],
        "week": WEEK,
    }
    return typed | other


def an_expert(
    store: Store, *, ward_id: int | None = None, name: str = "小澤 德次郎", **other: object
) -> tuple[Actor, int]:
    """A listed expert as a signed-in person, and the id of the entry."""
    ward = ward_id or a_ward(store)
    actor = a_person(store, Role.EXPERT, ward_id=ward, name=name)
    typed: Mapping[str, Any] = card(actor.person_id or 0, ward, **other)
    return actor, int(do(store, service.list_expert, **typed).expert_id)


def a_time(day: date, start: int = 13, end: int = 17) -> Span:
    """Hours of a day in Tokyo."""
    return Span(at_japan(day, start), at_japan(day, end))


def take(
    store: Store, expert_id: int, span: Span, *, until: datetime | None = None, holder: int = 1
) -> None:
    """Hold a time of an expert until a moment, or agree it for good."""
    with store.writing() as session:
        row = session.get(Expert, expert_id)
        assert row is not None
        directory.hold(
            Ctx(session, SYSTEM, NOW),
            wanted=[Wanted(row.resource_id, span)],
            holder=Holder(HolderKind.ENGAGEMENT, holder),
            until=until,
        )
