"""Tells applicants and staff what has happened to a claim, in the transaction of the act."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hub.accounts import reads as people
from hub.kernel.calendar import japan_date
from hub.kernel.text import N_
from hub.platform import outbox
from hub.platform.context import Ctx
from hub.platform.outbox import Yen
from hub.subsidy import profiles, queries
from hub.subsidy.reminding import ANSWER, Step, Topic, sentence
from models.subsidy import Claim
from models.vocab import Role
from models.vocab.subsidy import ClaimAction, ClaimState, Duty

# What the firms are told at each step.
TO_FIRMS: Final[Mapping[ClaimAction, str]] = {
    ClaimAction.ACCEPT: N_("「{title}」の申請を区が受け付けました。番号は{reference}です。"),
    ClaimAction.RETURN: N_(
        "「{title}」に直してほしいところがあります。{day}までに回答してください。"
    ),
    ClaimAction.LAPSE: N_("「{title}」は回答がないため、取下げになりました。"),
    ClaimAction.WAIT: N_("「{title}」は予算の空きを待っています。順番が来たらお知らせします。"),
    ClaimAction.RESUME: N_("「{title}」の審査を再び始めました。"),
    ClaimAction.GRANT: N_("「{title}」の補助金{amount}の交付が決まりました。"),
    ClaimAction.REFUSE: N_("「{title}」の補助金は、交付しないことになりました。"),
    ClaimAction.RETURN_REPORT: N_("「{title}」の実績に直してほしいところがあります（{day}まで）。"),
    ClaimAction.DETERMINE: N_("「{title}」で払う額が{amount}に決まりました。"),
    ClaimAction.DETERMINE_NOTHING: N_("「{title}」で払う額は0円に決まりました。"),
    ClaimAction.PAY: N_("「{title}」の補助金{amount}の支払いを記録しました（{day}）。"),
    ClaimAction.TRANSFER: N_("「{title}」の補助金{amount}の支払いを記録しました（{day}）。"),
    ClaimAction.BOUNCE: N_("「{title}」の振込みが{day}に戻りました。口座を確かめてください。"),
    ClaimAction.RETURN_CHANGE: N_("「{title}」の変更の申し出が戻りました。理由：{note}"),
    ClaimAction.ALLOW_CHANGE: N_("「{title}」の変更が認められました。補助金は{amount}です。"),
    ClaimAction.DENY_CHANGE: N_("「{title}」の変更は認められません。補助金は{amount}のままです。"),
    ClaimAction.COME_BACK: N_(
        "「{title}」の振込みが{day}に戻りました。口座を確かめ、区の窓口へ連絡してください。"
    ),
    ClaimAction.ALLOW_END: N_(
        "「{title}」の廃止が認められました。返していただく額は{amount}です。"
    ),
    ClaimAction.CANCEL: N_("「{title}」の補助金{amount}の交付決定が、すべて取り消されました。"),
    ClaimAction.CANCEL_PART: N_("「{title}」の補助金のうち{amount}が取り消されました。"),
    ClaimAction.ORDER_RETURN: N_("「{title}」の補助金{amount}を、{day}までに返してください。"),
    ClaimAction.RECEIVE: N_("「{title}」の返還{amount}を受け取りました。残りは{left}です。"),
}
# What the firms are told of the fixed amount where something was advanced: less, as much, more.
AFTER_ADVANCE: Final = (
    N_("「{title}」の補助金は{amount}に決まりました。概算払の残り{left}を支払います。"),
    N_("「{title}」の補助金は{amount}に決まりました。概算払と同じ額なので、支払いは済んでいます。"),
    N_("「{title}」の補助金は{amount}に決まりました。概算払のうち{left}を返していただきます。"),
)
# What the ward's clerks, or its approvers, are told.
TO_CLERKS: Final[Mapping[ClaimAction, str]] = {
    ClaimAction.SUBMIT: N_("{group}から申請 {reference} が届きました。"),
    ClaimAction.RESUBMIT: N_("{group}が申請 {reference} を直して出し直しました。"),
    ClaimAction.WITHDRAW: N_("{group}が申請 {reference} を取り下げました。"),
    ClaimAction.REPORT: N_("{group}から {reference} の実績報告が届きました。"),
    ClaimAction.RESUBMIT_REPORT: N_("{group}が {reference} の実績を直して出し直しました。"),
    ClaimAction.INSPECT: N_("{reference} の検査が済みました。額の確定を起案してください。"),
    ClaimAction.SEND_BACK: N_("申請 {reference} が決裁から戻りました。"),
    ClaimAction.SEND_BACK_AMOUNT: N_("{reference} の額の確定が決裁から戻りました。"),
    ClaimAction.REQUEST_CHANGE: N_("{group}から {reference} の変更の申し出が届きました。"),
    ClaimAction.REQUEST_END: N_("{group}から {reference} の廃止の申し出が届きました。"),
    ClaimAction.ALLOW_END: N_("{reference} の廃止が決裁されました。"),
    ClaimAction.SEND_BACK_CHANGE: N_("{reference} の変更が決裁から戻りました。"),
    ClaimAction.SEND_BACK_CANCEL: N_("{reference} の取消しが決裁から戻りました。"),
    ClaimAction.CANCEL: N_("{reference} の取消しが決裁されました。"),
    ClaimAction.CANCEL_PART: N_("{reference} の一部の取消しが決裁されました。"),
}
TO_INSPECTORS: Final[Mapping[ClaimAction, str]] = {
    ClaimAction.REPORT: N_("{reference} の実績が届きました。検査をお願いします。"),
    ClaimAction.RESUBMIT_REPORT: N_("{reference} の実績が直りました。検査をお願いします。"),
    ClaimAction.REINSPECT: N_("{reference} をもう一度検査してください。"),
}
TO_APPROVERS: Final[Mapping[ClaimAction, str]] = {
    ClaimAction.PROPOSE: N_("申請 {reference} の決裁をお願いします。"),
    ClaimAction.PROPOSE_AMOUNT: N_("{reference} の額の確定の決裁をお願いします。"),
    ClaimAction.PROPOSE_CHANGE: N_("{reference} の変更の決裁をお願いします。"),
    ClaimAction.PROPOSE_CANCEL: N_("{reference} の取消しの決裁をお願いします。"),
    ClaimAction.ALLOW_END: N_("{reference} の廃止が決まりました。返還を命じてください。"),
    ClaimAction.DETERMINE: N_(
        "{reference} の額が概算払より少なく決まりました。返還を命じてください。"
    ),
    ClaimAction.CANCEL: N_("{reference} の取消しが決まりました。返還を命じてください。"),
    ClaimAction.CANCEL_PART: N_("{reference} の一部の取消しが決まりました。返還を命じてください。"),
}
TO_ACCOUNTING: Final[Mapping[ClaimAction, str]] = {
    ClaimAction.ORDER_RETURN: N_("{reference} の返還を命じました。入金を記録してください。"),
}
FIRM_PAGE: Final = "claim"
CLERK_PAGE: Final = "claim-review"
APPROVER_PAGE: Final = "claim-decide"
ORDER_PAGE: Final = "claim-return-order"
ACCOUNTING_PAGE: Final = "claim-repaid"
REMIND: Final = "remind"
REMINDER: Final = N_("「{title}」の回答の期限は{day}です。")
REMIND_RETURN: Final = N_("「{title}」の返還の期限は{day}です。まだ全額が届いていません。")


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence, what it is about, and the page that it leads to."""

    kind: str
    msgid: str
    page: str
    values: Mapping[str, object]
    is_reminder: bool = False


