"""The demo filled once for each engine and day; the tests here look at it and change nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import pytest

from hub import wiring
from hub.kernel.calendar import at_japan
from hub.platform.db import Store
from seed import demo
from tests.support import measure
from tests.support.engines import databases_of, fresh_store

DAYS: Final = {
    "autumn": date(2026, 11, 24),
    "between the years": date(2026, 12, 30),
    "120 days later": date(2027, 3, 24),
    "last day of the fiscal year": date(2027, 3, 31),
    "first day of the fiscal year": date(2027, 4, 1),
    "spring": date(2027, 5, 20),
}
# The day decides what is planted, the engine only where: PostgreSQL takes few of the days. On a day
# like any other the browser walks through the demo of today.
FIRST_DAY: Final = "first day of the fiscal year"
FEW: Final = ("between the years", "last day of the fiscal year")
PLACES: Final = [
    *(("sqlite", name) for name in measure.chosen(tuple(DAYS), FEW)),
    *(("postgresql", name) for name in measure.chosen(("autumn", FIRST_DAY), (FIRST_DAY,))),
]


@dataclass(frozen=True, slots=True)
class Town:
    """A filled database and the moment at which it was filled."""

    store: Store
    now: datetime


@pytest.fixture(scope="session", params=PLACES, ids="-".join)
def town(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    """The same story as the demo with fewer firms and students, at noon of a day."""
    engine, day = request.param
    now = at_japan(DAYS[day], 12)
    with (
        pytest.MonkeyPatch.context() as patch,
        fresh_store(databases_of(request, engine), tmp_path_factory.mktemp("town")) as store,
    ):
        patch.setattr(demo, "FIRM_COUNT", 36)
        patch.setattr(demo, "STUDENT_COUNT", 14)
        wiring.bind()
        demo.fill(store, now)
        yield Town(store, now)
