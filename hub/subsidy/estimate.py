"""Answers the room experts: what the ward's programme would pay towards one visit; no promise."""

from datetime import date
from typing import Final

from hub.experts.reads import Estimate
from hub.kernel.errors import Refused
from hub.kernel.money import tax_part
from hub.kernel.text import N_
from hub.platform.context import Ctx
from hub.subsidy import amounts, calculation
from hub.subsidy.calculation import Rules
from hub.subsidy.filling import EXPERT

RATES: Final = (10, 8, 0)
BY_RATE: Final = N_("対象の費用に補助率を掛け、端数を切り捨てた額です。")
BY_CAP: Final = N_("上限額までの額です。")
TOO_SMALL: Final = N_("この費用だけでは、補助の額が0円になります。")


class Answers:
    """Implements `hub.experts.ports.SubsidyEstimate`."""

    def estimate(
        self, ctx: Ctx, *, ward_id: int, day: date, gross_yen: int, tax_yen: int
    ) -> Estimate | None:
        """The newest rule sheet that takes applications on the day, applied to one visit."""
        try:
            rules = calculation.read_rules(*calculation.open_programme(ctx, ward_id, day))
        except Refused:
            return None
        award = _award(rules, gross_yen, tax_yen)
        return Estimate(
            programme_title=rules.version.title,
            programme_version=str(rules.version.number),
            subsidy_yen=award.award,
            reasons=(_reason(award),),
        )


def _award(rules: Rules, gross: int, tax: int) -> amounts.Award:
    rate = next((rate for rate in RATES if tax_part(gross, rate) == tax), 0)
    costs = amounts.Costs(
        lines=(amounts.Line(id="1", gross=gross, tax_rate=rate, category=EXPERT),),
        counts={EXPERT: 1},
    )
    result = amounts.calculate(amounts.Case(programme=rules.sheet.programme, plan=costs))
    if result.plan is None:
        msg = "a planned cost has an award"
        raise LookupError(msg)
    return result.plan


def _reason(award: amounts.Award) -> str:
    if not award.award:
        return TOO_SMALL
    return BY_CAP if award.limited_by is amounts.LimitedBy.TOTAL_CAP else BY_RATE
