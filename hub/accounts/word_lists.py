"""Words that no password may be, and words from which one is suggested; files of the reference."""

import secrets
from functools import lru_cache
from typing import Final

from hub.platform.settings import ROOT

FOLDER: Final = ROOT / "seed" / "reference" / "passwords"
SUGGESTED: Final = 4


@lru_cache(maxsize=1)
def common() -> frozenset[str]:
    """Passwords that everybody tries first."""
    return frozenset((FOLDER / "common.txt").read_text(encoding="utf-8").split("\n"))


@lru_cache(maxsize=1)
def suggestions() -> tuple[str, ...]:
    """Short words that are easy to remember and to type."""
    return tuple((FOLDER / "words.txt").read_text(encoding="utf-8").split())


def passphrase() -> str:
    """Suggest four words, drawn anew each time; kept nowhere."""
    return "-".join(secrets.choice(suggestions()) for _word in range(SUGGESTED))
