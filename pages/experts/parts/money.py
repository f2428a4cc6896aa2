"""What a visit costs: fee and travel, the expected aid, the own part; always in this order."""

from hub.experts.reads import Cost, FirmPart
from hub.i18n import _
from hub.i18n.values import yen
from pages.kit import act, widgets


def own_firm() -> int | None:
    """The firm for which this person acts."""
    return act.actor().seat.firm_id


def sums(cost: Cost) -> None:
    """What it costs, less the aid, less what the other firms carry: the own part, large."""
    breakdown(cost.gross_yen, cost.subsidy_yen, cost.own_of(own_firm()))
    no_aid(is_without_aid=cost.is_without_aid)


def breakdown(gross_yen: int, subsidy_yen: int | None, own_yen: int) -> None:
    """The lines of a cost add up to the own part; a line that would be 0 is left out."""
    rows = [widgets.SumRow(_("謝金と交通費"), yen(gross_yen))]
    if subsidy_yen is not None:
        rows.append(widgets.SumRow(_("区の補助（見込み）"), yen(-subsidy_yen)))
    others = gross_yen - (subsidy_yen or 0) - own_yen
    if others:
        rows.append(widgets.SumRow(_("ほかの会社の負担"), yen(-others)))
    widgets.sum_rows([*rows, widgets.SumRow(_("当社の負担"), yen(own_yen), total=True)])


def per_firm(firms: tuple[FirmPart, ...], own_yen: int) -> None:
    """Each firm's part by the agreement, and their sum."""
    words = _("{firm} {percent}")
    rows = [
        widgets.SumRow(words.format(firm=each.name, percent=each.percent), yen(each.own_yen))
        for each in firms
    ]
    widgets.sum_rows([*rows, widgets.SumRow(_("合計"), yen(own_yen))])


def no_promise(subsidy_yen: int | None) -> None:
    """An estimate is no promise; said wherever one is shown."""
    if subsidy_yen is not None:
        widgets.say(widgets.grey(_("補助は見込みです。受給を約束するものではありません。")))


def no_aid(*, is_without_aid: bool) -> None:
    """Said wherever a subsidy would stand: this request may be made, but without it."""
    if is_without_aid:
        widgets.say(widgets.grey(_("この方への依頼には、区の補助金を使えません。")))
