"""Signed marks of where the audit chain stood, kept outside the database.

A chain alone misses a cut-off tail and a chain that was computed anew; an anchor shows both.
Source: platform design, part 4 (anchor).
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlmodel import Session

from hub.kernel.errors import Reason, Refused
from hub.kernel.text import N_
from hub.platform import clock, runtime
from hub.platform.crypto import Keyring, is_signed, keyring
from hub.platform.db import Store
from models.platform import AuditHead

FILE: Final = "audit-anchors.jsonl"
EACH: Final = timedelta(hours=24)
OLDEST: Final = timedelta(hours=48)
BROKEN: Final = Reason(
    "anchor.broken",
    N_("{file}：{line}行目の目印を読めないか、署名が合いません。"),
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Sequence number and hash of the last record at a moment, with the key that signed it."""

    seq: int
    hash: str
    at: str
    key: str
    signature: str = ""

    @property
    def message(self) -> bytes:
        """Bytes that are signed."""
        return f"waza-anchor/1|{self.seq}|{self.hash}|{self.at}".encode()

    @property
    def moment(self) -> datetime:
        """When it was set."""
        return datetime.fromisoformat(self.at)


def set_anchor(session: Session, folder: Path, keys: Keyring, now: datetime) -> Anchor | None:
    """Append the present end of the chain to the anchor file; None while nothing is recorded.

    The line is on disk when this returns. The same end is not written twice.
    """
    head = session.get(AuditHead, 1)
    if head is None:
        return None
    bare = Anchor(head.seq, head.hash, now.isoformat(timespec="seconds"), keys.audit_public)
    made = Anchor(bare.seq, bare.hash, bare.at, bare.key, keys.sign(bare.message))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    line = json.dumps(asdict(made), sort_keys=True) + "\n"
    opened = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(opened, line.encode("ascii"))
        os.fsync(opened)
    finally:
        os.close(opened)
    return made


def keep(store: Store) -> Anchor | None:
    """Set an anchor in the folder of this instance, with its key."""
    here = runtime.settings()
    with store.reading() as session:
        return set_anchor(session, here.anchor_dir, keyring(here.keyring_file), clock.now())


def keep_daily(store: Store) -> bool:
    """Set an anchor when the newest is a day old; only where a folder for them is given."""
    here = runtime.settings()
    if not here.anchor_asked:
        return False
    last = newest(here.anchor_dir / FILE)
    if last is not None and clock.now() - last < EACH:
        return False
    return keep(store) is not None


def newest(file: Path) -> datetime | None:
    """When the last anchor of a file was set; its signature is checked where it is relied on."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    try:
        return Anchor(**json.loads(lines[-1])).moment if lines else None
    except (ValueError, TypeError) as error:
        raise Refused(BROKEN, file=file, line=len(lines)) from error


def read_anchors(file: Path) -> list[Anchor]:
    """Every anchor of a file in its order; `Refused` names a line that cannot be trusted."""
    found: list[Anchor] = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            anchor = Anchor(**json.loads(line))
            trusted = is_signed(anchor.key, anchor.message, anchor.signature)
            known = bool(anchor.moment)
        except (ValueError, TypeError) as error:
            raise Refused(BROKEN, file=file, line=number) from error
        if not (trusted and known):
            raise Refused(BROKEN, file=file, line=number)
        found.append(anchor)
    return found
