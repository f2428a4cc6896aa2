"""Deferred acceptance for rounds of one rotation, and the pairs that would leave a plan together.

Students ask for their programmes in order; a seat keeps those it was rated best for, then those
with the better lottery number. Shown beside the best plan: its value is worse, but nobody can
say that a firm would rather have had them.
"""

from collections import deque
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from hub.internship.instance import Instance
from hub.internship.solver.facts import Facts, Table

UNRANKED: Final = (
    1 << 30
)  # acceptable programmes come after all wishes and are as good as each other


class Bar(StrEnum):
    """Why deferred acceptance has no meaning in a round."""

    ROTATIONS = "rotations"
    COHORT = "cohort"
    PINS = "pins"
    ORDER = "after"


def bar_of(instance: Instance) -> Bar | None:
    """The first thing in the way, None when there is none."""
    found = {
        Bar.ROTATIONS: instance.rotations != 1,
        Bar.COHORT: any(each.min_cohort > 1 for each in instance.programmes),
        Bar.PINS: bool(instance.pins),
        Bar.ORDER: any(each.after for each in instance.programmes),
    }
    return next((bar for bar, applies in found.items() if applies), None)


class Tastes:
    """What students and seats like, by pair."""

    def __init__(self, facts: Facts) -> None:
        """Read ranks and ratings off the round."""
        board = facts.board
        self.facts = facts
        students = {each.id: each for each in board.instance.students}
        ratings = {(each.student, each.programme): each.value for each in board.instance.ratings}
        ranks = {
            name: {programme: rank for rank, programme in enumerate(student.wishes)}
            for name, student in students.items()
        }
        self.owner: list[int] = board.pair_student.tolist()
        self.rank: list[int] = []
        self.rating: list[int] = []
        for student, programme in zip(self.owner, facts.programme, strict=True):
            name, offered = board.student_ids[student], board.instance.programmes[programme].id
            self.rank.append(ranks[name].get(offered, UNRANKED))
            self.rating.append(ratings.get((name, offered)) or 0)

    def standing(self, code: int) -> tuple[int, int]:
        """The place of a student in the order of a seat: rating, then lottery; less is better."""
        pair = code // self.facts.periods
        return self.rating[pair], self.owner[pair]


def deferred_acceptance(facts: Facts) -> list[Table]:
    """The stable plan that is best for the students."""
    tastes = Tastes(facts)
    asks = [
        deque(sorted(codes, key=lambda code: (tastes.rank[code // facts.periods], code)))
        for codes in facts.options
    ]
    held: list[list[int]] = [[] for _ in facts.cap]
    waiting = deque(range(len(asks)))
    while waiting:
        student = waiting.popleft()
        while asks[student]:
            code = asks[student].popleft()
            seat = facts.seat[code]
            held[seat].append(code)
            if len(held[seat]) <= facts.cap[seat]:
                break
            last = max(held[seat], key=tastes.standing)
            held[seat].remove(last)
            if last != code:
                waiting.append(tastes.owner[last // facts.periods])
                break
    tables: list[Table] = [()] * len(asks)
    for codes in held:
        for code in codes:
            tables[tastes.owner[code // facts.periods]] = (code,)
    return tables


def blocking_pairs(facts: Facts, tables: Sequence[Table]) -> list[tuple[int, int]]:
    """Student and programme that would both rather have each other than what the plan gives."""
    tastes = Tastes(facts)
    worst: dict[int, int] = {}
    use = [0] * len(facts.cap)
    for table in tables:
        for code in table:
            seat, rating = facts.seat[code], tastes.rating[code // facts.periods]
            use[seat] += 1
            worst[seat] = max(worst.get(seat, 0), rating)
    found: set[tuple[int, int]] = set()
    for student, codes in enumerate(facts.options):
        own = min((tastes.rank[code // facts.periods] for code in tables[student]), default=None)
        for code in codes:
            pair, seat = code // facts.periods, facts.seat[code]
            wants = own is None or tastes.rank[pair] < own
            is_free = use[seat] < facts.cap[seat]
            if wants and (is_free or worst.get(seat, 0) > tastes.rating[pair]):
                found.add((student, facts.programme[pair]))
    return sorted(found)
