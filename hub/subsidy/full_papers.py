"""Values of the ward's own papers in the full profile; the firms do not get these."""

from typing import Final

from hub.accounts import reads as people
from hub.kernel.calendar import japan_date
from hub.kernel.wareki import wareki
from hub.platform.context import Ctx
from hub.subsidy import calculation, issuing, queries
from hub.subsidy.calculation import Answer, Rules
from hub.subsidy.issuing import Paper
from hub.subsidy.rules import books_close
from models.subsidy import Claim, Inspection, PaymentOrder
from models.vocab.subsidy import DecisionKind, OrderAction, OrderKind

INSPECTION: Final = "inspection"
ORDER: Final = "payment_order"
_GIVEN: Final = OrderAction.ORDER
# Papers that stay in the ward's office.
INTERNAL: Final = (INSPECTION, ORDER)


def inspected(
    ctx: Ctx, claim: Claim, rules: Rules, row: Inspection, answer: Answer
) -> dict[str, object]:
    """Everything the record of an inspection (検査調書) says."""
    number = f"{claim.reference}-K{row.number}"
    paper = Paper(INSPECTION, number, japan_date(row.at), row.amount_yen)
    face = calculation.working(answer, claim)
    return {
        **issuing.head_values(ctx, claim, rules, paper),
        "reported_on": issuing.requested_on(ctx, claim, DecisionKind.DETERMINATION),
        "inspected_on": wareki(row.inspected_on),
        "inspector": people.names_of(ctx, person_ids=(row.person_id,)).get(row.person_id, ""),
        "by_officer": row.by_officer,
        "method": row.method,
        "note": row.note,
        "granted": claim.granted_yen or 0,
        "gross": face.gross_yen,
        "tax": face.tax_yen,
        "base": face.base_yen,
        "rate": f"{face.num}/{face.den}",
        "unit": face.unit_yen,
        "cut": face.cut_yen,
    }


def ordered(ctx: Ctx, claim: Claim, rules: Rules, row: PaymentOrder) -> dict[str, object]:
    """Everything the order to pay (支出命令書) says, as the newest order of the claim."""
    claim_id = claim.id or 0
    given = [step for step in queries.order_events(ctx, claim_id) if step.action is _GIVEN]
    number, today = f"{claim.reference}-S{len(given)}", japan_date(ctx.now)
    line = queries.budget_line_of(ctx, claim.budget_line_id)
    fixed = queries.decision(ctx, claim_id, DecisionKind.DETERMINATION)
    person_id = ctx.actor.person_id or 0
    return {
        **issuing.head_values(ctx, claim, rules, Paper(ORDER, number, today, row.amount_yen)),
        "is_advance": row.kind is OrderKind.ADVANCE,
        "fixed_no": fixed.doc_no if fixed else "",
        "granted": claim.granted_yen or 0,
        "fixed": claim.fixed_yen or 0,
        "paid": claim.paid_yen or 0,
        "fiscal_year": line.fiscal_year,
        "account": line.account_text,
        "requested_on": wareki(japan_date(row.at)),
        "due": issuing.day_words(row.due_on),
        "last": wareki(books_close(line.fiscal_year)),
        "orderer": people.names_of(ctx, person_ids=(person_id,)).get(person_id, ""),
    }
