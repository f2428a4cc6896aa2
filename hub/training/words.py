"""Refusals, labels and notices of joint training."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.training import CostKind, SignUpState, SizeBand, TrainingAction, TrainingState

NOT_YOURS: Final = Reason(
    "training.not_yours", N_("この操作は、担当の区と役割の人だけができます。")
)
NAME_CONTROL: Final = Reason(
    "training.name_control", N_("名前に使えない文字があります。打ち直してください。")
)
NOTE_NEEDED: Final = Reason("training.note_needed", N_("理由を入れてください。"))
SAME_PERSON: Final = Reason(
    "training.same_person", N_("計画した人は審査できません。ほかの人が審査してください。")
)
CLOSING_PASSED: Final = Reason(
    "training.closing_passed", N_("申込みの締切が過ぎています。計画を作り直してください。")
)
PROMOTION_RUNS: Final = Reason(
    "training.promotion_runs",
    N_("返事待ちと補欠の会社があります。{until}を過ぎると、名簿を決められます。"),
)
TOO_FEW: Final = Reason(
    "training.too_few",
    N_("参加は{count}名で、最少の{minimum}名に足りません。理由を入れて決めてください。"),
)
ENOUGH: Final = Reason(
    "training.enough", N_("最少の人数に届いています。「名簿を決める」を押してください。")
)

SESSION_TIMES: Final = Reason(
    "training.session_times", N_("同じ日の中で、30分きざみの始まりと終わりを入れてください。")
)
SESSION_PAST: Final = Reason("training.session_past", N_("これから先の日を入れてください。"))
SESSIONS_OVERLAP: Final = Reason(
    "training.sessions_overlap", N_("ほかの回と時間が重なっています。")
)
CLOSES_TOO_LATE: Final = Reason(
    "training.closes_too_late", N_("締切は{latest}までにしてください。")
)
CLOSES_BEFORE_OPENING: Final = Reason(
    "training.closes_before_opening", N_("締切は、募集の始まりと今より後にしてください。")
)
MINIMUM_TOO_LARGE: Final = Reason(
    "training.minimum_too_large", N_("最少の人数は、定員の{capacity}名までです。")
)
SUBSIDY_TOO_LARGE: Final = Reason(
    "training.subsidy_too_large", N_("補助の見込みは、費用の合計までです。")
)
QUOTAS_FALL: Final = Reason(
    "training.quotas_fall", N_("大きい会社の上限は、小さい会社の上限より少なくできません。")
)
UNKNOWN_TRAINER: Final = Reason(
    "training.unknown_trainer", N_("選んだ講師は、この区の専門家の名簿にいません。")
)
NOT_A_DATE: Final = Reason(
    "training.not_a_date", N_("日付を入れてください。例：2027-05-10、令和9年5月10日")
)
NOT_A_SESSION: Final = Reason(
    "training.not_a_session", N_("日にち、始まりと終わりの時刻、内容を入れてください。")
)
NOT_A_COUNT: Final = Reason("training.not_a_count", N_("数字を入れてください。例：3"))
NOT_YEN: Final = Reason("training.not_yen", N_("金額を数字で入れてください。例：30,000"))
NO_COST: Final = Reason("training.no_cost", N_("費用を1つ以上入れてください。"))

NOT_OPEN_YET: Final = Reason(
    "training.not_open_yet", N_("募集はまだ始まっていません。{opens_at}から申し込めます。")
)
CLOSED: Final = Reason(
    "training.closed", N_("この研修の申込みは終わりました。ほかの研修を見てください。")
)
QUOTA_FULL: Final = Reason(
    "training.quota_full", N_("1社{most}名までです。もう上限まで申し込まれています。")
)
QUOTA_LEFT: Final = Reason(
    "training.quota_left", N_("1社{most}名までです。あと{left}名だけ申し込めます。")
)
NOBODY: Final = Reason("training.nobody", N_("参加する人を選ぶか、入れてください。"))
NAMED_TWICE: Final = Reason("training.named_twice", N_("{name}さんが2回入っています。"))
NAMED_ALREADY: Final = Reason(
    "training.named_already", N_("{name}さんは、この研修にもう申し込まれています。")
)
UNKNOWN_TRAINEE: Final = Reason(
    "training.unknown_trainee", N_("選んだ人が見つかりません。画面を読み直してください。")
)
BORN_LATER: Final = Reason("training.born_later", N_("生年月日を確かめてください。"))
TOO_YOUNG: Final = Reason(
    "training.too_young",
    N_("{name}さんは{day}に{age}歳です。この研修は{least}歳から参加できます。"),
)
TOO_YOUNG_FOR_HAZARD: Final = Reason(
    "training.too_young_for_hazard",
    N_(
        "{name}さんは{day}に{age}歳です。危険な作業があり、{least}歳からです（労働基準法62条）。"
        "見学できるかは、区の窓口に相談してください。"
    ),
)
OTHER_COURSE: Final = Reason(
    "training.other_course",
    N_("{name}さんは、同じ時間に「{title}」へ参加する予定です。"),
)

ALREADY_DECLINED: Final = Reason("training.already_declined", N_("すでに辞退済みです。"))
ALREADY_CONFIRMED: Final = Reason("training.already_confirmed", N_("すでに参加が決まっています。"))
ALREADY_WITHDRAWN: Final = Reason("training.already_withdrawn", N_("すでに取り消し済みです。"))
OFFER_EXPIRED: Final = Reason(
    "training.offer_expired",
    N_("期限（{until}）を過ぎました。もう一度申し込むと、補欠の最後に並びます。"),
)
NOT_OFFERED: Final = Reason("training.not_offered", N_("まだ順番が来ていません。"))
STARTED: Final = Reason(
    "training.started", N_("研修が始まったため、取り消せません。区の窓口へ連絡してください。")
)

TRAINING_LABELS: Final = {
    TrainingState.PLANNED: N_("審査待ち"),
    TrainingState.REVIEWED: N_("審査済み"),
    TrainingState.ANNOUNCED: N_("告知中"),
    TrainingState.OPEN: N_("募集中"),
    TrainingState.CLOSED: N_("募集終了"),
    TrainingState.CONFIRMED: N_("名簿が決定"),
    TrainingState.RUNNING: N_("実施中"),
    TrainingState.CANCELLED: N_("中止"),
}
OVER: Final = N_("終了")
NO_PROMOTION: Final = N_("繰上げなし")
TRAINING_ACTIONS: Final = {
    TrainingAction.REVIEW: N_("審査を終える"),
    TrainingAction.ANNOUNCE: N_("告知する"),
    TrainingAction.OPEN: N_("今から募集する"),
    TrainingAction.CLOSE: N_("募集を締め切る"),
    TrainingAction.CONFIRM: N_("名簿を決める"),
    TrainingAction.HOLD_ANYWAY: N_("少ない人数で行う"),
    TrainingAction.CANCEL: N_("研修を中止する"),
}
CONSEQUENCES: Final = {
    TrainingAction.REVIEW: N_("補助の見込みが決まり、コーディネーターが告知できます。"),
    TrainingAction.ANNOUNCE: N_("区内の企業に見えます。講師の時間が確定します。"),
    TrainingAction.OPEN: N_("告知した時刻を待たずに、申込みを受け付けます。"),
    TrainingAction.CLOSE: N_("締切を待たずに、申込みを終えます。元に戻せません。"),
    TrainingAction.CONFIRM: N_("参加する人が決まります。空いた席は、もう案内しません。"),
}
SIGN_UP_LABELS: Final = {
    SignUpState.APPLIED: N_("受付中"),
    SignUpState.WAITING: N_("補欠"),
    SignUpState.OFFERED: N_("返事待ち"),
    SignUpState.CONFIRMED: N_("参加が決定"),
    SignUpState.DECLINED: N_("辞退"),
    SignUpState.EXPIRED: N_("期限切れ"),
    SignUpState.WITHDRAWN: N_("取消"),
    SignUpState.WITHDRAWN_LATE: N_("取消（期限後）"),
    SignUpState.CALLED_OFF: N_("研修が中止"),
}
BAND_LABELS: Final = {
    SizeBand.UP_TO_5: N_("5人以下"),
    SizeBand.FROM_6_TO_20: N_("6〜20人"),
    SizeBand.OVER_20: N_("21人以上"),
}
COST_LABELS: Final = {
    CostKind.TRAINER_FEE: N_("講師の謝金"),
    CostKind.ROOM: N_("会場と機械"),
    CostKind.MATERIAL: N_("材料"),
    CostKind.OTHER: N_("そのほか"),
}

TOLD_PLACED: Final = N_("「{title}」に{count}名の参加が決まりました。受付番号は{receipt}です。")
TOLD_WAITING: Final = N_(
    "「{title}」は満席のため、補欠{place}番目で受け付けました。受付番号は{receipt}です。"
)
TOLD_OFFERED: Final = N_("「{title}」に空きが出ました。{until}までに返事をしてください。")
TOLD_EXPIRED: Final = N_("「{title}」の返事の期限が過ぎ、席は次の会社へ移りました。")
TOLD_WITHDRAWN: Final = N_("「{title}」の申込み（{receipt}）を取り消しました。")
TOLD_CANCELLED: Final = N_("「{title}」は中止になりました。理由：{cause}")
TOLD_TRAINER: Final = N_("「{title}」の講師として、{day}からの日程が決まりました。")
TOLD_TO_REVIEW: Final = N_("研修「{title}」の計画が審査を待っています。")
TOLD_REVIEWED: Final = N_("研修「{title}」の審査が終わりました。告知できます。")
