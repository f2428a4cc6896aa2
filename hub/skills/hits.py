"""Finds the sayings of the vocabulary in a folded text, the longest at each place."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from hub.kernel.folding import Folded, folded
from hub.skills.english import alike, is_name_too, plain
from hub.skills.kana import katakana
from hub.skills.readings import usual
from hub.skills.vocabulary import Vocabulary
from models.vocab.skills import AliasKind, AliasStatus

_LATIN: Final = re.compile("[0-9a-z]")
_JAPANESE: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9d]")
_SHORT_KANA: Final = re.compile(r"[\u3041-\u3096\u30fc]{1,3}")
_KANA: Final = re.compile(r"[\u3041-\u3096\u30fc]+")
_KANJI: Final = re.compile(r"[\u3005\u3400-\u9fff]")
_TAIL: Final = 4
_HIRAGANA: Final = re.compile(r"[\u3041-\u3096]")
_KATAKANA: Final = re.compile(r"[\u30a1-\u30fa\uff66-\uff9d]")
_LATIN_WORD: Final = re.compile("[a-z]{2}")
_LEAST_FORM: Final = 3
_END: Final = ""
_Tree: TypeAlias = dict[str, object]
# Kinds that name a skill; complaints and products only point at one.
NAMING: Final = frozenset(
    {
        AliasKind.FORMAL,
        AliasKind.SHOP,
        AliasKind.OLD,
        AliasKind.KANA,
        AliasKind.EN,
        AliasKind.MACHINE,
    }
)


# A word of the trade's work (weight 0.3) points at a skill but does not name it.
NAMING_LEAST: Final = 0.7


@dataclass(frozen=True, slots=True)
class Meaning:
    """One skill behind a saying, with the saying's weight (0 to 1)."""

    skill: str
    kind: AliasKind
    weight: float
    is_naming: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A saying found in folded text, and all it can mean."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]

    @property
    def is_naming(self) -> bool:
        """Say whether it names a skill or a certificate."""
        return any(meaning.is_naming for meaning in self.meanings)


class Finder:
    """Sayings in a tree of characters."""

    def __init__(self, words: Vocabulary) -> None:
        """Fold every active saying; one that several skills share splits its weight."""
        meanings: defaultdict[str, dict[str, Meaning]] = defaultdict(dict)
        stopped = {folded(text) for text in words.stop_aliases}
        named = [(row.code, row.name_ja, AliasKind.FORMAL, 1.0) for row in words.skills]
        named += [(row.code, row.name_en, AliasKind.EN, 1.0) for row in words.skills]
        named += [
            (row.skill_code, row.text, row.kind, row.weight / 100)
            for row in words.aliases
            if row.status is AliasStatus.ACTIVE
        ]
        spelled = [
            (code, form, kind, weight)
            for code, text, kind, weight in named
            for form in _kana_forms(text, kind)
        ]
        for code, text, kind, weight in named + spelled:
            key = folded(text)
            if key not in stopped:
                named_so = kind in NAMING and weight >= NAMING_LEAST
                meanings[key].setdefault(code, Meaning(code, kind, weight, named_so))
        said = {text: _split(tuple(by_skill.values())) for text, by_skill in meanings.items()}
        self._written = _Written((text, kind) for _code, text, kind, _weight in named)
        self._tree: _Tree = {}
        for text, found in said.items():
            _add(self._tree, text, found)
        self._forms = {is_loose: _forms(said, is_loose=is_loose) for is_loose in (False, True)}

    def find(self, given: Folded, source: str) -> tuple[Hit, ...]:
        """Hits in order of place; one inside a longer one is left out."""
        hits = list(self._found(self._tree, given, source))
        if _LATIN_WORD.search(given.text):
            for is_loose, tree in self._forms.items():
                made = alike(given.text, is_loose=is_loose)
                for hit in self._found(tree, made, given.text):
                    start, end = made.span(hit.start, hit.end)
                    hits.append(Hit(start, end, given.text[start:end], hit.meanings))
            hits.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in hits:
            if (not kept or hit.end > kept[-1].end) and not self._written.is_other(
                hit, given, source
            ):
                kept.append(hit)
        return tuple(kept)

    def _found(self, tree: _Tree, given: Folded, source: str) -> Iterator[Hit]:
        for start in range(len(given.text)):
            hit = self._longest(tree, given, source, start)
            if hit is not None:
                yield hit

    @staticmethod
    def _longest(tree: _Tree, given: Folded, source: str, start: int) -> Hit | None:
        text = given.text
        if _is_inside_word(text, start):
            return None
        node = tree
        best: Hit | None = None
        for at in range(start, len(text)):
            below = node.get(text[at])
            if not isinstance(below, dict):
                break
            node = below
            meanings = node.get(_END)
            if (
                isinstance(meanings, tuple)
                and not _is_inside_word(text, at + 1)
                and not _is_inside_kana(given, source, start, at + 1)
            ):
                best = Hit(start, at + 1, text[start : at + 1], meanings)
        return best


