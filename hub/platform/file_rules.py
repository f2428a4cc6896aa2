"""How much a file of strangers may have, and why one is not taken: a sentence each, what to do.

Source: design "Files".
"""

from typing import Final

from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.text import N_

# Where a refusal stands that is about no line of its own.
WHOLE: Final = "file"
MOST_BYTES: Final = 10 * 1024 * 1024
MOST_UNPACKED: Final = 100 * 1024 * 1024
MOST_PARTS: Final = 1_000
MOST_RATIO: Final = 100
# Small files of many equal signs shrink well and harm nobody.
SMALL: Final = 1024 * 1024
MOST_PIXELS: Final = 40_000_000
MOST_PAGES: Final = 200
MOST_AFTER: Final = 4 * 1024

HIDDEN_SIGN: Final = Reason(
    "files.hidden_sign",
    N_("ファイルの名前に、目に見えない文字があります。名前を変えて送ってください。"),
)
EMPTY: Final = Reason("files.empty", N_("ファイルが空です。中身を確かめてください。"))
TOO_LARGE: Final = Reason("files.too_large", N_("ファイルが大きすぎます。分けてください。"))
BOMB: Final = Reason("files.bomb", N_("広げると大きすぎるファイルです。分けてください。"))
WRONG_KIND: Final = Reason("files.wrong_kind", N_("この種類のファイルは受け取れません。"))
OTHER_NAME: Final = Reason(
    "files.other_name", N_("名前の終わりと中身が違います。元のアプリで保存し直してください。")
)
DAMAGED: Final = Reason(
    "files.damaged", N_("ファイルが壊れています。もう一度保存して送ってください。")
)
LOCKED: Final = Reason(
    "files.locked", N_("パスワードが付いています。外してもう一度送ってください。")
)
MACROS: Final = Reason("files.macros", N_("マクロの入ったファイルは受け取れません。"))
ACTIVE: Final = Reason(
    "files.active", N_("動くしかけの入ったファイルです。印刷してPDFにし直してください。")
)
INSIDE: Final = Reason("files.inside", N_("別のファイルが中に入っています。分けて送ってください。"))
OUTSIDE: Final = Reason(
    "files.outside", N_("ほかのファイルへのつながりがあります。値だけにしてください。")
)
TWO_KINDS: Final = Reason(
    "files.two_kinds", N_("2つの種類が重なったファイルです。保存し直してください。")
)
TOO_MANY_PIXELS: Final = Reason(
    "files.too_many_pixels", N_("画像が大きすぎます。4,000万画素までに縮めてください。")
)
TOO_MANY_PAGES: Final = Reason(
    "files.too_many_pages", N_("ページが多すぎます。{limit}ページまでに分けてください。")
)
TOO_HEAVY: Final = Reason(
    "files.too_heavy", N_("調べるのに時間がかかりすぎます。小さくしてください。")
)
TOO_OFTEN: Final = Reason(
    "files.too_often", N_("短い間に多くのファイルが届きました。10分待って送ってください。")
)
TOO_MUCH: Final = Reason(
    "files.too_much", N_("1日に送れる大きさ（500MB）をこえました。明日もう一度送ってください。")
)
INFECTED: Final = Reason(
    "files.infected", N_("ウイルスが見つかったので、受け取っていません。作り直して送ってください。")
)
NOT_SCANNED: Final = Reason(
    "files.not_scanned",
    N_("いまウイルスを調べられません。しばらく待って、もう一度送ってください。"),
)
UNREADABLE: Final = Reason(
    "files.unreadable", N_("文字を読めません。UTF-8かShift_JISで保存してください。")
)


REASONS: Final = tuple(value for value in tuple(vars().values()) if isinstance(value, Reason))


def refused(reason: Reason, **params: object) -> Invalid:
    """The refusal of a whole file."""
    return Invalid(FieldProblem(WHOLE, reason, params))
