"""What a search has read, kept in one sealed file so that the next start need not read it again.

The file lies in the data folder. It tells for which vocabulary, encoder, weights, libraries and
program it was made; of each person it is taken only while the profile is the same. A file that
does not hold is as good as none. Source: design "experts" B9.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import sparse

from hub.experts.holdings import Holder
from hub.experts.profiles import Chunk, Profile
from hub.experts.roster_index import Before, Read, RosterIndex
from hub.kernel.errors import Refused
from hub.platform import sealed_arrays
from hub.platform.crypto import Keyring
from hub.platform.sealed_arrays import Unreadable
from hub.skills.service import (
    MAPPING,
    CertificateFinder,
    CharVectors,
    Evidence,
    Reading,
    Runs,
    Shares,
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
    "hub/skills/clauses.py",
    "hub/skills/hits.py",
    "hub/skills/mapping.py",
    "hub/skills/model.py",
    "hub/skills/vectors.py",
    "hub/experts/profiles.py",
    "hub/experts/remembered.py",
    "hub/experts/roster_index.py",
)


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
        reads = list(index.reads.values())
        told = {
            "facts": _facts(index.model),
            "learnt": index.learnt,
            "moved": index.moved,
            "people": [[r.profile.key, _hash(r.profile), len(r.chunks)] for r in reads],
            "chunks": [chunk.text for read in reads for chunk in read.chunks],
            "folded": [text for read in reads for text in read.folded],
            "whole": [read.whole_text for read in reads],
            "runs": index.characters.learnt.runs,
        }
        try:
            sealed_arrays.write(self.file, self.keys(), PURPOSE, told, _arrays(index))
        except (OSError, Refused):
            LOG.warning("search.not_kept")
            return False
        return True

    def forget(self) -> None:
        """Take the file away: nobody is listed."""
        self.file.unlink(missing_ok=True)

    def read(self, model: SkillModel, profiles: Sequence[Profile]) -> Before | None:
        """What is known of these profiles; nothing where the file does not hold for the model."""
        if not self.file.exists():
            return None
        try:
            told, arrays = sealed_arrays.read(self.file, self.keys(), PURPOSE)
            if told["facts"] != _facts(model):
                return None
            return _before(model, {one.key: one for one in profiles}, told, arrays)
        except (Unreadable, Refused, KeyError, IndexError, TypeError, ValueError):
            LOG.warning("search.kept_unreadable")
            return None


def _facts(model: SkillModel) -> list[object]:
    """What must be the same for the numbers to be the same."""
    encoder = model.encoder
    found = [model.words.sha256, encoder.model_id, encoder.model_hash, encoder.available()]
    return [*found, asdict(MAPPING), libraries(), _readers()]


@lru_cache(maxsize=1)
def _readers() -> str:
    made = hashlib.sha256()
    for name in READERS:
        made.update((ROOT / name).read_bytes())
    return made.hexdigest()


def _hash(profile: Profile) -> str:
    return hashlib.sha256(repr(profile).encode()).hexdigest()


def _arrays(index: RosterIndex) -> Arrays:
    reads = list(index.reads.values())
    shown = [one for read in reads for one in read.shown]
    proofs = [proof for one in shown for proof in one.proofs]
    number = index.model.number
    made: Arrays = {
        "places": np.array(
            [(c.line, c.start, c.end) for read in reads for c in read.chunks], dtype=np.int64
        ).reshape(-1, 3),
        "share_ends": np.cumsum([len(one.shares.skills) for one in shown], dtype=np.int64),
        "share_skills": _joined([one.shares.skills for one in shown], np.int64),
        "share_values": _joined([one.shares.values for one in shown], np.float64),
        "proof_ends": np.cumsum([len(one.proofs) for one in shown], dtype=np.int64),
        "proofs": np.array(
            [(number[p.skill], p.start, p.end, p.is_named) for p in proofs], dtype=np.int64
        ).reshape(-1, 4),
        "strengths": np.array([proof.strength for proof in proofs], dtype=np.float64),
        "idf": index.characters.learnt.idf,
    }
    if index.meaning is not None:
        made["meaning"] = index.meaning
    if index.rows is not None:
        rows = index.rows
        made |= {"row_values": rows.data, "row_columns": rows.indices, "row_ends": rows.indptr}
    return made


def _joined(parts: Sequence[npt.NDArray[Any]], kind: type) -> npt.NDArray[Any]:
    return np.concatenate([np.zeros(0, dtype=kind), *parts])


def _before(
    model: SkillModel, profiles: dict[str, Profile], told: dict[str, Any], arrays: Arrays
) -> Before:
    """The people of the file whose profiles are still the same."""
    certificates = CertificateFinder(model.words, model.finder)
    holder = Holder(model, certificates)
    shown = _shown(model, arrays)
    cut = [
        Chunk(line, start, end, text)
        for (line, start, end), text in zip(arrays["places"].tolist(), told["chunks"], strict=True)
    ]
    meaning = arrays.get("meaning")
    reads: dict[str, Read] = {}
    starts: dict[str, int] = {}
    first = moved = 0
    for (key, kept, count), whole in zip(told["people"], told["whole"], strict=True):
        part = slice(first, first + count)
        profile = profiles.get(key)
        if profile is None:
            moved += count
        elif _hash(profile) == kept:
            own = tuple(cut[part])
            starts[key] = first
            reads[key] = Read(
                profile,
                own,
                tuple(told["folded"][part]),
                None if meaning is None else meaning[part],
                tuple(shown[part]),
                holder.of(profile, own, [one.proofs for one in shown[part]]),
                whole,
            )
        first += count
    runs = told["runs"]
    rows = None
    if "row_values" in arrays:
        held = (arrays["row_values"], arrays["row_columns"], arrays["row_ends"])
        rows = sparse.csr_matrix(held, shape=(first, len(runs)))
    learnt = CharVectors((), learnt=Runs(tuple(runs), arrays["idf"]))
    return Before(
        model, certificates, reads, starts, rows, learnt, told["learnt"], told["moved"] + moved
    )


def _shown(model: SkillModel, arrays: Arrays) -> list[Reading]:
    """What each piece of text speaks of."""
    proofs = [
        Evidence(model.codes[skill], strength, start, end, bool(is_named))
        for (skill, start, end, is_named), strength in zip(
            arrays["proofs"].tolist(), arrays["strengths"].tolist(), strict=True
        )
    ]
    skills, values = arrays["share_skills"], arrays["share_values"]
    return [
        Reading(tuple(proofs[own]), Shares(skills[part], values[part]))
        for own, part in zip(
            _parts(arrays["proof_ends"]), _parts(arrays["share_ends"]), strict=True
        )
    ]


def _parts(ends: npt.NDArray[Any]) -> Iterator[slice]:
    first = 0
    for end in ends.tolist():
        yield slice(first, end)
        first = end
