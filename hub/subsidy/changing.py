"""What a changed plan would be: amounts by cost, the grant after it, the day it is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.platform.context import Ctx
from hub.subsidy import calculation, queries
from hub.subsidy.calculation import Answer, Rules
from models.subsidy import ChangeRequest, Claim, ClaimLine
from models.vocab.subsidy import ChangeKind, Stage


@dataclass(frozen=True, slots=True)
class Changed:
    """One cost before and after."""

    line: ClaimLine
    after_yen: int


def amounts(request: ChangeRequest) -> dict[int, int]:
    """New gross yen by the number of the cost."""
    return {int(at): yen for at, yen in request.amounts.items() if isinstance(yen, int)}


def lines(ctx: Ctx, claim: Claim, changed: Mapping[int, int]) -> list[Changed]:
    """Every planned cost with what it would be."""
    rows = queries.lines(ctx, claim.id or 0, Stage.PLANNED)
    return [Changed(row, changed.get(row.position, row.gross_yen)) for row in rows]


def answer(ctx: Ctx, claim: Claim, rules: Rules, request: ChangeRequest) -> Answer:
    """The grant that the changed plan would have, at most what was asked for."""
    changed = amounts(request)
    return calculation.planned(ctx, claim, rules, asked=request.asked_yen, changed=changed)


def amount_after(ctx: Ctx, claim: Claim, rules: Rules, request: ChangeRequest) -> int:
    """The grant after the request; nothing is left of a plan that is given up."""
    if request.kind is ChangeKind.END:
        return 0
    return answer(ctx, claim, rules, request).amount


def report_due(ctx: Ctx, claim: Claim, rules: Rules, done_on: date | None) -> date:
    """Until when to report: counted from the last planned day, or a later end of the project."""
    since = claim.decided_on or date.min
    used = [row.used_on for row in queries.lines(ctx, claim.id or 0, Stage.PLANNED) if row.used_on]
    days = [*used, *([done_on] if done_on else [])]
    return rules.sheet.report_due(max(days, default=since), since)


def apply(ctx: Ctx, claim: Claim, request: ChangeRequest) -> None:
    """Write the new amounts into the plan; costs that fall away are taken out."""
    for each in lines(ctx, claim, amounts(request)):
        if each.after_yen:
            each.line.gross_yen = each.after_yen
            ctx.session.add(each.line)
        else:
            ctx.session.delete(each.line)
    ctx.session.flush()
