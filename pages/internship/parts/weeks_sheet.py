"""The student's weeks as a sheet of paper, in the language of the screen."""

from collections.abc import Sequence
from datetime import datetime

from hub.i18n import _, current_language
from hub.i18n.values import day
from hub.internship.reads import WeekRow
from hub.kernel.calendar import japan_date
from hub.kernel.wareki import wareki


def values(name: str, stays: Sequence[WeekRow], now: datetime, phone: str) -> dict[str, object]:
    """What `weeks.typ` prints: one row for each stay, and whom to call."""
    today = japan_date(now)
    title = _("実習の予定")
    return {
        "title": title,
        "subject": title,
        "issued": today.isoformat(),
        "day": wareki(today) if current_language() == "ja" else day(today),
        "name": _("{name}さん").format(name=name),
        "head": [_("期"), _("日にち"), _("会社"), _("内容")],
        "rows": [
            [
                str(number),
                _("{first}から{last}まで").format(
                    first=day(stay.starts_on), last=day(stay.ends_on)
                ),
                f"{stay.firm}\n{stay.town}" if stay.town else stay.firm,
                stay.title,
            ]
            for number, stay in enumerate(stays, start=1)
        ],
        "notes": [
            _(
                "この紙を作った日から変わっていることがあります。新しい予定は画面で確かめてください。"
            ),
            _("困ったときは、区の窓口へ電話してください。{phone}").format(phone=phone),
        ],
    }
