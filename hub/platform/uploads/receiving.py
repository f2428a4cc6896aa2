"""Takes in what people send: looked at in a process of its own, named, measured, then kept.

Source: design "Files". `receive` answers with what was received or raises `Invalid` with one
sentence; the room keeps it with `keep` inside its own use case, which also tells the person. Until
then the bytes lie in memory and in a pipe, never unencrypted on a disk. Without a virus scanner the
receipt says that the form alone was looked at.
"""

import hashlib
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Final

from hub.kernel.errors import FieldProblem, Invalid, Reason
from hub.kernel.text import N_, hidden_sign
from hub.platform import clock, files, logs, outbox, rates, runtime, sheets
from hub.platform import file_rules as rules
from hub.platform.context import Ctx
from hub.platform.db import Store
from hub.platform.uploads import scanning
from hub.platform.uploads.scanning import Verdict
from models.vocab import DataClass, FileKind

ROOT: Final = Path(__file__).resolve().parents[3]
LONGEST_WAIT: Final = 20
RECEIVED: Final = N_("ファイル「{name}」を受け取りました。確かめ番号は {sha256} です。")
REASONS: Final[dict[str, Reason]] = {
    reason.code: reason
    for module in (rules, sheets)
    for reason in vars(module).values()
    if isinstance(reason, Reason)
}


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was looked at and may be kept."""

    name: str
    kind: FileKind
    body: bytes
    sha256: str
    is_scanned: bool = False


def receive(
    store: Store, person_id: int, name: str, body: bytes, wanted: frozenset[FileKind]
) -> Received:
    """Count what a person sends, look at it, and have it scanned where there is a scanner."""
    with store.writing() as session:
        is_slow, is_little = rates.upload(session, person_id, len(body), clock.now())
    if not is_slow:
        raise rules.refused(rules.TOO_OFTEN)
    if not is_little:
        raise rules.refused(rules.TOO_MUCH)
    found = check(name, body, wanted)
    match scanning.scan(runtime.settings().clamd, body):
        case Verdict.CLEAN:
            return replace(found, is_scanned=True)
        case Verdict.NOBODY:
            return found
        case Verdict.INFECTED:
            logs.event("upload.infected", record="person", record_id=person_id, outcome="refused")
            raise rules.refused(rules.INFECTED)
        case Verdict.AWAY:
            logs.event("upload.scanner_away", record="person", record_id=person_id)
            raise rules.refused(rules.NOT_SCANNED)


def check(name: str, body: bytes, wanted: frozenset[FileKind]) -> Received:
    """Have a file looked at; `Invalid` says in one sentence why it is not taken."""
    if hidden_sign(name) is not None:
        raise rules.refused(rules.HIDDEN_SIGN)
    if len(body) > rules.MOST_BYTES:
        raise rules.refused(rules.TOO_LARGE)
    asked = json.dumps({"name": name, "kinds": sorted(wanted)}).encode()
    try:
        child = subprocess.run(
            [sys.executable, "-m", "hub.platform.uploads.child"],
            input=asked + b"\n" + body,
            capture_output=True, check=False, timeout=LONGEST_WAIT, cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise rules.refused(rules.TOO_HEAVY) from late
    if child.returncode:
        raise rules.refused(rules.TOO_HEAVY)
    line, _end, kept = child.stdout.partition(b"\n")
    facts = json.loads(line)
    if "problems" in facts:
        told = [
            FieldProblem(field, REASONS[code], params) for field, code, params in facts["problems"]
        ]
        raise Invalid(*told)
    kind = FileKind(facts["kind"])
    return Received(plain(name, kind), kind, kept, hashlib.sha256(kept).hexdigest())


def keep(
    ctx: Ctx, *, record: str, record_id: int, name: str, kind: FileKind, stored: files.Stored
) -> int:
    """Keep a received file in the command's own transaction and tell who sent it its number."""
    file_id = files.keep_file(
        ctx, record=record, record_id=record_id, name=name, stored=stored, kind=kind,
        data_class=DataClass.C2,
    )  # fmt: skip
    if ctx.actor.person_id is not None:
        facts: dict[str, object] = {"name": files.plain_name(name), "sha256": stored.sha256}
        if stored.is_scanned:
            facts["scanned"] = 1
        outbox.notice(
            ctx, files.RECEIVED_KIND, f"file:{file_id}", ctx.actor.person_id, RECEIVED,
            params=facts,
        )  # fmt: skip
    return file_id


def plain(name: str, kind: FileKind) -> str:
    """A plain name of at most so many signs that still ends in its kind."""
    ending = f".{kind.value}"
    stem = files.plain_name(PurePath(name.strip()).stem)
    return f"{stem[: files.NAME_LIMIT - len(ending)]}{ending}"
