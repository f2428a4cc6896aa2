"""Sentences of the room directory."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_

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
