"""What a calculation answers: amounts by section, and every step that led to them."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from hub.kernel.errors import Reason


class LimitedBy(StrEnum):
    """What set the amount; the first that binds in this order."""

    RATE = "rate"
    TOTAL_CAP = "total_cap"
    YEAR_CAP = "year_cap"
    OTHER_MONEY = "other_money"
    ASKED = "asked"
    BUDGET = "budget"
    FLOOR = "floor"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the working: formula, numbers, exact value, result and the rule behind it."""

    n: int
    id: str
    section: str
    formula: str
    inputs: Mapping[str, int | str]
    exact: Fraction
    result: int | date
    rule: str
    label: str


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """What became of one cost line."""

    id: str
    eligible: bool
    tax: int
    net: int
    counted: int


@dataclass(frozen=True, slots=True)
class Award:
    """Amounts of the plan or of the actual costs; `fixed` only of the actual ones."""

    lines: tuple[LineAmounts, ...]
    categories: tuple[tuple[str, int], ...]
    base: int
    terms: tuple[int, ...]
    entitlement: int
    limited_by: LimitedBy
    award: int
    wait_list: bool
    fixed: int | None = None

    def with_fixed(self, amount: int) -> "Award":
        """The same amounts, with what is fixed after the actual costs."""
        return dataclasses.replace(self, fixed=amount)


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is paid, returned and released once the amount is fixed (F5)."""

    paid: int
    pay: int
    to_return: int
    release: int


@dataclass(frozen=True, slots=True)
class FirmShare:
    """The part of one firm in base and subsidy."""

    firm: str
    base: int
    amount: int


@dataclass(frozen=True, slots=True)
class Slice:
    """A balance that stood for some days, and its exact charge."""

    amount: int
    days: int
    charge: Fraction


@dataclass(frozen=True, slots=True)
class ReturnAmounts:
    """Charges on one return; `slices` explain the additional charge."""

    id: str
    slices: tuple[Slice, ...]
    additional: int
    late: int


@dataclass(frozen=True, slots=True)
class Warned:
    """Something a reader of the amounts should know; nothing was changed because of it."""

    path: str
    reason: Reason
    params: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Result:
    """The whole answer; sections the case did not ask for are `None`."""

    programme_id: str
    programme_version: int
    plan: Award | None
    actual: Award | None
    settle: Settlement | None
    shares: tuple[FirmShare, ...] | None
    split: tuple[int, ...] | None
    tax_credit: int | None
    returns: tuple[ReturnAmounts, ...] | None
    deadlines: tuple[tuple[str, date], ...] | None
    steps: tuple[Step, ...]
    warnings: tuple[Warned, ...]
