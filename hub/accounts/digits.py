"""The only importer of pyotp: six digits of thirty seconds, and their picture.

Source: RFC 6238 with SHA-1, six digits, thirty seconds, one step to each side.
"""

import base64
import hmac
import secrets
import unicodedata
from datetime import datetime
from typing import Final

import pyotp

from hub.accounts.codes import SIGNS
from hub.platform import qr

STEP: Final = 30
DIGITS: Final = 6
SEED: Final = 20
BESIDE: Final = (0, -1, 1)
ISSUER: Final = "Waza Hub"
RECOVERY: Final = 10
RECOVERY_LENGTH: Final = 10


def code_at(seed: bytes, step: int) -> str:
    """The digits that a device shows in one step."""
    return str(pyotp.TOTP(_typed(seed), digits=DIGITS, interval=STEP).generate_otp(step))


def fitting_step(seed: bytes, typed: str, now: datetime) -> int:
    """The step whose digits were typed, of the present one and its neighbours; 0 for none."""
    plain = _plain(typed)
    present = int(now.timestamp()) // STEP
    fits = [
        present + beside
        for beside in BESIDE
        if hmac.compare_digest(code_at(seed, present + beside).encode(), plain.encode())
    ]
    return fits[0] if fits else 0


def key_of(seed: bytes) -> str:
    """The seed as somebody types it into a device, four signs at a time."""
    typed = _typed(seed)
    return " ".join(typed[at : at + 4] for at in range(0, len(typed), 4))


def picture(seed: bytes, login: str) -> str:
    """QR code of the seed as a data address; asks nobody outside."""
    device = pyotp.TOTP(_typed(seed), digits=DIGITS, interval=STEP)
    address = device.provisioning_uri(name=login, issuer_name=ISSUER)
    return qr.data_uri(address)


def new_recovery() -> tuple[str, ...]:
    """Ten codes for a lost device; letters and digits without 0 O 1 I L."""
    return tuple(
        "".join(secrets.choice(SIGNS) for _sign in range(RECOVERY_LENGTH))
        for _code in range(RECOVERY)
    )


def as_recovery(typed: str) -> str:
    """Return a typed recovery code as it was minted; empty when it cannot be one."""
    plain = _plain(typed).upper()
    return plain if len(plain) == RECOVERY_LENGTH and set(plain) <= set(SIGNS) else ""


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).replace(" ", "").replace("-", "")


def _typed(seed: bytes) -> str:
    return base64.b32encode(seed).decode()
