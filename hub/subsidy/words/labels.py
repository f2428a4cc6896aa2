"""Labels of the subsidy room; applicants and staff read different words of a state."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hub.kernel.text import N_
from models.vocab.subsidy import (
    BudgetAccount,
    BudgetEvent,
    CancelCause,
    Check,
    ClaimAction,
    ClaimState,
    DecisionKind,
    Duty,
    FindingLevel,
    OrderAction,
    OrderKind,
    OrderState,
    Profile,
    Stage,
)

# What staff read.
STATE_LABELS: Final[Mapping[ClaimState, str]] = MappingProxyType(
    {
        ClaimState.DRAFT: N_("下書き"),
        ClaimState.SUBMITTED: N_("受付待ち"),
        ClaimState.REVIEW: N_("審査中"),
        ClaimState.RETURNED: N_("補正中"),
        ClaimState.WAITING_BUDGET: N_("予算待ち"),
        ClaimState.DECIDING: N_("決裁中"),
        ClaimState.GRANTED: N_("交付決定"),
        ClaimState.REFUSED: N_("不交付"),
        ClaimState.REPORT_REVIEW: N_("実績の審査"),
        ClaimState.REPORT_RETURNED: N_("実績の補正"),
        ClaimState.FIXING: N_("確定の決裁中"),
        ClaimState.DETERMINED: N_("確定"),
        ClaimState.PAID: N_("支払済"),
        ClaimState.COMPLETED: N_("完了"),
        ClaimState.WITHDRAWN: N_("取下げ"),
        ClaimState.DISCARDED: N_("破棄"),
        ClaimState.CANCELLING: N_("取消しの決裁中"),
        ClaimState.RETURNING: N_("返還中"),
        ClaimState.REPAID: N_("返還済"),
        ClaimState.CANCELLED: N_("交付決定の取消し"),
        ClaimState.CHANGE_REVIEW: N_("変更の審査"),
        ClaimState.CHANGE_DECIDING: N_("変更の決裁中"),
        ClaimState.ENDED: N_("廃止"),
        ClaimState.INSPECTED: N_("検査済"),
    }
)
# What the firms read.
APPLICANT_LABELS: Final[Mapping[ClaimState, str]] = MappingProxyType(
    {
        ClaimState.DRAFT: N_("書きかけ"),
        ClaimState.SUBMITTED: N_("区の受付を待っています"),
        ClaimState.REVIEW: N_("区が確かめています"),
        ClaimState.RETURNED: N_("直してほしいところがあります"),
        ClaimState.WAITING_BUDGET: N_("予算の空きを待っています"),
        ClaimState.DECIDING: N_("区が決めています"),
        ClaimState.GRANTED: N_("補助金が決まりました"),
        ClaimState.REFUSED: N_("補助金は出ません"),
        ClaimState.REPORT_REVIEW: N_("区が実績を確かめています"),
        ClaimState.REPORT_RETURNED: N_("実績に直してほしいところがあります"),
        ClaimState.FIXING: N_("区が払う額を決めています"),
        ClaimState.DETERMINED: N_("払う額が決まりました"),
        ClaimState.PAID: N_("支払いが済みました"),
        ClaimState.COMPLETED: N_("すべて終わりました"),
        ClaimState.WITHDRAWN: N_("申込みをやめました"),
        ClaimState.DISCARDED: N_("書きかけを捨てました"),
        ClaimState.CANCELLING: N_("区が取消しを決めています"),
        ClaimState.RETURNING: N_("返すお金があります"),
        ClaimState.REPAID: N_("返還が済みました"),
        ClaimState.CANCELLED: N_("補助金が取り消されました"),
        ClaimState.CHANGE_REVIEW: N_("区が変更を確かめています"),
        ClaimState.CHANGE_DECIDING: N_("区が変更を決めています"),
        ClaimState.ENDED: N_("事業をやめました"),
        ClaimState.INSPECTED: N_("区の検査が済みました"),
    }
)
ACTION_LABELS: Final[Mapping[ClaimAction, str]] = MappingProxyType(
    {
        ClaimAction.SUBMIT: N_("提出する"),
        ClaimAction.DISCARD: N_("書きかけを捨てる"),
        ClaimAction.ACCEPT: N_("受け付ける"),
        ClaimAction.RETURN: N_("補正を求める"),
        ClaimAction.RESUBMIT: N_("直して出し直す"),
        ClaimAction.LAPSE: N_("取下げとみなす"),
        ClaimAction.WITHDRAW: N_("申込みを取り下げる"),
        ClaimAction.PROPOSE: N_("起案する"),
        ClaimAction.WAIT: N_("予算待ちにする"),
        ClaimAction.RESUME: N_("審査に戻す"),
        ClaimAction.SEND_BACK: N_("担当に戻す"),
        ClaimAction.GRANT: N_("交付を決める"),
        ClaimAction.REFUSE: N_("不交付を決める"),
        ClaimAction.REPORT: N_("実績を報告する"),
        ClaimAction.RETURN_REPORT: N_("実績の補正を求める"),
        ClaimAction.RESUBMIT_REPORT: N_("実績を直して出し直す"),
        ClaimAction.PROPOSE_AMOUNT: N_("払う額を起案する"),
        ClaimAction.SEND_BACK_AMOUNT: N_("実績の審査に戻す"),
        ClaimAction.DETERMINE: N_("払う額を決める"),
        ClaimAction.DETERMINE_NOTHING: N_("これから払う額を0円に決める"),
        ClaimAction.PAY: N_("支払いを記録する"),
        ClaimAction.COMPLETE: N_("完了にする"),
        ClaimAction.COME_BACK: N_("振込みの戻りを記録する"),
        ClaimAction.PROPOSE_CANCEL: N_("取消しを起案する"),
        ClaimAction.SEND_BACK_CANCEL: N_("取消しの起案を戻す"),
        ClaimAction.CANCEL: N_("すべて取り消す"),
        ClaimAction.CANCEL_PART: N_("一部を取り消す"),
        ClaimAction.ORDER_RETURN: N_("返還を命じる"),
        ClaimAction.RECEIVE: N_("返還の入金を記録する"),
        ClaimAction.REQUEST_CHANGE: N_("計画の変更を申し出る"),
        ClaimAction.RETURN_CHANGE: N_("変更の申し出を戻す"),
        ClaimAction.PROPOSE_CHANGE: N_("変更を起案する"),
        ClaimAction.SEND_BACK_CHANGE: N_("変更の起案を戻す"),
        ClaimAction.ALLOW_CHANGE: N_("変更を認める"),
        ClaimAction.DENY_CHANGE: N_("変更を認めない"),
        ClaimAction.REQUEST_END: N_("事業の廃止を申し出る"),
        ClaimAction.ALLOW_END: N_("廃止を認める"),
        ClaimAction.INSPECT: N_("検査を済ませる"),
        ClaimAction.REINSPECT: N_("もう一度検査を頼む"),
        ClaimAction.TRANSFER: N_("振込みを記録する"),
        ClaimAction.BOUNCE: N_("組戻しを記録する"),
    }
)
EVENT_LABELS: Final[Mapping[ClaimAction, str]] = MappingProxyType(
    {
        ClaimAction.SUBMIT: N_("提出しました"),
        ClaimAction.DISCARD: N_("書きかけを捨てました"),
        ClaimAction.ACCEPT: N_("受け付けました"),
        ClaimAction.RETURN: N_("補正を求めました"),
        ClaimAction.RESUBMIT: N_("直して出し直しました"),
        ClaimAction.LAPSE: N_("取下げとみなしました"),
        ClaimAction.WITHDRAW: N_("取り下げました"),
        ClaimAction.PROPOSE: N_("起案しました"),
        ClaimAction.WAIT: N_("予算待ちにしました"),
        ClaimAction.RESUME: N_("審査に戻しました"),
        ClaimAction.SEND_BACK: N_("担当に戻しました"),
        ClaimAction.GRANT: N_("交付を決めました"),
        ClaimAction.REFUSE: N_("不交付を決めました"),
        ClaimAction.REPORT: N_("実績を報告しました"),
        ClaimAction.RETURN_REPORT: N_("実績の補正を求めました"),
        ClaimAction.RESUBMIT_REPORT: N_("実績を直して出し直しました"),
        ClaimAction.PROPOSE_AMOUNT: N_("払う額を起案しました"),
        ClaimAction.SEND_BACK_AMOUNT: N_("実績の審査に戻しました"),
        ClaimAction.DETERMINE: N_("払う額を決めました"),
        ClaimAction.DETERMINE_NOTHING: N_("これから払う額を0円に決めました"),
        ClaimAction.PAY: N_("支払いを記録しました"),
        ClaimAction.COMPLETE: N_("完了にしました"),
        ClaimAction.COME_BACK: N_("振込みの戻りを記録しました"),
        ClaimAction.PROPOSE_CANCEL: N_("取消しを起案しました"),
        ClaimAction.SEND_BACK_CANCEL: N_("取消しの起案を戻しました"),
        ClaimAction.CANCEL: N_("すべて取り消しました"),
        ClaimAction.CANCEL_PART: N_("一部を取り消しました"),
        ClaimAction.ORDER_RETURN: N_("返還を命じました"),
        ClaimAction.RECEIVE: N_("返還の入金を記録しました"),
        ClaimAction.REQUEST_CHANGE: N_("計画の変更を申し出ました"),
        ClaimAction.RETURN_CHANGE: N_("変更の申し出を戻しました"),
        ClaimAction.PROPOSE_CHANGE: N_("変更を起案しました"),
        ClaimAction.SEND_BACK_CHANGE: N_("変更の起案を戻しました"),
        ClaimAction.ALLOW_CHANGE: N_("変更を認めました"),
        ClaimAction.DENY_CHANGE: N_("変更を認めませんでした"),
        ClaimAction.REQUEST_END: N_("事業の廃止を申し出ました"),
        ClaimAction.ALLOW_END: N_("廃止を認めました"),
        ClaimAction.INSPECT: N_("検査を済ませました"),
        ClaimAction.REINSPECT: N_("もう一度検査を頼みました"),
        ClaimAction.TRANSFER: N_("振込みを記録しました"),
        ClaimAction.BOUNCE: N_("組戻しを記録しました"),
    }
)
# Steps of the ward as the firms read them; the others read the same for everybody.
FIRM_EVENTS: Final[Mapping[ClaimAction, str]] = MappingProxyType(
    {
        **EVENT_LABELS,
        ClaimAction.ACCEPT: N_("区が受け付けました"),
        ClaimAction.RETURN: N_("区が補正を求めました"),
        ClaimAction.LAPSE: N_("区が取下げとみなしました"),
        ClaimAction.WAIT: N_("区が予算待ちにしました"),
        ClaimAction.RESUME: N_("区が審査を再開しました"),
        ClaimAction.GRANT: N_("区が交付を決めました"),
        ClaimAction.REFUSE: N_("区が不交付を決めました"),
        ClaimAction.RETURN_REPORT: N_("区が実績の補正を求めました"),
        ClaimAction.DETERMINE: N_("区が払う額を決めました"),
        ClaimAction.DETERMINE_NOTHING: N_("区が、これから払う額を0円に決めました"),
        ClaimAction.PAY: N_("区が支払いを記録しました"),
        ClaimAction.COME_BACK: N_("振込みが区に戻りました"),
        ClaimAction.CANCEL: N_("区が補助金をすべて取り消しました"),
        ClaimAction.CANCEL_PART: N_("区が補助金の一部を取り消しました"),
        ClaimAction.ORDER_RETURN: N_("区が返還を命じました"),
        ClaimAction.RECEIVE: N_("区が返還を受け取りました"),
        ClaimAction.RETURN_CHANGE: N_("区が変更の申し出を戻しました"),
        ClaimAction.ALLOW_CHANGE: N_("区が変更を認めました"),
        ClaimAction.DENY_CHANGE: N_("区が変更を認めませんでした"),
        ClaimAction.ALLOW_END: N_("区が廃止を認めました"),
        ClaimAction.INSPECT: N_("区が検査を済ませました"),
        ClaimAction.REINSPECT: N_("区がもう一度検査します"),
        ClaimAction.TRANSFER: N_("区が補助金を振り込みました"),
        ClaimAction.BOUNCE: N_("補助金の振込みが区に戻りました"),
    }
)
# States and steps of a payment order, by what it pays.
ORDER_LABELS: Final[Mapping[OrderKind, Mapping[OrderState, str]]] = MappingProxyType(
    {
        OrderKind.ADVANCE: MappingProxyType(
            {
                OrderState.REQUESTED: N_("概算払の請求"),
                OrderState.ORDERED: N_("概算払の会計審査待ち"),
                OrderState.PASSED: N_("概算払の振込待ち"),
                OrderState.PAID: N_("概算払ずみ"),
                OrderState.RETURNED: N_("概算払の組戻し"),
                OrderState.WITHDRAWN: N_("概算払の取りやめ"),
            }
        ),
        OrderKind.FINAL: MappingProxyType(
            {
                OrderState.REQUESTED: N_("請求の受付"),
                OrderState.ORDERED: N_("会計審査待ち"),
                OrderState.PASSED: N_("振込待ち"),
                OrderState.PAID: N_("振込ずみ"),
                OrderState.RETURNED: N_("組戻し"),
                OrderState.WITHDRAWN: N_("請求の差戻し"),
            }
        ),
    }
)
ORDER_STEPS: Final[Mapping[OrderKind, Mapping[OrderAction, str]]] = MappingProxyType(
    {
        OrderKind.ADVANCE: MappingProxyType(
            {
                OrderAction.SEND_BACK: N_("概算払の請求を戻しました"),
                OrderAction.ORDER: N_("概算払の支出を命じました"),
                OrderAction.EXAMINE: N_("会計が審査しました"),
                OrderAction.REJECT: N_("会計が命令を戻しました"),
                OrderAction.PAY: N_("概算払の支払いを記録しました"),
                OrderAction.COME_BACK: N_("概算払が銀行から戻りました"),
                OrderAction.CORRECT: N_("口座を直しました"),
            }
        ),
        OrderKind.FINAL: MappingProxyType(
            {
                OrderAction.SEND_BACK: N_("請求を戻しました"),
                OrderAction.ORDER: N_("支出を命じました"),
                OrderAction.EXAMINE: N_("会計が審査しました"),
                OrderAction.REJECT: N_("会計が命令を戻しました"),
                OrderAction.PAY: N_("支払いを記録しました"),
                OrderAction.COME_BACK: N_("振込みが銀行から戻りました"),
                OrderAction.CORRECT: N_("口座を直しました"),
            }
        ),
    }
)
DUTY_LABELS: Final[Mapping[Duty, str]] = MappingProxyType(
    {
        Duty.APPLICANT: N_("申請する側"),
        Duty.CLERK: N_("担当"),
        Duty.APPROVER: N_("決裁"),
        Duty.INSPECTOR: N_("検査"),
        Duty.ORDERER: N_("支出命令"),
        Duty.ACCOUNTING: N_("会計"),
    }
)
LEVEL_LABELS: Final[Mapping[FindingLevel, str]] = MappingProxyType(
    {
        FindingLevel.SERIOUS: N_("重大"),
        FindingLevel.CAUTION: N_("注意"),
        FindingLevel.INFO: N_("情報"),
    }
)
CHECK_LABELS: Final[Mapping[Check, str]] = MappingProxyType(
    {
        Check.CLERK: N_("担当の指摘"),
        Check.EVIDENCE: N_("費用ごとの証拠"),
        Check.CAPS: N_("上限"),
        Check.VISIT: N_("専門家の記録"),
        Check.BILLED_TWICE: N_("ほかの申請との重なり"),
        Check.BUDGET: N_("予算の残り"),
    }
)
STAGE_LABELS: Final[Mapping[Stage, str]] = MappingProxyType(
    {Stage.PLANNED: N_("申請"), Stage.ACTUAL: N_("実績")}
)
KIND_LABELS: Final[Mapping[DecisionKind, str]] = MappingProxyType(
    {
        DecisionKind.GRANT: N_("交付決定通知"),
        DecisionKind.REFUSAL: N_("不交付決定通知"),
        DecisionKind.DETERMINATION: N_("額の確定通知"),
        DecisionKind.CANCELLATION: N_("交付決定の取消通知"),
        DecisionKind.CHANGE: N_("変更承認通知"),
        DecisionKind.CHANGE_REFUSAL: N_("変更不承認通知"),
        DecisionKind.ENDING: N_("廃止承認通知"),
    }
)
PROFILE_LABELS: Final[Mapping[Profile, str]] = MappingProxyType(
    {
        Profile.LIGHT: N_("担当と決裁者の2人で進める"),
        Profile.FULL: N_("検査・支出命令・会計審査を別の人が行う"),
    }
)
# Papers by their template.
PAPER_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "grant_decision": KIND_LABELS[DecisionKind.GRANT],
        "refusal_decision": KIND_LABELS[DecisionKind.REFUSAL],
        "determination": KIND_LABELS[DecisionKind.DETERMINATION],
        "cancellation": KIND_LABELS[DecisionKind.CANCELLATION],
        "return_order": N_("返還命令"),
        "change": KIND_LABELS[DecisionKind.CHANGE],
        "change_refusal": KIND_LABELS[DecisionKind.CHANGE_REFUSAL],
        "ending": KIND_LABELS[DecisionKind.ENDING],
        "pause": N_("中止承認通知"),
        "pause_refusal": N_("中止不承認通知"),
        "ending_refusal": N_("廃止不承認通知"),
        "inspection": N_("検査調書"),
        "payment_order": N_("支出命令書"),
    }
)
CAUSE_LABELS: Final[Mapping[CancelCause, str]] = MappingProxyType(
    {
        CancelCause.FALSE_CLAIM: N_("うそや不正な方法で交付を受けた"),
        CancelCause.OTHER_USE: N_("決まった目的と違うことに使った"),
        CancelCause.CONDITION: N_("交付の条件や区の命令に従わなかった"),
        CancelCause.NOT_DONE: N_("事業を行わなかった、または途中でやめた"),
        CancelCause.NO_FAULT: N_("災害など、やむをえない事情がある"),
    }
)
# Categories that the hub itself knows; a rule sheet may add its own titles.
CATEGORY_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "expert": N_("専門家の謝金"),
        "travel": N_("専門家の旅費"),
        "training": N_("研修の受講料"),
        "material": N_("材料費"),
        "rent": N_("機械・会場の使用料"),
    }
)
# Sentences that the usual rule sheet comes with; a ward's own ones are shown as it wrote them.
USUAL_SENTENCES: Final = (
    N_("申請の内容に、まちがいはありません。"),
    N_("暴力団の関係者ではありません。"),
    N_("同じ費用で、国や都のほかの補助金を受けていません。"),
    N_("補助金は、決定した事業の費用だけに使うこと。"),
    N_("内容や金額を変えるときは、先に区の承認を受けること。"),
    N_("事業が終わったときは、期限までに実績を報告すること。"),
    N_("帳簿と証拠の書類を、年度が終わってから5年間保存すること。"),
    N_("消費税の仕入控除をしたときは、その額を報告すること。"),
)
ACCOUNT_LABELS: Final[Mapping[BudgetAccount, str]] = MappingProxyType(
    {
        BudgetAccount.AVAIL: N_("残り"),
        BudgetAccount.RESERVED: N_("予約"),
        BudgetAccount.COMMIT: N_("交付決定ずみ"),
        BudgetAccount.ADVANCED: N_("概算払ずみ"),
        BudgetAccount.PAYABLE: N_("支払待ち"),
        BudgetAccount.PAID: N_("支払ずみ"),
        BudgetAccount.RECOVERABLE: N_("返還待ち"),
        BudgetAccount.RECOVERED: N_("返還ずみ"),
        BudgetAccount.EXTERNAL: N_("配当"),
    }
)
BUDGET_EVENT_LABELS: Final[Mapping[BudgetEvent, str]] = MappingProxyType(
    {
        BudgetEvent.ALLOT: N_("予算の配当"),
        BudgetEvent.GRANT: N_("交付決定"),
        BudgetEvent.WITHDRAW: N_("取下げ"),
        BudgetEvent.DETERMINE: N_("額の確定"),
        BudgetEvent.PAY: N_("支払い"),
        BudgetEvent.COME_BACK: N_("振込みの戻り"),
        BudgetEvent.CANCEL: N_("取消し"),
        BudgetEvent.RECOVER: N_("返還の収納"),
        BudgetEvent.RESTORE: N_("予算への戻入"),
        BudgetEvent.ADVANCE_ORDER: N_("概算払の命令"),
        BudgetEvent.ADVANCE_PAY: N_("概算払"),
        BudgetEvent.ADVANCE_BACK: N_("概算払の命令の取りやめ"),
        BudgetEvent.END: N_("廃止で戻す"),
        BudgetEvent.CHANGE: N_("計画の変更"),
    }
)
# The standard sheet's own list; a ward's sheet may hold other texts, which stay as they are.
UNCONFIRMED: Final = (
    N_("補助率、上限額、端数の単位"),
    N_("取下げと実績報告の期限の数え方"),
    N_("教示文"),
    N_("帳簿の保存年数"),
)
