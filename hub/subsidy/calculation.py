"""Hands a claim's rows to the calculator and its answer to pages, decisions and notices.

No amount is computed here: every yen comes from `hub.subsidy.amounts`.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hub.kernel.errors import Refused
from hub.platform.audit import canonical
from hub.platform.context import Ctx, once_a_read
from hub.subsidy import amounts, queries, words
from hub.subsidy.faces import StepRow, Working
from hub.subsidy.rulesheet import Sheet, read_sheet
from models.subsidy import Claim, ClaimLine, ClaimShare, Programme, ProgrammeVersion
from models.vocab.subsidy import DecisionKind, Stage


@dataclass(frozen=True, slots=True)
class Rules:
    """The programme a claim follows, with its own version of the rule sheet."""

    programme: Programme
    version: ProgrammeVersion
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class Answer:
    """One calculation of one stage of a claim."""

    stage: Stage
    case: amounts.Case
    result: amounts.Result

    @property
    def award(self) -> amounts.Award:
        """The amounts of the stage."""
        found = self.result.plan if self.stage is Stage.PLANNED else self.result.actual
        if found is None:
            msg = "a calculation answers for its own stage"
            raise LookupError(msg)
        return found

    @property
    def amount(self) -> int:
        """What may be granted (planned) or is fixed (actual)."""
        if self.stage is Stage.PLANNED or self.award.fixed is None:
            return self.award.award
        return self.award.fixed

    def line(self, position: int) -> amounts.LineAmounts | None:
        """What became of the cost at this place."""
        return next((row for row in self.award.lines if row.id == str(position)), None)


def rules_of(ctx: Ctx, claim: Claim) -> Rules:
    """The rule sheet of the version that the claim refers to."""
    return _rules(ctx, claim.programme_version_id)


@once_a_read
def _rules(ctx: Ctx, version_id: int) -> Rules:
    version = queries.version_of(ctx, version_id)
    return read_rules(queries.programme_of(ctx, version.programme_id), version)


def read_rules(programme: Programme, version: ProgrammeVersion) -> Rules:
    """Read a stored version."""
    return Rules(programme, version, read_sheet(version.sheet, programme.slug, version.number))


def open_programmes(
    ctx: Ctx, ward_id: int, day: date
) -> tuple[tuple[Programme, ProgrammeVersion], ...]:
    """Each programme of the ward that takes applications on a day, with its newest version."""
    found: dict[int, tuple[Programme, ProgrammeVersion]] = {}
    for programme, version in queries.versions_of_ward(ctx, ward_id):
        if version.opens_on <= day <= version.closes_on:
            found.setdefault(programme.id or 0, (programme, version))
    if not found:
        raise Refused(words.NO_PROGRAMME, day=day)
    return tuple(found.values())


def open_programme(ctx: Ctx, ward_id: int, day: date) -> tuple[Programme, ProgrammeVersion]:
    """The ward's oldest programme that takes applications on a day, for a first estimate."""
    return open_programmes(ctx, ward_id, day)[0]


def planned(
    ctx: Ctx,
    claim: Claim,
    rules: Rules,
    *,
    asked: int | None = None,
    budget: int | None = None,
    changed: Mapping[int, int] | None = None,
) -> Answer:
    """Amounts of the planned costs; with `budget` held against what the line has left.

    `changed` holds the gross yen of costs by their number that a changed plan would have; 0 takes
    a cost out.
    """
    claim_id = claim.id or 0
    rows = _with(queries.lines(ctx, claim_id, Stage.PLANNED), changed or {})
    costs = replace(costs_of(rows), asked=asked, budget_left=budget)
    case = amounts.Case(
        programme=rules.sheet.programme,
        applicant=amounts.Applicant(year_used=year_used(ctx, claim)),
        firms=bearers_of(queries.shares(ctx, claim_id)),
        plan=costs,
    )
    return Answer(Stage.PLANNED, case, amounts.calculate(case))


def _with(rows: Sequence[ClaimLine], changed: Mapping[int, int]) -> list[ClaimLine]:
    """Copies of the costs with their new amounts; nothing is written."""
    return [
        ClaimLine(**row.model_dump(exclude={"gross_yen"}), gross_yen=yen)
        for row in rows
        if (yen := changed.get(row.position, row.gross_yen))
    ]


def actual(ctx: Ctx, claim: Claim, rules: Rules) -> Answer:
    """The fixed amount: the actual costs under the decision (F4)."""
    claim_id = claim.id or 0
    rows = queries.lines(ctx, claim_id, Stage.ACTUAL)
    case = amounts.Case(
        programme=rules.sheet.programme,
        applicant=amounts.Applicant(),
        firms=bearers_of(queries.shares(ctx, claim_id)),
        actual=costs_of(rows),
        decision=amounts.Decision(claim.granted_yen or 0, claim.decided_on),
    )
    return Answer(Stage.ACTUAL, case, amounts.calculate(case))


