"""A claim in the words of the firms: what happens next, until when, which amount counts."""

from typing import Literal

from hub.i18n import _, translated
from hub.i18n.values import day, yen
from hub.subsidy.reads import ClaimHead
from models.vocab.subsidy import RETURNED_CLAIMS, ClaimState

Tone = Literal["act", "good", "wait", "plain", "bad"]
OURS = (ClaimState.DRAFT, *RETURNED_CLAIMS, ClaimState.RETURNING)
GOOD = (ClaimState.GRANTED, ClaimState.DETERMINED, ClaimState.PAID, ClaimState.COMPLETED)
OVER = (
    ClaimState.REFUSED, ClaimState.WITHDRAWN, ClaimState.CANCELLED, ClaimState.REPAID,
    ClaimState.ENDED,
)  # fmt: skip


def tone(head: ClaimHead) -> Tone:
    """Blue where the firm can act, green where money is agreed, yellow where the ward works."""
    if head.state in OURS:
        return "act"
    if head.state in GOOD:
        return "good"
    return "plain" if head.state in OVER else "wait"


def asks(head: ClaimHead) -> str:
    """The heading of the card that waits for the leader."""
    words = {
        ClaimState.DRAFT: _("「{title}」の申請が書きかけです"),
        ClaimState.RETURNED: _("「{title}」に直してほしいところがあります"),
        ClaimState.REPORT_RETURNED: _("「{title}」の実績に直してほしいところがあります"),
        ClaimState.GRANTED: _("「{title}」の実績を報告してください"),
        ClaimState.RETURNING: _("「{title}」の補助金を返してください"),
        ClaimState.DETERMINED: _("「{title}」の補助金を請求してください"),
    }
    return words.get(head.state, "{title}").format(title=head.title)


def button(head: ClaimHead) -> str:
    """The button of that card."""
    words = {
        ClaimState.DRAFT: _("続きを書く"),
        ClaimState.GRANTED: _("実績の報告へ進む"),
        ClaimState.RETURNING: _("返す額と理由を見る"),
        ClaimState.DETERMINED: _("請求へ進む"),
    }
    return words.get(head.state, _("直すところを見る"))


def next_sentence(head: ClaimHead) -> str:
    """What happens next, and until when."""
    until = day(head.due.on) if head.due else ""
    words = {
        ClaimState.DRAFT: _("内容を確かめて提出すると、区に届きます。"),
        ClaimState.SUBMITTED: _("区が受け付けると、お知らせします。"),
        ClaimState.REVIEW: _("区は{until}までに結果を出す予定です。"),
        ClaimState.RETURNED: _("{until}までに回答してください。"),
        ClaimState.WAITING_BUDGET: _("予算の空きが出ると、受け付けた順に進みます。"),
        ClaimState.DECIDING: _("区の責任者が決めています。{until}までの予定です。"),
        ClaimState.GRANTED: _("{until}までに、行ったことと使ったお金を報告してください。"),
        ClaimState.REFUSED: _("理由は下と通知書に書いてあります。"),
        ClaimState.REPORT_REVIEW: _("区は{until}までに払う額を決める予定です。"),
        ClaimState.REPORT_RETURNED: _("{until}までに回答してください。"),
        ClaimState.INSPECTED: _("区は{until}までに払う額を決める予定です。"),
        ClaimState.FIXING: _("区の責任者が払う額を決めています。"),
        ClaimState.DETERMINED: (
            _("{until}までに、区が振り込む予定です。")
            if until
            else _("請求すると、区が支払いの手続を始めます。")
        ),
        ClaimState.PAID: _("補助金の支払いが済みました。書類は条件の年数だけ残してください。"),
        ClaimState.COMPLETED: _("手続はすべて終わりました。書類は条件の年数だけ残してください。"),
        ClaimState.WITHDRAWN: _("同じ費用で、もう一度申し込めます。"),
        ClaimState.DISCARDED: _("同じ費用で、もう一度申し込めます。"),
        ClaimState.CHANGE_REVIEW: _("区は{until}までに、変更の結果を出す予定です。"),
        ClaimState.CHANGE_DECIDING: _("区の責任者が、変更を認めるかを決めています。"),
        ClaimState.ENDED: _("理由は下と通知書に書いてあります。"),
        ClaimState.CANCELLING: _("結果が決まると、お知らせします。"),
        ClaimState.RETURNING: (
            _("{until}までに返してください。額と理由は下に書いてあります。")
            if until
            else _("区から返還命令書が届くまでお待ちください。")
        ),
        ClaimState.REPAID: _("返すお金は、すべて区に届きました。"),
        ClaimState.CANCELLED: _("理由は下と通知書に書いてあります。"),
    }
    return words[head.state].format(until=until)


def amount_words(head: ClaimHead) -> str:
    """The amount that counts now: fixed before granted before asked."""
    if head.paid_yen and (head.fixed_yen is None or head.left_yen):
        fixed = head.fixed_yen is not None
        words = (
            _("確定 {amount}（概算払 {paid}）") if fixed else _("決定 {amount}（概算払 {paid}）")
        )
        amount = head.fixed_yen or head.granted_yen or 0
        return words.format(amount=yen(amount), paid=yen(head.paid_yen))
    if head.paid_yen is not None:
        return _("支払ずみ {amount}").format(amount=yen(head.paid_yen))
    if head.fixed_yen is not None:
        return _("確定 {amount}").format(amount=yen(head.fixed_yen))
    if head.granted_yen is not None:
        return _("決定 {amount}").format(amount=yen(head.granted_yen))
    if head.entitled_yen is not None:
        return _("申請 {amount}").format(amount=yen(head.entitled_yen))
    return ""


def state(head: ClaimHead) -> str:
    """The state in the firms' words."""
    return translated(head.applicant_words)
