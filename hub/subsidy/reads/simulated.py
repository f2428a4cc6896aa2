"""Trials of changed rules: what can be tried, what came out, and what the worker needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hub.accounts import reads as people
from hub.groups import reads as groups
from hub.kernel.calendar import japan_date
from hub.platform.commands import read
from hub.platform.context import Ctx, require
from hub.subsidy import access, amounts, calculation, queries
from hub.subsidy.changed_rules import Change, changed_sheet, rate_of, read_change
from hub.subsidy.simulating import Asked, Given, Side, Total, total
from hub.training import reads as training
from models.subsidy import BudgetLine, ProgrammeVersion, Simulation
from models.vocab import DataClass
from models.vocab.subsidy import FirmSize, Outcome

SHOWN: Final = 30
MOST: Final = 20


@dataclass(frozen=True, slots=True)
class TrialChoice:
    """Money of a year and a rule sheet to try changes of, as they stand."""

    budget_line_id: int
    version_id: int
    programme: str
    fiscal_year: int
    number: int
    budget_yen: int
    rate: tuple[int, int] | None
    total: int | None
    applicant_year: int | None
    unit: int
    place: amounts.Place
    tax_basis: amounts.TaxBasis
    tax_place: amounts.TaxPlace
    partial_award: bool


@dataclass(frozen=True, slots=True)
class TrialCard:
    """One trial: what it started from, what was changed, how it ended (`None`: not yet)."""

    simulation_id: int
    start: TrialChoice
    change: Change
    outcome: Outcome | None
    claims: int
    person: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TrialsPage:
    """What can be tried, and the newest trials."""

    choices: tuple[TrialChoice, ...]
    trials: tuple[TrialCard, ...]


@dataclass(frozen=True, slots=True)
class TrialClaim:
    """One claim in both worlds; `granted_yen` is what was really decided."""

    claim_id: int
    reference: str
    group: str
    day: date
    size: FirmSize
    old: Given
    new: Given
    granted_yen: int | None

    @property
    def more_yen(self) -> int:
        """What the change would add; below 0 what it would take."""
        return self.new.yen - self.old.yen


@dataclass(frozen=True, slots=True)
class SizeRow:
    """Claims of firms of one size: how many, and what they get in both worlds."""

    size: FirmSize
    claims: int
    old_yen: int
    new_yen: int


@dataclass(frozen=True, slots=True)
class TrialPage:
    """One trial with its sums; `changed` are the claims that differ most."""

    card: TrialCard
    old: Total
    new: Total
    more: int
    less: int
    sizes: tuple[SizeRow, ...]
    changed: tuple[TrialClaim, ...]


@dataclass(frozen=True, slots=True)
class TrialWork:
    """What the worker compares."""

    claims: tuple[Asked, ...]
    old: Side
    new: Side
    sizes: dict[int, FirmSize]


@read(name="subsidy:trials", data_class=DataClass.C1)
def trials(ctx: Ctx, *, ward_id: int) -> TrialsPage:
    """Rule sheets of the ward with the money of each year in which there are claims, and trials."""
    require(ctx, access.may_read_budget(ctx.actor, ward_id))
    found = queries.simulations(ctx, ward_id, SHOWN)
    names = people.names_of(ctx, person_ids=tuple({row.person_id for row in found}))
    return TrialsPage(
        choices=tuple(
            _choice(ctx, *pair, pair[0].allotted)
            for pair in queries.lines_with_versions(ctx, ward_id)
            if queries.has_year(ctx, pair[0].id or 0)
        ),
        trials=tuple(_card(ctx, row, names) for row in found),
    )


@read(name="subsidy:trial", data_class=DataClass.C1)
def trial(ctx: Ctx, *, simulation_id: int) -> TrialPage:
    """One trial, summed up, with the claims that differ most."""
    row = queries.simulation_of(ctx, simulation_id)
    require(ctx, access.may_read_budget(ctx.actor, row.ward_id))
    names = people.names_of(ctx, person_ids=(row.person_id,))
    kept = queries.simulated_facts(ctx, simulation_id)
    most = sorted(kept, key=lambda each: -abs(each.new_yen - each.old_yen))[:MOST]
    old = [(japan_date(each.submitted_at), _given(each, "old")) for each in kept]
    new = [(japan_date(each.submitted_at), _given(each, "new")) for each in kept]
    return TrialPage(
        card=_card(ctx, row, names),
        old=total(old, row.budget_yen),
        new=total(new, row.new_budget_yen),
        more=sum(each.new_yen > each.old_yen for each in kept),
        less=sum(each.new_yen < each.old_yen for each in kept),
        sizes=tuple(_size(size, kept) for size in FirmSize),
        changed=_claims(ctx, [each for each in most if each.new_yen != each.old_yen]),
    )


@read(name="subsidy:trial_claims", data_class=DataClass.C1)
def trial_claims(ctx: Ctx, *, simulation_id: int) -> tuple[TrialClaim, ...]:
    """Every claim of a trial in the order of receipt, for those who may take it away."""
    row = queries.simulation_of(ctx, simulation_id)
    require(ctx, access.may_simulate(ctx.actor, row.ward_id))
    return _claims(ctx, queries.simulated_facts(ctx, simulation_id))


@read(name="subsidy:trial_work", data_class=DataClass.C1)
def trial_work(ctx: Ctx, *, job_id: int) -> TrialWork:
    """Everything of a year's claims that a trial compares; for the worker alone."""
    require(ctx, access.may_work(ctx.actor))
    row = queries.simulation_of_job(ctx, job_id)
    version = queries.version_of(ctx, row.version_id)
    slug = queries.programme_of(ctx, version.programme_id).slug
    rules = _rules_of(ctx)
    changed = changed_sheet(version.sheet, read_change(row.changes), slug, version.number)
    found = queries.year_claims(ctx, row.budget_line_id)
    costs = queries.year_costs(ctx, row.budget_line_id)
    shares = queries.year_shares(ctx, row.budget_line_id)
    return TrialWork(
        claims=tuple(
            Asked(
                claim_id=each.id,
                day=japan_date(each.submitted_at),
                group_id=each.group_id,
                costs=calculation.costs_of(costs.get(each.id, [])),
                firms=calculation.bearers_of(shares.get(each.id, [])),
                yen=each.asked_yen,
                rules=rules(each.programme_version_id),
            )
            for each in found
        ),
        old=Side(rules(row.version_id), row.budget_yen),
        new=Side(changed.programme, row.new_budget_yen),
        sizes=_sizes(ctx, {each.id: each.firm_id for each in found}),
    )


