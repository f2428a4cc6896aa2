"""Sentences of the room directory."""

from collections.abc import Mapping
from typing import Final

from hub.directory import hazards
from hub.kernel.errors import Reason
from hub.kernel.text import N_
from models.vocab.directory import FirmKind, Sharing, SiteKind, Visibility

SYSTEM_ONLY: Final = Reason("directory.system_only", N_("区の一覧は画面から変えられません。"))
OTHER_WARD: Final = Reason(
    "directory.other_ward", N_("会社を加えられるのは、その区の担当者だけです。")
)
TIME_TAKEN: Final = Reason(
    "directory.time_taken",
    N_("{start}からの時間は、ほかの予定が先に入りました。別の時間を選んでください。"),
)
HOLD_EXPIRED: Final = Reason(
    "directory.hold_expired", N_("仮おさえの期限が過ぎました。もう一度時間を選んでください。")
)
NOT_ON_THE_HALF_HOUR: Final = Reason(
    "directory.not_on_the_half_hour", N_("時間は30分きざみで、終わりは始まりより後にしてください。")
)
NOT_YOUR_FIRM: Final = Reason(
    "directory.not_your_firm", N_("この会社の登録は、その会社の代表と区の担当者が直せます。")
)
NUMBER_DIGITS: Final = Reason("directory.number_digits", N_("法人番号は13桁です。"))
NUMBER_CHECK: Final = Reason(
    "directory.number_check", N_("検査数字が合いません。番号を確かめてください。")
)
NUMBER_MISSING: Final = Reason(
    "directory.number_missing", N_("法人は法人番号を入れてください。ないときは個人事業主です。")
)
NUMBER_NOT_SOLE: Final = Reason(
    "directory.number_not_sole", N_("個人事業主に法人番号はありません。空のままにしてください。")
)
NUMBER_TAKEN: Final = Reason(
    "directory.number_taken", N_("この法人番号は「{firm}」として、すでに登録されています。")
)
NAME_TAKEN: Final = Reason(
    "directory.name_taken", N_("同じ名前の会社が、この区にすでに登録されています。")
)
NO_PHONE: Final = Reason("directory.no_phone", N_("電話番号の形を確かめてください。"))
NO_POSTAL: Final = Reason("directory.no_postal", N_("郵便番号は7桁です。"))
NO_KANA: Final = Reason("directory.no_kana", N_("フリガナは、かなで入れてください。"))
NO_YEAR: Final = Reason("directory.no_year", N_("年は1900から2100までの西暦です。"))
NO_QUANTITY: Final = Reason("directory.no_quantity", N_("台数は1から999までの数です。"))
MACHINE_TAKEN: Final = Reason(
    "directory.machine_taken", N_("同じ機械と型式が、この会社にすでに登録されています。")
)

FIRM_KINDS: Final[Mapping[FirmKind, str]] = {
    FirmKind.CORPORATION: N_("法人"),
    FirmKind.SOLE: N_("個人事業主"),
    FirmKind.UNSTATED: N_("まだ決まっていない"),
}
SITE_KINDS: Final[Mapping[SiteKind, str]] = {
    SiteKind.HEAD: N_("本社"),
    SiteKind.PLANT: N_("工場"),
    SiteKind.TRAINING_ROOM: N_("研修室"),
}
SHARINGS: Final[Mapping[Sharing, str]] = {
    Sharing.YES: N_("ほかの会社も使える"),
    Sharing.ASK: N_("相談して使える"),
    Sharing.NO: N_("自社だけ"),
}
VISIBILITIES: Final[Mapping[Visibility, str]] = {
    Visibility.PUBLIC: N_("ほかの会社にも見せる"),
    Visibility.PRIVATE: N_("自社と区だけ"),
}
HAZARDS: Final = hazards.LABELS
TWICE: Final = Reason("directory.twice", N_("{line}行目と同じです。1つにしてください。"))
WRONG_LINE: Final = Reason("directory.wrong_line", N_("列の数が違います。"))
FIRM_NEEDED: Final = Reason("directory.firm_needed", N_("会社名か法人番号を入れてください。"))
FIRM_UNKNOWN: Final = Reason(
    "directory.firm_unknown", N_("この区に登録がありません。先に会社を取り込んでください。")
)
FIRM_DIFFERS: Final = Reason(
    "directory.firm_differs", N_("法人番号の会社は「{firm}」です。どちらかを直してください。")
)
NOT_LISTED: Final = Reason("directory.not_listed", N_("次のどれかにしてください：{words}"))
NOT_YES: Final = Reason("directory.not_yes", N_("「{word}」と書くか、空にしてください。"))
WRONG_KIND: Final = Reason(
    "directory.wrong_kind", N_("「法人」「個人事業主」「未登録」のどれかにしてください。")
)
