"""The rule behind a step in people's words; the step itself carries the name in the rule sheet."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hub.kernel.text import N_

# The longest beginning that fits the step's rule says it.
_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "line.eligible": N_("対象外とされた費用"),
        "order_rule=free": N_("発注日の制限なし"),
        "order_rule=": N_("発注日の決まり"),
        "firms.weight": N_("費用分担の割合"),
        "tax.place=invoice": N_("消費税は請求書ごと"),
        "tax.place=line": N_("消費税は費用ごと"),
        "tax.place=sum": N_("消費税は合計で"),
        "tax.exempt_uses_gross": N_("免税・簡易課税は税込"),
        "caps.per_item": N_("1件の上限"),
        "caps.per_day": N_("1日の上限"),
        "caps.": N_("区分の上限"),
        "base": N_("費用から収入を引く"),
        "rounding.place=total": N_("端数は合計で切る"),
        "rounding.place=category": N_("端数は区分ごとに切る"),
        "rounding.place=line": N_("端数は費用ごとに切る"),
        "rounding.unit": N_("端数の単位"),
        "terms.fee": N_("1回の単価"),
        "terms.each": N_("1回の単価"),
        "terms.max_count": N_("回数の上限"),
        "terms.cap": N_("項目の上限"),
        "combine=min": N_("いちばん小さい額"),
        "combine=sum": N_("額の合計"),
        "limited_by=rate": N_("補助率で決まる"),
        "limited_by=total_cap": N_("上限額で決まる"),
        "limited_by=year_cap": N_("年度の上限で決まる"),
        "limited_by=other_money": N_("ほかの補助金を引く"),
        "limited_by=asked": N_("申請額で決まる"),
        "limited_by=budget": N_("予算の残りで決まる"),
        "limited_by=floor": N_("下限に届かない"),
        "limited_by=count": N_("回数の上限で決まる"),
        "floors.": N_("下限"),
        "wait_list": N_("予算待ち"),
        "settle.": N_("受け取った額との差"),
        "shares.base": N_("会社ごとの対象額の割合"),
        "split.": N_("割合で分ける"),
        "tax_credit": N_("仕入控除の方法"),
        "charge": N_("加算金・延滞金の率"),
        "charge.min_collect": N_("徴収する最低額"),
        "include_event_day": N_("期限の数え方"),
    }
)


def rule_words(rule: str) -> str:
    """The msgid of a rule; one that nobody has named yet shows its own name."""
    fitting = [start for start in _WORDS if rule.startswith(start)]
    return _WORDS[max(fitting, key=len)] if fitting else rule
