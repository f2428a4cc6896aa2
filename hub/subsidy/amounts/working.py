"""Notes the steps of a calculation while it runs, so that page, notice and file show the same."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from hub.subsidy.amounts.result import Step, Warned

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "line.eligible": N_("対象になる経費"),
        "split.gross": N_("企業ごとの負担額"),
        "tax.invoice": N_("消費税相当額"),
        "cap.item": N_("1件の上限"),
        "cap.day": N_("1日の上限"),
        "cap.category": N_("区分の上限"),
        "cap.share": N_("割合の上限"),
        "base": N_("補助対象額"),
        "term": N_("補助率による額"),
        "combine": N_("額の組み合わせ"),
        "limit": N_("上限との比較"),
        "cut": N_("端数の切捨て"),
        "floor": N_("下限との比較"),
        "award": N_("交付する額"),
        "fixed": N_("確定する額"),
        "settle": N_("精算"),
        "share": N_("企業ごとの補助額"),
        "credit": N_("返還する仕入控除税額"),
        "charge": N_("加算金"),
        "late": N_("延滞金"),
        "date": N_("期限"),
    }
)
# ₀ to ₉, as design part subsidy, section 3 writes ⌊x⌋ with its unit.
_SMALL_DIGITS: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


class Working:
    """The growing list of steps and warnings of one calculation."""

    def __init__(self) -> None:
        """Start without steps."""
        self.steps: list[Step] = []
        self.warnings: list[Warned] = []

    def section(self, name: str) -> "Notes":
        """Notes that belong to one section of the case."""
        return Notes(self, name)


class Notes:
    """Where one section writes its steps down."""

    def __init__(self, working: Working, section: str) -> None:
        """Keep the list and the section's name."""
        self._working = working
        self.name = section

    def step(
        self,
        step_id: str,
        formula: str,
        inputs: Mapping[str, int | str],
        exact: Fraction | int,
        result: int | date,
        rule: str,
    ) -> None:
        """Write one step down; its number is its place."""
        self._working.steps.append(
            Step(
                n=len(self._working.steps) + 1,
                id=step_id,
                section=self.name,
                formula=formula,
                inputs=inputs,
                exact=exact if isinstance(exact, Fraction) else Fraction(exact),
                result=result,
                rule=rule,
                label=LABELS[step_id],
            )
        )

    def warn(self, path: str, reason: Reason, **params: object) -> None:
        """Say something that a reader should know."""
        self._working.warnings.append(Warned(f"/{self.name}{path}", reason, params))


def cut_text(inner: str, unit: int) -> str:
    """⌊inner⌋, with its unit in small digits when that is not one yen."""
    small = "" if unit == 1 else str(unit).translate(_SMALL_DIGITS)
    return f"⌊{inner}⌋{small}"
