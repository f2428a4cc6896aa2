"""The hard rules H1-H9, one function each, as they stand in the design; no search.

A rule answers with its own id when it is broken and with None when it holds.
"""

from collections import Counter
from collections.abc import Callable
from enum import StrEnum
from itertools import permutations
from typing import Final

from hub.internship.solver.facts import Facts, Table


class Rule(StrEnum):
    """The ids of the hard rules."""

    POSSIBLE = "H1"
    ONE_PER_PERIOD = "H2"
    ONE_PER_FIRM = "H3"
    ROTATIONS = "H4"
    TRADES = "H5"
    CAPACITY = "H6"
    COHORT = "H7"
    PINS = "H8"
    ORDER = "H9"


def possible(facts: Facts, _student: int, table: Table) -> Rule | None:
    """H1: every placement is one that may be at all."""
    return None if all(facts.open[code] for code in table) else Rule.POSSIBLE


def one_per_period(facts: Facts, _student: int, table: Table) -> Rule | None:
    """H2: a student is at one place in one period."""
    periods = {code % facts.periods for code in table}
    return None if len(periods) == len(table) else Rule.ONE_PER_PERIOD


def one_per_firm(facts: Facts, _student: int, table: Table) -> Rule | None:
    """H3: a student visits a firm once, whatever the programme."""
    firms = {facts.firm[code // facts.periods] for code in table}
    return None if len(firms) == len(table) else Rule.ONE_PER_FIRM


def at_most_rotations(facts: Facts, _student: int, table: Table) -> Rule | None:
    """H4: no more placements than the round gives."""
    return None if len(table) <= facts.rotations else Rule.ROTATIONS


def enough_trades(facts: Facts, _student: int, table: Table) -> Rule | None:
    """H5: no trade too often, and a full timetable holds enough trades."""
    counts = Counter(facts.trade[code // facts.periods] for code in table)
    if any(count > facts.trade_limit for count in counts.values()):
        return Rule.TRADES
    short = len(counts) < facts.rotations - facts.trade_limit + 1
    return Rule.TRADES if short and len(table) == facts.rotations else None


def pins_hold(facts: Facts, student: int, table: Table) -> Rule | None:
    """H8: what is fixed stays."""
    return None if facts.pins.get(student, frozenset()) <= set(table) else Rule.PINS


def order_kept(facts: Facts, _student: int, table: Table) -> Rule | None:
    """H9: of two ordered programmes the first comes in an earlier period."""
    width = facts.periods
    held = [(facts.programme[code // width], code % width) for code in table]
    held = [pair for pair in held if pair[0] in facts.ordered]
    for (early, when), (late, then) in permutations(held, 2):
        if (early, late) in facts.board.before and when >= then:
            return Rule.ORDER
    return None


def within_capacity(facts: Facts, seat: int, use: int) -> Rule | None:
    """H6: no seat is given twice."""
    return None if use <= facts.cap[seat] else Rule.CAPACITY


def cohort_reached(facts: Facts, seat: int, use: int) -> Rule | None:
    """H7: nobody comes, or at least the cohort."""
    return None if use == 0 or use >= facts.least[seat] else Rule.COHORT


TableRule = Callable[[Facts, int, Table], Rule | None]
SeatRule = Callable[[Facts, int, int], Rule | None]
TABLE_RULES: Final[tuple[TableRule, ...]] = (
    possible,
    one_per_period,
    one_per_firm,
    at_most_rotations,
    enough_trades,
    pins_hold,
    order_kept,
)
SEAT_RULES: Final[tuple[SeatRule, ...]] = (within_capacity, cohort_reached)
RULES: Final = (*TABLE_RULES, *SEAT_RULES)


def broken_by_table(facts: Facts, student: int, table: Table) -> Rule | None:
    """The first rule a student's timetable breaks."""
    for rule in TABLE_RULES:
        found = rule(facts, student, table)
        if found is not None:
            return found
    return None


def broken_by_seat(facts: Facts, seat: int, use: int) -> Rule | None:
    """The first rule broken by so many people on one seat."""
    return within_capacity(facts, seat, use) or cohort_reached(facts, seat, use)
