"""`hub serve` and `hub migrate`: the server as a process, the schema at its head."""

import os
import secrets
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final
from urllib.parse import urlsplit

import typer

from hub.cli import processes
from hub.platform import runtime, schema
from hub.platform.db import open_store

ROOT: Final = Path(__file__).resolve().parents[2]
LOOPBACK: Final = ("127.0.0.1", "localhost")
SECRET_VARIABLE: Final = "STREAMLIT_SERVER_COOKIE_SECRET"  # noqa: S105  the variable's name, not its value
# Every run of a page is a thread: with few arenas what they have freed is used again by the next.
LIGHT: Final = {"MALLOC_ARENA_MAX": "2"}
Port = Annotated[int, typer.Option(help="loopback port")]
Count = Annotated[
    int, typer.Option("--processes", min=1, max=processes.MOST, help="server processes")
]


def serve(port: Port = 8501, count: Count = 1) -> None:
    """Serve on loopback; the schema must already be at its head.

    Several processes take consecutive ports; what a proxy needs to know of them is printed.
    """
    os.chdir(ROOT)
    stand_at(port)
    here = runtime.settings()
    os.environ.update(LIGHT)
    # In the environment, not among the arguments: those every user of the machine can list.
    os.environ[SECRET_VARIABLE] = _cookie_secret(here.data_dir)
    if count > 1:
        ports = range(port, port + count)
        typer.echo(processes.proxy_words(ports))
        commands = {each: arguments(here.public_url, each) for each in ports}
        raise typer.Exit(processes.Processes(commands).run())
    os.execv(sys.executable, arguments(here.public_url, port))  # noqa: S606  our own interpreter, no shell


def stand_at(port: int) -> None:
    """Where nobody told a public address, let every link and letter lead to this port."""
    os.environ.setdefault("HUB_PUBLIC_URL", f"http://127.0.0.1:{port}")
    runtime.forget()


def arguments(public_url: str, port: int) -> list[str]:
    """Command line of the server: where it listens and by which names it may be asked."""
    public = urlsplit(public_url).hostname or LOOPBACK[0]
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "streamlit_app.py",
        "--server.address=127.0.0.1",
        f"--server.port={port}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        f"--client.allowedOrigins={public_url}",
        *(f"--server.allowedHosts={name}" for name in dict.fromkeys((public, *LOOPBACK))),
    ]


def _cookie_secret(data_dir: Path) -> str:
    """Return the secret that all processes of this data folder share; made at the first start."""
    file = data_dir / "cookie.secret"
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(opened, "w", encoding="ascii") as new:
        new.write(secrets.token_hex(32))
    return file.read_text(encoding="ascii")


def migrate(
    check: Annotated[bool, typer.Option(help="only compare code and revisions")] = False,  # noqa: FBT002  typer's way
) -> None:
    """Bring the database to the newest revision."""
    if not check:
        schema.upgrade(runtime.store())
        return
    with TemporaryDirectory() as folder:
        migrated = open_store(f"sqlite:///{folder}/migrated.sqlite3")
        created = open_store(f"sqlite:///{folder}/created.sqlite3")
        schema.upgrade(migrated)
        created.create_all()
        found = schema.drift(migrated, created)
        migrated.dispose()
        created.dispose()
    for change in found:
        typer.echo(change)
    raise typer.Exit(1 if found else 0)
