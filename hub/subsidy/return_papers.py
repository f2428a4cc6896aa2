"""Values of the papers of a cancellation: the notice with its reasons, the order to pay back."""

from typing import Final

from hub.kernel.wareki import wareki
from hub.platform.context import Ctx
from hub.subsidy import issuing, queries, recovery, words
from hub.subsidy.calculation import Rules
from hub.subsidy.issuing import Paper
from models.subsidy import Claim, Decision, ReturnOrder

ORDER: Final = "return_order"


def cancelled(ctx: Ctx, claim: Claim, rules: Rules, decided: Decision) -> dict[str, object]:
    """Everything the notice of a cancellation says."""
    paper = Paper(decided.kind.value, decided.doc_no, decided.decided_on, decided.amount_yen)
    return {
        **issuing.head_values(ctx, claim, rules, paper),
        **_why(decided),
        "stood": decided.sheet["before"],
        "left": decided.sheet["after"],
        "paid": decided.sheet["paid"],
        "return": decided.sheet["return"],
    }


def ordered(
    ctx: Ctx, claim: Claim, rules: Rules, decided: Decision, order: ReturnOrder
) -> dict[str, object]:
    """Everything the order says, with the sum for whoever pays on the last day."""
    paper = Paper(ORDER, order.doc_no, order.ordered_on, order.principal_yen)
    due = recovery.balance(ctx, claim, order, order.due_on)
    paid = queries.payment(ctx, claim.id or 0)
    rule = rules.sheet.programme.charge
    return {
        **issuing.head_values(ctx, claim, rules, paper),
        **_why(decided),
        "cancel_no": decided.doc_no,
        "cancel_day": wareki(decided.decided_on),
        "paid_on": wareki(paid.paid_on) if paid else "",
        "due": wareki(order.due_on),
        "charge": order.has_charge,
        "charge_at_due": due.additional_yen,
        "total_at_due": due.total_yen,
        "percent": _percent(rule.num, rule.den),
        "least": rule.min_collect,
    }


def _why(decided: Decision) -> dict[str, object]:
    cause = words.CAUSE_LABELS[decided.cause] if decided.cause else ""
    return {"cause": cause, "reason": decided.reason or "", "hearing": decided.hearing or ""}


def _percent(num: int, den: int) -> str:
    """A rate a year in per cent, as 10.95."""
    whole, rest = divmod(num * 10_000 // den, 100)
    return f"{whole}.{rest:02d}"
