"""What arrives waits in memory: no plain byte on a disk, nothing half after a kill."""

import os
import signal
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, Never

import anyio
import pytest
from sqlmodel import select
from starlette.datastructures import UploadFile
from starlette.requests import Request

from hub.platform import clock, file_rules, files
from hub.platform.db import Store
from models.platform import FileRow
from pages.routes import entry

MARK: Final = b"a word that stands in this file alone"
TABLE: Final = b"\xef\xbb\xbfname\r\n" + MARK + b"\r\n"
EDGE: Final = b"end-of-part"
KILLED: Final = """
import os, pathlib, signal, subprocess, sys
from hub import wiring
from hub.platform import files
from hub.platform.db import open_store
from hub.platform.uploads import receiving
from models.vocab import FileKind
url, folder, moment = sys.argv[1:]
wiring.bind()
store = open_store(url, data_dir=pathlib.Path(folder))
end = lambda *_all, **_more: os.kill(os.getpid(), signal.SIGKILL)
if moment == "looked at":
    subprocess.Popen.communicate = end
if moment == "half written":
    pathlib.Path.replace = end
body = sys.stdin.buffer.read()
found = receiving.receive(store, 1, "table.csv", body, frozenset({FileKind.CSV}))
files.set_down(store, found.body)
end()
"""


def _parsed(body: bytes) -> bytes:
    """What the server's own reader of forms makes of one file."""
    head = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n' % EDGE
    whole = head + body + b"\r\n--%s--\r\n" % EDGE
    kind = b"multipart/form-data; boundary=" + EDGE
    scope = {"type": "http", "method": "PUT", "headers": [(b"content-type", kind)]}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": whole, "more_body": False}

    async def read() -> bytes:
        async with Request(scope, receive).form() as form:
            sent = form["file"]
            assert isinstance(sent, UploadFile)
            return await sent.read()

    return anyio.run(read)


@pytest.mark.parametrize("size", [2_000_000, file_rules.MOST_BYTES])
def test_the_largest_file_is_read_without_a_file_on_the_disk(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    def never(*_all: object, **_more: object) -> Never:
        pytest.fail("the bytes were written to a temporary file")

    assert entry.routes()
    monkeypatch.setattr(tempfile, "TemporaryFile", never)
    assert len(_parsed(b"x" * size)) == size


@pytest.mark.parametrize(
    ("moment", "left"), [("looked at", 0), ("half written", 1), ("without a row", 1)]
)
def test_a_kill_in_the_middle_leaves_nothing_half(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str, left: int
) -> None:
    assert store.folder is not None
    aside = tmp_path / "aside"
    aside.mkdir()
    url = store.engine.url.render_as_string(hide_password=False)
    died = subprocess.run(
        [sys.executable, "-c", KILLED, url, str(store.folder), moment],
        input=TABLE, env={**os.environ, "TMPDIR": str(aside)}, check=False,
    )  # fmt: skip
    assert died.returncode == -signal.SIGKILL
    with store.reading() as session:
        assert session.exec(select(FileRow)).all() == []
    assert list(aside.iterdir()) == []
    assert len(_kept(store.folder)) == left
    assert [path for path in _all(tmp_path) if MARK in path.read_bytes()] == []
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=25))
    assert files.sweep(store) == left
    assert _kept(store.folder) == []


def _all(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def _kept(folder: Path) -> list[Path]:
    return _all(folder / "files")
