"""The keyring of an instance and its signatures; the only door to the cryptography library."""

import base64
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_

FORMAT: Final = "waza-keyring/1"
NONCE: Final = 12
NOT_SEALED: Final = Reason(
    "keyring.not_sealed",
    N_("暗号にした値を開けません。鍵のファイルを控えから戻すか、区の窓口に知らせてください。"),
)
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

    def token(self, purpose: str, nonce: str) -> str:
        """256 bits for a link, the same for the same nonce; the nonce alone says nothing of them.

        So a link can be written into a mail when it goes out, and its token stands nowhere.
        """
        made = hmac.digest(self._derived(f"token/{purpose}"), nonce.encode(), "sha256")
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    def sealed(self, purpose: str, subject: str, plain: bytes) -> str:
        """Encrypt for one subject; moved to another one it does not open."""
        return base64.b64encode(self.sealed_bytes(purpose, subject, plain)).decode()

    def opened(self, purpose: str, subject: str, kept: str) -> bytes:
        """Decrypt what was sealed for this subject; `Refused` for anything else."""
        try:
            raw = base64.b64decode(kept, validate=True)
        except ValueError as error:
            raise Refused(NOT_SEALED) from error
        return self.opened_bytes(purpose, subject, raw)

    def sealed_bytes(self, purpose: str, subject: str, plain: bytes) -> bytes:
        """Encrypt bytes for one subject."""
        nonce = secrets.token_bytes(NONCE)
        cipher = AESGCM(self._derived(f"seal/{purpose}"))
        return nonce + cipher.encrypt(nonce, plain, subject.encode())

    def opened_bytes(self, purpose: str, subject: str, kept: bytes) -> bytes:
        """Decrypt bytes that were sealed for this subject; `Refused` for anything else."""
        cipher = AESGCM(self._derived(f"seal/{purpose}"))
        try:
            return cipher.decrypt(kept[:NONCE], kept[NONCE:], subject.encode())
        except (InvalidTag, ValueError) as error:
            raise Refused(NOT_SEALED) from error

    def _derived(self, purpose: str) -> bytes:
        """A key of its own for each purpose, from the one secret of the file."""
        info = f"waza-hub/{purpose}".encode()
        return HKDF(hashes.SHA256(), 32, None, info).derive(self.audit_key)


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
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
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
