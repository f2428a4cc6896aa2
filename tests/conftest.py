"""Fixtures of every test: the network guard, a store per engine, a browser."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import hypothesis
import pytest

from tests.support import measure, network

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from hub.platform.db import Store
    from tests.support.engines import PostgresDatabases, SqliteDatabases

# Looking for garbage took a tenth of all tests: what they make is gone with each test anyhow.
GARBAGE: Final = (50_000, 20, 100)
# From the longest test on; `browser` waits for a server, a browser and itself.
HEAVY: Final = ("browser", "server")
# Settings of the developer's shell must not steer a test; the two of the test run itself stay.
for _name in [name for name in os.environ if name.startswith("HUB_")]:
    if not _name.startswith("HUB_TEST_"):
        del os.environ[_name]

# The same cases on every run and machine; a failure names its case.
hypothesis.settings.register_profile("fixed", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("fixed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the whole counts of the races; `hub bench races` asks for them."""
    parser.addoption("--whole", action="store_true", help="whole counts of races, walks and faults")


def pytest_configure(config: pytest.Config) -> None:
    """Tell the counts before any test module reads them."""
    gc.set_threshold(*GARBAGE)
    if config.getoption("--whole"):
        os.environ[measure.WHOLE] = "1"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that two workers end together: browsers, then servers."""
    items.sort(key=_weight)


def _weight(item: pytest.Item) -> int:
    """Place of a test in the run; those of one weight keep their order and share their fixtures."""
    return next((n for n, name in enumerate(HEAVY) if item.get_closest_marker(name)), len(HEAVY))


@pytest.fixture(scope="session", autouse=True)
def _local_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.keep_local(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _own_data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what a test makes, such as a keyring, out of the folder of the checkout."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUB_DATA_DIR", str(tmp_path_factory.mktemp("own")))
        yield


@pytest.fixture(autouse=True)
def _own_main() -> Iterator[None]:
    """Give the process its main module back: Streamlit puts a page there, and children run it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_kind(request: pytest.FixtureRequest) -> str:
    """Run the test once per engine."""
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> "SqliteDatabases":
    """Template file with the schema, made once."""
    from tests.support.engines import SqliteDatabases  # noqa: PLC0415  rules need no database

    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(
    tmp_path_factory: pytest.TempPathFactory,
) -> "Iterator[PostgresDatabases]":
    """Server and template database with the schema, made once."""
    from tests.support.engines import (  # noqa: PLC0415  rules need no database
        PostgresDatabases,
        postgres_server,
    )

    with postgres_server() as url:
        databases = PostgresDatabases(url, tmp_path_factory.mktemp("postgres"))
        yield databases
        databases.close()


@pytest.fixture
def store(engine_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> "Iterator[Store]":
    """Open a fresh, empty database with the whole schema, on each engine in turn."""
    from tests.support.engines import databases_of, fresh_store  # noqa: PLC0415  rules need no database

    with fresh_store(databases_of(request, engine_kind), tmp_path) as opened:
        yield opened


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fill a data folder with the small demo of today, once for all workers; to be copied."""
    from tests.support.filled import once_a_run  # noqa: PLC0415  rules need no database

    return once_a_run(tmp_path_factory)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """One Chromium per test module: a running one blocks `asyncio.run` in its process."""
    from tests.support.browser import launched  # noqa: PLC0415  most tests need no browser

    with launched() as chromium:
        yield chromium


@pytest.fixture
def page(browser: "Browser") -> "Iterator[Page]":
    """Open a Japanese browser window of 1280 pixels without history."""
    from tests.support.browser import window  # noqa: PLC0415  most tests need no browser

    with window(browser) as opened:
        yield opened
