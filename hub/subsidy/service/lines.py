"""The costs of a claim while the applicant may change them; each change counts a new version."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BaseModel, StringConstraints

from hub.groups import reads as groups
from hub.kernel.dates import read_date
from hub.kernel.errors import FieldProblem, Invalid, Refused
from hub.kernel.states import NOT_ALLOWED
from hub.kernel.text import one_line
from hub.platform import audit
from hub.platform.commands import command
from hub.platform.context import Ctx, require
from hub.subsidy import access, calculation, filling, findings, queries, rules, words
from models.subsidy import Claim, ClaimLine
from models.vocab.subsidy import RETURNED_CLAIMS, ClaimState, Stage

Amount = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Short = Annotated[str, StringConstraints(max_length=40, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(max_length=80, strip_whitespace=True)]
STAGES: Final = {
    ClaimState.DRAFT: Stage.PLANNED,
    ClaimState.RETURNED: Stage.PLANNED,
    ClaimState.GRANTED: Stage.ACTUAL,
    ClaimState.REPORT_RETURNED: Stage.ACTUAL,
}


class AddLine(BaseModel):
    """A cost that the hub has no record of."""

    claim_id: int
    version: int
    category: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    title: Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
    vendor: Name = ""
    invoice_no: Short = ""
    used_on: Short = ""
    gross: Amount
    tax_percent: Literal[0, 8, 10] = 10


class ChangeLine(BaseModel):
    """What can be corrected in a cost."""

    claim_id: int
    version: int
    line_id: int
    gross: Amount
    invoice_no: Short = ""


class LineOnly(BaseModel):
    """Which cost."""

    claim_id: int
    version: int
    line_id: int


@dataclass(frozen=True, slots=True)
class LinesChanged:
    """The claim's version now, and how many costs the stage has."""

    claim_id: int
    version: int
    lines: int


@command(name="subsidy:line:add", input=AddLine, audit="claim")
def add_line(  # noqa: PLR0913  the fields of one cost
    ctx: Ctx,
    *,
    claim_id: int,
    version: int,
    category: str,
    title: str,
    vendor: str,
    invoice_no: str,
    used_on: str,
    gross: str,
    tax_percent: int,
) -> LinesChanged:
    """Add a typed cost; the checks will ask for the paper behind it.

    The report's first typed cost stands after those that the hub knows of, not in their place.
    """
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_apply(ctx.actor, groups.group_facts(ctx, group_id=claim.group_id)))
    stage = _open_stage(ctx, claim, None)
    sheet = calculation.rules_of(ctx, claim).sheet
    yen, day = rules.read_yen(gross), read_date(used_on) if used_on else None
    problems = _typed_problems(used_on, yen, day)
    if category not in sheet.categories:
        problems.append(FieldProblem("category", words.NO_CATEGORY))
    if problems or yen is None:
        raise Invalid(*problems)
    if stage is Stage.ACTUAL:
        filling.begin_report(ctx, claim)
    rows = queries.lines(ctx, claim_id, stage)
    ctx.session.add(
        ClaimLine(
            claim_id=claim_id,
            stage=stage,
            position=max((row.position for row in rows), default=0) + 1,
            category=category,
            title=one_line(title),
            vendor=one_line(vendor) or None,
            invoice_no=one_line(invoice_no) or None,
            used_on=day,
            gross_yen=yen,
            tax_percent=tax_percent,
        )
    )
    return _changed(ctx, claim, stage)


@command(name="subsidy:line:change", input=ChangeLine, audit="claim")
def change_line(
    ctx: Ctx, *, claim_id: int, version: int, line_id: int, gross: str, invoice_no: str
) -> LinesChanged:
    """Correct amount and paper of a cost; a changed record shows as typed by hand."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_apply(ctx.actor, groups.group_facts(ctx, group_id=claim.group_id)))
    line = queries.line_of(ctx, claim_id, line_id)
    stage = _open_stage(ctx, claim, line)
    yen = rules.read_yen(gross)
    if yen is None:
        raise Invalid(FieldProblem("gross", words.NOT_AN_AMOUNT))
    line.gross_yen = yen
    line.invoice_no = one_line(invoice_no) or None
    ctx.session.add(line)
    return _changed(ctx, claim, stage)


@command(name="subsidy:line:drop", input=LineOnly, audit="claim")
def drop_line(ctx: Ctx, *, claim_id: int, version: int, line_id: int) -> LinesChanged:
    """Take a cost out; its number is not given to another one."""
    claim = queries.claim_at(ctx, claim_id, version)
    require(ctx, access.may_apply(ctx.actor, groups.group_facts(ctx, group_id=claim.group_id)))
    line = queries.line_of(ctx, claim_id, line_id)
    stage = _open_stage(ctx, claim, line)
    if len(queries.lines(ctx, claim_id, stage)) == 1:
        raise Refused(words.NO_LINES)
    ctx.session.delete(line)
    return _changed(ctx, claim, stage)


def _open_stage(ctx: Ctx, claim: Claim, line: ClaimLine | None) -> Stage:
    """The stage whose costs are open; after a return only those the clerk has named."""
    stage = STAGES.get(claim.state)
    if stage is None or (line is not None and line.stage is not stage):
        raise Refused(NOT_ALLOWED)
    if claim.state in RETURNED_CLAIMS:
        named = {row.anchor for row in findings.waiting(ctx, claim, stage)}
        if "lines" not in named and (line is None or f"line:{line.position}" not in named):
            raise Refused(words.LINE_CLOSED)
    return stage


def _typed_problems(used_on: str, yen: int | None, day: date | None) -> list[FieldProblem]:
    problems = []
    if yen is None:
        problems.append(FieldProblem("gross", words.NOT_AN_AMOUNT))
    if used_on and day is None:
        problems.append(FieldProblem("used_on", words.NOT_A_DAY))
    return problems


def _changed(ctx: Ctx, claim: Claim, stage: Stage) -> LinesChanged:
    queries.renew(ctx, claim)
    audit.record(ctx, "claim", claim.id or 0, version=claim.version, payload={"lines": stage.value})
    return LinesChanged(claim.id or 0, claim.version, len(queries.lines(ctx, claim.id or 0, stage)))