def firms(ctx: Ctx, claim: Claim, action: ClaimAction, **params: object) -> None:
    """Tell the group's leader and the leading firm's representatives."""
    values = {"title": claim.title, "reference": claim.reference or "", **params}
    tell(ctx, claim, applicants(ctx, claim), Said(action, TO_FIRMS[action], FIRM_PAGE, values))


def determined(ctx: Ctx, claim: Claim, action: ClaimAction, fixed: int, advanced: int) -> None:
    """Tell the firms the fixed amount, and what it means beside the money that they have."""
    if not advanced:
        firms(ctx, claim, action, amount=Yen(fixed))
        return
    less, more = advanced < fixed, advanced > fixed
    msgid = AFTER_ADVANCE[0 if less else 1 + more]
    values = {"title": claim.title, "amount": Yen(fixed), "left": Yen(abs(fixed - advanced))}
    tell(ctx, claim, applicants(ctx, claim), Said(action, msgid, FIRM_PAGE, values))


def remind(ctx: Ctx, claim: Claim) -> None:
    """Remind the applicant of an answer, or of money, that is due."""
    returning = claim.state is ClaimState.RETURNING
    due = claim.return_due if returning else claim.answer_due
    values = {"title": claim.title, "day": due}
    kind = f"{REMIND}-{claim.reminders}"
    msgid = REMIND_RETURN if returning else REMINDER
    said = Said(kind, msgid, FIRM_PAGE, values, is_reminder=True)
    tell(ctx, claim, applicants(ctx, claim), said)


