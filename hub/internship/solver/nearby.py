"""Mending after a small loss: only those who lost a place and those around them may move.

Everybody else stays seated and is not even looked at. The people around are a small round of
their own, in which the seats have as many places as the others leave.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from hub.internship.instance import Instance, Triple
from hub.internship.plan import (
    Bound,
    Changes,
    Objective,
    PairReason,
    Plan,
    Published,
    Stage,
    StageRow,
    Unplaced,
    Why,
    gap_of,
)
from hub.internship.solver import ties
from hub.internship.solver.block_model import block_of
from hub.internship.solver.board import CHANGE_COST, board_of
from hub.internship.solver.chains import Steps, improve
from hub.internship.solver.facts import Facts, facts_of
from hub.internship.solver.model import Limits
from hub.internship.solver.pins import triple_of
from hub.internship.solver.reasons import Reasons
from hub.internship.solver.seating import Seating
from hub.internship.solver.standing import Seat, Standing
from hub.internship.solver.versions import versions

SHARE: Final = 100  # a loss of more than 1 in so many placements is not small
FEW: Final = 30  # placements whose loss is always small
_RIVALS: Final = 50  # people around each one who lost a place
_GROUP: Final = 600  # people who may move
_MISSING: Final = 1_000  # people without a place whose reasons can still be told quickly
_ROUNDS: Final = 200
_NODES: Final = 50
_COLUMNS: Final = 4_000


def mend_nearby(
    given: Instance, published: Published, should_stop: Callable[[], bool] = lambda: False
) -> Plan | None:
    """The plan with only the nearby moved; None when too much is lost for that, or for too many.

    The same loss gives the same plan: nothing depends on the clock.
    """
    started = time.perf_counter()
    standing = Standing(given, published.triples)
    lost = len(published.triples) - sum(map(len, standing.held.values()))
    small = max(FEW, len(published.triples) // SHARE)
    if not standing.is_sound or lost > small:
        return None
    missing = [
        each.id for each in given.students if len(standing.held.get(each.id, ())) < given.rotations
    ]
    if len(missing) > _MISSING:
        return None
    group = _group(standing, missing)
    if len(group) > _GROUP + _MISSING:
        return None
    near = _Nearby(standing, group, published)
    near.search(should_stop)
    if not near.is_mended():
        return None
    return near.plan(started)


def _group(standing: Standing, missing: list[str]) -> set[str]:
    """Who lacks a place or lost one, who holds what they could have, and unfilled company."""
    group = {*missing, *(each for each in standing.loosened if each in standing.students)}
    first = sorted(
        who for who in group if who in standing.loosened or _lists(standing, who, standing.freed)
    )
    for who in first:
        rivals: dict[str, None] = {}
        for seat in standing.seats_of(standing.students[who]):
            rivals.update(dict.fromkeys(standing.holders.get(seat, ())))
            if len(rivals) >= _RIVALS:
                break
        group.update(list(rivals)[:_RIVALS])
    return _with_company(standing, group)


def _lists(standing: Standing, who: str, seats: set[Seat]) -> bool:
    return any(seat in seats for seat in standing.seats_of(standing.students[who]))


def _with_company(standing: Standing, group: set[str]) -> set[str]:
    """Those who sit with a member where the others alone would be too few belong to the group."""
    waiting = sorted(group)
    while waiting:
        for each in standing.held.get(waiting.pop(), ()):
            least = standing.programmes[each.programme].min_cohort
            people = standing.holders[each.programme, each.period] if least > 1 else ()
            others = [who for who in people if who not in group]
            if 0 < len(others) < least:
                group.update(others)
                waiting += others
    return group


class _Nearby:
    """The small round of the group, within the large one."""

    def __init__(self, standing: Standing, group: set[str], published: Published) -> None:
        self.standing, self.group, self.published = standing, group, published
        given = standing.given
        small = replace(
            given,
            students=tuple(each for each in given.students if each.id in group),
            ratings=tuple(each for each in given.ratings if each.student in group),
            pins=tuple(each for each in given.pins if each.student in group),
            bans=tuple(each for each in given.bans if each.student in group),
        )
        self.small = small
        self._sitting: dict[Seat, list[str]] | None = None  # everybody's places, once asked for
        kept = [each for each in published.triples if each.student in group]
        self.facts = self._facts(facts_of(board_of(small, kept)))
        self.seating = Seating(self.facts)
        self._seat_all()

    def _facts(self, facts: Facts) -> Facts:
        """Take away the places of those who stay."""
        outside = np.zeros(len(facts.caps), dtype=np.int64)
        programmes = {each.id: at for at, each in enumerate(self.small.programmes)}
        periods = {each.id: at for at, each in enumerate(self.small.periods)}
        for (name, period), people in self.standing.holders.items():
            seat = programmes[name] * facts.periods + periods[period]
            outside[seat] = sum(who not in self.group for who in people)
        full = np.array(
            [each.capacity.get(period.id, 0) for each in self.small.programmes
             for period in self.small.periods], dtype=np.int64,
        )  # fmt: skip
        least = np.repeat([each.min_cohort for each in self.small.programmes], facts.periods)
        caps = np.minimum(full - outside, facts.board.students)
        leasts = np.where(outside > 0, 1, np.minimum(least, facts.board.students + 1))
        return replace(facts, caps=caps, leasts=leasts, cap=caps.tolist(), least=leasts.tolist())

    def _seat_all(self) -> None:
        """Everybody of the group on the place that was kept."""
        facts, board = self.facts, self.facts.board
        programmes = {each.id: at for at, each in enumerate(self.small.programmes)}
        periods = {each.id: at for at, each in enumerate(self.small.periods)}
        firsts = board.first_pair.tolist()
        for student, name in enumerate(board.student_ids):
            pair_of = {
                facts.programme[pair]: pair for pair in range(firsts[student], firsts[student + 1])
            }
            held = self.standing.held.get(name, ())
            self.seating.put(
                student,
                tuple(
                    pair_of[programmes[each.programme]] * facts.periods + periods[each.period]
                    for each in held
                ),
            )

    def search(self, should_stop: Callable[[], bool]) -> None:
        """Chains first; a search of the small round where they leave somebody out."""
        steps = Steps(self.seating)
        for _ in range(_ROUNDS):
            if should_stop() or not improve(steps):
                break
        if not self.is_mended() and not should_stop():
            self._search_all(should_stop)
        ties.settle(self.seating)

    def _search_all(self, should_stop: Callable[[], bool]) -> None:
        facts = self.facts
        codes = np.array(sorted(code for some in facts.options for code in some), dtype=np.int64)
        held = [code for table in self.seating.tables for code in table]
        if len(codes) > _COLUMNS:
            free = facts.caps[facts.seats[codes]] > 0
            codes = codes[free]
        if len(codes) > 4 * _COLUMNS:
            return
        codes = np.unique(np.concatenate([codes, np.array(held, dtype=np.int64)]))
        everybody = np.arange(facts.board.students)
        nothing_sure = np.zeros((facts.board.students, facts.rotations), dtype=np.bool_)
        block = block_of(self.seating, everybody, codes, nothing_sure)
        answer = block.model.solve(Limits(_NODES, 1e9, should_stop))
        changed = {
            student: table
            for student, table in (block.tables(facts, answer) or {}).items()
            if set(table) != set(self.seating.tables[student])
        }
        if changed:
            self.seating.try_all(changed)

    def is_mended(self) -> bool:
        """Say whether everybody has as many places again as were published, or could have."""
        before: dict[str, int] = {}
        for each in self.published.triples:
            before[each.student] = before.get(each.student, 0) + 1
        names, tables = self.facts.board.student_ids, self.seating.tables
        return all(
            len(table) >= min(before.get(name, 0), self.facts.rotations)
            or len(table) >= min(before[name], self._most(student))
            for student, (name, table) in enumerate(zip(names, tables, strict=True))
        )

    def _most(self, student: int) -> int:
        """No timetable of the student is longer: periods and firms come once."""
        facts, options = self.facts, self.facts.options[student]
        periods = {code % facts.periods for code in options}
        return min(len(periods), len({facts.firm[code // facts.periods] for code in options}))

    def plan(self, started: float) -> Plan:
        """The whole plan: those who stay, and the group as it sits now."""
        standing, given = self.standing, self.standing.given
        placements = self._placements()
        kept = len(self.published.triples.intersection(placements))
        possible = standing.possible
        published = len(self.published.triples)
        objective = self._objective(placements, published - kept)
        bound = self._bound(objective)
        row = StageRow(
            stage=Stage.CHAINS,
            elapsed_s=round(time.perf_counter() - started, 3),
            placed=objective.placed,
            value=objective.value,
            bound=bound.value,
            gap=gap_of(objective, bound),
        )
        return Plan(
            placements=placements,
            unplaced=tuple(self._told(each, placements) for each in self._unplaced()),
            objective=objective,
            bound=bound,
            stages=(row,),
            input_sha256=given.sha256,
            seed=given.seed,
            published_sha256=self.published.sha256,
            changes=Changes(kept, published - possible, possible - kept),
            versions=versions(),
        )

    def _placements(self) -> tuple[Triple, ...]:
        """By student and period; students of a round stand in order."""
        standing, order = self.standing, {each.id: at for at, each in enumerate(self.small.periods)}
        mine = {
            name: sorted(
                (triple_of(self.facts, code) for code in table),
                key=lambda each: order[each.period],
            )
            for name, table in zip(self.facts.board.student_ids, self.seating.tables, strict=True)
        }
        return tuple(
            triple
            for each in standing.given.students
            for triple in mine.get(each.id, standing.held.get(each.id, ()))
        )

    def _objective(self, placements: tuple[Triple, ...], changed: int) -> Objective:
        standing, tables = self.standing, self.seating.tables
        pair_cost, width = self.facts.board.pair_cost, self.facts.periods
        cost = sum(int(pair_cost[code // width]) for table in tables for code in table)
        reward = sum(standing.reward[len(table)] for table in tables)
        for who, table in standing.held.items():
            if who not in self.group:
                cost += standing.cost_of(who)[0]
                reward += standing.reward[len(table)]
        return Objective(len(placements), cost, CHANGE_COST * changed, reward)

    def _bound(self, objective: Objective) -> Bound:
        """What nobody's own timetable can beat, whatever the others do."""
        standing, given = self.standing, self.standing.given
        base = CHANGE_COST * len(standing.published)
        value = base + sum(standing.least_worth(each) for each in given.students)
        lists = (
            min(len({*each.wishes, *each.acceptable}), given.rotations) for each in given.students
        )
        seats = sum(
            min(n, len(given.students)) for each in given.programmes for n in each.capacity.values()
        )
        return Bound(min(value, objective.value), max(objective.placed, min(sum(lists), seats)))

    def _unplaced(self) -> tuple[Unplaced, ...]:
        full = self.small.rotations
        if all(len(table) == full for table in self.seating.tables):
            return ()
        return Reasons(self.seating, None).unplaced()

    def _told(self, row: Unplaced, placements: tuple[Triple, ...]) -> Unplaced:
        """Holders from outside the group are holders too."""
        if not any(each.reason is Why.FULL for each in row.reasons):
            return row
        if self._sitting is None:
            self._sitting = {}
            for each in placements:
                self._sitting.setdefault((each.programme, each.period), []).append(each.student)
        return replace(row, reasons=tuple(self._with_holders(each) for each in row.reasons))

    def _with_holders(self, reason: PairReason) -> PairReason:
        if reason.reason is not Why.FULL or reason.programme is None:
            return reason
        people = {
            who
            for each in reason.periods
            if each.reason is Why.FULL
            for who in (self._sitting or {}).get((reason.programme, each.period), ())
        }
        return replace(reason, holders=tuple(sorted(people)))
