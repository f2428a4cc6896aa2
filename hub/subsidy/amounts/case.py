"""What a calculation starts from: the rule sheet, the firms and the costs; no arithmetic.

Source: design part subsidy, sections 2 and 16. Money is whole yen, a rate is two whole numbers.
`None` always means that the programme or the case sets nothing there.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hub.kernel.money import Rate

NOTHING: Final[Mapping[str, int]] = MappingProxyType({})
MOST_YEN: Final = 999_999_999_999


class Combine(StrEnum):
    """How several terms become one amount."""

    MIN = "min"
    SUM = "sum"


class Place(StrEnum):
    """Where the rate is applied and cut."""

    TOTAL = "total"
    CATEGORY = "category"
    LINE = "line"


class TaxBasis(StrEnum):
    """Whether consumption tax counts as cost."""

    NET = "net"
    GROSS = "gross"


class TaxPlace(StrEnum):
    """Over what the tax part is computed and cut once."""

    INVOICE = "invoice"
    LINE = "line"
    SUM = "sum"


class OtherMoney(StrEnum):
    """Whether other public money lowers the most that may be granted."""

    LIMIT = "limit"
    IGNORE = "ignore"


class OrderRule(StrEnum):
    """When an order may be placed, seen from the day of the decision."""

    AFTER_DECISION = "after_decision"
    ON_OR_AFTER_DECISION = "on_or_after_decision"
    FREE = "free"


class TaxStatus(StrEnum):
    """How a firm settles consumption tax."""

    TAXABLE = "taxable"
    EXEMPT = "exempt"
    SIMPLIFIED = "simplified"


class PaymentKind(StrEnum):
    """Whether money was paid before or after the amount was fixed."""

    ADVANCE = "advance"
    FINAL = "final"


class ReturnKind(StrEnum):
    """Why money comes back."""

    CANCEL = "cancel"
    SETTLE = "settle"
    TAX = "tax"


class CreditMethod(StrEnum):
    """Which part of the input tax the recipient credited."""

    FULL = "full"
    RATIO = "ratio"
    NONE = "none"


class CountUnit(StrEnum):
    """What a deadline counts."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


class Roll(StrEnum):
    """Where a deadline goes that falls on a day without offices."""

    NONE = "none"
    NEXT_WORKING = "next_working"


@dataclass(frozen=True, slots=True)
class Term:
    """One amount of the rule sheet: `base`, `category:KEY`, `amount:KEY` or `count:KEY`.

    A count is paid `each` yen, or the fee times the rate cut to the unit, up to `max_count`.
    """

    of: str
    rate: Rate | None = None
    unit: int | None = None
    cap: int | None = None
    each: int | None = None
    fee: int | None = None
    max_count: int | None = None


@dataclass(frozen=True, slots=True)
class Rounding:
    """Amounts are always cut down, to this unit and at this place."""

    unit: int = 1000
    place: Place = Place.TOTAL


@dataclass(frozen=True, slots=True)
class TaxRule:
    """How consumption tax leaves the costs."""

    basis: TaxBasis = TaxBasis.NET
    place: TaxPlace = TaxPlace.INVOICE
    exempt_uses_gross: bool = True


@dataclass(frozen=True, slots=True)
class CategoryCap:
    """Most cost that counts in one category."""

    max: int | None = None
    per_day: int | None = None
    per_item: int | None = None
    share: Rate | None = None


@dataclass(frozen=True, slots=True)
class Caps:
    """Most that is granted or counted."""

    total: int | None = None
    applicant_year: int | None = None
    per_item: int | None = None
    categories: Mapping[str, CategoryCap] = dataclasses.field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True, slots=True)
class StaffFloor:
    """Least base for applicants of up to so many people."""

    staff_max: int
    base_min: int


@dataclass(frozen=True, slots=True)
class Floors:
    """Below these nothing is granted."""

    base_min: int | None = None
    amount_min: int | None = None
    by_staff: tuple[StaffFloor, ...] = ()


