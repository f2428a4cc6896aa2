"""`hub serve` and `hub migrate`: the server as a process, the schema at its head."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

import typer

from hub.platform import runtime, schema
from hub.platform.db import open_store

ROOT: Final = Path(__file__).resolve().parents[2]
Port = Annotated[int, typer.Option(help="loopback port")]


def serve(port: Port = 8501) -> None:
    """Serve on loopback; the schema must already be at its head."""
    os.chdir(ROOT)
    os.execv(  # noqa: S606  our own interpreter and file, no shell
        sys.executable,
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "streamlit_app.py",
            "--server.address=127.0.0.1",
            f"--server.port={port}",
            "--server.headless=true",
            "--server.fileWatcherType=none",
        ],
    )


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
