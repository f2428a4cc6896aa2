"""Values of the ward's own papers in the full profile; the firms do not get these."""

from typing import Final

from hub.accounts import reads as people
from hub.kernel.calendar import japan_date
from hub.kernel.wareki import wareki
from hub.platform.context import Ctx
from hub.subsidy import calculation, issuing
from hub.subsidy.calculation import Answer, Rules
from hub.subsidy.issuing import Paper
from models.subsidy import Claim, Inspection
from models.vocab.subsidy import DecisionKind

INSPECTION: Final = "inspection"
# Papers that stay in the ward's office.
INTERNAL: Final = (INSPECTION,)


def inspected(
    ctx: Ctx, claim: Claim, rules: Rules, row: Inspection, answer: Answer
) -> dict[str, object]:
    """Everything the record of an inspection (検査調書) says."""
    number = f"{claim.reference}-{row.number}"
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
