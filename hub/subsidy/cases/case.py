"""Reads a whole case: firms, costs, decision, payments and the questions asked of it."""

from typing import Final

from hub.subsidy.amounts.case import (
    Applicant,
    Case,
    Costs,
    Decision,
    Firm,
    Line,
    Payment,
    PaymentKind,
    Programme,
    TaxStatus,
)
from hub.subsidy.cases import questions
from hub.subsidy.cases.faults import Faults, shown
from hub.subsidy.cases.fields import Fields, refuse_repeats, yen
from hub.subsidy.cases.programme import programme

SCHEMA: Final = "waza-subsidy-case/1"
KEYS: Final = (
    "schema",
    "programme",
    "applicant",
    "firms",
    "plan",
    "actual",
    "decision",
    "payments",
    "split",
    "tax_credit",
    "returns",
    "deadlines",
)
COST_KEYS: Final = (
    "lines",
    "base",
    "counts",
    "amounts",
    "income",
    "other_money",
    "asked",
    "budget_left",
)
LINE_KEYS: Final = (
    "id",
    "category",
    "invoice",
    "vendor",
    "firm",
    "gross",
    "tax_rate",
    "days",
    "eligible",
    "order_date",
    "bank_transfer",
)
COST_TERMS: Final = ("base", "category")
MOST_STAFF: Final = 10_000_000
MOST_DAYS: Final = 3660
MOST_WEIGHT: Final = 1_000_000_000
MOST_PARTS: Final = 100_000
# Each repayment closes a slice of each receipt that is still open.
MOST_SLICES: Final = 200_000


def case(faults: Faults, value: object) -> Case:
    """The case; any fault is collected, and what is wrong with a part does not hide the rest."""
    fields = Fields(faults, "", value, KEYS)
    _schema(fields)
    rules = fields.part("programme", programme)
    if rules is None:
        if fields.is_object:
            faults.add("/programme", "missing", value="programme")
        rules = Programme(id="", version=1, terms=())
    firms = fields.rows("firms", _firm)
    refuse_repeats(faults, "/firms", "id", [firm.id for firm in firms])
    if firms and not any(firm.weight for firm in firms):
        faults.add("/firms", "no_weight")
    made = Case(
        programme=rules,
        applicant=fields.part("applicant", _applicant) or Applicant(),
        firms=firms,
        plan=fields.part("plan", _costs),
        actual=fields.part("actual", _costs),
        decision=fields.part("decision", _decision),
        payments=fields.rows("payments", _payment),
        split=fields.part("split", questions.split),
        tax_credit=fields.part("tax_credit", questions.tax_credit),
        returns=fields.rows("returns", questions.returned) if fields.has("returns") else None,
        deadlines=fields.rows("deadlines", questions.deadline) if fields.has("deadlines") else None,
    )
    refuse_repeats(faults, "/returns", "id", [row.id for row in made.returns or ()])
    _slices_fit(faults, made)
    refuse_repeats(faults, "/deadlines", "name", [row.name for row in made.deadlines or ()])
    for name, costs in (("plan", made.plan), ("actual", made.actual)):
        if costs is not None:
            _fit(faults, f"/{name}", made, costs)
    return made


def _schema(fields: Fields) -> None:
    value = fields.raw("schema")
    if value is None:
        if fields.is_object:
            fields.faults.add("/schema", "missing", value="schema")
    elif value != SCHEMA:
        fields.faults.add("/schema", "not_choice", value=shown(value), choices=SCHEMA)


