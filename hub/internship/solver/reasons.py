"""Why a listed programme was not given: the first failing rule per period, in a fixed order.

Reasons that follow from H1 alone are verified. Those that depend on the plan are verified when no
plan with the pair can be better (`forcing`), and then say what it would cost.
"""

from typing import Final

from hub.internship.instance import Period, Programme, Student, reaches_age
from hub.internship.plan import PairReason, PeriodReason, Unplaced, Why
from hub.internship.solver.facts import NOBODY, Facts, Table
from hub.internship.solver.forcing import Forcing
from hub.internship.solver.rules import (
    TableRule,
    cohort_reached,
    enough_trades,
    one_per_firm,
    one_per_period,
    order_kept,
    within_capacity,
)
from hub.internship.solver.seating import Seating

RANK: Final = {why: number for number, why in enumerate(Why)}
FORCED: Final = frozenset(
    {Why.CLOSED, Why.UNAVAILABLE, Why.UNDER_AGE, Why.BANNED, Why.VETO, Why.NOT_LISTED}
)
# Of one student's placements; the first two say the same in every period.
_ANY_PERIOD: Final[tuple[tuple[Why, TableRule], ...]] = (
    (Why.SAME_FIRM, one_per_firm),
    (Why.TRADE_CAP, enough_trades),
)
_ONE_PERIOD: Final[tuple[tuple[Why, TableRule], ...]] = (
    (Why.CLASH, one_per_period),
    (Why.PRECEDENCE, order_kept),
)
_NO_BANS: Final[frozenset[str | None]] = frozenset()
MOST_HOLDERS: Final = 100  # named in one reason


class Reasons:
    """Answers for one finished plan."""

    def __init__(self, seating: Seating, forcing: Forcing | None) -> None:
        """Look up the round by id once."""
        self.seating, self.forcing = seating, forcing
        board = seating.facts.board
        instance = board.instance
        self.instance = instance
        self.period_ids = tuple(each.id for each in instance.periods)
        self._named: dict[tuple[int, ...], tuple[str, ...]] = {}  # who sits on these seats
        self.programme_at = {each.id: number for number, each in enumerate(instance.programmes)}
        self.students = {each.id: each for each in instance.students}
        self.vetoes = {(each.student, each.programme) for each in instance.ratings if each.is_veto}
        self.bans: dict[tuple[str, str], set[str | None]] = {}
        for ban in instance.bans:
            self.bans.setdefault((ban.student, ban.programme), set()).add(ban.period)
        self.pairs: dict[tuple[int, int], int] = {}
        for number, table in enumerate(seating.tables):
            if len(table) < instance.rotations:
                for pair in range(*board.first_pair[number : number + 2].tolist()):
                    self.pairs[number, seating.facts.programme[pair]] = pair

    def unplaced(self) -> tuple[Unplaced, ...]:
        """Every student with fewer placements than the round gives, by id."""
        rows = []
        for number, name in enumerate(self.seating.facts.board.student_ids):
            missing = self.instance.rotations - len(self.seating.tables[number])
            if missing:
                rows.append(Unplaced(name, missing, self._of_student(number, name)))
        return tuple(sorted(rows, key=lambda row: row.student))

    def _of_student(self, number: int, name: str) -> tuple[PairReason, ...]:
        student = self.students[name]
        facts = self.seating.facts
        held = {facts.programme[code // facts.periods] for code in self.seating.tables[number]}
        listed = dict.fromkeys((*student.wishes, *student.acceptable))
        if not listed:
            return (PairReason(None, Why.NOT_LISTED, verified=True),)
        return tuple(
            self._of_pair(number, student, self.instance.programmes[self.programme_at[programme]])
            for programme in listed
            if self.programme_at[programme] not in held
        )

    def _of_pair(self, number: int, student: Student, programme: Programme) -> PairReason:
        whys = self._whys(number, student, programme)
        found = tuple(map(PeriodReason, self.period_ids, whys))
        furthest = max(whys, key=RANK.__getitem__)
        forced = None
        if furthest not in FORCED and self.forcing is not None:
            forced = self.forcing.ask(self.pairs[number, self.programme_at[programme.id]])
        is_told = forced is not None and forced.is_true
        full = {each.period for each in found if each.reason is Why.FULL}
        return PairReason(
            programme.id,
            furthest,
            found,
            verified=furthest in FORCED or is_told,
            reached_on=(
                reaches_age(student.birth_date, programme.min_age)
                if furthest is Why.UNDER_AGE
                else None
            ),
            holders=self._holders(programme, full) if furthest is Why.FULL else (),
            delta_min=forced.least if forced is not None and is_told else None,
            delta_max=forced.most if forced is not None and is_told else None,
        )

    def _holders(self, programme: Programme, periods: set[str]) -> tuple[str, ...]:
        facts = self.seating.facts
        base = self.programme_at[programme.id] * facts.periods
        seats = tuple(base + at for at, name in enumerate(self.period_ids) if name in periods)
        if seats not in self._named:
            names = facts.board.student_ids
            found = [names[who] for seat in seats for who in self.seating.holders[seat]]
            self._named[seats] = tuple(sorted(found)[:MOST_HOLDERS])
        return self._named[seats]

    def _whys(self, number: int, student: Student, programme: Programme) -> list[Why]:
        """The first failing rule of each period."""
        facts, table = self.seating.facts, self.seating.tables[number]
        pair = self.pairs.get((number, self.programme_at[programme.id]))
        first = NOBODY if pair is None else pair * facts.periods
        always = None if pair is None else _broken(_ANY_PERIOD, facts, (*table, first))
        found = []
        for at, period in enumerate(self.instance.periods):
            is_open = pair is not None and facts.open[first + at]
            bar = None if is_open else self.impossible(student, programme, period)
            found.append(bar or always or self._why((*table, first + at)))
        return found

    def _why(self, table: Table) -> Why:
        """What bars the last placement of a timetable that may be."""
        facts, seating = self.seating.facts, self.seating
        why = _broken(_ONE_PERIOD, facts, table)
        if why is not None:
            return why
        seat = facts.seat[table[-1]]
        if cohort_reached(facts, seat, seating.use[seat] + 1) is not None:
            return Why.COHORT
        full = within_capacity(facts, seat, seating.use[seat] + 1) is not None
        return Why.FULL if full else Why.VALUE

    def impossible(self, student: Student, programme: Programme, period: Period) -> Why | None:
        """The first condition of H1 a listed triple fails, None when the variable exists."""
        if not programme.capacity.get(period.id, 0):
            return Why.CLOSED
        if period.id in student.unavailable:
            return Why.UNAVAILABLE
        if reaches_age(student.birth_date, programme.min_age) > period.start:
            return Why.UNDER_AGE
        pair = student.id, programme.id
        if not self.bans.get(pair, _NO_BANS).isdisjoint((None, period.id)):
            return Why.BANNED
        return Why.VETO if pair in self.vetoes else None


def _broken(rules: tuple[tuple[Why, TableRule], ...], facts: Facts, table: Table) -> Why | None:
    return next((why for why, rule in rules if rule(facts, NOBODY, table) is not None), None)
