"""What a course costs and what one person is expected to pay; whole yen only.

Source: groups-and-training, part D1 (cost plan). The final split follows later from the people who
took part; what is shown before is an estimate for a full course.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.kernel.money import split


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of the plan: how many times a price with tax."""

    quantity: int
    unit_yen: int


@dataclass(frozen=True, slots=True)
class CostCard:
    """The sums of the course, and the same for one person; each person row adds up."""

    total_yen: int
    subsidy_yen: int
    own_yen: int
    people: int
    person_total_yen: int
    person_subsidy_yen: int
    person_own_yen: int

    def for_people(self, count: int) -> int:
        """Share of so many people."""
        return self.person_own_yen * count


def total_of(lines: Sequence[CostLine]) -> int:
    """Sum of the plan."""
    return sum(line.quantity * line.unit_yen for line in lines)


def cost_card(lines: Sequence[CostLine], subsidy_yen: int, people: int) -> CostCard:
    """Equal shares of a full course; of shares that differ by a yen the larger one is shown."""
    total = total_of(lines)
    own = total - subsidy_yen
    each = (1,) * people
    person_total, person_own = split(total, each)[0], split(own, each)[0]
    return CostCard(
        total, subsidy_yen, own, people, person_total, person_total - person_own, person_own
    )
