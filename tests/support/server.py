"""The real server as a process of its own, on a free loopback port and its own data folder."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from http.client import HTTPConnection
from pathlib import Path
from typing import Final

import pytest

from hub.cli.serve import LIGHT, arguments
from hub.platform import runtime, schema
from hub.platform.db import Store, open_store
from tests.support.warm import Forked, forked

ROOT: Final = Path(__file__).resolve().parents[2]
FILE: Final = "hub.sqlite3"
START_SECONDS: Final = 120.0
END_SECONDS: Final = 15.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its data folder, its log, its process."""

    port: int
    data_dir: Path
    log: Path
    process: subprocess.Popen[bytes] | Forked | None = None

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self.process.pid if self.process else 0

    def end(self) -> int:
        """Ask the process to end, as an operator does; its exit code."""
        if self.process is None:
            raise RuntimeError("the server was not started here")
        _end(self.process)
        return self.process.wait()

    @property
    def url(self) -> str:
        """Origin of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def host(self) -> str:
        """Host and port as they stand in a Host header."""
        return f"127.0.0.1:{self.port}"


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@lru_cache(maxsize=1)
def _empty() -> Path:
    """An empty database at its head: forty revisions take longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="hub-empty-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = folder / FILE
    store = open_store(f"sqlite:///{file}", data_dir=folder)
    with settings_of(folder):
        schema.upgrade(store)
    store.dispose()
    return file


@contextmanager
def database(data_dir: Path) -> Iterator[Store]:
    """Open the database of a data folder, at its head, for filling it before the start."""
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = data_dir / FILE
    if not file.exists():
        shutil.copyfile(_empty(), file)
        file.chmod(0o600)
    store = open_store(f"sqlite:///{file}", data_dir=data_dir)
    try:
        with settings_of(data_dir):
            schema.upgrade(store)
            yield store
    finally:
        store.dispose()


@contextmanager
def settings_of(data_dir: Path) -> Iterator[None]:
    """Let this process take the settings of a data folder, above all its keyring."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_DATA_DIR", str(data_dir))
        runtime.settings.cache_clear()
        yield
    runtime.settings.cache_clear()


@contextmanager
def running(
    data_dir: Path, settings: Mapping[str, str] | None = None, *, warm: bool = False
) -> Iterator[Server]:
    """Start the server on a filled data folder, wait for /healthz, end it by its number.

    `warm` forks it from a process that has imported everything; else it starts from nothing.
    """
    server = Server(free_port(), data_dir, data_dir / "server.log")
    environment = {name: text for name, text in os.environ.items() if not name.startswith("HUB_")}
    environment |= {
        "HUB_DATA_DIR": str(data_dir),
        "HUB_PUBLIC_URL": server.url,
        "STREAMLIT_SERVER_COOKIE_SECRET": "of-a-test-only",
        **LIGHT,
        # All visitors of a test come from one address, as those of a school do.
        "HUB_SHARED_ADDRESSES": "127.0.0.1",
        # Few tests search; those that do wait for its process.
        "HUB_SEARCH": "asked",
        **(settings or {}),
    }
    command = arguments(server.url, server.port)
    process: subprocess.Popen[bytes] | Forked
    with server.log.open("wb") as log:
        if warm:
            process = forked(command, environment, server.log)
        else:
            process = subprocess.Popen(
                command,
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            _wait(process, server)
            yield replace(server, process=process)
        finally:
            _end(process)


@contextmanager
def together(data_dir: Path, count: int) -> Iterator[list[Server]]:
    """Start several server processes of one data folder by `hub serve`, and end them together."""
    first = _free_ports(count)
    environment = {name: text for name, text in os.environ.items() if not name.startswith("HUB_")}
    environment |= {
        "HUB_DATA_DIR": str(data_dir),
        "HUB_PUBLIC_URL": f"http://127.0.0.1:{first}",
        "HUB_SHARED_ADDRESSES": "127.0.0.1",
    }
    command = [sys.executable, "-m", "hub", "serve", f"--port={first}", f"--processes={count}"]
    log = data_dir / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        )
        servers = [Server(first + at, data_dir, log, process) for at in range(count)]
        try:
            for server in servers:
                _wait(process, server)
            yield servers
        finally:
            _end(process)


def _free_ports(count: int) -> int:
    """First of so many consecutive ports that nobody listens on."""
    for _attempt in range(50):
        first = free_port()
        if all(_is_free(first + at) for at in range(1, count)):
            return first
    raise RuntimeError("no free ports in a row")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _wait(process: subprocess.Popen[bytes] | Forked, server: Server) -> None:
    """Return when the server answers; a server that ends or never answers is an error."""
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit:
        if process.poll() is not None:
            break
        try:
            probe = HTTPConnection("127.0.0.1", server.port, timeout=5)
            probe.request("GET", "/healthz")
            if probe.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            probe.close()
    log = server.log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"the server did not start:\n{log[-4000:]}")


def _end(process: subprocess.Popen[bytes] | Forked) -> None:
    """Ask this one process to end; force only this one."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    with running(Path(sys.argv[1])) as started:
        print(started.url, flush=True)
        signal.pause()
