"""A vocabulary made ready for matching: sayings, vectors and classifier in memory.

Made once per vocabulary and process; the same vocabulary gives the same numbers.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hub.kernel.folding import fold, folded
from hub.skills import prepared
from hub.skills.encoder import Encoder, EncoderFailed, Matrix
from hub.skills.hits import Finder, Hit
from hub.skills.kana import Loans
from hub.skills.readings import usual
from hub.skills.small_talk import small_talk
from hub.skills.vectors import CharVectors, Classifier, Middles, single_thread, trained
from hub.skills.vocabulary import Vocabulary
from models.vocab.skills import AliasKind, AliasStatus, EdgeKind

Floats = npt.NDArray[np.float64]
EDGES: Final = {EdgeKind.CLOSE: 0.6, EdgeKind.ADJACENT: 0.3}
_GAP: Final = re.compile(r"(?<=[\u3001-\u30ff\u3400-\u9fff]) (?=[\u3001-\u30ff\u3400-\u9fff])")
_JAPANESE: Final = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uff66-\uff9d]")
SPREAD: Final = 2.0
POINTING: Final = 0.5
BELOW: Final = 0.9
ABOVE: Final = 0.6
BESIDE: Final = 0.3
# Sayings that are taken in beside what was learnt; more of them are worth learning anew.
MOST_NEW: Final = 50


class Piece(NamedTuple):
    """A text to be led to skills: folded, as written, and the sayings found in it."""

    folded: str
    written: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for each skill, one row per piece: sayings, characters, meaning, classifier.

    The last column stands for no skill at all: small talk.
    """

    alias: Floats
    lexical: Floats
    encoder: Floats | None
    classifier: Floats | None

    def after(self, first: "Signs", rows: Sequence[int]) -> "Signs":
        """The rows of `first`, then some of these."""
        return Signs(
            np.concatenate([first.alias, self.alias[rows]]),
            np.concatenate([first.lexical, self.lexical[rows]]),
            _after(first.encoder, self.encoder, rows),
            _after(first.classifier, self.classifier, rows),
        )


def _after(first: Floats | None, then: Floats | None, rows: Sequence[int]) -> Floats | None:
    return None if first is None or then is None else np.concatenate([first, then[rows]])


class _Line(NamedTuple):
    """One text of the vocabulary and the number of its skill."""

    skill: int
    text: str
    weight: float