def _rules_of(ctx: Ctx) -> Callable[[int], amounts.Programme]:
    """The amounts of a version; the same object for the same version."""
    known: dict[int, amounts.Programme] = {}

    def rules(version_id: int) -> amounts.Programme:
        if version_id not in known:
            version = queries.version_of(ctx, version_id)
            programme = queries.programme_of(ctx, version.programme_id)
            known[version_id] = calculation.read_rules(programme, version).sheet.programme
        return known[version_id]

    return rules


def _sizes(ctx: Ctx, firms: dict[int, int]) -> dict[int, FirmSize]:
    """Size of the leading firm of each claim."""
    told = training.firm_sizes(ctx, firm_ids=tuple(sorted(set(firms.values()))))
    return {
        claim_id: FirmSize(told[firm_id].value) if firm_id in told else FirmSize.UNKNOWN
        for claim_id, firm_id in firms.items()
    }


def _card(ctx: Ctx, row: Simulation, names: dict[int, str]) -> TrialCard:
    line = queries.budget_line_of(ctx, row.budget_line_id)
    version = queries.version_of(ctx, row.version_id)
    return TrialCard(
        simulation_id=row.id or 0,
        start=_choice(ctx, line, version, row.budget_yen),
        change=read_change(row.changes),
        outcome=row.outcome,
        claims=row.claims,
        person=names.get(row.person_id, ""),
        at=row.at,
    )


def _choice(ctx: Ctx, line: BudgetLine, version: ProgrammeVersion, budget: int) -> TrialChoice:
    programme = queries.programme_of(ctx, version.programme_id)
    rules = calculation.read_rules(programme, version).sheet.programme
    return TrialChoice(
        budget_line_id=line.id or 0,
        version_id=version.id or 0,
        programme=programme.title,
        fiscal_year=line.fiscal_year,
        number=version.number,
        budget_yen=budget,
        rate=rate_of(rules),
        total=rules.caps.total,
        applicant_year=rules.caps.applicant_year,
        unit=rules.rounding.unit,
        place=rules.rounding.place,
        tax_basis=rules.tax.basis,
        tax_place=rules.tax.place,
        partial_award=rules.partial_award,
    )


def _claims(ctx: Ctx, kept: Sequence[Any]) -> tuple[TrialClaim, ...]:
    ids = tuple(sorted({each.group_id for each in kept}))
    names = groups.group_names(ctx, group_ids=ids)
    return tuple(
        TrialClaim(
            claim_id=each.claim_id,
            reference=each.reference or "",
            group=names.get(each.group_id, ""),
            day=japan_date(each.submitted_at),
            size=each.size,
            old=_given(each, "old"),
            new=_given(each, "new"),
            granted_yen=each.granted_yen,
        )
        for each in kept
    )


def _given(kept: Any, world: str) -> Given:  # noqa: ANN401  rows of columns have no type
    """One of the two worlds of a kept row."""
    return Given(
        yen=getattr(kept, f"{world}_yen"),
        limited_by=amounts.LimitedBy(getattr(kept, f"{world}_limit").value),
        waits=getattr(kept, f"{world}_waits"),
        is_short=getattr(kept, f"{world}_short"),
    )


def _size(size: FirmSize, kept: Sequence[Any]) -> SizeRow:
    own = [each for each in kept if each.size is size]
    old, new = sum(each.old_yen for each in own), sum(each.new_yen for each in own)
    return SizeRow(size, len(own), old, new)
