"""The letters to people whose data have leaked: what, when, whom to call; one sheet a person."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from hub.i18n import in_language, translated
from hub.i18n.values import day as written_day
from hub.kernel.text import N_
from hub.platform.post import desk, heads
from hub.platform.post.recipients import Recipient

TEMPLATE: Final = desk.TEMPLATE
TITLE: Final = N_("個人の情報についてのおわび")
ABOUT: Final = N_("区が預かっている、あなたの情報がもれたおそれがあります。おわびします。")
SPAN: Final = N_("もれたおそれがある期間：{first}から{last}まで")
CARE: Final = N_("区から、電話でパスワードや口座の番号を聞くことはありません。")
AGAIN: Final = N_("くわしいことがわかったら、もう一度お知らせします。")


def letters(to: Sequence[Recipient], first: str, last: str, day: date) -> dict[str, object]:
    """Values of the paper with a sheet for everybody who has an address."""
    days = (date.fromisoformat(first), date.fromisoformat(last))
    sheets = [_sheet(each, days, day) for each in to if each.postal and each.address]
    return {"title": translated(TITLE), "issued": day.isoformat(), "sheets": sheets}


def _sheet(to: Recipient, days: tuple[date, date], day: date) -> dict[str, object]:
    with in_language(to.lang):
        span = {"first": written_day(days[0]), "last": written_day(days[1])}
        return {
            **heads.head(to.name, to.postal, to.address, to.lang, day),
            "title": translated(TITLE),
            "about": translated(ABOUT),
            "notices": [translated(SPAN).format(**span), translated(CARE)],
            "qr": "",
            "qr_said": "",
            "after": [translated(AGAIN), heads.call()],
        }  # fmt: skip