def _fit(faults: Faults, path: str, made: Case, costs: Costs) -> None:
    """Costs must name firms that exist and hold what the terms ask for."""
    known = {firm.id for firm in made.firms}
    refuse_repeats(faults, f"{path}/lines", "id", [line.id for line in costs.lines or ()])
    for number, line in enumerate(costs.lines or ()):
        if line.firm and line.firm not in known:
            place = f"{path}/lines/{number}/firm"
            faults.add(place, "unknown_firm", value=shown(line.firm))
    shared = sum(line.firm is None for line in costs.lines or ()) * len(made.firms)
    if shared > MOST_PARTS:
        faults.add(f"{path}/lines", "too_many_parts", value=shared, most=MOST_PARTS)
    needs_costs = any(term.of.partition(":")[0] in COST_TERMS for term in made.programme.terms)
    if needs_costs and costs.lines is None and costs.base is None:
        faults.add(path, "no_costs")
    for term in made.programme.terms:
        kind, _colon, key = term.of.partition(":")
        if kind == "count" and key not in costs.counts:
            faults.add(f"{path}/counts", "term_value", value=shown(term.of))
        elif kind == "amount" and key not in costs.amounts:
            faults.add(f"{path}/amounts", "term_value", value=shown(term.of))


def _slices_fit(faults: Faults, made: Case) -> None:
    """Few receipts and few repayments: every one of both together is a line of the working."""
    slices = 0
    for number, row in enumerate(made.returns or ()):
        slices += len(row.received) * len(row.repaid)
        if slices > MOST_SLICES:
            place = f"/returns/{number}/repaid"
            faults.add(place, "too_many_slices", value=slices, most=MOST_SLICES)
            return


def _applicant(faults: Faults, path: str, value: object) -> Applicant:
    fields = Fields(faults, path, value, ("staff", "year_used"))
    return Applicant(
        staff=fields.maybe_integer("staff", high=MOST_STAFF),
        year_used=fields.integer("year_used", default=0),
    )


def _firm(faults: Faults, path: str, value: object) -> Firm:
    fields = Fields(faults, path, value, ("id", "weight", "tax_status"))
    return Firm(
        id=fields.text("id"),
        weight=fields.integer("weight", default=1, high=MOST_WEIGHT),
        tax_status=fields.choice("tax_status", TaxStatus, TaxStatus.TAXABLE),
    )


def _costs(faults: Faults, path: str, value: object) -> Costs:
    fields = Fields(faults, path, value, COST_KEYS)
    if fields.has("lines") and fields.has("base"):
        faults.add(path, "lines_and_base")
    return Costs(
        lines=fields.rows("lines", _line) if fields.has("lines") else None,
        base=fields.maybe_integer("base"),
        counts=fields.free("counts", yen),
        amounts=fields.free("amounts", yen),
        income=fields.integer("income", default=0),
        other_money=fields.integer("other_money", default=0),
        asked=fields.maybe_integer("asked"),
        budget_left=fields.maybe_integer("budget_left"),
    )


def _line(faults: Faults, path: str, value: object) -> Line:
    fields = Fields(faults, path, value, LINE_KEYS)
    return Line(
        id=fields.text("id"),
        gross=fields.integer("gross"),
        tax_rate=questions.tax_rate(fields),
        category=fields.maybe_text("category"),
        invoice=fields.maybe_text("invoice"),
        vendor=fields.maybe_text("vendor"),
        firm=fields.maybe_text("firm"),
        days=fields.integer("days", default=1, high=MOST_DAYS),
        eligible=fields.boolean("eligible", default=True),
        order_date=fields.maybe_day("order_date"),
        bank_transfer=(
            fields.boolean("bank_transfer", default=True) if fields.has("bank_transfer") else None
        ),
    )


def _decision(faults: Faults, path: str, value: object) -> Decision:
    fields = Fields(faults, path, value, ("amount", "date"))
    return Decision(amount=fields.integer("amount"), day=fields.maybe_day("date"))


def _payment(faults: Faults, path: str, value: object) -> Payment:
    fields = Fields(faults, path, value, ("date", "amount", "kind"))
    return Payment(
        day=fields.day("date"),
        amount=fields.integer("amount"),
        kind=fields.choice("kind", PaymentKind, PaymentKind.FINAL),
    )
