"""The keyring of an instance and its signatures; the only door to the cryptography library."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

FORMAT: Final = "waza-keyring/1"
UNREADABLE: Final = Reason(
    "keyring.unreadable",
    N_("鍵のファイル {file} を読めません。控えから戻すか、HUB_KEYRING_FILE を確かめてください。"),
)
OPEN_TO_OTHERS: Final = Reason(
    "keyring.open_to_others",
    N_("鍵のファイル {file} をほかの人も読めます。「chmod 600」で閉じてください。"),
)


@dataclass(frozen=True, slots=True)
class Keyring:
    """Private keys of one instance; they stand in no log, list or database."""

    audit_key: bytes

    @property
    def audit_public(self) -> str:
        """Public half of the audit key, as hexadecimal digits."""
        return (
            Ed25519PrivateKey.from_private_bytes(self.audit_key)
            .public_key()
            .public_bytes_raw()
            .hex()
        )

    def sign(self, message: bytes) -> str:
        """Ed25519 signature as hexadecimal digits."""
        return Ed25519PrivateKey.from_private_bytes(self.audit_key).sign(message).hex()


def is_signed(public: str, message: bytes, signature: str) -> bool:
    """Say whether the signature over the message is by the key; wrong forms are not."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def keyring(file: Path) -> Keyring:
    """Read the keyring, or make one at the first start; only its owner may read it.

    `Refused` when the file is broken or open to others.
    """
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(file)
    with os.fdopen(opened, "w", encoding="ascii") as new:
        json.dump({"format": FORMAT, "audit": secrets.token_hex(32)}, new)
    return _read(file)


def _read(file: Path) -> Keyring:
    if file.stat().st_mode & 0o077:
        raise Refused(OPEN_TO_OTHERS, file=file)
    try:
        kept = json.loads(file.read_text(encoding="ascii"))
        key = bytes.fromhex(kept["audit"])
        whole = kept["format"] == FORMAT and len(key) == 32  # noqa: PLR2004  an Ed25519 seed
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise Refused(UNREADABLE, file=file) from error
    if not whole:
        raise Refused(UNREADABLE, file=file)
    return Keyring(key)
