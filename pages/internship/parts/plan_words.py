"""How plans are named and judged in plain words."""

from hub.i18n import _, translated
from hub.internship import words
from hub.internship.reads import ChangeSaid, PlanSummary

PROVEN = 0.0
CLOSE = 0.001
NEAR = 0.01


def plan_name(plan: PlanSummary) -> str:
    """A plan by its number in the round."""
    return _("案{number}").format(number=plan.number)


def plan_label(plan: PlanSummary) -> str:
    """A plan with what it was made for."""
    kind = translated(plan.kind_words)
    return _("案{number}（{kind}）").format(number=plan.number, kind=kind)


def gap_figure(plan: PlanSummary) -> str:
    """The distance to the best plan that could be."""
    return "―" if plan.gap is None else f"{plan.gap:.2%}"


def gap_words(plan: PlanSummary) -> str:
    """What the distance means."""
    if plan.gap is None:
        return _("まだ比べられません")
    if plan.gap <= PROVEN:
        return _("これより良い案はありません")
    if plan.gap < CLOSE:
        return _("ほぼ一番良い案です")
    if plan.gap < NEAR:
        return _("良くできても、ごくわずかです")
    return _("もう少し良くできるかもしれません")


def placed_words(plan: PlanSummary, wanted: int) -> str:
    """How many places there could be at most."""
    if plan.bound_placed is not None and plan.bound_placed <= plan.placed:
        return _("必要な数 {wanted}。これ以上はふえません").format(wanted=wanted)
    return _("必要な数 {wanted}").format(wanted=wanted)


def change_words(change: ChangeSaid) -> str:
    """One change of a plan as a sentence."""
    return translated(change.msgid).format(**change.params)


def why_words(why: str) -> str:
    """A reason of the engine."""
    return translated(words.REASON_LABELS[why])