def year_used(ctx: Ctx, claim: Claim) -> int:
    """Yen already granted to the group in the same programme and fiscal year."""
    return sum(
        row.fixed_yen if row.fixed_yen is not None else row.granted_yen or 0
        for row in queries.claims_of_group(ctx, claim.group_id)
        if row.id != claim.id
        and row.budget_line_id == claim.budget_line_id
        and row.state in queries.GRANTED_STATES
    )


def costs_of(rows: Sequence[ClaimLine]) -> amounts.Costs:
    """Costs of a claim as the calculator takes them."""
    counts = Counter(row.category for row in rows)
    return amounts.Costs(
        lines=tuple(
            amounts.Line(
                id=str(row.position),
                gross=row.gross_yen,
                tax_rate=row.tax_percent,
                category=row.category,
                invoice=row.invoice_no,
                vendor=row.vendor,
                firm=None if row.firm_id is None else str(row.firm_id),
                order_date=row.used_on,
            )
            for row in rows
        ),
        counts=dict(counts),
    )


def bearers_of(rows: Sequence[ClaimShare]) -> tuple[amounts.Firm, ...]:
    """Firms that bear the costs, with their weights."""
    return tuple(
        amounts.Firm(str(row.firm_id), row.weight, amounts.TaxStatus(row.tax_status.value))
        for row in rows
        if row.weight
    )


def stored(answer: Answer, kind: DecisionKind) -> tuple[dict[str, object], str]:
    """The calculation as it is kept with a decision (算定調書), and its sha256."""
    award = answer.award
    sheet: dict[str, object] = {
        "kind": kind.value,
        "programme": answer.result.programme_id,
        "version": answer.result.programme_version,
        "base": award.base,
        "entitlement": award.entitlement,
        "limited_by": award.limited_by.value,
        "award": award.award,
        "fixed": award.fixed,
        "amount": answer.amount,
        "lines": [
            {"id": row.id, "tax": row.tax, "net": row.net, "counted": row.counted}
            for row in award.lines
        ],
        "shares": [
            {"firm": row.firm, "base": row.base, "amount": row.amount}
            for row in answer.result.shares or ()
        ],
        "steps": [_stored_step(step) for step in answer.result.steps],
    }
    return sheet, hashlib.sha256(canonical(sheet)).hexdigest()


def _stored_step(step: amounts.Step) -> dict[str, object]:
    result = step.result.isoformat() if isinstance(step.result, date) else step.result
    return {
        "n": step.n,
        "id": step.id,
        "section": step.section,
        "formula": step.formula,
        "exact": [step.exact.numerator, step.exact.denominator],
        "result": result,
        "rule": step.rule,
        "label": step.label,
    }


def working(answer: Answer, claim: Claim) -> Working:
    """The calculation in people's words, with every step behind it."""
    award, programme = answer.award, answer.case.programme
    costs = answer.case.plan if answer.stage is Stage.PLANNED else answer.case.actual
    gross = sum(line.gross for line in (costs.lines if costs and costs.lines else ()))
    term = next((row for row in programme.terms if row.of == "base"), programme.terms[0])
    by_rate = [step for step in answer.result.steps if step.id == "term"]
    cut = min(award.terms) if award.terms else 0
    return Working(
        stage=answer.stage,
        gross_yen=gross,
        tax_yen=sum(row.tax for row in award.lines),
        net_yen=sum(row.net for row in award.lines),
        base_yen=award.base,
        num=term.rate.num if term.rate else 1,
        den=term.rate.den if term.rate else 1,
        exact=_decimal(by_rate[0]) if len(by_rate) == 1 else "",
        unit_yen=term.unit or programme.rounding.unit,
        cut_yen=cut,
        cap_yen=programme.caps.total,
        granted_yen=claim.granted_yen if answer.stage is Stage.ACTUAL else None,
        amount_yen=answer.amount,
        limited_by=award.limited_by.value,
        steps=tuple(_step(step) for step in answer.result.steps),
    )


def _step(step: amounts.Step) -> StepRow:
    result = 0 if isinstance(step.result, date) else step.result
    rule = amounts.rule_words(step.rule)
    return StepRow(step.n, step.label, step.formula, _decimal(step), result, rule)


def _decimal(step: amounts.Step) -> str:
    """The exact value with one digit after the point, cut; whole numbers without one."""
    whole, rest = divmod(step.exact.numerator * 10 // step.exact.denominator, 10)
    return f"{whole:,}.{rest}" if step.exact.denominator != 1 else f"{whole:,}"
