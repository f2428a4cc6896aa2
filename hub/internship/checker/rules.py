"""The hard rules H1 to H9, each one named function in one list."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Final, TypeAlias

from hub.internship.checker.documents import Instance, Pair, Placement
from hub.internship.checker.findings import Violation

Placements: TypeAlias = tuple[Placement, ...]
Rule: TypeAlias = Callable[[Instance, Placements], Iterator[Violation]]


def age_on(day: date, birth_date: date) -> int:
    """Whole years; who is born on 29 February grows older on 1 March of a common year."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def obstacle(instance: Instance, placement: Placement) -> str:
    """The first reason why this placement cannot be, on its own; empty when it can."""
    student = instance.students.get(placement.student)
    if student is None:
        return "unknown_student"
    if placement.programme not in instance.programmes:
        return "unknown_programme"
    if placement.period not in instance.starts:
        return "unknown_period"
    if placement.programme not in student.listed:
        return "not_listed"
    return first_bar(instance, placement)


def first_bar(instance: Instance, placement: Placement) -> str:
    """The first bar in the order in which reasons are told; all three ids are known."""
    student = instance.students[placement.student]
    programme = instance.programmes[placement.programme]
    pair = Pair(placement.student, placement.programme)
    age = age_on(instance.starts[placement.period], student.birth_date)
    if programme.capacity.get(placement.period, 0) == 0:
        return "closed"
    if placement.period in student.unavailable:
        return "unavailable"
    if age < programme.min_age:
        return "under_age"
    if pair in instance.pair_bans or placement in instance.period_bans:
        return "banned"
    return "veto" if pair in instance.vetoes else ""


def only_possible_placements(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H1: listed, open, free in that period, old enough, not banned, not vetoed."""
    for placement in placements:
        if cause := obstacle(instance, placement):
            yield Violation("H1", cause, *placement)


def one_placement_per_period(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H2: nobody is in two places at once."""
    del instance
    held = Counter((row.student, row.period) for row in placements)
    for (student, period), count in held.items():
        if count > 1:
            yield Violation("H2", "clash", student, period=period, found=count, expected=1)


def one_placement_per_firm(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H3: each firm once, whichever of its programmes."""
    held: defaultdict[tuple[str, str], list[Placement]] = defaultdict(list)
    for row in _known(instance, placements):
        held[row.student, instance.programmes[row.programme].firm].append(row)
    for rows in held.values():
        for row in rows[1:]:
            yield Violation("H3", "same_firm", *row, found=len(rows), expected=1)


def at_most_the_rotations_asked(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H4: nobody has more placements than the round gives."""
    for student, count in Counter(row.student for row in placements).items():
        if count > instance.rotations:
            yield Violation("H4", "rotations", student, found=count, expected=instance.rotations)


def enough_trades(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H5: no trade too often, and a full timetable covers the trades asked."""
    most = instance.rotations - instance.min_trades + 1
    trades: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in _known(instance, placements):
        trades[row.student][instance.programmes[row.programme].trade] += 1
    for student, counts in trades.items():
        for trade, count in counts.items():
            if count > most:
                yield Violation("H5", f"trade_cap:{trade}", student, found=count, expected=most)
        if counts.total() >= instance.rotations and len(counts) < instance.min_trades:
            yield Violation(
                "H5", "few_trades", student, found=len(counts), expected=instance.min_trades
            )


def seats_are_enough(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H6: no more people than seats."""
    for (programme, period), count in _use(instance, placements).items():
        seats = instance.programmes[programme].capacity.get(period, 0)
        if count > seats:
            yield Violation("H6", "full", "", programme, period, count, seats)


def cohorts_are_filled(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H7: a programme starts with its smallest group or not at all."""
    for (programme, period), count in _use(instance, placements).items():
        least = instance.programmes[programme].min_cohort
        if count < least:
            yield Violation("H7", "cohort", "", programme, period, count, least)


def pins_stand(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """H8: every pin is in the plan, and a pin opens nothing that is closed."""
    held = frozenset(placements)
    for pin in instance.pins:
        if pin not in held:
            yield Violation("H8", "pin_missing", *pin, found=0, expected=1)
        if cause := obstacle(instance, pin):
            yield Violation("H8", f"pin_{cause}", *pin)


def earlier_programmes_come_first(
    instance: Instance, placements: Placements
) -> Iterator[Violation]:
    """H9: of two programmes held, the one the other builds on starts earlier."""
    held: defaultdict[str, list[Placement]] = defaultdict(list)
    for row in _known(instance, placements):
        if row.period in instance.starts:
            held[row.student].append(row)
    for rows in held.values():
        for later in rows:
            first = instance.programmes[later.programme].after
            for earlier in rows:
                if earlier.programme in first and not _starts_before(
                    instance.starts, earlier, later
                ):
                    yield Violation(
                        "H9",
                        f"precedence:{earlier.programme}",
                        *later,
                        found=instance.starts[earlier.period].isoformat(),
                        expected=f"<{instance.starts[later.period].isoformat()}",
                    )


def _starts_before(starts: Mapping[str, date], one: Placement, other: Placement) -> bool:
    return starts[one.period] < starts[other.period]


def _known(instance: Instance, placements: Iterable[Placement]) -> Iterator[Placement]:
    """Placements in programmes that exist; H1 has named the others."""
    return (row for row in placements if row.programme in instance.programmes)


def _use(instance: Instance, placements: Placements) -> Counter[tuple[str, str]]:
    return Counter(
        (row.programme, row.period)
        for row in _known(instance, placements)
        if row.period in instance.starts
    )


RULES: Final[Mapping[str, Rule]] = {
    "H1": only_possible_placements,
    "H2": one_placement_per_period,
    "H3": one_placement_per_firm,
    "H4": at_most_the_rotations_asked,
    "H5": enough_trades,
    "H6": seats_are_enough,
    "H7": cohorts_are_filled,
    "H8": pins_stand,
    "H9": earlier_programmes_come_first,
}


def broken_rules(instance: Instance, placements: Placements) -> Iterator[Violation]:
    """Every violation of every hard rule."""
    for rule in RULES.values():
        yield from rule(instance, placements)
