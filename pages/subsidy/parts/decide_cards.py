"""Cards of the approver's page: amount and why, accepted findings, the last claim, budget."""

import streamlit as st

from hub.i18n import _, n_, translated
from hub.i18n.values import moment, round_yen, yen
from hub.subsidy.reads import DecidePage, Proposal, Working
from models.vocab.subsidy import DecisionKind
from pages.kit import tables, widgets
from pages.subsidy.parts import change_card, finding_cards, working_card


def route(proposal: Proposal) -> None:
    """Who has done what on the way, and where it is now."""
    with widgets.pair("route"):
        done = _("担当 {person} {at}")
        widgets.say(done.format(person=proposal.clerk, at=moment(proposal.at)))
        widgets.tag(_("ずみ"), "good")
        widgets.say(_("次は決裁"))
        widgets.tag(_("いまここ"), "act")


def amount(seen: DecidePage, proposal: Proposal) -> None:
    """The sum, why it is this sum, and the ways to every step and to the claim itself."""
    names = {
        DecisionKind.GRANT: _("交付する額"),
        DecisionKind.REFUSAL: _("交付する額"),
        DecisionKind.DETERMINATION: _("払う額"),
        DecisionKind.CANCELLATION: _("取り消す額"),
        DecisionKind.CHANGE: _("変更後の額"),
        DecisionKind.CHANGE_REFUSAL: _("変更後の額"),
        DecisionKind.ENDING: _("なくなる額"),
    }
    with widgets.lead("amt"):
        left, right = st.columns([1, 1.9], gap="medium")
        with left:
            widgets.number(names[proposal.kind], yen(_shown(seen, proposal)), "")
        with right:
            if proposal.kind is DecisionKind.REFUSAL:
                widgets.say(_("不交付の理由：{reason}").format(reason=proposal.reason))
            elif proposal.kind is DecisionKind.CHANGE_REFUSAL:
                widgets.say(_("認めない理由：{reason}").format(reason=proposal.reason))
            elif proposal.kind is DecisionKind.CANCELLATION:
                _cancelled(seen, proposal)
            elif proposal.kind not in {DecisionKind.CHANGE, DecisionKind.ENDING}:
                widgets.say(_why(seen.claim.working))
                widgets.say(_within(seen.claim.working))
            if seen.claim.changing is not None:
                change_card.show(seen.claim.changing, seen.claim.head.granted_yen or 0)
            query = {"claim": str(seen.claim.head.claim_id)}
            widgets.link(_("明細と書類、経過を見る"), "claim-review", query)
        if proposal.kind in {DecisionKind.GRANT, DecisionKind.DETERMINATION}:
            working_card.folded_steps(seen.claim)


def _shown(seen: DecidePage, proposal: Proposal) -> int:
    """The amount that stands after the decision; a refused change leaves what there is."""
    refused = proposal.kind is DecisionKind.CHANGE_REFUSAL
    return seen.claim.in_force_yen if refused else proposal.amount_yen


def _cancelled(seen: DecidePage, proposal: Proposal) -> None:
    """Why, what the firms said, and what is to come back."""
    left = seen.claim.in_force_yen - proposal.amount_yen
    words = _("いまの額 {now}のうち、残るのは{left}です。")
    widgets.say(words.format(now=yen(seen.claim.in_force_yen), left=yen(left)))
    widgets.say(_("事由：{cause}").format(cause=translated(proposal.cause)))
    widgets.say(_("理由：{reason}").format(reason=proposal.reason))
    widgets.say(_("申請者から聞いたこと：{hearing}").format(hearing=proposal.hearing))
    back = max(0, (seen.claim.head.paid_yen or 0) - left)
    if back:
        words = _("支払ずみの{amount}と加算金の返還を求めます。")
        widgets.say(words.format(amount=yen(back)))


def _why(working: Working) -> str:
    words = _("対象の費用 {base}の{num}／{den}です（{unit}未満は切り捨て）。")
    return words.format(
        base=yen(working.base_yen), num=working.num, den=working.den, unit=yen(working.unit_yen)
    )


def _within(working: Working) -> str:
    if working.granted_yen is not None and working.cap_yen is not None:
        words = _("決定額 {granted}と上限 {cap}の中です。")
        return words.format(granted=yen(working.granted_yen), cap=yen(working.cap_yen))
    if working.cap_yen is not None:
        return _("上限 {cap}の中です。").format(cap=yen(working.cap_yen))
    return _("この制度に上限額はありません。")


def waived(seen: DecidePage) -> None:
    """What was found and accepted with a reason: here the approver takes a risk."""
    if not seen.waived:
        widgets.say(_("認めた指摘はありません。"))
        return
    with widgets.card("waived"):
        count = len(seen.waived)
        words = n_("理由を書いて認めた指摘 {count}件", "理由を書いて認めた指摘 {count}件", count)
        widgets.heading(words.format(count=count))
        for row in seen.waived:
            left, right = st.columns(2, gap="medium")
            with left, widgets.pair(f"waived-{row.finding_id}"):
                widgets.tag(translated(row.level_words), finding_cards.TONES[row.level])
                widgets.say(widgets.bold(finding_cards.said(row)))
            with right:
                widgets.say(row.waived_why)
                if row.closed_at:
                    by = _("認めた人 {person} {at}")
                    who = by.format(person=row.closed_by, at=moment(row.closed_at))
                    widgets.say(widgets.grey(who))


def last_claim(seen: DecidePage) -> None:
    """The same group's earlier claim; bold where it differs."""
    with widgets.card("last"):
        widgets.heading(_("前回との違い"))
        last = seen.last
        if last is None:
            widgets.say(_("この制度で、このグループの前の申請はありません。"))
            return
        now_yen = seen.claim.working.amount_yen
        pairs = [
            (_("額"), yen(last.amount_yen), yen(now_yen)),
            (_("訪問の回数"), str(last.visits), str(seen.visits)),
            (_("参加した会社"), str(last.firms), str(seen.firms)),
        ]
        rows = [
            (name, before, widgets.bold(now) if now != before else now)
            for name, before, now in pairs
        ]
        right = [tables.Column(name, right=True) for name in (_("前回"), _("今回"))]
        tables.table(rows, ["", *right], _("前回との違い"), show_caption=False)
        widgets.say(widgets.grey(_("前回の申請 {reference}").format(reference=last.reference)))


def budget(seen: DecidePage) -> None:
    """Before, change, after; the bar is what is used of the allotment afterwards."""
    line = seen.claim.budget
    with widgets.card("budget"):
        widgets.heading(_("予算の残り"))
        change = _("戻る額") if seen.change_yen >= 0 else _("使う額")
        widgets.sum_rows(
            [
                (_("決める前"), yen(seen.before_yen)),
                (change, yen(seen.change_yen)),
                widgets.SumRow(_("決めた後"), yen(seen.after_yen), total=True),
            ]
        )
        used = line.allotted_yen - seen.after_yen
        widgets.share_of(used, line.allotted_yen)
        words = _("{allotted}のうち{used}を使う見込みです。")
        widgets.say(
            widgets.grey(words.format(allotted=round_yen(line.allotted_yen), used=round_yen(used)))
        )
