"""Fills the cohorts that pins have opened, by a small integer programme; nothing is optimised."""

from collections import defaultdict
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from hub.internship.solver.facts import NOBODY, Facts, Table
from hub.internship.solver.rules import broken_by_table


def fill(facts: Facts, tables: list[Table]) -> list[Table] | None:
    """The timetables with enough company on every seat in use; None when there is none."""
    use: dict[int, int] = defaultdict(int)
    for table in tables:
        for code in table:
            use[facts.seat[code]] += 1
    short = {seat: facts.least[seat] - n for seat, n in use.items() if n < facts.least[seat]}
    if not short:
        return tables
    found = _choose(facts, tables, short, {seat: facts.cap[seat] - use[seat] for seat in short})
    if found is None:
        return None
    owner = facts.board.pair_student
    filled = list(tables)
    for code in found:
        student = int(owner[code // facts.periods])
        filled[student] = (*filled[student], code)
    return filled


def _choose(
    facts: Facts, tables: list[Table], short: dict[int, int], free: dict[int, int]
) -> list[int] | None:
    """Placements that fill the seats, at least cost; bad timetables are cut off as they come."""
    codes, owners = _candidates(facts, tables, short)
    seats = sorted(short)
    rows = [[at for at, code in enumerate(codes) if facts.seat[code] == seat] for seat in seats]
    low: list[float] = [short[seat] for seat in seats]
    high: list[float] = [free[seat] for seat in seats]
    for some in _conflicting(facts, tables, codes, owners):
        rows.append(some)
        low.append(-np.inf)
        high.append(len(some) - 1)
    while codes:
        chosen = _solved(facts, codes, rows, low, high)
        if chosen is None:
            return None
        bad = _bad(facts, tables, [(owners[at], at, codes[at]) for at in chosen])
        if not bad:
            return [codes[at] for at in chosen]
        for some in bad:
            rows.append(some)
            low.append(-np.inf)
            high.append(len(some) - 1)
    return None


def _candidates(
    facts: Facts, tables: list[Table], short: dict[int, int]
) -> tuple[list[int], list[int]]:
    codes, owners = [], []
    for student, options in enumerate(facts.options):
        for code in options:
            if facts.seat[code] in short and _stands(facts, (*tables[student], code)):
                codes.append(code)
                owners.append(student)
    return codes, owners


def _stands(facts: Facts, table: Table) -> bool:
    return broken_by_table(facts, NOBODY, table) is None


def _conflicting(
    facts: Facts, tables: list[Table], codes: list[int], owners: list[int]
) -> list[list[int]]:
    """Pairs of candidates of one student that cannot both be."""
    of: dict[int, list[int]] = defaultdict(list)
    for at, owner in enumerate(owners):
        of[owner].append(at)
    return [
        [one, two]
        for owner, some in of.items()
        for one, two in combinations(some, 2)
        if not _stands(facts, (*tables[owner], codes[one], codes[two]))
    ]


def _bad(facts: Facts, tables: list[Table], chosen: list[tuple[int, int, int]]) -> list[list[int]]:
    of: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for owner, at, code in chosen:
        of[owner].append((at, code))
    return [
        [at for at, _ in some]
        for owner, some in of.items()
        if not _stands(facts, (*tables[owner], *(code for _, code in some)))
    ]


def _solved(
    facts: Facts, codes: list[int], rows: list[list[int]], low: list[float], high: list[float]
) -> list[int] | None:
    size = sum(len(row) for row in rows)
    at = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    column = np.array([each for row in rows for each in row], dtype=np.int64)
    matrix = csr_array((np.ones(size), (at, column)), shape=(len(rows), len(codes)))
    answer = milp(
        np.array([float(facts.price[code] + 1) for code in codes]),
        integrality=np.ones(len(codes), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, low, high),
    )
    if answer.x is None:
        return None
    return np.flatnonzero(np.rint(answer.x)).tolist()