class _Written:
    """How sayings are written, which tells them from other words that fold alike."""

    def __init__(self, texts: Iterable[tuple[str, AliasKind]]) -> None:
        """Read which are usually in hiragana, which mix both kana, and how names are spelled."""
        self._plain: set[str] = set()
        self._mixed: set[str] = set()
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        for text, kind in texts:
            key = folded(text)
            if _KANA.fullmatch(text) and kind is not AliasKind.KANA:
                self._plain.add(key)
            if _HIRAGANA.search(text) and _KATAKANA.search(text):
                self._mixed.add(key)
            if is_name_too(key):
                self._names[plain(key)].add(text)

    def is_other(self, hit: Hit, given: Folded, source: str) -> bool:
        """Say whether the place holds other words: 厚い|もの, や|トイレ, "we got"."""
        start, end = given.span(hit.start, hit.end)
        typed = source[start:end]
        if _KANA.fullmatch(hit.text):
            if len(hit.text) > _TAIL or not _HIRAGANA.search(typed):
                return False
            if _KATAKANA.search(typed):
                return hit.text not in self._mixed
            return hit.text not in self._plain and bool(_KANJI.match(source[start - 1 : start]))
        names = self._names.get(plain(hit.text))
        if names is None or _JAPANESE.search(source):
            return False
        return unicodedata.normalize("NFKC", typed) not in names


def _kana_forms(text: str, kind: AliasKind) -> set[str]:
    """A saying in kana as it is usually written, and where it was typed in the other kana."""
    typed = {text, katakana(text)} if kind is AliasKind.KANA else {text}
    return {form for one in typed for form in (one, usual(one))} - {text}


def _add(tree: _Tree, text: str, meanings: tuple[Meaning, ...]) -> None:
    node = tree
    for sign in text:
        below = node.setdefault(sign, {})
        assert isinstance(below, dict)  # noqa: S101  only _END holds anything else
        node = below
    node[_END] = meanings


def _forms(said: Mapping[str, tuple[Meaning, ...]], *, is_loose: bool) -> _Tree:
    """English sayings in one form; of two that fall together all that either can mean."""
    together: defaultdict[str, dict[str, Meaning]] = defaultdict(dict)
    for text, meanings in said.items():
        is_english = _LATIN_WORD.search(text) and text.isascii()
        if is_english and (not is_loose or len(text.replace("-", " ").split()) > 1):
            for meaning in meanings:
                held = together[alike(text, is_loose=is_loose).text]
                if meaning.weight > (held[meaning.skill].weight if meaning.skill in held else 0):
                    held[meaning.skill] = meaning
    tree: _Tree = {}
    for text, by_skill in together.items():
        if len(text) >= _LEAST_FORM:
            _add(tree, text, tuple(by_skill.values()))
    return tree


def _is_inside_word(text: str, at: int) -> bool:
    """Say whether a Latin word or number would be cut at this place."""
    around: Sequence[str] = text[max(0, at - 1) : at + 1]
    return len(around) == 2 and at > 0 and all(_LATIN.match(sign) for sign in around)  # noqa: PLR2004  both sides


def _is_inside_kana(given: Folded, source: str, start: int, end: int) -> bool:
    """Say whether a short kana saying is a piece of a longer kana word (がんばり, バリア)."""
    if not _SHORT_KANA.fullmatch(given.text, start, end):
        return False
    first, last = given.span(start, end)
    before, after = source[first - 1 : first] if first else "", source[last : last + 1]
    if _KATAKANA.match(source, first):
        return bool(_KATAKANA.match(before) or _KATAKANA.match(after))
    return bool(_HIRAGANA.match(before))


def _split(meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    """Share the weight of an ambiguous saying; whom it only points at takes none from a name."""
    if len(meanings) == 1:
        return meanings
    names = sum(meaning.is_naming for meaning in meanings)
    return tuple(
        replace(m, weight=m.weight / (names if m.is_naming else len(meanings))) for m in meanings
    )
