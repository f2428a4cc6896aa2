"""Walks a waiting list: who is offered the free seats, and until when; no table, no clock.

Source: groups-and-training, part D5 (waiting list) and D4 step 5 (the walk).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from hub.kernel.calendar import add_working_days, at_japan, japan_date

LONG_OFFER: Final = timedelta(hours=48)
SHORT_OFFER: Final = timedelta(hours=24)
SOON: Final = timedelta(days=7)
HOLD: Final = timedelta(hours=48)
NOON: Final = 12


class Cut(Enum):
    """Why a waiting party is passed over."""

    SEATS = "seats"
    QUOTA = "quota"


@dataclass(frozen=True, slots=True)
class Party:
    """A waiting party: its key, how many seats it needs at once, whose quota it uses."""

    key: int
    size: int
    owner: int


@dataclass(frozen=True, slots=True)
class Walk:
    """Parties that are offered seats, those passed over and why, and whether seats are held back.

    `is_held` says that a strict list keeps seats empty for a party that is too large for them.
    """

    offered: tuple[int, ...]
    passed: tuple[tuple[int, Cut], ...]
    is_held: bool = False


def walk(
    parties: Sequence[Party],
    free: int | None,
    rooms: Mapping[int, int],
    *,
    is_strict: bool = False,
) -> Walk:
    """Go along the list in its order; a party is seated whole or passed over.

    `free` is None for a pool without limit; `rooms` says how many seats each owner may still take.
    A party over its owner's room never stops the walk. Over the free seats it is passed over (fill)
    or stops the walk (strict). Nobody is seated twice and no order is broken but by these two.
    """
    left = dict(rooms)
    offered: list[int] = []
    passed: list[tuple[int, Cut]] = []
    is_held = False
    for party in parties:
        if party.size > left.get(party.owner, 0):
            passed.append((party.key, Cut.QUOTA))
        elif is_held or (free is not None and party.size > free):
            passed.append((party.key, Cut.SEATS))
            is_held = is_strict
        else:
            offered.append(party.key)
            left[party.owner] -= party.size
            free = None if free is None else free - party.size
    return Walk(tuple(offered), tuple(passed), is_held and free != 0)


def holds(held_since: datetime | None, now: datetime) -> bool:
    """Say whether a strict list still keeps its seats; after 48 hours it is filled like any."""
    return held_since is None or now < held_since + HOLD


def offer_until(now: datetime, first_start: datetime, stop: datetime) -> datetime | None:
    """Moment from which an offer made now is void, or None when promotions have stopped.

    48 hours, 24 when the course begins in less than 7 days; never before 12:00 of the next working
    day, and never after the stop.
    """
    if now >= stop:
        return None
    length = SHORT_OFFER if first_start - now < SOON else LONG_OFFER
    noon = at_japan(add_working_days(japan_date(now), 1), NOON)
    return min(max(now + length, noon), stop)
