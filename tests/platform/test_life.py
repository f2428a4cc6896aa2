"""A server ends without a loss: what was acknowledged is there, what comes too late is told so."""

import os
import re
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import httpx2
import pytest

from hub.accounts import service as accounts
from hub.directory import service as directory
from hub.i18n import translated
from hub.kernel.errors import Refused
from hub.platform import anchors, clock, commands, life
from hub.platform.db import Store
from models.platform import AuditHead
from models.vocab import Role
from tests.platform.test_commands import NOW
from tests.support import people
from tests.support.server import Server, database, running

FORM: Final = re.compile(r'name="token" value="([^"]+)"')
WRITERS: Final = 4


@pytest.fixture
def ending() -> Iterator[None]:
    """The process of this test ends, and is taken back afterwards."""
    life.LIFE.end()
    yield
    life.LIFE.begin()


def test_no_command_begins_while_the_process_ends(store: Store, ending: None) -> None:
    ward = {"code": "13111", "name": "大田区", "name_en": "Ota City"}
    with pytest.raises(Refused) as refusal:
        commands.run(store, directory.add_ward, actor=people.MAKER, now=NOW, once="x", raw=ward)
    said = translated(refusal.value.reason.text)
    assert said == "ただいま更新作業中です。入力は保存されています。"
    life.LIFE.begin()
    commands.run(store, directory.add_ward, actor=people.MAKER, now=NOW, once="x", raw=ward)


def test_the_end_waits_for_a_running_command() -> None:
    here, inside, go_on = life.Life(), threading.Event(), threading.Event()

    def act() -> None:
        with here.acting():
            inside.set()
            go_on.wait(10)

    thread = threading.Thread(target=act)
    thread.start()
    assert inside.wait(10)
    here.end()
    assert here.wait_until_idle(0.05) is False
    go_on.set()
    assert here.wait_until_idle(10) is True
    thread.join()


@pytest.mark.server
def test_a_server_that_is_asked_to_end_keeps_every_acknowledged_write(tmp_path: Path) -> None:
    with database(tmp_path / "var") as store:
        person = people.fill(store)[Role.EXPERT]
    begun = threading.Semaphore(0)
    settings = {"HUB_ANCHOR_DIR": str(tmp_path / "anchors")}
    with running(tmp_path / "var", settings) as server, ThreadPoolExecutor(WRITERS) as pool:
        writers = [
            pool.submit(_sign_in_until_the_end, server, person, begun) for _ in range(WRITERS)
        ]
        for _ in range(3 * WRITERS):
            assert begun.acquire(timeout=30)
        assert server.process
        asked_at = time.monotonic()
        os.kill(server.pid, signal.SIGTERM)
        code = server.process.wait(10)
        taken = time.monotonic() - asked_at
        tokens = [token for writer in writers for token in writer.result(30)]
    assert code == 0, server.log.read_text(encoding="utf-8")
    assert taken <= 10
    journal = server.data_dir / "hub.sqlite3-wal"
    assert not journal.exists() or journal.stat().st_size == 0
    with database(server.data_dir) as store:
        lost = [t for t in tokens if accounts.actor_of(store, t, clock.now()) is None]
        with store.reading() as session:
            head = session.get(AuditHead, 1)
    assert len(tokens) >= 3 * WRITERS
    assert not lost
    last = anchors.read_anchors(tmp_path / "anchors" / anchors.FILE)[-1]
    assert head
    assert (last.seq, last.hash) == (head.seq, head.hash)


def _sign_in_until_the_end(server: Server, person: int, begun: threading.Semaphore) -> list[str]:
    """Sign in again and again until the server no longer answers; the tokens it handed out."""
    tokens = []
    origin = {"origin": server.url}
    with httpx2.Client(base_url=server.url, trust_env=False, timeout=20) as client:
        try:
            while True:
                found = FORM.search(client.get("/sign-in").text)
                data = {"token": found[1] if found else "", "person": str(person)}
                answer = client.post("/sign-in/demo", data=data, headers=origin)
                if token := client.cookies.get("hub_sid"):
                    tokens.append(token)
                    begun.release()
                elif answer.status_code == 503:
                    break
                client.cookies.clear()
        except httpx2.TransportError:
            pass
    return tokens
