"""An instance on another port hands out links that lead to that port."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hub.__main__ import app
from hub.cli.serve import LIGHT, SECRET_VARIABLE
from hub.platform import runtime

PORT = "8655"


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[list[str]]]:
    """Command lines that would have been served, in a fresh data folder."""
    asked: list[list[str]] = []
    monkeypatch.setenv("HUB_DATA_DIR", str(tmp_path / "data"))
    for name in ("HUB_PUBLIC_URL", SECRET_VARIABLE, *LIGHT):
        monkeypatch.setenv(name, "")  # noted, so that what the command sets is taken back
        monkeypatch.delenv(name)
    runtime.forget()
    monkeypatch.setattr(os, "execv", lambda _program, words: asked.append(list(words)))
    folder = Path.cwd()
    yield asked
    os.chdir(folder)
    runtime.forget()


def test_an_empty_ward_on_another_port_leads_there(served: list[list[str]]) -> None:
    done = CliRunner().invoke(app, ["init", "--letter", "--port", PORT])
    assert f"http://127.0.0.1:{PORT}" in done.output
    assert runtime.settings().public_url == f"http://127.0.0.1:{PORT}"
    assert f"--client.allowedOrigins=http://127.0.0.1:{PORT}" in served[0]
    assert served[0][0] == sys.executable


def test_a_told_public_address_stays(
    served: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_PUBLIC_URL", "https://hub.example")
    done = CliRunner().invoke(app, ["init", "--letter", "--port", PORT])
    assert "https://hub.example" in done.output
    assert "--client.allowedOrigins=https://hub.example" in served[0]
