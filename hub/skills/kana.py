"""Gives loan words written in hiragana their katakana back, sign for sign; pure.

Somebody who dictates or does not change the script writes ましにんぐせんた. Folding makes that
equal for everything that compares folded texts; what reads the script itself, the encoder and the
rule for short words, would take it for another word. Every place in the text stays where it was.
"""

import re
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[\u30a1-\u30f6][\u30a1-\u30f6\u30fc]+")
_RUN: Final = re.compile(r"[\u3041-\u3096][\u3041-\u3096\u30fc]+")
_HIRAGANA: Final = re.compile(r"[\u3041-\u3096]")
_KATAKANA: Final = re.compile(r"[\u30a1-\u30f6]")
_STEP: Final = 0x60
LEAST: Final = 3
# Words of the vocabulary, mostly names of makers, whose signs also stand in ordinary sentences.
# noqa: i18n signs of ordinary sentences
ORDINARY: Final = frozenset(
    {
        "あいそ",
        "あいだ",
        "あまだ",
        "いしだ",
        "いまお",
        "うえは",
        "かしめ",
        "かめら",
        "がくん",
        "こまつ",
        "しあん",
        "しぎや",
        "しょあ",
        "すいす",
        "すから",
        "だいす",
        "だくと",
        "たはら",
        "たんぽ",
        "ちたん",
        "つがみ",
        "とよた",
        "とらい",
        "とんぼ",
        "ながせ",
        "なっと",
        "なべや",
        "はいす",
        "ひやっ",
        "ほいろ",
        "ますく",
        "ますた",
        "みすみ",
        "みやの",
        "めがね",
        "やげん",
        "わしの",
    }
)


class Loans:
    """The katakana words of texts, but for those that the texts also write in hiragana."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Read the words; those of two signs stand in too many others."""
        words: set[str] = set()
        plain: list[str] = []
        for text in texts:
            words |= {hiragana(word) for word in _WORD.findall(text)}
            plain += _RUN.findall(text)
        natural = "\n".join(dict.fromkeys(plain))
        self._words = frozenset(
            word
            for word in words
            if len(word) >= LEAST and word not in ORDINARY and word not in natural
        )
        self._longest = max((len(word) for word in self._words), default=0)

    def restored(self, text: str) -> str:
        """The text with loan words in katakana; of two words at one place the longer."""
        return _RUN.sub(lambda found: self._run(found.group()), text)

    def _run(self, run: str) -> str:
        made, at = "", 0
        while at < len(run):
            length = next(
                (
                    size
                    for size in range(min(self._longest, len(run) - at), LEAST - 1, -1)
                    if run[at : at + size] in self._words
                ),
                0,
            )
            made += katakana(run[at : at + length]) if length else run[at]
            at += length or 1
        return made


def hiragana(text: str) -> str:
    """The text with every katakana in hiragana."""
    return _KATAKANA.sub(lambda found: chr(ord(found.group()) - _STEP), text)


def katakana(text: str) -> str:
    """The text with every hiragana in katakana."""
    return _HIRAGANA.sub(lambda found: chr(ord(found.group()) + _STEP), text)