class SkillModel:
    """Skills by number, with everything a request is compared with."""

    def __init__(
        self,
        words: Vocabulary,
        encoder: Encoder,
        folder: Path | None = None,
        *,
        before: "SkillModel | None" = None,
    ) -> None:
        """Keep the vocabulary; the vectors are made at the first use, or read from `folder`.

        `before` is a model of the same vocabulary with fewer sayings: what it has learnt is taken
        over, and only the new sayings are read. The next start learns all of it anew.
        """
        self.words = words
        self.mark = object()
        self.grown_from = None if before is None else before.mark
        self.new_texts: tuple[str, ...] = ()
        self.encoder = encoder
        self._folder = folder
        self.codes = tuple(sorted(row.code for row in words.skills))
        self.number = {code: at for at, code in enumerate(self.codes)}
        self.finder = Finder(words)
        if before is not None:
            self._grow(before)

    def _grow(self, before: "SkillModel") -> None:
        """Take over what was learnt, with the new sayings beside it."""
        held = set(before.words.aliases)
        new = [
            (row, _Line(self.number[row.skill_code], usual(row.text), row.weight / 100))
            for row in self.words.aliases
            if row not in held and row.status is AliasStatus.ACTIVE
        ]
        texts = [line.text for _row, line in new]
        told = [folded(text) for text in texts]
        self.new_texts = tuple(folded(row.text) for row, _line in new)
        lines, lexical, known = before._lines, before._lexical, before._learnt  # noqa: SLF001  the same class
        self._lines = (*lines, *(line for _row, line in new))
        self.folded_texts = (*before.folded_texts, *told)
        self.characters = before.characters
        self._lexical = sparse.vstack([lexical, before.characters.of(told)], format="csr")
        self.edges = before.edges
        self._learnt = None
        meaning = self.encoded(texts)
        if known is not None and meaning is not None:
            self._learnt = known | {"meaning": np.concatenate([known["meaning"], meaning])}

    @cached_property
    def _lines(self) -> tuple[_Line, ...]:
        return tuple(self._texts())

    def _texts(self) -> Iterator[_Line]:
        for row in self.words.skills:
            at = self.number[row.code]
            for text in (row.name_ja, row.name_en, row.definition_ja, row.definition_en):
                yield _Line(at, text, 1.0)
        for alias in self.words.aliases:
            if alias.status is AliasStatus.ACTIVE:
                yield _Line(self.number[alias.skill_code], usual(alias.text), alias.weight / 100)
        for text in small_talk():
            yield _Line(self.talk, text, 1.0)

    @property
    def talk(self) -> int:
        """The number behind all skills, for what speaks of none."""
        return len(self.codes)

    @cached_property
    def _owners(self) -> npt.NDArray[np.int64]:
        return np.array([line.skill for line in self._lines], dtype=np.int64)

    @cached_property
    def _by_skill(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The lines in the order of their skills, and where each begins; small talk comes last."""
        order = np.argsort(self._owners, kind="stable")
        return order, np.searchsorted(self._owners[order], np.arange(self.talk + 1))

    @cached_property
    def folded_texts(self) -> tuple[str, ...]:
        """Every text of the vocabulary, folded."""
        return tuple(folded(line.text) for line in self._lines)

    @cached_property
    def loans(self) -> Loans:
        """Loan words of the vocabulary, for requests that write them in hiragana."""
        spelled = {row.text for row in self.words.aliases if row.kind is AliasKind.KANA}
        return Loans(
            line.text
            for line in self._lines
            if line.skill != self.talk and line.text not in spelled
        )

    @cached_property
    def characters(self) -> CharVectors:
        """Character runs of the vocabulary."""
        return CharVectors(self.folded_texts)

    @cached_property
    def _lexical(self) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        return self.characters.of(self.folded_texts)

    @cached_property
    def _turned(self) -> Any:  # noqa: ANN401  a sparse matrix of scipy
        """Runs of characters by text, as every request multiplies with them."""
        return self._lexical.T.tocsr()

    @cached_property
    def _learnt(self) -> prepared.Arrays | None:
        """Vectors of every text and the classifier trained on them; none without an encoder."""
        told = [[line.skill, line.text, line.weight] for line in self._lines]
        if self._folder is None:
            return self._learn()
        return prepared.kept([self.encoder.model_id, SPREAD, told], self._learn, self._folder)

    def _learn(self) -> prepared.Arrays | None:
        meaning = self.encoded([line.text for line in self._lines])
        if meaning is None:
            return None
        weights = np.array([line.weight for line in self._lines])
        made = trained(SPREAD * meaning, self._owners, weights)
        return {
            "meaning": meaning,
            "coefficients": made.coefficients,
            "intercepts": made.intercepts,
        }

    @property
    def _meaning(self) -> Matrix | None:
        return None if self._learnt is None else self._learnt["meaning"]

    @cached_property
    def _middles(self) -> Middles:
        assert self._meaning is not None  # noqa: S101  only asked beside vectors
        return Middles(
            self._meaning, np.array([is_english(line.text) for line in self._lines], dtype=bool)
        )

    def encoded(self, texts: Sequence[str]) -> Matrix | None:
        """Vectors of texts, or nothing when there is no encoder or it fails."""
        if not self.encoder.available():
            return None
        try:
            return self.encoder.encode([readable(text) for text in texts])
        except EncoderFailed:
            return None

    @cached_property
    def classifier(self) -> Classifier | None:
        """Trained on the meaning of every text of the vocabulary; none without an encoder.

        Character runs are left out of its features: they speak by themselves, and with them the
        training took ten times as long without knowing better.
        """
        if self._learnt is None:
            return None
        return Classifier(self._learnt["coefficients"], self._learnt["intercepts"])

    def named_in(self, text: str) -> tuple[str, ...]:
        """Skills that a short text says by name."""
        hits = self.finder.find(fold(text), text)
        found = [m.skill for hit in hits for m in hit.meanings if m.is_naming]
        return tuple(dict.fromkeys(found))

    def warm(self) -> None:
        """Make everything that is made at the first use."""
        _ = (self._turned, self.classifier, self.loans)

    def signs(self, pieces: Sequence[Piece], vectors: Matrix | None) -> Signs:
        """What speaks for each skill in each piece; `vectors` are those of the written pieces."""
        with single_thread():
            lexical = self.characters.of([piece.folded for piece in pieces])
            meaning = None if self._meaning is None else vectors
            close = np.asarray((lexical @ self._turned).todense())
            near = log_shares = None
            if meaning is not None and self._meaning is not None:
                english = np.array([is_english(piece.written) for piece in pieces])
                near = self._best(self._middles.close(meaning, self._meaning, english))
            if meaning is not None and self.classifier is not None:
                log_shares = self.classifier.log_shares(SPREAD * meaning)
            return Signs(
                alias=np.array([self._spoken(piece.hits) for piece in pieces]),
                lexical=self._best(close),
                encoder=near,
                classifier=log_shares,
            )

    def _spoken(self, hits: Sequence[Hit]) -> Floats:
        """Strongest saying per skill: its weight, more for long ones; small talk has none."""
        found = np.zeros(self.talk + 1)
        for hit in hits:
            for meaning in hit.meanings:
                at = self.number[meaning.skill]
                strength = meaning.weight * min(1.0, 0.4 + 0.15 * len(hit.text))
                if meaning.kind is AliasKind.PRODUCT:
                    strength *= POINTING
                found[at] = max(found[at], strength)
        return found

    def _best(self, close: Floats) -> Floats:
        """The best text per skill."""
        order, starts = self._by_skill
        found: Floats = np.maximum.reduceat(close[:, order], starts, axis=1)
        return found

    @cached_property
    def edges(self) -> Floats:
        """How far skill j stands in for skill k, `edges[k, j]`; one hop, never multiplied."""
        made = np.eye(len(self.codes))
        parents = {row.code: row.parent_code for row in self.words.skills}
        for code, parent in parents.items():
            if parent is not None:
                made[self.number[parent], self.number[code]] = BELOW
                made[self.number[code], self.number[parent]] = ABOVE
            for other, its_parent in parents.items():
                if parent is not None and other != code and its_parent == parent:
                    made[self.number[code], self.number[other]] = BESIDE
        for row in self.words.edges:
            a, b = self.number[row.a], self.number[row.b]
            made[a, b] = max(made[a, b], EDGES[row.kind])
            if row.is_symmetric:
                made[b, a] = max(made[b, a], EDGES[row.kind])
        return made


_LAST: Final[list[SkillModel]] = []


@lru_cache(maxsize=1)
def _made(named: "_Named") -> SkillModel:
    before = next((one for one in _LAST if is_grown(named.words, named.encoder, one)), None)
    model = SkillModel(named.words, named.encoder, prepared.FOLDER, before=before)
    model.warm()
    _LAST[:] = [model]
    return model


def is_grown(words: Vocabulary, encoder: Encoder, before: SkillModel) -> bool:
    """Say whether a vocabulary is that of a model with some sayings more, and nothing else."""
    old = before.words
    same = (old.skills, old.edges, old.certificates, set(old.stop_aliases)) == (
        words.skills, words.edges, words.certificates, set(words.stop_aliases),
    )  # fmt: skip
    more = len(words.aliases) - len(old.aliases)
    return (
        same
        and before.encoder.model_id == encoder.model_id
        and 0 < more <= MOST_NEW
        and set(old.aliases) <= set(words.aliases)
    )


class _Named:
    """A vocabulary and an encoder compared by their hashes, so that equal ones share a model."""

    def __init__(self, words: Vocabulary, encoder: Encoder) -> None:
        self.words = words
        self.encoder = encoder
        self.key = (words.sha256, encoder.model_id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Named) and other.key == self.key

    def __hash__(self) -> int:
        return hash(self.key)


def shared_model(words: Vocabulary, encoder: Encoder) -> SkillModel:
    """The warmed model of this process for a vocabulary; the last one is kept."""
    return _made(_Named(words, encoder))


def is_english(text: str) -> bool:
    """Say whether a text holds no Japanese sign."""
    return _JAPANESE.search(text) is None


def readable(text: str) -> str:
    """The form an encoder reads: one width, one line, no gaps between Japanese signs."""
    return _GAP.sub("", " ".join(unicodedata.normalize("NFKC", text).split()))
