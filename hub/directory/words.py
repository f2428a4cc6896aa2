"""Sentences of the room directory."""

from typing import Final

from hub.kernel.errors import Reason
from hub.kernel.text import N_

SYSTEM_ONLY: Final = Reason("directory.system_only", N_("区の一覧は画面から変えられません。"))
OTHER_WARD: Final = Reason(
    "directory.other_ward", N_("会社を加えられるのは、その区の担当者だけです。")
)
