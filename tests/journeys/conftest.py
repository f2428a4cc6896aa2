"""One real server on a small demo."""

from collections.abc import Iterator

import pytest

from hub import wiring
from hub.platform import clock
from seed import demo
from tests.support.server import Server, database, running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start a server on the demo's story, with fewer firms and students."""
    folder = tmp_path_factory.mktemp("journey")
    with pytest.MonkeyPatch.context() as patch, database(folder) as store:
        patch.setattr(demo, "FIRM_COUNT", 36)
        patch.setattr(demo, "STUDENT_COUNT", 14)
        wiring.bind()
        demo.fill(store, clock.now())
    with running(folder) as started:
        yield started
