"""Two plans side by side: the figures of each, and everybody who is touched; no solving."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hub.internship.instance import Instance, Triple

TOP: Final = 2  # ranks that count as a wish fulfilled well


class Touch(StrEnum):
    """What happens to a person between two plans; the first that applies."""

    LEFT = "left"  # is no longer in the round
    LOST = "lost"  # has fewer placements
    GAINED = "gained"  # has more placements
    MOVED = "moved"  # has as many, at least one of them another


@dataclass(frozen=True, slots=True)
class Touched:
    """One person, with the placements that go, come and stay, each by period."""

    student: str
    touch: Touch
    gone: tuple[Triple, ...]
    new: tuple[Triple, ...]
    kept: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a plan gives the people of its round."""

    students: int
    placed: int
    by_count: tuple[int, ...]  # people with 0, 1, … R placements
    by_rank: tuple[int, ...]  # placements at rank 1, 2, …
    unranked: int  # placements that are only acceptable
    worst_rank: int | None

    @property
    def wanted(self) -> int:
        """All placements the round would like to give."""
        return self.students * (len(self.by_count) - 1)

    @property
    def top(self) -> int:
        """Placements at one of the first two wishes."""
        return sum(self.by_rank[:TOP])


@dataclass(frozen=True, slots=True)
class Difference:
    """The plan before, the plan after, and the people between them, by id."""

    before: Figures
    after: Figures
    touched: tuple[Touched, ...]

    @property
    def programmes_touched(self) -> tuple[str, ...]:
        """Programmes somebody leaves or comes to, by id."""
        moved = (each for one in self.touched for each in (*one.gone, *one.new))
        return tuple(sorted({each.programme for each in moved}))


def figures_of(given: Instance, placements: Iterable[Triple]) -> Figures:
    """The figures of one plan; placements of people who are not in the round are left out."""
    wishes = {
        each.id: {name: rank for rank, name in enumerate(each.wishes, start=1)}
        for each in given.students
    }
    held = [each for each in placements if each.student in wishes]
    counts = Counter(each.student for each in held)
    ranks = Counter(wishes[each.student].get(each.programme) for each in held)
    unranked = ranks.pop(None, 0)
    worst = max((rank for rank in ranks if rank is not None), default=None)
    sizes = Counter(counts[student] for student in wishes)
    return Figures(
        students=len(wishes),
        placed=len(held),
        by_count=tuple(sizes[count] for count in range(given.rotations + 1)),
        by_rank=tuple(ranks[rank] for rank in range(1, (worst or 0) + 1)),
        unranked=unranked,
        worst_rank=worst,
    )


def difference(
    before: Instance, held: Iterable[Triple], after: Instance, placements: Iterable[Triple]
) -> Difference:
    """Compare what people have in one plan with what they have in another."""
    old, new = set(held), set(placements)
    order = {period.id: at for at, period in enumerate(after.periods)}
    still = {each.id for each in after.students}
    gone, come, kept = (_by_student(some, order) for some in (old - new, new - old, old & new))
    touched = []
    for student in sorted({*gone, *come}):
        less, more = gone.get(student, ()), come.get(student, ())
        touch = _touch(len(less), len(more), is_here=student in still)
        touched.append(Touched(student, touch, less, more, kept.get(student, ())))
    return Difference(figures_of(before, old), figures_of(after, new), tuple(touched))


def _touch(gone: int, new: int, *, is_here: bool) -> Touch:
    if not is_here:
        return Touch.LEFT
    if gone == new:
        return Touch.MOVED
    return Touch.LOST if gone > new else Touch.GAINED


def _by_student(some: Iterable[Triple], order: dict[str, int]) -> dict[str, tuple[Triple, ...]]:
    found: dict[str, list[Triple]] = {}
    for each in sorted(some, key=lambda each: (order.get(each.period, 0), each.programme)):
        found.setdefault(each.student, []).append(each)
    return {student: tuple(listed) for student, listed in found.items()}
