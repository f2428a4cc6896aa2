"""Can the pins stand together? Names the rules they break, else seats them with their cohorts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    for pin in facts.board.loose_pins:
        why = first_why(facts.board.instance, pin)
        raise InfeasiblePins((Conflict(Rule.POSSIBLE, pin, why=why),))
    pins = sorted(code for fixed in facts.pins.values() for code in fixed)
    problem = _problem(facts, pins)
    if problem is None:
        return fill(facts, _tables(facts, pins)) or _tables(facts, pins)
    needed = list(problem.codes)
    for code in problem.codes:
        smaller = _problem(facts, [other for other in needed if other != code])
        if smaller is not None:
            needed.remove(code)
            problem = smaller
    raise InfeasiblePins((*_named(facts, needed), *_needed(facts, needed, problem.rules)))


def _needed(facts: Facts, pins: list[int], rules: tuple[Conflict, ...]) -> Iterator[Conflict]:
    """Leave out the cohorts without which the pins could not stand together either."""
    instance = facts.board.instance
    programmes = {each.id: at for at, each in enumerate(instance.programmes)}
    whens = {each.id: at for at, each in enumerate(instance.periods)}
    for rule in rules:
        if rule.rule is Rule.COHORT and rule.programme and rule.period:
            seat = programmes[rule.programme] * facts.periods + whens[rule.period]
            spared = replace(facts, least=[*facts.least[:seat], 1, *facts.least[seat + 1 :]])
            if _problem(spared, pins) is not None:
                facts = spared
                continue
        yield rule


@dataclass(frozen=True, slots=True)
class _Problem:
    """Pins that cannot stand together, and the rules they break."""

    codes: tuple[int, ...]
    rules: tuple[Conflict, ...]


def _problem(facts: Facts, pins: list[int]) -> _Problem | None:
    """The first thing wrong with these pins: a timetable, a capacity, a cohort."""
    tables = _tables(facts, pins)
    for table in tables:
        found = _of_table(facts, table)
        if found is not None:
            return found
    found = _of_capacity(facts, pins)
    if found is not None or fill(facts, tables) is not None:
        return found
    return _Problem(tuple(pins), tuple(_cohorts(facts, pins)))


def _tables(facts: Facts, pins: list[int]) -> list[Table]:
    tables: list[Table] = [()] * facts.board.students
    for code in pins:
        student = int(facts.board.pair_student[code // facts.periods])
        tables[student] = (*tables[student], code)
    return tables


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


def _of_table(facts: Facts, table: Table) -> _Problem | None:
    """The smallest number of one student's pins that break a rule together."""
    if broken_by_table(facts, NOBODY, table) is None:
        return None
    for size in range(2, len(table) + 1):
        for some in combinations(table, size):
            rule = broken_by_table(facts, NOBODY, some)
            if rule is not None:
                return _Problem(some, (Conflict(rule),))
    return None


def _of_capacity(facts: Facts, pins: list[int]) -> _Problem | None:
    held: dict[int, list[int]] = defaultdict(list)
    for code in pins:
        held[facts.seat[code]].append(code)
    for seat, codes in sorted(held.items()):
        if len(codes) > facts.cap[seat]:
            some = sorted(codes, key=lambda code: triple_of(facts, code))[: facts.cap[seat] + 1]
            return _Problem(tuple(some), (_at(facts, Rule.CAPACITY, seat),))
    return None


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
