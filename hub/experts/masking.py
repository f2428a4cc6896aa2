"""A need without what tells who wrote it: numbers, addresses, names of people and firms; pure.

Source: design "experts" A5.
"""

import re
from collections.abc import Iterable
from typing import Final

LEAST_NAME: Final = 2
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# noqa: i18n digits and signs of numbers in every width
_NUMBER: Final = re.compile(r"[0-9０-９][0-9０-９\-－‐ー―()（） ]{5,}[0-9０-９]")
# noqa: i18n words before さん or a title that name no person
_NOBODY: Final = (
    "職人|若手|皆|客|業者|社員|担当|工員|親方|先方|奥|娘|息子|新人|先代|前|現|副|元"
    "|取引先|得意先|相手"
)
# noqa: i18n how people are spoken of
_PERSON: Final = re.compile(
    rf"(?!(?:お?(?:{_NOBODY}))(?:さん|様|氏|社長|部長|課長|工場長|専務|先生))"
    r"(?<![\u4e00-\u9fff々])[\u4e00-\u9fff々]{1,4}?(?=さん|様|氏|社長|部長|課長|工場長|専務|先生)"
)
# noqa: i18n legal forms that may be left out when a firm is spoken of
_FORMS: Final = re.compile(r"株式会社|有限会社|合同会社|合資会社|\(株\)|（株）|\(有\)|（有）|㈱|㈲")
MAIL: Final = "＊＊＊"  # noqa: i18n a sign for what is hidden
HIDDEN: Final = "〇〇"  # noqa: i18n a sign for what is hidden


def masked(text: str, names: Iterable[str]) -> str:
    """The text with everything personal hidden; `names` are known ones of people and firms."""
    known: set[str] = set()
    for name in names:
        short = _FORMS.sub("", name).strip()
        known |= {name, short, *name.split()} if len(name.split()) > 1 else {name, short}
    found = _MAIL.sub(MAIL, text)
    for name in sorted(known, key=len, reverse=True):
        if len(name) >= LEAST_NAME:
            found = found.replace(name, HIDDEN)
    found = _NUMBER.sub(MAIL, found)
    return _PERSON.sub(HIDDEN, found).strip() or HIDDEN
