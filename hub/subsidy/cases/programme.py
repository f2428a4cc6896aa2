"""Reads the rule sheet of a case or of a stored programme version."""

from typing import Final

from hub.subsidy.amounts.case import (
    Caps,
    CategoryCap,
    ChargeRule,
    Combine,
    Floors,
    OrderRule,
    OtherMoney,
    Place,
    Programme,
    Rounding,
    StaffFloor,
    TaxBasis,
    TaxPlace,
    TaxRule,
    Term,
)
from hub.subsidy.cases.faults import Faults, shown
from hub.subsidy.cases.fields import Fields

KEYS: Final = (
    "id",
    "version",
    "terms",
    "combine",
    "rounding",
    "tax",
    "caps",
    "floors",
    "other_money",
    "partial_award",
    "order_rule",
    "charge",
)
TERM_KEYS: Final = ("of", "rate", "unit", "cap", "each", "fee", "max_count")
MOST_UNIT: Final = 1_000_000
MOST_VERSION: Final = 1_000_000
KEYED: Final = ("category", "amount", "count")


def programme(faults: Faults, path: str, value: object) -> Programme:
    """The rule sheet; what it does not say has the defaults of the contract."""
    fields = Fields(faults, path, value, KEYS)
    terms = fields.rows("terms", _term)
    if not terms and fields.is_object and not isinstance(fields.raw("terms"), str | int):
        faults.add(fields.at("terms"), "empty")
    rounding = fields.part("rounding", _rounding) or Rounding()
    made = Programme(
        id=fields.text("id"),
        version=fields.integer("version", low=1, high=MOST_VERSION),
        terms=terms,
        combine=fields.choice("combine", Combine, Combine.MIN),
        rounding=rounding,
        tax=fields.part("tax", _tax) or TaxRule(),
        caps=fields.part("caps", _caps) or Caps(),
        floors=fields.part("floors", _floors) or Floors(),
        other_money=fields.choice("other_money", OtherMoney, OtherMoney.LIMIT),
        partial_award=fields.boolean("partial_award", default=False),
        order_rule=fields.choice("order_rule", OrderRule, OrderRule.FREE),
        charge=fields.part("charge", _charge) or ChargeRule(),
    )
    _caps_reach_unit(fields, made)
    return made


def _caps_reach_unit(fields: Fields, made: Programme) -> None:
    """A cap of an amount below its unit would let nothing through, ever."""
    unit = made.rounding.unit
    caps = [
        (f"{fields.at('caps')}/total", made.caps.total, unit),
        (f"{fields.at('caps')}/applicant_year", made.caps.applicant_year, unit),
    ]
    for at, term in enumerate(made.terms):
        caps.append((f"{fields.at('terms')}/{at}/cap", term.cap, term.unit or unit))
    for place, cap, least in caps:
        if cap is not None and cap < least:
            fields.faults.add(place, "cap_below_unit", value=cap, unit=least)


def _term(faults: Faults, path: str, value: object) -> Term:
    fields = Fields(faults, path, value, TERM_KEYS)
    term = Term(
        of=fields.text("of"),
        rate=fields.maybe_rate("rate"),
        unit=fields.maybe_integer("unit", low=1, high=MOST_UNIT),
        cap=fields.maybe_integer("cap"),
        each=fields.maybe_integer("each"),
        fee=fields.maybe_integer("fee"),
        max_count=fields.maybe_integer("max_count"),
    )
    kind, colon, key = term.of.partition(":")
    if not term.of:
        return term
    if (kind == "base" and colon) or (kind != "base" and not (kind in KEYED and key)):
        faults.add(fields.at("of"), "term_form", value=shown(term.of))
    elif kind == "count":
        by_fee = fields.has("fee") and fields.has("rate")
        if fields.has("each") == by_fee or (
            fields.has("each") and (fields.has("fee") or fields.has("rate"))
        ):
            faults.add(path, "term_each")
    else:
        if not fields.has("rate"):
            faults.add(path, "term_rate")
        for name in ("each", "fee", "max_count"):
            if fields.has(name):
                faults.add(fields.at(name), "term_count_only", value=name)
    return term


def _rounding(faults: Faults, path: str, value: object) -> Rounding:
    fields = Fields(faults, path, value, ("unit", "place"))
    return Rounding(
        unit=fields.integer("unit", default=1000, low=1, high=MOST_UNIT),
        place=fields.choice("place", Place, Place.TOTAL),
    )


def _tax(faults: Faults, path: str, value: object) -> TaxRule:
    fields = Fields(faults, path, value, ("basis", "place", "exempt_uses_gross"))
    return TaxRule(
        basis=fields.choice("basis", TaxBasis, TaxBasis.NET),
        place=fields.choice("place", TaxPlace, TaxPlace.INVOICE),
        exempt_uses_gross=fields.boolean("exempt_uses_gross", default=True),
    )


def _caps(faults: Faults, path: str, value: object) -> Caps:
    fields = Fields(faults, path, value, ("total", "applicant_year", "per_item", "categories"))
    return Caps(
        total=fields.maybe_integer("total"),
        applicant_year=fields.maybe_integer("applicant_year"),
        per_item=fields.maybe_integer("per_item"),
        categories=fields.free("categories", _category),
    )


def _category(faults: Faults, path: str, value: object) -> CategoryCap:
    if value is None:
        return CategoryCap()
    fields = Fields(faults, path, value, ("max", "per_day", "per_item", "share"))
    share = fields.maybe_rate("share")
    if share is not None and share.num > share.den:
        faults.add(fields.at("share"), "above_one", value=f"{share.num}/{share.den}")
    return CategoryCap(
        max=fields.maybe_integer("max"),
        per_day=fields.maybe_integer("per_day"),
        per_item=fields.maybe_integer("per_item"),
        share=share,
    )


def _floors(faults: Faults, path: str, value: object) -> Floors:
    fields = Fields(faults, path, value, ("base_min", "amount_min", "by_staff"))
    return Floors(
        base_min=fields.maybe_integer("base_min"),
        amount_min=fields.maybe_integer("amount_min"),
        by_staff=fields.rows("by_staff", _staff_floor),
    )


def _staff_floor(faults: Faults, path: str, value: object) -> StaffFloor:
    fields = Fields(faults, path, value, ("staff_max", "base_min"))
    return StaffFloor(staff_max=fields.integer("staff_max"), base_min=fields.integer("base_min"))


def _charge(faults: Faults, path: str, value: object) -> ChargeRule:
    fields = Fields(faults, path, value, ("num", "den", "min_collect"))
    default = ChargeRule()
    return ChargeRule(
        num=fields.integer("num", default=default.num, high=MOST_UNIT),
        den=fields.integer("den", default=default.den, low=1, high=MOST_UNIT),
        min_collect=fields.integer("min_collect", default=default.min_collect),
    )
