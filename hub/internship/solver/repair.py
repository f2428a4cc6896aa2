"""A feasible plan out of wished placements; nothing is improved.

What clashes is left out; empty cohorts are filled with those who would be left without a place.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from hub.internship.solver.facts import Facts, Table
from hub.internship.solver.rules import broken_by_table
from hub.internship.solver.seating import Seating


def by_student(facts: Facts, codes: Iterable[int], *, is_sorted: bool = True) -> list[list[int]]:
    """Sort placements to their students, cheapest first or as they come."""
    owner = facts.board.pair_student.tolist()
    wanted: list[list[int]] = [[] for _ in range(facts.board.students)]
    for code in codes:
        wanted[owner[code // facts.periods]].append(code)
    for codes_of in wanted if is_sorted else ():
        codes_of.sort(key=lambda code: (facts.price[code], code))
    return wanted


def feasible(facts: Facts, fixed: Sequence[Table], wanted: Sequence[Sequence[int]]) -> Seating:
    """Start from what is fixed (feasible by itself), add what fits, settle the cohorts."""
    seating = Seating(facts)
    seating.copy_from(fixed)
    for student, codes in enumerate(wanted):
        for code in codes:
            _add(seating, student, code)
    _close(seating, fixed)
    _open(seating)
    return seating


def _add(seating: Seating, student: int, code: int) -> None:
    facts, table = seating.facts, seating.tables[student]
    if code in table or len(table) == facts.rotations:
        return
    if seating.use[facts.seat[code]] >= facts.cap[facts.seat[code]]:
        return
    longer = (*table, code)
    useful = facts.worth(longer) < facts.worth(table)
    if useful and broken_by_table(facts, student, longer) is None:
        seating.put(student, longer)


def _close(seating: Seating, fixed: Sequence[Table]) -> None:
    """Send everybody home from seats whose cohort is not reached."""
    facts = seating.facts
    for seat, use in enumerate(seating.use):
        if not 0 < use < facts.least[seat]:
            continue
        for student, code in list(seating.holders[seat].items()):
            if code not in fixed[student]:
                rest = tuple(other for other in seating.tables[student] if other != code)
                seating.put(student, rest)


def _open(seating: Seating) -> None:
    """Fill empty seats that ask for company with people who lack a place, most wanted first."""
    facts = seating.facts
    fans: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for student, table in enumerate(seating.tables):
        if len(table) < facts.rotations:
            for code in facts.options[student]:
                seat = facts.seat[code]
                if facts.least[seat] > 1 and not seating.use[seat]:
                    fans[seat].append((facts.price[code], student, code))
    for seat in sorted(fans, key=lambda seat: (-len(fans[seat]), seat)):
        company = [
            (student, (*seating.tables[student], code))
            for _, student, code in sorted(fans[seat])
            if len(seating.tables[student]) < facts.rotations
        ]
        company = [
            (student, longer)
            for student, longer in company
            if facts.worth(longer) < facts.worth(seating.tables[student])
            and broken_by_table(facts, student, longer) is None
        ]
        if min(len(company), facts.cap[seat]) >= facts.least[seat]:
            for student, longer in company[: facts.cap[seat]]:
                seating.put(student, longer)
