"""Changes of a stored rule sheet for a trial: what may be changed, and the sheet with them put in.

Source: subsidy design, part 15. The stored version itself is never touched.
"""

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hub.kernel.errors import FieldProblem, Invalid
from hub.subsidy import words
from hub.subsidy.amounts import Place, Programme, TaxBasis, TaxPlace
from hub.subsidy.cases.faults import BadCase
from hub.subsidy.rulesheet import Sheet, read_sheet

# Places of a sheet and the field of the form that can mend them.
FIELDS: Final = (
    ("/amounts/terms", "rate"),
    ("/amounts/caps/total", "total"),
    ("/amounts/caps/applicant_year", "applicant_year"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """What is tried; `None` leaves the sheet as it is."""

    rate: tuple[int, int] | None = None
    total: int | None = None
    applicant_year: int | None = None
    unit: int | None = None
    place: Place | None = None
    tax_basis: TaxBasis | None = None
    tax_place: TaxPlace | None = None
    partial_award: bool | None = None
    budget: int | None = None

    def stored(self) -> dict[str, object]:
        """Only what is changed, as plain values."""
        facts: dict[str, object] = {
            "rate": list(self.rate) if self.rate else None,
            "total": self.total,
            "applicant_year": self.applicant_year,
            "unit": self.unit,
            "place": self.place.value if self.place else None,
            "tax_basis": self.tax_basis.value if self.tax_basis else None,
            "tax_place": self.tax_place.value if self.tax_place else None,
            "partial_award": self.partial_award,
            "budget": self.budget,
        }
        return {name: value for name, value in facts.items() if value is not None}


def read_change(stored: Mapping[str, Any]) -> Change:
    """The changes of a kept trial."""
    facts = dict(stored)
    if "rate" in facts:
        facts["rate"] = tuple(facts["rate"])
    for name, kind in (("place", Place), ("tax_basis", TaxBasis), ("tax_place", TaxPlace)):
        if name in facts:
            facts[name] = kind(facts[name])
    return Change(**facts)


def changed_sheet(sheet: Mapping[str, Any], change: Change, slug: str, number: int) -> Sheet:
    """The sheet with the changes put in; `Invalid` names the field that does not fit."""
    made = copy.deepcopy(dict(sheet))
    given = made["amounts"]
    _change_terms(given, change)
    _put(given, "rounding", "unit", change.unit)
    _put(given, "rounding", "place", change.place)
    _put(given, "tax", "basis", change.tax_basis)
    _put(given, "tax", "place", change.tax_place)
    _put(given, "caps", "total", change.total)
    _put(given, "caps", "applicant_year", change.applicant_year)
    if change.partial_award is not None:
        given["partial_award"] = change.partial_award
    try:
        return read_sheet(made, slug, number)
    except BadCase as bad:
        raise Invalid(*(_problem(each) for each in bad.problems)) from bad


def rate_of(programme: Programme) -> tuple[int, int] | None:
    """The rate that a trial can change: of the terms that pay a part of the costs."""
    rates = {term.rate for term in programme.terms if term.of == "base" and term.rate}
    found = rates.pop() if len(rates) == 1 else None
    return (found.num, found.den) if found else None


def _change_terms(given: dict[str, Any], change: Change) -> None:
    """The rate of the costs; the unit of every term that had the unit of the whole."""
    usual = (given.get("rounding") or {}).get("unit", Programme("", 1, ()).rounding.unit)
    bases = [term for term in given["terms"] if term["of"] == "base" and term.get("rate")]
    if change.rate is not None:
        if not bases:
            raise Invalid(FieldProblem("rate", words.NO_RATE))
        for term in bases:
            term["rate"] = list(change.rate)
    if change.unit is not None:
        for term in given["terms"]:
            if term.get("unit") == usual:
                term["unit"] = change.unit


def _put(given: dict[str, Any], part: str, name: str, value: object) -> None:
    if value is not None:
        given[part] = {**(given.get(part) or {}), name: value}


def _problem(found: FieldProblem) -> FieldProblem:
    field = next((name for start, name in FIELDS if found.field.startswith(start)), "form")
    return FieldProblem(field, found.reason, found.params)
