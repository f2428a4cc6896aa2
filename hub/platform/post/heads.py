"""What every letter of the hub begins and ends with; in the language that holds (`in_language`)."""

from datetime import date

from hub.i18n import translated
from hub.i18n.values import day as written_day
from hub.kernel.wareki import wareki
from hub.platform import runtime
from hub.platform.post import words


def head(name: str, postal: str, address: str, lang: str, day: date) -> dict[str, object]:
    """Addressee, day and sender as the paper wants them; Japanese letters count by era."""
    return {
        "to": {
            "postal": postal, "address": [address] if address else [], "name": name, "lang": lang,
        },
        "day": wareki(day) if lang == "ja" else written_day(day),
        "sender": translated(words.SENDER),
    }  # fmt: skip


def call() -> str:
    """Whom to telephone."""
    return translated(words.LETTER_CALL).format(phone=runtime.settings().contact)
