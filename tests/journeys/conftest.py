"""One real server on a small demo."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.filled import copied
from tests.support.server import Server, running


@pytest.fixture(scope="module")
def server(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server that the journeys of one file share."""
    with running(copied(filled, tmp_path_factory.mktemp("journey") / "data"), warm=True) as started:
        yield started


@pytest.fixture
def fresh_server(filled: Path, tmp_path: Path) -> Iterator[Server]:
    """Start a server for one journey alone."""
    with running(copied(filled, tmp_path / "data"), warm=True) as started:
        yield started
