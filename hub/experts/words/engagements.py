"""Refusals and labels of requests, contracts and visits, for groups, experts and the ward."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.engagements import (
    CandidateAnswer,
    DeclineReason,
    EngagementAction,
    EngagementState,
    VisitState,
)

NOT_YOURS: Final = Reason(
    "experts.engagement_not_yours", N_("この操作は、依頼の当事者と担当の職員だけができます。")
)
NEED_TOO_SHORT: Final = Reason(
    "experts.need_too_short",
    N_("もう少し詳しくお書きください。例：仕上がりの肌が荒い"),
)
NEED_TOO_LONG: Final = Reason(
    "experts.need_too_long", N_("{limit}字までです（今{count}字）。短くしてください。")
)
SEARCH_AWAY: Final = Reason(
    "experts.search_away",
    N_("今は専門家をさがせません。書いた文はそのままです。1分ほど後に、もう一度お試しください。"),
)
NO_SPAN: Final = Reason("experts.no_span", N_("来てほしい日を1つ以上選んでください。"))
TOO_MANY_SPANS: Final = Reason("experts.too_many_spans", N_("選べるのは{limit}つまでです。"))
SPAN_TWICE: Final = Reason("experts.span_twice", N_("同じ日が2回入っています。"))
SPAN_ORDER: Final = Reason("experts.span_order", N_("終わりの時刻は、始まりより後にしてください。"))
CONTRACT_TOO_LATE: Final = Reason(
    "experts.contract_too_late",
    N_("訪問の時刻を過ぎたため、契約できません。相談員に相談してください。"),
)
SPAN_GONE: Final = Reason(
    "experts.span_gone",
    N_("{start}は、ほかの方が先に押さえました。残りの空きから選んでください。"),
)
CANDIDATE_TWICE: Final = Reason("experts.candidate_twice", N_("同じ専門家が2回入っています。"))
OWN_FIRM_ONLY: Final = Reason(
    "experts.place_not_member", N_("行き先は、グループの会社から選んでください。")
)
GROUP_CLOSED: Final = Reason(
    "experts.group_closed",
    N_("区に登録された連携グループだけが頼めます。相談員へ連絡してください。"),
)
NO_SHARES: Final = Reason(
    "experts.no_shares", N_("協約に謝金の負担割合がありません。相談員へ連絡してください。")
)
ABOVE_CEILING: Final = Reason(
    "experts.above_ceiling",
    N_("代表だけで頼めるのは{ceiling}までです。相談員へ連絡してください。"),
)
TOO_MANY_OPEN: Final = Reason(
    "experts.too_many_open",
    N_("この専門家への返事待ちが{limit}件あります。返事を待ってから頼んでください。"),
)
KEPT_APART: Final = Reason(
    "experts.kept_apart",
    N_("この専門家には、このグループからは頼めません。相談員へお電話ください。"),
)
APART_AT_ANSWER: Final = Reason(
    "experts.apart_at_answer",
    N_("いまは引き受けられない依頼です。「断る」を押すか、相談員へお電話ください。"),
)
OFFER_OVER: Final = Reason("experts.offer_over", N_("返事の期限は{until}でした。"))
ALREADY_ANSWERED: Final = Reason(
    "experts.already_answered", N_("この依頼は、{day}に返事が済んでいます。")
)
OFFER_GONE: Final = Reason("experts.offer_gone", N_("この依頼は、グループが取り下げました。"))
NOT_PROPOSED: Final = Reason("experts.not_proposed", N_("頼まれた日の中から選んでください。"))
CALL_NOTE_NEEDED: Final = Reason(
    "experts.call_note_needed", N_("電話で聞いた内容を書いてください。")
)
NOTE_NEEDED: Final = Reason("experts.engagement_note_needed", N_("理由を書いてください。"))
TOO_LATE_TO_CANCEL: Final = Reason(
    "experts.too_late_to_cancel", N_("契約のあとの取り消しは、相談員へ連絡してください。")
)
PAY_DAY_TOO_LATE: Final = Reason(
    "experts.pay_day_too_late", N_("支払日は、訪問から60日以内の{latest}までにしてください。")
)
PAY_DAY_TOO_EARLY: Final = Reason(
    "experts.pay_day_too_early", N_("支払日は、訪問の日{visit}から後にしてください。")
)
ESTIMATE_MOVED: Final = Reason(
    "experts.estimate_moved", N_("補助の決まりが変わりました。見込みを確かめてください。")
)
VISIT_NOT_OVER: Final = Reason(
    "experts.visit_not_over", N_("記録は、訪問が終わる{ends}から書けます。")
)
PAID_IN_FUTURE: Final = Reason(
    "experts.paid_in_future", N_("払った日を入れてください。先の日は入れられません。")
)
PAID_BEFORE_CONTRACT: Final = Reason(
    "experts.paid_before_contract", N_("払った日が、契約の日{signed}より前です。")
)
NOT_A_DAY: Final = Reason(
    "experts.not_a_day", N_("日付を入れてください。例：2026-12-25、令和8年12月25日")
)

ENGAGEMENT_LABELS: Final = {
    EngagementState.DRAFT: N_("書きかけ"),
    EngagementState.REQUESTED: N_("依頼を準備中"),
    EngagementState.OFFERED: N_("返事待ち"),
    EngagementState.ACCEPTED: N_("引き受け済み"),
    EngagementState.DECLINED: N_("断られました"),
    EngagementState.EXPIRED: N_("返事の期限切れ"),
    EngagementState.NO_MATCH: N_("決まりませんでした"),
    EngagementState.CONTRACTED: N_("契約済み"),
    EngagementState.IN_PROGRESS: N_("実施中"),
    EngagementState.RECORDED: N_("検収待ち"),
    EngagementState.PARTIALLY_INSPECTED: N_("一部検収済み"),
    EngagementState.INSPECTED: N_("検収済み"),
    EngagementState.FEE_FIXED: N_("支払い待ち"),
    EngagementState.PAID: N_("支払い済み"),
    EngagementState.CLAIMABLE: N_("補助金を申し込めます"),
    EngagementState.CLOSED: N_("完了"),
    EngagementState.DISPUTED: N_("相談中"),
    EngagementState.WITHDRAWN: N_("取り下げ"),
    EngagementState.CANCELLED_BY_GROUP: N_("グループの都合で中止"),
    EngagementState.CANCELLED_BY_EXPERT: N_("専門家の都合で中止"),
    EngagementState.CANCELLED_BY_WARD: N_("区の都合で中止"),
    EngagementState.CANCELLED_FORCE_MAJEURE: N_("災害などで中止"),
}
EXPERT_LABELS: Final = {
    **ENGAGEMENT_LABELS,
    EngagementState.OFFERED: N_("お返事待ち"),
    EngagementState.ACCEPTED: N_("契約を待っています"),
    EngagementState.DECLINED: N_("お断り済み"),
    EngagementState.NO_MATCH: N_("終わった依頼"),
    EngagementState.FEE_FIXED: N_("支払いを待っています"),
    EngagementState.CLAIMABLE: N_("支払い済み"),
    EngagementState.CLOSED: N_("支払い済み"),
    EngagementState.CANCELLED_BY_EXPERT: N_("ご都合で中止"),
}
"""What an expert reads of a state; the group's labels elsewhere."""
NEXT_WORDS: Final = {
    EngagementState.DRAFT: N_("まだ送っていません。"),
    EngagementState.REQUESTED: N_("相談員が専門家へ依頼を届けます。"),
    EngagementState.OFFERED: N_("{until}までに返事が来ます。それまで日を押さえています。"),
    EngagementState.ACCEPTED: N_("内容を確かめて、契約してください。"),
    EngagementState.DECLINED: N_("ほかの専門家を探せます。"),
    EngagementState.EXPIRED: N_("返事がありませんでした。ほかの専門家を探せます。"),
    EngagementState.NO_MATCH: N_("ほかの専門家を探せます。相談員にも頼めます。"),
    EngagementState.CONTRACTED: N_("訪問の日をお待ちください。終わると専門家が記録を書きます。"),
    EngagementState.IN_PROGRESS: N_("専門家が実施の記録を書いています。"),
    EngagementState.RECORDED: N_("{inspect}までに、記録を確かめて検収してください。"),
    EngagementState.PARTIALLY_INSPECTED: N_("残りの会社の検収を待っています。"),
    EngagementState.INSPECTED: N_("相談員が謝金を確かめています。"),
    EngagementState.FEE_FIXED: N_("{pay}までに払い、払った日を記録してください。"),
    EngagementState.PAID: N_("支払いが済みました。補助の対象ではありません。"),
    EngagementState.CLAIMABLE: N_("支払いが済みました。区の補助金を申し込めます。"),
    EngagementState.CLOSED: N_("すべて済みました。"),
    EngagementState.DISPUTED: N_("相談員が間に入って、話を聞いています。"),
    EngagementState.WITHDRAWN: N_("返事の前に取り下げました。費用はかかりません。"),
    EngagementState.CANCELLED_BY_GROUP: N_("中止しました。"),
    EngagementState.CANCELLED_BY_EXPERT: N_("専門家の都合で中止になりました。"),
    EngagementState.CANCELLED_BY_WARD: N_("区の都合で中止になりました。"),
    EngagementState.CANCELLED_FORCE_MAJEURE: N_("災害などで中止になりました。"),
}
ENGAGEMENT_ACTIONS: Final = {
    EngagementAction.SEND: N_("依頼を送る"),
    EngagementAction.OFFER: N_("専門家へ届ける"),
    EngagementAction.ACCEPT: N_("引き受ける"),
    EngagementAction.DECLINE: N_("断る"),
    EngagementAction.EXPIRE: N_("期限で終える"),
    EngagementAction.NEXT: N_("次の候補へ頼む"),
    EngagementAction.RUN_OUT: N_("候補を使い切る"),
    EngagementAction.SUBSTITUTE: N_("代わりの人に頼む"),
    EngagementAction.WITHDRAW: N_("依頼を取り下げる"),
    EngagementAction.SIGN: N_("この内容で契約する"),
    EngagementAction.BEGIN: N_("実施を始める"),
    EngagementAction.RECORD: N_("実施を記録する"),
    EngagementAction.INSPECT_PART: N_("自社の分を検収する"),
    EngagementAction.INSPECT: N_("検収する"),
    EngagementAction.FIX_FEE: N_("謝金を確定する"),
    EngagementAction.PAY: N_("支払いを記録する"),
    EngagementAction.OPEN_CLAIM: N_("補助の対象にする"),
    EngagementAction.CLOSE: N_("完了にする"),
    EngagementAction.DISPUTE: N_("記録と違うと伝える"),
    EngagementAction.SETTLE: N_("検収へ戻す"),
    EngagementAction.RESUME: N_("契約へ戻す"),
    EngagementAction.CANCEL_BY_GROUP: N_("グループの都合で中止する"),
    EngagementAction.CANCEL_BY_EXPERT: N_("専門家の都合で中止する"),
    EngagementAction.CANCEL_BY_WARD: N_("区の都合で中止する"),
    EngagementAction.CANCEL_FORCE_MAJEURE: N_("災害などで中止する"),
}
STEP_WORDS: Final = {
    EngagementAction.SEND: N_("依頼を送りました"),
    EngagementAction.OFFER: N_("専門家へ届けました"),
    EngagementAction.ACCEPT: N_("専門家が引き受けました"),
    EngagementAction.DECLINE: N_("専門家が断りました"),
    EngagementAction.EXPIRE: N_("返事の期限が過ぎました"),
    EngagementAction.NEXT: N_("次の候補へ移りました"),
    EngagementAction.RUN_OUT: N_("候補がいなくなりました"),
    EngagementAction.SUBSTITUTE: N_("代わりの人に頼みました"),
    EngagementAction.WITHDRAW: N_("依頼を取り下げました"),
    EngagementAction.SIGN: N_("契約しました"),
    EngagementAction.BEGIN: N_("実施が始まりました"),
    EngagementAction.RECORD: N_("実施の記録ができました"),
    EngagementAction.INSPECT_PART: N_("一部を検収しました"),
    EngagementAction.INSPECT: N_("検収しました"),
    EngagementAction.FIX_FEE: N_("謝金が決まりました"),
    EngagementAction.PAY: N_("支払いを記録しました"),
    EngagementAction.OPEN_CLAIM: N_("補助の対象になりました"),
    EngagementAction.CLOSE: N_("完了しました"),
    EngagementAction.DISPUTE: N_("記録と違うと伝えました"),
    EngagementAction.SETTLE: N_("検収へ戻りました"),
    EngagementAction.RESUME: N_("契約へ戻りました"),
    EngagementAction.CANCEL_BY_GROUP: N_("グループの都合で中止しました"),
    EngagementAction.CANCEL_BY_EXPERT: N_("専門家の都合で中止しました"),
    EngagementAction.CANCEL_BY_WARD: N_("区の都合で中止しました"),
    EngagementAction.CANCEL_FORCE_MAJEURE: N_("災害などで中止しました"),
}
PASSED_OVER: Final = N_("この方には頼めなくなりました")
CANDIDATE_LABELS: Final = {
    CandidateAnswer.WAITING: N_("順番待ち"),
    CandidateAnswer.OFFERED: N_("返事待ち"),
    CandidateAnswer.ACCEPTED: N_("引き受けました"),
    CandidateAnswer.DECLINED: N_("断りました"),
    CandidateAnswer.EXPIRED: N_("期限切れ"),
    CandidateAnswer.NO_TIME: N_("空きなし"),
    CandidateAnswer.KEPT_APART: N_("頼めません"),
}
DECLINE_LABELS: Final = {
    DeclineReason.NO_TIME: N_("その日は都合が悪い"),
    DeclineReason.OTHER_FIELD: N_("専門とちがう"),
    DeclineReason.TOO_FAR: N_("行くのに遠い"),
    DeclineReason.HEALTH: N_("体調がすぐれない"),
    DeclineReason.FEE: N_("条件が合わない"),
    DeclineReason.OTHER: N_("そのほか"),
}
VISIT_LABELS: Final = {
    VisitState.PLANNED: N_("予定（契約前）"),
    VisitState.CONFIRMED: N_("予定"),
    VisitState.DONE: N_("実施済み"),
    VisitState.MOVED: N_("日を変えました"),
    VisitState.CANCELLED_IN_TIME: N_("中止"),
    VisitState.CANCELLED_LATE: N_("直前の中止"),
    VisitState.NOSHOW_EXPERT: N_("専門家が来ませんでした"),
    VisitState.NOSHOW_GROUP: N_("会社が不在でした"),
}

