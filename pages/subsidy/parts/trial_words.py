"""A trial of changed rules in words: what stands in the sheet, what was changed in it."""

from collections.abc import Mapping
from typing import Final

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import words
from hub.subsidy.reads import TrialCard, TrialChoice
from pages.kit.facts import Tone

NAMES: Final[Mapping[str, str]] = {
    "rate": N_("補助率"),
    "total": N_("申請1件の上限"),
    "applicant_year": N_("グループごとの年度の上限"),
    "unit": N_("切り捨てる単位"),
    "budget": N_("年度の予算"),
    "place": N_("端数を切り捨てる所"),
    "tax_basis": N_("消費税の扱い"),
    "tax_place": N_("消費税の計算のしかた"),
    "partial_award": N_("予算が足りないとき"),
}
LABELS: Final[Mapping[str, Mapping[str, str]]] = {
    "place": words.PLACE_LABELS,
    "tax_basis": words.BASIS_LABELS,
    "tax_place": words.TAX_PLACE_LABELS,
    "partial_award": words.PARTIAL_LABELS,
}


def name_of(choice: TrialChoice) -> str:
    """Year, programme and version."""
    told = _("{year}年度　{programme}（第{number}版）")
    return told.format(year=choice.fiscal_year, programme=choice.programme, number=choice.number)


def state(card: TrialCard) -> tuple[str, Tone]:
    """How far the trial is, and how that looks."""
    if card.outcome is None:
        return translated(words.COMPUTING), "wait"
    tone: Tone = "good" if card.outcome == "done" else "bad"
    return translated(words.OUTCOME_LABELS[card.outcome]), tone


def before(choice: TrialChoice) -> dict[str, str]:
    """What stands in the sheet, field by field."""
    return {
        "rate": _rate(choice.rate),
        "total": _money(choice.total),
        "applicant_year": _money(choice.applicant_year),
        "unit": yen(choice.unit),
        "budget": yen(choice.budget_yen),
        "place": translated(words.PLACE_LABELS[choice.place.value]),
        "tax_basis": translated(words.BASIS_LABELS[choice.tax_basis.value]),
        "tax_place": translated(words.TAX_PLACE_LABELS[choice.tax_place.value]),
        "partial_award": translated(words.PARTIAL_LABELS[_yes(choice.partial_award)]),
    }


def changes(card: TrialCard) -> list[tuple[str, str, str]]:
    """Each changed field with its value before and after."""
    old, stored = before(card.start), card.change.stored()
    after: dict[str, str] = {}
    for name in NAMES:
        if name not in stored:
            continue
        value = getattr(card.change, name)
        if name == "rate":
            after[name] = _rate(value)
        elif name in LABELS:
            key = _yes(value) if name == "partial_award" else value.value
            after[name] = translated(LABELS[name][key])
        else:
            after[name] = yen(value)
    return [(translated(NAMES[name]), old[name], told) for name, told in after.items()]


def _rate(rate: tuple[int, int] | None) -> str:
    return f"{rate[0]}/{rate[1]}" if rate else _("なし")


def _money(amount: int | None) -> str:
    return _("なし") if amount is None else yen(amount)


def _yes(is_so: bool) -> str:  # noqa: FBT001  one value of a form
    return "yes" if is_so else "no"
