"""Leads a request in own words to skills: sayings, characters, meaning and the classifier.

Source: design "experts" B2 and B3.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from hub.kernel.folding import Folded, fold
from hub.skills.clauses import Clause, Denials, clauses, denials
from hub.skills.encoder import Matrix
from hub.skills.hits import Hit
from hub.skills.model import Piece, Signs, SkillModel
from hub.skills.readings import readings
from hub.skills.weights import MAPPING, MappingWeights

Floats = npt.NDArray[np.float64]
Place = tuple[int, int]
# Texts that are compared with the whole vocabulary at once; more only takes more memory.
BATCH: Final = 256
_MODEL: Final = re.compile(r"[a-z]+[- ]?[0-9]")


@dataclass(frozen=True, slots=True)
class Need:
    """A request as it was understood; places count characters of `source`.

    `texts` are the whole, with blanks for what it takes out and for small talk, and each clause
    that is left, as they are read: loan words and a need in kana alone in their usual writing.
    `clauses` are the places of these. `vectors` has a row for each text; none without an encoder.
    `folded` is the request as read.
    """

    source: str
    texts: tuple[str, ...]
    folded: Folded
    shares: Floats
    chips: tuple[str, ...]
    chosen: tuple[str, ...]
    excluded: tuple[str, ...]
    to_ask: tuple[str, ...]
    hits: tuple[Hit, ...]
    phrases: dict[str, Place]
    clauses: tuple[Place, ...]
    vectors: Matrix | None


@dataclass(frozen=True, slots=True)
class Shares:
    """A guess kept short: the numbers of the skills that have a share worth keeping, and these."""

    skills: npt.NDArray[np.int64]
    values: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text of a profile speaks of: what it surely shows, and the guess as a whole."""

    proofs: tuple["Evidence", ...]
    shares: Shares


@dataclass(frozen=True, slots=True)
class Evidence:
    """How surely a text speaks of a skill (0 to 1), and where; `is_named` when it says its name."""

    skill: str
    strength: float
    start: int
    end: int
    is_named: bool


def understand(model: SkillModel, source: str, chosen: Sequence[str] = ()) -> Need:
    """Read a request; `chosen` skills were kept by a person and take most of the weight."""
    read = _read(model, source)
    first = fold(read.text)
    denied = denials(first.text, model.finder.find(first, read.text))
    wanted = _blanked(read.text, first, denied)
    given = fold(wanted)
    hits = model.finder.find(given, wanted)
    parts = clauses(given, wanted) or _whole(given)
    places = [given.span(part.start, part.end) for part in parts]
    pieces = [
        _piece(given, wanted, hits, part, place) for part, place in zip(parts, places, strict=True)
    ]
    pieces.insert(0, Piece(given.text, wanted, hits))
    vectors = model.encoded([piece.written for piece in pieces])
    signs = model.signs(pieces, vectors)
    kept_parts = _telling(signs, pieces[1:])
    if 0 < len(kept_parts) < len(parts):
        ends = [*(start for start, _end in places[1:]), len(wanted)]
        talk = [(places[at][0], end) for at, end in enumerate(ends) if at not in kept_parts]
        wanted = _blanked_at(wanted, talk)
        said = tuple(hit for at in kept_parts for hit in pieces[at + 1].hits)
        whole = [Piece(fold(wanted).text, wanted, said)]
        rows = [at + 1 for at in kept_parts]
        anew = model.encoded([wanted])
        signs = signs.after(model.signs(whole, anew), rows)
        if vectors is not None and anew is not None:
            vectors = np.concatenate([anew, vectors[rows]])
        places = [places[at] for at in kept_parts]
    excluded = _below(model, _codes(denied.excluded))
    kept = [code for code in chosen if code in model.number]
    guess = mapped(signs) if parts else np.zeros(len(model.codes))
    shares = _shares(model, guess, excluded, kept)
    return Need(
        source=source,
        texts=(wanted, *(wanted[start:end] for start, end in places)),
        folded=given,
        shares=shares,
        chips=_chips(model, shares, kept) if kept_parts or kept else (),
        chosen=tuple(kept),
        excluded=excluded,
        to_ask=_codes(denied.to_ask),
        hits=hits,
        phrases={
            code: read.span(*place)
            for code, place in _phrases(model, given, hits, places, signs).items()
        },
        clauses=tuple(read.span(*place) for place in places),
        vectors=vectors,
    )


