"""The rules and the best value of a small round, found by trying everything; shares no code."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import combinations, permutations, product
from operator import le

from hub.internship.instance import Instance, Programme, Student, Triple

Seat = tuple[str, str]  # programme, period
Spared = tuple[str, str | None, str | None]  # a rule, and the programme and period it is spared at


@dataclass(frozen=True)
class Best:
    """The lowest value of any plan and the most placements of any plan."""

    value: int
    placed: int


class BruteForce:
    """One small round with its rules written out once more."""

    def __init__(
        self,
        instance: Instance,
        published: frozenset[Triple] = frozenset(),
        spared: frozenset[Spared] = frozenset(),
    ) -> None:
        """Look up by id; rules that are `spared` do not count."""
        self.spared = spared
        self.instance = instance
        self.published = published
        self.programmes = {each.id: each for each in instance.programmes}
        self.starts = {each.id: each.start for each in instance.periods}
        self.ratings = {(each.student, each.programme): each.value for each in instance.ratings}

    def is_possible(self, student: Student, programme: Programme, period: str) -> bool:
        """H1 as the design has it."""
        pair = student.id, programme.id
        banned = any(
            (ban.student, ban.programme) == pair and ban.period in {None, period}
            for ban in self.instance.bans
        )
        return (
            programme.id in student.wishes + student.acceptable
            and period not in student.unavailable
            and programme.capacity.get(period, 0) > 0
            and _age(student.birth_date, self.starts[period]) >= programme.min_age
            and not banned
            and self.ratings.get(pair, 0) is not None
        )

    def tables(self, student: Student) -> list[tuple[Seat, ...]]:
        """Every timetable that the rules of one student allow."""
        pins = {
            (pin.programme, pin.period) for pin in self.instance.pins if pin.student == student.id
        }
        open_seats = [
            (name, period)
            for name, programme in sorted(self.programmes.items())
            for period in self.starts
            if self.is_possible(student, programme, period)
        ]
        return [
            some
            for count in range(self.instance.rotations + 1)
            for some in combinations(open_seats, count)
            if pins <= set(some) and self.is_table(some)
        ]

    def is_table(self, table: tuple[Seat, ...]) -> bool:
        """H2, H3, H4, H5 and H9."""
        held = [self.programmes[name] for name, _ in table]
        trades = Counter(each.trade for each in held)
        most = self.instance.rotations - self.instance.min_trades + 1
        is_full = len(table) == self.instance.rotations
        kept = {
            "H2": len({period for _, period in table}) == len(table),
            "H3": len({each.firm for each in held}) == len(held),
            "H4": len(table) <= self.instance.rotations,
            "H5": max(trades.values(), default=0) <= most
            and not (is_full and len(trades) < self.instance.min_trades),
            "H9": all(
                self.starts[early[1]] < self.starts[late[1]]
                for early, late in permutations(table, 2)
                if early[0] in self.programmes[late[0]].after
            ),
        }
        return all(holds or (rule, None, None) in self.spared for rule, holds in kept.items())

    def _limits(self) -> tuple[list[int], list[int]]:
        """Least and most people by seat."""
        least, most = [], []
        for name, period in product(sorted(self.programmes), self.starts):
            programme = self.programmes[name]
            is_free = ("H7", name, period) in self.spared
            least.append(1 if is_free else programme.min_cohort)
            is_free = ("H6", name, period) in self.spared
            seats = programme.capacity.get(period, 0)
            most.append(len(self.instance.students) if is_free else seats)
        return least, most

    def seats_stand(self, use: Counter[Seat]) -> bool:
        """H6 and H7."""
        return all(
            self.programmes[name].min_cohort
            <= count
            <= self.programmes[name].capacity.get(period, 0)
            for (name, period), count in use.items()
        )

    def worth(self, student: Student, table: tuple[Seat, ...]) -> int:
        """Cost less reward less the changes avoided."""
        total = 0
        for number, (name, period) in enumerate(table, start=1):
            listed = name in student.wishes
            rank = student.wishes.index(name) + 1 if listed else 0
            total += rank * (rank + 1) // 2 if listed else 150
            total += self.ratings.get((student.id, name)) or 0
            total -= max(1000, 1300 - 150 * (number - 1))
            total -= 200 * (Triple(student.id, name, period) in self.published)
        return total

    def best(self) -> Best | None:
        """The optimum; None when no plan holds the pins.

        Student after student, with the least value and the most placements of every way in which
        the seats can be taken.
        """
        names = sorted(self.programmes)
        low, most = self._limits()
        seats = {seat: at for at, seat in enumerate(product(names, self.starts))}
        found = {(0,) * len(most): (0, 0)}
        for student in self.instance.students:
            further: dict[tuple[int, ...], tuple[int, int]] = {}
            for table in self.tables(student):
                worth, taken = self.worth(student, table), {seats[seat] for seat in table}
                for use, (value, placed) in found.items():
                    after = tuple(n + (at in taken) for at, n in enumerate(use))
                    if all(map(le, after, most)):
                        old = further.get(after, (value + worth, placed + len(table)))
                        further[after] = (min(old[0], value + worth), old[1])
            found = further
        ends = [
            end
            for use, end in found.items()
            if all(not n or n >= least for n, least in zip(use, low, strict=True))
        ]
        if not ends:
            return None
        base = 200 * len(self.published)
        return Best(min(value for value, _ in ends) + base, max(placed for _, placed in ends))

    def is_plan(self, placements: tuple[Triple, ...]) -> bool:
        """Say whether these placements keep all rules H1-H9."""
        held: dict[str, list[Seat]] = {each.id: [] for each in self.instance.students}
        for each in placements:
            held[each.student].append((each.programme, each.period))
        use = Counter((each.programme, each.period) for each in placements)
        return self.seats_stand(use) and all(
            tuple(sorted(held[student.id])) in {tuple(sorted(t)) for t in self.tables(student)}
            for student in self.instance.students
        )

    def value_of(self, placements: tuple[Triple, ...]) -> int:
        """The value of these placements."""
        total = 200 * len(self.published)
        for student in self.instance.students:
            table = [(t.programme, t.period) for t in placements if t.student == student.id]
            total += self.worth(student, tuple(table))
        return total


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
