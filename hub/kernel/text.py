"""Marks for translation, and the folding of typed text; translating lives in `hub.i18n`."""

import re
import unicodedata
from typing import Final

_SPACES: Final = re.compile(r"[\s\u3000]+")
MOST_SIGNS: Final = 40
_HYPHENS: Final = dict.fromkeys(map(ord, "‐‑‒–—―−ー－ｰ"), "-")  # noqa: i18n signs, not words
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Letters and marks of which nothing is seen: fillers, joiners, selectors; formats are a class.
_BLANKS: Final = re.compile(
    r"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
# Letters of which nothing is seen; they and the format signs have no business in a name.
_FILLERS: Final = frozenset(map(chr, (0x115F, 0x1160, 0x3164, 0xFFA0)))
_LINE_ENDS: Final = frozenset("\t\n\r")
_SMALL_KANA: Final = str.maketrans(
    "ァィゥェォッャュョヮヵヶ",  # noqa: i18n signs, not words
    "アイウエオツヤユヨワカケ",  # noqa: i18n signs, not words
)
_VOWEL_ROWS: Final = {
    "ア": "アカガサザタダナハバパマヤラワァャヮ",  # noqa: i18n signs, not words
    "イ": "イキギシジチヂニヒビピミリィ",  # noqa: i18n signs, not words
    "ウ": "ウクグスズツヅヌフブプムユルゥュッヴ",  # noqa: i18n signs, not words
    "エ": "エケゲセゼテデネヘベペメレェ",  # noqa: i18n signs, not words
    "オ": "オコゴソゾトドノホボポモヨロヲォョ",  # noqa: i18n signs, not words
}
_VOWEL_OF: Final = {kana: vowel for vowel, row in _VOWEL_ROWS.items() for kana in row}


def N_(msgid: str) -> str:  # noqa: N802  gettext's own name for "mark, do not translate"
    """Mark a sentence for the catalogue; it is translated at the edge."""
    return msgid


def NP_(context: str, msgid: str) -> tuple[str, str]:  # noqa: N802  gettext's own name
    """Mark a word that needs two English words, with the context that tells them apart."""
    return context, msgid


def one_line(typed: str) -> str:
    """Trim a typed line and fold runs of spaces; names keep their characters as typed."""
    return _SPACES.sub(" ", typed).strip()


def has_control(typed: str) -> bool:
    """Say whether the text holds control characters other than tab and line break."""
    return _CONTROL.search(typed.replace("\r\n", "\n")) is not None


def hidden_sign(typed: str) -> int | None:
    """Place, from 1, of the first sign that nobody sees but that changes what is seen.

    Signs that turn the direction of reading, that join or take no room, fillers and control signs.
    What chooses a shape of a kanji (U+FE00 to FE0F, U+E0100 to E01EF) belongs to the name.
    """
    for at, sign in enumerate(typed, start=1):
        is_hidden = sign in _FILLERS or unicodedata.category(sign) in {"Cc", "Cf"}
        if is_hidden and sign not in _LINE_ENDS:
            return at
    return None


def shows_nothing(typed: str) -> bool:
    """Say whether a text that is not empty or plain space has no sign that anybody could see."""
    return bool(typed.strip()) and all(
        sign.isspace() or unicodedata.category(sign) == "Cf" or _BLANKS.match(sign)
        for sign in typed
    )


def number_text(typed: str) -> str:
    """Fold full-width digits and every kind of hyphen, for fields that hold numbers.

    No number of ours is longer than `MOST_SIGNS`; what follows is cut, and is no number either way.
    """
    folded = unicodedata.normalize("NFKC", typed).translate(_HYPHENS)
    return _SPACES.sub("", folded).replace(",", "")[:MOST_SIGNS]


def katakana(typed: str) -> str:
    """Hiragana and half-width kana as full-width katakana."""
    wide = unicodedata.normalize("NFKC", typed)
    # noqa: i18n the ends of the kana block are signs, not words
    return "".join(chr(ord(c) + 0x60) if "\u3041" <= c <= "\u3096" else c for c in wide)


def kana_key(reading: str) -> str:
    """Sort key of a reading, equal on both engines: large kana, long marks as vowels, no voicing.

    The voiced form follows after a tab so that it only breaks ties.
    """
    # noqa: i18n the long mark is a sign, not a word
    full = katakana(one_line(reading)).replace(" ", "")
    spelled: list[str] = []
    for sign in full:
        vowel = _VOWEL_OF.get(spelled[-1], "") if spelled else ""
        spelled.append(vowel or sign if sign == "ー" else sign)  # noqa: i18n sign, not a word
    large = "".join(spelled).translate(_SMALL_KANA)
    bare = "".join(c for c in unicodedata.normalize("NFD", large) if not unicodedata.combining(c))
    return f"{bare}\t{large}"