def remind_of_due(ctx: Ctx, claim: Claim, topic: Topic, due: date, step: Step) -> int:
    """Tell those whom a due day concerns, once for each of its steps; how many they are."""
    values = {"title": claim.title, "reference": claim.reference or "", "day": due}
    kind = f"{REMIND}-{topic.name}-{due.isoformat()}-{step.offset:+d}"
    msgid = sentence(topic, due, japan_date(ctx.now))
    page = FIRM_PAGE if topic.for_firms else CLERK_PAGE
    ids = applicants(ctx, claim) if topic.for_firms else _own_clerks(ctx, claim)
    tell(ctx, claim, ids, Said(kind, msgid, page, values, is_reminder=True), version=0)
    return len(ids)


def _own_clerks(ctx: Ctx, claim: Claim) -> tuple[int, ...]:
    """The clerks who work on the claim; all clerks of the ward while nobody does, or has left."""
    clerks_now = people.holders_of(ctx, role=Role.WARD_CLERK, ward_id=claim.ward_id)
    on_it = {row.person_id for row in queries.duties(ctx, claim.id or 0) if row.duty is Duty.CLERK}
    return tuple(each for each in clerks_now if each in on_it) or clerks_now


def reminders_of_answer(ctx: Ctx, claim: Claim) -> int:
    """How often the applicant was reminded of the present answer, by hand or by the hub."""
    if claim.answer_due is None:
        return claim.reminders
    start = f"subsidy:{REMIND}-{ANSWER.name}-{claim.answer_due.isoformat()}"
    return claim.reminders + outbox.kinds_told(ctx, start, _subject(claim))


def reminded_on(ctx: Ctx, claim: Claim) -> date | None:
    """Day of the last reminder about this claim; None when there was none."""
    at = outbox.last_told(ctx, f"subsidy:{REMIND}-", _subject(claim))
    return japan_date(at) if at else None


def clerks(ctx: Ctx, claim: Claim, action: ClaimAction, group: str) -> None:
    """Tell the clerks of the ward."""
    ids = people.holders_of(ctx, role=Role.WARD_CLERK, ward_id=claim.ward_id)
    values = {"group": group, "reference": claim.reference or ""}
    tell(ctx, claim, ids, Said(action, TO_CLERKS[action], CLERK_PAGE, values))


def inspectors(ctx: Ctx, claim: Claim, action: ClaimAction) -> None:
    """Tell the inspectors of the ward, where the programme has them."""
    if not profiles.is_full(ctx, claim):
        return
    ids = people.holders_of(ctx, role=Role.INSPECTOR, ward_id=claim.ward_id)
    values = {"reference": claim.reference or ""}
    tell(ctx, claim, ids, Said(action, TO_INSPECTORS[action], CLERK_PAGE, values))


def approvers(ctx: Ctx, claim: Claim, action: ClaimAction) -> None:
    """Tell the approvers of the ward."""
    ids = people.holders_of(ctx, role=Role.WARD_APPROVER, ward_id=claim.ward_id)
    values = {"reference": claim.reference or ""}
    page = ORDER_PAGE if claim.state is ClaimState.RETURNING else APPROVER_PAGE
    tell(ctx, claim, ids, Said(action, TO_APPROVERS[action], page, values))


def accounting(ctx: Ctx, claim: Claim, action: ClaimAction) -> None:
    """Tell accounting of the ward."""
    ids = people.holders_of(ctx, role=Role.ACCOUNTING, ward_id=claim.ward_id)
    values = {"reference": claim.reference or ""}
    tell(ctx, claim, ids, Said(action, TO_ACCOUNTING[action], ACCOUNTING_PAGE, values))


def applicants(ctx: Ctx, claim: Claim) -> tuple[int, ...]:
    """People of the leading firm who act for the group."""
    roles = (Role.GROUP_LEADER, Role.FIRM_REPRESENTATIVE)
    found = [
        person_id
        for role in roles
        for person_id in people.holders_of(ctx, role=role, firm_id=claim.firm_id)
    ]
    return tuple(dict.fromkeys(found))


def tell(
    ctx: Ctx, claim: Claim, person_ids: Iterable[int], said: Said, version: int | None = None
) -> None:
    """Say one sentence about a claim to each of them."""
    for person_id in person_ids:
        outbox.notice(
            ctx,
            f"subsidy:{said.kind}",
            _subject(claim),
            person_id,
            said.msgid,
            version=claim.version if version is None else version,
            page=f"{said.page}?claim={claim.id}",
            params=said.values,
            is_reminder=said.is_reminder,
        )


def _subject(claim: Claim) -> str:
    return f"claim-{claim.id}"
