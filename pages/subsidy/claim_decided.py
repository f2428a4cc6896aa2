"""What was decided, and the next claim that waits."""

from typing import Final

from hub.i18n import _, translated
from hub.i18n.values import yen
from hub.kernel.text import N_
from hub.subsidy import reads
from hub.subsidy.reads import DecidePage
from models.vocab import Role
from models.vocab.subsidy import ClaimAction as Do
from models.vocab.subsidy import ClaimState as In
from pages.kit import act, address, widgets
from pages.kit.page import page
from pages.subsidy.parts import decide_steps

FIXED: Final = frozenset({In.DETERMINED, In.PAID, In.COMPLETED})


@page(path="claim-decided", title=N_("決裁しました"), roles=(Role.WARD_APPROVER,), in_menu=False)
def render() -> None:
    """The act in one sentence; the next claim is the primary."""
    seen: DecidePage = act.read(reads.decide_page, claim_id=address.number("claim"))
    head = seen.claim.head
    if seen.claim.proposal is not None:
        decide_steps.nothing(seen)
        return
    widgets.title(_("決裁しました"), back=(_("決裁待ち"), "decisions"), place=head.reference)
    with widgets.lead("decided"):
        widgets.heading(_said(seen))
        widgets.say(_("通知書は、まもなく申請の書類に出ます。"))
        if Do.ORDER_RETURN in seen.claim.actions:
            query = {"claim": str(head.claim_id)}
            label = _("返還を命じる")
            widgets.go(label, "claim-return-order", "subsidy-order", query=query, main=True)
        elif seen.next_claim_id is not None:
            query = {"claim": str(seen.next_claim_id)}
            widgets.go(_("次の申請を開く"), "claim-decide", "subsidy-next", query=query, main=True)
        else:
            widgets.say(_("決裁を待つ申請は、もうありません。"))
            widgets.go(_("決裁待ちの一覧へ戻る"), "decisions", "subsidy-list", main=True)
    widgets.link(_("決裁した申請を見る"), "claim-review", {"claim": str(head.claim_id)})


def _said(seen: DecidePage) -> str:
    """The decision in one sentence: by the last step, else by the state."""
    head = seen.claim.head
    last = seen.claim.history[-1].action if seen.claim.history else None
    taken = seen.claim.returning.cancelled_yen if seen.claim.returning else 0
    fixed, granted = yen(head.fixed_yen or 0), yen(head.granted_yen or 0)
    cancelled = (_("{group}の{amount}を取り消しました。"), yen(taken))
    decided = (_("{group}に払う額を{amount}に決めました。"), fixed)
    by_step = {
        Do.REFUSE: (_("{group}への不交付を決めました。"), ""),
        Do.CANCEL: cancelled,
        Do.CANCEL_PART: cancelled,
        Do.DENY_CHANGE: (_("{group}の変更を認めないと決めました。"), ""),
        Do.ALLOW_END: (_("{group}の事業の廃止を認めました。"), ""),
        Do.DETERMINE: decided,
        Do.DETERMINE_NOTHING: decided,
    }
    words, amount = by_step.get(last, ("", "")) if last else ("", "")
    if not words and head.state in FIXED:
        words, amount = decided
    if not words and head.state is In.GRANTED:
        words, amount = _("{group}に{amount}の交付を決めました。"), granted
    if not words:
        words = _("いまの状態は「{state}」です。")
    state = translated(head.state_words)
    return words.format(group=head.group, amount=amount, state=state)