def _read(model: SkillModel, source: str) -> Folded:
    """The request as it is read, each sign with its place in what was typed."""
    found = readings().written(source)
    if found is not None:
        return found
    places = tuple(range(len(source) + 1))
    return Folded(model.loans.restored(source), places[:-1], places[1:])


def _blanked(source: str, given: Folded, denied: Denials) -> str:
    """The request without what it takes out."""
    return _blanked_at(source, [given.span(span.start, span.end) for span in denied.cut])


def _blanked_at(source: str, places: Iterable[Place]) -> str:
    """The text with blanks at these places, so that every other place stays."""
    signs = list(source)
    for start, end in places:
        signs[start:end] = " " * (end - start)
    return "".join(signs)


def _piece(given: Folded, source: str, hits: Sequence[Hit], part: Clause, place: Place) -> Piece:
    """One clause, with the sayings inside it."""
    inside = tuple(hit for hit in hits if part.start <= hit.start and hit.end <= part.end)
    return Piece(given.text[part.start : part.end], source[slice(*place)], inside)


def _telling(signs: Signs, parts: Sequence[Piece]) -> list[int]:
    """Numbers of the clauses that are no small talk and no matter of home, health or leisure.

    A clause that says a skill by name or a model with a number always tells something. Of a request
    without any such clause no skill is guessed.
    """
    return [
        at
        for at, piece in enumerate(parts)
        if _one_mapped(signs, at + 1, MAPPING)[-1] <= MAPPING.talk_most
        or any(hit.is_naming for hit in piece.hits)
        or _MODEL.search(piece.folded)
    ]


def _whole(given: Folded) -> tuple[Clause, ...]:
    """A request of signs alone is one clause; one of nothing has none."""
    return (Clause(0, len(given.text)),) if given.text.strip() else ()


