"""What the pages of this room share: words for shares, states and rules."""

from collections.abc import Mapping
from typing import Final

from hub.groups.reads import AgreementText, CostShares, RuleRow, ShareCell
from hub.i18n import _, n_, translated
from hub.i18n.values import listed as listed
from hub.i18n.values import yen
from models.vocab import Role
from models.vocab.groups import EligibilityRule, GroupState, ShareMethod
from pages.kit.facts import Tone

FIRMS: Final = (Role.FIRM_REPRESENTATIVE, Role.FIRM_TUTOR, Role.GROUP_LEADER)
STAFF: Final = (Role.COORDINATOR, Role.WARD_CLERK, Role.WARD_APPROVER, Role.AUDITOR)
FOUNDERS: Final = (Role.FIRM_REPRESENTATIVE, Role.GROUP_LEADER, Role.COORDINATOR)
_TONES: Final[Mapping[GroupState, Tone]] = {
    GroupState.INTEREST: "wait",
    GroupState.PREPARATORY: "wait",
    GroupState.AGREED: "wait",
    GroupState.UNDER_REVIEW: "wait",
    GroupState.REGISTERED: "good",
    GroupState.ACTIVE: "good",
    GroupState.CHANGED: "good",
    GroupState.SUSPENDED: "bad",
    GroupState.REFUSED: "bad",
}


def tone(state: GroupState) -> Tone:
    """Green is open, yellow waits for somebody, red is refused."""
    return _TONES.get(state, "plain")


def percent(parts: int) -> str:
    """Hundredths of a percent: 50％, 33.34％."""
    whole, rest = divmod(parts, 100)
    figure = f"{whole}.{rest:02d}".rstrip("0") if rest else str(whole)
    return _("{figure}％").format(figure=figure)


def share_words(costs: CostShares, cell: ShareCell) -> str:
    """What one firm bears of one kind of cost, in one cell."""
    if costs.method is ShareMethod.PERCENT:
        return percent(cell.weight)
    if costs.method is ShareMethod.CAPACITY:
        return _("従業員{count}人分").format(count=cell.weight)
    equal = _("{count}社で等分").format(count=len(costs.cells))
    if costs.method is ShareMethod.FIXED:
        return _("{amount}と、残りを{equal}").format(amount=yen(cell.fixed_yen), equal=equal)
    return equal


def example(text: AgreementText, costs: CostShares) -> str:
    """An amount divided among the firms, so that a share can be pictured."""
    names = {row.firm_id: row.firm for row in text.firms}
    total = sum(cell.example_yen for cell in costs.cells)
    parts = listed([f"{names[cell.firm_id]} {yen(cell.example_yen)}" for cell in costs.cells])
    sentence = _("例：{cost}が{total}なら、{parts}です。")
    return sentence.format(cost=translated(costs.label), total=yen(total), parts=parts)


def cost_words(text: AgreementText, costs: CostShares) -> str:
    """One kind of cost with the share of each firm, in one sentence."""
    names = {row.firm_id: row.firm for row in text.firms}
    each = [f"{names[cell.firm_id]} {share_words(costs, cell)}" for cell in costs.cells]
    same = costs.method is ShareMethod.EQUAL
    said = share_words(costs, costs.cells[0]) if same else listed(each)
    return _("{name}：{text}").format(name=translated(costs.label), text=said)


def rule_words(row: RuleRow) -> str:
    """What a rule of registration says, with its figures and what is missing."""
    if row.rule is EligibilityRule.HEAD_OFFICE:
        said = _("区内に本店がある会社は、{of}社のうち{counted}社です。")
    elif row.rule is EligibilityRule.SIZE:
        said = _("会社は{counted}社です。{of}社以上必要です。")
    elif row.rule is EligibilityRule.AGREEMENT:
        said = _("{of}社のうち{counted}社が、今の協約書に署名しました。")
    elif row.passed is None:
        return _("区の審査担当が、全社の書類で確かめます。")
    else:
        return _("全社の書類で確かめました。") if row.passed else _("書類が足りません。")
    words_ = said.format(counted=row.counted, of=row.of)
    if row.passed:
        return words_
    return words_ + n_("あと{count}社必要です。", "あと{count}社必要です。", row.short).format(
        count=row.short
    )


def rule_tag(row: RuleRow) -> tuple[str, Tone]:
    """The word and tone of a rule."""
    if row.passed is None:
        return _("これから"), "plain"
    return (_("合います"), "good") if row.passed else (_("足りません"), "wait")
