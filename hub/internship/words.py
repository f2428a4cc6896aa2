"""Refusals and labels of the internship room."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.consents import ConsentChannel, ConsentState
from models.vocab.internship import (
    ApplicationState,
    ChangeKind,
    ProgrammeState,
    RoundAction,
    RoundState,
    ScenarioKind,
    ScenarioState,
)

NOT_YOURS: Final = Reason(
    "internship.not_yours", N_("この操作は、担当の区と役割の人だけができます。")
)
NAME_TAKEN: Final = Reason(
    "internship.round_name_taken", N_("同じ名前の募集回があります。ほかの名前にしてください。")
)
PERIODS_OVERLAP: Final = Reason(
    "internship.periods_overlap", N_("{number}番目の期間が、前の期間と重なっています。")
)
PERIOD_ENDS_EARLY: Final = Reason(
    "internship.period_ends_early", N_("{number}番目の期間の終わりが、始まりより前です。")
)
TOO_MANY_ROTATIONS: Final = Reason(
    "internship.too_many_rotations", N_("回る社の数は、期間の数{periods}までです。")
)
TOO_MANY_TRADES: Final = Reason(
    "internship.too_many_trades", N_("職種の数は、回る社の数{rotations}までです。")
)
NO_SEATS: Final = Reason(
    "internship.no_seats", N_("1つ以上の期間で、受け入れる人数を入れてください。")
)
NOT_CALLING: Final = Reason(
    "internship.not_calling", N_("この募集回は、いま企業の申し出を受け付けていません。")
)
NOTE_NEEDED: Final = Reason("internship.note_needed", N_("理由を入れてください。"))
NOT_ALL_CHECKED: Final = Reason(
    "internship.not_all_checked",
    N_("安全の確認が済んでいないプログラムが{count}件あります。"),
)
NO_PROGRAMMES: Final = Reason(
    "internship.no_programmes", N_("プログラムがまだありません。企業の申し出を待ってください。")
)
WISHES_CLOSED: Final = Reason(
    "internship.wishes_closed", N_("希望の受付は終わりました。区の窓口へ連絡してください。")
)
NO_WISHES: Final = Reason("internship.no_wishes", N_("行きたい会社を1つ以上選んでください。"))
WISHES_TWICE: Final = Reason(
    "internship.wishes_twice", N_("同じ会社が2回入っています。1回だけにしてください。")
)
TOO_MANY_WISHES: Final = Reason(
    "internship.too_many_wishes", N_("順位をつけられるのは{limit}社までです。")
)
UNKNOWN_PERIOD: Final = Reason(
    "internship.unknown_period", N_("選んだ期間は、この募集回にありません。")
)
UNKNOWN_PROGRAMME: Final = Reason(
    "internship.unknown_programme", N_("選んだプログラムは、もう募集していません。")
)
NOT_A_RANK: Final = Reason("internship.not_a_rank", N_("希望順は1から99の数字で入れてください。"))
RANK_TWICE: Final = Reason(
    "internship.rank_twice", N_("希望順{number}が2つあります。ちがう数字にしてください。")
)
NOT_A_DATE: Final = Reason(
    "internship.not_a_date", N_("日付を入れてください。例：2027-05-10、令和9年5月10日")
)
NOT_A_COUNT: Final = Reason("internship.not_a_count", N_("数字を入れてください。例：3"))
UNDER_AGE: Final = Reason(
    "internship.under_age", N_("「{title}」は{age}歳からです。一覧から外してください。")
)
TOO_FEW_PERIODS: Final = Reason(
    "internship.too_few_periods", N_("来られる期間が足りません。{rotations}つ以上残してください。")
)
NO_BIRTH_DATE: Final = Reason(
    "internship.no_birth_date", N_("生年月日が登録されていません。区の窓口へ連絡してください。")
)
PLAN_RUNNING: Final = Reason(
    "internship.plan_running", N_("いま計算しています。終わるか、止めるまでお待ちください。")
)
NOT_CHECKED: Final = Reason(
    "internship.not_checked", N_("検査に通った案だけを選べます。計算し直してください。")
)
ROUND_MOVED: Final = Reason(
    "internship.round_moved", N_("計算の後で内容が変わりました。計算し直してください。")
)
PLAN_BROKEN: Final = Reason(
    "internship.plan_broken", N_("計算した案が検査に通りませんでした（{count}件）。")
)
SEAT_FULL: Final = Reason(
    "internship.seat_full", N_("「{title}」の席が足りません。計算し直してください。")
)
NO_CHANGE_NOW: Final = Reason(
    "internship.no_change_now",
    N_("この案は、いま変えられません。検査に通った案か、公表中の版を開いてください。"),
)
NO_CHANGE: Final = Reason("internship.no_change", N_("変えることを1つ以上入れてください。"))
UNKNOWN_CHANGE: Final = Reason(
    "internship.unknown_change", N_("選んだ学生・会社・期間が、この募集回にありません。")
)
HAS_LEFT: Final = Reason("internship.has_left", N_("この学生は、もう取りやめています。"))
NOBODY_AGREED: Final = Reason("internship.nobody_agreed", N_("新しく同意が届いた学生はいません。"))
UNREADABLE: Final = Reason("internship.file.unreadable", N_("ファイルを読めませんでした。"))

ROUND_LABELS: Final = {
    RoundState.DRAFT: N_("準備中"),
    RoundState.INTAKE: N_("企業の申し出を受付中"),
    RoundState.SAFETY_CHECKED: N_("安全の確認済み"),
    RoundState.OPEN: N_("希望を受付中"),
    RoundState.RANKING_CLOSED: N_("希望の受付終了"),
    RoundState.MATCHING: N_("編成中"),
    RoundState.TENTATIVE: N_("内示"),
    RoundState.PUBLISHED: N_("公表済み"),
    RoundState.RUNNING: N_("実施中"),
    RoundState.COMPLETED: N_("終了"),
    RoundState.CANCELLED: N_("中止"),
}
ROUND_ACTIONS: Final = {
    RoundAction.CALL_FIRMS: N_("企業に申し出を呼びかける"),
    RoundAction.CONFIRM_SAFETY: N_("安全の確認を終える"),
    RoundAction.OPEN_WISHES: N_("希望の受付を始める"),
    RoundAction.CLOSE_WISHES: N_("希望の受付を終える"),
    RoundAction.REOPEN: N_("希望の受付を再び始める"),
    RoundAction.COMPUTE: N_("案を計算する"),
    RoundAction.ANNOUNCE: N_("この案で内示する"),
    RoundAction.PUBLISH: N_("公表する"),
    RoundAction.BEGIN: N_("実施を始める"),
    RoundAction.COMPLETE: N_("終了にする"),
    RoundAction.CANCEL: N_("募集を中止する"),
}
PROGRAMME_LABELS: Final = {
    ProgrammeState.SUBMITTED: N_("確認待ち"),
    ProgrammeState.RETURNED: N_("差戻し"),
    ProgrammeState.SAFETY_CHECKED: N_("確認済み"),
}
SCENARIO_LABELS: Final = {
    ScenarioState.QUEUED: N_("待機中"),
    ScenarioState.RUNNING: N_("計算中"),
    ScenarioState.DONE: N_("完了"),
    ScenarioState.CANCELLED: N_("今の案で停止"),
    ScenarioState.INFEASIBLE: N_("固定が両立しない"),
    ScenarioState.FAILED: N_("失敗"),
    ScenarioState.CHECKED: N_("検査済み"),
    ScenarioState.CHOSEN: N_("内示"),
    ScenarioState.PUBLISHED: N_("公表済み"),
    ScenarioState.SUPERSEDED: N_("前の版"),
    ScenarioState.DISCARDED: N_("使わない案"),
}
KIND_LABELS: Final = {
    ScenarioKind.PLAN: N_("計算した案"),
    ScenarioKind.TRIAL: N_("全部を計算し直した案"),
    ScenarioKind.EDIT: N_("少しだけ変えた案"),
    ScenarioKind.REPAIR: N_("直した案"),
}
CHANGE_WORDS: Final = {
    ChangeKind.SEATS: N_("{firm}「{title}」の第{period}期を{seats}席にする"),
    ChangeKind.CLOSE: N_("{firm}「{title}」が受け入れをやめる"),
    ChangeKind.PIN: N_("{student}さんを、第{period}期に{firm}「{title}」へ決める"),
    ChangeKind.BAN: N_("{student}さんを、第{period}期に{firm}「{title}」へ行かせない"),
    ChangeKind.LEAVE: N_("{student}さんが取りやめる"),
}
BAN_ALL: Final = N_("{student}さんを、{firm}「{title}」へ行かせない")
APPLICATION_LABELS: Final = {
    ApplicationState.SENT: N_("受付済み"),
    ApplicationState.WISHES_LOCKED: N_("編成を待っています"),
    ApplicationState.PLACED: N_("行き先が決まりました"),
    ApplicationState.PARTLY_PLACED: N_("一部の行き先が決まりました"),
    ApplicationState.UNPLACED: N_("行き先がまだ決まっていません"),
    ApplicationState.WITHDRAWN: N_("実習を取りやめました"),
}
WAITING_ROUNDS: Final = (
    RoundState.DRAFT,
    RoundState.INTAKE,
    RoundState.SAFETY_CHECKED,
    RoundState.OPEN,
    RoundState.RANKING_CLOSED,
    RoundState.MATCHING,
    RoundState.TENTATIVE,
)
NEXT_STEPS: Final = {
    RoundState.DRAFT: N_("「{name}」を企業に呼びかけられます"),
    RoundState.INTAKE: N_("「{name}」のプログラムの安全を確かめてください"),
    RoundState.SAFETY_CHECKED: N_("「{name}」の希望の受付を始められます"),
    RoundState.OPEN: N_("「{name}」は希望を受付中です"),
    RoundState.RANKING_CLOSED: N_("「{name}」の案を計算できます"),
    RoundState.MATCHING: N_("「{name}」の案を選んでください"),
    RoundState.TENTATIVE: N_("「{name}」を公表できます"),
}
STAGE_LABELS: Final = {
    "": N_("順番を待っています"),
    "flow": N_("全体の流れを計算しました"),
    "recolour": N_("期間の重なりを直しました"),
    "chains": N_("入れ替えで良くしました"),
    "block_mip": N_("少人数ずつ組み直しました"),
    "filtered_lp": N_("これ以上は良くならない限界を確かめました"),
    "exact": N_("一番良い計画かどうかを全部調べました"),
    "cancelled": N_("今の案で止めました"),
}
REASON_LABELS: Final = {
    "closed": N_("受け入れる期間がない"),
    "unavailable": N_("本人が来られない"),
    "under_age": N_("年齢が足りない"),
    "banned": N_("職員が外した組み合わせ"),
    "veto": N_("企業が受け入れられない"),
    "same_firm": N_("同じ会社に行く予定がある"),
    "trade_cap": N_("同じ職種が続く"),
    "clash": N_("同じ期間にほかの予定がある"),
    "precedence": N_("順番の決まりに合わない"),
    "cohort": N_("最少の人数に届かない"),
    "full": N_("席がいっぱい"),
    "value": N_("ほかの人の希望がかなわなくなる"),
    "possible": N_("いまの予定と入れ替えれば入れる"),
    "not_listed": N_("希望に入っていない"),
    "no_consent": N_("保護者が同意していない"),
}
CONFLICT: Final = N_("両立しない組み合わせ：{parts}")
# What would help against a reason; `period` is the number of the period that came furthest.
HELP_LABELS: Final = {
    "closed": N_("その会社が受け入れる期間をふやすと、計算し直せます。"),
    "unavailable": N_("第{period}期に来られるようになれば、計算し直せます。"),
    "under_age": N_("{day}に年齢が足ります。その後の期間なら受けられます。"),
    "banned": N_("外した職員に理由を聞いてください。"),
    "veto": N_("ほかの会社をすすめてください。"),
    "same_firm": N_("同じ会社は1回だけです。本人への説明で足ります。"),
    "trade_cap": N_("ほかの職種の予定を入れる決まりです。本人への説明で足ります。"),
    "clash": N_("第{period}期の予定と入れ替えるなら、手で動かせます。"),
    "precedence": N_("先に行く会社を早い期間へ動かすと入れます。"),
    "cohort": N_("同じ期間に来る人がふえると入れます。"),
    "full": N_("第{period}期の席が1つふえると入れます。"),
    "value": N_("手で動かすと、だれに影響するかを見られます。"),
    "possible": N_("手で動かすと入れます。"),
    "not_listed": N_("希望に入れてもらうと、計算し直せます。"),
    "no_consent": N_("保護者の同意が届くと、席を探せます。"),
}
DECIDABLE: Final = (ScenarioState.CHECKED, ScenarioState.CHOSEN)
CONSEQUENCES: Final = {
    RoundAction.CALL_FIRMS: N_("企業がプログラムを出せるようになります。"),
    RoundAction.CONFIRM_SAFETY: N_("企業の申し出を締め切ります。"),
    RoundAction.OPEN_WISHES: N_("学生が希望を出せるようになります。"),
    RoundAction.CLOSE_WISHES: N_("学生は希望を直せなくなります。"),
    RoundAction.BEGIN: N_("最初の期間が始まったことを記録します。"),
    RoundAction.COMPLETE: N_("すべての期間が終わったことを記録します。"),
}
PLAN_WORDS: Final = {
    ScenarioState.QUEUED: N_("計算の順番を待っています。"),
    ScenarioState.RUNNING: N_("いま計算しています。"),
    ScenarioState.DONE: N_("計算は終わりましたが、検査に通っていません。"),
    ScenarioState.CANCELLED: N_("途中で止めました。"),
    ScenarioState.INFEASIBLE: N_("固定した配属が両立しません。"),
    ScenarioState.FAILED: N_("計算できませんでした。"),
    ScenarioState.CHECKED: N_("独立した検査に通りました。"),
    ScenarioState.CHOSEN: N_("内示しました。公表すると学生に見えます。"),
    ScenarioState.PUBLISHED: N_("公表しました。学生と企業が予定を見られます。"),
    ScenarioState.SUPERSEDED: N_("新しい版が公表されています。"),
    ScenarioState.DISCARDED: N_("使わないことにしました。中身は見られます。"),
}

CONSENT_VERSION: Final = 1
# Each version that was ever asked stays here: a recorded consent names the one it was given to.
CONSENT_TEXTS: Final = {
    1: (
        N_("区内の町工場を順に回り、仕事を体験します。行き先は、決まったらお知らせします。"),
        N_("18歳未満の人は、法令で禁じられた危険な作業をしません。見学だけにします。"),
        N_("始まる前に、けがや事故の保険を区の担当者が確かめます。"),
        N_("名前と年齢の区分は、区と受け入れる会社だけが見ます。同意の前に連絡先は見せません。"),
        N_("同意しなくても、ほかの手続きには影響しません。同意はいつでも取り消せます。"),
    ),
}
CONSENT_LABELS: Final = {
    ConsentState.ASKED: N_("返事待ち"),
    ConsentState.AGREED: N_("同意あり"),
    ConsentState.REFUSED: N_("同意しない"),
    ConsentState.WITHDRAWN: N_("同意の取り消し"),
}
CONSENT_NOBODY: Final = N_("まだ頼んでいません")
CONSENT_OVER: Final = N_("期限切れ")
CHANNEL_LABELS: Final = {
    ConsentChannel.LINK: N_("リンク"),
    ConsentChannel.CODE: N_("手紙のコード"),
    ConsentChannel.PAPER: N_("紙"),
}
CONSENT_DEAD: Final = Reason(
    "internship.consent_dead", N_("このリンクは使えません（期限切れ・使用済み）。")
)
CONSENT_NOT_NEEDED: Final = Reason(
    "internship.consent_not_needed", N_("この学生には、保護者の同意は要りません。")
)
CONSENT_GIVEN: Final = Reason(
    "internship.consent_given", N_("この学生の保護者は、もう同意しています。頼み直しません。")
)
CONSENT_OTHER_NAME: Final = Reason(
    "internship.consent_other_name", N_("紙の学生の名前が、選んだ学生と違います。")
)
CONSENT_NO_SCAN: Final = Reason(
    "internship.consent_no_scan",
    N_("署名のある紙の写真かPDFを付けてください。同意の記録には紙が要ります。"),
)
STOPPED_FIRM: Final = N_(
    "{name}さんの実習を止めています。受け入れないでください。コーディネーターが連絡します。"
)
STOPPED_WARD: Final = N_(
    "{name}さんの保護者の同意がなくなりました。公表した配属を止めています。計画を直してください。"
)
CONSENT_AGREED: Final = N_("{name}さんの保護者が同意しました。")
CONSENT_REFUSED: Final = N_(
    "{name}さんの保護者は同意しませんでした。コーディネーターが確かめます。"
)
CONSENT_BACK: Final = N_("{name}さんの保護者が同意を取り消しました。コーディネーターが確かめます。")