def _codes(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Skills that the hits name, without doubles."""
    found = [m.skill for hit in hits for m in hit.meanings if m.is_naming]
    return tuple(dict.fromkeys(found))


def _below(model: SkillModel, codes: Iterable[str]) -> tuple[str, ...]:
    """The skills and all under them."""
    return tuple(sorted({under for code in codes for under in model.words.below(code)}))


def mapped(signs: Signs, weights: MappingWeights = MAPPING) -> Floats:
    """Shares of the skills for the first piece, which holds all the others.

    A request of several clauses may ask for several skills: each clause speaks for itself, the
    surer the louder, beside the request as a whole. One word of another trade in passing makes its
    clause very sure, so loudness grows by the root alone. What is small talk counts for no skill.
    """
    rows = np.array([_one_mapped(signs, at, weights) for at in range(len(signs.alias))])[:, :-1]
    told: Floats = rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-9)
    if len(rows) <= 2:  # noqa: PLR2004  the whole, and the one clause that is the whole
        alone: Floats = told[0]
        return alone
    sure = rows[1:].max(axis=1, keepdims=True) ** weights.loudness
    spoken = (sure * told[1:]).sum(axis=0) / max(float(sure.sum()), 1e-9)
    made: Floats = weights.whole * told[0] + (1 - weights.whole) * spoken
    return made


def _one_mapped(signs: Signs, at: int, weights: MappingWeights) -> Floats:
    """Shares of the skills, and of small talk as the last."""
    total = weights.alias * signs.alias[at] + weights.lexical * _z(signs.lexical[at])
    if signs.encoder is not None:
        total = total + weights.encoder * _z(signs.encoder[at])
    if signs.classifier is not None:
        total = total + weights.classifier * _z(signs.classifier[at])
    is_bare = signs.encoder is None
    return _softmax(total / (weights.bare_temperature if is_bare else weights.temperature))


def _z(values: Floats) -> Floats:
    spread = values.std()
    made: Floats = np.zeros_like(values) if spread < 1e-9 else (values - values.mean()) / spread  # noqa: PLR2004  rounding noise
    return made


def _softmax(values: Floats) -> Floats:
    raised = np.exp(values - values.max())
    made: Floats = raised / raised.sum()
    return made


def _shares(
    model: SkillModel, guess: Floats, excluded: Iterable[str], kept: Sequence[str]
) -> Floats:
    """The guess without what is taken out; kept skills share 0.9 of all."""
    shares = guess.copy()
    for code in excluded:
        shares[model.number[code]] = 0.0
    if shares.sum() > 0:
        shares /= shares.sum()
    if kept:
        chosen = np.zeros_like(shares)
        chosen[[model.number[code] for code in kept]] = 1 / len(kept)
        shares[chosen > 0] = 0.0
        rest = shares / shares.sum() if shares.sum() > 0 else shares
        shares = MAPPING.chosen_share * chosen + (1 - MAPPING.chosen_share) * rest
    return shares


def _chips(model: SkillModel, shares: Floats, kept: Sequence[str]) -> tuple[str, ...]:
    """Kept skills, else at most three guesses: one alone only when it stands out."""
    if kept:
        return tuple(kept)
    best = np.argsort(-shares, kind="stable")[: MAPPING.most_chips]
    top = shares[best[0]]
    if top < MAPPING.chip_least:
        return ()
    if top >= MAPPING.chip_sure and top - shares[best[1]] > MAPPING.chip_near:
        return (model.codes[best[0]],)
    return tuple(model.codes[at] for at in best if shares[at] >= MAPPING.chip_beside * top)


def _phrases(
    model: SkillModel,
    given: Folded,
    hits: Sequence[Hit],
    places: Sequence[Place],
    signs: Signs,
) -> dict[str, Place]:
    """Where the request speaks of each skill: its strongest saying, else its nearest clause."""
    found: dict[str, Place] = {}
    if places:
        near = signs.lexical[1:] if signs.encoder is None else signs.encoder[1:]
        close = (signs.lexical[1:] + near)[:, : model.talk]
        for at, best in enumerate(close.argmax(axis=0)):
            found[model.codes[at]] = places[best]
    strongest: dict[str, float] = {}
    for hit in hits:
        for meaning in hit.meanings:
            weight = meaning.weight * len(hit.text)
            if weight > strongest.get(meaning.skill, 0.0):
                strongest[meaning.skill] = weight
                found[meaning.skill] = given.span(hit.start, hit.end)
    return found


def evidence(model: SkillModel, texts: Sequence[str], vectors: Matrix | None) -> list[Reading]:
    """What each text of a profile speaks of, strongest first; `vectors` has a row for each."""
    found: list[Reading] = []
    for at in range(0, len(texts), BATCH):
        part = slice(at, at + BATCH)
        found += _evidence(model, texts[part], None if vectors is None else vectors[part])
    return found


def _evidence(model: SkillModel, texts: Sequence[str], vectors: Matrix | None) -> list[Reading]:
    folds = [fold(text) for text in texts]
    pieces = [
        Piece(given.text, text, model.finder.find(given, text))
        for given, text in zip(folds, texts, strict=True)
    ]
    signs = model.signs(pieces, vectors)
    rows = [_one_mapped(signs, at, MAPPING)[:-1] for at in range(len(pieces))]
    return [
        Reading(tuple(_evidence_of(model, given, piece, row)), _short(row))
        for given, piece, row in zip(folds, pieces, rows, strict=True)
    ]


def _short(shares: Floats) -> Shares:
    kept = np.flatnonzero(shares >= MAPPING.share_least)
    return Shares(kept, shares[kept])


def _evidence_of(model: SkillModel, given: Folded, piece: Piece, shares: Floats) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for hit in piece.hits:
        start, end = given.span(hit.start, hit.end)
        for meaning in hit.meanings:
            named = meaning.is_naming
            strength = meaning.weight * (1.0 if named else MAPPING.pointing)
            one = Evidence(meaning.skill, strength, start, end, named)
            old = found.get(meaning.skill)
            if old is None or one.strength > old.strength:
                found[meaning.skill] = one
    for at in np.flatnonzero(shares >= MAPPING.evidence_least):
        code = model.codes[at]
        share = float(shares[at])
        if code not in found or found[code].strength < share:
            old = found.get(code)
            start, end = (old.start, old.end) if old else (0, len(piece.written))
            found[code] = Evidence(code, share, start, end, old is not None and old.is_named)
    return sorted(found.values(), key=lambda one: (-one.strength, one.skill))
