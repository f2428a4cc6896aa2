"""The only importer of passlib: argon2id hashes of passwords and codes."""

import warnings
from typing import Final

with warnings.catch_warnings():
    # passlib 1.7 asks argon2 for a version name that newer ones only give with a warning
    warnings.simplefilter("ignore", DeprecationWarning)
    from passlib.hash import argon2

HASHER: Final = argon2.using(type="ID", memory_cost=19_456, rounds=2, parallelism=1)  # type: ignore[no-untyped-call]  # passlib has no types
NOBODY: Final = HASHER.hash("nobody")


def hashed(secret: str) -> str:
    """Argon2id hash with the present parameters (19 MiB, t=2, p=1)."""
    return str(HASHER.hash(secret))


def fits(secret: str, kept: str | None) -> bool:
    """Say whether a secret fits a hash; an unknown one takes the same time."""
    return bool(HASHER.verify(secret, kept or NOBODY)) and kept is not None
