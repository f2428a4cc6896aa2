"""Every write to the roster moves the search on: none of twenty at once is lost, nor the first."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from hub.platform.context import Ctx
from hub.platform.db import Store, retry
from hub.skills.service import matching_epoch, touch_matching
from tests.support.internship import NOW, SYSTEM
from tests.support.measure import rounds

CLIENTS = 20
ROUNDS = rounds(whole=20, part=5)


@pytest.mark.slow
def test_no_write_at_the_same_moment_is_lost(store: Store) -> None:
    gate = threading.Barrier(CLIENTS)

    def write() -> None:
        with store.writing() as session:
            touch_matching(Ctx(session, SYSTEM, NOW))

    def client(_number: int) -> None:
        for _turn in range(ROUNDS):
            gate.wait(timeout=60)
            retry(write)

    with ThreadPoolExecutor(CLIENTS) as clients:
        list(clients.map(client, range(CLIENTS)))
    with store.reading() as session:
        assert matching_epoch(Ctx(session, SYSTEM, NOW)) == CLIENTS * ROUNDS
