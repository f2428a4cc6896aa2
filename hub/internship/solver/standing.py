"""Who still sits where after a loss, by ids: quick enough for a round of any size; no search.

A board of the whole round would take longer than mending it. So the rules are asked here of
placements that stood before, and everybody who cannot stay is set free.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from hub.internship.instance import Instance, Programme, Student, Triple, reaches_age
from hub.internship.solver.board import CHANGE_COST, UNRANKED_COST, rewards

Seat = tuple[str, str]  # programme, period


class Standing:
    """The published placements that can stay, and what they cost."""

    def __init__(self, given: Instance, published: Iterable[Triple]) -> None:
        """Keep whatever the rules still allow."""
        self.given = given
        self.students = {each.id: each for each in given.students}
        self.programmes = {each.id: each for each in given.programmes}
        self.rating = {(each.student, each.programme): each.value for each in given.ratings}
        self.published = frozenset(published)
        self.pins = frozenset(given.pins)
        self.reward: list[int] = [0, *rewards(given.rotations).cumsum().tolist()]
        self._starts = {each.id: each.start for each in given.periods}
        self._order = {each.id: at for at, each in enumerate(given.periods)}
        self._bans: dict[tuple[str, str], set[str | None]] = {}
        for ban in given.bans:
            self._bans.setdefault((ban.student, ban.programme), set()).add(ban.period)
        self._reached: dict[tuple[date, int], date] = {}
        self.possible = 0  # published placements that could stay, one by one
        self.held: dict[str, tuple[Triple, ...]] = {}  # in order of time
        self.holders: dict[Seat, list[str]] = {}
        self.freed: set[Seat] = set()
        self.loosened: set[str] = set()  # people in the round who have lost a place
        self._costs: dict[str, tuple[tuple[Triple, ...], int, int]] = {}
        self._seat_all()
        self._empty_seats()

    def _seat_all(self) -> None:
        wanted: dict[str, list[Triple]] = {}
        for each in self.published:
            wanted.setdefault(each.student, []).append(each)
        for student in sorted(wanted):
            table = sorted(wanted[student], key=lambda each: self._order.get(each.period, 0))
            kept = tuple(each for each in table if self.may(student, _seat(each)))
            self.possible += len(kept)
            stands = self._stands(kept)
            if len(kept) < len(table) or not stands:
                self.freed.update(_seat(each) for each in table if not stands or each not in kept)
                self.loosened.update({student} & self.students.keys())
            if kept and stands:
                self.held[student] = kept
                for each in kept:
                    self.holders.setdefault((each.programme, each.period), []).append(student)

    def _empty_seats(self) -> None:
        """Where too many sit, the dearest go; where too few sit, all go."""
        for seat, people in list(self.holders.items()):
            programme = self.programmes[seat[0]]
            over = len(people) - programme.capacity.get(seat[1], 0)
            if over > 0:
                dear = sorted(people, key=lambda who: (-self.cost(who, seat[0]), who))
                for who in [each for each in dear if not self._is_pinned(each, seat)][:over]:
                    self.unseat(who, seat)
            if 0 < len(people) < programme.min_cohort:
                for who in list(people):
                    self.unseat(who, seat)

    def _is_pinned(self, student: str, seat: Seat) -> bool:
        return Triple(student, *seat) in self.pins

    @property
    def is_sound(self) -> bool:
        """Say whether all pins are kept and no seat is overfull with them."""
        return all(pin in self.held.get(pin.student, ()) for pin in self.pins) and all(
            len(people) <= self.programmes[name].capacity.get(period, 0)
            for (name, period), people in self.holders.items()
        )

    def unseat(self, student: str, seat: Seat) -> None:
        """Take one placement away."""
        self.held[student] = tuple(each for each in self.held[student] if _seat(each) != seat)
        self.holders[seat].remove(student)
        self.freed.add(seat)
        self.loosened.add(student)

    def may(self, student: str, seat: Seat) -> bool:
        """H1 of a placement, by ids that may no longer be in the round."""
        who, programme = self.students.get(student), self.programmes.get(seat[0])
        if who is None or programme is None or not programme.capacity.get(seat[1], 0):
            return False
        pair = student, programme.id
        return (
            seat[1] not in who.unavailable
            and self._reaches(who.birth_date, programme.min_age) <= self._starts[seat[1]]
            and not self._bans.get(pair, set()) & {None, seat[1]}
            and self.rating.get(pair, 0) is not None
            and (programme.id in who.wishes or programme.id in who.acceptable)
        )

    def _reaches(self, birth: date, age: int) -> date:
        found = self._reached.get((birth, age))
        if found is None:
            found = self._reached[birth, age] = reaches_age(birth, age)
        return found

    def _stands(self, table: Sequence[Triple]) -> bool:
        """H2, H3, H4, H5 and H9 of a timetable in order of time."""
        programmes = [self.programmes[each.programme] for each in table]
        count, given = len(table), self.given
        trades = [each.trade for each in programmes]
        kinds = set(trades)
        most = given.rotations - given.min_trades + 1
        return (
            count <= given.rotations
            and len({each.period for each in table}) == count
            and len({each.firm for each in programmes}) == count
            and all(trades.count(trade) <= most for trade in kinds)
            and (count < given.rotations or len(kinds) >= given.min_trades)
            and not any(_is_turned(programmes, at) for at in range(count))
        )

    def seats_of(self, student: Student) -> list[Seat]:
        """Every placement of a student that may be, best wishes first."""
        return [
            (name, period)
            for name in dict.fromkeys((*student.wishes, *student.acceptable))
            for period in self.programmes[name].capacity
            if self.may(student.id, (name, period))
        ]

    def cost(self, student: str, programme: str) -> int:
        """What the pair costs."""
        wishes = self.students[student].wishes
        rank = wishes.index(programme) + 1 if programme in wishes else 0
        own = rank * (rank + 1) // 2 if rank else UNRANKED_COST
        return own + (self.rating.get((student, programme)) or 0)

    def price(self, student: str, seat: Seat) -> int:
        """The cost, less the change avoided by a published place."""
        is_kept = Triple(student, *seat) in self.published
        return self.cost(student, seat[0]) - CHANGE_COST * is_kept

    def cost_of(self, student: str) -> tuple[int, int]:
        """What the placements of a student cost in all, and the dearest of them."""
        table = self.held.get(student, ())
        found = self._costs.get(student)
        if found is None or found[0] is not table:
            costs = [self.cost(student, each.programme) for each in table]
            found = self._costs[student] = (table, sum(costs), max(costs, default=0))
        return found[1:]

    def least_worth(self, student: Student) -> int:
        """A worth that no timetable of the student can fall below, whatever the others do."""
        count = len(self.held.get(student.id, ()))
        if count == self.given.rotations and student.id not in self.loosened:
            cost, dearest = self.cost_of(student.id)
            if dearest <= CHANGE_COST:  # nothing that was not published is cheaper
                return cost - CHANGE_COST * count - self.reward[count]
        by_pair: dict[str, int] = {}
        for seat in self.seats_of(student):
            price = self.price(student.id, seat)
            by_pair[seat[0]] = min(by_pair.get(seat[0], price), price)
        least = total = 0
        for number, price in enumerate(sorted(by_pair.values())[: self.given.rotations], start=1):
            total += price
            least = min(least, total - self.reward[number])
        return least


def _seat(each: Triple) -> Seat:
    return each.programme, each.period


def _is_turned(programmes: Sequence[Programme], at: int) -> bool:
    """Say whether a programme that must come earlier stands at or behind this place."""
    before = programmes[at].after
    return bool(before) and any(each.id in before for each in programmes[at:])
