"""Inspection of a report (検査) in the full profile, and the way back from it.

The inspector is neither clerk nor approver of the claim; a clerk inspects only where the programme
of a small unit allows it. Source: rows 26 and 27 of the state table, part 8 of the subsidy design.
"""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from hub.kernel.calendar import japan_date
from hub.kernel.dates import read_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.platform import audit
from hub.platform.commands import REQUIRED, command
from hub.platform.context import Ctx, require
from hub.subsidy import (
    access,
    calculation,
    duties,
    findings,
    full_papers,
    issuing,
    profiles,
    queries,
    rules,
    telling,
    words,
)
from hub.subsidy.advance import advance
from hub.subsidy.sending import ClaimMoved, answer_of, moved, opened
from models.subsidy import Inspection
from models.vocab import Role
from models.vocab.subsidy import ClaimAction, DecisionKind, Duty, Stage

Text = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]


class InspectReport(BaseModel):
    """On which day, how, and what was found right."""

    claim_id: int
    version: int
    inspected_on: Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)] = ""
    method: Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)] = ""
    note: Text = ""


class Reinspect(BaseModel):
    """Why the report is to be inspected once more."""

    claim_id: int
    version: int
    note: Text = ""


@command(name="subsidy:report:inspect", input=InspectReport, audit="claim")
def inspect_report(
    ctx: Ctx, *, claim_id: int, version: int, inspected_on: str, method: str, note: str
) -> ClaimMoved:
    """Find a report right: the calculation of this moment is kept, the record (検査調書) issued."""
    claim = opened(ctx, claim_id, version, ClaimAction.INSPECT)
    officer = profiles.programme_of(ctx, claim).officer_may_inspect
    require(ctx, access.may_inspect(ctx.actor, claim.ward_id, officer=officer))
    by_officer = ctx.actor.role is Role.WARD_CLERK
    duties.take(ctx, claim, Duty.CLERK if by_officer else Duty.INSPECTOR)
    open_rows = findings.serious(ctx, claim, Stage.ACTUAL)
    if open_rows:
        raise Refused(words.STILL_OPEN, count=len(open_rows))
    day, problems = read_date(inspected_on), []
    sent = queries.reported_on(ctx, claim_id)
    wrong = rules.inspection_problem(day, japan_date(ctx.now), sent)
    problems += [FieldProblem("inspected_on", *wrong)] if wrong else []
    problems += [
        FieldProblem(name, REQUIRED)
        for name, text in (("method", method), ("note", note))
        if not text
    ]
    if problems or day is None:
        raise Invalid(*problems)
    issuing.refuse_missing_glyphs({"method": method, "note": note, "item": claim.title})
    sheet_rules = calculation.rules_of(ctx, claim)
    answer = answer_of(ctx, claim, sheet_rules)
    sheet, digest = calculation.stored(answer, DecisionKind.DETERMINATION)
    row = Inspection(
        claim_id=claim_id,
        number=len(queries.inspections(ctx, claim_id)) + 1,
        inspected_on=day,
        method=method,
        note=note,
        amount_yen=answer.amount,
        by_officer=by_officer,
        sheet=sheet,
        sheet_sha256=digest,
        person_id=ctx.actor.person_id or 0,
        at=ctx.now,
    )
    ctx.session.add(row)
    ctx.session.flush()
    advance(ctx, claim, ClaimAction.INSPECT)
    audit.record(ctx, "inspection", row.id or 0, payload={"claim": claim_id, "sheet": digest})
    values = full_papers.inspected(ctx, claim, sheet_rules, row, answer)
    issued = issuing.keep(
        ctx, claim, full_papers.INSPECTION, values, issuing.Of(inspection_id=row.id)
    )
    telling.clerks(ctx, claim, ClaimAction.INSPECT, "")
    return moved(claim, issued.job_id)


@command(name="subsidy:report:reinspect", input=Reinspect, audit="claim")
def reinspect(ctx: Ctx, *, claim_id: int, version: int, note: str) -> ClaimMoved:
    """Have a report inspected once more, with the reason (再検査, row 27)."""
    claim = opened(ctx, claim_id, version, ClaimAction.REINSPECT)
    require(ctx, access.may_check(ctx.actor, claim.ward_id))
    duties.take(ctx, claim, Duty.CLERK)
    advance(ctx, claim, ClaimAction.REINSPECT, note=note)
    telling.inspectors(ctx, claim, ClaimAction.REINSPECT)
    return moved(claim)
