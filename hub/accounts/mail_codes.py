"""One-time codes that come by mail: ten figures, made from the wish when the mail goes out.

The figures stand nowhere but in the mail: they are made from the nonce of the notice and the
keyring, and what is stored can be compared by the keyring alone. They look unlike the codes of
letters, so that nobody who asks for a mail makes the letter of somebody else useless.
"""

import hmac
from typing import Final

from hub.accounts.tokens import token_hash as digest_of
from hub.kernel.text import number_text
from hub.platform.crypto import Keyring
from hub.platform.post import links

FIGURES: Final = links.FIGURES
MOST_MISSES: Final = 10
_STORED: Final = "mail_code_stored"


def digest(ring: Keyring, login: str, figures: str) -> str:
    """What is stored of a code; the number it belongs to is part of it."""
    return digest_of(ring.token(_STORED, f"{login}:{figures}"))


def folded(typed: str) -> str:
    """The figures in any width, without the gaps between them."""
    return number_text(typed).replace("-", "")


def looks_like(typed: str) -> bool:
    """Say whether what was typed could be a code of a mail."""
    figures = folded(typed)
    return len(figures) == FIGURES and figures.isdecimal() and figures.isascii()


def fits(ring: Keyring, login: str, typed: str, stored: str | None) -> bool:
    """Compare; the same work whether there is a code or not."""
    made = digest(ring, login, folded(typed))
    return hmac.compare_digest(made, stored or "0" * len(made)) and stored is not None
