"""What a search has read, kept in one sealed file so that the next start need not read it again.

The file lies in the data folder. It tells for which vocabulary, encoder, weights, libraries and
program it was made; of each person it is taken only while the mark of the profile is the same. A
file that does not hold is as good as none. Source: design "experts" B9.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hub.experts.roster_index import RosterIndex
from hub.experts.shelf import Shelf
from hub.experts.taking_over import Before
from hub.experts.texts import Texts
from hub.experts.weights import RANKING
from hub.kernel.errors import Refused
from hub.platform import sealed_arrays
from hub.platform.crypto import Keyring
from hub.platform.sealed_arrays import Unreadable
from hub.skills.service import (
    MAPPING,
    CertificateFinder,
    CharVectors,
    Runs,
    SkillModel,
    libraries,
)

Arrays = dict[str, npt.NDArray[Any]]
LOG: Final = logging.getLogger("hub.searching")
NAME: Final = "searched.sealed"
PURPOSE: Final = "experts/searched"
ROOT: Final = Path(__file__).resolve().parents[2]
# What reads a profile; a change of any of these reads everybody anew.
READERS: Final = (
    "hub/kernel/folding.py",
    "hub/skills/certificates.py",
    "hub/skills/clauses.py",
    "hub/skills/english.py",
    "hub/skills/hits.py",
    "hub/skills/kana.py",
    "hub/skills/mapping.py",
    "hub/skills/model.py",
    "hub/skills/readings.py",
    "hub/skills/readings.txt",
    "hub/skills/small_talk.txt",
    "hub/skills/vectors.py",
    "hub/experts/holdings.py",
    "hub/experts/index.py",
    "hub/experts/profiles.py",
    "hub/experts/ranking.py",
    "hub/experts/reading.py",
    "hub/experts/remembered.py",
    "hub/experts/roster_index.py",
    "hub/experts/shelf.py",
    "hub/experts/taking_over.py",
    "hub/experts/texts.py",
)
PLAIN: Final = ("ends", "vector_of", "places", "is_told", "proof_ends", "proofs", "sureness")
TEXTS: Final = ("profiles", "whole", "folded")
ROWS: Final = ("shares", "strengths", "grades", "years")


@dataclass(frozen=True, slots=True)
class Memory:
    """The file, and where the keys it is sealed with come from."""

    file: Path
    keys: Callable[[], Keyring]

    def keep(self, index: RosterIndex) -> bool:
        """Write what this index has read; a full disk costs time only.

        Not while new sayings are only taken in beside: the next start reads everybody by them.
        """
        if index.model.grown_from is not None:
            return False
        shelf = index.on_one_shelf()
        told = {
            "facts": _facts(index.model),
            "learnt": index.kept.learnt,
            "moved": index.kept.moved,
            "keys": shelf.keys,
            "marks": shelf.marks,
            "runs": index.characters.learnt.runs,
        }
        arrays = {"idf": index.characters.learnt.idf, **_arrays(shelf)}
        try:
            sealed_arrays.write(self.file, self.keys(), PURPOSE, told, arrays)
        except (OSError, Refused):
            LOG.warning("search.not_kept")
            return False
        return True

    def forget(self) -> None:
        """Take the file away: nobody is listed."""
        self.file.unlink(missing_ok=True)

    def read(self, model: SkillModel) -> Before | None:
        """What is known of everybody; nothing where the file does not hold for the model."""
        if not self.file.exists():
            return None
        try:
            told, arrays = sealed_arrays.read(self.file, self.keys(), PURPOSE)
            if told["facts"] != _facts(model):
                return None
            return _before(model, told, arrays)
        except (Unreadable, Refused, KeyError, IndexError, TypeError, ValueError):
            LOG.warning("search.kept_unreadable")
            return None


def _facts(model: SkillModel) -> list[object]:
    """What must be the same for the numbers to be the same."""
    encoder = model.encoder
    found = [model.words.sha256, encoder.model_id, encoder.model_hash, encoder.available()]
    return [*found, asdict(MAPPING), asdict(RANKING), libraries(), _readers()]


@lru_cache(maxsize=1)
def _readers() -> str:
    made = hashlib.sha256()
    for name in READERS:
        made.update((ROOT / name).read_bytes())
    return made.hexdigest()


def _arrays(shelf: Shelf) -> Arrays:
    made: Arrays = {name: getattr(shelf, name) for name in PLAIN}
    for name in TEXTS:
        made |= {name: getattr(shelf, name).to_bytes(), f"{name}_at": getattr(shelf, name).starts}
    for name in (*ROWS, "lexical"):
        made |= _parts(name, getattr(shelf, name))
    if shelf.meaning is not None:
        made["meaning"] = shelf.meaning
    return made


def _parts(name: str, kept: Any) -> Arrays:  # noqa: ANN401  a sparse matrix of scipy
    shape = np.array(kept.shape, dtype=np.int64)
    return {name: kept.data, f"{name}_on": kept.indices, f"{name}_at": kept.indptr,
            f"{name}_is": shape}  # fmt: skip


def _before(model: SkillModel, told: dict[str, Any], arrays: Arrays) -> Before:
    def sparse_of(name: str, kind: Any) -> Any:  # noqa: ANN401  classes of scipy
        held = (arrays[name], arrays[f"{name}_on"], arrays[f"{name}_at"])
        return kind(held, shape=tuple(arrays[f"{name}_is"].tolist()), copy=False)

    rest: dict[str, Any] = {name: arrays[name] for name in PLAIN}
    rest |= {name: Texts.from_bytes(arrays[name], arrays[f"{name}_at"]) for name in TEXTS}
    rest |= {name: sparse_of(name, sparse.csr_matrix) for name in ROWS}
    shelf = Shelf(
        keys=tuple(told["keys"]),
        marks=tuple(told["marks"]),
        meaning=arrays.get("meaning"),
        lexical=sparse_of("lexical", sparse.csc_matrix),
        edges=model.edges,
        **rest,
    )
    characters = CharVectors((), learnt=Runs(tuple(told["runs"]), arrays["idf"]))
    certificates = CertificateFinder(model.words, model.finder)
    slots = {key: at for at, key in enumerate(shelf.keys)}
    return Before(model, certificates, (shelf,), slots, characters, told["learnt"], told["moved"])
