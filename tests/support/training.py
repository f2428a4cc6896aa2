"""Builders of the training room: a ward with its people, a course, firms that sign up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from hub.kernel.calendar import at_japan
from hub.platform.context import Actor
from hub.platform.db import Store
from hub.training import reads, service
from models.training import FirmQuota, SeatPool, SignUp
from models.vocab import Role
from models.vocab.training import (
    SEATED,
    QueueRule,
    SignUpState,
    SizeBand,
    TrainingAction,
    TrainingState,
)
from tests.support.internship import a_firm, a_person, a_ward, do, rows, see
from tests.support.kept import kept

NOW: Final = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # Tuesday, 10:00 in Tokyo
FIRST_DAY: Final = date(2027, 1, 16)
LAST_DAY: Final = date(2027, 1, 23)
CLOSES: Final = at_japan(date(2026, 12, 25), 17)
FREE_UNTIL: Final = at_japan(date(2027, 1, 8), 17)
STOP: Final = at_japan(date(2027, 1, 14), 17)
GROWN: Final = "1990-04-02"


@dataclass(frozen=True, slots=True)
class Town:
    """Two wards; a coordinator, a clerk and an expert of the first; its firms by number."""

    store: Store
    ward: int
    other_ward: int
    coordinator: Actor
    clerk: Actor
    expert: Actor
    firms: tuple[Actor, ...]


@kept
def a_town(store: Store, firms: int = 4) -> Town:
    """Everybody a course needs; each firm is its representative."""
    ward, other = a_ward(store), a_ward(store, "13109", "品川区")
    return Town(
        store,
        ward,
        other,
        a_person(store, Role.COORDINATOR, ward_id=ward, name="栗原 眞理子"),
        a_person(store, Role.WARD_CLERK, ward_id=ward, name="濵田 直子"),
        a_person(store, Role.EXPERT, ward_id=ward, name="小澤 德次郎"),
        tuple(a_representative(store, ward, number) for number in range(1, firms + 1)),
    )


def a_representative(store: Store, ward: int, number: int) -> Actor:
    """The representative of a firm of the ward."""
    firm = a_firm(store, ward, f"{number}番製作所")
    return a_person(
        store, Role.FIRM_REPRESENTATIVE, ward_id=ward, firm_id=firm, name=f"{number}番の代表"
    )


def plan_input(town: Town, **other: object) -> dict[str, Any]:
    """What the coordinator types: two Saturdays, three seats, 48,000 yen, 28,800 paid."""
    typed: dict[str, Any] = {
        "ward_id": town.ward,
        "about": {
            "title": "NC旋盤 段取り短縮の基礎",
            "goal": "つめと工具の置き方を見直し、段取りの時間を半分にします。",
            "place": "髙﨑精密 研修室",
        },
        "teacher": {"name": "小澤 德次郎"},
        "places": {"capacity": 3, "minimum": 1, "opens_at": NOW, "closes_at": CLOSES},
        "sessions": [
            session(FIRST_DAY, "つめ交換と工具の配置"),
            session(LAST_DAY, "自社の図面で段取り計画"),
        ],
        "money": {"lines": [{"kind": "trainer_fee", "unit_yen": 48_000}], "subsidy_yen": 28_800},
    }
    for name, value in other.items():
        typed[name] = (
            {**typed[name], **value} if isinstance(value, dict) and name in typed else value
        )
    return typed


def session(day: date, content: str = "実技", first: int = 9, last: int = 16) -> dict[str, object]:
    """One day of a course, in hours of Tokyo."""
    return {
        "starts_at": at_japan(day, first), "ends_at": at_japan(day, last), "content": content,
    }  # fmt: skip


def a_plan(town: Town, *, now: datetime = NOW, **other: object) -> int:
    """A course that waits for its review."""
    typed = plan_input(town, **other)
    saved = do(town.store, service.plan_course, town.coordinator, now=now, **typed)
    return int(saved.training_id)


def step(
    town: Town,
    training_id: int,
    action: TrainingAction,
    *,
    actor: Actor | None = None,
    note: str = "",
    now: datetime = NOW,
) -> service.CourseSaved:
    """Take a step of a course with the version on the screen."""
    page = course(town, training_id)
    chosen = town.clerk if action is TrainingAction.REVIEW else town.coordinator
    saved: service.CourseSaved = do(
        town.store, service.advance_course, actor or chosen, now=now, training_id=training_id,
        action=action, version=page.card.version, note=note,
    )  # fmt: skip
    return saved


def a_course(town: Town, *, now: datetime = NOW, **other: object) -> int:
    """A course that takes sign-ups, or will at its opening moment."""
    training_id = a_plan(town, now=now, **other)
    step(town, training_id, TrainingAction.REVIEW, now=now)
    step(town, training_id, TrainingAction.ANNOUNCE, now=now)
    return training_id


def a_small_course(town: Town, seats: int, **other: Any) -> int:  # noqa: ANN401  parts of a plan
    """A course with so many seats."""
    places = {"capacity": seats, **other.pop("places", {})}
    return a_course(town, places=places, **other)


def a_strict_course(town: Town, seats: int) -> int:
    """A course whose list keeps its order at the price of empty seats."""
    return a_small_course(town, seats, terms={"queue_rule": QueueRule.STRICT})


def newcomer(name: str, born: str = GROWN) -> dict[str, str]:
    """Somebody typed for the first time."""
    return {"name": name, "kana": "てすと", "birth_date": born}


def sign_up(
    town: Town,
    training_id: int,
    actor: Actor,
    *names: str,
    now: datetime = NOW,
    **other: object,
) -> service.SignedUp:
    """Sign named people of a firm up."""
    typed: dict[str, Any] = {
        "training_id": training_id,
        "firm_id": actor.seat.firm_id,
        "size_band": SizeBand.OVER_20,
        "newcomers": [newcomer(name) for name in names],
    }
    done: service.SignedUp = do(town.store, service.sign_up, actor, now=now, **typed | other)
    return done


def settle(town: Town, training_id: int, now: datetime) -> None:
    """Let the clock look at a course."""
    do(town.store, service.settle_course, now=now, training_id=training_id)


def course(town: Town, training_id: int) -> reads.CoursePage:
    """The page of a course as the coordinator sees it."""
    page: reads.CoursePage = see(
        town.store, reads.course_page, town.coordinator, training_id=training_id
    )
    return page


def state_of(town: Town, sign_up_id: int) -> SignUpState:
    """Where a sign-up stands."""
    found = next(row for row in rows(town.store, SignUp) if row.id == sign_up_id)
    return SignUpState(found.state)


def row_of(town: Town, sign_up_id: int) -> SignUp:
    """The row of a sign-up."""
    row: SignUp = next(row for row in rows(town.store, SignUp) if row.id == sign_up_id)
    return row


def counters_are_true(store: Store) -> None:
    """Taken seats are exactly the confirmed ones and the live offers; quotas likewise."""
    parties: Sequence[SignUp] = rows(store, SignUp)
    seated = [row for row in parties if row.state in SEATED]
    for pool in rows(store, SeatPool):
        mine = [row for row in seated if row.pool_id == pool.id]
        assert pool.taken == sum(row.people for row in mine)
        assert 0 <= pool.taken <= pool.capacity
    for quota in rows(store, FirmQuota):
        own = [r for r in seated if (r.pool_id, r.firm_id) == (quota.pool_id, quota.firm_id)]
        assert quota.used == sum(row.people for row in own)
        assert 0 <= quota.used <= quota.most


def is_in(town: Town, training_id: int, state: TrainingState) -> bool:
    """Say whether a course is in a state."""
    return course(town, training_id).card.state == state


SECOND: Final = timedelta(seconds=1)
