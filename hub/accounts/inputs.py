"""Field types that the commands of this room share.

Addresses and numbers are kept as people write them, without what carries nothing.
"""

import re
import unicodedata
from typing import Annotated, Final

from pydantic import AfterValidator, StringConstraints

from hub.accounts import words
from hub.kernel.text import has_control, katakana, number_text, one_line
from hub.platform.commands import Wrong

_MAIL: Final = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~.-]{1,64}@[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)+", re.ASCII
)
_POSTAL: Final = re.compile(r"\d{7}")
_PHONE: Final = re.compile(r"0\d{9,10}")
PREFIX: Final = 3


def _clean(typed: str) -> str:
    if has_control(typed):
        raise Wrong(words.NAME_CONTROL)
    return one_line(typed)


def _mail(typed: str) -> str:
    plain = unicodedata.normalize("NFKC", typed).strip()
    name, sign, host = plain.rpartition("@")
    if plain and not _MAIL.fullmatch(plain):
        raise Wrong(words.MAIL_WRONG)
    return f"{name}{sign}{host.lower()}"


def _postal(typed: str) -> str:
    digits = number_text(typed).replace("-", "").removeprefix("〒")  # noqa: i18n the postal sign
    if digits and not _POSTAL.fullmatch(digits):
        raise Wrong(words.POSTAL_WRONG)
    return f"{digits[:PREFIX]}-{digits[PREFIX:]}" if digits else ""


def _phone(typed: str) -> str:
    plain = number_text(typed).strip("-")
    if plain and not _PHONE.fullmatch(re.sub(r"[-()]", "", plain)):
        raise Wrong(words.PHONE_WRONG)
    return plain


Kana = Annotated[
    str,
    AfterValidator(_clean),
    AfterValidator(katakana),
    StringConstraints(min_length=1, max_length=80),
]
Name = Annotated[str, AfterValidator(_clean), StringConstraints(min_length=1, max_length=80)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Hash = Annotated[str, StringConstraints(min_length=20, max_length=200)]
Nonce = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Mail = Annotated[str, StringConstraints(max_length=254), AfterValidator(_mail)]
Postal = Annotated[str, StringConstraints(max_length=20), AfterValidator(_postal)]
Address = Annotated[str, StringConstraints(max_length=200), AfterValidator(one_line)]
Phone = Annotated[str, StringConstraints(max_length=20), AfterValidator(_phone)]