@dataclass(frozen=True, slots=True)
class ChargeRule:
    """Rate per 365 days of additional and late charges, and the least that is collected."""

    num: int = 1095
    den: int = 10_000
    min_collect: int = 100


@dataclass(frozen=True, slots=True)
class Programme:
    """The rule sheet of one programme version, as far as amounts depend on it."""

    id: str
    version: int
    terms: tuple[Term, ...]
    combine: Combine = Combine.MIN
    rounding: Rounding = Rounding()
    tax: TaxRule = TaxRule()
    caps: Caps = dataclasses.field(default_factory=Caps)
    floors: Floors = Floors()
    other_money: OtherMoney = OtherMoney.LIMIT
    partial_award: bool = False
    order_rule: OrderRule = OrderRule.FREE
    charge: ChargeRule = ChargeRule()


@dataclass(frozen=True, slots=True)
class Applicant:
    """Size of the applicant, and yen already granted in this fiscal year."""

    staff: int | None = None
    year_used: int = 0


@dataclass(frozen=True, slots=True)
class Firm:
    """One bearer of the cost; the weight shares what no single firm pays."""

    id: str
    weight: int = 1
    tax_status: TaxStatus = TaxStatus.TAXABLE


@dataclass(frozen=True, slots=True)
class Line:
    """One cost, tax included; without a firm all firms bear it by weight.

    How it was paid is kept for the checks of a programme; no amount depends on it.
    """

    id: str
    gross: int
    tax_rate: int = 10
    category: str | None = None
    invoice: str | None = None
    vendor: str | None = None
    firm: str | None = None
    days: int = 1
    eligible: bool = True
    order_date: date | None = None
    bank_transfer: bool | None = None


@dataclass(frozen=True, slots=True)
class Costs:
    """Planned or actual costs: lines, or one base, or only counts and declared amounts."""

    lines: tuple[Line, ...] | None = None
    base: int | None = None
    counts: Mapping[str, int] = dataclasses.field(default_factory=lambda: NOTHING)
    amounts: Mapping[str, int] = dataclasses.field(default_factory=lambda: NOTHING)
    income: int = 0
    other_money: int = 0
    asked: int | None = None
    budget_left: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, and on which day."""

    amount: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """Money the applicant has received."""

    day: date
    amount: int
    kind: PaymentKind = PaymentKind.FINAL


@dataclass(frozen=True, slots=True)
class Split:
    """A total to divide by weight; a cap of `None` sets no bound."""

    total: int
    weights: tuple[int, ...]
    unit: int = 1
    caps: tuple[int | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class TaxedCost:
    """An eligible cost with the tax rate inside it."""

    gross: int
    tax_rate: int


@dataclass(frozen=True, slots=True)
class TaxCredit:
    """What a follow-up on credited input tax starts from."""

    method: CreditMethod
    rate: Rate
    items: tuple[TaxedCost, ...]
    ratio: Rate | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """An amount on a day."""

    day: date
    amount: int


@dataclass(frozen=True, slots=True)
class ReturnCase:
    """Principal to return, when it was received and what came back so far."""

    id: str
    kind: ReturnKind
    amount: int
    due: date | None = None
    received: tuple[Movement, ...] = ()
    repaid: tuple[Movement, ...] = ()
    charge: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineCase:
    """A deadline counted from an event."""

    name: str
    event: date
    count: int
    unit: CountUnit = CountUnit.DAY
    include_event_day: bool = False
    roll: Roll = Roll.NONE


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one calculation may need; parts that are `None` or empty are not computed."""

    programme: Programme
    applicant: Applicant = Applicant()
    firms: tuple[Firm, ...] = ()
    plan: Costs | None = None
    actual: Costs | None = None
    decision: Decision | None = None
    payments: tuple[Payment, ...] = ()
    split: Split | None = None
    tax_credit: TaxCredit | None = None
    returns: tuple[ReturnCase, ...] | None = None
    deadlines: tuple[DeadlineCase, ...] | None = None
