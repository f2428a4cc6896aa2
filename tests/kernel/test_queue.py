"""The walk along a waiting list and the life of an offer, on hand-made lists."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.kernel.calendar import at_japan
from hub.kernel.queue import HOLD, Cut, Party, Walk, holds, offer_until, walk

# The list of the reference vector in its drawn order: receipt, party, firm, quota of the firm.
B3X8Q4, A7K2M9, E8H4P3, F5J1V6, C9T5R1 = range(1, 6)
DRAWN = (
    Party(B3X8Q4, 2, 2),
    Party(A7K2M9, 1, 1),
    Party(E8H4P3, 2, 4),
    Party(F5J1V6, 1, 5),
    Party(C9T5R1, 1, 2),
)
QUOTAS = {1: 3, 2: 2, 4: 4, 5: 2}


def singles(count: int, first: int = 1) -> list[Party]:
    return [Party(number, 1, number) for number in range(first, first + count)]


def room_for_all(parties: list[Party]) -> dict[int, int]:
    return {party.owner: 10 for party in parties}


@pytest.mark.parametrize(
    ("seats", "is_strict", "placed"),
    [
        pytest.param(4, True, (B3X8Q4, A7K2M9), id="4-strict-leaves-one-empty"),
        pytest.param(4, False, (B3X8Q4, A7K2M9, F5J1V6), id="4-fill"),
        pytest.param(5, True, (B3X8Q4, A7K2M9, E8H4P3), id="5-strict"),
        pytest.param(5, False, (B3X8Q4, A7K2M9, E8H4P3), id="5-fill"),
        pytest.param(8, False, (B3X8Q4, A7K2M9, E8H4P3, F5J1V6), id="8-fill"),
    ],
)
def test_the_reference_list_is_placed_as_the_design_says(
    seats: int, placed: tuple[int, ...], *, is_strict: bool
) -> None:
    result = walk(DRAWN, seats, QUOTAS, is_strict=is_strict)
    assert result.offered == placed


def test_a_firm_over_its_quota_is_passed_over_and_the_walk_goes_on() -> None:
    result = walk(DRAWN, 8, QUOTAS, is_strict=True)
    assert result.offered == (B3X8Q4, A7K2M9, E8H4P3, F5J1V6)
    assert result.passed == ((C9T5R1, Cut.QUOTA),)
    assert not result.is_held


def test_two_pools_of_seven_and_without_limit_promote_seventeen_of_twenty() -> None:
    first, second = singles(10), singles(10, first=11)
    limited = walk(first, 7, room_for_all(first))
    unlimited = walk(second, None, room_for_all(second))
    assert len(limited.offered) + len(unlimited.offered) == 17
    assert limited.passed == ((8, Cut.SEATS), (9, Cut.SEATS), (10, Cut.SEATS))


def test_an_order_by_another_index_leaves_its_own_last_three() -> None:
    by_index = singles(10)[::-1]
    result = walk(by_index, 7, room_for_all(by_index))
    assert [key for key, _cut in result.passed] == [3, 2, 1]


def test_nobody_is_offered_a_seat_when_none_is_free() -> None:
    waiting = singles(3)
    result = walk(waiting, 0, room_for_all(waiting), is_strict=True)
    assert result == Walk((), ((1, Cut.SEATS), (2, Cut.SEATS), (3, Cut.SEATS)))


def test_the_last_seat_passes_a_party_of_two_only_in_a_filling_list() -> None:
    waiting = [Party(1, 2, 1), Party(2, 1, 2)]
    rooms = {1: 2, 2: 2}
    assert walk(waiting, 1, rooms).offered == (2,)
    strict = walk(waiting, 1, rooms, is_strict=True)
    assert strict.offered == ()
    assert strict.is_held


def test_two_parties_of_one_firm_share_its_quota() -> None:
    waiting = [Party(1, 2, 7), Party(2, 1, 7), Party(3, 1, 8)]
    result = walk(waiting, 9, {7: 2, 8: 1})
    assert result.offered == (1, 3)
    assert result.passed == ((2, Cut.QUOTA),)


@given(
    sizes=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), max_size=20),
    free=st.integers(0, 12),
    is_strict=st.booleans(),
)
def test_seats_and_quotas_are_never_exceeded_and_the_order_is_kept(
    sizes: list[tuple[int, int]], free: int, *, is_strict: bool
) -> None:
    parties = [Party(at, size, owner) for at, (size, owner) in enumerate(sizes)]
    rooms = {1: 2, 2: 5, 3: 9}
    result = walk(parties, free, rooms, is_strict=is_strict)
    seated = [parties[key] for key in result.offered]
    assert sum(party.size for party in seated) <= free
    for owner, room in rooms.items():
        assert sum(party.size for party in seated if party.owner == owner) <= room
    assert list(result.offered) == sorted(result.offered)
    assert sorted([*result.offered, *(key for key, _cut in result.passed)]) == list(
        range(len(parties))
    )
    if is_strict:
        cut = [key for key, why in result.passed if why is Cut.SEATS]
        assert not cut or max(result.offered, default=-1) < min(cut)


FRIDAY = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)  # 15:00 in Tokyo
FAR = at_japan(datetime(2027, 2, 1, tzinfo=UTC).date(), 9)


@pytest.mark.parametrize(
    ("now", "start", "stop", "until"),
    [
        pytest.param(
            datetime(2026, 11, 24, 1, 0, tzinfo=UTC), FAR, FAR,
            datetime(2026, 11, 26, 1, 0, tzinfo=UTC), id="48-hours",
        ),
        pytest.param(
            datetime(2026, 11, 24, 1, 0, tzinfo=UTC),
            datetime(2026, 12, 1, 0, 59, tzinfo=UTC), FAR,
            datetime(2026, 11, 25, 3, 0, tzinfo=UTC), id="under-7-days-24-hours-but-to-noon",
        ),
        pytest.param(
            datetime(2026, 11, 24, 4, 0, tzinfo=UTC),
            datetime(2026, 12, 1, 3, 59, tzinfo=UTC), FAR,
            datetime(2026, 11, 25, 4, 0, tzinfo=UTC), id="under-7-days-24-hours",
        ),
        pytest.param(
            FRIDAY, FAR, FAR, datetime(2026, 11, 30, 3, 0, tzinfo=UTC),
            id="over-the-weekend-to-noon-of-monday",
        ),
        pytest.param(
            FRIDAY, FAR, FRIDAY + timedelta(hours=3), FRIDAY + timedelta(hours=3),
            id="never-after-the-stop",
        ),
        pytest.param(FRIDAY, FAR, FRIDAY, None, id="at-the-stop-no-offer"),
        pytest.param(
            datetime(2026, 12, 28, 1, 0, tzinfo=UTC), FAR, FAR,
            datetime(2027, 1, 4, 3, 0, tzinfo=UTC), id="over-the-new-year",
        ),
    ],
)  # fmt: skip
def test_an_offer_lasts_as_long_as_the_design_says(
    now: datetime, start: datetime, stop: datetime, until: datetime | None
) -> None:
    assert offer_until(now, start, stop) == until


def test_a_strict_list_holds_its_seats_for_48_hours_and_not_a_second_longer() -> None:
    assert holds(None, FRIDAY)
    assert holds(FRIDAY, FRIDAY + HOLD - timedelta(seconds=1))
    assert not holds(FRIDAY, FRIDAY + HOLD)
