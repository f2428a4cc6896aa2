"""Refusals and labels of the subsidy room; applicants and staff read different words of a state."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.subsidy import (
    BudgetAccount,
    BudgetEvent,
    Check,
    ClaimAction,
    ClaimState,
    DecisionKind,
    Duty,
    FindingLevel,
    Stage,
)

NOT_YOURS: Final = Reason("subsidy.not_yours", N_("この操作は、担当の区と役割の人だけができます。"))
NOTE_NEEDED: Final = Reason("subsidy.note_needed", N_("理由を入れてください。"))
NO_PROGRAMME: Final = Reason(
    "subsidy.no_programme", N_("{day}に申し込める補助金はありません。区の窓口へ連絡してください。")
)
NO_BUDGET_LINE: Final = Reason(
    "subsidy.no_budget_line", N_("この年度の予算がまだ登録されていません。")
)
GROUP_CLOSED: Final = Reason("subsidy.group_closed", N_("登録ずみのグループだけが申請できます。"))
NOT_SIGNED: Final = Reason(
    "subsidy.not_signed", N_("全社が署名した協約がありません。先に署名をそろえてください。")
)
NOT_PLEDGED: Final = Reason("subsidy.not_pledged", N_("確認の{number}つ目に印を付けてください。"))
WINDOW_CLOSED: Final = Reason(
    "subsidy.window_closed", N_("受付は{opens}から{closes}までです。いまは提出できません。")
)
NO_LINES: Final = Reason("subsidy.no_lines", N_("費用が1つもありません。"))
WINDOW_WRONG: Final = Reason(
    "subsidy.window_wrong", N_("受付の終わりを、始まりより後にしてください。")
)
NOTHING_TO_GRANT: Final = Reason(
    "subsidy.nothing_to_grant", N_("計算した補助金が0円のため、提出できません。")
)
ASKED_TOO_MUCH: Final = Reason("subsidy.asked_too_much", N_("申請できるのは{most}までです。"))
ASKED_TOO_LITTLE: Final = Reason(
    "subsidy.asked_too_little", N_("端数を切り捨てると0円になります。額を増やしてください。")
)
NO_GRANT: Final = Reason("subsidy.no_grant", N_("補助金が0円になるため、交付を起案できません。"))
EVIDENCE_TWICE: Final = Reason(
    "subsidy.evidence_twice", N_("同じ書類がもうあります。別の書類を選んでください。")
)
EVIDENCE_MANY: Final = Reason(
    "subsidy.evidence_many", N_("書類は{limit}件までです。1つのPDFにまとめてください。")
)
EVIDENCE_SENT: Final = Reason(
    "subsidy.evidence_sent", N_("区に送った書類は外せません。区の窓口へ連絡してください。")
)
NOT_AN_AMOUNT: Final = Reason(
    "subsidy.not_an_amount", N_("1円以上の金額を、数字で入れてください。例：12,000円")
)
NOT_A_DAY: Final = Reason(
    "subsidy.not_a_day", N_("日付を入れてください。例：2026-11-26、令和8年11月26日")
)
NO_CATEGORY: Final = Reason("subsidy.no_category", N_("費用の種類を選んでください。"))
LINE_CLOSED: Final = Reason(
    "subsidy.line_closed", N_("区が直してほしいと伝えた費用だけを変えられます。")
)
BILLED_ELSEWHERE: Final = Reason(
    "subsidy.billed_elsewhere", N_("同じ訪問や研修が、申請 {reference} に入っています。")
)
NOT_CLAIMABLE: Final = Reason(
    "subsidy.not_claimable", N_("専門家が記録を確かめた後に申請できます。")
)
VISIT_NOT_CONFIRMED: Final = Reason(
    "subsidy.visit_not_confirmed", N_("専門家の確認が済んでいない訪問があります。")
)
NO_FINDINGS: Final = Reason(
    "subsidy.no_findings", N_("直してほしいことがありません。先に指摘を書いてください。")
)
UNHANDLED: Final = Reason(
    "subsidy.unhandled", N_("まだ文を確かめていない指摘が{count}件あります。")
)
NOT_ANSWERED: Final = Reason("subsidy.not_answered", N_("回答を入れてください。"))
STILL_OPEN: Final = Reason(
    "subsidy.still_open", N_("重大な指摘が{count}件残っています。補正を求めるか、認めてください。")
)
SIDES_TAKEN: Final[Mapping[Duty, Reason]] = MappingProxyType(
    {
        Duty.APPLICANT: Reason(
            "subsidy.side_applicant",
            N_("あなたはこの申請の関係者です。ほかの職員に頼んでください。"),
        ),
        Duty.CLERK: Reason(
            "subsidy.side_clerk",
            N_("あなたはこの申請の担当です。決裁は、ほかの人に頼んでください。"),
        ),
        Duty.APPROVER: Reason(
            "subsidy.side_approver",
            N_("あなたはこの申請を決裁しています。担当は、ほかの人に頼んでください。"),
        ),
        Duty.INSPECTOR: Reason(
            "subsidy.side_inspector",
            N_("あなたはこの申請を検査しています。ほかの人に頼んでください。"),
        ),
        Duty.ORDERER: Reason(
            "subsidy.side_orderer",
            N_("あなたはこの申請の支出を命じています。ほかの人に頼んでください。"),
        ),
        Duty.ACCOUNTING: Reason(
            "subsidy.side_accounting",
            N_("あなたはこの申請の会計をしています。ほかの人に頼んでください。"),
        ),
    }
)
OWN_FIRM: Final = Reason(
    "subsidy.own_firm", N_("あなたの会社が入っている申請です。ほかの職員に頼んでください。")
)
BUDGET_SHORT: Final = Reason(
    "subsidy.budget_short", N_("予算残額が不足しています。残りは{left}です。")
)
BUDGET_ENOUGH: Final = Reason("subsidy.budget_enough", N_("予算は足りています。残りは{left}です。"))
NOT_FIRST: Final = Reason(
    "subsidy.not_first", N_("先に受け付けた申請 {reference} が待っています。")
)
AMOUNT_MOVED: Final = Reason(
    "subsidy.amount_moved",
    N_("計算し直すと{now}です。起案の額{then}と違うため、担当に戻してください。"),
)
WRONG_PROPOSAL: Final = Reason(
    "subsidy.wrong_proposal", N_("起案の内容と違う操作です。画面を読み直してください。")
)
DOC_NO_TAKEN: Final = Reason(
    "subsidy.doc_no_taken", N_("この文書番号は、もう使われています。番号を確かめてください。")
)
SLIP_NO_TAKEN: Final = Reason(
    "subsidy.slip_no_taken", N_("この伝票番号は、もう使われています。番号を確かめてください。")
)
MISSING_GLYPH: Final = Reason(
    "subsidy.missing_glyph", N_("通知書の「{character}」は印刷できません。")
)
MISSING_GLYPHS: Final[Mapping[str, Reason]] = MappingProxyType(
    {
        "doc_no": Reason(
            "subsidy.missing_glyph_doc_no",
            N_("文書番号の「{character}」は通知書に印刷できません。"),
        ),
        "addressee": Reason(
            "subsidy.missing_glyph_addressee",
            N_("宛先の「{character}」は通知書に印刷できません。"),
        ),
        "title": Reason(
            "subsidy.missing_glyph_title",
            N_("件名の「{character}」は通知書に印刷できません。"),
        ),
        "reason": Reason(
            "subsidy.missing_glyph_reason",
            N_("理由の「{character}」は通知書に印刷できません。"),
        ),
    }
)
WITHDRAW_LATE: Final = Reason(
    "subsidy.withdraw_late", N_("取下げの期限は{day}でした。区の窓口へ連絡してください。")
)
LATE_NEEDS_REASON: Final = Reason(
    "subsidy.late_needs_reason", N_("期限（{day}）を過ぎています。おくれた理由を入れてください。")
)
NOT_DUE: Final = Reason("subsidy.not_due", N_("回答の期限は{day}です。まだ過ぎていません。"))
REMIND_FIRST: Final = Reason(
    "subsidy.remind_first", N_("先に2回、お知らせを送ってください。送ったのは{count}回です。")
)
REMINDED_TODAY: Final = Reason(
    "subsidy.reminded_today", N_("今日はもうお知らせを送りました。次は明日から送れます。")
)
PAID_TOO_EARLY: Final = Reason(
    "subsidy.paid_too_early", N_("支払日は、確定した日（{day}）より後にしてください。")
)
PAID_IN_FUTURE: Final = Reason(
    "subsidy.paid_in_future", N_("支払日は今日までの日付にしてください。")
)
BOOKS_CLOSED: Final = Reason(
    "subsidy.books_closed", N_("この年度の支払いは{day}までです。会計へ確かめてください。")
)
FOLLOW_UP_OPEN: Final = Reason(
    "subsidy.follow_up_open", N_("消費税の報告がまだのため、完了にできません。")
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
        ClaimAction.DETERMINE_NOTHING: N_("払う額を0円に決める"),
        ClaimAction.PAY: N_("支払いを記録する"),
        ClaimAction.COMPLETE: N_("完了にする"),
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
        ClaimAction.DETERMINE_NOTHING: N_("払う額を0円に決めました"),
        ClaimAction.PAY: N_("支払いを記録しました"),
        ClaimAction.COMPLETE: N_("完了にしました"),
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
        ClaimAction.DETERMINE_NOTHING: N_("区が払う額を0円に決めました"),
        ClaimAction.PAY: N_("区が支払いを記録しました"),
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
    }
)
