"""Among plans of one value the earlier period is taken: by lottery number, programme, period."""

from hub.internship.solver.rules import broken_by_table
from hub.internship.solver.seating import Seating


def settle(seating: Seating) -> None:
    """Move each placement to the first free seat of its programme that costs the same."""
    facts = seating.facts
    for student in range(len(seating.tables)):
        pins = facts.pins.get(student, frozenset())
        for code in sorted(seating.tables[student]):
            if code not in pins and seating.can_leave(facts.seat[code]):
                _advance(seating, student, code)


def _advance(seating: Seating, student: int, code: int) -> None:
    facts = seating.facts
    rest = tuple(other for other in seating.tables[student] if other != code)
    for earlier in range(code - code % facts.periods, code):
        if not facts.open[earlier] or facts.price[earlier] != facts.price[code]:
            continue
        table = (*rest, earlier)
        if seating.can_enter(facts.seat[earlier]) and not broken_by_table(facts, student, table):
            seating.put(student, table)
            return
