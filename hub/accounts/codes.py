"""One-time codes of letters: made, folded and compared outside any transaction."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hub.accounts import passwords
from hub.kernel.text import number_text

SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH: Final = 8


@dataclass(frozen=True, slots=True)
class LiveCode:
    """A code that may still be used."""

    code_id: int
    code_hash: str


def new_code() -> tuple[str, str]:
    """Mint a code (letters and digits without 0 O 1 I L) and its hash; only the hash is stored."""
    code = "".join(secrets.choice(SIGNS) for _turn in range(LENGTH))
    return code, passwords.hashed(code)


def matching_code(codes: Sequence[LiveCode], typed: str) -> int | None:
    """Return the id of the newest code if it fits what was typed, in any width and case.

    One hash is computed, whether there is a code or not: the time tells nothing.
    """
    folded = _folded(typed)
    newest = codes[0] if codes else None
    does_fit = passwords.fits(folded, newest.code_hash if newest else None)
    return newest.code_id if newest and does_fit else None


def looks_like(typed: str) -> bool:
    """Say whether what was typed could be a code; other secrets do not wear a code out."""
    folded = _folded(typed)
    return len(folded) == LENGTH and set(folded) <= set(SIGNS)


def _folded(typed: str) -> str:
    return number_text(typed).upper().replace("-", "")
