"""Can the pins stand together? Names the rules they break, else seats them with their cohorts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from hub.internship.instance import Instance, Triple, reaches_age
from hub.internship.plan import Why
from hub.internship.solver.cohort_fill import fill
from hub.internship.solver.facts import NOBODY, Facts, Table
from hub.internship.solver.rules import Rule, broken_by_table


@dataclass(frozen=True, slots=True)
class Conflict:
    """One member of a rule set: a pin, or the rule with the programme and period it concerns."""

    rule: Rule
    pin: Triple | None = None
    programme: str | None = None
    period: str | None = None
    why: Why | None = None  # of a pin that breaks H1


class InfeasiblePins(Exception):
    """No plan holds all pins; `conflicts` is a set of rules that cannot stand together."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(", ".join(str(conflict) for conflict in conflicts))
        self.conflicts = conflicts


def seat_pins(facts: Facts) -> list[Table]:
    """Timetables with all pins and the people their cohorts need; raises InfeasiblePins."""
    instance = facts.board.instance
    for pin in facts.board.loose_pins:
        raise InfeasiblePins((Conflict(Rule.POSSIBLE, pin, why=first_why(instance, pin)),))
    tables = [tuple(sorted(facts.pins.get(student, ()))) for student in range(facts.board.students)]
    for student, table in enumerate(tables):
        _check_student(facts, student, table)
    _check_capacity(facts)
    filled = fill(facts, tables)
    if filled is None:
        raise InfeasiblePins(_cohort_conflict(facts, tables))
    return filled


def first_why(instance: Instance, pin: Triple) -> Why:
    """The first condition of H1 that this triple fails."""
    student = next(each for each in instance.students if each.id == pin.student)
    programme = next(each for each in instance.programmes if each.id == pin.programme)
    period = next(each for each in instance.periods if each.id == pin.period)
    pair = pin.student, pin.programme
    bans = {ban.period for ban in instance.bans if (ban.student, ban.programme) == pair}
    vetoes = {(each.student, each.programme) for each in instance.ratings if each.is_veto}
    found = {
        Why.NOT_LISTED: programme.id not in (*student.wishes, *student.acceptable),
        Why.CLOSED: not programme.capacity.get(period.id, 0),
        Why.UNAVAILABLE: period.id in student.unavailable,
        Why.UNDER_AGE: reaches_age(student.birth_date, programme.min_age) > period.start,
        Why.BANNED: bool(bans & {None, period.id}),
        Why.VETO: pair in vetoes,
    }
    return next(why for why, applies in found.items() if applies)


def _check_student(facts: Facts, student: int, table: Table) -> None:
    """The smallest number of one student's pins that break a rule together."""
    if broken_by_table(facts, student, table) is None:
        return
    for size in range(2, len(table) + 1):
        for some in combinations(table, size):
            rule = broken_by_table(facts, NOBODY, some)  # the other pins on their own
            if rule is not None:
                pins = tuple(Conflict(Rule.PINS, triple_of(facts, code)) for code in some)
                raise InfeasiblePins((*pins, Conflict(rule)))


def _check_capacity(facts: Facts) -> None:
    held: dict[int, list[int]] = defaultdict(list)
    for fixed in facts.pins.values():
        for code in sorted(fixed):
            held[facts.seat[code]].append(code)
    for seat, codes in sorted(held.items()):
        if len(codes) > facts.cap[seat]:
            pins = [triple_of(facts, code) for code in codes]
            some = sorted(pins)[: facts.cap[seat] + 1]
            raise InfeasiblePins(
                (*(Conflict(Rule.PINS, pin) for pin in some), _at(facts, Rule.CAPACITY, seat))
            )


def _cohort_conflict(facts: Facts, tables: list[Table]) -> tuple[Conflict, ...]:
    """Pins that cannot fill their cohorts, none of which can be spared."""
    needed = [code for table in tables for code in table]
    for code in list(needed):
        without = {other for other in needed if other != code}
        if fill(facts, [tuple(c for c in table if c in without) for table in tables]) is None:
            needed.remove(code)
    return (*_named(facts, needed), *_cohorts(facts, needed))


def _named(facts: Facts, codes: list[int]) -> Iterator[Conflict]:
    return (Conflict(Rule.PINS, pin) for pin in sorted(triple_of(facts, code) for code in codes))


def _cohorts(facts: Facts, codes: list[int]) -> Iterator[Conflict]:
    seats = sorted({facts.seat[code] for code in codes})
    return (_at(facts, Rule.COHORT, seat) for seat in seats if facts.least[seat] > 1)


def _at(facts: Facts, rule: Rule, seat: int) -> Conflict:
    instance = facts.board.instance
    programme, period = divmod(seat, facts.periods)
    return Conflict(
        rule,
        programme=instance.programmes[programme].id,
        period=instance.periods[period].id,
    )


def triple_of(facts: Facts, code: int) -> Triple:
    """A placement with the ids of the file."""
    board = facts.board
    pair, period = divmod(code, facts.periods)
    return Triple(
        board.student_ids[int(board.pair_student[pair])],
        board.instance.programmes[facts.programme[pair]].id,
        board.instance.periods[period].id,
    )
