"""Forms of English words that mean the same to a search: spelling, number and tense; pure.

`plain` makes one of British and American spelling and of one and many. `loose` does the same for
tenses too, and passes over articles: only several words together are compared so, because alone
a print is not printing, and who turns something need not want turning.
"""

import re
from typing import Final

from hub.kernel.folding import Folded

WORD: Final = re.compile(r"[a-z]+")
LEAST: Final = 4
STEM: Final = 3
_SPELLING: Final = (
    (re.compile(r"ould"), "old"),
    (re.compile(r"olour"), "olor"),
    (re.compile(r"labour"), "labor"),
    (re.compile(r"alumini?um"), "aluminum"),
    (re.compile(r"jeweller"), "jeweler"),
    (re.compile(r"jewelery"), "jewelry"),
    (re.compile(r"gauge"), "gage"),
    (re.compile(r"sulph"), "sulf"),
    (re.compile(r"^gr[ea]y"), "gray"),
    (re.compile(r"^tyre"), "tire"),
    (re.compile(r"^plough"), "plow"),
    (re.compile(r"([bt])re$"), r"\1er"),
    (re.compile(r"ogue$"), "og"),
    (re.compile(r"ramme$"), "ram"),
    (re.compile(r"([ai])s(e|ed|ing|ation)$"), r"\1z\2"),
    (re.compile(r"ll(ed|ing|er)$"), r"l\1"),
)
_MANY: Final = (
    (re.compile(r"ies$"), "y"),
    (re.compile(r"(ch|sh|ss|x|z)es$"), r"\1"),
    (re.compile(r"(?<![suia])s$"), ""),
)
_TENSE: Final = re.compile(r"(?:ing|ed)$")
_DOUBLE: Final = re.compile(r"([bdfgklmnprtz])\1$")
_ARTICLES: Final = frozenset({"a", "an", "the"})
_IRREGULAR: Final = {
    form: word
    for word, forms in {
        "be": "am is are was were been being", "bend": "bent", "break": "broke broken",
        "burn": "burnt", "catch": "caught", "come": "came", "do": "does did done",
        "fall": "fell fallen", "find": "found", "get": "got gotten", "go": "goes went gone",
        "have": "has had", "hold": "held", "keep": "kept", "know": "knew known",
        "leave": "left leaves", "lose": "lost", "make": "made", "melt": "molten",
        "rise": "rose risen", "run": "ran", "send": "sent", "shrink": "shrank shrunk",
        "sink": "sank sunk", "spring": "sprang sprung", "stand": "stood",
        "stick": "stuck", "swell": "swollen", "take": "took taken", "tear": "tore torn",
        "wear": "wore worn", "write": "wrote written",
    }.items()
    for form in forms.split()
}  # fmt: skip


_ORDINARY: Final = "base glide got indeed inventor led pad rag reach sap sip"


def plain(word: str) -> str:
    """One spelling, and one for many."""
    if len(word) < LEAST:
        return word
    for found, given in _MANY:
        if found.search(word):
            word = found.sub(given, word)
            break
    for found, given in _SPELLING:
        word = found.sub(given, word)
    return word


_NAMES: Final = frozenset(plain(word) for word in _ORDINARY.split())


def is_name_too(word: str) -> bool:
    """Say whether the word is an ordinary one that is also a name (GOT, Indeed)."""
    return plain(word) in _NAMES


def loose(word: str) -> str:
    """Also without tense; nothing for an article."""
    if word in _ARTICLES:
        return ""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    made = plain(word)
    stem = _TENSE.sub("", made)
    if len(stem) < STEM or not re.search("[aeiouy]", stem):
        stem = made
    stem = _DOUBLE.sub(r"\1", stem)
    return stem[:-1] if stem.endswith("e") and len(stem) > STEM else stem


def alike(text: str, *, is_loose: bool) -> Folded:
    """The text in one form; places count signs of the given text. Hyphens are gaps."""
    form = loose if is_loose else plain
    cells: list[tuple[str, int, int]] = []
    at = 0
    for found in WORD.finditer(text):
        cells += [(sign, at + place, at + place + 1) for place, sign in
                  enumerate(text[at : found.start()])]  # fmt: skip
        made = form(found.group())
        last = found.start() + len(made) - 1
        cells += [
            (sign, found.start() + place, found.end() if found.start() + place == last
             else min(found.start() + place + 1, found.end()))
            for place, sign in enumerate(made)
        ]  # fmt: skip
        at = found.end()
    cells += [(sign, at + place, at + place + 1) for place, sign in enumerate(text[at:])]
    kept: list[tuple[str, int, int]] = []
    for sign, start, end in cells:
        gap = " " if sign == "-" else sign
        if gap != " " or (kept and kept[-1][0] != " "):
            kept.append((gap, start, end))
    while kept and kept[-1][0] == " ":
        kept.pop()
    return Folded(
        "".join(sign for sign, _start, _end in kept),
        tuple(start for _sign, start, _end in kept),
        tuple(end for _sign, _start, end in kept),
    )
