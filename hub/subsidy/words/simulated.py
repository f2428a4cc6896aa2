"""Refusals and labels of trials of changed rules."""

from collections.abc import Mapping
from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.subsidy import AmountLimit, FirmSize, Outcome

NO_RATE: Final = Reason("subsidy.no_rate", N_("この制度には、変えられる補助率がありません。"))
RATE_ABOVE_ONE: Final = Reason(
    "subsidy.rate_above_one", N_("補助率は1までです。分母を分子より小さくできません。")
)
NOTHING_TRIED: Final = Reason(
    "subsidy.nothing_tried", N_("変わったところがありません。1つ以上を変えてください。")
)
NO_CLAIMS: Final = Reason("subsidy.no_claims", N_("この年度には、まだ申請がありません。"))
TRYING_NOW: Final = Reason(
    "subsidy.trying_now", N_("別の試算を計算しています。終わってから始めてください。")
)
OTHER_PROGRAMME: Final = Reason(
    "subsidy.other_programme", N_("予算と補助の決まりが、同じ制度のものではありません。")
)
LIMIT_LABELS: Final[Mapping[AmountLimit, str]] = {
    AmountLimit.RATE: N_("補助率で決まる"),
    AmountLimit.TOTAL_CAP: N_("申請1件の上限"),
    AmountLimit.YEAR_CAP: N_("年度の上限"),
    AmountLimit.OTHER_MONEY: N_("ほかの公のお金"),
    AmountLimit.ASKED: N_("申請額まで"),
    AmountLimit.BUDGET: N_("予算の残り"),
    AmountLimit.FLOOR: N_("下限に届かない"),
    AmountLimit.COUNT: N_("回数の上限"),
}
SIZE_LABELS: Final[Mapping[FirmSize, str]] = {
    FirmSize.UP_TO_5: N_("5人まで"),
    FirmSize.FROM_6_TO_20: N_("6～20人"),
    FirmSize.OVER_20: N_("21人以上"),
    FirmSize.UNKNOWN: N_("届け出なし"),
}
COMPUTING: Final = N_("計算しています")
OUTCOME_LABELS: Final[Mapping[Outcome, str]] = {
    Outcome.DONE: N_("できました"),
    Outcome.FAILED: N_("計算できませんでした"),
}
PLACE_LABELS: Final[Mapping[str, str]] = {
    "total": N_("合計で切り捨てる"),
    "category": N_("費目ごとに切り捨てる"),
    "line": N_("費用1件ごとに切り捨てる"),
}
BASIS_LABELS: Final[Mapping[str, str]] = {
    "net": N_("消費税を除いた額"),
    "gross": N_("消費税を入れた額"),
}
TAX_PLACE_LABELS: Final[Mapping[str, str]] = {
    "invoice": N_("請求書ごとに計算する"),
    "line": N_("費用1件ごとに計算する"),
    "sum": N_("合計から計算する"),
}
PARTIAL_LABELS: Final[Mapping[str, str]] = {
    "yes": N_("残っている額まで出す"),
    "no": N_("全額を出せないときは待ってもらう"),
}
