"""Refusals of the subsidy room, each with a stable code."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.subsidy import Duty

NOT_YOURS: Final = Reason("subsidy.not_yours", N_("この操作は、担当の区と役割の人だけができます。"))
NOTE_NEEDED: Final = Reason("subsidy.note_needed", N_("理由を入れてください。"))
NO_PROGRAMME: Final = Reason(
    "subsidy.no_programme", N_("{day}に申し込める補助金はありません。区の窓口へ連絡してください。")
)
CHOOSE_PROGRAMME: Final = Reason(
    "subsidy.choose_programme", N_("申し込む補助金を1つ選んでください。")
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
REPORT_BEGUN: Final = Reason(
    "subsidy.report_begun", N_("実績の報告をはじめた後は、計画を変えられません。")
)
NOTHING_CHANGED: Final = Reason(
    "subsidy.nothing_changed", N_("変わったところがありません。費用か終わる日を直してください。")
)
NOTHING_TO_CANCEL: Final = Reason("subsidy.nothing_to_cancel", N_("取り消す額が残っていません。"))
HEARING_NEEDED: Final = Reason(
    "subsidy.hearing_needed", N_("申請者から話を聞いた日と内容を入れてください。")
)
CANCEL_TOO_MUCH: Final = Reason("subsidy.cancel_too_much", N_("取り消せるのは{most}までです。"))
ORDERED_ALREADY: Final = Reason(
    "subsidy.ordered_already", N_("この取消しの返還は、もう命じています。")
)
NOT_ORDERED: Final = Reason(
    "subsidy.not_ordered", N_("返還がまだ命じられていません。担当に確かめてください。")
)
RECEIPT_NO_TAKEN: Final = Reason(
    "subsidy.receipt_no_taken", N_("この領収番号は、もう使われています。番号を確かめてください。")
)
RETURNED_TOO_MUCH: Final = Reason(
    "subsidy.returned_too_much",
    N_("この日に受け取れるのは{most}までです。多い分は会計で過誤納として扱ってください。"),
)
CAME_IN_FUTURE: Final = Reason("subsidy.came_in_future", N_("今日までの日付にしてください。"))
CAME_TOO_EARLY: Final = Reason("subsidy.came_too_early", N_("{day}以後の日付にしてください。"))
NOTHING_PAID: Final = Reason("subsidy.nothing_paid", N_("戻る支払いがありません。"))
FOLLOW_UP_OPEN: Final = Reason(
    "subsidy.follow_up_open", N_("消費税の報告がまだのため、完了にできません。")
)

PAYMENT_UNDER_WAY: Final = Reason(
    "subsidy.payment_under_way", N_("支払いの手続の途中です。終わってから進めてください。")
)
ACCOUNT_UNCHECKED: Final = Reason(
    "subsidy.account_unchecked", N_("区に届けた口座を確かめてから、印を付けてください。")
)
PROFILE_FIXED: Final = Reason(
    "subsidy.profile_fixed",
    N_("申請がある制度の手続は変えられません。新しい制度を加えてください。"),
)
OFFICER_IN_FULL: Final = Reason(
    "subsidy.officer_in_full", N_("担当が検査できるのは、検査のある手続だけです。")
)
ASKED_TO_END: Final = Reason(
    "subsidy.asked_to_end",
    N_("廃止の申し出です。廃止を認める案か、認めない案を起案してください。"),
)
NOT_ASKED_TO_END: Final = Reason(
    "subsidy.not_asked_to_end", N_("廃止の申し出がない申請です。変更として起案してください。")
)
PAUSE_TOO_SHORT: Final = Reason("subsidy.pause_too_short", N_("明日より後の日を入れてください。"))
BELOW_ADVANCE: Final = Reason(
    "subsidy.below_advance",
    N_("概算払で{paid}を払っています。実績の報告の前に、それより少ない額にはできません。"),
)

NO_ADVANCES: Final = Reason("subsidy.no_advances", N_("この補助金に概算払はありません。"))
ADVANCE_TOO_MUCH: Final = Reason(
    "subsidy.advance_too_much", N_("概算払で請求できるのは、あと{most}までです。")
)
ADVANCE_UNDER_WAY: Final = Reason(
    "subsidy.advance_under_way",
    N_("概算払（{number}回目）の手続の途中です。終わってから進めてください。"),
)
ADVANCED_ALREADY: Final = Reason(
    "subsidy.advanced_already",
    N_("概算払で{paid}を受け取っているので、取下げはできません。廃止を申し出てください。"),
)
