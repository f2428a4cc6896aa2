"""Certificates of a test: an authority of its own, and a mail server that it vouches for."""

import ssl
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hub.platform import clock

DAY: Final = timedelta(days=1)
AUTHORITY: Final = "test authority"


@dataclass(frozen=True, slots=True)
class Vouched:
    """The file of the authority, which a client may trust, and the server's side of TLS."""

    authority: Path
    server: ssl.SSLContext


def vouched(folder: Path, name: str, *, days: int = 2) -> Vouched:
    """A server certificate for a name, signed by an authority made for this test alone."""
    root_key, key = (ec.generate_private_key(ec.SECP256R1()) for _number in range(2))
    root = _certificate(
        "test authority", "test authority", root_key, root_key, days=2, is_root=True
    )
    mine = _certificate(name, "test authority", key, root_key, days=days)
    authority = folder / "authority.pem"
    authority.write_bytes(root.public_bytes(serialization.Encoding.PEM))
    held = folder / "server.pem"
    held.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + mine.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(held)
    return Vouched(authority, context)


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    days: int,
    is_root: bool = False,
) -> x509.Certificate:
    # A certificate is judged by the clock of the machine, so this one is dated by it.
    now = clock.now()
    usage = x509.KeyUsage(
        digital_signature=True, key_cert_sign=is_root, crl_sign=is_root, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False, encipher_only=False,
        decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - 3 * DAY)
        .not_valid_after(now + days * DAY)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if not is_root:
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
    return made.sign(signer, hashes.SHA256())


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
