"""Reads the questions a case may ask beside its costs: split, tax credit, returns, deadlines."""

from collections.abc import Sequence
from typing import Final

from hub.kernel.money import Rate
from hub.subsidy.amounts.case import (
    CountUnit,
    CreditMethod,
    DeadlineCase,
    Movement,
    ReturnCase,
    ReturnKind,
    Roll,
    Split,
    TaxCredit,
    TaxedCost,
)
from hub.subsidy.cases.faults import Faults
from hub.subsidy.cases.fields import Fields, maybe_yen, whole

TAX_RATES: Final = (0, 8, 10)
MOST_COUNT: Final = 3660
MOST_UNIT: Final = 1_000_000
MOST_WEIGHT: Final = 1_000_000_000_000


def split(faults: Faults, path: str, value: object) -> Split:
    """A total with weights, and a cap for each or none."""
    fields = Fields(faults, path, value, ("total", "unit", "weights", "caps"))
    made = Split(
        total=fields.integer("total"),
        weights=fields.rows("weights", _weight),
        unit=fields.integer("unit", default=1, low=1, high=MOST_UNIT),
        caps=fields.rows("caps", maybe_yen) if fields.has("caps") else None,
    )
    if fields.is_object and not fields.has("weights"):
        faults.add(fields.at("weights"), "missing", value="weights")
    elif fields.is_object and not any(made.weights):
        faults.add(fields.at("weights"), "no_weight")
    if made.caps is not None:
        _caps_fit(fields, made.total, made.weights, made.caps)
    return made


def _weight(faults: Faults, path: str, value: object) -> int:
    return whole(faults, path, value, 0, MOST_WEIGHT)


def _caps_fit(
    fields: Fields, total: int, weights: Sequence[int], caps: Sequence[int | None]
) -> None:
    place = fields.at("caps")
    if len(caps) != len(weights):
        fields.faults.add(place, "wrong_length", value=len(caps), expected=len(weights))
        return
    room = [cap for cap, weight in zip(caps, weights, strict=True) if weight]
    bounded = [cap for cap in room if cap is not None]
    if room and len(bounded) == len(room) and sum(bounded) < total:
        fields.faults.add(place, "caps_below_total", value=sum(bounded), total=total)


def tax_credit(faults: Faults, path: str, value: object) -> TaxCredit:
    """Taxed costs, how they were credited, and the subsidy's rate."""
    fields = Fields(faults, path, value, ("method", "ratio", "rate", "items"))
    made = TaxCredit(
        method=fields.choice("method", CreditMethod, None),
        rate=fields.rate("rate"),
        items=fields.rows("items", _taxed),
        ratio=fields.maybe_rate("ratio"),
    )
    if made.method is CreditMethod.RATIO and made.ratio is None:
        faults.add(fields.at("ratio"), "no_ratio")
    for name, rate in (("ratio", made.ratio), ("rate", made.rate)):
        _at_most_one(fields, name, rate)
    return made


def _at_most_one(fields: Fields, key: str, rate: Rate | None) -> None:
    if rate is not None and rate.num > rate.den:
        fields.faults.add(fields.at(key), "above_one", value=f"{rate.num}/{rate.den}")


def _taxed(faults: Faults, path: str, value: object) -> TaxedCost:
    fields = Fields(faults, path, value, ("gross", "tax_rate"))
    return TaxedCost(gross=fields.integer("gross"), tax_rate=tax_rate(fields))


def tax_rate(fields: Fields) -> int:
    """A legal rate of consumption tax; 10 where nothing is said."""
    rate = fields.integer("tax_rate", default=10, high=100)
    if rate not in TAX_RATES:
        choices = ", ".join(str(legal) for legal in TAX_RATES)
        fields.faults.add(fields.at("tax_rate"), "not_choice", value=rate, choices=choices)
        return 10
    return rate


def returned(faults: Faults, path: str, value: object) -> ReturnCase:
    """A return order: never more than was received, never repaid beyond the balance."""
    keys = ("id", "kind", "amount", "due", "received", "repaid", "charge")
    fields = Fields(faults, path, value, keys)
    kind = fields.choice("kind", ReturnKind, None)
    received = fields.rows("received", _movement)
    made = ReturnCase(
        id=fields.text("id"),
        kind=kind,
        amount=fields.integer("amount"),
        due=fields.maybe_day("due"),
        received=received,
        repaid=fields.rows("repaid", _movement),
        charge=fields.boolean("charge", default=kind is ReturnKind.CANCEL),
    )
    if made.charge and not received:
        faults.add(fields.at("received"), "no_receipts")
    total = sum(receipt.amount for receipt in received)
    if received and made.amount > total:
        faults.add(fields.at("amount"), "above_received", value=made.amount, received=total)
    _repaid_fits(fields, made)
    return made


def _repaid_fits(fields: Fields, made: ReturnCase) -> None:
    """Nothing above the balance, nothing before the last receipt, which is returned first."""
    balance = made.amount
    last = max((receipt.day for receipt in made.received if receipt.amount), default=None)
    numbered = sorted(enumerate(made.repaid), key=lambda row: row[1].day)
    for number, payment in numbered:
        place = f"{fields.at('repaid')}/{number}"
        if payment.amount > balance:
            fields.faults.add(
                f"{place}/amount", "above_balance", value=payment.amount, balance=balance
            )
        if last is not None and payment.day < last:
            value, received = payment.day.isoformat(), last.isoformat()
            fields.faults.add(f"{place}/date", "before_receipt", value=value, received=received)
        balance = max(0, balance - payment.amount)


def _movement(faults: Faults, path: str, value: object) -> Movement:
    fields = Fields(faults, path, value, ("date", "amount"))
    return Movement(day=fields.day("date"), amount=fields.integer("amount"))


def deadline(faults: Faults, path: str, value: object) -> DeadlineCase:
    """A deadline with its way of counting."""
    keys = ("name", "event", "count", "unit", "include_event_day", "roll")
    fields = Fields(faults, path, value, keys)
    include = fields.boolean("include_event_day", default=False)
    return DeadlineCase(
        name=fields.text("name"),
        event=fields.day("event"),
        count=fields.integer("count", low=int(include), high=MOST_COUNT),
        unit=fields.choice("unit", CountUnit, CountUnit.DAY),
        include_event_day=include,
        roll=fields.choice("roll", Roll, Roll.NONE),
    )
