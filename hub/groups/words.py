"""Refusals and labels of the groups room."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.groups import (
    AgreementState,
    CostKind,
    EligibilityRule,
    GroupAction,
    GroupState,
    MemberRole,
    ShareMethod,
)

NOT_YOURS: Final = Reason(
    "groups.not_yours", N_("この操作は、そのグループの会社か、区の担当の人だけができます。")
)
SAME_PERSON: Final = Reason(
    "groups.same_person",
    N_("署名・申請・点検をした人は、登録を決められません。別の人が決めてください。"),
)
OWN_FIRM: Final = Reason(
    "groups.own_firm",
    N_("あなたの会社が入っているグループです。ほかの職員に頼んでください。"),
)
NAME_TAKEN: Final = Reason(
    "groups.name_taken", N_("同じ名前のグループがあります。ほかの名前にしてください。")
)
TOO_FEW_FIRMS: Final = Reason(
    "groups.too_few_firms", N_("グループには、{least}社以上の会社が必要です。")
)
UNKNOWN_FIRM: Final = Reason(
    "groups.unknown_firm", N_("選んだ会社が見つかりません。選び直してください。")
)
FIRM_TWICE: Final = Reason("groups.firm_twice", N_("この会社は、もうグループに入っています。"))
MEMBERS_FIXED: Final = Reason(
    "groups.members_fixed", N_("登録の審査に入った後は、会社を加えられません。")
)
NO_DRAFT_NOW: Final = Reason(
    "groups.no_draft_now", N_("審査中と停止中は、協約書を変えられません。")
)
DUTIES_MISSING: Final = Reason("groups.duties_missing", N_("すべての会社の役割を書いてください。"))
STARTS_TOO_EARLY: Final = Reason(
    "groups.starts_too_early", N_("効力の日は{day}以後にしてください。")
)
KIND_TWICE: Final = Reason(
    "groups.kind_twice", N_("同じ費用が2回入っています。1回だけにしてください。")
)
SHARE_OF_STRANGER: Final = Reason(
    "groups.share_of_stranger", N_("割合は、グループの会社だけに決められます。")
)
SHARE_OUT_OF_RANGE: Final = Reason(
    "groups.share_out_of_range", N_("割合と金額は、0以上の数字で入れてください。")
)
NOT_A_WHOLE: Final = Reason(
    "groups.not_a_whole",
    N_("合計が {total}％です。100％にしてください。等しく分けるなら {offer} です。"),
)
FIXED_ABOVE_TOTAL: Final = Reason(
    "groups.fixed_above_total",
    N_("決まった額の合計 {fixed}円が、費用 {total}円をこえています。"),
)
NEWER_VERSION: Final = Reason(
    "groups.newer_version", N_("新しい版（第{number}版）があります。読み直して署名してください。")
)
ALREADY_SIGNED: Final = Reason(
    "groups.already_signed", N_("あなたの会社は、この版にもう署名しています。")
)
OTHER_TEXT: Final = Reason(
    "groups.other_text", N_("読んだ後で内容が変わりました。もう一度読んでから署名してください。")
)
NOT_ELIGIBLE: Final = Reason(
    "groups.not_eligible", N_("登録の条件に合っていません。足りない点を直してください。")
)
NO_AGREEMENT: Final = Reason(
    "groups.no_agreement", N_("全員が署名した協約書がありません。署名を集めてください。")
)
NOT_CHECKED: Final = Reason(
    "groups.not_checked", N_("審査担当の点検がまだです。点検が済むと決められます。")
)
RULES_FAILED: Final = Reason(
    "groups.rules_failed",
    N_("合わない条件が{count}つあります。例外とするなら、理由を書いてください。"),
)
NOTE_NEEDED: Final = Reason("groups.note_needed", N_("理由を入れてください。"))
NOT_BOOKABLE: Final = Reason(
    "groups.not_bookable", N_("グループが区に登録されると、予約できます。")
)

SIGN_PLEASE: Final = N_("「{name}」の協約書 第{number}版に署名をお願いします。")
SIGNATURE_GONE: Final = N_(
    "「{name}」の協約書が変わり、前の署名は取り消されました。第{number}版を読んでください。"
)
ALL_SIGNED: Final = N_("「{name}」の協約書に全員が署名しました。区に登録を申請できます。")
CHANGE_SIGNED: Final = N_("「{name}」の協約書 第{number}版に全員が署名しました。")
LEAD_PLEASE: Final = N_("「{name}」の代表を引き受けるか、答えてください。")
APPLIED: Final = N_("「{name}」から登録の申請がありました。{day}までに答えます。")
CHECKED: Final = N_("「{name}」の登録の点検が済みました。決裁をお願いします。")
REGISTERED: Final = N_("「{name}」が登録されました。番号は {number} です。")
REFUSED: Final = N_("「{name}」は登録されませんでした。理由を読んでください。")

SIGN_NOW: Final = N_("あなたの会社の署名を待っています。")
SIGNATURES_MISSING: Final = N_("ほかの会社の署名を待っています。")
DRAFT_NEXT: Final = N_("代表が協約書の案を作ります。")
CHECK_NEXT: Final = N_("区の審査担当が書類を点検します。")
DECIDE_NEXT: Final = N_("区の決裁者が登録を決めます。")
NEXT_STEPS: Final = {
    GroupState.INTEREST: N_("代表の会社の返事を待っています。"),
    GroupState.AGREED: N_("代表が区に登録を申請します。"),
    GroupState.REGISTERED: N_("専門家を予約できます。"),
    GroupState.ACTIVE: N_("専門家を予約できます。"),
    GroupState.CHANGED: N_("専門家を予約できます。"),
    GroupState.SUSPENDED: N_("新しい予約はできません。区の窓口へ連絡してください。"),
    GroupState.DISSOLVED: N_("記録だけが残っています。"),
    GroupState.REFUSED: N_("直してから、もう一度申請できます。"),
    GroupState.WITHDRAWN: N_("もう一度申請できます。"),
}

STATE_LABELS: Final = {
    GroupState.INTEREST: N_("相談中"),
    GroupState.PREPARATORY: N_("準備組合"),
    GroupState.AGREED: N_("合意"),
    GroupState.UNDER_REVIEW: N_("登録の審査中"),
    GroupState.REGISTERED: N_("登録済み"),
    GroupState.ACTIVE: N_("活動中"),
    GroupState.CHANGED: N_("協約を変更"),
    GroupState.SUSPENDED: N_("停止中"),
    GroupState.DISSOLVED: N_("解散"),
    GroupState.REFUSED: N_("不登録"),
    GroupState.WITHDRAWN: N_("取下げ"),
}
ACTION_LABELS: Final = {
    GroupAction.TALK: N_("相談を始めた"),
    GroupAction.FOUND: N_("準備組合を作った"),
    GroupAction.AGREE: N_("全員が署名した"),
    GroupAction.REOPEN: N_("協約書を作り直した"),
    GroupAction.APPLY: N_("登録を申請した"),
    GroupAction.CHECK: N_("審査担当が点検した"),
    GroupAction.REGISTER: N_("登録を決めた"),
    GroupAction.REFUSE: N_("不登録を決めた"),
    GroupAction.WITHDRAW: N_("申請を取り下げた"),
    GroupAction.BOOK: N_("初めて予約した"),
    GroupAction.CHANGE: N_("協約の変更に全員が署名した"),
    GroupAction.SUSPEND: N_("停止した"),
    GroupAction.DISSOLVE: N_("解散した"),
}
MEMBER_LABELS: Final = {
    MemberRole.REPRESENTATIVE: N_("代表"),
    MemberRole.DEPUTY: N_("副代表"),
    MemberRole.TREASURER: N_("会計"),
    MemberRole.MEMBER: N_("会員"),
    MemberRole.OBSERVER: N_("オブザーバー"),
}
AGREEMENT_LABELS: Final = {
    AgreementState.DRAFT: N_("署名を待っています"),
    AgreementState.SIGNING: N_("署名の途中"),
    AgreementState.SIGNED: N_("全員が署名済み"),
    AgreementState.WITHDRAWN: N_("取り消した版"),
    AgreementState.ENDED: N_("前の版"),
}
COST_LABELS: Final = {
    CostKind.EXPERT_FEE: N_("講師の謝金"),
    CostKind.TRAINING: N_("共同研修"),
    CostKind.VENUE: N_("会場"),
    CostKind.MACHINE: N_("機械"),
    CostKind.MATERIAL: N_("材料"),
    CostKind.TRAVEL: N_("交通費"),
    CostKind.INSURANCE: N_("保険"),
    CostKind.OFFICE: N_("事務費"),
}
METHOD_LABELS: Final = {
    ShareMethod.EQUAL: N_("均等"),
    ShareMethod.PERCENT: N_("割合"),
    ShareMethod.FIXED: N_("決まった額"),
    ShareMethod.CAPACITY: N_("従業員の数"),
}
RULE_LABELS: Final = {
    EligibilityRule.HEAD_OFFICE: N_("区内の本店"),
    EligibilityRule.SIZE: N_("会社の数"),
    EligibilityRule.AGREEMENT: N_("全員の署名"),
    EligibilityRule.TAX: N_("納税証明書"),
    EligibilityRule.PLEDGE: N_("暴力団などと関わらない誓約書"),
    EligibilityRule.SMALL_FIRM: N_("中小企業であること"),
}
CLAUSE_LABELS: Final = {
    "members": N_("会社"),
    "purpose": N_("目的"),
    "duties": N_("役割"),
    "decision": N_("意思決定"),
    "costs": N_("費用の負担"),
    "rounding": N_("端数"),
    "payment": N_("支払"),
    "quality": N_("品質の責任"),
    "secrecy": N_("秘密と知的財産"),
    "experts": N_("専門家の予約"),
    "leaving": N_("加入と脱退"),
    "disputes": N_("争いの解決"),
    "effective": N_("効力の日"),
}
