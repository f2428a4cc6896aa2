"""Words of a decision that its pages share: the act, its button, its consequence."""

from typing import Final

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.subsidy.reads import DecidePage
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import DecisionKind
from pages.kit import widgets

DECIDES: Final = frozenset(
    {
        Do.GRANT,
        Do.REFUSE,
        Do.DETERMINE,
        Do.DETERMINE_NOTHING,
        Do.CANCEL,
        Do.CANCEL_PART,
        Do.ALLOW_CHANGE,
        Do.DENY_CHANGE,
        Do.ALLOW_END,
    }
)
BACKS: Final = (Do.SEND_BACK, Do.SEND_BACK_AMOUNT, Do.SEND_BACK_CHANGE, Do.SEND_BACK_CANCEL)


def may_decide(seen: DecidePage) -> bool:
    """Say whether this person can decide it now."""
    return bool(DECIDES & set(seen.claim.actions))


def may_give_back(seen: DecidePage) -> bool:
    """Say whether this person can give it back now."""
    return bool(set(BACKS) & set(seen.claim.actions))


def nothing(seen: DecidePage) -> None:
    """The claim is not, or no longer, waiting for this decision."""
    head = seen.claim.head
    widgets.title(head.group, back=(_("決裁待ち"), "decisions"), place=head.reference)
    if Do.ORDER_RETURN in seen.claim.actions:
        with widgets.lead("order"):
            widgets.heading(_("次は、返還を命じます。"))
            query = {"claim": str(head.claim_id)}
            label = _("返還を命じる")
            widgets.go(label, "claim-return-order", "subsidy-order", query=query, main=True)
        return
    widgets.empty(
        _("この申請は、いま決裁を待っていません"),
        _("いまの状態は「{state}」です。").format(state=translated(head.state_words)),
        (_("決裁待ちの一覧を見る"), "decisions"),
    )


def act_words(kind: DecisionKind, group: str) -> str:
    """The act as a sentence."""
    words = {
        DecisionKind.GRANT: _("{group}に交付する額を決める"),
        DecisionKind.REFUSAL: _("{group}への不交付を決める"),
        DecisionKind.DETERMINATION: _("{group}に払う額を決める"),
        DecisionKind.CANCELLATION: _("{group}の交付決定を取り消す"),
        DecisionKind.CHANGE: _("{group}の計画の変更を認める"),
        DecisionKind.CHANGE_REFUSAL: _("{group}の計画の変更を認めない"),
        DecisionKind.ENDING: _("{group}の事業の廃止を認める"),
    }
    return words[kind].format(group=group)


def button_words(kind: DecisionKind, amount: str) -> str:
    """The button with its sum."""
    if kind is DecisionKind.REFUSAL:
        return _("不交付で決裁する")
    if kind is DecisionKind.CHANGE_REFUSAL:
        return _("認めないと決裁する")
    if kind is DecisionKind.ENDING:
        return _("廃止を認めると決裁する")
    if kind is DecisionKind.CANCELLATION:
        return _("{amount}の取消しを決裁する").format(amount=amount)
    return _("{amount}で決裁する").format(amount=amount)


def consequence(seen: DecidePage, kind: DecisionKind) -> str:
    """What the decision does to sum, budget and notice."""
    back = _("決裁すると額が決まり、{change}が予算に戻ります。通知書も作ります。")
    taken = _("決裁すると取消しが決まり、{change}が予算に戻ります。通知書も作ります。")
    still = {
        DecisionKind.REFUSAL: _("決裁すると不交付が決まり、通知書を作ります。予算は動きません。"),
        DecisionKind.DETERMINATION: _("決裁すると払う額が決まり、通知書を作ります。"),
        DecisionKind.CANCELLATION: _(
            "決裁すると取消しが決まり、通知書を作ります。次に決裁者が返還を命じます。"
        ),
        DecisionKind.ENDING: _(
            "決裁すると廃止が決まり、通知書を作ります。次に決裁者が返還を命じます。"
        ),
        DecisionKind.CHANGE: _("決裁すると計画が変わり、通知書を作ります。予算は動きません。"),
        DecisionKind.CHANGE_REFUSAL: _(
            "決裁すると計画は変わらず、通知書を作ります。予算は動きません。"
        ),
    }
    moves = {
        DecisionKind.GRANT: _(
            "決裁すると額が決まり、予算から{change}を使います。通知書も作ります。"
        ),
        DecisionKind.DETERMINATION: back,
        DecisionKind.CANCELLATION: taken,
        DecisionKind.ENDING: _(
            "決裁すると廃止が決まり、{change}が予算に戻ります。通知書も作ります。"
        ),
        DecisionKind.CHANGE: back
        if seen.change_yen > 0
        else _("決裁すると計画が変わり、予算から{change}を使います。通知書も作ります。"),
    }
    words = moves if seen.change_yen or kind is DecisionKind.GRANT else still
    return words[kind].format(change=yen(abs(seen.change_yen)))
