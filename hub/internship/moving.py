"""Would a place fit into a plan as it stands, and what would it cost? Pure; no search.

The order of the questions is the order in which reasons are told (internship design, part d).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.internship.instance import Instance, Programme, Student, Triple, reaches_age
from hub.internship.plan import Why

UNRANKED: Final = 150
CHANGE: Final = 200
FIRST_WORTH: Final = 1300
STEP_WORTH: Final = 150
LEAST_WORTH: Final = 1000
# Without a change to the round or to what its people have said nothing helps against these.
HARD: Final = frozenset(
    {Why.NOT_LISTED, Why.CLOSED, Why.UNAVAILABLE, Why.UNDER_AGE, Why.BANNED, Why.VETO}
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first thing in the way (None: it fits), who sits there, the price of this move alone."""

    why: Why | None
    holders: tuple[str, ...] = ()
    reached_on: date | None = None
    other: Triple | None = None  # the own place that is in the way
    price: int | None = None

    @property
    def is_hard(self) -> bool:
        """Say whether no other plan of this round could hold the place either."""
        return self.why in HARD


class Plan:
    """A round and its places, looked up by student and by seat."""

    def __init__(self, instance: Instance, places: Iterable[Triple]) -> None:
        """Index once, ask often."""
        self.instance = instance
        self.students = {row.id: row for row in instance.students}
        self.programmes = {row.id: row for row in instance.programmes}
        self.starts = {row.id: row.start for row in instance.periods}
        self.order = {row.id: at for at, row in enumerate(instance.periods)}
        self.mine: dict[str, list[Triple]] = defaultdict(list)
        self.held: dict[tuple[str, str], list[str]] = defaultdict(list)
        for place in sorted(places):
            self.mine[place.student].append(place)
            self.held[place.programme, place.period].append(place.student)
        self.vetoes = {(row.student, row.programme) for row in instance.ratings if row.is_veto}
        self.ratings = {(row.student, row.programme): row.value or 0 for row in instance.ratings}
        self.bans = {(row.student, row.programme, row.period) for row in instance.bans}

    def judge(self, to: Triple, instead: Triple | None = None) -> Verdict:
        """Put a student into a place, giving up another one of the own; the others stay."""
        why, reached = self._hard(to)
        if why is not None:
            return Verdict(why, reached_on=reached)
        kept = [place for place in self.mine[to.student] if place != instead]
        why, other = self._own(to, kept)
        if why is not None:
            return Verdict(why, other=other)
        seats = self.programmes[to.programme].capacity.get(to.period, 0)
        there = [who for who in self.held[to.programme, to.period] if who != to.student]
        if self._cohort(to, there, instead):
            return Verdict(Why.COHORT)
        if len(there) >= seats:
            return Verdict(Why.FULL, holders=tuple(there))
        return Verdict(None, price=self._price(to, instead, len(kept)))

    def best(self, student: str, programme: str, instead: Triple | None) -> tuple[str, Verdict]:
        """The period that comes furthest in the order of questions, and what stops it there."""
        found = [
            (period, self.judge(Triple(student, programme, period), instead))
            for period in self.order
        ]
        return max(found, key=lambda each: (_rank(each[1].why), -self.order[each[0]]))

    def cost(self, student: str, programme: str) -> int:
        """What a pair costs: its wish, and what the firm thinks."""
        wishes = self.students[student].wishes
        if programme in wishes:
            rank = wishes.index(programme) + 1
            base = rank * (rank + 1) // 2
        else:
            base = UNRANKED
        return base + self.ratings.get((student, programme), 0)

    def _hard(self, to: Triple) -> tuple[Why | None, date | None]:
        student, programme = self.students[to.student], self.programmes[to.programme]
        if to.programme not in (*student.wishes, *student.acceptable):
            return Why.NOT_LISTED, None
        if not programme.capacity.get(to.period, 0):
            return Why.CLOSED, None
        if to.period in student.unavailable:
            return Why.UNAVAILABLE, None
        reached = reaches_age(student.birth_date, programme.min_age)
        if reached > self.starts[to.period]:
            return Why.UNDER_AGE, reached
        if {(to.student, to.programme, None), (to.student, to.programme, to.period)} & self.bans:
            return Why.BANNED, None
        return (Why.VETO, None) if (to.student, to.programme) in self.vetoes else (None, None)

    def _own(self, to: Triple, kept: list[Triple]) -> tuple[Why | None, Triple | None]:
        """What the student's other places say to it."""
        programme = self.programmes[to.programme]
        for place in kept:
            if self.programmes[place.programme].firm == programme.firm:
                return Why.SAME_FIRM, place
        trades = Counter(self.programmes[place.programme].trade for place in kept)
        most = self.instance.rotations - self.instance.min_trades + 1
        is_last = len(kept) + 1 == self.instance.rotations
        few = len(trades | Counter([programme.trade])) < self.instance.min_trades
        if trades[programme.trade] >= most or (is_last and few):
            return Why.TRADE_CAP, None
        for place in kept:
            if place.period == to.period:
                return Why.CLASH, place
        for place in kept:
            if self._out_of_order(place, to) or self._out_of_order(to, place):
                return Why.PRECEDENCE, place
        return (Why.CLASH, None) if len(kept) >= self.instance.rotations else (None, None)

    def _out_of_order(self, first: Triple, later: Triple) -> bool:
        """Say whether `first` must come earlier than `later` and does not."""
        must = first.programme in self.programmes[later.programme].after
        return must and self.order[first.period] >= self.order[later.period]

    def _cohort(self, to: Triple, there: list[str], instead: Triple | None) -> bool:
        if len(there) + 1 < self.programmes[to.programme].min_cohort:
            return True
        if instead is None or (instead.programme, instead.period) == (to.programme, to.period):
            return False
        left = len(self.held[instead.programme, instead.period]) - 1
        return 0 < left < self.programmes[instead.programme].min_cohort

    def _price(self, to: Triple, instead: Triple | None, kept: int) -> int:
        new = self.cost(to.student, to.programme)
        if instead is None:
            return new - max(LEAST_WORTH, FIRST_WORTH - STEP_WORTH * kept)
        return new - self.cost(instead.student, instead.programme)


def unfilled(plan: Plan, student: Student) -> list[tuple[int, Programme, Triple | None]]:
    """Wishes better than the worst place that were not given, with the place they would replace."""
    mine = plan.mine[student.id]
    got = {place.programme for place in mine}
    is_short = len(mine) < plan.instance.rotations
    worst = max(mine, key=lambda place: plan.cost(student.id, place.programme), default=None)
    limit = plan.cost(student.id, worst.programme) if worst and not is_short else None
    return [
        (rank, plan.programmes[label], None if is_short else worst)
        for rank, label in enumerate(student.wishes, start=1)
        if label not in got and (limit is None or plan.cost(student.id, label) < limit)
    ]


def _rank(why: Why | None) -> int:
    return len(Why) if why is None else list(Why).index(why)
