"""Translates marked sentences into the language of the present run; holds no sentences."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).resolve().parents[2] / "locale"
LANGUAGES: Final = ("ja", "en")
_language: ContextVar[str] = ContextVar("hub_language", default="ja")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "ja":
        return gettext.NullTranslations()
    return gettext.translation("hub", LOCALE, languages=[language])


def use_language(language: str) -> None:
    """Set the language of this run; an unknown one means Japanese."""
    _language.set(language if language in LANGUAGES else "ja")


def current_language() -> str:
    """Return the language of this run: ja or en."""
    return _language.get()


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak a language inside, such as that of the reader of a mail."""
    before = _language.get()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


def translated(msgid: str) -> str:
    """Translate a stored msgid; the edge for reasons, labels and titles."""
    return _catalogue(_language.get()).gettext(msgid) if msgid else ""


def _(msgid: str) -> str:
    """Translate a whole sentence."""
    return _catalogue(_language.get()).gettext(msgid) if msgid else ""


def p_(context: str, msgid: str) -> str:
    """Translate a word that has two English words."""
    return _catalogue(_language.get()).pgettext(context, msgid)


def n_(singular: str, plural: str, count: int) -> str:
    """Translate with the English plural."""
    return _catalogue(_language.get()).ngettext(singular, plural, count)
