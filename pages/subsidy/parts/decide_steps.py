"""Words of a decision that its pages share: the act, its button, its consequence."""

from typing import Final

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.subsidy.reads import DecidePage
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import DecisionKind
from pages.kit import widgets

DECIDES: Final = frozenset(
    {Do.GRANT, Do.REFUSE, Do.DETERMINE, Do.DETERMINE_NOTHING, Do.CANCEL, Do.CANCEL_PART}
)
BACKS: Final = (Do.SEND_BACK, Do.SEND_BACK_AMOUNT, Do.SEND_BACK_CANCEL)


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
    }
    return words[kind].format(group=group)


def button_words(kind: DecisionKind, amount: str) -> str:
    """The button with its sum."""
    if kind is DecisionKind.REFUSAL:
        return _("不交付で決裁する")
    if kind is DecisionKind.CANCELLATION:
        return _("{amount}の取消しを決裁する").format(amount=amount)
    return _("{amount}で決裁する").format(amount=amount)


def consequence(seen: DecidePage, kind: DecisionKind) -> str:
    """What the decision does to sum, budget and notice."""
    change = yen(abs(seen.change_yen))
    if kind is DecisionKind.REFUSAL:
        return _("決裁すると不交付が決まり、通知書を作ります。予算は動きません。")
    if kind is DecisionKind.CANCELLATION and not seen.change_yen:
        return _("決裁すると取消しが決まり、通知書を作ります。次に担当が返還を命じます。")
    if kind is DecisionKind.CANCELLATION:
        words = _("決裁すると取消しが決まり、{change}が予算に戻ります。通知書も作ります。")
        return words.format(change=change)
    if kind is DecisionKind.GRANT:
        return _("決裁すると額が決まり、予算から{change}を使います。通知書も作ります。").format(
            change=change
        )
    if not seen.change_yen:
        return _("決裁すると払う額が決まり、通知書を作ります。")
    return _("決裁すると額が決まり、{change}が予算に戻ります。通知書も作ります。").format(
        change=change
    )
