"""What a plan says about itself beside its figures: order, origin, and who lacks what and why."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import Final

from hub.internship.checker.documents import Instance, PairReason, Placement, Plan, Unplaced
from hub.internship.checker.findings import Violation
from hub.internship.checker.rules import first_bar

NOT_LISTED: Final = "not_listed"
OWN_BARS: Final = ("closed", "unavailable", "under_age", "banned", "veto")
# A pair's reason is that of the period that got furthest in this order.
REASONS: Final = (
    NOT_LISTED,
    *OWN_BARS,
    "same_firm",
    "trade_cap",
    "clash",
    "precedence",
    "cohort",
    "full",
    "value",
)


def wrong_order(instance: Instance, plan: Plan) -> Iterator[Violation]:
    """Placements are sorted by student, then by the period's start."""
    for before, after in pairwise(plan.placements):
        if _place(instance.starts, after) < _place(instance.starts, before):
            yield Violation("order", "unsorted", *after)


def _place(starts: Mapping[str, date], row: Placement) -> tuple[str, date]:
    return row.student, starts.get(row.period, date.max)


def wrong_origin(
    plan: Plan, instance: Instance, instance_bytes: bytes, published_bytes: bytes | None
) -> Iterator[Violation]:
    """The plan names the very files it was made from."""
    right = sha256(instance_bytes).hexdigest()
    if plan.input_sha256 != right:
        yield Violation("input_sha256", "differs", found=plan.input_sha256, expected=right)
    if plan.seed != instance.seed:
        yield Violation("seed", "differs", found=plan.seed, expected=instance.seed)
    if published_bytes is not None:
        right = sha256(published_bytes).hexdigest()
        if plan.published_sha256 != right:
            yield Violation(
                "published_sha256", "differs", found=plan.published_sha256, expected=right
            )
    elif plan.published_sha256 is None and plan.objective.penalty:
        yield Violation(
            "objective.penalty", "nothing_published", found=plan.objective.penalty, expected=0
        )


def wrong_unplaced(instance: Instance, plan: Plan) -> Iterator[Violation]:
    """Every student with fewer placements than asked stands in the list once, nobody else."""
    counts = Counter(row.student for row in plan.placements)
    missing = {
        student: instance.rotations - counts[student]
        for student in instance.students
        if counts[student] < instance.rotations
    }
    stated = Counter(entry.student for entry in plan.unplaced)
    for student in missing.keys() - stated.keys():
        yield Violation("unplaced", "entry_missing", student, expected=missing[student])
    for student, times in stated.items():
        if times > 1:
            yield Violation("unplaced", "entry_repeated", student, found=times, expected=1)
        if student not in missing:
            yield Violation("unplaced", "entry_too_many", student)
    held = {(row.student, row.programme) for row in plan.placements}
    for entry in plan.unplaced:
        if entry.student in missing:
            yield from _wrong_entry(instance, entry, missing[entry.student])
            listed = instance.students[entry.student].listed
            unfilled = {name for name in listed if (entry.student, name) not in held}
            yield from _wrong_reasons(entry, listed, unfilled)


def _wrong_entry(instance: Instance, entry: Unplaced, missing: int) -> Iterator[Violation]:
    if entry.missing != missing:
        yield Violation("unplaced", "missing", entry.student, found=entry.missing, expected=missing)
    for row in entry.reasons:
        yield from _wrong_words(entry.student, row)
        if row.programme in instance.programmes and row.reason != NOT_LISTED:
            yield from _wrong_periods(instance, entry.student, row)


def _wrong_reasons(
    entry: Unplaced, listed: frozenset[str], unfilled: set[str]
) -> Iterator[Violation]:
    stated = Counter(row.programme for row in entry.reasons)
    for programme in sorted(unfilled - stated.keys()):
        yield Violation("unplaced", "reason_missing", entry.student, programme)
    for row in entry.reasons:
        asked_by_staff = row.reason == NOT_LISTED and row.programme not in listed
        lists_nothing = not listed and not row.programme and row.reason in {NOT_LISTED, "closed"}
        if row.programme not in unfilled and not asked_by_staff and not lists_nothing:
            yield Violation("unplaced", "reason_too_many", entry.student, row.programme)
        elif row.programme in unfilled and row.reason == NOT_LISTED:
            yield Violation("unplaced", "reason_untrue", entry.student, row.programme)
    for programme, times in stated.items():
        if times > 1:
            yield Violation(
                "unplaced", "reason_repeated", entry.student, programme, found=times, expected=1
            )


def _wrong_words(student: str, row: PairReason) -> Iterator[Violation]:
    for period, word in [("", row.reason), *((each.period, each.reason) for each in row.periods)]:
        if word not in REASONS:
            yield Violation("unplaced", "unknown_reason", student, row.programme, period, word)


def _wrong_periods(instance: Instance, student: str, row: PairReason) -> Iterator[Violation]:
    """Each period once, what the instance alone decides is true, and the furthest one counts."""
    for period, times in Counter(each.period for each in row.periods).items():
        if period not in instance.starts or times > 1:
            yield Violation(
                "unplaced", "period", student, row.programme, period, found=times, expected=1
            )
    for each in row.periods:
        if each.period in instance.starts:
            bar = first_bar(instance, Placement(student, row.programme, each.period))
            if bar != (each.reason if each.reason in OWN_BARS else ""):
                yield Violation(
                    "unplaced",
                    "reason_untrue",
                    student,
                    row.programme,
                    each.period,
                    each.reason,
                    bar,
                )
    ranks = [REASONS.index(each.reason) for each in row.periods if each.reason in REASONS]
    if ranks and row.reason in REASONS and REASONS.index(row.reason) != max(ranks):
        yield Violation(
            "unplaced",
            "reason_not_furthest",
            student,
            row.programme,
            found=row.reason,
            expected=REASONS[max(ranks)],
        )
