"""Values of the papers of a cancellation: the notice with its reasons, the order to pay back."""

from types import MappingProxyType
from typing import Final

from hub.kernel.wareki import wareki
from hub.platform.context import Ctx
from hub.subsidy import issuing, recovery, words
from hub.subsidy.calculation import Rules
from hub.subsidy.issuing import Paper
from models.subsidy import ChangeRequest, Claim, Decision, ReturnOrder
from models.vocab.subsidy import DecisionKind

ORDER: Final = "return_order"
# noqa: i18n sentences of a Japanese paper
BASIS: Final = MappingProxyType(
    {
        DecisionKind.ENDING: (
            "{day}付け{number}で廃止を認めた事業の補助金のうち、概算払で支払った額"
        ),
        DecisionKind.DETERMINATION: (
            "{day}付け{number}で額を確定した補助金のうち、概算払で支払った額が確定した額を超える分"
        ),
    }
)
# noqa: i18n words of a Japanese paper
WHY: Final = MappingProxyType(
    {
        DecisionKind.ENDING: "事業の廃止",
        DecisionKind.DETERMINATION: "概算払の精算",
    }
)


def ended(
    ctx: Ctx, claim: Claim, rules: Rules, decided: Decision, request: ChangeRequest
) -> dict[str, object]:
    """Everything the notice of an allowed end (廃止) says."""
    paper = Paper(decided.kind.value, decided.doc_no, decided.decided_on, decided.amount_yen)
    return {
        **issuing.head_values(ctx, claim, rules, paper),
        "requested_on": issuing.requested_on(ctx, claim, decided.kind),
        "reason": request.reason,
        "stood": decided.sheet["before"],
        "paid": decided.sheet["paid"],
        "return": decided.sheet["return"],
    }


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
    paid = recovery.last_paid_on(ctx, claim)
    rule = rules.sheet.programme.charge
    basis = BASIS.get(decided.kind, "")
    day, number = wareki(decided.decided_on), decided.doc_no
    return {
        **issuing.head_values(ctx, claim, rules, paper),
        **_why(decided),
        "basis": basis.format(day=day, number=number),
        "cancel_no": number,
        "cancel_day": day,
        "paid_on": wareki(paid) if paid else "",
        "due": wareki(order.due_on),
        "charge": order.has_charge,
        "charge_at_due": due.additional_yen,
        "total_at_due": due.total_yen,
        "percent": _percent(rule.num, rule.den),
        "least": rule.min_collect,
    }


def _why(decided: Decision) -> dict[str, object]:
    cause = words.CAUSE_LABELS[decided.cause] if decided.cause else WHY.get(decided.kind, "")
    return {"cause": cause, "reason": decided.reason or "", "hearing": decided.hearing or ""}


def _percent(num: int, den: int) -> str:
    """A rate a year in per cent, as 10.95."""
    whole, rest = divmod(num * 10_000 // den, 100)
    return f"{whole}.{rest:02d}"