REQUEST_SENT: Final = N_("{expert}さんへ「{title}」を頼みました。返事の期限は{until}です。")
OFFER_CAME: Final = N_("{group}から依頼が届きました。{until}までにお返事ください。")
OFFER_ACCEPTED: Final = N_("{expert}さんが「{title}」を引き受けました。契約してください。")
OFFER_DECLINED: Final = N_("{expert}さんは「{title}」を引き受けられませんでした。")
OFFER_EXPIRED: Final = N_("{expert}さんから「{title}」の返事がありませんでした。")
OFFER_WITHDRAWN: Final = N_("{group}が「{title}」の依頼を取り下げました。")
CALL_ASKED: Final = N_("{expert}さんが電話での相談を希望しています。「{title}」の依頼です。")
CALL_FOR_GROUP: Final = N_("{group}が相談員に頼みたいと言っています。「{title}」の相談です。")
BOOKING_CANCELLED: Final = N_("「{title}」の約束が取り消されました。")
CONTRACT_MADE: Final = N_("「{title}」の契約が結ばれました。訪問は{start}です。")
VISIT_RECORDED: Final = N_("「{title}」の記録ができました。検収してください。")
INSPECTED: Final = N_("「{title}」の検収が済みました。")
FEE_TO_CHECK: Final = N_("「{title}」の交通費が契約と違います。謝金を確かめてください。")
FEE_FIXED: Final = N_("「{title}」の謝金が決まりました。{pay}までに払ってください。")
FEE_FIXED_EXPERT: Final = N_("「{title}」の謝金が決まりました。支払いは{pay}の予定です。")
FEE_PAID: Final = N_("「{title}」の謝金{net}が{day}に払われました。")
CLAIM_OPEN: Final = N_("「{title}」は区の補助金を申し込めます。")
DISPUTE_RAISED: Final = N_("「{title}」の記録に違いがあると連絡がありました。")
DISPUTE_SETTLED: Final = N_("「{title}」の話し合いがまとまりました。")

CLAIMED_LABEL: Final = N_("補助金を申し込みました")
CLAIMED_NEXT: Final = N_("補助金の手続は「補助金」の画面で見られます。")
