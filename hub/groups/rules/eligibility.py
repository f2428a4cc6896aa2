"""Whether a group may be registered: one verdict per rule, each with its figures.

Source: groups-and-training, part B (eligibility G1 to G6). The standard figures hold where a ward
has set none of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.kernel.calendar import fiscal_year
from models.vocab.groups import EligibilityRule


@dataclass(frozen=True, slots=True)
class Figure:
    """A part (num/den) or, with den 1, a least count."""

    num: int
    den: int


STANDARD: Final[Mapping[EligibilityRule, Figure]] = {
    EligibilityRule.HEAD_OFFICE: Figure(2, 3),
    EligibilityRule.SIZE: Figure(3, 1),
}
LEAST_TO_FOUND: Final = 2
BY_SYSTEM: Final = (EligibilityRule.HEAD_OFFICE, EligibilityRule.SIZE, EligibilityRule.AGREEMENT)
BY_CLERK: Final = (EligibilityRule.TAX, EligibilityRule.PLEDGE, EligibilityRule.SMALL_FIRM)


@dataclass(frozen=True, slots=True)
class Firm:
    """A member without observers: is its head office in the ward, and whose firm is it."""

    is_local: bool
    owner: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one rule says; `short` is how many firms are missing for it."""

    rule: EligibilityRule
    passed: bool
    counted: int
    of: int
    short: int


def head_office(firms: Sequence[Firm], figure: Figure) -> Verdict:
    """G1: the part of members with their head office in the ward is large enough."""
    local, count = sum(firm.is_local for firm in firms), len(firms)
    needed = -(-figure.num * count // figure.den)
    passed = count > 0 and figure.den * local >= figure.num * count
    return Verdict(EligibilityRule.HEAD_OFFICE, passed, local, count, max(0, needed - local))


def size(firms: Sequence[Firm], figure: Figure) -> Verdict:
    """G2: enough distinct firms; those of one owner count once."""
    count = len({firm.owner for firm in firms})
    short = max(0, figure.num - count)
    return Verdict(EligibilityRule.SIZE, short == 0, count, figure.num, short)


def agreement(signed: int, members: int) -> Verdict:
    """G3: a version that every member has signed."""
    passed = members > 0 and signed == members
    return Verdict(EligibilityRule.AGREEMENT, passed, signed, members, members - signed)


def by_paper(rule: EligibilityRule, *, ok: bool) -> Verdict:
    """G4 to G6: what the clerk saw on the members' papers."""
    return Verdict(rule, ok, int(ok), 1, int(not ok))


def judged(
    firms: Sequence[Firm], signed: int, figures: Mapping[EligibilityRule, Figure]
) -> tuple[Verdict, ...]:
    """All rules the product can judge itself."""
    known = {**STANDARD, **figures}
    return (
        head_office(firms, known[EligibilityRule.HEAD_OFFICE]),
        size(firms, known[EligibilityRule.SIZE]),
        agreement(signed, len(firms)),
    )


def registration_end(day: date) -> date:
    """Last day of the fiscal year of a registration."""
    return date(fiscal_year(day) + 1, 3, 31)
