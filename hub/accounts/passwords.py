"""The only importer of passlib: argon2id hashes of passwords and codes."""

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from hub.kernel.errors import Refused
from hub.platform.db import BUSY

with warnings.catch_warnings():
    # passlib 1.7 asks argon2 for a version name that newer ones only give with a warning
    warnings.simplefilter("ignore", DeprecationWarning)
    from passlib.hash import argon2

HASHER: Final = argon2.using(type="ID", memory_cost=19_456, rounds=2, parallelism=1)  # type: ignore[no-untyped-call]  # passlib has no types
NOBODY: Final = HASHER.hash("nobody")
# A hash costs a core for its time and 19 MiB: no more at once than there are cores.
PLACES: Final = threading.BoundedSemaphore(os.cpu_count() or 1)
WAIT_SECONDS: Final = 3.0


def hashed(secret: str) -> str:
    """Argon2id hash with the present parameters (19 MiB, t=2, p=1)."""
    with _place():
        return str(HASHER.hash(secret))


def fits(secret: str, kept: str | None) -> bool:
    """Say whether a secret fits a hash; an unknown one takes the same time."""
    with _place():
        return bool(HASHER.verify(secret, kept or NOBODY)) and kept is not None


def is_old(kept: str) -> bool:
    """Say whether a hash was made with other parameters than the present ones."""
    return bool(HASHER.needs_update(kept))


@contextmanager
def _place() -> Iterator[None]:
    """Take a core for one hash; `Refused` when none gets free in time."""
    if not PLACES.acquire(timeout=WAIT_SECONDS):
        raise Refused(BUSY)
    try:
        yield
    finally:
        PLACES.release()
